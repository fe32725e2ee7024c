"""The page: what waits for an answer first, one concern beside the list, and what was asked and answered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.concern.model import Concern
from qa_tool.errors import QAError
from qa_tool.work import concern as concerns
from qa_tool.work.change import Change
from qa_tool.work.concern import ConcernRow
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields, ask_text
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
from ui.widgets.sides import ListAndDetail

_SHOWN = (("", "All"), ("waiting", "Without an answer"), ("overdue", "No answer in time"),
          ("answered", "Answered"), ("withdrawn", "Withdrawn"))  # fmt: skip
_TONES = {"open": "info", "overdue": "danger", "answered": "success", "withdrawn": "none"}


class ConcernsPage(QWidget):
    """Concerns taken higher: place `concern=` marks one, `new=` anything begins one."""

    key: ClassVar[str] = "concerns"
    title: ClassVar[str] = "Taken higher"
    icon: ClassVar[str] = "send"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.add = Button("Take a concern higher", self._take, kind="primary", icon="flag")
        self.shown = Picker("Which concerns", _SHOWN)
        self.shown.picked.connect(lambda _key: self.refresh())
        self.panel = TablePanel(
            "Concerns", _columns(), noun=("concern", "concerns"),
            empty="None here. Choose “All” above to see every one.",
        )  # fmt: skip
        self.panel.bar.insertWidget(0, self.shown)
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self.both.enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.card = Card()
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.46, first=self.panel.view
        )
        self.nothing = EmptyState(
            "No concern has been taken higher",
            "What cannot be put right below goes to the director, exceptionally to the chief "
            "executive or the members. Keep here what was asked, and whether it was answered.",
            icon="flag",
        )  # fmt: skip
        self.head = QWidget()
        said = Muted("The program sends nothing: it keeps what you asked and what came back.")
        self.head.setLayout(column(FlowRow(self.add), said, spacing=6))
        page = column(
            self.head, self.both, self.nothing, spacing=12, margins=(20, 16, 20, 16)
        )  # fmt: skip
        page.setStretch(1, 1)
        page.setStretch(2, 1)
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(self, ("concern",), lambda _c: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show the list; mark one, or begin a new one."""
        self._context.title(self.title)
        if place.get("concern"):
            self.shown.setCurrentIndex(0)
        self.refresh()
        if place.get("concern"):
            self._mark(str(place["concern"]))
            self.both.enter()
        elif self.panel.rows.rowCount():
            self.panel.view.selectRow(0)
        (self.panel.view if not self.both.isHidden() else self.add).setFocus()
        if "new" in place:
            self._take()

    def refresh(self) -> None:
        """Read the list again; what was marked stays marked."""
        space = self._context.workspace
        if not space.is_a(*concerns.ROLES):
            self.head.hide()
            self.both.hide()
            self.nothing.show_words(
                "This page is for the Chief Social Work Officer and the QA lead",
                "Tell one of them what you are worried about.",
            )
            return
        marked = self.panel.view.current_row()
        every = concerns.rows(space)
        self.both.setVisible(bool(every))
        self.nothing.setVisible(not every)
        self.both.show_detail(on=False)
        self.panel.show_rows(concerns.rows(space, state=self.shown.value()))
        if marked is not None:
            self._mark(marked.concern.id)

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible():
            self.refresh()

    def _mark(self, name: str) -> None:
        """Select one concern, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).concern.id == name:
                self.panel.view.selectRow(number)
                return

    def _choose(self, found: ConcernRow | None) -> None:
        """Show one concern whole."""
        self.both.show_detail(on=found is not None)
        if found is None:
            return
        one = found.concern
        self.card.empty()
        self.card.add(Heading(f"To: {found.to}", 3))
        self.card.add(FlowRow(Pill(found.state_words, _TONES[found.state])))
        self.card.add(Muted(f"Taken higher {_day(one.taken)}  ·  kept here by {found.by}"))
        for head, words in (("What it is about", one.about), ("What was asked", one.asked)):
            self.card.add(Words(head, "strong"))
            self.card.add(Words(words))
        if one.links:
            self.card.add(KeyValues([("Rests on", "\n".join(one.links))]))
        self.card.add(Divider())
        self._add_answer(found)
        if found.state in {"open", "overdue"}:
            self.card.add(self._verbs(one))
        self.card.body.addStretch(1)

    def _add_answer(self, found: ConcernRow) -> None:
        """Reminders, and the answer or how long there is none."""
        one = found.concern
        for reminder in one.reminders:
            self.card.add(Muted(f"Asked again {_day(reminder.on)}: {reminder.how}"))
        if one.answered is not None:
            self.card.add(
                Words(f"Answered {_day(one.answered)}, after {_days(found.days)}", "strong")
            )
            self.card.add(Words(one.answer))
        elif one.withdrawn is not None:
            self.card.add(Words(f"Withdrawn {_day(one.withdrawn)}", "strong"))
            self.card.add(Words(one.reason))
        else:
            late = found.state == "overdue"
            words = f"No answer for {_days(found.days)}; it was due {_day(found.due)}."
            soon = f"No answer yet, after {_days(found.days)}; due {_day(found.due)}."
            self.card.add(Words(words if late else soon, "danger" if late else ""))

    def _verbs(self, one: Concern) -> FlowRow:
        """What can be done while there is no answer."""
        return FlowRow(
            Button("Record the answer", lambda: self._answer(one), kind="primary", icon="check"),
            Button("Asked again", lambda: self._remind(one), icon="clock"),
            Button("Correct", lambda: self._correct(one), icon="pencil"),
            Button("Withdraw", lambda: self._withdraw(one), kind="quiet", icon="undo-2"),
        )

    # ---- verbs ---------------------------------------------------------------------------------

    def _ask(
        self, title: str, fields: list[Field], yes: str, verb: Callable[[Mapping[str, Any]], Change]
    ) -> None:
        """A small form; what is refused is said in it, and nothing typed is lost."""
        kept: list[Change] = []

        def check(given: Mapping[str, Any]) -> str:
            try:
                kept.append(verb(given))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        if ask_fields(self, title, fields, yes, check=check) is not None:
            self._context.live.announce(kept[-1], self.key)
            self._context.say("Kept.", "success")
            self.shown.setCurrentIndex(0)
            self.refresh()
            self._mark(kept[-1].ids[0])

    def _fields(self, one: Concern | None) -> list[Field]:
        space = self._context.workspace
        titles = list(concerns.titles(space).items())
        return [
            Field("to", "To whom", "choice", one.to if one else "director", titles),
            Field("taken", "On which day", "date", one.taken if one else space.clock.today(),
                  needed=True),
            Field("about", "What it is about", "long", one.about if one else "", needed=True,
                  help="Themes, notices, services; no child's and no worker's name."),
            Field("asked", "What you asked them to do", "long", one.asked if one else "",
                  needed=True),
            Field("links", "What it rests on", "long", "\n".join(one.links) if one else "",
                  help="One a line: a theme, a notice, a safety stop's case reference."),
        ]  # fmt: skip

    def _take(self) -> None:
        """A new one."""
        space = self._context.workspace
        self._ask(
            "Take a concern higher", self._fields(None), "Keep",
            lambda given: concerns.take_higher(space, _concern(given)),
        )  # fmt: skip

    def _correct(self, one: Concern) -> None:
        """What was typed wrong."""
        space = self._context.workspace
        self._ask(
            "Correct this concern", self._fields(one), "Keep",
            lambda given: concerns.correct(space, replace(_concern(given), id=one.id)),
        )  # fmt: skip

    def _answer(self, one: Concern) -> None:
        space = self._context.workspace
        fields = [
            Field("on", "On which day did it come?", "date", space.clock.today(), needed=True),
            Field("words", "What did they answer?", "long", needed=True),
        ]
        self._ask(
            "Record the answer", fields, "Keep",
            lambda given: concerns.answer(space, one.id, given["on"], given["words"]),
        )  # fmt: skip

    def _remind(self, one: Concern) -> None:
        space = self._context.workspace
        fields = [
            Field("on", "On which day?", "date", space.clock.today(), needed=True),
            Field("how", "How?", needed=True, help="By letter, in the weekly meeting, …"),
        ]
        self._ask(
            "Asked again", fields, "Keep",
            lambda given: concerns.remind(space, one.id, given["on"], given["how"]),
        )  # fmt: skip

    def _withdraw(self, one: Concern) -> None:
        words = ask_text(
            self, "Withdraw this concern", "It stays on the list, with the reason.", "Withdraw"
        )
        if not words:
            return
        try:
            change = concerns.withdraw(self._context.workspace, one.id, words)
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self.refresh()


def _concern(given: Mapping[str, Any]) -> Concern:
    links = tuple(str(given["links"]).splitlines())
    return Concern("", given["to"], given["taken"], given["about"], given["asked"], links)


def _columns() -> tuple[Column, ...]:
    """What the list says of a concern."""
    return (
        Column("about", "What it is about", lambda r: r.concern.about),
        Column("to", "To", lambda r: r.to, width=150),
        Column("taken", "Taken", lambda r: r.concern.taken, "date", 118),
        Column("state", "State", lambda r: Cell(r.state_words, _TONES[r.state]), "pill", 172),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _days(n: int) -> str:
    return f"{n} day{'' if n == 1 else 's'}"
