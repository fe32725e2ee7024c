"""What every page promises, on each part of Publishing: names, the Tab key, and nothing out at the side."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_tool.work.workspace import Workspace
from tests.ui.pages.test_every_page import (
    test_every_control_has_a_name_and_is_large_enough as named,
)
from tests.ui.pages.test_every_page import test_nothing_goes_out_at_the_side as fits
from tests.ui.pages.test_every_page import test_tab_reaches_every_control_and_comes_round as tabs
from ui.look import apply
from ui.pages.publication import PublicationPage

Desk = Callable[[str], Workspace]


def test_each_part_keeps_what_every_page_promises(
    qtbot: QtBot, desk: Desk, stage: Callable[[Workspace], Any]
) -> None:
    """In a small window and with letters twice as large, from the figures to the preview."""
    page = PublicationPage(stage(desk("qa lead")).context)
    qtbot.addWidget(page)
    page.resize(1160, 660)
    page.show()
    page.show_page()
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        QApplication.processEvents()
        named(page)
        tabs(page)
        fits(page, 851, 385, 1.0)
        fits(page, 1246, 560, 2.0)
        apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
        page.resize(1160, 660)
