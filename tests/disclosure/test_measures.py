"""Percentages, limits and intervals are no counts that add up, however they are headed; what they tell is found."""

import pytest

from qa_tool.disclosure.attack import attack, attacked
from qa_tool.disclosure.published import Published, number_of, published
from qa_tool.export.published_pdf import tables_in

HEAD = ("Area", "Good or better", "Below good", "Total")
HIDDEN = ("East", "c", "c", "12")
SHOWN = ("West", "20", "11", "31")


def _table(lines: list[tuple[str, ...]], caption: str = "Table 8: Grades by area") -> Published:
    found = published(lines, file="t.csv", place="", caption=caption, key="[c] 1 to 5")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "heading",
    [
        "Good or better, %", "Good or better, % (lower limit)", "upper limit", "95% interval", "Share",
        "Per cent good", "Percentage", "Good or better, % (low to high)",
    ],
)  # fmt: skip
def test_a_measure_is_no_part_of_a_total(heading: str) -> None:
    """The row still adds to its total, and nothing is said to fall or to contradict."""
    found = _table([(*HEAD, heading), (*HIDDEN, "c"), (*SHOWN, "65")])
    assert found.total_column == 2
    assert found.measures == {3}
    assert not found.trouble
    assert attacked([found]).fallen == ()


@pytest.mark.parametrize(
    ("heading", "value", "low"),
    [
        ("Good or better, %", "75", 9), ("Good or better, %", "75%", 9),
        ("Good or better (%)", "75.0", 9), ("Good or better, share", "0.75", 9),
        ("Good or better, % (low to high)", "75 (47 to 91)", 9),
        ("Good or better, % (lower limit)", "47", 9), ("Good or better, % (upper limit)", "91", 9),
        ("Good or better, 95% interval", "47 to 91", 9),
    ],
)  # fmt: skip
def test_what_a_measure_tells_of_a_hidden_count_is_found(
    heading: str, value: str, low: int
) -> None:
    """75% of 12 is 9, and the limits of an interval say the same."""
    found = _table([(*HEAD, heading), (*HIDDEN, value), (*SHOWN, "65")])
    fallen = {(f.row, f.column): (f.low, f.high) for f in attack([found])}
    assert fallen["East", "Good or better"] == (low, low)


def test_halves_add_to_their_total() -> None:
    """'Good or better' beside 'Below good' is a half; beside 'Good' it is a sum of its own."""
    fallen = attack([_table([HEAD, ("East", "c", "9", "12"), SHOWN])])
    assert [(f.column, f.low) for f in fallen] == [("Good or better", 3)]
    beside = _table([
        ("Area", "Outstanding", "Good", "Below good", "Total", "Good or better"),
        ("East", "7", "8", "9", "24", "15"), ("West", "c", "c", "9", "24", "15"),
    ])  # fmt: skip
    assert beside.total_column == 3
    assert attack([beside]) == ()


def test_headings_of_a_pdf_that_wrap_are_told_by_the_numbers() -> None:
    """Nothing but the lines of a page: the total is where the numbers add up, the rest counts nobody."""
    lines = [
        "Table 32: Final grades by age", "Age Good or better Below good Total Good or better,", "%",
        "(lower limit)", "0 to 4 [c] [c] 13 [c] [c] [c]", "5 to 9 [c] [c] 11 [c] [c] [c]",
        "10 to 15 9 10 19 47 27 68", "Total 16 27 43 37 24 52", "Sentence.",
    ]  # fmt: skip
    ((caption, grid),) = tables_in(lines)
    assert number_of(caption) == "32"
    found = published(grid, file="a.pdf", place="page 16", caption=caption)
    assert found is not None
    assert found.rows == ("0 to 4", "5 to 9", "10 to 15", "Total")
    assert found.total_column == 2
    assert found.outside == {3, 4, 5}
    assert attacked([found]).fallen == ()
    leak = [line.replace("5 to 9 [c]", "5 to 9 3") for line in lines]
    ((caption, grid),) = tables_in(leak)
    found = published(grid, file="a.pdf", place="page 16", caption=caption)
    assert found is not None
    assert {(f.row, f.low) for f in attack([found])} >= {("5 to 9", 8), ("0 to 4", 4)}


def test_where_nothing_tells_the_total_it_is_said() -> None:
    """No headings, and no row that is shown whole: the table is listed, not passed over."""
    found = _table([("", "column 1", "column 2", "column 3"), HIDDEN, ("West", "c", "c", "31")])
    ((table, why),) = attacked([found]).skipped
    assert table == found
    assert why == "its headings could not be read"


def test_one_contradiction_leaves_the_others_linked() -> None:
    """A table that contradicts the sums of its twin is taken apart; what falls in a third is still told."""
    wrong = _table([HEAD, ("East", "c", "30", "12"), SHOWN], "Table 1: Grades by area")
    falls = _table([HEAD, ("North", "c", "9", "12"), SHOWN], "Table 2: Grades by area")
    told = attacked([wrong, falls])
    assert [(f.row, f.low) for f in told.fallen] == [("North", 3)]
    assert [(table.caption, why) for table, why in told.skipped] == [
        ("Table 1: Grades by area", "its sums contradict each other")
    ]
