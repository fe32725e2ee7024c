"""No part of a page is ever a window of its own, not even for a moment while it is made."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs import Dialog
from ui.widgets import (
    Banner,
    BigFigure,
    Box,
    ChartView,
    EmptyState,
    Labelled,
    SearchField,
    column,
    reveal,
)


class Watch(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    """What is shown as a window during the test."""
    made = Watch()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def test_pieces_are_made_without_a_window(qtbot: QtBot, watch: Watch):
    """Each piece that shows or hides a part of itself while it is made stays unseen until it has its place."""
    made = [
        Banner("Made up", "warning", "Do it", lambda: None),
        EmptyState("Nothing", "Made up", "Begin", lambda: None),
        Labelled("Name", QLineEdit(), "How to fill it in"),
        BigFigure("12", "audits", "of 20", 0.6),
        SearchField("Filter", "Filter"),
        ChartView(),
    ]
    for one in made:
        qtbot.addWidget(one)
    qtbot.addWidget(Dialog(None, "Title", "Text", yes="Yes"))
    assert watch.seen == []


def test_what_is_revealed_early_is_there_in_its_place(qtbot: QtBot):
    """Hidden, then wanted, then placed: it is seen with its page; hidden stays hidden."""
    wanted, unwanted = QLabel("a"), QLabel("b")
    wanted.hide()
    reveal(wanted, on=True)
    reveal(unwanted, on=False)
    banner = Banner()
    banner.show_message("Made up")
    page = Box(column(wanted, unwanted, banner))
    qtbot.addWidget(page)
    page.show()
    assert (wanted.isVisible(), unwanted.isVisible(), banner.isVisible()) == (True, False, True)
