"""What is missing before the end, and where grades, words and evidence part: each line jumps to its place."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.form.desk import Ready
from ui.widgets import Heading, IconButton, Muted, Scroll, clear, column, row
from ui.widgets.line_button import LineButton


class Missing(QFrame):
    """The list of what is missing: `show_ready(ready)`; signals `chosen(key)`, `safety`, `closed`."""

    chosen = Signal(str)
    safety = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName("What is missing")
        self._title = Heading("What is missing", 3)
        shut = IconButton("Close the list", "x", self.closed.emit)
        head = row(self._title, shut, spacing=8, margins=(12, 8, 6, 0))
        head.setStretch(0, 1)
        self._list = column(spacing=2)
        inside = Scroll(column(self._list, None, margins=(4, 0, 6, 8)))
        layout = column(head, inside, spacing=6)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._shown: Ready | None = None

    def show_ready(self, ready: Ready) -> None:
        """Show this list, unless it is the one that is shown."""
        if ready == self._shown:
            return
        self._shown = ready
        clear(self._list)
        self._title.setText("Nothing is missing" if ready.count == 0 else "What is missing")
        if ready.count == 0:
            self._list.addWidget(Muted("Every question that is needed has an answer."))
        for _stop in ready.unsettled:
            self._list.addWidget(
                LineButton(
                    "A safety stop waits for its answer",
                    "Record who was told, when, and what they answered.",
                    "shield-alert", ink="danger", on_click=self.safety.emit,
                )
            )  # fmt: skip
        for key, text in ready.gaps:
            title, _, rest = text.partition(": ")
            self._list.addWidget(
                LineButton(title if rest else text, rest, "circle-dashed", ink="muted",
                           on_click=self._goer(key))
            )  # fmt: skip
        if ready.findings:
            self._list.addWidget(Heading("Look at these again", 3))
        show_findings(self._list, ready, self.chosen.emit)

    def take_focus(self) -> None:
        """To the first line."""
        first = self.findChild(LineButton)
        if first is not None:
            first.setFocus()

    def _goer(self, key: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(key)


def show_findings(into: QVBoxLayout, ready: Ready, go: Callable[[str], object]) -> None:
    """A line for each finding: what parts, and what to do."""
    for finding in ready.findings:
        into.addWidget(
            LineButton(
                finding.sentence, finding.cure, "triangle-alert", ink="warning",
                on_click=partial(go, finding.key),
            )
        )  # fmt: skip
