"""A line that can be chosen: picture, what it is, more about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ui.look import pixmap, px
from ui.widgets.label import Muted, Words
from ui.widgets.layout import column, row


class LineButton(QPushButton):
    """A whole line as one button: `LineButton(title, detail, icon, ink="accent", on_click=None)`."""

    def __init__(
        self,
        title: str,
        detail: str,
        icon: str,
        *,
        ink: str = "accent",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "quiet")
        self._icon, self._ink, self._picture = icon, ink, QLabel()
        words = column(Words(title, "strong"), Muted(detail), None, spacing=1)
        self._line = line = row(self._picture, words, spacing=10, margins=(8, 6, 8, 6))
        line.setStretch(1, 1)
        line.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if on_click is not None:
            self.clicked.connect(lambda _on=False: on_click())
        self._dress()

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words at this width."""
        return self._line.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Room for the picture and its words."""
        return self._line.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """It can be narrow: its words wrap."""
        return QSize(px(120), px(44))

    def changeEvent(self, event: QEvent) -> None:
        """Colour the picture again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_picture"):
            self._dress()

    def _dress(self) -> None:
        """The picture in its colour."""
        self._picture.setPixmap(pixmap(self._icon, self._ink, 20))
