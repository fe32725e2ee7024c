"""What falls out between this publication and what was published before."""

from datetime import date

import pytest

from qa_tool.disclosure.differences import as_published, differences, span_of
from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.protect import protect
from qa_tool.disclosure.published import Published
from qa_tool.disclosure.table import CountsTable


def _list(title: str, period: str, counts: dict[str, int]) -> Published:
    table = CountsTable(
        title, title, tuple(counts), ("Audits",), tuple((n,) for n in counts.values()),
        period=period,
    )  # fmt: skip
    found = as_published(protect(table, DFE))
    assert found is not None
    return found


def test_periods_are_read_from_words() -> None:
    """A year from April, a quarter of it, a year to date, two days."""
    year = (date(2025, 4, 1), date(2026, 3, 31))
    assert span_of("Annual report 2025-26") == span_of("2025/26") == year
    assert span_of("Quarter 2, 2025-26") == (date(2025, 7, 1), date(2025, 9, 30))
    assert span_of("Q4 2025-26") == (date(2026, 1, 1), date(2026, 3, 31))
    assert span_of("Year to date, quarter 3 of 2025-26") == (date(2025, 4, 1), date(2025, 12, 31))
    assert span_of("2025-04-01 to 2025-06-30") == (date(2025, 4, 1), date(2025, 6, 30))
    assert span_of("From 1 April 2025 to 30 June 2025.") == (date(2025, 4, 1), date(2025, 6, 30))
    assert span_of("31 February 2025 to 1 March 2025") is None
    for words in ("Annual report", "2025-27", "2025-13-01 to 2025-14-01"):
        assert span_of(words) is None


def test_a_quarter_inside_a_year_leaves_a_small_rest() -> None:
    """The year less its first three quarters is the fourth."""
    year = _list("Audits by area", "2025-26", {"East": 40, "West": 61})
    quarters = [
        _list("Audits by area", f"Quarter {n} 2025-26", {"East": 12 + n % 2, "West": 15})
        for n in (1, 2, 3)
    ]
    told = differences([year], quarters)
    assert [(d.row, d.value, d.certain) for d in told] == [("East", 2, True)]
    assert "40 less what is in Quarter 1 2025-26 and Quarter 2 2025-26" in told[0].words
    assert told[0].words.endswith("leaves 2.")


def test_a_year_to_date_less_the_quarter_before() -> None:
    """Also the other way round: the quarter comes after the year to date."""
    before = _list("Audits by area", "Quarter 1 2025-26", {"East": 12, "West": 30})
    to_date = _list("Audits by area", "Year to date, quarter 2 2025-26", {"East": 15, "West": 60})
    assert [(d.row, d.value) for d in differences([to_date], [before])] == [("East", 3)]
    assert [(d.row, d.value) for d in differences([before], [to_date])] == [("East", 3)]


def test_two_years_are_two_populations() -> None:
    """A small change from year to year names nobody."""
    one = _list("Audits by area", "2024-25", {"East": 40, "West": 61})
    two = _list("Audits by area", "2025-26", {"East": 42, "West": 63})
    assert differences([two], [one]) == ()


def test_without_periods_it_only_asks_to_look() -> None:
    """Whether the one is part of the other cannot be known."""
    one = _list("Audits by area", "", {"East": 40, "West": 61})
    two = _list("Audits by area", "", {"East": 42, "West": 80})
    told = differences([two], [one])
    assert [(d.row, d.value, d.certain) for d in told] == [("East", 2, False)]
    assert "would leave" in told[0].words


def test_a_merged_team_less_the_one_that_was_published() -> None:
    """A and B are merged now; A stood open before, so B falls out."""
    before = _list("Audits by team", "2025-26", {"A": 12, "C": 30, "D": 25})
    now = _list("Audits by team", "2025-26", {"A and B": 15, "C": 30, "D": 25})
    told = differences([now], [before])
    assert ("A and B", 3, True) in [(d.row, d.value, d.certain) for d in told]


def test_what_stood_open_before_cannot_be_hidden_now() -> None:
    """The same table of the same period, published with less care."""
    now = _list("Audits by area", "2025-26", {"East": 3, "West": 61, "South": 20})
    before = Published(
        "last.csv", "", "Audits by area", ("East", "West", "South"), ("Audits",), ((3,), (61,), (20,)),
        None, None, period="2025-26",
    )  # fmt: skip
    told = differences([now], [before])
    assert ("East", 3) in [(d.row, d.value) for d in told if d.kind == "shown before"]
    assert "was published as 3" in told[0].words


@pytest.mark.parametrize("title", ["Audits by team", "Actions by area"])
def test_other_tables_are_not_compared(title: str) -> None:
    """Only tables of the same thing."""
    one = _list("Audits by area", "Quarter 1 2025-26", {"East": 12, "West": 30})
    other = _list(title, "2025-26", {"East": 14, "West": 33})
    assert differences([other], [one]) == ()
