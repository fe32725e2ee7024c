"""What every page promises, for the designer: names, keys, room for large letters."""

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
    QLineEdit,
    QPlainTextEdit,
    QTreeView,
    QWidget,
)

from qa_tool.work import designer
from qa_tool.work import template as templates
from tests.ui.pages.conftest import Shown
from tests.ui.pages.made_up import TEMPLATE, found
from ui.look import apply
from ui.pages.designer import DesignerPage

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTreeView)
PLACES: tuple[tuple[str | int, ...], ...] = (
    (), ("overall",), ("domain", 1), ("domain", 1, "question", 0), ("rule", 0), ("safety", 0),
)  # fmt: skip


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """One QA lead with one draft for all these tests: they only look."""
    made = found(tmp_path_factory.mktemp("council"))
    draft = designer.begin_from(made.lead, templates.current(made.lead, TEMPLATE)[0]).ids[0]
    yield made.lead, draft
    made.lead.store.close()


@pytest.fixture
def page(lead: tuple[Any, str], shown: Shown) -> Iterator[Any]:
    """The bench with the draft."""
    yield shown(DesignerPage, lead[0], draft=lead[1])
    apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]


def _controls(page: QWidget) -> list[QWidget]:
    return [
        w for w in page.findChildren(QWidget)
        if isinstance(w, CONTROLS) and w.isVisible() and w.isEnabled()
        and w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (isinstance(w.parentWidget(), CONTROLS) and not isinstance(w, QAbstractButton))
    ]  # fmt: skip


def test_every_control_has_a_name_and_is_large_enough(page: Any) -> None:
    """A screen reader can say what each control is, and it can be hit."""
    for path in PLACES:
        page.bench.show_path(path)
        QApplication.processEvents()
        for widget in _controls(page):
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name).strip(), widget
            assert widget.height() >= 24, widget


def test_tab_comes_from_the_outline_to_the_fields(page: Any) -> None:
    """No trap on the way: the first fields are reached with Tab alone."""
    page.bench.outline.setFocus()
    seen: set[QWidget | None] = set()
    for _step in range(60):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    fields = list(page.bench.editor.fields.values())
    assert any(w is not None and fields[0].isAncestorOf(w) for w in seen)
    assert len(seen) > 3


@pytest.mark.parametrize(("theme", "text"), [("light", 2.0), ("dark", 1.0), ("high", 1.5)])
def test_it_fits_in_every_theme_and_size(page: Any, theme: str, text: float) -> None:
    """At 200 % one part has the room alone, and nothing asks for more width than there is."""
    apply(QApplication.instance(), theme, text)  # type: ignore[arg-type]
    page.resize(1160, 600)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 1160
    bench = page.bench
    for side in ("outline", "write", "preview", "problems"):
        bench.show_side(side)
        shown = [p for p in (bench._left, bench.editor, bench._right) if p.isVisible()]
        assert shown
        assert all(part.width() > 200 for part in shown)
