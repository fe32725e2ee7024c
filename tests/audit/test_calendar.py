"""Working days of England and Wales, held by days that everybody can look up."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool import calendar
from qa_tool.calendar import (
    add_working_days,
    bank_holidays,
    is_working_day,
    working_days_between,
)
from qa_tool.errors import QAError

DAYS = st.dates(min_value=date(2012, 3, 1), max_value=date(2030, 9, 30))


def test_christmas_2015_as_the_iro_example_says() -> None:
    """Thursday 24 December 2015 plus five working days is Tuesday 5 January 2016."""
    assert add_working_days(date(2015, 12, 24), 5) == date(2016, 1, 5)
    assert working_days_between(date(2015, 12, 24), date(2016, 1, 5)) == 5


@pytest.mark.parametrize(
    "day",
    [
        "2012-06-04", "2012-06-05", "2015-12-28", "2016-12-27", "2017-01-02", "2020-05-08",
        "2020-12-28", "2021-12-27", "2021-12-28", "2022-01-03", "2022-06-02", "2022-06-03",
        "2022-09-19", "2023-01-02", "2023-05-08", "2024-03-29", "2025-04-21", "2026-04-03",
        "2026-12-28", "2027-12-27", "2027-12-28", "2028-01-03",
    ],
)  # fmt: skip
def test_known_bank_holidays(day: str) -> None:
    """Jubilees, the funeral, the coronation and substitute days are holidays."""
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2020-05-04", "2022-05-30", "2012-05-28", "2022-12-28"])
def test_days_that_were_moved_are_worked(day: str) -> None:
    """Where a holiday was moved, its usual Monday is a working day."""
    assert is_working_day(date.fromisoformat(day))


def test_every_year_has_its_eight_days_and_the_extra_ones() -> None:
    """Eight bank holidays a year, one more in 2012 and 2023, two more in 2022, all on weekdays."""
    extra = {2012: 1, 2022: 2, 2023: 1}
    known = bank_holidays()
    for year in range(known.first, known.last + 1):
        days = [day for day in known.days if day.year == year]
        assert len(days) == 8 + extra.get(year, 0), year
        assert all(day.weekday() < 5 for day in days)


def test_a_day_outside_the_list_is_refused() -> None:
    """A year without known holidays gives a sentence, not a guess."""
    for attempt in (date(2011, 12, 30), date(2031, 1, 2)):
        with pytest.raises(QAError, match="2012 to 2030"):
            is_working_day(attempt)
    with pytest.raises(QAError, match="2031"):
        add_working_days(date(2030, 12, 30), 5)


@pytest.mark.parametrize("text", ["", "first_year = 'x'", "not toml at all"])
def test_a_damaged_list_says_so(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program's own list cannot be read, no working day is counted on a guess."""
    spoilt = tmp_path / "spoilt.toml"
    spoilt.write_text(text, encoding="utf-8")
    monkeypatch.setattr(calendar, "_FILE", spoilt)
    bank_holidays.cache_clear()
    try:
        with pytest.raises(QAError, match="bank holidays cannot be read"):
            is_working_day(date(2026, 11, 20))
    finally:
        bank_holidays.cache_clear()


def test_nothing_added_on_a_closed_day_is_the_next_open_one() -> None:
    """A clock of no days that starts on a Saturday ends on Monday."""
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)
    assert add_working_days(date(2026, 11, 23), 0) == date(2026, 11, 23)


@given(DAYS, st.integers(min_value=1, max_value=30))
def test_adding_and_counting_agree(start: date, days: int) -> None:
    """What was added is what is counted, forwards; and the end is a working day after the start."""
    end = add_working_days(start, days)
    assert end > start
    assert is_working_day(end)
    assert working_days_between(start, end) == days
    assert working_days_between(end, start) == -days


@given(DAYS, st.integers(min_value=1, max_value=30))
def test_backwards_is_the_same_road(start: date, days: int) -> None:
    """From a working day, so many days on and as many back is where one began."""
    begin = add_working_days(start, 0)
    assert add_working_days(add_working_days(begin, days), -days) == begin


@given(DAYS, st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=20))
def test_a_later_start_never_ends_sooner(start: date, shift: int, days: int) -> None:
    """Adding working days keeps the order of days."""
    later = start + timedelta(days=shift)
    assert add_working_days(start, days) <= add_working_days(later, days)
