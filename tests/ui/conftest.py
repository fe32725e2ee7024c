"""What tests of the window stand on: the light look, messages that were said, and long work done at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui import look, messages
from ui.tasks import Tasks


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
