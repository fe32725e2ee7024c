"""Starts the window: settings, voice, first screen, main window, lock."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from qa_tool.log import setup_logging
from qa_tool.paths import data_folder, log_folder, settings_folder
from qa_tool.settings import Settings
from ui import messages
from ui.app import sweeping
from ui.app.ahead import Ahead
from ui.app.desktop import DesktopLock
from ui.app.finding import provider
from ui.app.session import Session, WorkSession
from ui.app.sign_in import SignIn
from ui.look import apply, icon
from ui.tasks import Tasks

if TYPE_CHECKING:  # the window is loaded while somebody types their passphrase
    from ui.navigation import PageEntry
    from ui.window import MainWindow

USAGE = "Usage: python3 main.py open [--at DIR]"


class Program:
    """The way between the first screen and the window: `Program(folder)`, `.begin()`."""

    def __init__(
        self,
        folder: Path,
        *,
        session: Session | None = None,
        settings: Settings | None = None,
        entries: Sequence["PageEntry"] | None = None,
    ) -> None:
        self.folder = folder
        self.session: Session = session or WorkSession()
        self.settings = settings or Settings(settings_folder())
        self._entries = entries
        self._tasks = Tasks()
        self.sign_in: SignIn | None = None
        self.window: MainWindow | None = None
        self.workspace: Any = None
        self._place = "home"
        self._ahead = Ahead(self._tasks.busy)
        self._desktop = DesktopLock()
        self._desktop.locked.connect(self._desktop_locked)

    def begin(self) -> None:
        """Show the first screen, and from then on heed the desktop's own lock."""
        QTimer.singleShot(0, self._desktop, self._desktop.listen)
        self._ahead.begin()
        self.sign_in = self._first_screen()
        self.sign_in.begin()
        gc.enable()  # main.py left memory alone until this screen stood

    def open_window(self, workspace: Any) -> None:
        """The store is open: show the window in place of the first screen."""
        self._ahead.end()
        self.workspace = workspace
        with sweeping.building():
            self._build_window(workspace)
        if self.sign_in is not None:
            self.sign_in.close()
            self.sign_in.deleteLater()
            self.sign_in = None

    def _build_window(self, workspace: Any) -> None:
        """The window, on the page where this person was."""
        from ui.navigation import page_entries
        from ui.window import MainWindow

        person = getattr(workspace, "person", None)
        roles = getattr(person, "roles", None)
        entries = page_entries(roles=roles) if self._entries is None else tuple(self._entries)
        self.window = MainWindow(
            entries,
            workspace=workspace,
            settings=self.settings,
            state_file=settings_folder() / "window.ini",
            on_lock=self.lock,
            on_close=self._closed,
            person=str(getattr(person, "name", "")),
            demonstration=bool(getattr(workspace, "demonstration", False)),
            lock_at_most=int(getattr(getattr(workspace, "policy", None), "lock_minutes", 0)),
        )
        if workspace is not None and hasattr(workspace, "store"):
            self.window.commands.provide(provider(workspace, self.window.go))
        self._show(self.window, 1366, 728)
        keys = [entry.key for entry in entries]
        if keys:
            self.window.go(self._place if self._place in keys else keys[0])

    def lock(self) -> None:
        """Shut window and store; the same person goes on where they were after the passphrase."""
        window, workspace = self.window, self.workspace
        if window is None:
            return
        self._place = window.pages.key or "home"
        folder = getattr(workspace, "folder", None)
        name = str(getattr(getattr(workspace, "person", None), "name", ""))
        self.sign_in = self._first_screen(folder if isinstance(folder, Path) else None)
        window.close()
        window.deleteLater()
        self.sign_in.ask_again(name)

    def close(self) -> None:
        """End: nothing is left open."""
        if self.window is not None:
            self.window.close()
        if self.sign_in is not None:
            self.sign_in.close()
        self._tasks.close()

    def _desktop_locked(self) -> None:
        """The desktop locks its screen: so does the window."""
        if self.window is not None:
            self.window.lock()

    def _first_screen(self, folder: Path | None = None) -> SignIn:
        """A first screen, listening."""
        screen = SignIn(self.session, self._tasks, folder or self.folder)
        screen.opened.connect(self.open_window)
        self._show(screen, 900, 680)
        messages.listen(screen.show_message)
        return screen

    def _show(self, window: QWidget, wide: int, tall: int) -> None:
        """Show a window no larger than its screen."""
        room = window.screen().availableGeometry()
        if not window.property("placed"):
            window.resize(min(wide, room.width()), min(tall, room.height()))
        window.show()

    def _closed(self) -> None:
        """The window is shut: shut the store too."""
        workspace, self.workspace, self.window = self.workspace, None, None
        store = getattr(workspace, "store", None)
        if store is not None:
            store.close()


def main(argv: Sequence[str]) -> int:
    """Open the window; `open`, `--at DIR`; the number is the exit code."""
    try:
        folder = folder_of(argv)
    except ValueError as error:
        sys.stderr.write(f"{error}\n{USAGE}\n")
        return 2
    app = QApplication.instance() or QApplication(["case-audit"])
    if not isinstance(app, QApplication):
        return 2
    app.setApplicationName("Case Audit")
    app.setApplicationDisplayName("Case Audit")
    app.setDesktopFileName("case-audit")
    setup_logging(log_folder())
    messages.install()
    settings = Settings(settings_folder())
    apply(app, settings.value("theme"), int(settings.value("text_size")) / 100)
    app.setWindowIcon(icon("case-audit", "accent", 64))
    program = Program(folder, settings=settings)
    program.begin()
    try:
        return app.exec()
    finally:
        program.close()
        messages.uninstall()


def folder_of(argv: Sequence[str]) -> Path:
    """The data folder that was asked for; ValueError with a sentence where the words are not known."""
    words = list(argv)
    if words[:1] == ["open"]:
        words = words[1:]
    folder = data_folder()
    while words:
        word = words.pop(0)
        if word.startswith("--at="):
            folder = Path(word.removeprefix("--at="))
        elif word == "--at" and words:
            folder = Path(words.pop(0))
        else:
            raise ValueError(f"“{word}” is not known, or lacks what follows it.")
    return folder.expanduser().absolute()
