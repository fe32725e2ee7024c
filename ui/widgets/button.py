"""Buttons: a verb on each, one main one to a page."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.look import Tokens, colour, icon, px, text_scale, tokens

Kind = Literal["plain", "primary", "quiet", "danger"]
_TONES = {"plain": "text", "primary": "on_accent", "quiet": "accent", "danger": "on_danger"}
_RESTYLED = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


_Look = tuple[str, Tokens, float]


def _look(name: str) -> _Look:
    """Picture, colours and size: a button hears of its style several times before it is seen."""
    return name, tokens(), text_scale()


class Button(QPushButton):
    """A button with a verb: `Button(text, on_click, kind="plain|primary|quiet|danger", icon="", tip="")`."""

    _worn: _Look

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: Kind = "plain",
        icon: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._kind = icon, kind
        self.setAutoDefault(False)
        if kind != "plain":
            self.setProperty("look", kind)
        if tip:
            self.setToolTip(tip)
        if on_click is not None:
            self.clicked.connect(lambda _on=False: on_click())
        self._dress()

    def show_icon(self, name: str) -> None:
        """Change the picture."""
        self._icon = name
        self._dress()

    def forbid(self, reason: str) -> None:
        """Disable the button and say why in its tip; an empty reason enables it."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button; a filled one wears its ring inside, where it stands out."""
        super().paintEvent(event)
        if self.hasFocus() and self._kind in ("primary", "danger"):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(_TONES[self._kind]), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 5, 5)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the picture again when the theme changes."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._dress()

    def _dress(self) -> None:
        """Set the picture in the theme's colour and size."""
        look = _look(getattr(self, "_icon", ""))
        if look[0] and look != getattr(self, "_worn", None):
            self._worn = look
            self.setIcon(icon(self._icon, _TONES[self._kind], gap=4))
            self.setIconSize(QSize(px(18) + px(4), px(18)))


class IconButton(QToolButton):
    """A button that is only a picture: `IconButton(name, icon, on_click, keys="")`; the name is its tip and is read aloud."""

    _worn: _Look

    def __init__(
        self,
        name: str,
        icon: str,
        on_click: Callable[[], object] | None = None,
        *,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)
        if on_click is not None:
            self.clicked.connect(lambda _on=False: on_click())
        self._dress()

    def show_icon(self, name: str) -> None:
        """Change the picture."""
        self._icon = name
        self._dress()

    def rename(self, name: str, keys: str = "") -> None:
        """Change what it is called."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the picture again when the theme changes."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._dress()

    def _dress(self) -> None:
        """Set the picture in the theme's colour and size."""
        look = _look(getattr(self, "_icon", ""))
        if look[0] and look != getattr(self, "_worn", None):
            self._worn = look
            self.setIcon(icon(self._icon, "muted", 20))
            self.setIconSize(QSize(px(20), px(20)))
