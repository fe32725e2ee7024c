"""A made-up council on disk, copied for each test that writes, and pages without a window round them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qa_tool.clock import FixedClock
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.settings import Settings
from qa_tool.work import session
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace
from ui.commands import Command, Commands
from ui.context import Context
from ui.live import Live
from ui.tasks import Tasks

CHEAP = Cost(1024, 1, 1)
Desk = Callable[[str], Workspace]


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration with twenty audits; never written to."""
    room = tmp_path_factory.mktemp("council")
    wishes = Wishes(audits=20, today=date(2026, 11, 20), cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    return room


@pytest.fixture
def doors(made_up: Path, monkeypatch: pytest.MonkeyPatch) -> Doors:
    """A fixed clock and cheap keys, also for what the pages open by themselves."""
    made = Doors(
        FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC)), SeededIds(99), CHEAP, made_up / "here"
    )
    monkeypatch.setattr(session, "usual", lambda: made)
    return made


@pytest.fixture
def desk(made_up: Path, doors: Doors, tmp_path: Path) -> Iterator[Desk]:
    """Open a copy of the made-up council as somebody; one person at a time."""
    folder = tmp_path / "data"
    shutil.copytree(made_up / "data", folder)
    opened: list[Workspace] = []

    def sit(name: str) -> Workspace:
        for workspace in opened:
            workspace.store.close()
        opened.append(session.unlock(folder, name, "demonstration"))
        return opened[-1]

    yield sit
    for workspace in opened:
        workspace.store.close()


@dataclass
class Told:
    """What a page asked of its window."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)
    looks: list[dict[str, Any]] = field(default_factory=list)
    locks: int = 0

    def lock(self) -> None:
        """Count."""
        self.locks += 1


@dataclass
class Stage:
    """A context for a page, and what the page told through it."""

    context: Context
    told: Told


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Callable[[Workspace], Stage]:
    """A context for pages; long work is done at once."""

    def made(workspace: Workspace) -> Stage:
        owner = QWidget()
        qtbot.addWidget(owner)
        told = Told()
        commands = Commands(owner)
        commands.add(Command("window.jump", "Search or jump to", lambda: None, "Ctrl+K"))
        context = Context(
            workspace=workspace, live=Live(), tasks=Tasks(now=True), commands=commands,
            go=lambda key, **place: told.went.append((key, place)), lock=told.lock,
            look=lambda **wish: told.looks.append(wish), settings=Settings(tmp_path / "settings"),
            say=lambda text, *_tone: told.said.append(text), fault=told.faults.append,
        )  # fmt: skip
        return Stage(context, told)

    return made
