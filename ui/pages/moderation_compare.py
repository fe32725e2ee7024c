"""Two readings side by side: differences first, then two verdicts that stay apart."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from qa_tool.errors import QAError
from qa_tool.moderation.compare import Difference
from qa_tool.moderation.model import MODES, WELL_DONE, WellDone
from qa_tool.template.model import Grade, Scale
from qa_tool.work import moderation
from qa_tool.work.moderation import Comparison, Verdict
from ui.context import Context, Group
from ui.widgets import (
    Banner,
    Box,
    Button,
    Card,
    FlowRow,
    GradeChip,
    GradeChoice,
    GradeGroup,
    Heading,
    Labelled,
    Muted,
    Picker,
    Pill,
    Scroll,
    TextBox,
    Words,
    clear,
    column,
    row,
)
from ui.widgets.sides import Sides

_ORDER: tuple[WellDone, ...] = ("yes", "mostly", "no")


class Choices(QWidget):
    """One of a few as radio buttons: `Choices(name, [(key, word)…])`, `.value()`, `.choose(key)`."""

    def __init__(
        self, name: str, choices: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys: dict[QRadioButton, str] = {}
        lines = column(spacing=2)
        for key, word in choices:
            button = QRadioButton(word)
            button.setAccessibleName(f"{name} {word}")
            self._group.addButton(button)
            self._keys[button] = key
            lines.addWidget(button)
        self.setLayout(lines)
        self.setFocusProxy(next(iter(self._keys)))

    def value(self) -> str:
        """The key of what is chosen, or nothing."""
        return next((key for button, key in self._keys.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose without a click."""
        for button, own in self._keys.items():
            if own == key:
                button.setChecked(True)

    def show_read_only(self, *, on: bool) -> None:
        """Only show, or let choose."""
        for button in self._keys:
            button.setEnabled(not on)


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
        self._typed: dict[str, tuple[dict[str, str], str, str, str, str]] = {}
        self._page = column(spacing=12, margins=(20, 16, 20, 20))
        self.area = Scroll(self._page)
        self.setLayout(column(self.area))
        self.close_it = Button(
            "Close the second reading", self._close, kind="primary", icon="check"
        )

    def show_page(self, **place: Any) -> None:
        """Show this comparison; what was chosen before on the same one is still there."""
        self._remember()
        self._reading = str(place.get("reading", self._reading))
        self.refresh()
        self.area.verticalScrollBar().setValue(0)

    def leave(self) -> bool:
        """Remember what is chosen, in case of coming back."""
        self._remember()
        return True

    def refresh(self) -> None:
        """Read both readings again."""
        self._remember()
        clear(self._page)
        self.finals = {}
        try:
            self.found = moderation.comparison(self._context.workspace, self._reading)
        except QAError as error:
            self._refused(error)
            return
        found = self.found
        crumbs = (("Moderation", "moderation"),)
        self._context.title(f"Case {found.case.reference}: two readings", crumbs)
        apart = [d for d in found.differences if d.direction != "same"]
        agree = [d for d in found.differences if d.direction == "same"]
        self._page.addWidget(self._head(found, len(apart), len(agree)))
        left = column(*(self._difference(found, d) for d in apart), spacing=12)
        if agree:
            left.addWidget(self._agreed(found, agree))
        left.addStretch(1)
        self._page.addWidget(Sides(Box(left), self._verdict(found), (5, 3), least=900))
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
        """What is compared, and how far apart the two are."""
        card = Card()
        n = apart + agree
        card.add(Heading(f"You agree on {agree} of {n}", 2))
        space = self._context.workspace
        card.add(
            Muted(f"{found.template.title}  ·  first graded by {space.name(found.audit.auditor)}  ·  "
                  f"your reading: {MODES[found.reading.mode].lower()}")
        )  # fmt: skip
        card.add(Muted("The first grades are kept for ever beside the final ones."))
        if found.reading.state == "closed":
            card.add(Banner("This second reading is closed.", "success"))
        return card

    def _difference(self, found: Comparison, one: Difference) -> QWidget:
        """One domain on which the two differ: both grades, both reasons, and what shall count."""
        card = Card(one.title, Pill(direction_words(one), "warning" if one.singly else "accent"))
        scale = self._scale(found, one.domain)
        first = _voice("First reading", scale, one.first, found.reasons.get(one.domain, ""))
        second = _voice("Yours", scale, one.second, found.own_reasons.get(one.domain, ""))
        card.add(Sides(first, second, (1, 1), least=420, spacing=16))
        group = GradeGroup(f"Final grade: {one.title}")
        group.show_choices([GradeChoice(g.key, g.name, g.tone) for g in _ordered(scale)])
        group.show_read_only(found.reading.state == "closed")
        if found.reading.state == "closed":
            group.show_chosen(self._closed_final(found, one.domain))
        self.finals[one.domain] = group
        card.add(Words("Final grade", "strong"))
        card.add(group)
        take = FlowRow(
            Button("Keep the first", lambda: group.show_chosen(one.first), kind="quiet"),
            Button("Take mine", lambda: group.show_chosen(one.second), kind="quiet"),
        )
        card.add(take)
        take.setVisible(found.reading.state != "closed")
        return card

    def _agreed(self, found: Comparison, agree: list[Difference]) -> QWidget:
        """The domains on which both agree; their grade is the final one unless it is changed."""
        take = Button("Take all that agree", self._take_agreed, kind="quiet", icon="check")
        card = Card(f"You agree ({len(agree)})", take)
        for one in agree:
            scale = self._scale(found, one.domain)
            picker = Picker(
                f"Final grade: {one.title}", [(g.key, g.name) for g in _ordered(scale)], one.first
            )
            picker.setEnabled(found.reading.state != "closed")
            if found.reading.state == "closed":
                picker.show_choices([(g.key, g.name) for g in _ordered(scale)],
                                    self._closed_final(found, one.domain))  # fmt: skip
            self.finals[one.domain] = picker
            grade = scale.grade(one.first)
            line = row(
                Words(one.title), GradeChip(grade.tone if grade else "none", grade.name if grade else ""),
                picker, spacing=10,
            )  # fmt: skip
            line.setStretch(0, 1)
            card.add(Box(line))
        return card

    def _verdict(self, found: Comparison) -> QWidget:
        """The two verdicts, the reason, and the word to the auditor."""
        card = Card("Your verdicts")
        closed = found.reading.state == "closed"
        self.right = Choices(
            "Is the grade right?", [("yes", "Yes"), ("no", "No, another one counts")]
        )
        self.well = Choices("Is the audit well done?", [(key, WELL_DONE[key]) for key in _ORDER])
        self.reason = TextBox("Why another grade", least=3)
        self.feedback = TextBox("For the auditor", least=3)
        self.problem = Banner("", "danger")
        card.add(Words("Is the grade right?", "strong"))
        card.add(self.right)
        card.add(Words("Is the audit well done?", "strong"))
        card.add(self.well)
        card.add(Labelled("Why another grade", self.reason, "Needed when any grade changes."))
        card.add(
            Labelled("For the auditor", self.feedback, "What was strong, and what to do next time.")
        )
        card.add(self.problem)
        self.close_it = Button(
            "Close the second reading", self._close, kind="primary", icon="check"
        )
        card.add(self.close_it)
        self.close_it.setVisible(not closed)
        card.body.addStretch(1)
        if closed:
            self.right.choose("yes" if found.reading.grade_right else "no")
            self.well.choose(found.reading.well_done)
            self.reason.show_text(found.reading.reason)
            self.feedback.show_text(found.reading.feedback)
        for widget in (self.right, self.well):
            widget.show_read_only(on=closed)
        for box in (self.reason, self.feedback):
            box.setReadOnly(closed)
        return card

    # ---- what is chosen ------------------------------------------------------------------------

    def chosen(self) -> dict[str, str]:
        """The final grades as they are chosen now."""
        return {domain: widget.value() for domain, widget in self.finals.items()}

    def _take_agreed(self) -> None:
        """Set every domain on which both agree to that grade again."""
        found = self.found
        for one in found.differences if found else ():
            widget = self.finals.get(one.domain)
            if one.direction == "same" and isinstance(widget, Picker):
                widget.setCurrentIndex(widget.findData(one.first))

    def _close(self) -> None:
        """Close with both verdicts; what is missing is said beside the button."""
        found = self.found
        if found is None:
            return
        said = self._missing(found)
        if said:
            self.problem.show_message(said, "danger")
            return
        chosen = self.chosen()
        verdict = Verdict(
            grade_right=self.right.value() == "yes",
            well_done=next(key for key in _ORDER if key == self.well.value()),
            final_overall=chosen.pop("overall", ""),
            final_grades=chosen,
            reason=self.reason.toPlainText().strip(),
            feedback=self.feedback.toPlainText().strip(),
        )
        try:
            change = moderation.close(self._context.workspace, self._reading, verdict)
        except QAError as error:
            self.problem.show_message(f"{error} {error.cure}".strip(), "danger")
            return
        self._typed.pop(self._reading, None)
        self.found = None
        self._context.live.announce(change, self.key)
        self._context.say(
            "The second reading is closed. The first grades stay beside yours.", "success"
        )
        self._context.go("moderation")

    def _missing(self, found: Comparison) -> str:
        """What is still to choose, in one sentence."""
        chosen = self.chosen()
        blank = [d.title for d in found.differences if not chosen.get(d.domain)]
        if blank:
            return f"Choose the final grade for: {', '.join(blank)}."
        if not self.right.value() or not self.well.value():
            return "Give both verdicts: is the grade right, and is the audit well done."
        return ""

    def _remember(self) -> None:
        """Keep what is chosen and typed while other pages are shown."""
        if self.found is not None and self.found.reading.state == "saved":
            self._typed[self.found.reading.id] = (
                self.chosen(), self.right.value(), self.well.value(),
                self.reason.toPlainText(), self.feedback.toPlainText(),
            )  # fmt: skip

    def _recall(self) -> None:
        """Show again what was chosen and typed."""
        finals, right, well, reason, feedback = self._typed.get(self._reading, ({}, "", "", "", ""))
        for domain, grade in finals.items():
            widget = self.finals.get(domain)
            if isinstance(widget, GradeGroup):
                widget.show_chosen(grade)
            elif widget is not None:
                widget.setCurrentIndex(widget.findData(grade))
        if finals:
            self.right.choose(right)
            self.well.choose(well)
            self.reason.show_text(reason)
            self.feedback.show_text(feedback)

    def _scale(self, found: Comparison, domain: str) -> Scale:
        """The scale of a domain, or of the overall."""
        return found.template.scale_of(found.template.domain(domain))

    def _closed_final(self, found: Comparison, domain: str) -> str:
        """What counts since it was closed."""
        final: Mapping[str, str] = found.reading.final_grades
        return found.reading.final_overall if domain == "overall" else final.get(domain, "")


def direction_words(one: Difference) -> str:
    """Which way one's own grade lies, in words."""
    if one.direction == "apart":
        return "Only one of you had enough evidence"
    steps = f" by {one.steps} grades" if one.steps > 1 else ""
    return f"Your grade is {one.direction}{steps}"


def _voice(who: str, scale: Scale, key: str, reason: str) -> QWidget:
    """One reader's grade and reason."""
    grade: Grade | None = scale.grade(key)
    chip = GradeChip(grade.tone, grade.name) if grade else GradeChip("none", "Not graded")
    words = Words(reason) if reason else Muted("No reason was written.")
    return Box(column(Muted(who), chip, words, None, spacing=6))


def _ordered(scale: Scale) -> list[Grade]:
    """The grades of a scale in display order."""
    return sorted(scale.grades, key=lambda grade: grade.position)
