"""Old and new words beside each other, with what changed marked by more than colour."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qa_tool.template.difference import Mark, marked
from ui.widgets import Muted, column
from ui.widgets.sides import Sides

NOTHING = "Nothing"


class _Side(QLabel):
    """One side: words with marks; every letter of the template is escaped, so none is markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_marks(self, name: str, pieces: Iterable[Mark], tags: tuple[str, str]) -> None:
        """Show these pieces; what changed stands between the two tags."""
        kept = list(pieces)
        told = [f"{tags[0]}{escape(w)}{tags[1]}" if new else escape(w) for w, new in kept]
        self.setText(" ".join(told) or f"<i>{NOTHING}</i>")
        self.setAccessibleName(f"{name}: {' '.join(words for words, _new in kept) or NOTHING}")


class Beside(QWidget):
    """Two texts: `Beside()`, `.show_pair(before, after)`; struck through is gone, underlined is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.old, self.new = _Side(), _Side()
        left, right = QWidget(), QWidget()
        left.setLayout(column(Muted("Older version"), self.old, None, spacing=3))
        right.setLayout(column(Muted("Newer version"), self.new, None, spacing=3))
        self.setLayout(column(Sides(left, right, (1, 1), spacing=18)))

    def show_pair(self, before: str, after: str) -> None:
        """Show these two texts."""
        one, two = marked(before, after) if before and after else _whole(before, after)
        self.old.show_marks("Older version", one, ("<s>", "</s>"))
        self.new.show_marks("Newer version", two, ("<u><b>", "</b></u>"))


def _whole(before: str, after: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Where there is only one of them nothing in it has changed."""
    return (((before, False),) if before else ()), (((after, False),) if after else ())
