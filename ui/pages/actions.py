"""Actions: raised from what was found, done with proof, seen by somebody else."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.work import action
from qa_tool.work.action import ActionRow, Wanted
from qa_tool.work.change import Change
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields, ask_text
from ui.tables import Cell, Column, TablePanel
from ui.widgets import (
    Button,
    Card,
    EmptyState,
    FlowRow,
    Heading,
    KeyValues,
    Picker,
    Pill,
    Scroll,
    Words,
    column,
)
from ui.widgets.sides import ListAndDetail

FILTERS: tuple[tuple[str, str], ...] = (
    ("open", "Open"),
    ("overdue", "Overdue"),
    ("proof", "Proof to be seen"),
    ("mine", "Mine"),
    ("all", "All"),
)
_FITS: dict[str, Callable[[ActionRow], bool]] = {
    "open": lambda r: not r.action.finished,
    "overdue": lambda r: r.overdue,
    "proof": lambda r: r.state == "done" and r.needs_verifying,
    "mine": lambda r: r.mine,
    "all": lambda _r: True,
}
_TONES = {"open": "accent", "done": "warning", "verified": "success", "withdrawn": "plain"}
_PRIORITIES = (("high", "High"), ("medium", "Medium"), ("low", "Low"))
_LEVELS = (("child", "For this child"), ("service", "For the service"))
SMART = (
    "A hint: say who does what by when, and what one will see when it has helped. "
    "“The social worker sees the child alone by Friday and records what the child says.”"
)


class ActionsPage(QWidget):
    """All actions: place `action=` marks one, `new=` an audit's id (with `question=`) raises one."""

    key: ClassVar[str] = "actions"
    title: ClassVar[str] = "Actions"
    icon: ClassVar[str] = "list-checks"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.filter = Picker("Which actions", FILTERS, "open")
        self.filter.picked.connect(lambda _key: self._filtered())
        self.panel = TablePanel(
            "Actions", self._columns(), noun=("action", "actions"), empty="No action here."
        )
        self.panel.bar.insertWidget(0, self.filter)
        self.panel.selected.connect(self._choose)
        self.card = Card()
        self.both = ListAndDetail(self.panel, self.card, share=0.42, first=self.panel.view)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.nothing = EmptyState(
            "No action has been raised",
            "Actions are raised from an audit: from the question they answer, or from the handed-in "
            "audit with “Raise an action”.",
            "Go to the audits", lambda: self._context.go("audits"), icon="list-checks",
        )  # fmt: skip
        page = column(self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16))
        page.setStretch(0, 1)
        page.setStretch(1, 1)
        self.setLayout(column(Scroll(page)))
        kinds = ("action", "audit")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the list; mark one action, or raise a new one for an audit."""
        self._context.title(self.title)
        wanted = str(place.get("action", ""))
        if "filter" in place:
            self._use_filter(str(place["filter"]))
        elif wanted:
            self._use_filter("all")
        self.refresh()
        if wanted:
            self._mark(wanted)
            self.both.enter()
        if not self.both.isHidden():
            self.panel.view.setFocus()
        if place.get("new"):
            self.raise_one(str(place["new"]), str(place.get("question", "overall")))

    def refresh(self) -> None:
        """Read the actions again; what was marked stays marked."""
        marked = self.panel.view.current_row()
        rows = action.rows(self._context.workspace)
        fits = _FITS[self.filter.value() or "open"]
        self.panel.view.show_empty(
            "No action here. Choose “All” above to see every one." if rows else "No action here."
        )
        self.both.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.panel.show_rows([row for row in rows if fits(row)])
        self.both.show_detail(on=False)
        if marked is not None:
            self._mark(marked.id)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        """What the list says of an action."""
        return (
            Column("due", "Due", _due, "pill", 142, sort=lambda r: r.due),
            Column("what", "What", lambda r: r.what),
            Column("owner", "Owner", lambda r: r.owner, width=140),
            Column("state", "State", lambda r: Cell(r.state_words.split(",")[0].split(" by")[0],
                   _TONES[r.state]), "pill", 108),
        )  # fmt: skip

    def _use_filter(self, key: str) -> None:
        """Choose a filter without a click."""
        self.filter.show_choices(FILTERS, key)

    def _filtered(self) -> None:
        """Show what the filter says."""
        self.refresh()

    def _mark(self, name: str) -> None:
        """Select one action, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).id == name:
                self.panel.view.selectRow(number)
                return

    # ---- one action ----------------------------------------------------------------------------

    def _choose(self, row: ActionRow | None) -> None:
        """Show one action with what can be done about it."""
        self.card.empty()
        self.both.show_detail(on=row is not None)
        if row is None:
            return
        one, space = row.action, self._context.workspace
        self.card.add(Heading(row.what, 3))
        pills = FlowRow(Pill(row.state_words, _TONES[row.state]))
        if row.overdue:
            pills.add(Pill(_late(row), "danger"))
        self.card.add(pills)
        facts = [
            ("Case", row.reference), ("About", row.domain), ("Owner", row.owner), ("Team", row.team),
            ("Due", _day(row.due)), ("Level", dict(_LEVELS)[one.level]),
            ("Priority", dict(_PRIORITIES)[one.priority]),
            ("Raised", f"{_day(one.raised.date() if one.raised else None)} by {space.name(one.raised_by)}"),
            ("Proof", one.proof), ("Difference", one.difference), ("Reason", one.reason),
            ("Seen by", space.name(one.verified_by) if one.verified_by else ""),
        ]  # fmt: skip
        self.card.add(KeyValues([(name, value) for name, value in facts if value]))
        if row.needs_verifying and row.state in ("open", "done"):
            self.card.add(Words("Somebody else looks at the proof of this one."))
        self.card.add(self._verbs(row))
        self.card.body.addStretch(1)

    def _verbs(self, row: ActionRow) -> FlowRow:
        """The buttons of one action."""
        verbs = FlowRow()
        if row.state == "open":
            verbs.add(Button("It is done", lambda: self._done(row), kind="primary", icon="check"))
        if row.can_verify:
            verbs.add(Button("I have seen the proof", lambda: self._verify(row), kind="primary",
                             icon="eye"))  # fmt: skip
        if row.state in ("done", "verified"):
            verbs.add(Button("Open again", lambda: self._reopen(row), icon="rotate-ccw"))
        if row.state == "open":
            verbs.add(Button("Withdraw", lambda: self._withdraw(row), icon="x"))
        verbs.add(
            Button("Go to the audit", lambda: self._context.go("audit_view", audit=row.audit),
                   kind="quiet", icon="clipboard-list")
        )  # fmt: skip
        return verbs

    def _done(self, row: ActionRow) -> None:
        """It is done: where is the proof."""
        given = ask_fields(
            self, "It is done", [
                Field("proof", "Proof", "long", needed=True,
                      help="Which record shows it, and its date. No names of children."),
                Field("difference", "What is different for this child?", "long"),
            ], "Keep", text=row.what,
        )  # fmt: skip
        if given is not None:
            space = self._context.workspace
            self._try(lambda: action.mark_done(space, row.id, given["proof"], given["difference"]),
                      "Done. The proof is kept.")  # fmt: skip

    def _verify(self, row: ActionRow) -> None:
        """Somebody else has seen the proof."""
        said = ask_text(
            self, "You have seen the proof", f"{row.what}\n\nProof: {row.action.proof}",
            "It is done and seen", label="What is different for this child?",
            needed=row.action.level == "child", given=row.action.difference,
        )  # fmt: skip
        if said is not None:
            space = self._context.workspace
            self._try(lambda: action.verify(space, row.id, said), "The proof is seen.")

    def _reopen(self, row: ActionRow) -> None:
        """Not done after all."""
        reason = ask_text(self, "Open this action again?", row.what, "Open again")
        if reason is not None:
            space = self._context.workspace
            self._try(lambda: action.reopen(space, row.id, reason), "The action is open again.")

    def _withdraw(self, row: ActionRow) -> None:
        """No longer needed."""
        reason = ask_text(self, "Withdraw this action?", row.what, "Withdraw")
        if reason is not None:
            space = self._context.workspace
            self._try(lambda: action.withdraw(space, row.id, reason), "The action is withdrawn.")

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

    # ---- a new action --------------------------------------------------------------------------

    def raise_one(self, audit: str, key: str) -> None:
        """Ask for a new action of this audit and raise it."""
        space = self._context.workspace
        kept: list[Change] = []

        def check(given: Any) -> str:
            try:
                kept.append(action.raise_(space, _wanted(audit, key, given)))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        given = ask_fields(
            self, "Raise an action", self._fields(), "Raise", text=SMART, check=check
        )
        if given is None or not kept:
            return
        self._context.live.announce(kept[-1], self.key)
        self._context.say("The action is raised.", "success")
        self._use_filter("all")
        self.refresh()
        self._mark(kept[-1].ids[0])

    def _fields(self) -> list[Field]:
        """The form of a new action."""
        space = self._context.workspace
        today = space.clock.today()
        people = sorted(
            ((p.id, p.name) for p in space.people.values() if not p.ends or p.ends > today),
            key=lambda pair: pair[1],
        )
        dues = [
            (day.isoformat(), f"{words}: {_day(day)}") for words, day in action.due_choices(space)
        ]
        return [
            Field("what", "What must change", "long", needed=True),
            Field("owner", "Who sees to it", "choice", "", [("", "Somebody who is not listed"), *people]),
            Field("owner_words", "Team or agency, where nobody listed owns it",
                  help="A partner agency may own an action."),
            Field("due", "By when", "choice", dues[-1][0] if dues else "",
                  [*dues, ("", "Another date, below")]),
            Field("day", "Another date", "date"),
            Field("priority", "Priority", "choice", "medium", _PRIORITIES),
            Field("level", "For whom", "choice", "child", _LEVELS),
        ]  # fmt: skip


def _wanted(audit: str, key: str, given: Any) -> Wanted:
    """What was asked for."""
    due = date.fromisoformat(given["due"]) if given["due"] and not given["day"] else given["day"]
    return Wanted(
        audit, key, given["what"], given["owner"], given["owner_words"], given["level"],
        given["priority"], due,
    )  # fmt: skip


def _due(row: ActionRow) -> Cell | str:
    """The due date; late ones stand out, in words."""
    return Cell(_late(row), "danger") if row.overdue else _day(row.due)


def _late(row: ActionRow) -> str:
    """How late, in words."""
    return f"{row.days_late} day{'s' if row.days_late != 1 else ''} overdue"


def _day(day: date | None) -> str:
    """A day as people read it."""
    return f"{day.day} {day:%b %Y}" if day else ""
