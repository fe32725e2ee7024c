"""What tests of the window stand on: the light look, messages that were said, and long work done at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_tool.settings import Settings
from qa_tool.work import home
from tests.ui.gallery import entries
from ui import look, messages
from ui.tasks import Tasks
from ui.window import MainWindow

while home.load_next():  # Home tells everything at once, whichever test is the first
    pass


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """Each test begins with the light theme at 100 %."""
    if (look.tokens().name, look.text_scale(), bool(qapp.styleSheet())) != ("light", 1.0, True):
        look.apply(qapp, "light", 1.0)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def spoken() -> Iterator[list[messages.Message]]:
    """Everything that is said during the test."""
    said: list[messages.Message] = []
    messages.listen(None)
    messages.listen(said.append)
    said.clear()
    yield said
    messages.listen(None)


@pytest.fixture
def tasks_now() -> Tasks:
    """Long work that is done at once, in the test's own thread."""
    return Tasks(now=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Preferences of a made-up person."""
    kept = Settings(tmp_path)
    kept.choose("theme", "light")
    return kept


@pytest.fixture
def locked() -> list[bool]:
    """How often the window was locked."""
    return []


@pytest.fixture
def window(
    qtbot: QtBot, settings: Settings, tmp_path: Path, locked: list[bool]
) -> Iterator[MainWindow]:
    """The window with ten pages, on the first."""
    made = MainWindow(
        entries(),
        settings=settings,
        state_file=tmp_path / "window.ini",
        on_lock=lambda: locked.append(True),
        person="Amara Reviewer",
    )
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.go("home")
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=2000)
    yield made
    messages.listen(None)
