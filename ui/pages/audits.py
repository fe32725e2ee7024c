"""Audits: what is on my desk, and every audit that has been handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.template.model import Grade
from qa_tool.work import audit, audit_list, council
from qa_tool.work import template as templates
from qa_tool.work.audit_list import STATES, AuditRow
from qa_tool.work.workspace import Workspace
from ui.context import Context, Group
from ui.dialogs import Dialog
from ui.look import px
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Button,
    Card,
    EqualGrid,
    FlowRow,
    Muted,
    Picker,
    PlainTable,
    Scroll,
    Words,
    column,
    reveal,
)
from ui.widgets.line_button import LineButton

TO_SIGN_OFF = "to_sign_off"
BLIND = "Blind: waits for your second reading"
MOST_SIGNED = 50
_SORTED = ("handed_in", "team", "template", "overall", "state", "auditor")
_TONES = {
    "in_moderation": "accent",
    "disputed": "warning",
    "signed_off": "success",
    "closed": "success",
}


@dataclass(slots=True)
class _Filter:
    """What the list shows now."""

    round: str = ""
    team: str = ""
    state: str = ""


class _Loader:
    """The rows of the list: numbers first, lines when they are shown."""

    def __init__(self, workspace: Workspace, wanted: _Filter) -> None:
        self._workspace, self._wanted = workspace, wanted

    def ids(self, sort: str, descending: bool, search: str) -> Sequence[int]:  # noqa: FBT001
        """The row numbers in this order."""
        if self._wanted.state == TO_SIGN_OFF:
            found = audit_list.to_sign_off(self._workspace)
        else:
            states = (self._wanted.state,) if self._wanted.state else ()
            wanted = replace(
                audit_list.signed_off(),
                round=self._wanted.round,
                team=self._wanted.team,
                states=states,
            )
            by = sort if sort in _SORTED else "handed_in"
            down = descending if sort else True
            found = audit_list.numbers(self._workspace, wanted, sort=by, down=down)
        return self._with(found, search.casefold().split()) if search else found

    def rows(self, ids: Sequence[int]) -> Sequence[AuditRow]:
        """The lines of these numbers."""
        return audit_list.rows(self._workspace, list(ids))

    def _with(self, found: list[int], words: list[str]) -> list[int]:
        """Only those with all these words; grades are not looked at, so nothing blind shows."""
        kept: list[int] = []
        for start in range(0, len(found), 500):
            part = found[start : start + 500]
            for number, row in zip(part, self.rows(part), strict=True):
                said = f"{row.reference} {row.title} {row.team} {row.auditor} {row.state_words}"
                if all(word in said.casefold() for word in words):
                    kept.append(number)
        return kept


class AuditsPage(QWidget):
    """My desk above, handed-in audits below: place `filter="to_sign_off"` shows what waits for a sign-off."""

    key: ClassVar[str] = "audits"
    title: ClassVar[str] = "Audits"
    icon: ClassVar[str] = "clipboard-check"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._scales: dict[str, dict[str, Grade]] = {}
        self._filter = _Filter()
        self.desk = Card("On your desk")
        self._desk = EqualGrid(least=300, spacing=6)
        self.desk.add(self._desk)
        self.round, self.team = Picker("Round"), Picker("Team")
        self.state = Picker("State")
        self.sign = Button("Sign off", self._sign, kind="primary", icon="check")
        self.out = Button("Fill in on paper…", self._take_out, icon="download")
        self.back = Button("Bring a workbook back…", self._bring_back, icon="upload")
        for button in (self.out, self.back):
            reveal(button, on=window_context.workspace.is_a("auditor", "qa_lead"))
        self.panel = TablePanel(
            "Handed-in audits", self._columns(), noun=("audit", "audits"),
            empty="No audit has been handed in here yet. What you hand in will stand in this list."
            if window_context.workspace.is_a("auditor")
            else "No audit that is yours to read has been handed in yet.",
        )  # fmt: skip
        self.panel.setMinimumHeight(px(230))
        for picker in (self.round, self.team, self.state):
            picker.picked.connect(lambda _key: self._filtered())
        self.panel.opened.connect(self._open)
        chosen = self.panel.view.selectionModel()
        chosen.selectionChanged.connect(lambda _new, _old: self._offer())
        filters = FlowRow(self.round, self.team, self.state, self.sign, self.out, self.back)
        page = column(self.desk, filters, self.panel, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        kinds = ("allocation", "draft", "audit", "reading", "round", "council")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the desk and the list; `filter` chooses what the list shows, `round` a round."""
        self._context.title(self.title)
        self._fill_filters()
        if "filter" in place:
            self._filter = _Filter(state=str(place["filter"]))
        if "round" in place:
            self._filter = _Filter(round=str(place["round"]))
        self._fill_filters()
        self.refresh()
        (self.panel.view if self.desk.isHidden() else self).setFocus()

    def refresh(self) -> None:
        """Read both parts again."""
        self._scales = {}
        self._show_desk(audit_list.mine(self._context.workspace))
        self.panel.show_loader(_Loader(self._context.workspace, self._filter))
        self._offer()

    def _take_out(self) -> None:
        """Cases to be filled in by somebody without the program."""
        from ui.dialogs.paper_out import take_out  # the spreadsheet library comes with it

        take_out(self._context, self, self.key)

    def _bring_back(self) -> None:
        """What somebody filled in becomes drafts."""
        from ui.dialogs.paper_back import bring_back

        bring_back(self._context, self, "")

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        """What the list says of an audit; the auditor stands in it, and is found by the filter."""
        return (
            Column(
                "reference",
                "Case",
                lambda r: r.reference,
                width=112,
                tip="The case's random reference",
            ),
            Column("template", "Template", lambda r: r.title),
            Column("team", "Team", lambda r: r.team),
            Column(
                "handed_in", "Handed in", lambda r: r.handed_in and r.handed_in.date(), "date", 112
            ),
            Column(
                "overall",
                "Grade",
                self._grade,
                "grade",
                190,
                tip="The final overall grade: after a second reading, where there was one",
            ),
            Column(
                "state",
                "State",
                lambda r: Cell(r.state_words, _TONES.get(r.state, "plain")),
                "pill",
                128,
            ),
        )

    def _grade(self, row: AuditRow) -> Cell | None:
        """The final grade as a chip; blind where it must be."""
        if row.shielded:
            return Cell(BLIND, "none")
        if row.template not in self._scales:
            self._scales[row.template] = _grades(self._context.workspace, row.template)
        grade = self._scales[row.template].get(row.final or row.first)
        return Cell(grade.name, grade.tone) if grade else None

    def _fill_filters(self) -> None:
        """The choices of the three filters, with what is chosen."""
        space = self._context.workspace
        rounds = [("", "All rounds"), *((r.id, r.name) for r in council.rounds(space))]
        teams = [("", "All teams")]
        teams += sorted(((t.id, t.name) for t in space.teams.values()), key=lambda pair: pair[1])
        states = [("", "All states")]
        if space.is_a("qa_lead", "cswo"):
            states.append((TO_SIGN_OFF, "Waits for sign-off"))
        states += [(k, v) for k, v in STATES.items() if k not in ("allocated", "draft")]
        self.round.show_choices(rounds, self._filter.round)
        self.team.show_choices(teams, self._filter.team)
        self.state.show_choices(states, self._filter.state)

    def _filtered(self) -> None:
        """Show what the filters say."""
        self._filter = _Filter(self.round.value(), self.team.value(), self.state.value())
        self.panel.show_loader(_Loader(self._context.workspace, self._filter))
        self._offer()

    def _offer(self) -> None:
        """The sign-off stands there only where one looks at what waits for it."""
        here = self._filter.state == TO_SIGN_OFF
        self.sign.setVisible(here)
        self.sign.forbid(
            "" if self.panel.view.selected_rows() else "Choose audits in the list first."
        )

    def _show_desk(self, rows: Sequence[AuditRow]) -> None:
        """What is being written and what is not started, the latest touched first."""
        self._desk.empty()
        self.desk.setVisible(bool(rows))
        self.desk.title.setText(f"On your desk ({len(rows)})")
        today = self._context.workspace.clock.today()
        for row in rows:
            late = row.due is not None and row.due < today
            due = f"due {row.due.day} {row.due:%B}" if row.due else "no due date"
            verb = "Go on with" if row.state == "draft" else "Start"
            self._desk.add(
                LineButton(
                    f"{verb} case {row.reference}",
                    f"{row.title} · {row.state_words.lower()} · {'late, was ' if late else ''}{due}",
                    "pencil" if row.state == "draft" else "play",
                    ink="warning" if late else "accent", on_click=self._opener(row),
                )
            )  # fmt: skip

    def _opener(self, row: AuditRow) -> Callable[[], object]:
        """Opens a line of the desk in the form."""
        if row.id:
            return lambda: self._context.go("audit_form", audit=row.id)
        return lambda: self._context.go("audit_form", allocation=row.allocation)

    def _open(self, row: AuditRow) -> None:
        """Open a handed-in audit; what is blind leads to the queue instead."""
        if row.shielded:
            self._context.go("moderation")
        else:
            self._context.go("audit_view", audit=row.id)

    def _sign(self) -> None:
        """Sign what is chosen, after showing exactly what that is."""
        rows = [row for row in self.panel.view.selected_rows() if row][:MOST_SIGNED]
        if not rows or not self._sure(rows):
            return
        signed = 0
        for row in rows:
            try:
                change = audit.sign_off(self._context.workspace, row.id)
            except QAError as error:
                self._context.fault(error)
                continue
            signed += 1
            self._context.live.announce(change, self.key)
        if signed:
            self._context.say(
                f"{signed} audit{'s are' if signed > 1 else ' is'} signed off.", "success"
            )
        self.refresh()

    def _sure(self, rows: Sequence[AuditRow]) -> bool:
        """Ask, with every audit that would be signed and the grade that would count."""
        n = len(rows)
        dialog = Dialog(
            self, f"Sign off {n} audit{'s' if n > 1 else ''}?",
            "From then on these grades count in every report. Your name and the time stand with them.",
            yes="Sign off", wide=720,
        )  # fmt: skip
        table = PlainTable("What is signed")
        table.show_table(
            ("Case", "Template", "Team", "Auditor", "Grade that counts"),
            [
                (
                    r.reference,
                    r.title,
                    r.team,
                    r.auditor,
                    (self._grade(r) or Cell("Not graded")).word,
                )
                for r in rows
            ],
        )
        dialog.add(table)
        if any(row.differs for row in rows):
            dialog.add(Words("In at least one of them the auditor's overall differs from what the "
                             "domain grades imply; the reason stands in the audit."))  # fmt: skip
        dialog.add(
            Muted("An audit or a second reading of your own is refused: somebody else signs it.")
        )
        return dialog.run()


def _grades(workspace: Workspace, key: str) -> dict[str, Grade]:
    """The grades of a template's overall scale, by key."""
    try:
        template, _mark = templates.current(workspace, key)
    except QAError:
        return {}
    return {grade.key: grade for scale in template.scales for grade in scale.grades}
