"""What the tests of pages stand on: a made-up council, a page with a recording window round it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages import made_up
from ui.commands import Commands
from ui.context import Context
from ui.dialogs import Field
from ui.live import Live
from ui.look import apply
from ui.tasks import Tasks


@dataclass
class Heard:
    """What a page said to its window."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Answers:
    """Stands in for a form in a window: gives these values, and keeps what was asked and answered."""

    values: Mapping[str, Any]
    fields: Sequence[Field] = ()
    text: str = ""
    complaint: str = ""

    def __call__(
        self, _parent: object, _title: str, fields: Sequence[Field], _yes: str, *, text: str = "",
        check: Callable[[Mapping[str, Any]], str] | None = None,
    ) -> dict[str, Any] | None:  # fmt: skip
        """Answer as somebody would who types these values."""
        self.fields, self.text = fields, text
        given = {f.key: f.value for f in fields} | dict(self.values)
        self.complaint = check(given) if check else ""
        return None if self.complaint else given


Shown = Callable[..., Any]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[made_up.Council]:
    """A small made-up council, closed afterwards."""
    made = made_up.found(tmp_path)
    yield made
    made.lead.store.close()


@pytest.fixture
def heard() -> Heard:
    """What pages said in this test."""
    return Heard()


@pytest.fixture
def shown(qtbot: QtBot, qapp: Any, heard: Heard) -> Shown:
    """Shows a page for somebody: `shown(PageClass, workspace, **place)`."""
    apply(qapp, "light", 1.0)

    def make(
        kind: Any, workspace: Any, *, size: tuple[int, int] = (1160, 660), **place: Any
    ) -> Any:
        owner = QWidget()
        qtbot.addWidget(owner)
        context = Context(
            workspace, Live(), Tasks(now=True), Commands(owner),
            go=lambda key, **where: heard.went.append((key, where)),
            say=lambda text, _tone="info": heard.said.append(text),
            warn=lambda text, cure="": heard.faults.append(f"{text} {cure}"),
            fault=lambda error: heard.faults.append(f"{type(error).__name__}: {error}"),
        )  # fmt: skip
        page = kind(context)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.show_page(**place)
        return page

    return make


def words(page: QObject) -> str:
    """Everything that a page says now in labels and buttons, hidden or not."""
    from PySide6.QtWidgets import QAbstractButton

    said = [label.text() for label in page.findChildren(QLabel)]
    said += [
        button.text() or button.accessibleName() for button in page.findChildren(QAbstractButton)
    ]
    return "\n".join(said)


def cells(panel: Any) -> list[list[str]]:
    """The words of a list, row by row."""
    rows = panel.rows
    return [
        [rows.text(number, place) for place in range(rows.columnCount())]
        for number in range(rows.rowCount())
    ]
