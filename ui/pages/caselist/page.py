"""The page: choose a file, look at what it would do, bring it in."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import Cancelled, QAError
from qa_tool.progress import Progress
from qa_tool.work import caselist, caselist_words
from qa_tool.work.caselist import Plan, Wishes
from qa_tool.work.change import Change
from ui.context import Context, Group
from ui.dialogs import choose_file
from ui.pages.caselist.choose import KINDS, Choose
from ui.pages.caselist.preview import Preview
from ui.widgets import Scroll, column


class CaseListPage(QWidget):
    """Case lists in: `show_page()`; `open_file(path)` reads one."""

    key: ClassVar[str] = "caselist"
    title: ClassVar[str] = "Case lists"
    icon: ClassVar[str] = "table"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._path: Path | None = None
        self.plan: Plan | None = None
        self.choose = Choose(self._ask, window_context.workspace.name)
        self.choose.chosen.connect(self.open_file)
        self.preview = Preview()
        self.preview.wished.connect(self._read)
        self.preview.accepted.connect(self.bring_in)
        self.preview.left.connect(self._back)
        self.stack = QStackedWidget()
        for inside in (self.choose, self.preview):
            self.stack.addWidget(Scroll(column(inside, margins=(20, 16, 20, 20))))
        self.setLayout(column(self.stack))
        window_context.live.watch(
            self, (caselist.KIND,), lambda _change: self._heard(), by=self.key
        )

    def show_page(self, **_place: Any) -> None:
        """Show where a file is chosen, or the one that is being looked at."""
        self._context.title(self.title)
        self.refresh()
        (self.choose.button if self.stack.currentIndex() == 0 else self.preview.yes).setFocus()

    def refresh(self) -> None:
        """Read the earlier lists again."""
        space = self._context.workspace
        self.choose.forbid("" if space.is_a("qa_lead") else "The QA lead brings case lists in.")
        self.choose.show_earlier(caselist.brought_in(space))

    def open_file(self, path: Path) -> None:
        """Read this file and show what it would do."""
        self._path = path
        self._read(Wishes())

    def bring_in(self) -> None:
        """Write what is shown: all of it, or nothing."""
        if self.plan is None:
            return
        job = partial(_written, self._context.workspace, self.plan)
        self._busy(on=True)
        self._context.tasks.run(
            "Bringing the case list in", job, self._done, self._failed, holds=True
        )

    def _ask(self) -> None:
        """Which file."""
        path = choose_file(self, "Case list to bring in", KINDS)
        if path is not None:
            self.open_file(path)

    def _read(self, wishes: Wishes) -> None:
        """Read the file, again where something is wished otherwise."""
        if self._path is None:
            return
        self._busy(on=True)
        job = partial(_looked, self._context.workspace, self._path, wishes)
        self._context.tasks.run(f"Reading {self._path.name}", job, self._show, self._refused)

    def _show(self, plan: Plan) -> None:
        """The file was understood."""
        self._busy(on=False)
        self.plan = plan
        areas = {area.id: area.name for area in self._context.workspace.areas.values()}
        self.choose.show_trouble("")
        self.preview.show_plan(plan, self._path.name if self._path else "", areas)
        if self.stack.currentIndex() == 0:
            self.stack.setCurrentIndex(1)
            self.preview.yes.setFocus()

    def _refused(self, error: BaseException) -> None:
        """The file was not read: say why where the person looks."""
        self._busy(on=False)
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, QAError):
            self._context.fault(error)
            return
        if self.plan is not None:  # what was shown still stands; only the wish could not be met
            areas = {area.id: area.name for area in self._context.workspace.areas.values()}
            self.preview.show_plan(self.plan, self._path.name if self._path else "", areas)
            self._context.warn(str(error), error.cure)
            return
        self.choose.show_trouble(f"{error} {error.cure}".strip())
        self.stack.setCurrentIndex(0)

    def _done(self, change: Change) -> None:
        """It is in."""
        caselist.taken_in(self._context.workspace)
        said = caselist_words.outcome(self.plan) if self.plan else ""
        self._back()
        self._busy(on=False)
        self._context.live.announce(change, self.key)
        self._context.say(f"The list is in: {said}.", "success")

    def _failed(self, error: BaseException) -> None:
        """Nothing was written."""
        caselist.taken_in(self._context.workspace)
        self._busy(on=False)
        if not isinstance(error, Cancelled):
            self._context.fault(error)

    def _back(self) -> None:
        """To where a file is chosen; what was looked at is forgotten."""
        self._path, self.plan = None, None
        self.stack.setCurrentIndex(0)
        self.refresh()
        self.choose.button.setFocus()

    def _busy(self, *, on: bool) -> None:
        """While a file is read or written nothing else is begun here."""
        self.preview.setEnabled(not on)
        self.choose.setEnabled(not on)

    def _heard(self) -> None:
        """A list was brought in elsewhere."""
        if self.isVisible():
            self.refresh()


def _looked(space: Any, path: Path, wishes: Wishes, progress: Progress) -> Plan:
    """Read and plan, on the worker's thread."""
    return caselist.look(space, path, wishes, progress)


def _written(space: Any, plan: Plan, progress: Progress) -> Change:
    """Write, on the worker's thread, over a connection of its own."""
    return caselist.bring_in_apart(space, plan, progress)
