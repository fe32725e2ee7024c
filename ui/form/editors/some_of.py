"""Several answers out of several."""

from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import NOT_APPLICABLE, Editor
from ui.form.editors.option import OptionGroup


class SomeOfEditor(Editor):
    """Several answers, each turned on or off; 'not applicable' stands alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = OptionGroup(many=True)
        self.group.picked.connect(self._picked)
        self.inside.addWidget(self.group)

    def name_as(self, text: str) -> None:
        """The group carries the question's words."""
        self.group.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Mark what is chosen."""
        chosen = [str(key) for key in view.value] if isinstance(view.value, list) else []
        self.group.show_choices(view.choices, chosen)
        self.group.show_read_only(view.read_only)

    def take_focus(self) -> None:
        """To the first that is chosen, else the first."""
        self.group.take_focus()

    def _picked(self, keys: list[str]) -> None:
        """Not applicable and real answers shut each other out; the newest wins."""
        was_na = bool(self.view and self.view.na)
        if NOT_APPLICABLE in keys and len(keys) > 1:
            keys = [k for k in keys if k != NOT_APPLICABLE] if was_na else [NOT_APPLICABLE]
        self.give(keys or None)
