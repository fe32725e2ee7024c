"""A window that asks: heading, body, verbs at the foot."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.look import px
from ui.widgets import Button, Divider, Heading, Labelled, Scroll, Words, column, reveal, row
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
        self._below = column(self.problem, self.foot, spacing=10, margins=(20, 10, 20, 16))
        edge = Divider()
        edge.hide()
        self.area.verticalScrollBar().rangeChanged.connect(
            lambda _a, most: edge.setVisible(most > 0)
        )
        layout = column(self.area, edge, self._below, spacing=0)
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
        QTimer.singleShot(0, self, self._show_focus)

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
        verbs = self._below.minimumSize().width()
        wide = min(room.width(), max(px(self._wide), least, verbs, self._now(0)))
        wraps = inside.hasHeightForWidth()
        tall = inside.totalHeightForWidth(wide - bar) if wraps else inside.totalSizeHint().height()
        below = self._below
        wraps = below.hasHeightForWidth()
        foot = below.totalHeightForWidth(wide) if wraps else below.totalSizeHint().height()
        tall = min(room.height(), max(tall + foot + 2, self._now(1)))
        self.resize(wide, tall)

    def _now(self, side: int) -> int:
        """Width or height while it is shown; nothing before."""
        return (self.width(), self.height())[side] if self.isVisible() else 0

    def _yes(self) -> None:
        """Close with yes, unless something is wrong."""
        if not self.yes.isVisibleTo(self):
            return
        said = self._check() if self._check else ""
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        if said:
            self.fit()
            QTimer.singleShot(0, self, self._show_focus)
        else:
            self.accept()

    def _show_focus(self) -> None:
        """Scroll to the field with the focus, with what is said of it."""
        now = QApplication.focusWidget()
        if now is None or not self.area.isAncestorOf(now):
            return
        fields = [one for one in self.findChildren(Labelled) if one.isAncestorOf(now)]
        for widget in (*fields, now):
            self.area.ensureWidgetVisible(widget, 0, px(6))
