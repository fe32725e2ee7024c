"""The chase list: e-mails to copy, one auditor or all, and a workbook to save."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from qa_tool.report.chase import Chase, letters, text
from ui.dialogs import Dialog
from ui.look import px
from ui.widgets import Button, Labelled, Muted, Picker, TextBox

EVERYBODY = ""


class ChaseList(Dialog):
    """Shows what is late or soon due as e-mails: `ChaseList(parent, chase, save)`, `.run()`."""

    def __init__(self, parent: QWidget | None, chase: Chase, save: Callable[[], object]) -> None:
        super().__init__(
            parent, f"Chase list of {chase.round}",
            "Copy it into your own e-mails: the program sends nothing to anybody.",
            no="Close", wide=720,
        )  # fmt: skip
        self._chase, self._letters = chase, letters(chase)
        names = [(letter.auditor, letter.name) for letter in self._letters]
        self.who = Picker("For whom", [(EVERYBODY, "Everybody, one after the other"), *names])
        self.words = TextBox("E-mail", least=14, most=14)
        self.words.setReadOnly(True)
        self.copied = Muted("")
        self.copy = Button("Copy", self._copy, kind="primary", icon="copy")
        self.save = Button("Save as workbook (.xlsx)", save, icon="download")
        self.who.picked.connect(lambda _key: self._show())
        if self._letters:
            self.add(Labelled("For whom", self.who))
            self.add(self.words)
        else:
            self.add(Muted("Nothing is late, and nothing is due within five working days."))
            self.copy.hide()
        self.add(self.copied)
        self.foot.insertWidget(0, self.save)
        self.foot.insertWidget(0, self.copy)
        self._show()
        (self.copy if self._letters else self.no).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The words know their height only now: make room for them."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """As much taller as is still hidden, as far as the screen goes."""
        hidden = self.area.verticalScrollBar().maximum()
        room = self.screen().availableGeometry().height() - px(48)
        self.resize(self.width(), min(room, self.height() + hidden))

    def _show(self) -> None:
        """The e-mail for whoever is chosen."""
        one = next((x for x in self._letters if x.auditor == self.who.value()), None)
        self.words.show_text(str(one) if one else text(self._chase))
        self.copied.setText("")

    def _copy(self) -> None:
        """Put what is shown on the clipboard."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self.copied.setText("Copied. It names people and cases' references, so send it as such.")
