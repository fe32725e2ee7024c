"""Messages inside the window: a banner that stays, a toast that passes."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.look import pixmap, px
from ui.widgets.button import Button, IconButton
from ui.widgets.label import Words, reveal, set_look
from ui.widgets.layout import column, row

Tone = Literal["info", "success", "warning", "danger"]
_ICONS = {
    "info": ("info", "accent"),
    "success": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
    "danger": ("triangle-alert", "danger"),
}


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say a sentence."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Banner(QFrame):
    """A message that stays on the page: `Banner(text, tone="info|success|warning|danger", verb="", on_click=None)`, `.show_message(...)`."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = "info",
        verb: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self._tone: Tone = tone
        self._act: Callable[[], object] | None = None
        self._picture = QLabel()
        self._words = Words("")
        self.button = Button(" ", self._clicked)
        line = row(self._picture, self._words, self.button, spacing=10, margins=(12, 8, 12, 8))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.show_message(text, tone, verb, on_click)

    def show_message(
        self,
        text: str,
        tone: Tone = "info",
        verb: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        """Say this; no words hide the banner."""
        self._tone, self._act = tone, on_click
        self._words.setText(text)
        self.setAccessibleName(text)
        self.button.setText(verb or " ")
        self.button.setVisible(bool(verb))
        set_look(self, "tone", tone)
        self._dress()
        reveal(self, on=bool(text))

    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_picture"):
            self._dress()

    def _clicked(self) -> None:
        """Do what the button says."""
        if self._act is not None:
            self._act()

    def _dress(self) -> None:
        """Draw the picture in the tone's colour."""
        name, ink = _ICONS[self._tone]
        self._picture.setPixmap(pixmap(name, ink, 18))


class Toast(QFrame):
    """One passing message with a way to send it off; trouble stays until it is sent off."""

    gone = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone,
        cure: str = "",
        *,
        seconds: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "toast")
        self.setProperty("tone", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        picture = QLabel()
        name, ink = _ICONS[tone]
        picture.setPixmap(pixmap(name, ink, 20))
        title = Words(text, "strong" if cure else "")
        words = column(title, spacing=3)
        if cure:
            words.addWidget(Words(cure))
        shut = IconButton("Dismiss", "x", self._go)
        line = row(picture, words, shut, spacing=10, margins=(14, 10, 8, 10))
        line.setStretch(1, 1)
        line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(shut, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setAccessibleName(f"{text} {cure}".strip())
        self.setFixedWidth(px(380))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        if tone in ("info", "success"):
            self._timer.start(seconds * 1000)

    def _go(self) -> None:
        """Leave."""
        self.hide()
        self.gone.emit()
        self.deleteLater()


class Toasts(QObject):
    """The messages at the lower right of a window: `Toasts(window)`, `.show_message(text, tone, cure)`."""

    MOST = 4

    def __init__(self, window: QWidget, foot: int = 64) -> None:
        super().__init__(window)
        self._window, self._foot = window, foot
        self._shown: list[Toast] = []
        window.installEventFilter(self)

    def show_message(self, text: str, tone: Tone = "info", cure: str = "") -> None:
        """Show one more; the same words twice are shown once."""
        said = f"{text} {cure}".strip()
        for old in list(self._shown):
            if old.accessibleName() == said:
                self._forget(old)
                old.hide()
                old.deleteLater()
        while len(self._shown) >= self.MOST:
            oldest = self._shown.pop(0)
            oldest.hide()
            oldest.deleteLater()
        toast = Toast(text, tone, cure, parent=self._window)
        toast.gone.connect(lambda: self._forget(toast))
        self._shown.append(toast)
        toast.show()
        self._place()
        announce(toast, said)

    def words(self) -> tuple[str, ...]:
        """What is shown now, oldest first."""
        return tuple(toast.accessibleName() for toast in self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner when the window changes."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _forget(self, toast: Toast) -> None:
        """One is gone: close the gap."""
        if toast in self._shown:
            self._shown.remove(toast)
            self._place()

    def _place(self) -> None:
        """Put them above the foot, newest lowest."""
        bottom = self._window.height() - px(self._foot)
        for toast in reversed(self._shown):
            wide = min(px(380), self._window.width() - px(24))
            toast.setFixedWidth(wide)
            tall = (
                toast.heightForWidth(wide)
                if toast.hasHeightForWidth()
                else toast.sizeHint().height()
            )
            tall = max(tall, toast.sizeHint().height() if not toast.hasHeightForWidth() else 0)
            bottom -= tall + px(8)
            toast.setGeometry(self._window.width() - wide - px(16), bottom, wide, tall)
            toast.raise_()
