"""The table of contents of what is read in parts."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.look import px
from ui.widgets.contents import Contents

PARTS = [("a", "First part"), ("b", "Second part"), ("c", "Third part")]


def test_list_and_picker_say_the_same(qtbot: QtBot) -> None:
    """Choosing tells nobody and marks both; a part that is gone means the first."""
    holder = QWidget()
    qtbot.addWidget(holder)
    shown = Contents("Parts", holder)
    told: list[str] = []
    shown.picked.connect(told.append)
    shown.show_parts(PARTS, lambda title: f"{title}!")
    assert shown.choose("b") == "b"
    assert (shown.value(), shown.list.currentItem().text()) == ("b", "Second part")
    assert shown.list.currentItem().toolTip() == "Second part!"
    assert shown.choose("gone") == "a"
    assert told == []
    shown.list.setCurrentRow(2)
    assert told == ["c"]


def test_one_of_the_two_is_there(qtbot: QtBot) -> None:
    """The list where there is room, the picker where there is not."""
    holder = QWidget()
    qtbot.addWidget(holder)
    shown = Contents("Parts", holder)
    for control in (shown.list, shown.picker):
        control.setParent(holder)
    for width, wide in ((px(1200), True), (px(500), False)):
        shown.fit(width)
        assert (shown.list.isHidden(), shown.picker.isHidden()) == (not wide, wide)
