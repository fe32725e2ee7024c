"""What the parts of the page share: the year on the table, doing a verb, undo, and the way to another part."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from qa_tool.errors import QAError
from qa_tool.work import publication
from qa_tool.work.change import Change
from qa_tool.work.publication import View
from qa_tool.work.publication_desk import Desk
from ui.context import Context

KEY = "publication"
Verb = Callable[[], Change]


class Bench(QObject):
    """One year's report at work: `desk`, `view`; signals `changed` (words or steps), `wanted` (read the figures again), `lead(where, section)`."""

    changed = Signal()
    wanted = Signal()
    lead = Signal(str, str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.desk: Desk | None = None
        self.undo = QUndoStack(self)
        self.stale = False

    @property
    def view(self) -> View | None:
        """The report of the year; None until it is begun."""
        return self.desk.view if self.desk is not None else None

    @property
    def open(self) -> bool:
        """Whether its words and rules may be changed."""
        view = self.view
        return view is not None and view.stands.state not in {"published", "withdrawn"}

    def show_desk(self, desk: Desk | None) -> None:
        """Another year, or the same one read again."""
        if desk is None or self.desk is None or desk.year != self.desk.year:
            self.undo.clear()
        self.desk, self.stale = desk, False

    def do(self, verb: Verb, said: str = "", *, figures: bool = False) -> bool:
        """Do it and tell; `figures` says that they are to be read again. False where it was refused."""
        try:
            change = verb()
        except QAError as error:
            self.context.fault(error)
            return False
        self.heard(change, said, figures=figures)
        return True

    def heard(self, change: Change, said: str = "", *, figures: bool = False) -> None:
        """Something was done: tell the others, and show how it stands now."""
        self.context.live.announce(change, KEY)
        if said:
            self.context.say(said, "success")
        view = self.view
        if view is not None and self.desk is not None:
            fresh = publication.one(self.context.workspace, view.publication.id)
            self.desk = replace(self.desk, view=fresh)
        self.stale = True
        self.changed.emit()
        if figures:
            self.wanted.emit()

    def step(self, words: str, verb: Verb, back: Verb, *, figures: bool = False) -> bool:
        """Do it so that it can be taken back."""
        if not self.do(verb, figures=figures):
            return False
        self.undo.push(Step(self, words, verb, back, figures))
        return True


class Step(QUndoCommand):
    """One thing that can be taken back and done again."""

    def __init__(self, bench: Bench, words: str, verb: Verb, back: Verb, figures: bool) -> None:  # noqa: FBT001
        super().__init__(words)
        self._bench, self._verb, self._back, self._figures = bench, verb, back, figures
        self._first = True

    def undo(self) -> None:
        """Put it back as it was."""
        self._turn(self._back)

    def redo(self) -> None:
        """Do it again; the first time it is done already."""
        if self._first:
            self._first = False
        else:
            self._turn(self._verb)

    def _turn(self, verb: Verb) -> None:
        if not self._bench.do(verb, figures=self._figures):
            self.setObsolete(True)
