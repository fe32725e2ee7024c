"""Protection held by properties: no attack recovers a cell, and the attack itself is right."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.disclosure.attack import attack
from qa_tool.disclosure.flow import ranges
from qa_tool.disclosure.preset import DFE, PRESETS, TEN, Preset, own, preset_named
from qa_tool.disclosure.protect import protect, protect_all
from qa_tool.disclosure.simplex import bounds
from qa_tool.disclosure.system import Same
from qa_tool.disclosure.table import TOTAL, CountsTable, one_way
from qa_tool.errors import QAError
from tests.disclosure.reader import Knowing, as_printed, counted_ranges, primary_only

GRADES = ("Outstanding", "Good", "RI", "Inadequate")


@st.composite
def _counts(
    draw: st.DrawFn, most_rows: int = 6, most_columns: int = 5, most: int = 40
) -> CountsTable:
    rows, columns = draw(st.integers(1, most_rows)), draw(st.integers(1, most_columns))
    count = st.one_of(st.integers(0, 7), st.integers(0, most))
    line = st.tuples(*[count] * columns)
    return CountsTable(
        "t", "Made-up", tuple(f"Row {r}" for r in range(rows)),
        tuple(f"Column {c}" for c in range(columns)), draw(st.tuples(*[line] * rows)),
    )  # fmt: skip


def _grid(table: CountsTable) -> list[list[int]]:
    return [[n or 0 for n in line] for line in table.counts]


@settings(max_examples=60, deadline=None)
@given(table=_counts(3, 3, 8), data=st.data())
def test_ranges_are_exact(table: CountsTable, data: st.DataObject) -> None:
    """Flow and simplex both give what counting every table that fits gives."""
    cells = [(r, c) for r in range(len(table.rows)) for c in range(len(table.columns))]
    hidden = data.draw(st.sets(st.sampled_from(cells), max_size=6))
    counted = counted_ranges(_grid(table), hidden)
    assert ranges(_grid(table), hidden) == counted
    number = {cell: at for at, cell in enumerate(sorted(hidden))}
    sums = []
    for line in (*_rows(table), *_columns(table)):
        known = sum(_grid(table)[r][c] for r, c in line if (r, c) not in hidden)
        whole = sum(_grid(table)[r][c] for r, c in line)
        sums.append(({number[cell]: 1 for cell in line if cell in hidden}, whole - known))
    found = bounds([s for s in sums if s[0]], {}, {})
    assert found == {number[cell]: told for cell, told in counted.items()}


def _rows(table: CountsTable) -> list[list[tuple[int, int]]]:
    return [[(r, c) for c in range(len(table.columns))] for r in range(len(table.rows))]


def _columns(table: CountsTable) -> list[list[tuple[int, int]]]:
    return [[(r, c) for r in range(len(table.rows))] for c in range(len(table.columns))]


@settings(max_examples=80, deadline=None)
@given(table=_counts(), preset=st.sampled_from([DFE, TEN, own(3, "A made-up council's own.")]))
def test_no_hidden_cell_falls(table: CountsTable, preset: Preset) -> None:
    """The attack on the printed table recovers nothing, and small counts are never printed."""
    made = protect(table, preset)
    for row, line in enumerate(made.cells):
        for column, cell in enumerate(line):
            assert not (cell.shown and preset.is_small(table.true(row, column)))
    printed = as_printed(made)
    if printed is not None:
        assert attack([printed]) == ()


@settings(max_examples=40, deadline=None)
@given(table=_counts(5, 4))
def test_not_even_by_a_reader_who_knows_which_are_small(table: CountsTable) -> None:
    """With every small count known to be 1 to 5 none is exact, and without it each is 5 wide."""
    result = protect_all((table,), DFE)
    made = result.tables[0]
    reader = Knowing((table,), (made,), ())
    if result.withheld:
        return
    lows, highs = {}, {}
    hidden = [(table.key, row, column, why) for row, column, why in made.hidden()]
    for key, row, column, why in hidden:
        if why == "small":
            lows[reader.name((key, row, column))] = 1
            highs[reader.name((key, row, column))] = 5
        elif why == "secondary":
            lows[reader.name((key, row, column))] = 1
    for key, row, column, _ in hidden:
        low, high = reader.range((key, row, column), {}, {})
        assert high is None or high - low >= 5
        low, high = reader.range((key, row, column), lows, highs)
        assert high is None or high > low


def test_small_counts_alone_are_broken_nearly_always() -> None:
    """The control: with primary suppression only, the same attack breaks most tables."""
    broken = tried = 0
    for seed in range(40):
        counts = tuple(
            tuple((seed * 7 + r * 13 + c * 5 + r * c * seed) % 19 for c in range(4))
            for r in range(5)
        )
        table = CountsTable("t", "Made-up", tuple("ABCDE"), GRADES, counts)
        open_ = primary_only(table, 5)
        if open_.hidden():
            tried += 1
            broken += bool(attack([open_]))
    assert tried > 30
    assert broken / tried > 0.9


def test_a_protected_table_does_not_hold_what_it_hides() -> None:
    """Whatever reads it cannot print a hidden count by mistake."""
    table = CountsTable(
        "t", "Made-up", ("North", "South", "West"), GRADES,
        ((3, 14, 18, 6), (8, 9, 21, 11), (12, 11, 12, 8)),
    )  # fmt: skip
    made = protect(table, DFE)
    assert made.cell("North", "Outstanding").reason == "small"
    assert all(cell.value is None for line in made.cells for cell in line if not cell.shown)
    assert made.text("North", "Outstanding") == "[c]"
    assert made.text("North", "Outstanding", "csv") == "c"


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    """A true nought is shown."""
    made = protect(one_way("t", "Made-up", {"North": 12, "South": 0, "West": 30}), DFE)
    assert made.hidden() == ()
    assert made.lines() == (("North", 12), ("South", 0), ("West", 30), ("Total", 42))


def test_a_whole_small_group_is_hidden_with_its_noughts() -> None:
    """Eight audits, all Inadequate: noughts beside a hidden cell would say what everybody got."""
    counts = ((9, 14, 18, 16), (0, 0, 0, 8), (12, 11, 12, 18))
    table = CountsTable("t", "Made-up", ("North", "South", "West"), GRADES, counts)
    made = protect(table, DFE)
    assert not any(made.cell("South", grade).shown for grade in GRADES)
    assert made.cell("South", TOTAL).value == 8
    shown = protect(table, replace(DFE, whole_groups="shown"))
    assert shown.hidden() == ()
    large = replace(table, counts=((9, 14, 18, 16), (0, 0, 0, 20), (12, 11, 12, 18)))
    assert protect(large, DFE).hidden() == ()
    assert protect(large, replace(DFE, whole_groups="hidden")).hidden() != ()


def test_a_team_of_one_is_hidden_like_a_child() -> None:
    """However many audits it has: the line would tell of that one worker."""
    counts = ((19, 14, 18, 16), (12, 20, 15, 8), (12, 11, 12, 18))
    table = CountsTable(
        "t", "Made-up", ("North", "South", "West"), GRADES, counts, workers=(6, 1, 7)
    )
    made = protect(table, DFE)
    assert not any(made.cell("South", grade).shown for grade in (*GRADES, TOTAL))
    assert {why for row, _, why in made.hidden() if row == "South"} == {"workers"}
    printed = as_printed(made)
    assert printed is not None
    assert attack([printed]) == ()
    people = protect(one_way("w", "Auditors", {"North": 6, "South": 1, "West": 7, "East": 9}), DFE)
    assert not people.cell("South", "Number").shown


def test_percentages_come_from_what_is_printed() -> None:
    """None where count or base is hidden, where the rest is small, or on fewer than ten."""
    table = CountsTable(
        "t", "Made-up", ("North", "South", "West", "East"), GRADES,
        ((3, 14, 18, 6), (8, 9, 21, 11), (12, 11, 12, 8), (0, 0, 9, 0)),
        groups=(("Good or better", ("Outstanding", "Good")),),
    )  # fmt: skip
    made = protect(table, replace(DFE, whole_groups="shown"))
    south = made.share(TOTAL, "Good or better")
    assert (south.count, south.base, south.percent) == (57, 142, 40)
    assert south.low is not None
    assert south.high is not None
    assert south.low < 40 < south.high
    assert made.share("North", "Outstanding").words == "[c]"
    assert made.share("North", "Outstanding").percent is None
    assert made.share("East", "RI").percent is None
    nobody = protect(one_way("t", "T", {"A": 0, "B": 0}), DFE)
    assert nobody.share("A", "Number").words == "no audits"


def test_a_table_that_cannot_be_printed_is_withheld_and_says_so() -> None:
    """Five audits in all: nothing of it is shown, and the note tells what to do."""
    result = protect_all((one_way("t", "Made-up deaths", {"North": 3, "South": 2}),), DFE)
    assert result.withheld == ("t",)
    assert not any(cell.shown for line in result.tables[0].cells for cell in line)
    assert "Merge columns or rows" in result.notes[0]


def test_protection_repeats() -> None:
    """The same counts are always protected by the same cells."""
    counts = tuple(tuple((r * 7 + c * 11) % 23 for c in range(5)) for r in range(8))
    table = CountsTable("t", "Made-up", tuple("ABCDEFGH"), tuple("VWXYZ"), counts)
    assert protect(table, DFE) == protect(table, DFE)


def test_a_table_of_40_by_6_is_quick() -> None:
    """Well under a second."""
    counts = tuple(tuple((r * 17 + c * 29 + r * c) % 31 for c in range(6)) for r in range(40))
    table = CountsTable(
        "t", "Made-up", tuple(f"Team {n}" for n in range(40)), tuple("UVWXYZ"), counts
    )
    began = time.perf_counter()
    made = protect(table, DFE)
    assert time.perf_counter() - began < 1
    printed = as_printed(made)
    assert printed is not None
    assert attack([printed]) == ()


def test_presets_are_found_and_bad_ones_refused() -> None:
    """Unknown keys, no reason, and thresholds that protect nobody are refused in a sentence."""
    assert [preset_named(key).key for key in PRESETS] == list(PRESETS)
    for wrong in (
        lambda: preset_named("none"), lambda: own(0, "x"), lambda: own(5, " "),
        lambda: own(5, "x", round_to=0), lambda: one_way("t", "T", {}),
        lambda: CountsTable("t", "T", ("A", "A"), ("B",), ((1,), (2,))),
        lambda: CountsTable("t", "T", (TOTAL,), ("B",), ((1,),)),
    ):  # fmt: skip
        with pytest.raises(QAError):
            wrong()


def test_without_a_line_of_totals_rows_do_not_pull_each_other() -> None:
    """Nobody can subtract from a total that is not printed: only the row of the small count is hidden."""
    voices = CountsTable(
        "voices", "Voices", ("Child", "Carer", "Partner"), ("Heard", "Not heard", "Not sought"),
        ((21, 8, 210), (3, 12, 224), (15, 7, 217)), totals=False,
    )  # fmt: skip
    made = protect(voices, DFE)
    assert [made.text("Child", column) for column in voices.columns] == ["21", "8", "210"]
    assert {row for row, _, _ in made.hidden()} == {"Carer"}
    assert [line[0] for line in made.lines()] == ["Child", "Carer", "Partner"]
    assert made.cell(TOTAL, "Heard").value is None
    found = as_printed(made)
    assert found is not None
    assert attack([found]) == ()
    added = protect(replace(voices, totals=True), DFE)
    assert len({row for row, _, _ in added.hidden()}) > 1


def test_a_total_that_another_table_prints_is_protected_all_the_same() -> None:
    """What one table leaves out and another prints can be subtracted from."""
    bare = CountsTable("a", "A", ("x", "y", "z"), ("n",), ((3,), (20,), (9,)), totals=False)
    said = CountsTable("b", "B", ("p", "q"), ("n",), ((12,), (20,)))
    alone = protect_all((bare, said), DFE).table("a")
    assert [row for row, _, _ in alone.hidden()] == ["x"]
    tied = protect_all((bare, said), DFE, (Same(("a", TOTAL, "n"), ("b", TOTAL, "n")),)).table("a")
    assert [row for row, _, _ in tied.hidden()] == ["x", "z"]
