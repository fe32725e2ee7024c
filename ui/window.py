"""The window: pages in the middle, the way round at the left, the bar above, the state below."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QUndoGroup, QUndoStack
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QMenu, QWidget

from ui import messages
from ui.commands import Command, Commands
from ui.context import Context, Crumb
from ui.dialogs import JumpBox, show_keys
from ui.live import Live
from ui.look import apply, text_scale
from ui.messages import Message
from ui.navigation import Navigation, PageEntry, Pages
from ui.tasks import Tasks
from ui.widgets import Eliding, Foot, Toasts, TopBar, column, row
from ui.widgets.bars import State

SIZES = (100, 115, 130, 150, 175, 200)
FOLD_BELOW = 1000
UNWIND = 40
COLOURS = (
    ("system", "Follow the computer"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("high", "High contrast"),
)
_ACTIVITY = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Preferences(Protocol):
    """What the window asks of `qa_tool.settings.Settings`."""

    def value(self, key: str) -> str:
        """What is chosen."""

    def choose(self, key: str, value: str) -> None:
        """Choose and keep."""


class WindowState:
    """Where the window stood, and on which page: an ini file of its own beside the data."""

    def __init__(self, file: Path | None) -> None:
        self._settings = (
            QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None
        )

    def read(self, window: QMainWindow) -> None:
        """Put the window where it was; on a screen that is still there."""
        kept = self._settings.value("window/geometry") if self._settings else None
        if isinstance(kept, QByteArray):
            window.setProperty("placed", window.restoreGeometry(kept))

    def closed_groups(self) -> tuple[str, ...]:
        """The groups of pages that somebody left closed."""
        kept = str(self._settings.value("window/closed", "")) if self._settings else ""
        return tuple(kept.split())

    def write(self, window: QMainWindow, closed: Sequence[str] = ()) -> None:
        """Remember where the window is, and which groups of pages are closed."""
        if self._settings is not None:
            self._settings.setValue("window/geometry", window.saveGeometry())
            self._settings.setValue("window/closed", " ".join(closed))
            self._settings.sync()


class MainWindow(QMainWindow):
    """The window round the pages: `MainWindow(entries, workspace=…, settings=…)`; `.context` is what pages are handed."""

    def __init__(  # noqa: PLR0913
        self,
        entries: Sequence[PageEntry],
        *,
        workspace: Any = None,
        settings: Preferences | None = None,
        tasks: Tasks | None = None,
        state_file: Path | None = None,
        on_lock: Callable[[], object] | None = None,
        on_close: Callable[[], object] | None = None,
        person: str = "",
        demonstration: bool = False,
        lock_at_most: int = 0,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Case Audit")
        self.setMinimumSize(640, 420)
        self.tasks = tasks or Tasks(self)
        self.live, self.commands = Live(), Commands(self)
        self._settings, self._on_lock, self._on_close = settings, on_lock, on_close
        self._state = WindowState(state_file)
        self._undo = QUndoGroup(self)
        self.context = Context(
            workspace=workspace,
            live=self.live,
            tasks=self.tasks,
            commands=self.commands,
            go=self.go,
            title=self.show_title,
            state=self.show_state,
            foot=self.show_foot,
            undo=self.use_undo,
            lock=self.lock,
            look=self.choose_look,
            settings=settings,
        )
        self.navigation, self.bar, self.foot = Navigation(), TopBar(self._undo), Foot()
        self.pages = Pages(entries, self.context)
        self.toasts = Toasts(self)
        self._jump, self._jumped_from = JumpBox(self, self.commands), ""
        self._jump.went.connect(self._into_page)
        self.demonstration = _demonstration_banner()
        self.demonstration.setVisible(demonstration)
        self._build(entries, person)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._begin_idle(lock_at_most)
        self._state.read(self)
        messages.listen(self.show_message)

    def go(self, key: str, **place: Any) -> bool:
        """Go to a page and a place in it."""
        before = self.pages.key
        entry = self.pages.entries.get(key)
        if entry is None or not self.pages.may_leave():
            return False
        if key != before:
            self.foot.show_widgets(())
            self.use_undo(None)
            self.show_title(entry.title)
        self.pages.show_page(key, **place)
        self.navigation.mark(key)
        return True

    def show_title(self, title: str, crumbs: Sequence[Crumb] = ()) -> None:
        """Say where we are."""
        self.bar.show_title(title)
        self.bar.crumbs.show_crumbs(crumbs)
        self.setWindowTitle("Case Audit")

    def show_state(self, words: str, state: State = "saved") -> None:
        """Say in the foot whether all is saved."""
        self.foot.show_state(words, state)

    def show_foot(self, widgets: Sequence[QWidget]) -> None:
        """Put a page's buttons at the foot."""
        self.foot.show_widgets(widgets)

    def use_undo(self, stack: QUndoStack | None) -> None:
        """Let the undo buttons work on this stack."""
        if stack is not None and stack not in self._undo.stacks():
            self._undo.addStack(stack)
        self._undo.setActiveStack(cast("QUndoStack", stack))

    def show_message(self, message: Message) -> None:
        """Show what is said."""
        self.toasts.show_message(message.text, message.tone, message.cure)

    def show_person(self, name: str) -> None:
        """Say who is signed in."""
        self.foot.show_person(name)

    def choose_look(self, theme: str = "", size: int = 0) -> None:
        """Put a theme, a text size, or both on; and keep the choice."""
        app = QApplication.instance()
        if self._settings is not None:
            if theme:
                self._settings.choose("theme", theme)
            if size:
                self._settings.choose("text_size", str(size))
        wish = theme or (self._settings.value("theme") if self._settings else "light")
        scale = size / 100 if size else text_scale()
        apply(cast("QApplication", app), wish, scale)
        self._fit()

    def larger(self) -> None:
        """The next larger text."""
        now = round(text_scale() * 100)
        self.choose_look(size=next((size for size in SIZES if size > now), SIZES[-1]))

    def smaller(self) -> None:
        """The next smaller text."""
        now = round(text_scale() * 100)
        self.choose_look(size=next((size for size in reversed(SIZES) if size < now), SIZES[0]))

    def lock(self) -> None:
        """Keep what is typed, then lock; what asks something or hangs open is sent away first."""
        asking = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if asking is not None and self._on_lock is not None:
            asking.close()
            QTimer.singleShot(
                UNWIND, self, self.lock
            )  # its own loop must end before the window does
            return
        self.pages.flush()
        if self._on_lock is not None:
            self._on_lock()

    def open_jump(self) -> None:
        """Open the jump box."""
        self._jumped_from = self.pages.key
        self._jump.open_box()

    def _into_page(self) -> None:
        """Who jumped to a page goes on in it, and not in the list of pages."""
        if self.pages.key != self._jumped_from:
            self.pages.begin()

    def show_help(self) -> None:
        """The help page, where there is one, else the sheet of keys."""
        if not self.go("help", about=self.pages.key):
            self.show_keys()

    def show_keys(self) -> None:
        """The sheet of keys."""
        show_keys(self, self.commands.sheet())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there: the clock to the lock begins again."""
        if event.type() in _ACTIVITY and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where the room is short."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed, stop long work, remember where the window was."""
        self.pages.flush()
        self._state.write(self, self.navigation.closed())
        messages.forget(self.show_message)
        self._idle.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.tasks.close()
        self.context.workspace = None
        super().closeEvent(event)
        if self._on_close is not None:
            after, self._on_close = self._on_close, None
            after()

    def _build(self, entries: Sequence[PageEntry], person: str) -> None:
        """Put the parts together and give the commands their keys."""
        self.navigation.show_pages(entries)
        self.navigation.close_groups(self._state.closed_groups())
        self.navigation.chosen.connect(self.go)
        self.bar.jump.connect(self.open_jump)
        self.bar.theme.connect(self._choose_colours)
        self.bar.lock.connect(self.lock)
        self.bar.help.connect(self.show_help)
        self.bar.crumb.connect(self.go)
        right = column(self.bar, self.demonstration, self.pages, self.foot, spacing=0)
        right.setStretch(2, 1)
        middle = row(self.navigation, right, spacing=0)
        middle.setStretch(1, 1)
        body = QWidget()
        body.setProperty("look", "ground")
        body.setLayout(middle)
        self.setCentralWidget(body)
        self.show_person(person)
        self.foot.task.watch(self.tasks, self.pages.setDisabled)
        for button in self.navigation.buttons():
            entry = button.entry
            self.commands.add(
                Command(
                    f"page.{entry.key}",
                    entry.title,
                    partial(self.go, entry.key),
                    button.keys,
                    entry.icon,
                    "Pages",
                )
            )
        for command in self._own_commands():
            self.commands.add(command)

    def _own_commands(self) -> tuple[Command, ...]:
        """What the window itself can do."""
        colours = tuple(
            Command(
                f"window.theme.{key}",
                f"Colours: {words.lower()}",
                partial(self.choose_look, key),
                icon="sun-moon",
                group="Window",
            )
            for key, words in COLOURS
        )
        return (
            Command("window.jump", "Search or jump to", self.open_jump, "Ctrl+K", "search"),
            Command(
                "window.undo",
                "Undo",
                self._undo.undo,
                "Ctrl+Z",
                "undo-2",
                enabled=self._undo.canUndo,
            ),
            Command(
                "window.redo",
                "Redo",
                self._undo.redo,
                "Ctrl+Y",
                "redo-2",
                enabled=self._undo.canRedo,
            ),
            Command(
                "window.refresh", "Read this page again", self.pages.refresh, "F5", "rotate-ccw"
            ),
            Command("window.help", "Help", self.show_help, "F1", "circle-help"),
            Command("window.keys", "Show all keys", self.show_keys, "Ctrl+F1", "list"),
            Command("window.larger", "Larger text", self.larger, "Ctrl+=", "plus", "Window"),
            Command("window.smaller", "Smaller text", self.smaller, "Ctrl+-", "minus", "Window"),
            Command(
                "window.size",
                "Text as it was",
                lambda: self.choose_look(size=100),
                "Ctrl+0",
                "rotate-ccw",
                "Window",
            ),
            Command("window.lock", "Lock", self.lock, "Ctrl+L", "lock", "Window"),
            *colours,
        )

    def _choose_colours(self) -> None:
        """The menu of colours and text sizes."""
        menu = QMenu(self)
        chosen = self._settings.value("theme") if self._settings else ""
        for key, words in COLOURS:
            action = menu.addAction(words, partial(self.choose_look, key))
            action.setCheckable(True)
            action.setChecked(key == chosen)
        menu.addSeparator()
        menu.addAction("Larger text   Ctrl+=", self.larger)
        menu.addAction("Smaller text   Ctrl+-", self.smaller)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.bar.theme_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _fit(self) -> None:
        """Fold or unfold the navigation by the room there is at this text size."""
        narrow = self.width() / text_scale() < FOLD_BELOW
        if narrow != self.navigation.folded:
            self.navigation.fold(on=narrow)

    def _begin_idle(self, at_most: int) -> None:
        """Lock when nobody types, after the person's minutes, or the council's where they are fewer."""
        chosen = int(self._settings.value("lock_minutes")) if self._settings else 0
        minutes = min((n for n in (chosen, at_most) if n), default=0)
        app = QApplication.instance()
        if minutes and app is not None and self._on_lock is not None:
            app.installEventFilter(self)
            self._idle.start(minutes * 60_000)


def _demonstration_banner() -> QFrame:
    """The line that says that nothing here is real."""
    frame = QFrame()
    frame.setProperty("look", "demo")
    words = Eliding("Demonstration council: everybody and everything here is made up.", "warning")
    frame.setLayout(row(words, margins=(18, 4, 18, 4)))
    return frame
