"""Small editors: a value that is worked out, a confirmation, a score on a line, one of many in a list."""

from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import ChoiceView, QuestionView
from ui.form.editors.editor import Editor
from ui.form.editors.number import NumberEditor
from ui.form.editors.one_of import OneOfEditor
from ui.form.editors.option import OptionGroup
from ui.form.editors.text import TextEditor
from ui.widgets import Picker, Words

MOST_STEPS = 10
NOTHING = "Nothing chosen"


class WorkedEditor(Editor):
    """A value that follows from other answers: to read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words("", "strong")
        self.inside.addWidget(self.words)

    def draw(self, view: QuestionView) -> None:
        """Show the value with its unit."""
        value = view.value
        said = f"{value:g}" if isinstance(value, float) else str(value)
        text = f"{said} {view.unit}".strip() if value is not None else "Not worked out yet"
        self.words.setText(text)
        self.words.setAccessibleName(f"{view.text}: {text}")

    def stops(self) -> list[QWidget]:
        """Nothing to answer."""
        return []


class AcknowledgeEditor(Editor):
    """One box to tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = OptionGroup(many=True)
        self.group.picked.connect(lambda keys: self.give(keys[0] if keys else None))
        self.inside.addWidget(self.group)

    def name_as(self, text: str) -> None:
        """The group carries the question's words."""
        self.group.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Tick it or not."""
        self.group.show_choices(view.choices, [view.value] if isinstance(view.value, str) else [])
        self.group.show_read_only(view.read_only)

    def take_focus(self) -> None:
        """To the box."""
        self.group.take_focus()


class ScoreEditor(Editor):
    """Points: each step to choose where there are few whole ones, otherwise a number in figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = OptionGroup()
        self.group.picked.connect(lambda keys: self.give(keys[0] if keys else None))
        self.number = NumberEditor()
        self.number.answered.connect(self.answered)
        self.number.inside.setContentsMargins(0, 0, 0, 0)
        self._steps = True
        for widget in (self.group, self.number):
            self.inside.addWidget(widget)

    def name_as(self, text: str) -> None:
        """Both carry the question's words."""
        self.group.setAccessibleName(text)
        self.number.name_as(text)

    def draw(self, view: QuestionView) -> None:
        """Show the points."""
        steps = steps_of(view)
        self._steps = bool(steps)
        self.group.setVisible(self._steps)
        self.number.setVisible(not self._steps)
        if not steps:
            self.number.show_view(view)
            return
        value = view.value
        chosen = [f"{value:g}"] if isinstance(value, int | float) else []
        self.group.show_choices(steps, chosen, first=int(view.least or 0))
        self.group.show_read_only(view.read_only)

    def flush(self) -> None:
        """Tell what waits."""
        if not self._steps:
            self.number.flush()

    def forget(self) -> None:
        """An empty field."""
        super().forget()
        self.number.forget()

    def take_focus(self) -> None:
        """To the chosen step, else the first; or into the field."""
        (self.group if self._steps else self.number).take_focus()

    def stops(self) -> list[QWidget]:
        """The steps, or the field."""
        return list(self.group.options()) if self._steps else self.number.stops()


def steps_of(view: QuestionView) -> tuple[ChoiceView, ...]:
    """The steps of a score with few whole ones; none where it is better typed."""
    least, most = view.least or 0, view.most
    if most is None or least != int(least) or most != int(most) or most - least > MOST_STEPS:
        return ()
    steps = range(int(least), int(most) + 1)
    return tuple(ChoiceView(str(n), str(n), "none", n) for n in steps)


class ListEditor(Editor):
    """One answer out of a long list, folded away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = Picker("")
        self.picker.picked.connect(lambda key: self.give(key or None))
        self._shown: tuple[ChoiceView, ...] | None = None
        self.inside.addWidget(self.picker)

    def name_as(self, text: str) -> None:
        """The list carries the question's words."""
        self.picker.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Show what is chosen."""
        chosen = view.value if isinstance(view.value, str) else ""
        if view.choices != self._shown or self.picker.value() != chosen:
            self._shown = view.choices
            words = [("", NOTHING), *((choice.key, choice.text) for choice in view.choices)]
            self.picker.show_choices(words, chosen)
        self.picker.setEnabled(not view.read_only)

    def take_focus(self) -> None:
        """To the list."""
        self.picker.setFocus()


class LineEditor(OneOfEditor):
    """One answer out of several that stand on one line, from one end to the other."""

    def draw(self, view: QuestionView) -> None:
        """Mark what is chosen."""
        self.group.line_up()
        super().draw(view)


class LongTextEditor(TextEditor):
    """Words for which there is room from the start."""

    LEAST = 6
