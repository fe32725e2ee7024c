"""A window that asks: heading, body, verbs at the foot."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.look import px
from ui.widgets import Button, Heading, Scroll, Words, column, reveal, row
from ui.widgets.button import Kind

WIDE = 480
FRAME = (16, 48)  # what the desktop's own frame and title take
_STEPS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


def room_of(widget: QWidget) -> QSize:
    """How large a window may be on the screen where this widget is."""
    free = widget.screen().availableGeometry().size()
    return QSize(free.width() - FRAME[0], free.height() - FRAME[1])


class Dialog(QDialog):
    """A window that asks: `Dialog(parent, title, text, yes="Save", no="Cancel")`; `.add(widget)`, `.run() -> bool`.

    It is as wide as `wide` px and as tall as what it holds, as far as the screen goes; then what it
    holds scrolls, and the verbs stay. `check` is asked before it closes with yes and gives a
    sentence where something is wrong.
    """

    def __init__(  # noqa: PLR0913  (each of them is what a question has)
        self,
        parent: QWidget | None,
        title: str,
        text: str = "",
        *,
        yes: str = "",
        no: str = "Cancel",
        kind: Kind = "primary",
        check: Callable[[], str] | None = None,
        wide: int = WIDE,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._check, self._wide = check, wide
        self.heading, self.text = Heading(title, 2), Words(text)
        reveal(self.text, on=bool(text))
        self.problem = Words("", "danger")
        self.problem.hide()
        self.body = column(spacing=12)
        self.yes, self.no = Button(yes or " ", self._yes, kind=kind), Button(no, self.reject)
        reveal(self.yes, on=bool(yes))
        self.yes.setDefault(bool(yes))
        self.foot = row(None, self.no, self.yes, spacing=10)
        self._inside = column(
            self.heading, self.text, self.body, spacing=10, margins=(20, 20, 20, 6)
        )
        self.area = Scroll(self._inside)
        below = column(self.problem, self.foot, spacing=10, margins=(20, 4, 20, 20))
        layout = column(self.area, below, spacing=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        enter = QShortcut(Qt.Modifier.CTRL | Qt.Key.Key_Return, self)
        enter.activated.connect(self._yes)

    def add(self, widget: QWidget) -> None:
        """Put a widget into the body; none may be wider than the screen lets it be."""
        most = room_of(self).width() - px(70)
        widget.setMinimumWidth(min(widget.minimumWidth(), most))
        self.body.addWidget(widget)

    def run(self) -> bool:
        """Show it and wait; true for yes."""
        said_yes = self.exec() == int(QDialog.DialogCode.Accepted)
        self.deleteLater()
        return said_yes

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001
        """Find its size before it is shown."""
        if visible and not self.isVisible():
            self.fit()
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the field that is ready be seen."""
        super().showEvent(event)
        self._show_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down scroll what does not fit."""
        by = _STEPS.get(Qt.Key(event.key()), 0)
        if by:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + by * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Be as large as what it holds, as far as the screen goes; never smaller than it is."""
        room, inside = room_of(self), self._inside
        bar = self.area.verticalScrollBar().sizeHint().width()
        least = inside.totalMinimumSize().width() + bar
        wide = min(room.width(), max(px(self._wide), least, self._foot_width(), self._now(0)))
        tall = max(
            inside.totalHeightForWidth(wide - bar),
            inside.totalSizeHint().height() if not inside.hasHeightForWidth() else 0,
        )
        below = self.layout().itemAt(1)
        foot = below.heightForWidth(wide) if below.hasHeightForWidth() else 0
        foot = max(foot, below.sizeHint().height() if not foot else 0)
        tall = min(room.height(), max(tall + foot + 2, self._now(1)))
        self.resize(wide, tall)

    def _now(self, side: int) -> int:
        """Width or height while it is shown; nothing before."""
        return (self.width(), self.height())[side] if self.isVisible() else 0

    def _foot_width(self) -> int:
        """The room that the verbs want."""
        below = self.layout().itemAt(1)
        return below.minimumSize().width()

    def _yes(self) -> None:
        """Close with yes, unless something is wrong."""
        if not self.yes.isVisibleTo(self):
            return
        said = self._check() if self._check else ""
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        if said:
            self.fit()
            self._show_focus()
        else:
            self.accept()

    def _show_focus(self) -> None:
        """Scroll to the field with the focus."""
        now = self.focusWidget()
        if now is not None and self.area.isAncestorOf(now):
            self.layout().activate()
            self.area.show_widget(now)
