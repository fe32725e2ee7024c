"""Words on a page: headings, body, muted, and words that shorten instead of being cut."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for (`look`, `tone`, `wrong`)."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def reveal(widget: QWidget, *, on: bool) -> None:
    """Show or hide a part of something larger; before it has its place it must not become a window."""
    if on and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(on)


class Words(QLabel):
    """Plain words that wrap and can be selected with the mouse: `Words(text, look="")`; never markup."""

    def __init__(
        self, text: str = "", look: str = "", *, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self.setMinimumWidth(1)
        if look:
            self.setProperty("look", look)


class Heading(Words):
    """A heading: `Heading(text, level=1|2|3)`: 23, 19 or 16 px."""

    def __init__(self, text: str = "", level: int = 2, *, parent: QWidget | None = None) -> None:
        super().__init__(text, f"h{level}", parent=parent)


class Muted(Words):
    """Words that stand back: `Muted(text)`."""

    def __init__(self, text: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(text, "muted", wrap=wrap, parent=parent)


class Eliding(QLabel):
    """One line that ends in … where the room is short, and then tells all of it as its tip."""

    def __init__(self, text: str = "", look: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show these words."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._shorten()

    def whole(self) -> str:
        """All the words, also those that are not drawn."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 4, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Room for the … alone."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._shorten()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten again when the letters change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._shorten()

    def _shorten(self) -> None:
        """Draw what fits."""
        fits = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1)
        )
        self.setText(fits)
        self.setToolTip("" if fits == self._whole else self._whole)


class Divider(QFrame):
    """A hair line between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "line")
        self.setFixedHeight(1)
