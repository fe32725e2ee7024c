"""The one voice of the program: everything said to people, and every error, comes through here."""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from qa_tool.errors import Cancelled, QAError

Tone = Literal["info", "success", "warning", "danger"]

BUG = "Something went wrong in the program, and what you just asked for may not be done."
BUG_CURE = (
    "What you had typed is kept. Try again; if it happens again, tell the person who looks "
    "after the program, and send them the log (Help, Show the log)."
)


@dataclass(frozen=True, slots=True)
class Message:
    """Something said to people: words, how grave, and what to do."""

    text: str
    tone: Tone = "info"
    cure: str = ""


class _Voice(QObject):
    """Brings messages from any thread into the window's thread."""

    spoken = Signal(object)


@dataclass(slots=True)
class _State:
    """Who listens, what waits until somebody does, and the bridge between threads."""

    listener: Callable[[Message], None] | None = None
    waiting: list[Message] = field(default_factory=list)
    voice: _Voice | None = None


_NOW = _State()


def say(text: str, tone: Tone = "info") -> None:
    """Tell something that needs no answer."""
    _send(Message(text, tone))


def warn(text: str, cure: str = "") -> None:
    """Tell something that wants attention; it stays until it is sent off."""
    _send(Message(text, "warning", cure))


def fault(error: BaseException) -> None:
    """Tell an error: known trouble in its own words with its cure, anything else as a fault of the program."""
    if isinstance(error, Cancelled):
        _send(Message(str(error)))
    elif isinstance(error, QAError):
        _send(Message(str(error), "danger", error.cure))
    else:
        _note(error)
        _send(Message(BUG, "danger", BUG_CURE))


def listen(listener: Callable[[Message], None] | None) -> None:
    """From now on this one shows messages; it first gets what was said before it was there."""
    _NOW.listener = listener
    if _NOW.voice is None:
        _NOW.voice = _Voice()
        _NOW.voice.spoken.connect(_deliver, Qt.ConnectionType.QueuedConnection)
    if listener is not None:
        waiting, _NOW.waiting = _NOW.waiting, []
        for message in waiting:
            listener(message)


def forget(listener: Callable[[Message], None]) -> None:
    """This one shows nothing any more; what is said now waits for the next."""
    if _NOW.listener == listener:
        _NOW.listener = None


def install() -> None:
    """Let every error that nobody caught, in any thread or in Qt, come here."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    qInstallMessageHandler(_qt_said)


def uninstall() -> None:
    """Give the hooks back."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    qInstallMessageHandler(None)


def _send(message: Message) -> None:
    """Deliver at once in the window's thread; from another thread by its event loop."""
    if threading.current_thread() is threading.main_thread() or _NOW.voice is None:
        _deliver(message)
    else:
        _NOW.voice.spoken.emit(message)


def _deliver(message: object) -> None:
    """Show, or keep until somebody can."""
    if not isinstance(message, Message):
        return
    if _NOW.listener is None:
        _NOW.waiting.append(message)
    else:
        _NOW.listener(message)


def _note(error: BaseException) -> None:
    """The error's type and place go to the log; its text never does."""
    with suppress(Exception):
        from qa_tool.log import note_error

        note_error(error)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that nobody caught in the window's thread."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    fault(error)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    """An error that nobody caught in another thread."""
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        fault(args.exc_value)


class QtTrouble(Exception):
    """Something Qt complained about; only its place is kept."""


def _qt_said(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:  # noqa: ARG001
    """Qt's own complaints go to the log; people are told only where it is grave."""
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        fault(QtTrouble(context.category or ""))
    elif kind == QtMsgType.QtWarningMsg:
        _note(QtTrouble(context.category or ""))
