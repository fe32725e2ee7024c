"""Moderation: the blind queue of cases to be read again; for the QA lead also who reads, and disputes."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from qa_tool.errors import QAError
from qa_tool.work import moderation
from qa_tool.work.change import Change
from qa_tool.work.moderation import QueueRow
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields
from ui.form.declaration import Declaration
from ui.look import px
from ui.pages.moderation.lead import LeadCard, ask_readers
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Banner, Button, EmptyState, FlowRow, Scroll, column

BLIND = (
    "Blind: read the child's file yourself. Until your own grades are saved you see only the case, "
    "the template and when it is due."
)


class ModerationPage(QWidget):
    """What waits to be read again: place `reading=` marks one."""

    key: ClassVar[str] = "moderation"
    title: ClassVar[str] = "Moderation"
    icon: ClassVar[str] = "scale"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.begin = Button("Read and grade", self._begin, kind="primary", icon="play")
        self.pass_on = Button("Pass on", self._pass_on, icon="send")
        self.readers = Button("Who reads…", self._readers, icon="users")
        self.panel = TablePanel(
            "Cases to be read again", self._columns(), noun=("case", "cases"),
            empty="Nothing waits to be read again.",
        )  # fmt: skip
        self.panel.setMinimumHeight(px(230))
        self.panel.opened.connect(lambda _row: self._begin())
        self.panel.selected.connect(lambda _row: self._offer())
        self.nothing = EmptyState(
            "Nothing waits to be read again",
            "A case comes here by itself when an audit that is to be read twice is handed in: every "
            "Inadequate, every safety stop, and a share of the rest drawn by chance.",
            icon="scale",
        )  # fmt: skip
        self.banner = Banner(BLIND)
        self.verbs = FlowRow(self.begin, self.pass_on, self.readers)
        self.lead = LeadCard(window_context, self._changed)
        page = column(
            self.banner, self.verbs, self.panel, self.nothing, self.lead, spacing=12,
            margins=(20, 16, 20, 16),
        )  # fmt: skip
        page.setStretch(2, 1)
        page.setStretch(3, 1)
        self._asked: QueueRow | None = None
        self.declaration = Declaration()
        self.declaration.start.setText("That is so: open the case")
        self.declaration.started.connect(self._declared)
        self.declaration.given_back.connect(self._aside)
        self.parts = QStackedWidget()
        self.parts.addWidget(Scroll(page))
        self.parts.addWidget(self.declaration)
        self.setLayout(column(self.parts))
        kinds = ("reading", "audit", "case", "dispute")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the queue; one reading may be marked."""
        self._context.title(self.title)
        self.parts.setCurrentIndex(0)
        self.refresh()
        self._mark(str(place.get("reading", "")))
        if not self.panel.isHidden():
            self.panel.view.setFocus()

    def refresh(self) -> None:
        """Read the queue again."""
        rows = moderation.queue(self._context.workspace)
        marked = self.panel.view.current_row()
        self.panel.show_rows(rows)
        for widget in (self.panel, self.verbs, self.banner):
            widget.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.lead.refresh()
        self._mark(marked.id if marked else "")
        self._offer()

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        """What may be known of a case before one's own grades are saved."""
        lead = self._context.workspace.is_a("qa_lead")
        who = (
            (Column("moderator", "Moderator", lambda r: r.moderator or "Nobody yet"),)
            if lead
            else ()
        )
        return (
            Column("reference", "Case", lambda r: r.reference, width=130),
            Column("title", "Template", _template),
            *who,
            Column("due", "Due", lambda r: r.due, "date", 116),
            Column("state", "State", _state, "pill", 190, sort=lambda r: r.state),
        )

    def _mark(self, reading: str) -> None:
        """Select one reading, or the first."""
        count = self.panel.rows.rowCount()
        numbers = [n for n in range(count) if self.panel.rows.row(n).id == reading]
        if count:
            self.panel.view.selectRow(numbers[0] if numbers else 0)

    def _offer(self) -> None:
        """The buttons for what is marked."""
        row = self.panel.view.current_row()
        saved = row is not None and row.state == "saved"
        self.begin.setText("Compare the two readings" if saved else "Read and grade")
        self.begin.forbid("" if row else "Choose a case in the list first.")
        self.begin.setVisible(self._context.workspace.is_a("moderator"))
        lead = self._context.workspace.is_a("qa_lead")
        for button in (self.pass_on, self.readers):
            button.setVisible(lead and row is not None and not saved)

    def _begin(self) -> None:
        """Open the empty form, or the comparison where one's own grades are saved."""
        row: QueueRow | None = self.panel.view.current_row()
        if row is None or self.begin.isHidden():
            return
        if row.state == "saved":
            self._context.go("moderation_compare", reading=row.id)
            return
        if not row.opened:
            self._ask(row)
            return
        try:
            moderation.open_blind(self._context.workspace, row.id)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.go("audit_form", reading=row.id)

    def _ask(self, row: QueueRow) -> None:
        """Ask once whether the reader knows the family, before the case is opened."""
        self._asked = row
        due = f"{row.due.day} {row.due:%b} {row.due.year}" if row.due else ""
        facts = [("Template", row.title), ("With", row.readers), ("Due", due)]
        self.declaration.show_case(f"Case {row.reference}", [(k, v) for k, v in facts if v])
        self._context.title(f"Case {row.reference}", (("Moderation", "moderation"),))
        self.parts.setCurrentWidget(self.declaration)
        self.declaration.start.setFocus()

    def _declared(self) -> None:
        """They know neither family nor case: open the empty form."""
        row = self._asked
        if row is None:
            return
        try:
            change = moderation.declare(self._context.workspace, row.id)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self._context.go("audit_form", reading=row.id)

    def _aside(self, reason: str) -> None:
        """They do know them: the case goes to the next who may read it."""
        row = self._asked
        if row is None:
            return
        try:
            change = moderation.step_aside(self._context.workspace, row.id, reason)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.title(self.title)
        self.parts.setCurrentIndex(0)
        self._changed(change, f"Case {row.reference} goes to somebody else.")

    def _changed(self, change: Change, said: str) -> None:
        """Tell the others, read again, say so."""
        self._context.live.announce(change, self.key)
        self.refresh()
        self._context.say(said, "success")

    def _readers(self) -> None:
        """One second reader, a panel, or an outside peer."""
        row: QueueRow | None = self.panel.view.current_row()
        change = ask_readers(self, self._context, row) if row is not None else None
        if row is not None and change is not None:
            self._changed(change, f"Who reads case {row.reference} is kept.")

    def _pass_on(self) -> None:
        """Give a waiting reading to another moderator."""
        row: QueueRow | None = self.panel.view.current_row()
        if row is None:
            return
        people = [
            (one, name)
            for one, name in moderation.who_may_read(self._context.workspace, row.id)
            if name != row.moderator
        ]
        if not people:
            self._context.warn(
                "Nobody else may read this case again.",
                "Give somebody the role Moderator on the page People.",
            )
            return
        given = ask_fields(
            self, f"Pass on case {row.reference}",
            [Field("who", "To whom", "choice", people[0][0], people)], "Pass on",
            text="Only moderators who did not audit the case and are not in its worker's line stand here. "
            "What the reader before has typed and not saved goes: nobody begins with another's grades.",
        )  # fmt: skip
        if given is None:
            return
        try:
            change = moderation.pass_on(self._context.workspace, row.id, given["who"])
        except QAError as error:
            self._context.fault(error)
            return
        self._changed(change, f"Case {row.reference} is passed on.")


def _template(row: QueueRow) -> str:
    """The template, and with whom it is read where that is not one reader alone."""
    return f"{row.title} · {row.readers}" if row.readers else row.title


def _state(row: QueueRow) -> Cell:
    """What is to be done with it."""
    if row.state == "saved":
        return Cell("Saved, to compare", "accent")
    return Cell("Late", "danger") if row.late else Cell("Waits", "plain")
