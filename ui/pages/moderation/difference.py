"""One domain on which readers differ: every voice, the grade that shall count, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.moderation.compare import Difference
from qa_tool.template.model import Scale
from qa_tool.work.moderation import Comparison
from ui.pages.moderation.parts import direction_words, ordered, voice
from ui.widgets import (
    Box,
    Button,
    Card,
    FlowRow,
    GradeChip,
    GradeChoice,
    GradeGroup,
    Labelled,
    Picker,
    Pill,
    TextBox,
    Words,
    row,
)
from ui.widgets.sides import Sides


def scale_of(found: Comparison, domain: str) -> Scale:
    """The scale of a domain, or of the overall."""
    return found.template.scale_of(found.template.domain(domain))


def closed_final(found: Comparison, domain: str) -> str:
    """What counts since it was closed."""
    if domain == "overall":
        return found.reading.final_overall
    return found.reading.final_grades.get(domain, "")


class DifferenceCard(Card):
    """A domain apart: `DifferenceCard(found, difference)`; `.group` and `.why`; signal `changed`."""

    changed = Signal()

    def __init__(self, found: Comparison, one: Difference) -> None:
        super().__init__(
            one.title, Pill(direction_words(one), "warning" if one.singly else "accent")
        )
        self._first = one.first
        closed = found.reading.state == "closed"
        scale = scale_of(found, one.domain)
        self.add(_voices(found, one, scale))
        self.group = GradeGroup(f"Final grade: {one.title}")
        self.group.show_choices([GradeChoice(g.key, g.name, g.tone) for g in ordered(scale)])
        self.group.show_read_only(closed)
        self.group.chosen.connect(lambda _key: self._choose())
        self.add(Words("Final grade", "strong"))
        self.add(self.group)
        take = FlowRow(
            Button("Keep the first", lambda: self._take(one.first), kind="quiet"),
            Button("Take mine", lambda: self._take(one.second), kind="quiet"),
        )
        self.add(take)
        take.setVisible(not closed)
        self.why = TextBox(f"Why another grade: {one.title}", least=2)
        self.why.changed.connect(lambda _text: self.changed.emit())
        self._why = Labelled(
            "Why another grade", self.why, "What in the file leads to it; the auditor reads this."
        )
        self.add(self._why)
        if closed:
            self.group.show_chosen(closed_final(found, one.domain))
            self.why.show_text(found.reading.reasons.get(one.domain, ""))
            self.why.setReadOnly(True)
        self.look_again()

    def show_chosen(self, key: str) -> None:
        """Show a grade without telling."""
        self.group.show_chosen(key)
        self.look_again()

    def look_again(self) -> None:
        """A reason is asked for only where the grade changes."""
        chosen = self.group.value()
        typed = bool(self.why.toPlainText())
        self._why.setVisible(typed or (bool(chosen) and chosen != self._first))

    def _take(self, key: str) -> None:
        self.group.show_chosen(key)
        self._choose()

    def _choose(self) -> None:
        self.look_again()
        self.changed.emit()


def _voices(found: Comparison, one: Difference, scale: Scale) -> QWidget:
    """The readers side by side: two, or three for a third reader."""
    first = voice("First reading", scale, one.first, found.reasons.get(one.domain, ""))
    own = voice("Yours", scale, one.second, found.own_reasons.get(one.domain, ""))
    if found.before is None:
        return Sides(first, own, (1, 1), least=420, spacing=16)
    before = found.before
    grade = before.overall if one.domain == "overall" else before.grades.get(one.domain, "")
    second = voice("Second reading", scale, grade, found.before_reasons.get(one.domain, ""))
    pair = Sides(first, second, (1, 1), least=340, spacing=16)
    return Sides(pair, own, (2, 1), least=560, spacing=16)


class AgreedCard(Card):
    """The domains on which both agree, each with its grade set: signal `changed`."""

    changed = Signal()

    def __init__(self, found: Comparison, agree: list[Difference]) -> None:
        self._agree = agree
        self.take = Button("Take all that agree", self.take_all, kind="quiet", icon="check")
        super().__init__(f"You agree ({len(agree)})", self.take)
        closed = found.reading.state == "closed"
        self.take.setVisible(not closed)
        self.pickers: dict[str, Picker] = {}
        for one in agree:
            scale = scale_of(found, one.domain)
            now = closed_final(found, one.domain) if closed else one.first
            picker = Picker(
                f"Final grade: {one.title}", [(g.key, g.name) for g in ordered(scale)], now
            )
            picker.setEnabled(not closed)
            picker.activated.connect(lambda _place: self.changed.emit())
            self.pickers[one.domain] = picker
            grade = scale.grade(one.first)
            line = row(
                Words(one.title), GradeChip(grade.tone if grade else "none", grade.name if grade else ""),
                picker, spacing=10,
            )  # fmt: skip
            line.setStretch(0, 1)
            self.add(Box(line))

    def take_all(self) -> None:
        """Set every domain on which both agree to that grade, in one act."""
        for one in self._agree:
            picker = self.pickers[one.domain]
            picker.setCurrentIndex(picker.findData(one.first))
        self.changed.emit()
