"""Asked before a case is opened: that the auditor knows neither this family nor this case."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.work.audit import DECLARATION
from ui.look import px
from ui.widgets import (
    Button,
    Card,
    Heading,
    KeyValues,
    Labelled,
    Muted,
    Scroll,
    TextBox,
    Words,
    column,
    row,
)


class Declaration(QWidget):
    """Asked once for each case: `show_case(title, facts)`; signals `started`, `given_back(reason)`."""

    started = Signal()
    given_back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._facts = Heading("", 2), KeyValues()
        self.start = Button(
            "That is so: start the audit", self.started.emit, kind="primary", icon="play"
        )
        self.know = Button("I do know them", self._ask_reason)
        self.reason = TextBox("Why the case goes back", least=2)
        self._problem = Words("", "danger")
        self._problem.hide()
        self.back = Button("Give the case back", self._give_back, kind="primary")
        self.stay = Button("Cancel", lambda: self._open(on=False))
        self._why = column(
            Labelled("Why does it go back?", self.reason,
                     "One sentence, without names: it is kept with the allocation."),
            self._problem, row(self.back, self.stay, None, spacing=8), spacing=8,
        )  # fmt: skip
        card = Card()
        card.setMaximumWidth(px(680))
        card.body.addWidget(self._title)
        card.body.addWidget(self._facts)
        card.body.addWidget(Words("Before you open this case", "strong"))
        card.body.addWidget(Words(f"“{DECLARATION}”"))
        card.body.addWidget(Muted("It is asked once and kept with the audit."))
        card.body.addLayout(row(self.start, self.know, None, spacing=8))
        card.body.addLayout(self._why)
        middle = row(None, card, None)
        middle.setStretch(1, 8)
        self.setLayout(column(Scroll(column(middle, None, margins=(16, 24, 16, 16)))))
        self._open(on=False)

    def show_case(self, title: str, facts: Sequence[tuple[str, str]]) -> None:
        """Ask about this case."""
        self._title.setText(title)
        self._facts.show_facts(facts)
        self.reason.show_text("")
        self._open(on=False)
        self.start.setFocus()

    def _ask_reason(self) -> None:
        self._open(on=True)
        self.reason.setFocus()

    def _open(self, *, on: bool) -> None:
        """Ask for the reason, or not."""
        for widget in (self.back, self.stay, self.reason.parentWidget() or self.reason):
            widget.setVisible(on)
        self._problem.hide()

    def _give_back(self) -> None:
        reason = self.reason.toPlainText().strip()
        self._problem.setText("" if reason else "Say in one sentence why it goes back.")
        self._problem.setVisible(not reason)
        if reason:
            self.given_back.emit(reason)
