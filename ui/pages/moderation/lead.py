"""What the QA lead sees beside the queue: places that are left, disputes, and who reads a case."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.work import council, moderation_dispute, moderation_lead
from qa_tool.work.change import Change
from qa_tool.work.moderation import QueueRow
from qa_tool.work.moderation_dispute import DisputeRow
from ui.context import Context
from ui.dialogs import Field, ask_fields
from ui.look import px
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Button, Card, FlowRow, Heading, Muted, Words, column

_HOW = [
    ("second", "One second reader"),
    ("panel", "A panel, led by the second reader"),
    ("peer", "An outside peer; the second reader types in for them"),
]
_SEATS = 3


class LeadCard(QWidget):
    """Room in the latest round, and the disputes: `LeadCard(context, changed)`; hidden where there is neither."""

    def __init__(self, context: Context, changed: Callable[[Change, str], object]) -> None:
        super().__init__()
        self._context, self._changed = context, changed
        self.fill = Button("Fill the places that are left", self._fill, icon="plus")
        self._words = Words("")
        self.room = Card("Places in this round")
        self.room.add(self._words)
        self.room.add(
            Muted("Worst grades, safety stops and the lot come first. What they leave free goes to "
                  "overalls that depart from their domains, overruled consistency problems and new "
                  "auditors. The queue does not tell which is which.")
        )  # fmt: skip
        self.room.add(FlowRow(self.fill))
        self.panel = TablePanel(
            "Disputes", self._columns(), noun=("dispute", "disputes"),
            empty="No outcome is disputed.",
        )  # fmt: skip
        self.panel.setMinimumHeight(px(190))
        self.panel.opened.connect(self._open)
        self.title = Heading("Disputes", 3)
        self.setLayout(column(self.title, self.panel, self.room, spacing=12))

    def refresh(self) -> None:
        """Read again."""
        space = self._context.workspace
        lead = bool(space.is_a("qa_lead"))
        rows = moderation_dispute.disputes(space)
        self.panel.show_rows(rows)
        for widget in (self.panel, self.title):
            widget.setVisible(bool(rows))
        self.room.setVisible(lead and bool(council.rounds(space)))
        if not self.room.isHidden():
            self._show_room()
        self.setVisible(bool(rows) or not self.room.isHidden())

    def _show_room(self) -> None:
        """How many places there are, and who waits for one."""
        space = self._context.workspace
        found = moderation_lead.places(space, council.rounds(space)[0])
        n = len(found.candidates)
        waits = f"{n} audit{'s wait' if n != 1 else ' waits'} for one."
        self._words.setText(
            f"{found.round.name}: {found.taken} of {found.room} places are taken. {waits}"
        )
        why = "No place is left in this round." if not found.left else "Nobody waits for a place."
        self.fill.forbid("" if found.to_fill else why)

    def _columns(self) -> tuple[Column, ...]:
        """A dispute in a line."""
        return (
            Column("reference", "Case", lambda r: r.reference, width=120),
            Column("auditor", "Auditor", lambda r: r.auditor),
            Column("moderator", "Second reader", lambda r: r.moderator),
            Column("third", "Third reader", lambda r: r.third or "Nobody yet"),
            Column("due", "Due", lambda r: r.due, "date", 116),
            Column("state", "State", _state, "pill", 220, sort=lambda r: r.state),
        )

    def _open(self, row: DisputeRow) -> None:
        """Go to the outcome that is disputed."""
        self._context.go("moderation_outcome", reading=row.reading)

    def _fill(self) -> None:
        """Put those who wait in the places that are left."""
        space = self._context.workspace
        try:
            change = moderation_lead.fill_places(space, council.rounds(space)[0])
        except QAError as error:
            self._context.fault(error)
            return
        n = len(change.ids)
        self._changed(change, f"{n} case{'s are' if n > 1 else ' is'} in the queue.")


def _state(row: DisputeRow) -> Cell:
    """How far it is."""
    if row.late:
        return Cell(f"{row.state_words}: late", "danger")
    return Cell(row.state_words, "success" if row.state == "settled" else "warning")


def ask_readers(parent: QWidget, context: Context, row: QueueRow) -> Change | None:
    """Ask who reads a case, and keep it; what is refused stands in the same window."""
    space = context.workspace
    try:
        people = [("", "Nobody"), *moderation_lead.may_sit(space, row.id)]
    except QAError as error:
        context.fault(error)
        return None
    fields = [Field("how", "Who reads", "choice", "second", _HOW)]
    fields += [
        Field(f"seat{n}", f"Panel: person {n}", "choice", "", people) for n in range(1, _SEATS + 1)
    ]
    fields += [
        Field("name", "Outside peer: name"),
        Field("organisation", "Outside peer: organisation"),
    ]
    kept: list[Change] = []

    def check(given: Mapping[str, Any]) -> str:
        try:
            kept.append(_keep(context, row.id, given))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    text = (
        "It is kept with the reading. Only one reader alone with the file, blind, counts as agreement; "
        "a panel does not."
    )
    title = f"Who reads case {row.reference}"
    done = ask_fields(parent, title, fields, "Keep", text=text, check=check)
    return kept[-1] if done is not None and kept else None


def _keep(context: Context, reading: str, given: Mapping[str, Any]) -> Change:
    """Keep what was chosen."""
    space = context.workspace
    if given["how"] == "panel":
        seats = [given[f"seat{n}"] for n in range(1, _SEATS + 1) if given[f"seat{n}"]]
        return moderation_lead.by_panel(space, reading, seats)
    if given["how"] == "peer":
        return moderation_lead.by_outside_peer(space, reading, given["name"], given["organisation"])
    return moderation_lead.by_second_reader(space, reading)
