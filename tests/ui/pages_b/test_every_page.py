"""What holds for each of these pages: names, room, an empty council, and hearing of changes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from qa_tool.work import session
from qa_tool.work.change import changed
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace
from ui import look
from ui.navigation import Page, page_entries, page_entry
from ui.widgets import EmptyState

Desk = Callable[[str], Workspace]
NAMES = ("rounds", "people", "templates", "reports", "settings", "help", "indicators")


@pytest.fixture
def empty(doors: Doors, tmp_path: Path) -> Iterator[Workspace]:
    """A council that was founded a moment ago."""
    space, _code = session.found(
        tmp_path / "new", "Made-up Council", "Amara Lindenow", "made-up words", doors=doors
    )
    yield space
    space.store.close()


def _page(name: str, qtbot: QtBot, context: object, wide: int = 1160, tall: int = 620) -> QWidget:
    page = cast("QWidget", page_entry(name).make(context))  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(wide, tall)
    page.show()
    cast("Page", page).show_page()
    QApplication.processEvents()
    return page


def _tabs(page: QWidget) -> Iterator[None]:
    """Each tab of a page in turn, or the page once."""
    bars = [bar for bar in page.findChildren(QTabBar) if bar.isVisible()]
    if not bars:
        yield
    for bar in bars:
        for number in range(bar.count()):
            bar.setCurrentIndex(number)
            QApplication.processEvents()
            yield


def test_all_of_them_are_in_the_window() -> None:
    """Each page can be reached from the list at the left."""
    assert set(NAMES) <= {entry.key for entry in page_entries() if entry.group}


@pytest.mark.parametrize("name", NAMES)
def test_what_takes_the_focus_has_a_name(
    name: str, qtbot: QtBot, desk: Desk, stage: Callable[[Workspace], object]
) -> None:
    """A screen reader can say every control."""
    page = _page(name, qtbot, stage(desk("qa lead")).context)  # type: ignore[attr-defined]
    nameless = []
    for _tab in _tabs(page):
        for widget in page.findChildren(QWidget):
            if not widget.isVisible() or isinstance(widget, QScrollArea | QStackedWidget):
                continue
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                text = getattr(widget, "text", lambda: "")()
                if type(widget) is not QFrame and not (widget.accessibleName() or text):
                    nameless.append(type(widget).__name__)
    assert nameless == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "wide", "tall"), [(1.0, 851, 360), (2.0, 1220, 470)])
def test_no_page_scrolls_sideways(  # noqa: PLR0917
    name: str, size: float, wide: int, tall: int, qapp: QApplication, qtbot: QtBot, desk: Desk,
    stage: Callable[[Workspace], object],
) -> None:  # fmt: skip
    """A small window, and letters of 200 %: everything wraps or shortens."""
    look.apply(qapp, "light", size)
    page = _page(name, qtbot, stage(desk("qa lead")).context, wide, tall)  # type: ignore[attr-defined]
    for _tab in _tabs(page):
        for area in page.findChildren(QScrollArea):
            if area.isVisible():
                assert area.horizontalScrollBar().maximum() == 0, area.accessibleName()
                assert area.widget().minimumSizeHint().width() <= area.viewport().width()


@pytest.mark.parametrize("name", NAMES)
def test_a_new_council_gets_pages_that_say_what_to_do(
    name: str, qtbot: QtBot, empty: Workspace, stage: Callable[[Workspace], object]
) -> None:
    """Nothing there yet is no error, and where there is nothing the page says what comes first."""
    page = _page(name, qtbot, stage(empty).context)  # type: ignore[attr-defined]
    assert page.isVisible()
    if name.endswith("RoundsPage"):
        shown = [one for one in page.findChildren(EmptyState) if one.isVisible()]
        assert [one.button.text() for one in shown] == ["Make a round"]


@pytest.mark.parametrize("name", [n for n in NAMES if "help" not in n])
def test_a_page_hears_what_others_change(
    name: str, qtbot: QtBot, desk: Desk, stage: Callable[[Workspace], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A change elsewhere shows; one's own echo, and what does not touch the page, do not."""
    made = stage(desk("qa lead"))
    context = made.context  # type: ignore[attr-defined]
    page = _page(name, qtbot, context)
    kind = {"rounds": "allocation", "people": "council", "templates": "template",
            "reports": "audit", "settings": "policy", "indicators": "indicator"}[page.key]  # type: ignore[attr-defined]  # fmt: skip
    heard: list[int] = []
    monkeypatch.setattr(page, "refresh", lambda: heard.append(1))
    context.live.announce(changed(kind))
    context.live.announce(changed("nothing of this page"))
    context.live.announce(changed(kind), by=page.key)  # type: ignore[attr-defined]
    assert heard == [1]
