"""What follows from an answer, under its question: an action that is asked for, a theme to tag."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import QuestionView
from qa_tool.theme.model import Theme
from ui.widgets import Button, Muted, Words, column, row

ASKED = "This answer asks for an action."
THERE = "This answer asks for an action, and one is raised."
SAY_WHY = "This answer asks for an action: raise one, or say in the comment why none is needed."


class Follows(QWidget):
    """`show_view(view)`, `offer(theme)`; signals `wanted` (an action) and `taken(theme key)`. Empty, no room.

    Few answers have anything that follows: the parts are made with the first that does.
    """

    wanted = Signal()
    taken = Signal(str)

    def __init__(self, *, may_act: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_act, self._theme = may_act, ""
        self.hide()

    @cached_property
    def _parts(self) -> tuple[Words, Muted, Button, Button]:
        words, there = Words("", "warning"), Muted(THERE)
        act = Button("Raise an action…", self.wanted.emit, kind="quiet", icon="list-checks")
        tag = Button("", self._take, kind="quiet", icon="tag")
        self.setLayout(column(words, there, row(act, tag, None, spacing=6), spacing=2))
        for part in (words, there, act, tag):
            part.hide()
        return words, there, act, tag

    @property
    def words(self) -> Words:
        """What is asked for."""
        return self._parts[0]

    @property
    def there(self) -> Muted:
        """That an action is raised."""
        return self._parts[1]

    @property
    def act(self) -> Button:
        """Raises an action."""
        return self._parts[2]

    @property
    def tag(self) -> Button:
        """Tags the theme that is offered."""
        return self._parts[3]

    def show_view(self, view: QuestionView) -> None:
        """Say whether an action is asked for."""
        asks = view.acts and not view.acted
        if not view.acts and not self._made():
            return
        self.words.setText(SAY_WHY if self._may_act else ASKED)
        self.words.setVisible(asks)
        self.there.setVisible(view.acts and view.acted)
        self.act.setVisible(asks and self._may_act)
        self._fit()

    def offer(self, theme: Theme | None) -> None:
        """Offer a theme to be tagged here, or none."""
        self._theme = theme.id if theme is not None else ""
        if theme is None and not self._made():
            return
        if theme is not None:
            self.tag.setText(f"Tag “{theme.title}”".replace("&", "&&"))
            self.tag.setAccessibleName(f"Tag the theme {theme.title}")
            self.tag.setToolTip(f"{theme.title}\n{theme.definition}")
        self.tag.setVisible(theme is not None)
        self._fit()

    def stops(self) -> list[QWidget]:
        """Where Tab may stop."""
        return [self.act, self.tag] if self._made() else []

    def _made(self) -> bool:
        return "_parts" in vars(self)

    def _take(self) -> None:
        if self._theme:
            self.taken.emit(self._theme)

    def _fit(self) -> None:
        self.setVisible(any(not part.isHidden() for part in self._parts))
