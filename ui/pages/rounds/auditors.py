"""The auditors of a round: load, training, leave and exemptions, which sharing out keeps to."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.council.capacity import USUAL_PER_MONTH
from qa_tool.council.model import Auditor, Away, Exemption, Round
from qa_tool.errors import QAError
from qa_tool.work import round as rounds
from qa_tool.work.change import Change
from qa_tool.work.round import AuditorRow
from qa_tool.work.workspace import Workspace
from ui.dialogs import Dialog, Field, ask_fields
from ui.look import px
from ui.pages.rounds.glance import hours
from ui.tables import Column, TablePanel
from ui.widgets import Button, FlowRow, KeyValues, Muted

Ask = Callable[..., dict[str, Any] | None]


class Auditors(Dialog):
    """Who may audit in a round, and what is known of them: `Auditors(parent, space, round, told)`, `.run()`."""

    def __init__(
        self, parent: QWidget | None, space: Workspace, round_: Round,
        told: Callable[[Change], object], ask: Ask = ask_fields,
    ) -> None:  # fmt: skip
        super().__init__(
            parent, "Auditors", f"Their time for {round_.name}. Sharing out keeps to all of this.",
            no="Close", wide=960,
        )  # fmt: skip
        self._space, self._round, self._told, self._ask = space, round_, told, ask
        self.list = TablePanel(
            "Auditors", _columns(), noun=("auditor", "auditors"),
            empty="Nobody here has the role auditor. Give it to somebody on the page People.",
        )  # fmt: skip
        self.list.setMinimumHeight(px(280))
        self.list.selected.connect(self._show)
        self.list.opened.connect(lambda _row: self.load())
        self.facts = KeyValues()
        self.away = Button("Leave", self.leave, icon="calendar")
        self.exempt = Button("Exemption", self.exemption, icon="user-check")
        self.back = Button("Take leave or exemption away", self.take_away, icon="trash-2")
        self.verbs = FlowRow(
            Button("Load and training", self.load, icon="pencil"), self.away, self.exempt, self.back
        )
        for widget in (self.list, self.facts, self.verbs):
            self.add(widget)
        self.add(
            Muted(
                f"Without a load of their own, people have {USUAL_PER_MONTH} full audits a month."
            )
        )
        self._read("")
        self.list.view.setFocus()

    def _read(self, chosen: str) -> None:
        """Read again, with the same auditor chosen."""
        rows = rounds.auditors(self._space, self._round)
        self.list.show_rows(rows)
        here = next((n for n, row in enumerate(rows) if row.person == chosen), 0)
        if rows:
            self.list.view.selectRow(here)

    def _chosen(self) -> AuditorRow | None:
        found: AuditorRow | None = self.list.view.current_row()
        return found

    def _show(self, row: AuditorRow | None) -> None:
        """What is known of the one that is chosen."""
        self.back.setEnabled(bool(row and (row.terms.leave or row.terms.exemptions)))
        if row is None:
            self.facts.show_facts([])
            return
        terms = row.terms
        self.facts.show_facts(
            [
                ("Trained", _day(terms.trained) or "Not recorded"),
                ("Accredited", _day(terms.accredited) or "Not recorded"),
                ("Leave", "; ".join(_span(a.starts, a.ends) for a in terms.leave) or "None"),
                ("Exempt", "; ".join(self._exempt(e) for e in terms.exemptions) or "No"),
                *([("Gets nothing", f"{row.name} {row.why_none}.")] if row.why_none else []),
            ]
        )

    def _exempt(self, one: Exemption) -> str:
        by = self._space.name(one.approver)
        return f"{_span(one.starts, one.ends)}, approved by {by}: {one.reason}"

    # --- verbs -------------------------------------------------------------------------------------

    def load(self) -> None:
        """Change load and dates of training."""
        row = self._chosen()
        if row is None:
            return
        terms = row.terms
        self._change(
            row, f"{row.name}: load and training",
            (
                Field("per_month", "Full audits a month", "number",
                      "" if terms.per_month is None else terms.per_month,
                      help="Empty for the usual load; 0 for nobody who audits now."),
                Field("trained", "Trained as an auditor on", "date", terms.trained),
                Field("accredited", "Accredited on", "date", terms.accredited),
            ),
            lambda v: replace(terms, per_month=v["per_month"], trained=v["trained"],
                              accredited=v["accredited"]),
        )  # fmt: skip

    def leave(self) -> None:
        """Add a time away."""
        row = self._chosen()
        if row is None:
            return
        self._change(
            row, f"{row.name}: leave",
            (Field("starts", "First day away", "date", needed=True),
             Field("ends", "Last day away", "date", needed=True)),
            lambda v: replace(row.terms, leave=(*row.terms.leave, Away(v["starts"], v["ends"]))),
        )  # fmt: skip

    def exemption(self) -> None:
        """Add an exemption: who approved it, until when, and why."""
        row = self._chosen()
        if row is None:
            return
        others = [(p.id, p.name) for p in self._space.people.values() if p.id != row.person]
        self._change(
            row, f"{row.name}: exemption",
            (
                Field("starts", "From", "date", self._space.clock.today(), needed=True),
                Field("ends", "Until", "date", needed=True, help="It always has an end."),
                Field("approver", "Approved by", "choice", "",
                      [("", "Choose who approved it"), *others], needed=True),
                Field("reason", "Reason", "long", needed=True),
            ),
            lambda v: replace(
                row.terms,
                exemptions=(*row.terms.exemptions,
                            Exemption(v["approver"], v["starts"], v["ends"], v["reason"])),
            ),
        )  # fmt: skip

    def take_away(self) -> None:
        """Take a time away or an exemption out; the ledger keeps that it was there."""
        row = self._chosen()
        if row is None:
            return
        terms = row.terms
        every = [(f"l{n}", f"Leave, {_span(a.starts, a.ends)}") for n, a in enumerate(terms.leave)]
        every += [
            (f"e{n}", f"Exemption, {_span(e.starts, e.ends)}")
            for n, e in enumerate(terms.exemptions)
        ]
        self._change(
            row, f"{row.name}: take away",
            (Field("it", "Which", "choice", every[0][0] if every else "", every, needed=True),),
            lambda v: replace(
                terms,
                leave=tuple(a for n, a in enumerate(terms.leave) if v["it"] != f"l{n}"),
                exemptions=tuple(e for n, e in enumerate(terms.exemptions) if v["it"] != f"e{n}"),
            ),
        )  # fmt: skip

    def _change(
        self, row: AuditorRow, title: str, fields: tuple[Field, ...],
        made: Callable[[Mapping[str, Any]], Auditor],
    ) -> None:  # fmt: skip
        """Ask, keep, show; what the rules say against it stands in the window that asks."""
        kept: list[Change] = []

        def check(values: Mapping[str, Any]) -> str:
            try:
                kept.append(rounds.keep_auditor(self._space, made(values)))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        if self._ask(self, title, fields, "Save", check=check) is not None and kept:
            self._told(kept[-1])
            self._read(row.person)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", "Auditor", lambda r: r.name),
        Column("team", "Team", lambda r: r.team),
        Column("line", "Line manager", lambda r: r.manager),
        Column(
            "load", "A month",
            lambda r: USUAL_PER_MONTH if r.terms.per_month is None else r.terms.per_month,
            "number", 84, tip="Full audits a month",
        ),
        Column("time", "Time for this round", _time, width=150, sort=lambda r: r.capacity),
        Column("why", "Gets nothing because", lambda r: r.why_none),
    )  # fmt: skip


def _time(row: AuditorRow) -> str:
    return f"{hours(row.had) or '0 h'} taken of {hours(row.capacity) or '0 h'}"


def _span(first: date, last: date) -> str:
    return f"{_day(first)} to {_day(last)}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
