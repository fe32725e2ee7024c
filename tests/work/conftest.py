"""A small made-up council, made once and copied for each test that writes."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_tool.clock import FixedClock
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.work import session
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace

TODAY = date(2026, 11, 20)
CHEAP = Cost(1024, 1, 1)
Desk = Callable[[str], Workspace]


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration with sixty audits; never written to."""
    room = tmp_path_factory.mktemp("council")
    wishes = Wishes(audits=60, today=TODAY, cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    return room


@pytest.fixture
def desk(made_up: Path, tmp_path: Path) -> Iterator[Desk]:
    """Open a copy of the made-up council as somebody; one person at a time, as on a laptop."""
    folder = tmp_path / "data"
    shutil.copytree(made_up / "data", folder)
    clock = FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    doors = Doors(clock, SeededIds(99), CHEAP, made_up / "here")
    opened: list[Workspace] = []

    def sit(name: str) -> Workspace:
        for workspace in opened:
            workspace.store.close()
        opened.append(session.unlock(folder, name, "demonstration", doors=doors))
        return opened[-1]

    yield sit
    for workspace in opened:
        workspace.store.close()
