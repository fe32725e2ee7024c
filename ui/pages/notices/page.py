"""QA notices: the register, overdue first, and one notice with what may be done about it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.notice.model import Kind
from qa_tool.progress import Progress
from qa_tool.work import notice_form, notice_list, report
from qa_tool.work.change import Change
from qa_tool.work.notice import RAISERS
from qa_tool.work.notice_list import Row
from ui.context import Context, Group
from ui.dialogs import save_file
from ui.pages.notices.card import NoticeCard
from ui.pages.notices.ladders import Ladders
from ui.pages.notices.new import NewNotice
from ui.pages.notices.words import state_cell, state_order
from ui.tables import Column, TablePanel
from ui.widgets import Button, EmptyState, FlowRow, Picker, Scroll, column, reveal
from ui.widgets.sides import ListAndDetail

FILTERS: tuple[tuple[str, str], ...] = (
    ("open", "Open"),
    ("overdue", "Overdue"),
    ("answer", "Waiting for my answer"),
    ("decision", "Waiting for my decision"),
    ("effect", "Effect due"),
    ("repeated", "Not the first about a child"),
    ("good", "Good practice"),
    ("all", "All"),
)
_FITS: dict[str, Callable[[Row], bool]] = {
    "open": lambda r: r.open or r.effect_due,
    "overdue": lambda r: r.overdue,
    "answer": lambda r: r.mine_to_answer,
    "decision": lambda r: r.mine_to_decide,
    "effect": lambda r: r.effect_due,
    "repeated": lambda r: r.earlier > 0,
    "good": lambda r: r.notice.raised.kind == "good_practice",
    "all": lambda _r: True,
}


class NoticesPage(QWidget):
    """The register: place `notice=` marks one, `filter=` chooses which, `new=` an audit's id (or "") raises one."""

    key: ClassVar[str] = "notices"
    title: ClassVar[str] = "QA notices"
    icon: ClassVar[str] = "flag"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.add = Button("Raise a QA notice", self.raise_one, kind="primary", icon="plus")
        self.good = Button("Share good practice", self._share, icon="star")
        self.ladders = Button("Ladders", self._ladders, kind="quiet", icon="list")
        self.report = Button(
            "Report",
            self._report,
            kind="quiet",
            icon="chart-bar",
            tip="The notices of the last twelve months, as PDF or workbook",
        )
        reads = window_context.workspace.is_a("qa_lead", "cswo", "iro_manager", "iro")
        reveal(self.report, on=reads)
        may = window_context.workspace.is_a(*RAISERS)
        for button in (self.add, self.good):
            button.forbid("" if may else "Raising a notice needs another role; ask the QA lead.")
        self.filter = Picker("Which notices", FILTERS, "open")
        self.filter.picked.connect(lambda _key: self.refresh())
        self.panel = TablePanel("QA notices", _columns(), noun=("notice", "notices"))
        self.panel.bar.insertWidget(0, self.filter)
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.card = NoticeCard(window_context, self._kept, self._write)
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.52, first=self.panel.view
        )
        self.nothing = EmptyState(
            "No QA notice has been raised that you may see",
            "A notice says that practice for one child must change, climbs its ladder until it does, "
            "and is asked after 90 days whether it did. This program notifies nobody.",
            icon="flag",
        )  # fmt: skip
        verbs = FlowRow(self.add, self.good, self.report, self.ladders)
        page = column(verbs, self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(1, 1)
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        kinds = ("notice", "audit", "reading", "council")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the register; mark one, choose which, or raise a new one."""
        self._context.title(self.title)
        wanted = str(place.get("notice", ""))
        if "filter" in place:
            self.filter.show_choices(FILTERS, str(place["filter"]))
        self.refresh()
        if wanted:
            self.show_notice(wanted)
            self.both.enter()
        elif self.panel.rows.rowCount():
            self.panel.view.selectRow(0)
        if not self.both.isHidden():
            self.panel.view.setFocus()
        if "new" in place:
            self.raise_one(str(place["new"]), str(place.get("case", "")))

    def refresh(self) -> None:
        """Read the register again; what was marked stays marked."""
        marked = self.panel.view.current_row()
        rows = notice_list.register(self._context.workspace)
        fits = _FITS[self.filter.value() or "open"]
        self.both.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.both.show_detail(on=False)
        self.panel.view.show_empty("No notice here. Choose “All” above to see every one.")
        self.panel.show_rows([row for row in rows if fits(row)])
        if marked is not None:
            self._mark(marked.id)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def show_notice(self, name: str) -> None:
        """Mark one, also where the filter would leave it out."""
        if not self._mark(name):
            self.filter.show_choices(FILTERS, "all")
            self.refresh()
            self._mark(name)

    def _mark(self, name: str) -> bool:
        """Select one notice, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).id == name:
                self.panel.view.selectRow(number)
                return True
        return False

    def _choose(self, row: Row | None) -> None:
        """Show one notice."""
        self.both.show_detail(on=row is not None)
        if row is None:
            self.card.show_view(None)
            return
        try:
            self.card.show_view(notice_list.view(self._context.workspace, row.id))
        except QAError as error:
            self._context.fault(error)

    # ---- verbs ---------------------------------------------------------------------------------

    def raise_one(self, audit: str = "", case: str = "", kind: Kind = "concern") -> None:
        """Ask for a new notice and raise it; from an audit its child is filled in."""
        space = self._context.workspace
        try:
            space.need(*RAISERS)
            reference = notice_form.reference_of(space, audit=audit, case=case)
        except QAError as error:
            self._context.fault(error)
            return
        change = NewNotice(self, space, kind, reference, audit).ask()
        if change is None:
            return
        said = "The notice is raised. Write the letter and send it yourself."
        self._kept(change, said if kind == "concern" else "Kept. Tell them, too.")

    def _share(self) -> None:
        """A good-practice notice."""
        self.raise_one(kind="good_practice")

    def _kept(self, change: Change, said: str) -> None:
        """Something was done: tell the others, and show the notice as it stands now."""
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")
        self.refresh()
        self.show_notice(change.ids[0])
        self.both.enter()

    def _ladders(self) -> None:
        """The ladders in use."""
        window = Ladders(self, self._context)
        window.run()
        for change in window.changes:
            self._context.live.announce(change, self.key)

    def _report(self) -> None:
        """Write the report on the notices of the last twelve months."""
        kinds = "PDF (*.pdf);;Workbook (*.xlsx)"
        target = save_file(self, "Write the report", "QA notices.pdf", kinds)
        if target is not None:
            self._file("notices", target, report.Scope(), "The report")

    def _write(self, row: Row) -> None:
        """Write the letter of the stage it stands on."""
        name = f"QA notice {row.reference} {row.notice.now.stage.key}".replace("_", " ")
        target = save_file(self, "Write the letter", f"{name}.pdf", "PDF (*.pdf)")
        if target is not None:
            self._file("notice_letter", target, report.Scope(notice=row.id), "The letter")

    def _file(self, kind: str, target: Path, scope: report.Scope, what: str) -> None:
        """Write a file on the worker, over a read-only store of its own."""
        if not target.suffix:
            target = target.with_suffix(".pdf")
        workspace = self._context.workspace

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                return report.write(reader, kind, target, scope, progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            f"Writing {target.name}", work,
            lambda _path: self._context.say(f"{what} is written: {target.name}", "success"),
        )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    """What the register says of a notice."""
    return (
        Column("reference", "Case", lambda r: r.reference, width=108),
        Column("stage", "Stage", lambda r: r.stage),
        Column("due", "Answer by", lambda r: r.due, "date", 122),
        Column("state", "State", state_cell, "pill", 112, sort=state_order),
    )
