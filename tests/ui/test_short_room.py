"""What stays whole where the room is short: the save state, the grades in lists, the way round."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import look
from ui.navigation import Navigation
from ui.tables import Cell, Column
from ui.tables.model import RowTable
from ui.tables.view import CHIP_ROOM, TableView
from ui.widgets import Button, Foot, Scroll, column
from ui.widgets.grade_chip import chip_width
from ui.window import MainWindow

SAVED = "All changes are saved"


@pytest.fixture
def foot(qtbot: QtBot) -> Foot:
    """A foot with everything that it can hold."""
    made = Foot()
    qtbot.addWidget(made)
    made.show_person("A made-up person with a long name")
    made.show_state(SAVED)
    made.show_widgets([Button("Hand in"), Button("Next domain", kind="primary")])
    made.show()
    return made


def shown(foot: Foot) -> tuple[bool, bool, bool]:
    """Whether the save state is whole; whether place and person are there."""
    QApplication.processEvents()
    return foot.words.text() == SAVED, foot.place.isVisible(), foot._person.isVisible()


def test_the_save_state_is_the_last_to_go(foot: Foot):
    """With less and less room the name goes first, then the place; the state stays whole."""
    seen = []
    for wide in range(1200, 440, -20):
        foot.resize(wide, 46)
        if not seen or seen[-1] != shown(foot):
            seen.append(shown(foot))
    assert seen == [(True, True, True), (True, True, False), (True, False, False)]


def test_what_left_the_foot_comes_back(foot: Foot):
    """More room, or fewer buttons, and the name stands there again."""
    foot.resize(480, 46)
    assert shown(foot) == (True, False, False)
    foot.show_widgets([])
    foot.resize(760, 46)
    assert shown(foot) == (True, True, True)
    foot.show_state("")
    QApplication.processEvents()
    assert (foot.words.isVisible(), foot.place.isVisible(), foot._person.isVisible()) == (
        False, False, True,
    )  # fmt: skip


@pytest.mark.parametrize("size", [100, 115, 130, 150, 175, 200])
def test_a_grade_in_a_list_is_never_shortened(qtbot: QtBot, qapp: QApplication, size: int):
    """The column of grades has the room of its longest word at every text size, in a narrow list too."""
    look.apply(qapp, "light", size / 100)
    grade = Column("grade", "Grade", lambda row: Cell(row, "good"), "grade", 90)
    other = Column("team", "Team", lambda row: row)
    view = TableView("Made up", RowTable((other, grade)))
    qtbot.addWidget(view)
    view.resize(420, 300)
    view.show()
    QApplication.processEvents()
    room = view.columnWidth(1) - look.px(CHIP_ROOM)
    assert room >= chip_width("Requires improvement", view.font())
    look.apply(qapp, "light", 1.0)


@pytest.mark.parametrize(("size", "tall"), [(100, 728), (150, 728), (200, 728), (200, 485)])
def test_the_way_round_and_the_mark_keep_apart(window: MainWindow, size: int, tall: int):
    """However short the room: no line of the list lies over the mark that says the program works offline."""
    window.choose_look(size=size)
    window.resize(1366, tall)
    QApplication.processEvents()
    way: Navigation = window.navigation
    mark = QRect(way._foot_picture.mapTo(way, QPoint(0, 0)), way._foot_picture.size())
    seen = way._scroll.viewport()
    assert not mark.intersects(QRect(seen.mapTo(way, QPoint(0, 0)), seen.size()))
    assert way.rect().contains(mark)


def test_the_page_that_is_shown_is_in_view_in_the_list(window: MainWindow):
    """At 200 % the list scrolls to the page that is marked."""
    window.choose_look(size=200)
    window.resize(1366, 485)
    last = window.navigation.buttons()[-1]
    window.go(last.entry.key)
    QApplication.processEvents()
    assert not last.visibleRegion().isEmpty()


def test_columns_without_words_give_their_room_away(qtbot: QtBot):
    """Where room is short a column takes what its words need, so that nothing is scrolled sideways."""
    columns = (
        Column("what", "Standard", lambda row: row),
        Column("team", "Team", lambda _row: Cell(""), "grade", 200),
        Column("long", "Since", lambda _row: "now", width=260),
    )
    view = TableView("Made up", RowTable(columns))
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.rows.show_rows(["A made-up standard with many words in its title"])
    assert view.columnWidth(2) < 100
    assert view.columnWidth(0) > 250
    assert sum(view.columnWidth(n) for n in range(3)) <= view.viewport().width()
    view.resize(1200, 300)
    QApplication.processEvents()
    assert view.columnWidth(2) == 260


def test_a_long_title_is_whole_in_smaller_letters(window: MainWindow):
    """The jump box gives its words away first, then the letters shrink; a short title is large again."""
    window.resize(960, 600)
    QApplication.processEvents()
    window.show_title("A made-up quality assurance framework, version 12")
    QApplication.processEvents()
    assert window.bar.title.text() == window.bar.title.whole()
    window.show_title("Home")
    assert window.bar.title.property("look") == "h2"


def test_what_is_taller_than_the_page_is_shown_from_its_top(qtbot: QtBot):
    """A list that is longer than the page begins at its first line, not at its last."""
    tall = QWidget()
    tall.setFixedHeight(2000)
    before = QWidget()
    before.setFixedHeight(700)
    page = Scroll(column(before, tall))
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    QApplication.processEvents()
    page.show_widget(tall)
    assert 0 <= tall.mapTo(page.viewport(), QPoint(0, 0)).y() < 60
