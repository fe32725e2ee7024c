"""The one voice: nothing is lost, known trouble has its cure, bugs show no inside."""

import sys
import threading

import pytest
from PySide6.QtCore import QTimer, qCritical
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_tool import log
from qa_tool.errors import Cancelled, QAError
from ui import messages
from ui.messages import BUG, Message


def test_what_is_said_before_the_window_is_there_waits_for_it():
    """Nothing is lost between the start and the first window."""
    messages.listen(None)
    messages.say("The store was brought up to date.")
    messages.warn("The clock looks wrong.", "Set the computer's clock.")
    heard: list[Message] = []
    messages.listen(heard.append)
    assert heard == [
        Message("The store was brought up to date."),
        Message("The clock looks wrong.", "warning", "Set the computer's clock."),
    ]
    messages.listen(None)


def test_known_trouble_is_told_with_its_cure(spoken: list[Message]):
    """A QAError speaks its own sentence and says what to do."""
    messages.fault(QAError("The disk is full.", "Free some room and try again."))
    assert spoken == [Message("The disk is full.", "danger", "Free some room and try again.")]


def test_stopping_is_no_fault(spoken: list[Message]):
    """Who pressed Stop is told calmly."""
    messages.fault(Cancelled())
    assert [message.tone for message in spoken] == ["info"]


def test_a_bug_shows_no_inside_and_logs_no_words(
    spoken: list[Message], monkeypatch: pytest.MonkeyPatch
):
    """People are told what to do; the log gets type and place, never the error's text."""
    noted: list[BaseException] = []
    monkeypatch.setattr(log, "note_error", noted.append)
    messages.fault(KeyError("a child's words, made up"))
    assert spoken[0].text == BUG
    assert "child" not in spoken[0].text + spoken[0].cure
    assert [type(error) for error in noted] == [KeyError]
    assert "words" not in log.place_of(noted[0])


def test_an_error_in_another_thread_arrives_in_the_windows_thread(qtbot: QtBot, qapp: QApplication):
    """A slot, a thread and Qt itself: all of them reach the one voice, in one thread."""
    where: list[tuple[Message, threading.Thread]] = []
    messages.listen(lambda message: where.append((message, threading.current_thread())))
    messages.install()
    try:

        def fail() -> None:
            raise QAError("Made up, from a thread.", "Nothing.")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(where) == 1, timeout=2000)
        assert where[0][0].text == "Made up, from a thread."
        assert where[0][1] is threading.main_thread()
        sys.excepthook(QAError, QAError("Made up, nobody caught it."), None)
        assert where[1][0].text == "Made up, nobody caught it."
        qCritical("made up")
        assert where[2][0].text == BUG
    finally:
        messages.uninstall()
        messages.listen(None)


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_slot_is_told_and_the_window_lives(qtbot: QtBot):
    """An exception in a slot ends nothing; it is told."""
    heard: list[Message] = []
    messages.listen(heard.append)
    messages.install()
    try:

        def fail() -> None:
            raise QAError("Made up, from a slot.")

        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: bool(heard), timeout=2000)
        assert heard[0].text == "Made up, from a slot."
    finally:
        messages.uninstall()
        messages.listen(None)
