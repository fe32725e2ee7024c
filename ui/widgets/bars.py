"""The bar over the pages and the foot under them."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QUndoGroup
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from ui.look import icon, pixmap, px, text_scale
from ui.tasks import Task, Tasks
from ui.widgets.button import Button, IconButton
from ui.widgets.label import Eliding, set_look
from ui.widgets.layout import clear, column, row
from ui.widgets.progress import SlimBar

ROOMY = 1000  # the jump box keeps its words from here on
State = Literal["saved", "saving", "warning", "danger", "plain"]
_STATES = {
    "saved": ("circle-check", "success"),
    "saving": ("clock", "muted"),
    "warning": ("triangle-alert", "warning"),
    "danger": ("triangle-alert", "danger"),
    "plain": ("info", "muted"),
}


class Crumbs(QWidget):
    """The way to this page in words, each a link: `.show_crumbs([(words, page_key)…])`; signal `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row(spacing=4)
        self.setLayout(self._row)

    def show_crumbs(self, crumbs: Sequence[tuple[str, str]]) -> None:
        """Show these."""
        clear(self._row)
        for number, (words, key) in enumerate(crumbs):
            if number:
                mark = QLabel("›")
                mark.setProperty("look", "muted")
                self._row.addWidget(mark)
            if key:
                link = QPushButton(words.replace("&", "&&"))
                link.setProperty("look", "crumb")
                link.setCursor(Qt.CursorShape.PointingHandCursor)
                link.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
                self._row.addWidget(link)
            else:
                self._row.addWidget(Eliding(words, "muted"))
        self._row.addStretch(1)
        self.setVisible(bool(crumbs))


class TopBar(QFrame):
    """Breadcrumb, title, the jump box, undo, redo, theme, lock, help; signals say which was pressed."""

    jump = Signal()
    theme = Signal()
    lock = Signal()
    help = Signal()
    crumb = Signal(str)

    def __init__(self, undo: QUndoGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.crumbs, self.title = Crumbs(), Eliding("", "h2")
        self.crumbs.chosen.connect(self.crumb)
        self.search = QPushButton("")
        self.search.setProperty("look", "search")
        self.search.setAccessibleName("Search or jump to")
        self.search.setToolTip("Search or jump to (Ctrl+K)")
        self.search.clicked.connect(self.jump)
        self.undo = IconButton("Undo", "undo-2", undo.undo, keys="Ctrl+Z")
        self.redo = IconButton("Redo", "redo-2", undo.redo, keys="Ctrl+Y")
        for button, on, renamed in (
            (self.undo, undo.canUndoChanged, undo.undoTextChanged),
            (self.redo, undo.canRedoChanged, undo.redoTextChanged),
        ):
            button.setEnabled(False)
            on.connect(button.setEnabled)
            renamed.connect(lambda text, b=button: self._rename(b, text))
        self.theme_button = IconButton("Colours", "sun-moon", self.theme.emit)
        self.lock_button = IconButton("Lock", "lock", self.lock.emit, keys="Ctrl+L")
        self.help_button = IconButton("Help and keys", "circle-help", self.help.emit, keys="F1")
        names = column(None, self.crumbs, self.title, None, spacing=1)
        line = row(names, self.search, spacing=8, margins=(18, 6, 14, 6))
        line.setStretch(0, 1)
        for button in (self.undo, self.redo, self.theme_button, self.lock_button, self.help_button):
            line.addWidget(button)
        self.setLayout(line)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the room there is."""
        super().resizeEvent(event)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Dress again when theme or size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "help_button"):
            self._dress()

    def _rename(self, button: IconButton, text: str) -> None:
        """Say what would be undone."""
        verb, keys = ("Undo", "Ctrl+Z") if button is self.undo else ("Redo", "Ctrl+Y")
        button.rename(f"{verb}: {text}" if text else verb, keys)

    def show_title(self, text: str) -> None:
        """Say where we are, in letters that fit."""
        self.title.show_text(text)
        self._dress()

    def _dress(self) -> None:
        """The jump box is wide where there is room, and a picture where there is not; so are the title's letters."""
        room = self.width() / text_scale()
        buttons = 5 * (self.help_button.sizeHint().width() + px(8)) + px(50)
        set_look(self.title, "look", "h2")
        beside = self.width() - buttons - self.title.sizeHint().width()
        wide = room > 760 and (beside > px(270) or room > ROOMY)
        spare = self.width() - buttons - px(270 if wide else 44)
        for look in ("h3", "strong"):
            if self.title.sizeHint().width() > spare:
                set_look(self.title, "look", look)
        self.search.setText("  Search or jump to…    Ctrl+K" if wide else "")
        self.search.setIcon(icon("search", "muted", 18))
        self.search.setIconSize(QSize(px(18), px(18)))
        self.search.setFixedWidth(px(270) if wide else px(44))
        self.setMinimumHeight(px(55))


class Foot(QFrame):
    """Under the page: save state in words, who is signed in, and what the page puts at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._state: State = "plain"
        self._picture = QLabel()
        self.words, self.place = Eliding(""), Eliding("on this laptop", "muted")
        self._person = Eliding("", "muted")
        self._slot = row(spacing=10)
        self.task = TaskBar()
        line = row(
            self._picture,
            self.words,
            self.place,
            self._person,
            None,
            self.task,
            spacing=10,
            margins=(16, 7, 16, 7),
        )
        line.addLayout(self._slot)
        self._line = line
        self.setLayout(line)
        self._mine: list[QWidget] = []
        self.show_state("", "plain")

    def show_state(self, words: str, state: State = "saved") -> None:
        """Say whether all is saved: "Saved 14:32"; no words say nothing."""
        self._state = state
        self.words.show_text(words)
        self._dress()

    def show_person(self, name: str) -> None:
        """Say who is signed in."""
        self._person.show_text(f"{name} is signed in" if name else "")
        self._fit()

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Put a page's own buttons at the right; the ones before are given back, not deleted."""
        for old in self._mine:
            self._slot.removeWidget(old)
            if old not in widgets:
                old.setParent(None)
        self._mine = list(widgets)
        for widget in widgets:
            self._slot.addWidget(widget)
            widget.show()
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Share the room out again when a part of the foot grew or shrank."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out again."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Dress again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_mine"):
            self._dress()

    def _dress(self) -> None:
        """The picture of the state."""
        name, ink = _STATES[self._state]
        self._picture.setVisible(bool(self.words.whole()))
        self._picture.setPixmap(pixmap(name, ink, 18))
        self.setMinimumHeight(px(46))
        self._fit()

    def _fit(self) -> None:
        """The save state stays whole; where the room is short the name goes first, then the place."""
        gap, sides = self._line.spacing(), self._line.contentsMargins()
        room = self.width() - sides.left() - sides.right() - self._slot.sizeHint().width() - gap
        if not self.task.isHidden():
            room -= self.task.sizeHint().width() + gap
        said = bool(self.words.whole())
        if said:
            room -= self._picture.sizeHint().width() + self.words.sizeHint().width() + 2 * gap
        if said == self.words.isHidden():
            self.words.setVisible(said)
        self.words.setMinimumWidth(max(0, min(0, room) + self.words.sizeHint().width()))
        for label, wanted in ((self.place, said), (self._person, True)):
            need = label.sizeHint().width() + gap
            fits = wanted and bool(label.whole()) and need <= room
            if fits == label.isHidden():
                label.setVisible(fits)
            if wanted:
                room = room - need if fits else 0


class TaskBar(QWidget):
    """Long work at the foot: words, a bar and Stop; there only after half a second: `.watch(tasks)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._words, self._bar = Eliding("", "muted"), SlimBar("Progress")
        self._bar.setFixedWidth(px(120))
        self.stop = Button("Stop", self._cancel, kind="quiet")
        self.setLayout(row(self._words, self._bar, self.stop, spacing=8))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.hide()

    def watch(self, tasks: Tasks, hold: Callable[[bool], object] | None = None) -> None:
        """Show what these tasks do; `hold` is told when answering must wait."""
        tasks.slow.connect(self._begin)
        tasks.moved.connect(self._move)
        tasks.ended.connect(self._end)
        if hold is not None:
            tasks.slow.connect(lambda _task: hold(tasks.holding()))
            tasks.ended.connect(lambda _task: hold(tasks.holding()))

    def _begin(self, task: Task) -> None:
        """A task takes long: show it."""
        self._task = task
        self.stop.setEnabled(True)
        self._move(task)
        self.show()

    def _move(self, task: Task) -> None:
        """It told how far it is."""
        if task is self._task:
            self._words.show_text(f"{task.title}: {task.words}" if task.words else task.title)
            self._bar.show_progress(task.at, task.total, task.words or task.title)

    def _end(self, task: Task) -> None:
        """It is over."""
        if task is self._task:
            self._task = None
            self.hide()

    def _cancel(self) -> None:
        """Ask it to stop."""
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)
            self._words.show_text("Stopping …")
