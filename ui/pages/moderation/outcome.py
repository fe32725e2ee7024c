"""How a second reading ended: the auditor answers, and a dispute goes on from here."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.moderation.dispute import DISPUTE_STATES, WAYS
from qa_tool.moderation.model import MODES, WELL_DONE, right_asked
from qa_tool.work import moderation_dispute, moderation_talk
from qa_tool.work.change import Change
from qa_tool.work.moderation_talk import Outcome, OutcomeRow
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields
from ui.pages.moderation.parts import TalkCard, chip, moment, readable
from ui.widgets import (
    Banner,
    Box,
    Button,
    Card,
    FlowRow,
    Heading,
    KeyValues,
    Labelled,
    Muted,
    Pill,
    Scroll,
    TextBox,
    Words,
    clear,
    column,
)
from ui.widgets import row as across
from ui.widgets.sides import Sides


class ModerationOutcomePage(QWidget):
    """The outcome of one second reading: place `reading=` its id."""

    key: ClassVar[str] = "moderation_outcome"
    title: ClassVar[str] = "Outcome of a second reading"
    icon: ClassVar[str] = "scale"
    group: ClassVar[Group] = ""

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._reading = ""
        self.found: Outcome | None = None
        self._typed: dict[str, str] = {}
        self.talk: TalkCard | None = None
        self.answer = TextBox("Your answer", least=3)
        self._page = column(spacing=12, margins=(20, 16, 20, 20))
        self.area = Scroll(self._page)
        self.setLayout(column(self.area))
        kinds = ("reading", "dispute", "audit")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show this outcome from its top."""
        self._remember()
        self._reading = str(place.get("reading", self._reading))
        self.refresh()
        self.area.verticalScrollBar().setValue(0)

    def leave(self) -> bool:
        """Keep what is typed for coming back."""
        self._remember()
        return True

    def _heard(self) -> None:
        """Something changed: read again, if anybody looks."""
        if self.isVisible() and self._reading:
            self.refresh()

    def refresh(self) -> None:
        """Read it again; what may not be seen yet says why."""
        self._remember()
        clear(self._page)
        space = self._context.workspace
        self._context.title(self.title, (("Moderation", "moderation"),))
        try:
            self.found = moderation_talk.outcome(space, self._reading)
        except QAError as error:
            self.found = None
            self._not_yet(error)
            return
        found = self.found
        self._context.title(f"Case {found.case.reference}: outcome", (("Audits", "audits"),))
        left = column(self._head(found), spacing=12)
        left.addWidget(self._grades(found))
        left.addStretch(1)
        beside = [self._mine(found)] if found.my_answer_is_due else []
        beside += [self._dispute(found)] if found.dispute is not None else []
        self.talk = TalkCard(self._context, found.said, self._say)
        self.talk.box.show_text(self._typed.get(f"{found.reading.id}/remark", ""))
        beside.append(self.talk)
        right = Box(column(*beside, None, spacing=12))
        self._page.addWidget(Sides(Box(left), right, (5, 3), least=860))
        self._page.addStretch(1)

    def _not_yet(self, error: QAError) -> None:
        """Not closed yet: what was said about it may stand here all the same."""
        try:
            said = moderation_talk.discussion(self._context.workspace, self._reading)
        except QAError:
            said = ()
        self._page.addWidget(Banner(f"{error} {error.cure}".strip()))
        if said:
            self._page.addWidget(TalkCard(self._context, said, self._say))
        self._page.addStretch(1)

    # ---- the parts -----------------------------------------------------------------------------

    def _head(self, found: Outcome) -> QWidget:
        """The two verdicts, apart."""
        card, one, space = Card(), found.reading, self._context.workspace
        n = len(found.changed)
        words = f"{n} grade{'s' if n != 1 else ''} changed" if n else "Every grade stands"
        card.add(Heading(words, 2))
        card.add(
            Muted(f"{found.template.title}  ·  audited by {space.name(found.audit.auditor)}  ·  "
                  f"closed {moment(one.closed)}")
        )  # fmt: skip
        facts = [("Read by", self._readers(found)), ("How", MODES[one.mode])]
        facts.append(
            (
                right_asked(found.template.overall.kind),
                "Yes" if one.grade_right else "No, another one counts",
            )
        )
        facts.append(("Is the audit well done?", WELL_DONE[one.well_done]))
        card.add(KeyValues(facts))
        for title, said in (
            ("The panel's conclusion", one.conclusion),
            ("Why another grade", one.reason),
            ("For the auditor", one.feedback),
        ):
            if said:
                card.add(Words(title, "strong"))
                card.add(readable(said))
        return card

    def _readers(self, found: Outcome) -> str:
        """Who read it again."""
        one, space = found.reading, self._context.workspace
        names = [space.name(one.moderator), *(space.name(person) for person in one.panel)]
        if one.outside:
            return f"{one.outside}, {one.organisation} (typed in by {names[0]})"
        return ", ".join(names)

    def _grades(self, found: Outcome) -> QWidget:
        """Every domain: first, second, what counts; the changed ones first."""
        card = Card("Grades, the changed ones first")
        for row in found.rows:
            card.add(self._row(found, row))
        return card

    def _row(self, found: Outcome, row: OutcomeRow) -> QWidget:
        """One domain."""
        alike = row.first == row.second == row.final and found.third is None
        if alike:
            line = across(Words(row.title), chip(row.scale, row.first), spacing=10)
            line.setStretch(0, 1)
            return Box(line)
        steps: list[QWidget] = [Muted("First", wrap=False), chip(row.scale, row.first)]
        if row.second != row.first or row.final != row.first:
            steps += [Muted("second", wrap=False), chip(row.scale, row.second)]
        if found.third is not None:
            steps += [Muted("third", wrap=False), chip(row.scale, row.third)]
        if row.final != row.first or row.second != row.first:
            steps += [Muted("counts", wrap=False), chip(row.scale, row.final)]
        tall = max(step.sizeHint().height() for step in steps)
        for step in steps:
            step.setMinimumHeight(tall)  # the small words stand at the height of the grades
        parts: list[QWidget] = [Words(row.title, "strong"), FlowRow(*steps, spacing=8)]
        if row.reason and row.reason != found.reading.reason:
            parts.append(readable(row.reason))
        return Box(column(*parts, spacing=4))

    def _mine(self, found: Outcome) -> QWidget:
        """The auditor's answer."""
        card = Card("Your answer")
        self.answer = TextBox("Your answer", least=3)
        self.answer.show_text(self._typed.get(found.reading.id, ""))
        self.problem = Banner("", "danger")
        self.accept = Button("I accept the outcome", self._accept, kind="primary", icon="check")
        self.disagree = Button("I disagree", self._disagree, icon="message-square")
        card.add(Muted("The second reader and the QA lead see what you write."))
        card.add(
            Labelled("In your words", self.answer, "Needed if you disagree: which domain, and why.")
        )
        card.add(self.problem)
        card.add(FlowRow(self.accept, self.disagree))
        card.add(
            Muted("If you disagree, somebody who knows neither grade reads the case, or the QA lead "
                  "settles it. The sign-off waits.")
        )  # fmt: skip
        return card

    def _dispute(self, found: Outcome) -> QWidget:
        """How far the dispute is, and what the QA lead may do."""
        one, space = found.dispute, self._context.workspace
        assert one is not None  # noqa: S101 - asked by the caller
        waits = one.state != "settled"
        card = Card("Dispute", Pill(DISPUTE_STATES[one.state], "warning" if waits else "success"))
        card.add(Muted(f"{space.name(one.raised_by)}, {moment(one.raised)}"))
        card.add(readable(one.words))
        if one.state == "settled":
            by = space.name(one.settled_by)
            card.add(Words(f"{WAYS[one.way].capitalize()}: {by}", "strong"))
            card.add(Muted(moment(one.settled)))
            card.add(readable(one.reason))
        if one.state == "reading":
            card.add(Muted("The third reader sees neither grade until their own are saved."))
        verbs = FlowRow()
        if found.may_settle:
            verbs.add(Button("Send to a third reader", self._third, kind="primary", icon="send"))
            verbs.add(Button("Settle it", self._settle, icon="scale"))
        if one.state == "open" and one.raised_by == space.person.id:
            verbs.add(Button("Take it back", self._withdraw, icon="undo-2"))
        card.add(verbs)
        return card

    # ---- verbs ---------------------------------------------------------------------------------

    def _remember(self) -> None:
        """What is being typed, while other things are shown."""
        found = self.found
        if found is None:
            return
        if found.my_answer_is_due:
            self._typed[found.reading.id] = self.answer.toPlainText()
        if self.talk is not None:
            self._typed[f"{found.reading.id}/remark"] = self.talk.box.toPlainText()

    def _accept(self) -> None:
        """Accept the outcome, with or without a word."""
        self._answered(
            lambda words: moderation_talk.accept(self._context.workspace, self._reading, words),
            "Your answer is kept.",
        )

    def _disagree(self) -> None:
        """Dispute it."""
        self._answered(
            lambda words: moderation_dispute.disagree(
                self._context.workspace, self._reading, words
            ),
            "The outcome is disputed; the QA lead is told on Home.",
        )

    def _answered(self, verb: Callable[[str], Change], said: str) -> None:
        """Give the answer; what is wrong is said beside the box."""
        try:
            change = verb(self.answer.toPlainText().strip())
        except QAError as error:
            self.problem.show_message(f"{error} {error.cure}".strip(), "danger")
            return
        self._typed.pop(self._reading, None)
        self._done(change, said)

    def _done(self, change: Change, said: str) -> None:
        """Tell, and show it as it is now."""
        self.found = None
        self._context.live.announce(change, self.key)
        self._context.say(said, "success")
        self.refresh()

    def _say(self, words: str) -> None:
        """Add to the discussion."""
        try:
            change = moderation_talk.say(self._context.workspace, self._reading, words)
        except QAError as error:
            self._context.fault(error)
            return
        if self.talk is not None:
            self.talk.box.show_text("")
        self._remember()
        self._done(change, "Your remark is kept.")

    def _third(self) -> None:
        """Choose a third reader."""
        one, space = self.found.dispute if self.found else None, self._context.workspace
        if one is None:
            return
        people = moderation_dispute.third_readers(space, one.id)
        if not people:
            self._context.warn(
                "There is no moderator left who is independent and has not read this case.",
                "Settle it yourself, or give somebody the role Moderator on the page People.",
            )
            return
        fields = [Field("who", "Third reader", "choice", people[0][0], people)]
        text = (
            "They read the case as blind as the second reader did: neither grade, nor that it is "
            "disputed, is in sight until their own grades are saved."
        )
        self._ask(
            "Send this case to a third reader", text, fields, "Send",
            lambda given: moderation_dispute.to_third_reader(space, one.id, given["who"]),
            "A third reader has the case.",
        )  # fmt: skip

    def _settle(self) -> None:
        """Settle it without a third reader."""
        one, space = self.found.dispute if self.found else None, self._context.workspace
        if one is None:
            return
        choices = [("second", "The outcome stands"), ("first", "The auditor's first grades stand")]
        fields = [
            Field("what", "What counts", "choice", "second", choices),
            Field("reason", "Why", "long", needed=True, help="Both people read it."),
        ]

        def verb(given: Mapping[str, Any]) -> Change:
            first = given["what"] == "first"
            return moderation_dispute.settle(
                space, one.id, first_stands=first, reason=given["reason"]
            )

        text = "Your reason stands in the audit's history beside both readings."
        self._ask("Settle this dispute", text, fields, "Settle", verb, "The dispute is settled.")

    def _withdraw(self) -> None:
        """Take the dispute back."""
        one, space = self.found.dispute if self.found else None, self._context.workspace
        if one is None:
            return
        fields = [Field("words", "A word about it", "long")]
        self._ask(
            "Take this dispute back?", "The outcome then stands.", fields, "Take it back",
            lambda given: moderation_dispute.withdraw(space, one.id, given["words"]),
            "The dispute is taken back.",
        )  # fmt: skip

    def _ask(
        self, title: str, text: str, fields: list[Field], yes: str,
        verb: Callable[[Mapping[str, Any]], Change], said: str,
    ) -> None:  # fmt: skip
        """Ask, do it, tell; what is refused stands in the same window."""
        kept: list[Change] = []

        def check(given: Mapping[str, Any]) -> str:
            try:
                kept.append(verb(given))
            except QAError as error:
                return f"{error} {error.cure}".strip()
            return ""

        if ask_fields(self, title, fields, yes, text=text, check=check) is not None:
            self._done(kept[-1], said)
