"""Ages, first dates, compliance apart, and which way re-audits went."""

from datetime import date, timedelta

from qa_tool.figures import loop
from qa_tool.figures.loop import Step
from qa_tool.figures.pairs import DomainPair, Pair, by_domain, counted, way

TODAY = date(2026, 11, 21)


def step(late: int = 0, **more: object) -> Step:
    """A made-up action, so many days past its date."""
    state = str(more.pop("state", "open"))
    return Step("REF", "What", "Owner", "Team", str(more.pop("level", "child")), state,
                TODAY - timedelta(days=late), **more)  # type: ignore[arg-type]  # fmt: skip


def test_open_actions_fall_into_one_band_each() -> None:
    """The edges 0, 7, 8, 28, 29; what is done has no age."""
    steps = [step(n) for n in (-3, 0, 1, 7, 8, 28, 29, 400)] + [step(50, state="done")]
    assert [n for _name, n in loop.ageing(steps, TODAY)] == [2, 2, 2, 2]


def test_a_moved_date_makes_nothing_punctual() -> None:
    """Counted by the first date; verified late though done in time is told apart."""
    due = TODAY - timedelta(days=10)
    late = step(
        0, state="verified", needs_verifying=True, first_due=due, done=TODAY, verified=TODAY
    )
    done = step(0, state="verified", needs_verifying=True, done=TODAY,
                verified=TODAY + timedelta(days=2))  # fmt: skip
    whole = step(0, state="verified", needs_verifying=True, done=due, verified=due)
    waits = step(0, state="done", needs_verifying=True, done=due)
    found = loop.verified(
        [late, done, whole, waits, step(), step(needs_verifying=True, state="withdrawn")]
    )
    assert found == loop.Verified(asked=4, verified=3, done_on_time=2, on_time=1)


def test_compliance_never_counts_as_a_change_for_the_child() -> None:
    """Nor does an action for the service; blanks are no difference."""
    steps = [
        step(state="verified", difference="She sees her brother"),
        step(state="done", difference="  "),
        step(state="verified", difference="Form filled in", compliance=True),
        step(state="verified", difference="A new form", level="service"),
    ]
    assert loop.changed_for_child(steps) == (1, 2)


def test_the_way_of_a_grade_on_its_scale() -> None:
    """Better, same, worse; a grade that the scale has not is not comparable."""
    order = ("outstanding", "good", "requires_improvement", "inadequate")
    assert way(order, "inadequate", "good") == "better"
    assert way(order, "good", "good") == "same"
    assert way(order, "good", "inadequate") == "worse"
    assert way(order, "not_enough_evidence", "good") == way(order, "good", "") == "apart"


def test_pairs_are_counted_domain_by_domain() -> None:
    """Every way stands in the count, in the order of the template."""
    pairs = [
        Pair(
            "A", "T", "", "Inadequate", "Good", "better", (DomainPair("Risk", "I", "G", "better"),)
        ),
        Pair(
            "B",
            "T",
            "",
            "Inadequate",
            "Inadequate",
            "same",
            (DomainPair("Risk", "I", "I", "same"),),
        ),
    ]
    assert counted(p.way for p in pairs) == {"better": 1, "same": 1, "worse": 0, "apart": 0}
    assert by_domain(pairs) == (("Risk", {"better": 1, "same": 1, "worse": 0, "apart": 0}),)
