"""Readings side by side: differences first, then two verdicts that stay apart, or a third reader's decision."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.moderation.compare import Difference
from qa_tool.moderation.model import MODES
from qa_tool.work import moderation, moderation_dispute, moderation_talk
from qa_tool.work.moderation import Comparison, Verdict
from ui.context import Context, Group
from ui.pages.moderation.difference import AgreedCard, DifferenceCard
from ui.pages.moderation.parts import TalkCard, direction_words, readable
from ui.pages.moderation.verdict import ORDER, VerdictCard
from ui.widgets import Banner, Box, Card, GradeGroup, Heading, Muted, Picker, Scroll, clear, column
from ui.widgets.sides import Sides
from ui.widgets.voices_card import voices_card

__all__ = ["ModerationComparePage", "direction_words"]


class ModerationComparePage(QWidget):
    """The comparison of one reading with the first: place `reading=` its id."""

    key: ClassVar[str] = "moderation_compare"
    title: ClassVar[str] = "Compare the two readings"
    icon: ClassVar[str] = "scale"
    group: ClassVar[Group] = ""

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._reading = ""
        self.found: Comparison | None = None
        self.finals: dict[str, GradeGroup | Picker] = {}
        self.cards: dict[str, DifferenceCard] = {}
        self.verdict: VerdictCard | None = None
        self.talk: TalkCard | None = None
        self._page = column(spacing=12, margins=(20, 16, 20, 20))
        self.area = Scroll(self._page)
        self.setLayout(column(self.area))

    def show_page(self, **place: Any) -> None:
        """Show this comparison; what was chosen before on the same one is still there."""
        self.flush()
        self._reading = str(place.get("reading", self._reading))
        self.refresh()
        self.area.verticalScrollBar().setValue(0)

    def leave(self) -> bool:
        """Keep what is chosen and typed."""
        self.flush()
        return True

    def flush(self) -> None:
        """Keep what is chosen and typed, before the window closes or locks."""
        self._keep()

    def refresh(self) -> None:
        """Read both readings again."""
        self.flush()
        clear(self._page)
        self.finals, self.cards, self.verdict, self.talk = {}, {}, None, None
        space = self._context.workspace
        try:
            self.found = moderation.comparison(space, self._reading)
            seen = moderation.see_first(space, self._reading)
        except QAError as error:
            self._refused(error)
            return
        if seen is not None:
            self._context.live.announce(seen, self.key)
        found = self.found
        crumbs = (("Moderation", "moderation"),)
        words = "two readings" if found.before is None else "three readings"
        self._context.title(f"Case {found.case.reference}: {words}", crumbs)
        apart = [d for d in found.differences if d.direction != "same" or d.singly]
        agree = [d for d in found.differences if d not in apart]
        self._page.addWidget(self._head(found, len(apart), len(agree)))
        left = column(*(self._difference(found, d) for d in apart), spacing=12)
        if agree:
            left.addWidget(self._agreed(found, agree))
        left.addStretch(1)
        self.verdict = VerdictCard(found)
        self.verdict.changed.connect(self._keep)
        self.verdict.finished.connect(self._close)
        say = self._say if found.dispute is None else None
        self.talk = TalkCard(self._context, found.said, say)
        # The reader's own grades are saved: what the family said may stand beside them now.
        voices = voices_card(space, found.audit.id, self._context.go)
        right = Box(column(self.verdict, self.talk, voices, None, spacing=12))
        self._page.addWidget(Sides(Box(left), right, (5, 3), least=900))
        self._page.addStretch(1)
        self._recall()

    def _refused(self, error: QAError) -> None:
        """Say why there is nothing to compare yet."""
        self.found = None
        self._context.title(self.title, (("Moderation", "moderation"),))
        words = f"{error} {error.cure}".strip()
        self._page.addWidget(
            Banner(words, "warning", "Back to the queue", lambda: self._context.go("moderation"))
        )
        self._page.addStretch(1)

    # ---- the parts -----------------------------------------------------------------------------

    def _head(self, found: Comparison, apart: int, agree: int) -> QWidget:
        """What is compared, and how far apart the readers are."""
        card = Card()
        n = apart + agree
        all_ = "All of you agree" if found.before is not None else "You agree"
        card.add(Heading(f"{all_} on {agree} of {n}", 2))
        space = self._context.workspace
        card.add(
            Muted(f"{found.template.title}  ·  first graded by {space.name(found.audit.auditor)}  ·  "
                  f"your reading: {MODES[found.reading.mode].lower()}{self._who(found)}")
        )  # fmt: skip
        card.add(Muted("The first grades are kept for ever beside the final ones."))
        if found.unknown:
            card.add(
                Banner(f"Graded on two versions of a scale: {', '.join(found.unknown)}. Nothing is lost; "
                       "choose the final grade on the scale of this audit.", "warning")
            )  # fmt: skip
        if found.dispute is not None:
            who = space.name(found.dispute.raised_by)
            card.add(Banner(f"{who} disputes the second reading. You decide as the third reader."))
            card.add(readable(found.dispute.words))
        if found.reading.state == "closed":
            card.add(Banner("This reading is closed.", "success"))
        return card

    def _who(self, found: Comparison) -> str:
        """With whom it was read."""
        one, space = found.reading, self._context.workspace
        if one.panel:
            return f" with {', '.join(space.name(person) for person in one.panel)}"
        return f", by {one.outside}, {one.organisation}" if one.outside else ""

    def _difference(self, found: Comparison, one: Difference) -> QWidget:
        """One domain on which readers differ."""
        card = DifferenceCard(found, one)
        card.changed.connect(self._keep)
        self.cards[one.domain], self.finals[one.domain] = card, card.group
        return card

    def _agreed(self, found: Comparison, agree: list[Difference]) -> QWidget:
        """The domains on which all agree; their grade is the final one unless it is changed."""
        card = AgreedCard(found, agree)
        card.changed.connect(self._keep)
        self.finals |= card.pickers
        return card

    # ---- what is chosen ------------------------------------------------------------------------

    def chosen(self) -> dict[str, str]:
        """The final grades as they are chosen now."""
        return {domain: widget.value() for domain, widget in self.finals.items()}

    def _given(self) -> dict[str, str]:
        """Everything that is chosen and typed now, by its name."""
        given = {f"final.{domain}": grade for domain, grade in self.chosen().items()}
        given |= {f"why.{domain}": card.why.toPlainText() for domain, card in self.cards.items()}
        if self.verdict is not None:
            given |= self.verdict.given()
        if self.talk is not None:
            given["remark"] = self.talk.box.toPlainText()
        return given

    def _keep(self) -> None:
        """Keep a half-given verdict on the disk: closing the program loses nothing of it."""
        found = self.found
        if found is None or self.verdict is None or found.reading.state != "saved":
            return
        try:
            moderation.keep_verdict(self._context.workspace, found.reading.id, self._given())
        except QAError as error:
            self._context.fault(error)

    def _recall(self) -> None:
        """Show again what was chosen and typed."""
        found = self.found
        if found is None or self.verdict is None or found.reading.state != "saved":
            return
        given = moderation.half_verdict(self._context.workspace, self._reading)
        if not given:
            return
        for domain, widget in self.finals.items():
            grade = str(given.get(f"final.{domain}", ""))
            if isinstance(widget, Picker):
                widget.setCurrentIndex(widget.findData(grade))
        for domain, card in self.cards.items():
            card.why.show_text(str(given.get(f"why.{domain}", "")))
            card.show_chosen(str(given.get(f"final.{domain}", "")))
        self.verdict.show_given({key: str(value) for key, value in given.items()})
        if self.talk is not None:
            self.talk.box.show_text(str(given.get("remark", "")))

    def _say(self, words: str) -> None:
        """Add to the discussion; what else is typed stays."""
        try:
            change = moderation_talk.say(self._context.workspace, self._reading, words)
        except QAError as error:
            self._context.fault(error)
            return
        if self.talk is not None:
            self.talk.box.show_text("")
        self._context.live.announce(change, self.key)
        self.refresh()

    def _close(self) -> None:
        """Close with both verdicts, or decide; what is missing is said beside the button."""
        found, card = self.found, self.verdict
        if found is None or card is None:
            return
        said = self._missing(found, card)
        if said:
            card.problem.show_message(said, "danger")
            return
        finish = moderation.close if found.dispute is None else moderation_dispute.decide
        try:
            change = finish(self._context.workspace, self._reading, self._verdict(card))
        except QAError as error:
            card.problem.show_message(f"{error} {error.cure}".strip(), "danger")
            return
        self.found = None
        self._context.live.announce(change, self.key)
        done = (
            "The second reading is closed." if found.dispute is None else "The dispute is decided."
        )
        self._context.say(f"{done} The first grades stay beside yours.", "success")
        self._context.go("moderation")

    def _verdict(self, card: VerdictCard) -> Verdict:
        """What is chosen and typed, as it is kept."""
        chosen, given = self.chosen(), card.given()
        return Verdict(
            grade_right=given["right"] == "yes",
            well_done=next(key for key in ORDER if key == given["well"]),
            final_overall=chosen.pop("overall", ""),
            final_grades=chosen,
            reason=given["reason"].strip(),
            feedback=given["feedback"].strip(),
            reasons={domain: c.why.toPlainText().strip() for domain, c in self.cards.items()},
            conclusion=given["conclusion"].strip(),
        )

    def _missing(self, found: Comparison, card: VerdictCard) -> str:
        """What is still to choose, in one sentence."""
        chosen = self.chosen()
        blank = [d.title for d in found.differences if not chosen.get(d.domain)]
        if blank:
            return f"Choose the final grade for: {', '.join(blank)}."
        if not card.right.value() or not card.well.value():
            return "Give both verdicts: on the grade, and on whether the audit is well done."
        return ""
