"""Pieces of the pages of moderation: choices, a reader's grade, what was said."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from qa_tool.moderation.compare import Difference
from qa_tool.moderation.dispute import Remark
from qa_tool.template.model import Grade, Scale
from ui.context import Context
from ui.widgets import (
    Box,
    Button,
    Card,
    Divider,
    FlowRow,
    GradeChip,
    Labelled,
    Muted,
    TextBox,
    Words,
    column,
)

_STANCES = {"accepts": " accepts the outcome", "disagrees": " disagrees with the outcome", "": ""}


class Choices(QWidget):
    """One of a few as radio buttons: `Choices(name, [(key, word)…])`, `.value()`, `.choose(key)`; signal `chosen`."""

    chosen = Signal()

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys: dict[QRadioButton, str] = {}
        lines = column(spacing=2)
        for key, word in choices:
            button = QRadioButton(word)
            button.setAccessibleName(f"{name} {word}")
            button.clicked.connect(lambda _on=False: self.chosen.emit())
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


def readable(text: str) -> Words:
    """Typed words that can be selected."""
    words = Words(text)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def moment(when: datetime | None) -> str:
    """A moment as people read it, where the person is."""
    if when is None:
        return ""
    here = when.astimezone()
    return f"{here.day} {here:%b %Y}, {here:%H:%M}"


def chip(scale: Scale, key: str) -> GradeChip:
    """A grade as a chip; one of another scale by its key."""
    grade: Grade | None = scale.grade(key)
    return GradeChip(grade.tone, grade.name) if grade else GradeChip("none", key or "Not graded")


def voice(who: str, scale: Scale, key: str, reason: str) -> QWidget:
    """One reader's grade and reason."""
    words = readable(reason) if reason else Muted("No reason was written.")
    return Box(column(Muted(who), FlowRow(chip(scale, key)), words, None, spacing=6))


def ordered(scale: Scale) -> list[Grade]:
    """The grades of a scale in display order."""
    return sorted(scale.grades, key=lambda grade: grade.position)


def direction_words(one: Difference) -> str:
    """Which way one's own grade lies, in words."""
    if one.direction == "scales":
        return "Graded on two versions of the scale"
    if one.direction == "apart":
        return "Only one of you had enough evidence"
    if one.direction == "same":
        return "You agree with the auditor, the second reader does not"
    steps = f" by {one.steps} grades" if one.steps > 1 else ""
    return f"Your grade is {one.direction}{steps}"


class TalkCard(Card):
    """What was said about a reading, in order, and room for more: `TalkCard(context, remarks, on_say)`.

    `box` holds what is being written; without `on_say` nothing can be added.
    """

    def __init__(
        self, context: Context, remarks: Sequence[Remark], on_say: Callable[[str], object] | None
    ) -> None:
        super().__init__(f"Discussion ({len(remarks)})" if remarks else "Discussion")
        space = context.workspace
        for place, one in enumerate(remarks):
            if place:
                self.add(Divider())
            self.add(Words(f"{space.name(one.who)}{_STANCES[one.stance]}", "strong"))
            self.add(Muted(moment(one.said)))
            if one.words:
                self.add(readable(one.words))
        if not remarks:
            self.add(Muted("Nothing has been said yet. What is said here is kept with the audit."))
        self.box = TextBox("Your remark", least=2)
        self.send = Button("Add remark", icon="message-square")
        if on_say is not None:
            say = on_say
            self.add(Labelled("Your remark", self.box, "Both of you read it; it is kept for ever."))
            self.add(FlowRow(self.send))
            self.send.clicked.connect(lambda _on=False: say(self.box.toPlainText().strip()))
