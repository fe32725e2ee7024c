"""The statutory clocks as data: their lengths, their sources, and how days, weeks and months are counted."""

from datetime import date
from pathlib import Path

import pytest

from qa_tool.audit.timeliness import Dates, judge, problems
from qa_tool.council.clocks import Clocks, Length, StatutoryClock, on, read
from qa_tool.errors import QAError

LOCAL = {"protection_visit_days": 10}


@pytest.fixture(scope="module")
def shipped(checkout: Path) -> Clocks:
    """The clocks that the program ships."""
    return read((checkout / "resources/clocks/england.toml").read_text("utf-8"), LOCAL)


def _of(shipped: Clocks, key: str) -> StatutoryClock:
    return next(one for one in shipped.clocks if one.key == key)


@pytest.mark.parametrize(
    ("key", "lengths"),
    [
        ("referral_decision", "1 working day"),
        ("assessment", "45 working days"),
        ("initial_conference", "15 working days"),
        ("core_group", "10 working days"),
        ("protection_review", "3 months, then every 6 months"),
        ("care_visit", "1 week, then every 6 weeks"),
        ("care_review", "20 working days, then 3 months, then every 6 months"),
        ("pathway_assessment", "3 months"),
        ("pathway_review", "every 6 months"),
        ("protection_visit", "every 10 working days"),
    ],
)
def test_each_clock_has_the_length_of_the_standard(shipped: Clocks, key: str, lengths: str) -> None:
    """The numbers of the professional standard stand in the data, one by one."""
    assert _of(shipped, key).lengths == lengths


def test_every_clock_says_where_it_comes_from_and_asks_the_council_to_check(
    shipped: Clocks,
) -> None:
    """Source, edition, date of effect; and that the program does not know the law."""
    assert len({one.key for one in shipped.clocks}) == len(shipped.clocks) == 10
    for one in shipped.clocks:
        assert one.source
        assert one.edition
        assert one.begins
        assert one.done
        assert one.kinds
    assert shipped.check.startswith("Council to check")
    assert shipped.reviewed >= date(2026, 11, 21)


def test_only_visits_under_a_protection_plan_are_local_and_say_so(shipped: Clocks) -> None:
    """The local number is the council's setting, and every other clock comes from law or guidance."""
    local = [one for one in shipped.clocks if one.standing == "local"]
    assert [one.key for one in local] == ["protection_visit"]
    assert "no law or national guidance" in local[0].source
    assert local[0].local == "protection_visit_days"
    assert all(not one.local for one in shipped.clocks if one not in local)


def test_the_conference_counts_from_the_strategy_discussion_that_began_section_47(
    shipped: Clocks,
) -> None:
    """Fifteen working days from that discussion, over a bank holiday."""
    clock = _of(shipped, "initial_conference")
    assert "began section 47" in clock.begins
    assert clock.steps[0].after(date(2026, 12, 18)) == date(2027, 1, 13)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 10, 31), 6, date(2027, 4, 30)),
        (date(2026, 2, 28), 6, date(2026, 8, 28)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(start: date, months: int, due: date) -> None:
    """31 August and six months is the last day of February, in leap years too."""
    assert Length(months, "months").after(start) == due


def test_a_referral_on_a_friday_is_decided_by_monday(shipped: Clocks) -> None:
    """One working day; the weekend does not count, and neither does a bank holiday."""
    step = _of(shipped, "referral_decision").steps[0]
    assert step.after(date(2026, 11, 20)) == date(2026, 11, 23)
    assert step.after(date(2026, 12, 24)) == date(2026, 12, 29)


def test_an_older_edition_judges_what_began_under_it(shipped: Clocks) -> None:
    """A date is judged by the edition that held on it; before any there is none."""
    new = _of(shipped, "assessment")
    from dataclasses import replace

    old = replace(new, steps=(Length(35, "working_days"),), valid_from=date(2001, 1, 1),
                  valid_to=date(2013, 4, 14))  # fmt: skip
    assert on((old, new), "assessment", date(2013, 4, 14)) == old
    assert on((old, new), "assessment", date(2013, 4, 15)) == new
    assert on((old, new), "assessment", date(1999, 1, 1)) is None


def test_a_damaged_file_is_told_in_a_sentence() -> None:
    """A clock without a source, or in an unknown unit, is refused as damage of our own files."""
    with pytest.raises(QAError, match="cannot be read"):
        read('reviewed = 2026-01-01\ncheck = "x"\n[[clock]]\nkey = "x"\n', LOCAL)


def _dates(begins: date, *done: date, seen: date = date(2026, 11, 20), **more: object) -> Dates:
    return Dates("tim", "all", "x", begins, seen, done, **more)  # type: ignore[arg-type]


def test_visits_in_care_count_from_each_visit_to_the_next(shipped: Clocks) -> None:
    """Within a week, then at most six weeks apart, each from the visit before and not from its due day."""
    found = judge(
        _of(shipped, "care_visit"),
        _dates(date(2026, 6, 1), date(2026, 6, 4), date(2026, 7, 16), date(2026, 8, 28), seen=date(2026, 9, 1)),
    )  # fmt: skip
    assert [(one.due, one.state, one.days_late) for one in found.dues] == [
        (date(2026, 6, 8), "in_time", 0),
        (date(2026, 7, 16), "in_time", 0),
        (date(2026, 8, 27), "late", 1),
        (date(2026, 10, 9), "running", 0),
    ]
    assert (found.state, found.met, found.counted) == ("late", 2, 3)


def test_what_was_not_done_when_the_file_was_read_is_missing(shipped: Clocks) -> None:
    """The third review in care is six months after the second; it did not happen."""
    found = judge(
        _of(shipped, "care_review"),
        _dates(date(2025, 8, 4), date(2025, 9, 1), date(2025, 12, 1), seen=date(2026, 6, 15)),
    )
    last = found.dues[-1]
    assert (last.due, last.state, last.days_late) == (date(2026, 6, 1), "missing", 14)
    assert found.state == "missing"


def test_the_due_day_itself_is_in_time_and_is_not_missing(shipped: Clocks) -> None:
    """On the last allowed day it is in time; read on that day without it, it still runs."""
    clock = _of(shipped, "assessment")
    due = clock.steps[0].after(date(2026, 9, 1))
    assert judge(clock, _dates(date(2026, 9, 1), due)).state == "in_time"
    assert judge(clock, _dates(date(2026, 9, 1), seen=due)).state == "running"


def test_midway_only_the_repeating_step_counts(shipped: Clocks) -> None:
    """Somebody who types only the reviews of the year is not judged by the first twenty days."""
    found = judge(
        _of(shipped, "care_review"),
        _dates(date(2026, 1, 15), date(2026, 7, 15), seen=date(2026, 8, 1), midway=True),
    )
    assert [(one.allowed, one.state) for one in found.dues] == [
        ("6 months", "in_time"),
        ("6 months", "running"),
    ]


def test_after_the_clock_stopped_nothing_more_is_due(shipped: Clocks) -> None:
    """A plan that ended before the next review asks for no review; one that ended after it does."""
    clock, begins = _of(shipped, "protection_review"), date(2026, 1, 10)
    early = judge(clock, _dates(begins, ended=date(2026, 4, 9)))
    assert (early.dues, early.state) == ((), "nothing")
    late = judge(clock, _dates(begins, ended=date(2026, 5, 9)))
    assert (late.state, late.dues[0].days_late) == ("missing", 29)


def test_a_local_number_stays_as_it_was_when_the_dates_were_written_down(checkout: Path) -> None:
    """A council that changes its standard does not make old visits late."""
    text = (checkout / "resources/clocks/england.toml").read_text("utf-8")
    now = _of(read(text, {"protection_visit_days": 5}), "protection_visit")
    dates = _dates(date(2026, 11, 2), date(2026, 11, 13), local_days=10)
    assert judge(now, dates).dues[0].state == "in_time"
    assert judge(now, _dates(date(2026, 11, 2), date(2026, 11, 13))).dues[0].state == "late"


def test_what_happens_once_is_judged_once(shipped: Clocks) -> None:
    """After an assessment is finished nothing more is due."""
    found = judge(_of(shipped, "assessment"), _dates(date(2026, 9, 1), date(2026, 9, 20)))
    assert len(found.dues) == 1


def test_wrong_dates_are_told_with_their_cure(shipped: Clocks) -> None:
    """In the future, before the beginning, twice, once too often, stopped before it began."""
    once, today = _of(shipped, "assessment"), date(2026, 11, 20)
    wrong = _dates(date(2026, 9, 1), date(2026, 8, 1), date(2026, 8, 1), date(2026, 12, 1),
                   ended=date(2026, 8, 30))  # fmt: skip
    said = [what for what, cure in problems(once, wrong, today) if cure]
    assert len(said) == 5
    assert list(problems(once, _dates(date(2026, 9, 1), date(2026, 9, 20)), today)) == []
    assert next(iter(problems(None, wrong, today)))[0] == "No clock of this name held on that day."
