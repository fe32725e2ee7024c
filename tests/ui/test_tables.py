"""Lists: rows read when shown, sorted, filtered, opened and copied."""

import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.gallery import COLUMNS, GRADES, rows
from ui.tables import Cell, Column, RowTable, TablePanel, TableView
from ui.tables.columns import words


class Made:
    """A long list that counts what is asked of it."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[tuple[str, bool, str]] = []
        self.read = 0

    def ids(self, sort: str, descending: bool, search: str) -> Sequence[int]:
        """The numbers of all rows."""
        self.asked.append((sort, descending, search))
        found = range(self.count)
        if search:
            return [n for n in found if search in f"R-{n:04}"]
        return found[::-1] if descending else found

    def rows(self, ids: Sequence[int]) -> Sequence[Any]:
        """The rows of these numbers."""
        self.read += len(ids)
        return [(f"R-{n:04}", "North", GRADES[0], date(2026, 11, 1), n) for n in ids]


@pytest.fixture
def view(qtbot: QtBot) -> TableView:
    """Forty made-up audits in a list."""
    table = RowTable(COLUMNS)
    table.show_rows(rows(40))
    made = TableView("Audits", table, empty="Nothing here yet.")
    table.setParent(made)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


@pytest.mark.parametrize("filled", ["rows", "nothing", "loader"])
def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester, filled: str):
    """Plain rows, no rows, and a loader pass Qt's own model tester, also after sort and search."""
    table = RowTable(COLUMNS)
    if filled == "rows":
        table.show_rows(rows(120))
    elif filled == "loader":
        table.show_loader(Made(300))
    qtmodeltester.check(table, force_py=True)
    table.sort(1)
    table.search("north 2")


def test_a_long_list_reads_only_what_is_shown(qtbot: QtBot):
    """Of 100,000 rows only those on the screen are read; opening takes a blink."""
    made = Made(100_000)
    table = RowTable(COLUMNS)
    view = TableView("Audits", table)
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show()
    begin = time.perf_counter()
    table.show_loader(made)
    QGuiApplication.processEvents()
    assert time.perf_counter() - begin < 0.5
    assert table.rowCount() == 100_000
    assert made.read <= 300
    view.scrollToBottom()
    QGuiApplication.processEvents()
    assert made.read <= 600
    assert view.row_at(99_999)[0] == "R-99999"


def test_sorting_and_filtering_are_asked_of_the_loader(qtbot: QtBot):
    """The header's click and the box's words become one question to where the rows are."""
    made = Made(300)
    table = RowTable(COLUMNS)
    table.show_loader(made)
    table.sort(3, Qt.SortOrder.DescendingOrder)
    table.search("R-0007")
    table.sort(-1)
    assert made.asked == [
        ("", False, ""), ("due", True, ""), ("due", True, "R-0007"), ("", False, "R-0007"),
    ]  # fmt: skip
    assert table.rowCount() == 1


def test_plain_rows_are_sorted_by_value_with_blanks_last():
    """Numbers by size, words without regard to capitals, nothing always at the end."""
    columns = (Column("w", "Word", lambda r: r[0]), Column("n", "Number", lambda r: r[1], "number"))
    table = RowTable(columns)
    table.show_rows([("b", 10), ("A", None), ("", 9), ("c", 100)])

    def shown(column: int) -> list[str]:
        return [table.text(n, column) for n in range(table.rowCount())]

    table.sort(1)
    assert shown(1) == ["9", "10", "100", ""]
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(1) == ["100", "10", "9", ""]
    table.sort(0)
    assert shown(0) == ["A", "b", "c", ""]
    table.sort(-1)
    assert shown(0) == ["b", "A", "", "c"]


def test_the_filter_finds_words_in_any_column(qtbot: QtBot):
    """All words must be somewhere in the row; the count and the empty text say what happened."""
    panel = TablePanel("Audits", COLUMNS, noun=("audit", "audits"), empty="No audits yet.")
    qtbot.addWidget(panel)
    panel.show_rows(rows(40))
    assert panel.count.text() == "40 audits"
    panel.search.setText("inadequate north 3")
    panel.search.searched.emit(panel.search.text())
    found = [panel.rows.row(n) for n in range(panel.rows.rowCount())]
    wanted = [
        r for r in rows(40) if r[2].word == "Inadequate" and "3" in f"{r[0]} {r[1]} {r[3].day}"
    ]
    assert found == wanted
    assert 0 < len(found) < 8
    panel.search.searched.emit("R-0001")
    assert panel.count.text() == "1 audit"


def test_enter_opens_the_row_with_the_focus(qtbot: QtBot, view: TableView):
    """By key and by double click; the row itself is told."""
    view.selectRow(3)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args[0][0] == "R-0003"
    with qtbot.waitSignal(view.selected) as told:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert told.args[0][0] == "R-0004"
    assert view.current_row()[0] == "R-0004"


def test_rows_are_copied_as_a_spreadsheet_takes_them(qtbot: QtBot, view: TableView):
    """Header and selected rows, tab between cells; a line break in a cell does not break the table."""
    view.rows.show_rows([("R-1", "North\n1\tx", GRADES[1], date(2026, 11, 3), 2)])
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Case\tTeam\tOverall\tDue\tActions\nR-1\tNorth 1 x\tGood\t3 Nov 2026\t2"
    )


def test_tab_leaves_the_list(view: TableView):
    """The keyboard is not caught in the cells."""
    assert not view.tabKeyNavigation()


def test_an_empty_list_says_so_and_a_full_one_does_not(qtbot: QtBot, view: TableView):
    """The empty text is drawn only where there are no rows."""
    view.rows.show_rows([])
    empty = view.grab().toImage()
    view.show_empty("")
    assert view.grab().toImage() != empty


def test_a_grade_in_a_cell_is_told_in_words(view: TableView):
    """Colour and shape are for the eye; the cell's text is the grade's word."""
    assert view.rows.index(3, 2).data() == "Inadequate"
    assert view.rows.index(3, 2).data(Qt.ItemDataRole.UserRole + 1) == Cell(
        "Inadequate", "inadequate"
    )
    assert view.rows.data(QModelIndex()) is None


def test_values_are_written_as_people_read_them():
    """Dates in words, nothing for nothing."""
    assert words(date(2026, 11, 3)) == "3 Nov 2026"
    assert words(None) == ""
    assert words(Cell("Good", "good")) == "Good"
    assert words(0) == "0"


def test_reading_again_shows_what_is_new(view: TableView):
    """A refresh after a change reads the rows again."""
    view.rows.show_rows(rows(3))
    assert view.rows.rowCount() == 3
    assert view.row_at(3) is None
