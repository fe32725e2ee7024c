"""One answer out of several."""

from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import Editor
from ui.form.editors.option import OptionGroup


class OneOfEditor(Editor):
    """One answer out of several, each with the number of its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = OptionGroup()
        self.group.picked.connect(lambda keys: self.give(keys[0] if keys else None))
        self.inside.addWidget(self.group)

    def name_as(self, text: str) -> None:
        """The group carries the question's words."""
        self.group.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Mark what is chosen."""
        self.group.show_choices(view.choices, [view.value] if isinstance(view.value, str) else [])
        self.group.show_read_only(view.read_only)

    def take_focus(self) -> None:
        """To the chosen answer, else the first."""
        self.group.take_focus()
