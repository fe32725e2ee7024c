"""What the tests of this page stand on: a made-up council, made-up lists, and the page itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qa_tool.clock import FixedClock
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.work import session
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace
from ui.commands import Commands
from ui.context import Context
from ui.live import Live
from ui.pages.caselist import CaseListPage
from ui.tasks import Tasks

CHEAP = Cost(1024, 1, 1)
HEAD = [
    "Child Unique ID",
    "Surname",
    "Ethnicity",
    "CIN Start Date",
    "Alocated Team",
    "Social worker",
    "Ref 2",
]


@pytest.fixture
def sign_in(tmp_path: Path) -> Iterator[Callable[[str], Workspace]]:
    """Sign in to a small made-up council."""
    here = tmp_path / "here"
    wishes = Wishes(audits=4, today=date(2026, 11, 20), cost=CHEAP, installation=here)
    make_demonstration(tmp_path / "data", wishes).store.close()
    doors = Doors(FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC)), SeededIds(5), CHEAP, here)
    opened: list[Workspace] = []

    def unlock(name: str) -> Workspace:
        opened.append(session.unlock(tmp_path / "data", name, "demonstration", doors=doors))
        return opened[-1]

    yield unlock
    for workspace in opened:
        workspace.store.close()


@pytest.fixture
def said() -> list[str]:
    """What the page said to its window."""
    return []


@pytest.fixture
def page(sign_in: Callable[[str], Workspace], said: list[str], qtbot: QtBot) -> CaseListPage:
    """The page as the QA lead sees it."""
    return make_page(sign_in("qa lead"), said, qtbot)


def make_page(workspace: Workspace, said: list[str], qtbot: QtBot) -> CaseListPage:
    """The page with a window that only listens."""
    owner = QObject()
    context = Context(
        workspace, Live(), Tasks(now=True), Commands(owner),
        say=lambda text, *_: said.append(text),
        warn=lambda text, cure="": said.append(f"{text} {cure}"),
        fault=lambda error: said.append(str(error)),
    )  # fmt: skip
    shown = CaseListPage(context)
    shown.setProperty("owner", owner)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show_page()
    shown.show()
    return shown


@pytest.fixture
def november(tmp_path: Path) -> Path:
    """A made-up list: one known to nobody, one row without a number."""
    book = openpyxl.Workbook()
    book.active.title = "List_6"
    rows = [["900001", "Nightlantern", "WBRI", date(2026, 2, 1), "Far Away", "Nova Newcomer", "South"],
            ["900002", "Nightlantern", "WBRI", date(2026, 2, 1), "Far Away", "Nova Newcomer", "South"],
            [None, "Nightlantern", "WBRI", date(2026, 2, 1), "Far Away", "Nova Newcomer", "South"]]  # fmt: skip
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(tmp_path / "november.xlsx")
    return tmp_path / "november.xlsx"
