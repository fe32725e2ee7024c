"""Who takes the places that are left, and how far a group is apart: plain rules."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from qa_tool.moderation.calibration import (
    Calibration,
    CalibrationGrades,
    Example,
    everybody_saved,
    hardest,
    spread,
)
from qa_tool.moderation.choose import Candidate, fill, room
from qa_tool.moderation.compare import compare, difference
from qa_tool.template.model import Grade, Scale

NOW = datetime(2026, 11, 9, tzinfo=UTC)
KEYS = ("outstanding", "good", "requires_improvement", "inadequate")
SCALE = Scale("ofsted", "Ofsted", tuple(Grade(k, k, n, n) for n, k in enumerate(KEYS, 1)))
CANDIDATES = st.lists(
    st.builds(Candidate, st.uuids().map(str), st.booleans(), st.booleans(), st.booleans()),
    unique_by=lambda c: c.audit,
)


def test_room_is_a_share_of_what_is_planned_and_never_below_nothing() -> None:
    """Half of 25 is 13; what is taken counts; more taken than there is leaves none."""
    assert room(25, 50, 0) == 13
    assert room(25, 50, 12) == 1
    assert room(25, 50, 40) == 0
    assert room(0, 50, 0) == 0


def test_departures_come_before_overruled_problems_before_new_auditors() -> None:
    """Whatever the lot says; whoever has no reason takes no place."""
    some = [
        Candidate("a", new_auditor=True),
        Candidate("b", overruled=True),
        Candidate("c", departs=True),
        Candidate("d"),
    ]
    assert [c.audit for c in fill(some, 9, seed="s")] == ["c", "b", "a"]
    assert fill(some, -1, seed="s") == []


@given(CANDIDATES, st.integers(0, 8))
def test_filling_does_not_depend_on_the_order_of_those_who_wait(
    some: list[Candidate], places: int
) -> None:
    """The same seed gives the same audits, never more than there is room, and more room adds only."""
    found = fill(some, places, seed="s")
    assert list(fill(list(reversed(some)), places, seed="s")) == list(found)
    assert len(found) <= places
    assert list(fill(some, places + 1, seed="s"))[: len(found)] == list(found)


def test_a_grade_of_another_scale_is_no_disagreement() -> None:
    """It is said apart, stands first, and has no direction, also where both readers used it."""
    assert difference("d", "D", "good", "met", SCALE).direction == "scales"
    assert difference("d", "D", "met", "met", SCALE).direction == "scales"
    rows = [("a", "A", SCALE), ("b", "B", SCALE)]
    found = compare(rows, {"a": "good", "b": "met"}, {"a": "inadequate", "b": "good"})
    assert [d.domain for d in found] == ["b", "a"]


def _given(person: str, grade: str, *, named: bool = False) -> CalibrationGrades:
    return CalibrationGrades(
        f"s/e/{person}", "s", "e", person, NOW, "", {"risk": grade}, {"risk": f"by {grade}"}, named
    )


def test_a_spread_counts_grades_and_names_only_the_willing() -> None:
    """Two together, one two steps away; the name of the one who said yes and of nobody else."""
    grades = [_given("a", "good"), _given("b", "good", named=True), _given("c", "inadequate")]
    names = {"b": "Bea", "c": "Cy"}
    (one,) = spread([("risk", "Risk", SCALE)], grades, "e", "c", names)
    assert [c.n for c in one.counts] == [0, 2, 0, 1]
    assert (one.n, one.steps, one.together, one.own) == (3, 2, 2, "inadequate")
    assert [c.names for c in one.counts] == [(), ("Bea",), (), ()]
    assert [g.key for g in one.neighbours] == ["good", "inadequate"]


@given(st.lists(st.sampled_from(KEYS), min_size=1, max_size=9))
def test_a_spread_does_not_depend_on_who_graded_first(given_: list[str]) -> None:
    """Counts add up to the graders, and the order of graders changes nothing."""
    grades = [_given(f"p{n}", grade) for n, grade in enumerate(given_)]
    rows = [("risk", "Risk", SCALE)]
    there = spread(rows, grades, "e", "", {})
    assert spread(rows, grades[::-1], "e", "", {}) == there
    assert sum(c.n for c in there[0].counts) == there[0].n == len(given_)
    assert bool(hardest(there)) == (len(set(given_)) > 1)


def test_everybody_is_everybody_for_every_example() -> None:
    """One example of one person is missing: not everybody."""
    session = Calibration(
        "s", "S", "t", "f", "lead", NOW, None, ("a", "b"), (Example("e", "E"), Example("g", "G"))
    )
    some = [_given("a", "good"), _given("b", "good")]
    assert not everybody_saved(session, some)
    more = [CalibrationGrades(f"s/g/{p}", "s", "g", p, NOW) for p in ("a", "b")]
    assert everybody_saved(session, some + more)
