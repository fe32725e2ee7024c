"""The first screen: begin with a demonstration, a new council or a backup; later, name and passphrase."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from qa_tool.progress import Progress
from ui import messages
from ui.app.session import Session
from ui.app.steps import Code, Enter, Rescue, Start, Welcome
from ui.look import pixmap, px
from ui.messages import Message
from ui.tasks import Task, Tasks
from ui.widgets import (
    Banner,
    Button,
    Card,
    Divider,
    Muted,
    Scroll,
    SlimBar,
    Words,
    column,
    row,
)


class SignIn(QWidget):
    """The first screen: `SignIn(session, tasks, folder)`; signal `opened(workspace)`; `.begin()`, `.ask_again(name)`."""

    opened = Signal(object)

    def __init__(self, session: Session, tasks: Tasks, folder: Path) -> None:
        super().__init__()
        self.setWindowTitle("Case Audit")
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session, self.tasks, self.folder = session, tasks, folder
        self._task: Task | None = None
        self._mark = QLabel()
        self.trouble = Banner()
        self.bar, self.told = SlimBar("Progress"), Muted("")
        self.stop = Button("Stop", self._stop, kind="quiet")
        self.where = Muted("")
        self.steps = QStackedWidget()
        self.enter, self.welcome = Enter(self), Welcome(self)
        self.start, self.code, self.rescue = Start(self), Code(self), Rescue(self)
        for step in (self.welcome, self.enter, self.start, self.code, self.rescue):
            self.steps.addWidget(step)
        self._build()
        tasks.moved.connect(self._moved)

    def begin(self) -> None:
        """Look at the folder, and show what can be done there."""
        self.trouble.show_message("")
        state = self.session.folder_state(self.folder)
        self.where.setText(f"Data folder: {self.folder}")
        if state == "store":
            self.show_step(self.enter)
        else:
            self.show_step(self.welcome)
        if state == "damaged":
            self.trouble.show_message(
                "Half of a store is in this folder: its data or its keys are missing. "
                "Nothing was changed. Restore a backup, or open another folder.",
                "danger",
            )

    def ask_again(self, name: str) -> None:
        """After a lock: ask this person for their passphrase."""
        self.begin()
        self.enter.name.setText(name)
        self.enter.passphrase.empty()
        self.enter.passphrase.setFocus()

    def show_step(self, step: QWidget) -> None:
        """Show one of the steps, its first field ready."""
        self.trouble.show_message("")
        self.steps.setCurrentWidget(step)
        first = getattr(step, "first", None)
        if isinstance(first, QWidget):
            first.setFocus()

    def show_message(self, message: Message) -> None:
        """Show what is said while this screen is there."""
        said = f"{message.text} {message.cure}".strip()
        self.trouble.show_message(said, message.tone)

    def work(
        self, words: str, function: Callable[[Progress], Any], done: Callable[[Any], object]
    ) -> None:
        """Do slow work: the screen waits, tells, and can be stopped."""
        self.trouble.show_message("")
        self._busy(words)

        def after(result: Any) -> None:
            self._busy("")
            done(result)

        def failed(error: BaseException) -> None:
            self._busy("")
            messages.fault(error)

        self._task = self.tasks.run(words, function, after, failed)

    def open_workspace(self, workspace: Any) -> None:
        """The door is open."""
        self.enter.passphrase.empty()
        self.opened.emit(workspace)

    def use_folder(self, folder: Path) -> None:
        """Work in another folder."""
        self.folder = folder
        self.begin()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the mark again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_mark"):
            self._dress()

    def _build(self) -> None:
        """One card in the middle of the window."""
        head = row(self._mark, Words("Case Audit", "h1", wrap=False), None, spacing=12)
        card = Card()
        card.body.setSpacing(px(14))
        card.body.addLayout(head)
        card.add(self.trouble)
        card.add(self.steps)
        card.body.addLayout(row(self.told, None, self.stop, spacing=8))
        card.add(self.bar)
        card.add(Divider())
        card.add(self.where)
        card.setMaximumWidth(px(560))
        middle = row(None, card, None, margins=16)
        middle.setStretch(1, 6)
        self.setLayout(column(Scroll(column(None, middle, None))))
        self._dress()
        self._busy("")

    def _busy(self, words: str) -> None:
        """Wait with a bar, or be ready."""
        self.steps.setEnabled(not words)
        self.told.setText(words)
        for widget in (self.told, self.bar, self.stop):
            widget.setVisible(bool(words))
        self.bar.show_progress(0, 0, words)

    def _moved(self, task: Task) -> None:
        """Slow work told how far it is."""
        if task is self._task:
            self.told.setText(f"{task.title}: {task.words}" if task.words else task.title)
            self.bar.show_progress(task.at, task.total, task.words)

    def _stop(self) -> None:
        """Ask the slow work to stop."""
        if self._task is not None:
            self._task.cancel()
            self.told.setText("Stopping …")

    def _dress(self) -> None:
        """The program's mark."""
        self._mark.setPixmap(pixmap("case-audit", "accent", 34))
