"""What every page promises: names for whoever cannot see, keys for whoever has no mouse, room for large letters."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from qa_tool.work import action, audit, notice, safety
from tests.ui.pages.conftest import Shown
from tests.ui.pages.made_up import Council, after, found
from ui.look import apply
from ui.navigation import page_entry

PAGES = (
    "home", "cases", "audits", "audit_view", "moderation", "moderation_compare", "actions", "plan",
    "safety", "voices", "notices", "dashboard",
)  # fmt: skip
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView)


def _fill(council: Council) -> dict[str, Any]:
    """Something on every page; what each page is shown with."""
    read = council.hand_in(0, auditor="per-kim", grade="inadequate", risk="good")
    made = council.hand_in(1, grade="good", voice="requires_improvement", overall="good")
    audit.sign_off(council.lead, made)
    desk = council.read_again(council.reading_of(read), "good", risk="inadequate")
    due = action.due_choices(council.lead)[0][1]
    what = "Do a made-up thing that takes a few more words than fit on one line of a list"
    name = action.raise_(council.lead, action.Wanted(made, "risk", what, "per-mia", due=due)).ids[0]
    council.hand_in(2, auditor="per-kim", grade="inadequate")
    stop = safety.raise_stop(council.lead, "", "case-3", "serious", "child", "Made-up worry.")
    worry = "A made-up worry that takes a few more words than fit on one line of a list"
    wanted = notice.Wanted(
        "case-1", worry, to="per-mia", themes=("drift",), safety=True, audits=(made,)
    )
    told = notice.raise_(council.lead, wanted).ids[0]
    notice.raise_(council.lead, notice.Wanted("case-1", worry))
    council.draft(4)
    after(council, 5)
    return {
        "cases": {"case": "case-1"},
        "audit_view": {"audit": made},
        "moderation_compare": {"reading": council.reading_of(read), "desk": desk},
        "moderation": {"desk": desk},
        "actions": {"action": name},
        "safety": {"stop": stop},
        "notices": {"notice": told},
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, dict[str, Any]]]:
    """One council for all these tests: they only look."""
    made = found(tmp_path_factory.mktemp("council"))
    yield made.lead, _fill(made)
    made.lead.store.close()


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, filled: Any, shown: Shown) -> Iterator[Any]:
    """Each page in turn, with something on it."""
    lead, places = filled
    place = dict(places.get(request.param, {}))
    desk = place.pop("desk", lead)
    entry = page_entry(request.param)
    yield shown(entry.make, desk, **place)
    apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]


def _controls(page: QWidget) -> list[QWidget]:
    """Everything that takes the focus or a click, as it is seen now."""
    return [
        w for w in page.findChildren(QWidget)
        if isinstance(w, CONTROLS) and w.isVisible() and w.isEnabled()
        and w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (isinstance(w.parentWidget(), CONTROLS) and not isinstance(w, QAbstractButton))
    ]  # fmt: skip


def test_every_control_has_a_name_and_is_large_enough(page: Any) -> None:
    """A screen reader can say what each control is, and a finger or a shaking hand can hit it."""
    controls = _controls(page)
    assert controls
    for widget in controls:
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(QAccessible.Text.Name).strip(), widget
        assert widget.height() >= 24, widget


def test_tab_reaches_every_control_and_comes_round(page: Any) -> None:
    """No trap, and nothing that only the mouse reaches; of a group of grades one stop is enough."""
    wanted = {w for w in _controls(page) if w.focusPolicy() & Qt.FocusPolicy.TabFocus}
    seen: set[QWidget | None] = set()
    for _step in range(3 * len(wanted) + 10):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        seen.add(page.focusWidget())
    missed = {w for w in wanted - seen if w.focusProxy() is None and not _in_group(w, seen)}
    assert len(seen) >= min(3, len(wanted))
    assert not missed


def _in_group(widget: QWidget, seen: set[QWidget | None]) -> bool:
    """Whether a radio button beside this one was reached: arrows do the rest."""
    return (
        isinstance(widget, QAbstractButton) and widget.isCheckable()
        and any(isinstance(w, QAbstractButton) and w.parent() is widget.parent() for w in seen)
    )  # fmt: skip


@pytest.mark.parametrize(("wide", "tall", "scale"), [(851, 385, 1.0), (1246, 560, 2.0)])
def test_nothing_goes_out_at_the_side(page: Any, wide: int, tall: int, scale: float) -> None:
    """In a small window and with letters twice as large no page scrolls sideways, and no word is cut."""
    apply(QApplication.instance(), "light", scale)  # type: ignore[arg-type]
    page.resize(wide, tall)
    for _turn in range(5):
        QApplication.processEvents()
    assert page.width() == wide
    for area in _seen(page, QScrollArea):
        assert area.widget().width() <= area.viewport().width(), area
    for label in _seen(page, QLabel):
        if label.text() and not label.wordWrap() and not label.toolTip():
            assert label.width() >= label.minimumSizeHint().width(), label.text()
    for table in _seen(page, QTableView) if scale == 1.0 else ():
        assert table.horizontalScrollBar().maximum() == 0, table.accessibleName()


def _seen(page: QWidget, kind: Any) -> list[Any]:
    """The widgets of a kind that are seen now."""
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def test_a_page_that_is_hidden_does_not_read(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change costs nothing on pages that nobody looks at; the one that is seen reads again."""
    from qa_tool.work.change import changed

    read: list[str] = []
    monkeypatch.setattr(page, "refresh", lambda: read.append("read"))
    change = changed("audit", "reading", "action", "safety", "case", "allocation", "draft")
    page._context.live.announce(change, "somebody else")
    seen = len(read)
    page.hide()
    page._context.live.announce(change, "somebody else")
    assert len(read) == seen
    assert seen == (0 if page.key == "moderation_compare" else 1)
