"""The desktop's lock, and locking while something is asked."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ui.app import desktop
from ui.app.desktop import DesktopLock, has_session_bus, session_path
from ui.dialogs import Field, ask, ask_fields
from ui.window import MainWindow

LISTENS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from ui.app.desktop import DesktopLock
app = QCoreApplication([])
lock, heard = DesktopLock(), []
lock.locked.connect(lambda: heard.append(True))
reached = lock.listen()
for path, interface, on in (
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", True),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", True),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", False),
    ("/org/freedesktop/ScreenSaver", "org.example.Other", True),
):
    told = QDBusMessage.createSignal(path, interface, "ActiveChanged")
    told.setArguments([on])
    QDBusConnection.sessionBus().send(told)
QTimer.singleShot(400, app.quit)
app.exec()
print(reached, len(heard))
"""


@pytest.mark.outside("dbus-run-session")
def test_the_screen_savers_signal_is_heard(checkout: Path):
    """On a bus of its own: the screen saver coming on tells, its going and other signals do not."""
    told = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENS],
        cwd=checkout, capture_output=True, text=True, timeout=60, check=False,
        env={k: v for k, v in os.environ.items() if k != "XDG_SESSION_ID"},
    )  # fmt: skip
    assert told.stdout.split() == [str(len(desktop.SCREEN_SAVERS)), "2"], told.stderr[-2000:]


def test_without_a_bus_nothing_is_started_or_heard(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: QApplication
):
    """No address, no socket: nothing is reached, and no bus is started for it."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not has_session_bus()
    assert DesktopLock().listen() == 0
    (tmp_path / "bus").touch()
    assert has_session_bus()


def test_where_qt_has_no_d_bus_it_is_left_out(monkeypatch: pytest.MonkeyPatch, qapp: QApplication):
    """A Qt without that module is no trouble."""
    monkeypatch.setitem(sys.modules, "PySide6.QtDBus", None)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert DesktopLock().listen() == 0


@pytest.mark.parametrize(
    ("session", "end"), [("2", "_32"), ("c1", "c1"), ("12", "_312"), ("a-b", "a_2db")]
)
def test_a_session_is_found_under_its_escaped_name(session: str, end: str):
    """As login1 writes them."""
    assert session_path(session) == f"/org/freedesktop/login1/session/{end}"


QUESTIONS: dict[str, Callable[[MainWindow], object]] = {
    "question": lambda w: ask(w, "Hand in?", "Made up.", "Hand in"),
    "form": lambda w: ask_fields(w, "New", [Field("a", "A")], "Keep"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_lock_sends_away_what_is_being_asked(
    qtbot: QtBot, window: MainWindow, locked: list[bool], name: str
):
    """Locked by the desktop or by idle minutes while a window asks: the answer is no, then it locks."""
    answers: list[object] = []
    QTimer.singleShot(20, window.lock)
    answers.append(QUESTIONS[name](window))
    assert not answers[0]
    assert locked == []
    qtbot.waitUntil(lambda: locked == [True], timeout=2000)
    assert QApplication.activeModalWidget() is None


@pytest.mark.qt_log_ignore("grabbing the keyboard", "support raise", "propagateSizeHints")
def test_a_lock_closes_the_jump_box_and_menus(qtbot: QtBot, window: MainWindow, locked: list[bool]):
    """Nothing hangs over the first screen afterwards."""
    window.open_jump()
    menu = QMenu(window)
    menu.addAction("Made up")
    menu.popup(window.pos())
    window.lock()
    qtbot.waitUntil(lambda: locked == [True], timeout=2000)
    assert not window._jump.isVisible()
    assert not menu.isVisible()
