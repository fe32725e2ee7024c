"""No part of any page is ever a window of its own: that would flash, and take the keyboard away."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.work.workspace import Workspace
from ui.navigation import page_entries
from ui.shots import places_of
from ui.tasks import Tasks
from ui.window import MainWindow

Desk = Callable[[str], Workspace]


class Watch(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ""
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{self.page}: {type(watched).__name__}")
        return False


@pytest.mark.parametrize("who", ["qa lead", "auditor", "moderator"])
def test_no_page_shows_a_window_while_it_is_made(who: str, qtbot: QtBot, desk: Desk) -> None:
    """Every page is made and shown twice, as three people see them."""
    space = desk(who)
    window = MainWindow(page_entries(), workspace=space, tasks=Tasks(now=True))
    qtbot.addWidget(window)
    window.show()
    places, watch = places_of(space), Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        for entry in page_entries(roles=space.person.roles):
            if entry.group or entry.key in places:
                watch.page = entry.key
                for _again in (1, 2):
                    window.go(entry.key, **places.get(entry.key, {}))
                    QApplication.processEvents()
    finally:
        app.removeEventFilter(watch)
    assert watch.seen == []


def test_the_watch_sees_a_window(qtbot: QtBot) -> None:
    """The control: a part that is shown before it has its place is noticed."""
    watch = Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    part = QWidget()
    qtbot.addWidget(part)
    part.setVisible(True)
    app.removeEventFilter(watch)
    assert watch.seen == [": QWidget"]
