"""The desktop's own lock on Linux: when the screen is locked, so is the store."""

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

SCREEN_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)
LOGIN, SESSIONS = "org.freedesktop.login1.Session", "/org/freedesktop/login1/session/"
SYSTEM_BUS = Path("/run/dbus/system_bus_socket")


class DesktopLock(QObject):
    """Tells when the desktop locks its screen: `DesktopLock()`, `.listen()`; signal `locked`.

    Where there is no D-Bus (Windows, macOS, a bare screen) it hears nothing, and the lock by key and
    by idle minutes stay.
    """

    locked = Signal()

    def listen(self) -> int:
        """Begin to listen; how many of the desktop's signals could be reached."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return 0
        heard = 0
        came: Any = SLOT("screen_saver(bool)")
        asked: Any = SLOT("session_lock()")
        if has_session_bus():  # asked first: without one, libdbus would try to start one
            bus = QDBusConnection.sessionBus()
            for path, interface in SCREEN_SAVERS:
                heard += bus.connect("", path, interface, "ActiveChanged", self, came)
        session = os.environ.get("XDG_SESSION_ID", "")
        if session and SYSTEM_BUS.exists():
            bus, path = QDBusConnection.systemBus(), session_path(session)
            heard += bus.connect("", path, LOGIN, "Lock", self, asked)
        return heard

    @Slot(bool)
    def screen_saver(self, on: bool) -> None:  # noqa: FBT001
        """The screen saver came on, or went."""
        if on:
            self.locked.emit()

    @Slot()
    def session_lock(self) -> None:
        """Somebody locked this session."""
        self.locked.emit()


def has_session_bus() -> bool:
    """Whether a bus of this person's desktop is there already."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    room = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(room) and (Path(room) / "bus").exists()


def session_path(session: str) -> str:
    """Where login1 keeps a session: every sign but letters and digits, and a digit that stands first, as its code."""
    signs = (
        sign if sign.isascii() and sign.isalnum() and (place or not sign.isdigit())
        else "".join(f"_{code:02x}" for code in sign.encode())
        for place, sign in enumerate(session)
    )  # fmt: skip
    return SESSIONS + "".join(signs)
