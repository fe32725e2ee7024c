"""One session: how far it is; once it is revealed the spread by domain, the talk, the agreed grades."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.errors import QAError
from qa_tool.moderation.calibration import Spread
from qa_tool.work import calibration_talk as talk
from qa_tool.work.calibration_talk import SessionView
from qa_tool.work.change import Change
from ui.context import Context
from ui.dialogs import Field, ask_fields
from ui.pages.calibration.spread import HardestCard, SpreadCard
from ui.widgets import (
    Banner,
    Button,
    Card,
    EqualGrid,
    FlowRow,
    Heading,
    KeyValues,
    Muted,
    Pill,
    Scroll,
    clear,
    column,
)


class SessionPart(QWidget):
    """A session: `.show_session(id)`; signals `grade(example)`, `left`; `announce(change)` tells the others."""

    grade = Signal(str)
    left = Signal()

    def __init__(self, context: Context, announce: Callable[[Change], object]) -> None:
        super().__init__()
        self._context, self._announce = context, announce
        self.session = ""
        self.found: SessionView | None = None
        self.cards: dict[tuple[str, str], SpreadCard] = {}
        self._page = column(spacing=12, margins=(20, 16, 20, 20))
        self.area = Scroll(self._page)
        self.setLayout(column(self.area))

    def show_session(self, session: str) -> None:
        """Show this session; refuses somebody who does not take part."""
        self.flush()
        self.session = session
        clear(self._page)
        self.cards = {}
        try:
            found = talk.view(self._context.workspace, session)
        except QAError as error:
            self.found = None
            self._page.addWidget(
                Banner(
                    f"{error} {error.cure}".strip(), "warning", "Back to the list", self.left.emit
                )
            )
            self._page.addStretch(1)
            return
        self.found = found
        self._page.addWidget(self._head(found))
        if found.row.shown:
            rows = [
                (one, self._title(found, one), _descriptors(found, one)) for one in found.hardest
            ]
            self._page.addWidget(HardestCard(rows, found.alpha, self._go))
            self._show_spreads(found)
        self._page.addStretch(1)

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        for card in self.cards.values():
            card.note.flush()

    # ---- the parts -----------------------------------------------------------------------------

    def _head(self, found: SessionView) -> QWidget:
        """What it is, how far it is, and what can be done."""
        one, row = found.session, found.row
        card = Card()
        card.add(Heading(one.title, 2))
        tone = "success" if row.state == "closed" else "accent"
        card.add(FlowRow(Pill(row.state_words, tone)))
        wanted = row.people * row.examples
        facts = [("Template", row.template), ("Saved", f"{row.saved} of {wanted}")]
        if one.due is not None:
            facts.append(("Wanted by", f"{one.due.day} {one.due:%B %Y}"))
        if found.waits_for and not row.shown:
            facts.append(("Waits for", ", ".join(found.waits_for)))
        if one.early:
            facts.append(("Revealed early", one.early))
        card.add(KeyValues(facts))
        if not row.shown:
            card.add(
                Muted("The grades are private. They are shown when everybody has saved, or when the QA "
                      "lead reveals them.")
            )  # fmt: skip
        card.add(self._verbs(found))
        return card

    def _verbs(self, found: SessionView) -> QWidget:
        """What this person can do with it."""
        one, row, me = found.session, found.row, self._context.workspace.person.id
        verbs = FlowRow()
        for example in one.examples:
            if me in one.takes_part:
                mine = example.id in row.mine
                words = f"Grade: {example.title}" if mine else f"What I gave: {example.title}"
                verbs.add(
                    Button(words, partial(self.grade.emit, example.id),
                           kind="primary" if mine else "plain", icon="pencil" if mine else "eye")
                )  # fmt: skip
        if found.leads and one.state == "open" and not row.shown:
            verbs.add(Button("Reveal now…", self._reveal, icon="eye"))
        if found.leads and row.shown and one.state != "closed":
            verbs.add(Button("Close the session", self._close, icon="check"))
        verbs.add(Button("Back to the list", self.left.emit, kind="quiet", icon="arrow-left"))
        if me in one.takes_part and row.shown:
            named = QCheckBox("The group may see my name beside my grades")
            named.setChecked(talk.named(self._context.workspace, one.id))
            named.clicked.connect(self._name)
            verbs.add(named)
        return verbs

    def _show_spreads(self, found: SessionView) -> None:
        """Every domain of every example; the furthest apart is at the top of the page."""
        leads = found.leads and found.session.state != "closed"
        for example in found.session.examples:
            self._page.addWidget(Heading(example.title, 3))
            grid = EqualGrid(least=430)
            for one in found.spreads:
                if one.example != example.id:
                    continue
                card = SpreadCard(one, leads=leads)
                at = (example.id, one.domain)
                card.noted.connect(partial(self._do, talk.note, *at))
                card.agreed.connect(partial(self._do, talk.agree, *at))
                self.cards[at] = card
                grid.add(card)
            self._page.addWidget(grid)

    def _title(self, found: SessionView, one: Spread) -> str:
        example = found.session.example(one.example)
        return example.title if example else ""

    def _go(self, one: Spread) -> None:
        """Bring a domain into view."""
        card = self.cards.get((one.example, one.domain))
        if card is not None:
            self.area.show_widget(card)
            card.show_reasons.setFocus()

    # ---- verbs ---------------------------------------------------------------------------------

    def _do(self, verb: Callable[..., Change], example: str, domain: str, value: str) -> None:
        """Keep a note or an agreed grade; the page stays where it is."""
        try:
            self._announce(verb(self._context.workspace, self.session, example, domain, value))
        except QAError as error:
            self._context.fault(error)

    def _name(self, on: bool) -> None:  # noqa: FBT001 - called by the box
        """Let one's own name be seen, or not."""
        try:
            self._announce(talk.name_me(self._context.workspace, self.session, on=on))
        except QAError as error:
            self._context.fault(error)
        self.show_session(self.session)

    def _reveal(self) -> None:
        """Reveal before everybody has saved, with a reason."""
        kept: list[Change] = []

        def check(given: object) -> str:
            assert isinstance(given, dict)  # noqa: S101 - what the window gives
            try:
                kept.append(talk.reveal(self._context.workspace, self.session, given["reason"]))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        text = "Whoever has not saved can then no longer grade: it would not be private any more."
        fields = [Field("reason", "Why now", "long", needed=True)]
        if ask_fields(self, "Reveal the grades?", fields, "Reveal", text=text, check=check):
            self._announce(kept[-1])
            self.show_session(self.session)

    def _close(self) -> None:
        """The talk is over."""
        self.flush()
        try:
            self._announce(talk.close(self._context.workspace, self.session))
        except QAError as error:
            self._context.fault(error)
            return
        self._context.say("The session is closed. It stays here to be read.", "success")
        self.show_session(self.session)


def _descriptors(found: SessionView, one: Spread) -> list[tuple[str, str]]:
    """The two descriptors between which the group parted."""
    domain = found.template.domain(one.domain)
    return [(g.name, domain.descriptor(g.key) if domain else "") for g in one.neighbours]
