"""A small made-up council on the disk, and the program in front of it as the person starts it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from qa_tool.clock import FixedClock
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.settings import Settings
from qa_tool.work.session import Doors
from tests.e2e.hands import Cheap
from ui import look, messages
from ui.app.program import Program

TODAY = date(2026, 11, 20)
CHEAP = Cost(1024, 1, 1)


def doors(room: Path) -> Doors:
    """Cheap keys, and a clock that stands still."""
    clock = FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    return Doors(clock, SeededIds(99), CHEAP, room / "here")


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """The folder of a made-up council with a dozen audits."""
    wishes = Wishes(audits=12, today=TODAY, cost=CHEAP, installation=tmp_path / "here")
    make_demonstration(tmp_path / "data", wishes).store.close()
    return tmp_path


@pytest.fixture
def start(room: Path, qapp: QApplication) -> Iterator[Callable[[], Program]]:
    """Start the program in front of the made-up council."""
    look.apply(qapp, "light", 1.0)
    made: list[Program] = []

    def begin() -> Program:
        settings = Settings(room / "settings")
        settings.choose("theme", "light")
        program = Program(room / "data", session=Cheap(doors(room)), settings=settings)
        made.append(program)
        program.begin()
        return program

    yield begin
    for program in made:
        program.close()
    messages.listen(None)
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
