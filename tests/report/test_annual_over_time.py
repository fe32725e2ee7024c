"""The annual report over time: months on a control chart, years with their intervals, and neither too early."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.table import TOTAL
from qa_tool.figures.proportion import wilson
from qa_tool.publication.frozen import Frozen
from qa_tool.publication.model import Priorities
from qa_tool.report import annual
from qa_tool.report.annual_edition import Edition, edition
from qa_tool.report.annual_over_time import months_chart, years_chart
from qa_tool.report.annual_parts import Said
from qa_tool.report.blocks import Chart, Heading, Paragraph, TableBlock
from tests.report import annual_made_up

SAID = Said("Annual report", "Chief Social Work Officer", {}, Priorities("p"), draft=False)
MONTHS = [date(2025, month, 3) for month in range(4, 13)]


def months(counts: Sequence[tuple[int, int]]) -> Frozen:
    """Audits by month from April on: (good, handed in)."""
    made = annual_made_up.made_up()
    model = next(audit for audit in made.audits if audit.counted)
    audits = [
        replace(
            model, id=f"a-{at}-{number:02}", handed_in=MONTHS[at],
            final="good" if number < good else "requires_improvement", read="", first="", second="",
        )
        for at, (good, n) in enumerate(counts)
        for number in range(n)
    ]  # fmt: skip
    return replace(made, audits=tuple(audits))


def shown(frozen: Frozen, *, public: bool = True) -> Edition:
    """One edition."""
    return edition(frozen, DFE, public=public)


def year(name: str, good: int, n: int) -> Edition:
    """The edition of a year with so many good ones."""
    first = date(int(name[:4]), 4, 1)
    made = months([(good, n)])
    audits = tuple(replace(a, handed_in=first) for a in made.audits)
    return shown(replace(made, year=name, audits=audits, first=first, last=date(first.year + 1, 3, 31)))  # fmt: skip


EVEN = [(10, 20), (12, 21), (9, 20), (11, 19), (10, 20), (12, 20)]


@pytest.mark.parametrize("public", [True, False])
def test_five_months_with_ten_audits_have_a_control_chart(public: bool) -> None:
    """The sentence, the drawing with its alternative text, and the table with the same numbers."""
    found = shown(months(EVEN), public=public)
    said, chart = months_chart(found, found.groups[0])
    assert isinstance(said, Paragraph)
    assert "usual ups and downs" in said.text
    assert "mean moving ranges (XmR)" in said.text
    assert "on trial until there are thirteen points" in said.text
    assert isinstance(chart, Chart)
    assert "April 2025: 10 of 20; May 2025: 12 of 21" in chart.scene.sentence
    twin = chart.twin()
    assert twin.rows[0][:4] == ("April", 10, 10, 20)
    assert twin.rows[-1][0] == TOTAL
    titles = [b.text for b in annual.build(found, SAID).blocks if isinstance(b, Heading)]
    assert titles.index("Month by month, year by year") > titles.index("What we found")


def test_numbers_that_vary_have_a_chart_whose_limits_follow_them() -> None:
    """A p-chart where a month has twice as many audits as another."""
    found = shown(months([(20, 40), (12, 24), (9, 20), (22, 41), (10, 20)]))
    said, _ = months_chart(found, found.groups[0])
    assert isinstance(said, Paragraph)
    assert "p-chart" in said.text


@pytest.mark.parametrize("counts", [EVEN[:4], [(10, 20), (12, 21), (9, 20), (11, 19), (4, 9)]])
def test_fewer_than_five_such_months_have_none(counts: list[tuple[int, int]]) -> None:
    """Four months, or a fifth with nine audits: no chart and no table."""
    found = shown(months(counts))
    assert months_chart(found, found.groups[0]) == ()
    assert found.table("month-group-1") is None
    assert "Month by month" not in str(annual.build(found, SAID).blocks)


def test_a_month_with_a_hidden_count_has_no_point() -> None:
    """Three good ones in June: neither the table nor the drawing nor its words tell them."""
    found = shown(months([(10, 20), (12, 21), (3, 20), (11, 19), (10, 20), (12, 20), (9, 18)]))
    said, chart = months_chart(found, found.groups[0])
    assert isinstance(said, Paragraph)
    assert isinstance(chart, Chart)
    hidden = [row[0] for row in chart.twin().rows if "[c]" in row]
    assert "June" in hidden
    assert len(hidden) >= 2
    assert f"{len(hidden)} months have no point, because a count there is hidden." in said.text
    drawn = [getattr(shape, "says", "") for shape in chart.scene.shapes]
    for month in hidden:
        assert f"{month} 2025: " not in chart.scene.sentence
        assert not [told for told in drawn if str(month)[:3] in told and "%" in told]


def test_an_audit_without_a_day_in_the_year_takes_the_months_away() -> None:
    """Months that are not all of the audits would not add to their total."""
    made = months(EVEN)
    late = replace(made.audits[0], handed_in=date(2026, 4, 2))
    assert shown(replace(made, audits=(late, *made.audits[1:]))).table("month-group-1") is None


def test_two_years_stand_side_by_side() -> None:
    """Each with its share, interval and counts, and whether the change is one."""
    now, last = year("2025-26", 70, 100), year("2024-25", 40, 100)
    (chart,) = years_chart(now, now.groups[0], (last,))
    assert isinstance(chart, Chart)
    low, high = (round(100 * end) for end in wilson(40, 100))
    assert chart.twin().rows == (
        ("2024-25", f"40% ({low} to {high}), 40 of 100", "–"),
        ("2025-26", "70% (60 to 78), 70 of 100", "better"),
    )
    assert "2024-25: 40%" in chart.scene.sentence


def test_five_years_have_a_control_chart() -> None:
    """From five years on the limits say whether the last one is more than chance."""
    past = [year(f"{y}-{y % 100 + 1}", good, 100) for y, good in zip(range(2021, 2025), (50, 54, 49, 52), strict=True)]  # fmt: skip
    now = year("2025-26", 51, 100)
    said, chart = years_chart(now, now.groups[0], past)
    assert isinstance(said, Paragraph)
    assert "usual ups and downs" in said.text
    assert isinstance(chart, Chart)
    assert isinstance(chart.table, TableBlock)
    assert [row[0] for row in chart.table.rows] == ["2021-22", "2022-23", "2023-24", "2024-25", "2025-26"]  # fmt: skip


def test_a_gap_in_the_years_ends_the_line() -> None:
    """A year that was not published is not skipped over; one year alone has no chart."""
    now, older = year("2025-26", 51, 100), year("2023-24", 50, 100)
    assert years_chart(now, now.groups[0], (older,)) == ()
    assert years_chart(now, now.groups[0], ()) == ()


def test_the_report_takes_the_years_before_last_too() -> None:
    """Last year and the years before it stand in one chart."""
    now = year("2025-26", 51, 100)
    past = [year("2023-24", 50, 100), year("2024-25", 52, 100)]
    blocks = annual.build(now, SAID, past[1], past[:1]).blocks
    (chart,) = [b for b in blocks if isinstance(b, Chart) and "year by year" in b.caption]
    assert len(chart.twin().rows) == 3
