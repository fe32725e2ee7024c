"""Voices: an auditor's audits with what was sought and heard; for the QA lead coverage and whom to chase."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.template.model import VoiceKind
from qa_tool.voice.model import SHORT, Standing
from qa_tool.work import council, voice_coverage
from qa_tool.work.change import Change
from qa_tool.work.voice_coverage import VoicesRow
from qa_tool.work.voice_view import VoiceRow, VoicesView, voices
from ui.context import Context, Group
from ui.pages.voices.ask import ask_attempt, ask_contact, show_questions
from ui.pages.voices.coverage import CoverageView
from ui.pages.voices.detail import audit_voices, next_step
from ui.pages.voices.writing import WritingCard
from ui.tables import Column, TablePanel
from ui.widgets import (
    Button,
    Card,
    EmptyState,
    FlowRow,
    Heading,
    Muted,
    Picker,
    Scroll,
    column,
    reveal,
)
from ui.widgets.sides import ListAndDetail

CELLS: dict[Standing, str] = {
    "obtained": "Heard", "reached": "To write", "declined": "Declined", "not_safe": "Not safe",
    "no_answer": "No answer", "not_appropriate": "Left out", "not_tried": "Left out", "none": "–",
}  # fmt: skip
_KINDS: tuple[VoiceKind, ...] = ("child", "family", "carer", "worker", "manager", "partner")
_HEADS: dict[VoiceKind, str] = SHORT | {"worker": "Worker"}
_LEADS = (("chase", "Still to ask"), ("every", "Every audit"), ("coverage", "Coverage"))
_OWN = ("mine", "My audits")


class VoicesPage(QWidget):
    """Place `allocation=` (or `audit=`) marks one audit, `attempt=` opens what is to be written, `show=` chooses a list."""

    key: ClassVar[str] = "voices"
    title: ClassVar[str] = "Voices"
    icon: ClassVar[str] = "message-square"
    group: ClassVar[Group] = "WORK"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._view: VoicesView | None = None
        self._writing: WritingCard | None = None
        self.leads = bool(window_context.workspace.is_a("qa_lead", "cswo"))
        choices = (*_LEADS, _OWN) if self.leads else (_OWN,)
        self.shown = Picker("Which audits", choices, choices[0][0])
        self.shown.picked.connect(lambda _key: self.refresh())
        reveal(self.shown, on=self.leads)
        self.round = Picker("Round", (("", "All rounds"),), "")
        self.round.picked.connect(lambda _key: self.refresh())
        reveal(self.round, on=self.leads)
        self.panel = TablePanel(
            "Voices", self._columns(), noun=("audit", "audits"),
            empty="Nobody is to be asked: no audit of yours is open.",
        )  # fmt: skip
        self.panel.selected.connect(self._choose)
        self.panel.opened.connect(lambda _row: self._enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.card = Card()
        self.both: ListAndDetail = ListAndDetail(
            self.panel, self.card, share=0.4, first=self.panel.view
        )
        self.coverage = CoverageView()
        self.area = Scroll(self.coverage)
        self.nothing = EmptyState(
            "No audit of yours asks anybody yet",
            "As soon as a case is given to you, its child, family and practitioner stand here. First ask "
            "the practitioner whether contact is safe.",
            icon="message-square",
        )  # fmt: skip
        top = FlowRow(self.shown, self.round)
        reveal(top, on=self.leads)
        page = column(top, self.both, self.area, self.nothing, spacing=12, margins=(20, 16, 20, 16))
        for place in (1, 2, 3):
            page.setStretch(place, 1)
        self.setLayout(page)
        for number in range(1, 7):
            keys = QShortcut(QKeySequence(str(number)), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda place=number: self._step_of(place))
        kinds = ("voice", "audit", "draft", "allocation", "reading")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    # ---- the list ------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        """The case, then one narrow column for each voice; leads see whose audit it is."""
        found = [Column("reference", "Case", lambda r: r.reference, width=112)]
        if self.leads:
            found.append(Column("auditor", "Auditor", lambda r: r.auditor))
        for who in _KINDS:
            if self.leads and who not in {"child", "family", "worker"}:
                continue
            found.append(Column(who, _HEADS[who], _cell(who), width=88,
                                tip=SHORT[who]))  # fmt: skip
        return tuple(found)

    def show_page(self, **place: Any) -> None:
        """Show the list; mark one audit, or go straight to what is to be written."""
        self._context.title(self.title)
        if self.leads:
            names = [(r.id, r.name) for r in council.rounds(self._context.workspace)]
            wanted = self.round.value() or (names[0][0] if names else "")
            self.round.show_choices([("", "All rounds"), *names], wanted)
        if place.get("allocation") and self.leads:
            self.round.show_choices([("", "All rounds")], "")
            self.shown.show_choices((*_LEADS, _OWN), "every")
        elif place.get("show") and self.leads:
            self.shown.show_choices((*_LEADS, _OWN), str(place["show"]))
        self.refresh()
        if place.get("allocation"):
            self._mark(str(place["allocation"]))
            self.both.enter()
            if place.get("attempt"):
                self._write_of(str(place["attempt"]))
        elif self.panel.rows.rowCount():
            self.panel.view.selectRow(0)
        if self._writing is None and not self.both.isHidden():
            self.panel.view.setFocus()

    def refresh(self) -> None:
        """Read the list again; what is marked stays marked."""
        self.flush()
        space, chosen = self._context.workspace, self.shown.value()
        marked = self._view.allocation if self._view else ""
        wanted = None
        if self.round.value():
            wanted = council.round_named(space, self.round.value())
        if chosen == "coverage":
            self.coverage.show_coverage(voice_coverage.coverage(space, wanted))
            self._show("coverage")
            return
        rows = {
            "mine": lambda: voice_coverage.mine(space),
            "chase": lambda: voice_coverage.chase(space, wanted),
            "every": lambda: voice_coverage.every(space, wanted),
        }[chosen]()
        self._show("both" if rows or self.leads else "nothing")
        self._writing, self._view = None, None
        self.both.show_detail(on=False)
        self.panel.show_rows(rows)
        if marked:
            self._mark(marked)

    def _show(self, what: str) -> None:
        """The list, the coverage, or that there is nothing."""
        self.both.setVisible(what == "both")
        self.area.setVisible(what == "coverage")
        self.nothing.setVisible(what == "nothing")

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._writing is not None:
            self._writing.flush()

    def leave(self) -> bool:
        """Nothing typed is lost on the way to another page."""
        self.flush()
        return True

    def _heard(self) -> None:
        """Something changed: read again, unless somebody is typing."""
        if self.isVisible() and self._writing is None:
            self.refresh()

    def _mark(self, allocation: str) -> None:
        """Select one audit, where it is in the list."""
        for number in range(self.panel.rows.rowCount()):
            if self.panel.rows.row(number).allocation == allocation:
                self.panel.view.selectRow(number)
                return

    def _enter(self) -> None:
        """Into the chosen audit, to its first button."""
        self.both.enter()
        first = self.card.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- one audit -----------------------------------------------------------------------------

    def _choose(self, chosen: VoicesRow | None) -> None:
        """Show the voices of one audit."""
        self.both.show_detail(on=chosen is not None)
        if chosen is None:
            return
        if self._writing is not None and self._view and self._view.allocation == chosen.allocation:
            return
        self.flush()
        self._show_one(chosen.allocation)

    def _show_one(self, allocation: str) -> None:
        """Every voice of this audit, with its next step."""
        self._writing = None
        self.card.empty()
        try:
            view = voices(self._context.workspace, allocation)
        except QAError as error:
            self._view = None
            self.card.add(Muted(f"{error} {error.cure}".strip()))
            return
        self._view = view
        self.card.add(Heading(f"Case {view.reference}", 3))
        self.card.add(Muted(f"{view.title}  ·  {view.auditor}  ·  {view.state_words}"))
        verbs = FlowRow(
            Button("Raise a safety stop", lambda: self._context.go("safety", new=view.case),
                   kind="quiet", icon="shield-alert")
        )  # fmt: skip
        if view.audit and view.state not in {"draft", "allocated"}:
            verbs.add(Button("Go to the audit", lambda: self._context.go("audit_view", audit=view.audit),
                             kind="quiet", icon="clipboard-list"))  # fmt: skip
        self.card.add(verbs)
        for widget in audit_voices(view, self._step):
            self.card.add(widget)
        self.card.body.addStretch(1)

    def _step_of(self, place: int) -> None:
        """The next step of a voice, by its number."""
        view = self._view
        if view is None or not view.may_write or self._writing or self.both.isHidden():
            return
        if place <= len(view.rows):
            one = view.rows[place - 1]
            self._step(one, next_step(one))

    def _step(self, one: VoiceRow, name: str) -> None:
        """Ask whether contact is safe, record an attempt, or write down what was said."""
        view = self._view
        if view is None:
            return
        if name.startswith("write:"):
            self._write_of(name.partition(":")[2])
            return
        if name == "questions":
            show_questions(self, one)
            return
        asking = ask_contact if name == "contact" else ask_attempt
        change = asking(self, self._context, view, one)
        if change is None:
            return
        self._tell(change, "Kept.")
        attempt = change.ids[1] if len(change.ids) > 1 else ""
        fresh = self._view.rows if self._view else ()
        if any(a.id == attempt and a.to_write for r in fresh for a in r.attempts):
            self._write_of(attempt)

    def _write_of(self, attempt: str) -> None:
        """Open the form for what was said at this attempt."""
        view = self._view
        found = [(r, a) for r in (view.rows if view else ()) for a in r.attempts if a.id == attempt]
        if view is None or not found or not view.may_write:
            return
        one, said = found[0]
        self.card.empty()
        self._writing = WritingCard(self._context, view, one, said, self._written)
        self.card.add(self._writing)
        self.both.enter()
        self._writing.used.setFocus()

    def _written(self, change: Change | None) -> None:
        """Kept, or back: the audit's voices again."""
        self._writing = None
        if change is not None:
            self._tell(change, "What they said is kept.")
        elif self._view is not None:
            self._show_one(self._view.allocation)

    def _tell(self, change: Change, words: str) -> None:
        """Tell the other pages, and show it."""
        self._context.live.announce(change, self.key)
        self._context.say(words, "success")
        self.refresh()
        self._mark(change.ids[0])
        self.both.enter()


def _cell(who: VoiceKind) -> Any:
    """What a column says of one voice."""
    return lambda row: CELLS[row.standings[who]] if who in row.standings else ""
