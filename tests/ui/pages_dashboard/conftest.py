"""A made-up council with enough audits for charts, and the page shown as those of tests/ui/pages are."""

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
from tests.ui.pages.conftest import council, heard, shown

__all__ = ["council", "heard", "shown"]
CHEAP = Cost(1024, 1, 1)
Sit = Callable[[str], Workspace]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration with ninety audits; never written to."""
    room = tmp_path_factory.mktemp("dashboard")
    wishes = Wishes(audits=90, today=date(2026, 11, 20), cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    return room


@pytest.fixture
def sit(made: Path, tmp_path: Path) -> Iterator[Sit]:
    """Somebody at a copy of that council."""
    shutil.copytree(made / "data", tmp_path / "data")
    doors = Doors(
        FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC)), SeededIds(5), CHEAP, made / "here"
    )
    opened: list[Workspace] = []

    def at(name: str) -> Workspace:
        for desk in opened:
            desk.store.close()
        opened[:] = [session.unlock(tmp_path / "data", name, "demonstration", doors=doors)]
        return opened[0]

    yield at
    for desk in opened:
        desk.store.close()
