"""A made-up council with a list to draw from, and the page of samples with a recording window round it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qa_tool.council.model import Round
from qa_tool.ids import SeededIds
from qa_tool.work import council, session
from qa_tool.work.workspace import Workspace
from tests.work.borough import DOOR, doors, made_borough
from ui.commands import Commands
from ui.context import Context
from ui.live import Live
from ui.pages.samples.page import SamplesPage
from ui.tasks import Tasks


@dataclass
class Told:
    """What the page said to its window."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up council; never written to."""
    return made_borough(tmp_path_factory.mktemp("window"))


@pytest.fixture
def lead(borough: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of that council, seen by its QA lead."""
    shutil.copytree(borough / "data", tmp_path / "data")
    space = session.unlock(
        tmp_path / "data", "lead", DOOR, doors=replace(doors(borough), ids=SeededIds(8))
    )
    yield space
    space.store.close()


@pytest.fixture
def told() -> Told:
    """What was said in this test."""
    return Told()


@pytest.fixture
def shown(qtbot: QtBot, told: Told) -> Callable[..., SamplesPage]:
    """Shows the page to somebody: `shown(workspace, **place)`."""

    def make(workspace: Workspace, **place: Any) -> SamplesPage:
        owner = QWidget()
        qtbot.addWidget(owner)
        context = Context(
            workspace, Live(), Tasks(now=True), Commands(owner),
            go=lambda key, **where: told.went.append((key, where)),
            say=lambda text, _tone="info": told.said.append(text),
            fault=lambda error: told.faults.append(str(error)),
        )  # fmt: skip
        page = SamplesPage(context)
        qtbot.addWidget(page)
        page.resize(1160, 700)
        page.show()
        page.show_page(**place)
        return page

    return make


@pytest.fixture
def round_(lead: Workspace) -> Round:
    """The only round."""
    return council.round_named(lead)
