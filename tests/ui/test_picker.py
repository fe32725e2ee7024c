"""A box of choices shows no cut word: it grows, ends in …, tells a tip, and its list is wide enough."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ui.look import apply, px
from ui.widgets import FlowRow, Picker, SearchField

LONG = "Round of August 2026, with a made-up name that is longer than any box could be"
ROUNDS = [("a", "All rounds"), ("b", "Round of August 2026"), ("c", LONG)]


def _flat(scale: float) -> None:
    apply(QApplication.instance(), "light", scale)  # type: ignore[arg-type]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_usual_words_stand_whole_at_every_size(qtbot: QtBot, scale: float) -> None:
    """The name of a round is not cut where there is room, and a short one takes less."""
    _flat(scale)
    picker = Picker("Round", ROUNDS, "b")
    row = FlowRow(picker)
    qtbot.addWidget(row)
    row.resize(px(600), px(60))
    row.show()
    QApplication.processEvents()
    assert picker.shown_words() == "Round of August 2026"
    wide = picker.sizeHint().width()
    picker.setCurrentIndex(0)
    assert picker.sizeHint().width() < wide
    _flat(1.0)


def test_too_long_words_end_in_dots_and_are_told_as_a_tip(qtbot: QtBot) -> None:
    """What is not drawn whole can be read by resting on it; what is, has no tip."""
    _flat(1.0)
    whole = QWidget()
    qtbot.addWidget(whole)
    picker = Picker("Round", ROUNDS, "c", parent=whole)
    picker.resize(160, 34)
    whole.resize(400, 80)
    whole.show()
    assert picker.shown_words().endswith("…")
    tip = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), picker.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(picker, tip)
    assert QToolTip.text() == LONG
    picker.setCurrentIndex(0)
    QApplication.sendEvent(picker, tip)
    assert QToolTip.text() != "All rounds"


def test_the_list_is_as_wide_as_its_longest_words(qtbot: QtBot) -> None:
    """Opened, every choice can be read whole, however narrow the box is."""
    _flat(1.0)
    picker = Picker("Round", ROUNDS, "a")
    qtbot.addWidget(picker)
    picker.resize(120, 34)
    picker.show()
    picker.fit_list()
    longest = picker.fontMetrics().horizontalAdvance(LONG)
    room = picker.screen().availableGeometry().width() - px(24)
    assert picker.view().minimumWidth() >= min(longest, room)


def test_the_glass_grows_with_the_letters(qtbot: QtBot) -> None:
    """At 200 % the words begin twice as far to the right, behind a glass twice as large."""
    _flat(1.0)
    field = SearchField("Filter audits")
    qtbot.addWidget(field)
    field.show()
    small = field.textMargins().left()
    _flat(2.0)
    QApplication.processEvents()
    assert field.textMargins().left() == 2 * small
    _flat(1.0)
