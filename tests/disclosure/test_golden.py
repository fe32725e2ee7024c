"""The golden cases of disclosure control, every one."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa_tool.disclosure.attack import attack, from_other_percentages
from qa_tool.disclosure.flow import ranges
from qa_tool.disclosure.preset import DFE, ROUND5, SYMBOLS, own
from qa_tool.disclosure.protect import protect
from qa_tool.disclosure.published import published
from qa_tool.disclosure.table import CountsTable, ProtectedTable
from tests.disclosure.reader import as_printed, primary_only

CASES: dict[str, Any] = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parent.parent / "golden" / "disclosure.json").read_text("utf-8")
    )["cases"]
}
TO_PROTECT = [name for name, case in CASES.items() if "suppress_counts" in case["input"]]
WITH_RANGES = [name for name, case in CASES.items() if "suppressed" in case["input"]]


def _table(given: dict[str, Any]) -> tuple[CountsTable, int]:
    counts = tuple(tuple(line) for line in given["table"])
    small = int(given["suppress_counts"].split()[-1])
    return CountsTable(
        "t", "Made-up grades", tuple(given["rows"]), tuple(given["columns"]), counts
    ), small


def _hidden(made: ProtectedTable) -> set[tuple[int, int]]:
    return {
        (r, c) for r, line in enumerate(made.cells) for c, cell in enumerate(line) if not cell.shown
    }


@pytest.mark.parametrize("name", TO_PROTECT)
def test_tables_are_protected_with_no_more_cells_than_the_reference(name: str) -> None:
    """Every primary is hidden, nothing can be computed, each is wide enough, and few cells are lost."""
    case = CASES[name]
    table, small = _table(case["input"])
    preset = DFE if small == 5 else own(small, "As the golden case has it.")
    made = protect(table, preset)
    hidden = _hidden(made)
    assert hidden >= {tuple(cell) for cell in case["expected"]["primary_cells"]}
    assert len(hidden) <= case["expected"]["reference_suppressed_count"]
    found = ranges([list(line) for line in table.counts], hidden)
    for row, column in map(tuple, case["expected"]["primary_cells"]):
        low, high = found[row, column]
        assert high - low >= small
    printed = as_printed(made)
    assert printed is not None
    assert attack([printed]) == ()


@pytest.mark.parametrize("name", TO_PROTECT)
def test_hiding_the_small_counts_alone_gives_them_away(name: str) -> None:
    """The control: the attack recovers exactly the cells that the golden case names."""
    case = CASES[name]
    table, small = _table(case["input"])
    fallen = {
        (table.rows.index(f.row), table.columns.index(f.column)): f.low
        for f in attack([primary_only(table, small)])
        if f.low == f.high
    }
    wanted = case["expected"]["primary_only_discloses"]
    assert fallen == {tuple(one["cell"]): one["value"] for one in wanted}


@pytest.mark.parametrize("name", TO_PROTECT)
def test_the_reference_patterns_have_the_ranges_that_are_told(name: str) -> None:
    """The exact ranges of the reference's own pattern."""
    case = CASES[name]
    pattern = [tuple(cell) for cell in case["expected"]["reference_pattern"]]
    found = ranges(case["input"]["table"], pattern)
    for one in case["expected"]["reference_ranges"]:
        assert found[tuple(one["cell"])] == (one["low"], one["high"])


@pytest.mark.parametrize("name", WITH_RANGES)
def test_ranges_of_a_given_pattern(name: str) -> None:
    """One cell, a rectangle, a chain without a circle."""
    case = CASES[name]
    found = ranges(case["input"]["table"], [tuple(cell) for cell in case["input"]["suppressed"]])
    assert found == {
        tuple(one["cell"]): (one["low"], one["high"]) for one in case["expected"]["ranges"]
    }


def test_the_one_percentage_that_is_left_out_is_recovered() -> None:
    """Annex 5, table 4: a single x in a column with a published total."""
    case = CASES["annex5_t4_walsall"]
    given, wanted = case["input"], case["expected"]
    told = [None if p == "x" else p for p in given["percentages"]]
    assert sum(p for p in told if p is not None) == wanted["sum_known"]
    found = from_other_percentages(told, given["total"], given["rounding"])
    assert found == (wanted["recovered_low"], wanted["recovered_high"])
    assert from_other_percentages([50, None, None]) is None


def test_rounding_to_five() -> None:
    """Nearest 5, 1 to 4 in words, a nought is a nought."""
    case = CASES["ofqual_nearest5"]
    assert [ROUND5.shown(n) for n in case["input"]["values"]] == case["expected"]["display"]


def test_counts_of_one_to_five_are_c() -> None:
    """The preset of children in need, with what does not apply."""
    case = CASES["cin_1_to_5_c"]
    pairs = zip(case["input"]["values"], case["input"]["applicable"], strict=True)
    assert [DFE.shown(n, applicable=fits) for n, fits in pairs] == case["expected"]["display"]


def test_symbols() -> None:
    """The symbols of government statistics."""
    case = CASES["symbols"]
    assert [SYMBOLS[state] for state in case["input"]["states"]] == case["expected"]["symbols"]


def test_both_are_one() -> None:
    """Two small counts that add to two: whoever knows that neither is nought has both."""
    table = CountsTable(
        "t", "Made-up grades", ("North", "South", "West"), ("Good", "RI", "Inadequate"),
        ((20, 1, 1), (14, 12, 9), (11, 8, 13)),
    )  # fmt: skip
    lines = [
        ["", *table.columns, "Total"],
        ["North", 20, "c", "c", 22],
        ["South", 14, "c", "c", 35],
        ["West", 11, 8, 13, 32],
        ["Total", 45, 21, 23, 89],
    ]
    open_ = published(lines, file="t.csv", place="", caption="Made-up grades")
    assert open_ is not None
    fallen = {(f.row, f.column): (f.low, f.high) for f in attack([open_])}
    assert fallen["North", "RI"] == fallen["North", "Inadequate"] == (1, 1)
    made = as_printed(protect(table, DFE))
    assert made is not None
    assert attack([made]) == ()
