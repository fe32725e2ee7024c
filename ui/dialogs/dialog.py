"""A window that asks: heading, body, verbs at the foot."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from ui.look import px
from ui.widgets import Button, Heading, Words, column, row
from ui.widgets.button import Kind


class Dialog(QDialog):
    """A window that asks: `Dialog(parent, title, text, yes="Save", no="Cancel")`; `.add(widget)`, `.run() -> bool`.

    `check` is asked before it closes with yes and gives a sentence where something is wrong.
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
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._check = check
        self.heading, self.text = Heading(title, 2), Words(text)
        self.text.setVisible(bool(text))
        self.problem = Words("", "danger")
        self.problem.hide()
        self.body = column(spacing=12)
        self.yes, self.no = Button(yes or " ", self._yes, kind=kind), Button(no, self.reject)
        self.yes.setVisible(bool(yes))
        self.yes.setDefault(bool(yes))
        self.foot = row(None, self.no, self.yes, spacing=10)
        layout = column(
            self.heading, self.text, self.body, self.problem, 6, self.foot, spacing=10, margins=20
        )
        self.setLayout(layout)
        self.setMinimumWidth(min(px(460), 900))
        enter = QShortcut(Qt.Modifier.CTRL | Qt.Key.Key_Return, self)
        enter.activated.connect(self._yes)

    def add(self, widget: QWidget) -> None:
        """Put a widget into the body."""
        self.body.addWidget(widget)

    def run(self) -> bool:
        """Show it and wait; true for yes."""
        said_yes = self.exec() == int(QDialog.DialogCode.Accepted)
        self.deleteLater()
        return said_yes

    def _yes(self) -> None:
        """Close with yes, unless something is wrong."""
        if not self.yes.isVisibleTo(self):
            return
        said = self._check() if self._check else ""
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        if not said:
            self.accept()
