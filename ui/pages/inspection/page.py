"""The page: type a number and the case stands there; or the last months' audits, and print them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import inspection
from qa_tool.work.change import changed
from qa_tool.work.inspection import Listed
from ui.context import Context, Group
from ui.dialogs import ask_text, choose_folder
from ui.pages.inspection.drawer import DrawerView
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Button,
    EmptyState,
    FlowRow,
    Muted,
    Picker,
    Scroll,
    Words,
    column,
    line,
    row,
)

_MONTHS = (("3", "Last 3 months"), ("6", "Last 6 months"), ("12", "Last 12 months"),
           ("24", "Last 24 months"))  # fmt: skip
_MANY = 200
_SORTS = {"handed_in": "handed_in", "title": "template", "team": "team", "final": "overall",
          "state": "state"}  # fmt: skip


class _Loader:
    """The audits of the last months; read as they are shown."""

    def __init__(self, context: Context, months: int) -> None:
        self._context, self._months = context, months

    def ids(self, sort: str, descending: bool, search: str) -> Sequence[int]:  # noqa: FBT001
        """The row numbers in this order."""
        return inspection.numbers(
            self._context.workspace, self._months, sort=_SORTS.get(sort, "handed_in"),
            down=descending or not sort, text=search,
        )  # fmt: skip

    def rows(self, ids: Sequence[int]) -> Sequence[Listed]:
        """The lines of these numbers."""
        return inspection.rows(self._context.workspace, ids)


class InspectionPage(QWidget):
    """The drawer: place `case=` opens one by its reference or number."""

    key: ClassVar[str] = "inspection"
    title: ClassVar[str] = "Inspection drawer"
    icon: ClassVar[str] = "folder-open"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.number = line("Case number", "The council's number, or the reference such as K7Q3-MD9")
        self.number.returnPressed.connect(self._open)
        self.open = Button("Open the case", self._open, kind="primary", icon="search")
        self.back = Button("Back to the list", self._list, icon="arrow-left")
        self.problem = Words("", "danger")
        self.problem.hide()
        self.months = Picker("How far back", _MONTHS, "6")
        self.months.picked.connect(lambda _key: self.refresh())
        self.chosen = Button("Print the chosen", self._print_chosen, icon="printer")
        self.all = Button("Print all", self._print_all)
        self.panel = TablePanel(
            "Audits of the last months", _columns(), noun=("audit", "audits"),
            empty="No audit was handed in in these months.",
        )  # fmt: skip
        self.panel.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.panel.bar.insertWidget(0, self.months)
        self.panel.opened.connect(lambda one: self._open_case(one.reference))
        self.drawer = DrawerView(window_context.go, self._print)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._listing())
        self.stack.addWidget(Scroll(column(self.drawer, margins=(0, 0, 4, 0))))
        self.body = self._whole()
        self.closed = EmptyState(
            "The inspection drawer is for the QA lead and the Chief Social Work Officer",
            "One case, whole, is more than anybody else needs to see.", icon="folder-open",
        )  # fmt: skip
        page = column(self.body, self.closed, margins=(20, 16, 20, 16))
        page.setStretch(0, 1)
        page.setStretch(1, 1)
        self.setLayout(column(Scroll(page)))
        kinds = ("audit", "reading", "action", "safety", "reply")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def _listing(self) -> QWidget:
        """The list of the last months, and printing."""
        verbs = FlowRow(self.chosen, self.all)
        listing = QWidget()
        inside = column(
            self.panel, verbs, Muted("Enter or a double click opens the case."), spacing=8
        )
        inside.setStretch(0, 1)
        listing.setLayout(inside)
        return listing

    def _whole(self) -> QWidget:
        """The number's line over the list or the case."""
        top = row(self.number, self.open, self.back, spacing=10)
        top.setStretch(0, 1)
        whole = column(top, self.problem, self.stack, spacing=10)
        whole.setStretch(2, 1)
        body = QWidget()
        body.setLayout(whole)
        return body

    def show_page(self, **place: Any) -> None:
        """Show the list, or one case."""
        self._context.title(self.title)
        self.refresh()
        self.number.setFocus()
        if place.get("case"):
            self._open_case(str(place["case"]))

    def refresh(self) -> None:
        """Read the list again; the open case too."""
        may = self._context.workspace.is_a(*inspection.ROLES)
        self.body.setVisible(may)
        self.closed.setVisible(not may)
        if not may:
            return
        self.panel.show_loader(_Loader(self._context, int(self.months.value())))
        self.all.forbid("" if self.panel.rows.rowCount() else "There is nothing to print.")
        self.chosen.forbid("" if self.panel.rows.rowCount() else "There is nothing to print.")
        self.back.setVisible(self.stack.currentIndex() == 1)
        if self.stack.currentIndex() == 1 and self.number.text().strip():
            self._open()

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    # ---- one case ------------------------------------------------------------------------------

    def _open_case(self, text: str) -> None:
        self.number.setText(text)
        self._open()

    def _open(self) -> None:
        """The case with the typed number, or what is wrong with the number."""
        try:
            found = inspection.open_case(self._context.workspace, self.number.text())
        except QAError as error:
            self._say(f"{error} {error.cure}".strip())
            self.number.setFocus()
            self.number.selectAll()
            return
        self._say("")
        self.drawer.show_drawer(found)
        self.stack.setCurrentIndex(1)
        self.back.show()

    def _list(self) -> None:
        """The list again."""
        self.number.clear()
        self._say("")
        self.drawer.empty()
        self.stack.setCurrentIndex(0)
        self.back.hide()
        self.panel.view.setFocus()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    # ---- printing ------------------------------------------------------------------------------

    def _print_chosen(self) -> None:
        """The marked lines."""
        model = self.panel.view.selectionModel()
        rows = [self.panel.rows.row(index.row()) for index in model.selectedRows()]
        self._print(tuple(one.id for one in rows if one is not None and not one.withheld))

    def _print_all(self) -> None:
        """Every audit of the list, as it is filtered."""
        table = self.panel.rows
        n = table.rowCount()
        if n > _MANY:
            self._context.warn(
                f"{n:,} audits are too many to print at once.",
                f"Filter the list to {_MANY} or fewer: by team, template or months.",
            )
            return
        rows = [table.row(number) for number in range(n)]
        self._print(tuple(one.id for one in rows if one is not None and not one.withheld))

    def _print(self, audits: tuple[str, ...]) -> None:
        """Ask why and where to, record it, and write a PDF for each."""
        space = self._context.workspace
        if not audits:
            self._context.warn("No audit is chosen.", "Mark the lines to print first.")
            return
        n = len(audits)
        why = ask_text(
            self, f"Print {n} audit{'' if n == 1 else 's'}",
            "Each becomes a PDF, named by the case's random reference. That they leave the program "
            "is recorded with your name and the reason.",
            "Choose the folder", label="Who asked for them, and for what?", lines=2,
        )  # fmt: skip
        folder = choose_folder(self, "Where to print") if why else None
        if not why or folder is None:
            return
        try:
            kept = inspection.release(space, audits, why)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(changed("release", ids=(kept,)), self.key)

        def work(progress: Progress) -> tuple[Path, ...]:
            reader = space.reader()
            try:
                return inspection.print_audits(reader, audits, folder, progress)
            finally:
                reader.store.close()

        def done(written: tuple[Path, ...]) -> None:
            said = f"{len(written)} PDF{'' if len(written) == 1 else 's'} in “{folder.name}”."
            self._context.say(said, "success")

        self._context.tasks.run("Printing the audits", work, done)


def _columns() -> tuple[Column, ...]:
    """What the list says of an audit; never the council's number."""
    return (
        Column("reference", "Case", lambda r: r.reference, width=108),
        Column("title", "Template", lambda r: r.title),
        Column("team", "Team", lambda r: r.team),
        Column("handed_in", "Handed in", lambda r: r.handed_in and r.handed_in.astimezone().date(),
               "date", 112),
        Column("first", "First", lambda r: "withheld" if r.withheld else r.first),
        Column("final", "Final", lambda r: "withheld" if r.withheld else r.final or "not yet final"),
        Column("actions", "Actions", _actions, "pill", 138),
    )  # fmt: skip


def _actions(one: Listed) -> Cell:
    """How far the actions of an audit are."""
    tone = "danger" if one.overdue else "info" if one.unfinished else "none"
    return Cell(one.action_words, tone)
