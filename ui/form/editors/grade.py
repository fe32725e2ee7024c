"""A grade: the cards of the scale, and what stands outside it beneath."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import ChoiceView, QuestionView
from ui.form.editors.editor import Editor
from ui.form.editors.option import OptionGroup
from ui.widgets import GradeChoice, GradeGroup, Muted

OUTSIDE = "none"


class GradeEditor(Editor):
    """A grade: cards with shape, word and number; what has no rank stands beneath in a line.

    `show_words_below(True)` shows the description of the grade that is chosen or looked at;
    `looked(key)` tells which one is looked at.
    """

    looked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = GradeGroup("")
        self.group.chosen.connect(lambda key: self.give(key or None))
        self.rest = OptionGroup()
        self.rest.picked.connect(lambda keys: self.give(keys[0] if keys else None))
        self.words = Muted("")
        self.words.hide()
        self._below = False
        self._shown: tuple[ChoiceView, ...] = ()
        for widget in (self.group, self.rest, self.words):
            self.inside.addWidget(widget)

    def name_as(self, text: str) -> None:
        """Both groups carry the question's words."""
        self.group.setAccessibleName(text)
        self.rest.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Mark the grade."""
        chosen = view.value if isinstance(view.value, str) else ""
        ranked, rest = parted(view.choices)
        self.group.show_choices([GradeChoice(c.key, c.text, c.tone) for c in ranked], chosen)
        self.group.show_read_only(view.read_only)
        if view.choices != self._shown:
            self._shown = view.choices
            for button in self.group.buttons():
                button.installEventFilter(self)
            self.rest.setVisible(bool(rest))
        self.rest.show_choices(rest, [chosen] if chosen else [], first=len(ranked) + 1)
        self.rest.show_read_only(view.read_only)
        self._tell(chosen)

    def show_words_below(self, on: bool) -> None:  # noqa: FBT001 - a switch of Qt's manner
        """Show the description under the cards, where there is no room for it beside them."""
        self._below = on
        self._tell(self.view.value if self.view and isinstance(self.view.value, str) else "")

    def choose_place(self, place: int) -> bool:
        """Choose the grade with this number."""
        return self.group.choose_place(place) or self.rest.choose_place(place)

    def take_focus(self) -> None:
        """To the chosen grade, else to the first."""
        stop = next((b for b in self.group.buttons() if b.isChecked()), None)
        if stop is None and self.rest.keys():
            self.rest.take_focus()
        elif self.group.buttons():
            (stop or self.group.buttons()[0]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers that the group with the focus does not have belong to the other one."""
        place = event.key() - Qt.Key.Key_0
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not (bare and 1 <= place <= 9 and self.choose_place(place)):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looking at a grade shows its description."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
            choice = getattr(watched, "choice", None)
            if choice is not None:
                self._tell(choice.key)
                self.looked.emit(choice.key)
        return False

    def _tell(self, grade: str) -> None:
        """The description of one grade."""
        texts = dict(self.view.descriptors) if self.view else {}
        self.words.setText(texts.get(grade, ""))
        self.words.setVisible(self._below and bool(texts.get(grade)))


def parted(
    choices: tuple[ChoiceView, ...],
) -> tuple[tuple[ChoiceView, ...], tuple[ChoiceView, ...]]:
    """The grades of the scale, and what stands outside it; a scale without tones stays whole."""
    ranked = tuple(choice for choice in choices if choice.tone != OUTSIDE)
    if not ranked:
        return choices, ()
    return ranked, tuple(choice for choice in choices if choice.tone == OUTSIDE)
