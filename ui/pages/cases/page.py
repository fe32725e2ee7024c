"""Cases: who they belong to, who audits them, and what audits there were."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from qa_tool.council.model import Case
from qa_tool.errors import QAError
from qa_tool.template.library import lists
from qa_tool.work import audit_list, council, reaudit
from qa_tool.work import template as templates
from qa_tool.work.audit_list import AuditRow
from qa_tool.work.change import Change
from qa_tool.work.council import CaseRow
from qa_tool.work.reaudit import ReAudit
from ui.context import Context, Group
from ui.pages.cases.allocating import Preset, allocate
from ui.pages.cases.re_audits import ReAudits
from ui.pages.cases.record import ask_case, ask_readers, facts_of
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Button,
    Card,
    Divider,
    EmptyState,
    FlowRow,
    Heading,
    KeyValues,
    Muted,
    Picker,
    Pill,
    Scroll,
    Words,
    column,
)
from ui.widgets.line_button import LineButton
from ui.widgets.sides import ListAndDetail

_GIVEN = {"allocated": "With an auditor", "done": "Audited"}


class _Loader:
    """The cases that fit the filters, also by the council's number where it may be seen."""

    def __init__(self, context: Context, team: str) -> None:
        self._context, self._team = context, team
        self._rows: dict[str, CaseRow] = {}

    def ids(self, sort: str, descending: bool, search: str) -> Sequence[str]:  # noqa: FBT001
        """The ids in this order."""
        found = council.case_rows(self._context.workspace, search, self._team)
        if sort:
            found = tuple(
                sorted(found, key=lambda r: str(getattr(r, sort)).casefold(), reverse=descending)
            )
        self._rows = {row.id: row for row in found}
        return list(self._rows)

    def rows(self, ids: Sequence[str]) -> Sequence[CaseRow]:
        """The lines of these ids."""
        return [self._rows[one] for one in ids]


class CasesPage(QWidget):
    """The cases this person may look at: place `case=` marks one, `round=` is the round to allocate in."""

    key: ClassVar[str] = "cases"
    title: ClassVar[str] = "Cases"
    icon: ClassVar[str] = "folder-search"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._round = ""
        self._lead = window_context.workspace.is_a("qa_lead")
        self.add = Button("Add a case", self._add, kind="primary", icon="plus")
        self.give = Button("Allocate", self._allocate_chosen, icon="user-check")
        self.team = Picker("Team")
        self.team.picked.connect(lambda _key: self._filtered())
        self.panel = TablePanel(
            "Cases", self._columns(), noun=("case", "cases"), empty="No case here."
        )
        self.panel.bar.insertWidget(0, self.team)
        self.panel.selected.connect(self._choose)
        self.card = Card()
        self.both = ListAndDetail(self.panel, self.card, share=0.4, first=self.panel.view)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.again = ReAudits(lambda one: self._find(one.case), self._allocate_again)
        self.again.hide()
        self._waiting: dict[str, ReAudit] = {}
        self.nothing = self._empty()
        self.verbs = FlowRow(self.add, self.give)
        page = column(
            self.verbs, self.again, self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16)
        )
        page.setStretch(2, 1)
        page.setStretch(3, 1)
        self.area = Scroll(page)
        self.setLayout(column(self.area))
        self.verbs.setVisible(self._lead)
        kinds = ("case", "allocation", "audit", "reading", "council")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the list; one case may be marked."""
        self._context.title(self.title)
        self._round = str(place.get("round", ""))
        self.refresh()
        if place.get("case"):
            self._find(str(place["case"]))
        if not self.both.isHidden():
            self.panel.view.setFocus()

    def refresh(self) -> None:
        """Read the cases again; what was marked stays marked."""
        marked = self.panel.view.current_row()
        space = self._context.workspace
        teams = sorted(((t.id, t.name) for t in space.teams.values()), key=lambda pair: pair[1])
        self.team.show_choices([("", "All teams"), *teams], self.team.value())
        self._show_again()
        self.both.show_detail(on=False)
        self.panel.show_loader(_Loader(self._context, self.team.value()))
        filtered = bool(self.team.value() or self.panel.rows.search_text)
        some = filtered or self.panel.rows.rowCount() > 0
        self.both.setVisible(some)
        self.nothing.setVisible(not some)
        if marked is not None:
            self._mark(marked.id)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        """What the list says of a case; never the council's number, which no list may carry out."""
        kinds = {entry.key: entry.name for entry in lists()["kind_of_case"]}
        return (
            Column("reference", "Case", lambda r: r.reference, width=118),
            Column("team", "Team", lambda r: r.team),
            Column("kind", "Kind", lambda r: kinds.get(r.kind, r.kind).split(" (")[0]),
            Column("allocation", "State", _given, "pill", 136, tip="Whether an auditor has it"),
        )

    def _empty(self) -> EmptyState:
        """What to do first."""
        if self._lead:
            return EmptyState(
                "No case yet", "Add the cases of the sample; each gets a random reference.",
                "Add a case", self._add, icon="folder-search",
            )  # fmt: skip
        if not self._context.workspace.is_a("auditor"):
            return EmptyState(
                "No case is yours to see", "Cases stand here for the people they are allocated to, "
                "their team's manager and the QA lead.", icon="folder-search",
            )  # fmt: skip
        return EmptyState(
            "No case is allocated to you", "The QA lead gives cases to auditors; yours will stand here.",
            icon="folder-search",
        )  # fmt: skip

    def _filtered(self) -> None:
        """Show what the filter says."""
        self.both.show_detail(on=False)
        self.panel.show_loader(_Loader(self._context, self.team.value()))

    def _show_again(self) -> None:
        """The worst-graded cases that nobody was given to audit again."""
        if not self._lead:
            return
        space = self._context.workspace
        rows = [one for one in reaudit.rows(space) if one.state == "nobody"]
        self._waiting = {one.case: one for one in reversed(rows)}
        self.again.show_rows(rows, templates.titles(space), space.clock.today())

    def _find(self, name: str) -> None:
        """Select one case and show it; where a filter hides the case, the filter goes."""
        if not self._mark(name) and (self.team.value() or self.panel.rows.search_text):
            self.team.setCurrentIndex(0)
            self.panel.search.clear()
            self.panel.rows.search("")
            self._filtered()
            self._mark(name)
        self.both.enter()
        QTimer.singleShot(0, self.both, self._bring)

    def _bring(self) -> None:
        """Scroll down to the case, where the card above leaves hardly any room for it."""
        seen = self.both.visibleRegion().boundingRect().height()
        if not self.again.isHidden() and seen < self.area.viewport().height() / 2:
            self.area.verticalScrollBar().setValue(self.both.y())

    def _mark(self, name: str) -> bool:
        """Select one case, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            row = self.panel.rows.row(number)
            if row is not None and row.id == name:
                self.panel.view.selectRow(number)
                return True
        return False

    # ---- one case ------------------------------------------------------------------------------

    def _choose(self, row: CaseRow | None) -> None:
        """Show one case."""
        self.card.empty()
        self.both.show_detail(on=row is not None)
        if row is None:
            return
        case = council.case(self._context.workspace, row.id)
        self.card.add(Heading(f"Case {case.reference}", 3))
        pills = FlowRow(Pill(_given(row).word, _given(row).tone))
        if case.restricted_to:
            pills.add(Pill("Restricted file", "warning"))
        if row.id in self._waiting:
            pills.add(Pill("To be audited again", "warning"))
        self.card.add(pills)
        self.card.add(KeyValues(facts_of(self._context, row, case)))
        if self._lead:
            self.card.add(
                FlowRow(
                    Button("Allocate", lambda: self._allocate_one(row.id), icon="user-check"),
                    Button("Correct", lambda: self._correct(case), icon="pencil"),
                    Button("Restrict", lambda: self._restrict(case), icon="lock"),
                )
            )
        self.card.add(Divider())
        self.card.add(Words("Audits of this case", "strong"))
        past = audit_list.of_case(self._context.workspace, row.id)
        for one in past:
            self.card.add(self._past(one))
        if not past:
            self.card.add(Muted("None that you may read."))
        self.card.body.addStretch(1)

    def _past(self, one: AuditRow) -> LineButton:
        """One audit of the case; what is blind leads to the queue."""
        day = f"{one.handed_in.day} {one.handed_in:%b %Y}" if one.handed_in else ""
        detail = (
            "Blind: waits for your second reading"
            if one.shielded
            else f"{one.state_words} · {one.auditor}"
        )
        return LineButton(
            f"{one.title}, {day}", detail, "clipboard-list", on_click=self._opener(one)
        )

    def _opener(self, one: AuditRow) -> Callable[[], object]:
        """Opens an audit of the case."""
        if one.shielded:
            return lambda: self._context.go("moderation")
        return lambda: self._context.go("audit_view", audit=one.id)

    # ---- verbs ---------------------------------------------------------------------------------

    def _add(self) -> None:
        """Add a case."""
        self._ask("Add a case", Case("", ""), "Add",
                  "Leave out names and dates of birth: the program makes a random reference.")  # fmt: skip

    def _correct(self, case: Case) -> None:
        """Correct what is known of a case."""
        self._ask(f"Correct case {case.reference}", case, "Keep", "")

    def _ask(self, title: str, case: Case, yes: str, text: str) -> None:
        """Ask for a case's facts and keep them."""
        change = ask_case(self, self._context, title, case, yes, text)
        if change is None:
            return
        self._context.live.announce(change, self.key)
        self._context.say("The case is kept.", "success")
        self.refresh()
        self._mark(change.ids[0])

    def _restrict(self, case: Case) -> None:
        """Name the only people who may audit or read this file."""
        chosen = ask_readers(self, self._context, case)
        if chosen is None:
            return
        space = self._context.workspace
        self._try(lambda: council.keep_case(space, replace(case, restricted_to=chosen)), "Kept.")

    def _allocate_chosen(self) -> None:
        """Give the cases marked in the list to an auditor."""
        rows = [row.id for row in self.panel.view.selected_rows() if row]
        if rows:
            self._allocate(rows)
        else:
            self._context.warn("No case is marked.", "Mark one or more cases in the list first.")

    def _allocate(self, cases: Sequence[str], preset: Preset | None = None) -> None:
        """Give these cases to an auditor: round, template, auditor, due date."""
        said = allocate(self, self._context, cases, preset or Preset(round=self._round))
        if said:
            self._context.say(said, "success")
            self.refresh()
            self._mark(cases[0])

    def _allocate_one(self, case: str) -> None:
        """Give one case to an auditor; one that waits for its re-audit, to somebody else."""
        waits = self._waiting.get(case)
        if waits is not None:
            self._allocate_again(waits)
        else:
            self._allocate([case])

    def _allocate_again(self, one: ReAudit) -> None:
        """Give a worst-graded case to somebody else than before."""
        due = None if one.late else one.due
        preset = Preset(self._round, one.template, due, "re_audit", one.never)
        self._allocate([one.case], preset)

    def _try(self, verb: Callable[[], Change], said: str) -> None:
        """Do it and tell; where it may not be done, say why."""
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")
        self.refresh()


def _given(row: CaseRow) -> Cell:
    """Whether somebody has the case."""
    tone = {"allocated": "accent", "done": "success"}.get(row.allocation, "plain")
    return Cell(_GIVEN.get(row.allocation, "Not given yet"), tone)
