"""Concerns taken higher and figures by quarter: who may, what is refused, what is counted, how it rebuilds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.concern import rules
from qa_tool.concern.model import Concern
from qa_tool.errors import QAError, Refused
from qa_tool.survey.model import Survey, name_of, quarter_of, quarters_back
from qa_tool.survey.rules import check, totals
from qa_tool.work import concern, home, session, survey
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def _one(space: Workspace, days: int = 60, **more: object) -> Concern:
    day = space.clock.today() - timedelta(days=days)
    made = Concern("", "chief_executive", day, "A made-up concern.", "A made-up wish.")
    return replace(made, **more)  # type: ignore[arg-type]


def _mine(space: Workspace, made: str) -> list[str]:
    return [w.title for w in home.overview(space).waiting if w.place == {"concern": made}]


def test_from_taking_it_higher_to_the_answer(desk: Desk) -> None:
    """It stands on the CSWO's Home until there is an answer; the reminder is kept beside it."""
    cswo = desk("cswo")
    made = concern.take_higher(cswo, _one(cswo)).ids[0]
    assert _mine(cswo, made) == ["No answer from the Chief Executive"]
    assert concern.one(cswo, made).state == "overdue"
    concern.remind(cswo, made, cswo.clock.today(), "By letter")
    concern.answer(cswo, made, cswo.clock.today(), "Agreed.")
    row = concern.one(cswo, made)
    assert (row.state, row.days, len(row.concern.reminders)) == ("answered", 60, 1)
    assert _mine(cswo, made) == []
    with pytest.raises(Refused, match="answered already"):
        concern.answer(cswo, made, cswo.clock.today(), "Again.")
    with pytest.raises(Refused, match="has ended"):
        concern.correct(cswo, row.concern)
    assert session.verify(cswo) == ()


def test_within_the_councils_days_home_is_silent(desk: Desk) -> None:
    """The policy says how long an answer may take; the QA lead's Home does not chase the CSWO's."""
    cswo = desk("cswo")
    fresh = concern.take_higher(cswo, _one(cswo, days=5)).ids[0]
    old = concern.take_higher(cswo, _one(cswo)).ids[0]
    assert _mine(cswo, fresh) == []
    assert _mine(desk("qa lead"), old) == []


@pytest.mark.parametrize("who", ["auditor", "moderator", "team manager", "iro", "partner"])
def test_nobody_else_sees_or_writes(desk: Desk, who: str) -> None:
    """The roles are held in the verbs and in the questions."""
    other = desk(who)
    for ask in (
        lambda: concern.rows(other),
        lambda: concern.counted(other),
        lambda: concern.take_higher(other, _one(other)),
        lambda: survey.totals(other, date.min, date.max),
        lambda: survey.keep(other, ()),
    ):
        with pytest.raises(Refused, match="needs the role"):
            ask()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"about": " "}, "what the concern is about"),
        ({"asked": ""}, "what was asked for"),
        ({"about": "x" * 4_001}, "4,001 characters"),
        ({"to": "friend"}, "to whom"),
        ({"taken": date(2027, 1, 1)}, "in the future"),
    ],
)
def test_what_a_concern_must_say(desk: Desk, wrong: dict[str, object], said: str) -> None:
    """Each fault is one sentence, and nothing is kept."""
    cswo = desk("cswo")
    before = concern.counted(cswo)[0].taken
    with pytest.raises(QAError, match=said):
        concern.take_higher(cswo, _one(cswo, **wrong))
    assert concern.counted(cswo)[0].taken == before


def test_it_is_corrected_or_withdrawn_while_it_waits(desk: Desk) -> None:
    """A day after its first reminder is refused; withdrawn ones stay counted as taken."""
    cswo = desk("cswo")
    made = concern.take_higher(cswo, _one(cswo)).ids[0]
    first = concern.one(cswo, made).concern
    concern.remind(cswo, made, first.taken + timedelta(days=2), "By telephone")
    with pytest.raises(QAError, match="reminder is older"):
        concern.correct(cswo, replace(first, taken=first.taken + timedelta(days=9)))
    concern.correct(cswo, replace(first, asked="Something clearer."))
    assert concern.one(cswo, made).concern.asked == "Something clearer."
    before = concern.counted(cswo)[0]
    concern.withdraw(cswo, made, "It was put right.")
    after = concern.counted(cswo)[0]
    assert (after.taken, after.waiting) == (before.taken, before.waiting - 1)
    assert after.withdrawn == before.withdrawn + 1


def test_counts_for_a_year_by_hand() -> None:
    """Two answered after 10 and 20 days, one waits 30, one was withdrawn, one is of another year."""
    today = date(2026, 11, 20)

    def at(days: int, **more: object) -> Concern:
        made = Concern("", "director", today - timedelta(days=days), "a", "b")
        return replace(made, **more)  # type: ignore[arg-type]

    found = rules.counts(
        [
            at(40, answered=today - timedelta(days=30)), at(60, answered=today - timedelta(days=40)),
            at(30), at(20, withdrawn=today), at(400),
        ],
        today, lambda day: day.year == 2026,
    )  # fmt: skip
    assert (found.taken, found.answered, found.waiting, found.withdrawn) == (4, 2, 1, 1)
    assert (found.days, found.oldest) == (15, 30)
    assert dict(found.to) == {"director": 4, "chief_executive": 0, "members": 0}


def test_a_quarter_is_kept_whole_or_not_at_all(desk: Desk) -> None:
    """One wrong count keeps nothing; the right ones are summed, and what is missing is not nought."""
    lead = desk("qa lead")
    quarter = quarters_back(quarter_of(lead.clock.today()), 7)
    good = Survey("", quarter, "complaints", {"received": 9, "upheld": 3}, (" Late. ", "Late.", ""))
    bad = Survey("", quarter, "children", {"sent": 10, "returned": 11})
    with pytest.raises(QAError, match="11 is more than asked, 10"):
        survey.keep(lead, [good, bad])
    assert survey.by_quarter(lead, quarter, quarter) == ()
    assert survey.keep(lead, [good]).ids == (f"survey-{quarter:%Y-%m}-complaints",)
    assert survey.keep(lead, [good]).ids == ()
    kept = survey.of_quarter(lead, quarter)
    assert kept["complaints"].messages == ("Late.",)
    found = {(t.source, t.measure): t.n for t in survey.totals(lead, quarter, quarter)}
    assert (found["complaints", "received"], found["complaints", "in_time"]) == (9, None)
    assert session.verify(lead) == ()


def test_every_fault_of_a_quarter_in_one_pass() -> None:
    """An unknown measure, a negative count, a long message, a quarter that has not begun."""
    wrong = Survey("", date(2027, 1, 1), "advocacy", {"used": -1, "other": 2}, ("x" * 301,))
    codes = [problem.code for problem in check(wrong, date(2026, 11, 20))]
    assert codes == ["in_the_future", "unknown_measure", "out_of_range", "too_long"]
    assert check(replace(wrong, source="letters"), date(2026, 11, 20))[0].code == "unknown_source"


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 40))
def test_quarters_go_back_and_forth(day: date, n: int) -> None:
    """A day lies in its quarter; going back and forth comes home; every quarter has a name."""
    quarter = quarter_of(day)
    assert quarter <= day < quarters_back(quarter, -1)
    assert quarters_back(quarters_back(quarter, n), -n) == quarter
    assert str(quarter.year) in name_of(quarter)


def test_names_follow_the_councils_year() -> None:
    """January belongs to the year that began in April."""
    assert name_of(date(2026, 1, 1)) == "January to March 2026 (2025-26, quarter 4)"
    assert name_of(date(2026, 7, 1)) == "July to September 2026 (2026-27, quarter 2)"


def test_sums_are_of_what_was_entered() -> None:
    """Two quarters of three have the figure: its sum says so."""
    held = [
        Survey("", date(2026, 1, 1), "compliments", {"received": 4}),
        Survey("", date(2026, 4, 1), "compliments", {}),
        Survey("", date(2026, 7, 1), "compliments", {"received": 5}),
    ]
    found = next(t for t in totals(held) if t.source == "compliments")
    assert (found.n, found.quarters) == (9, 2)
