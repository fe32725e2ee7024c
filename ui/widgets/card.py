"""Cards, tiles and lists of facts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.look import pixmap, px
from ui.widgets.button import Button
from ui.widgets.label import Heading, Muted, Words, reveal
from ui.widgets.layout import clear, column, row
from ui.widgets.progress import SlimBar


class Card(QFrame):
    """A white box: `Card(title="", action=None)`; put things in with `.add(widget)` or `.body`."""

    def __init__(
        self, title: str = "", action: QWidget | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.title = Heading(title, 3)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(10))
        self.body.setContentsMargins(0, 0, 0, 0)
        outer = column(spacing=12, margins=16)
        if title or action is not None:
            head = row(self.title, spacing=10)
            head.setStretch(0, 1)
            if action is not None:
                head.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
            outer.addLayout(head)
        else:
            self.title.setParent(self)
            self.title.hide()
        outer.addLayout(self.body, 1)
        self.setLayout(outer)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the card."""
        self.body.addWidget(widget, stretch)

    def empty(self) -> None:
        """Take everything out of the card's body."""
        clear(self.body)


class KeyValues(QWidget):
    """Facts in two columns: `KeyValues([("Team", "North 1"), …])`, `.show_facts(pairs)`."""

    def __init__(
        self, facts: Sequence[tuple[str, str]] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs instead."""
        clear(self._grid)
        for number, (name, value) in enumerate(facts):
            label = Muted(name, wrap=False)
            words = Words(value)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, number, 1, Qt.AlignmentFlag.AlignTop)


class BigFigure(Card):
    """A tile with one figure: `BigFigure(figure, words, detail="", share=None)`; share 0 to 1 draws a bar."""

    def __init__(
        self,
        figure: str,
        words: str,
        detail: str = "",
        share: float | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(px(1))
        self._figure, self._words, self._detail = Words("", "figure"), Words(""), Muted("")
        self._bar = SlimBar("")
        for widget in (self._figure, self._words, self._detail):
            self.add(widget)
        self.body.addSpacing(px(7))
        self.add(self._bar)
        self.body.addStretch(1)
        self.show_figure(figure, words, detail, share)

    def show_figure(
        self, figure: str, words: str, detail: str = "", share: float | None = None
    ) -> None:
        """Show another figure."""
        self._figure.setText(figure)
        self._words.setText(words)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._bar.setVisible(share is not None)
        self._bar.show_share(share or 0.0, f"{figure} {words}")
        self.setAccessibleName(f"{figure} {words}. {detail}".strip())


class EmptyState(QWidget):
    """An empty page that says what to do first: `EmptyState(title, text, verb="", on_click=None, icon="folder-open")`."""

    def __init__(
        self,
        title: str,
        text: str,
        verb: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        icon: str = "folder-open",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title, self._text = Heading(title, 3), Muted(text)
        self.button = Button(verb or " ", on_click, kind="primary")
        reveal(self.button, on=bool(verb))
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(px(460))
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = column(self._picture, self._title, self._text, 6, spacing=6)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = row(None, inside, None)
        middle.setStretch(1, 12)
        self.setLayout(column(None, middle, None, margins=20))
        self._dress()

    def show_words(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_picture"):
            self._dress()

    def _dress(self) -> None:
        """Draw the picture in the theme's colour."""
        self._picture.setPixmap(pixmap(self._icon, "muted", 32))
