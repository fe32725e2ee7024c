"""An order of importance: lines that are moved up and down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import Editor
from ui.look import px
from ui.widgets import Button, IconButton, Muted, Words, column, row

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RankLine(QFrame):
    """One answer with its place; arrows go on, Alt or Ctrl with an arrow moves it."""

    stepped = Signal(int)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self.setProperty("look", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number, self.words = Words("", "strong"), Words("")
        self.number.setMinimumWidth(px(22))
        self.up = IconButton("Move up", "chevron-up", lambda: self.moved.emit(-1))
        self.down = IconButton("Move down", "chevron-down", lambda: self.moved.emit(1))
        line = row(self.number, self.words, self.up, self.down, spacing=6)
        line.setContentsMargins(px(10), px(2), px(4), px(2))
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_answer(self, key: str, text: str, place: int, many: int) -> None:
        """Show this answer in this place."""
        self.key = key
        self.number.setText(f"{place}.")
        self.words.setText(text)
        self.setAccessibleName(f"{place} of {many}: {text}")
        self.setAccessibleDescription("Alt+Up and Alt+Down move it.")
        self.up.setAccessibleName(f"Move up: {text}")
        self.down.setAccessibleName(f"Move down: {text}")
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < many)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next line, and with Alt or Ctrl take this one along."""
        by = _MOVES.get(Qt.Key(event.key()), 0)
        held = event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        )
        if by and held:
            self.moved.emit(by)
        elif by:
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)


class RankEditor(Editor):
    """All answers in order, the first first; until something is moved or confirmed there is no answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[RankLine] = []
        self._list = column(spacing=4)
        self.hint = Muted("Move the answers into order; Alt+Up and Alt+Down move the one in focus.")
        self.as_is = Button("Keep this order", self._keep, kind="quiet", icon="check")
        self.inside.addWidget(self.hint)
        self.inside.addLayout(self._list)
        self.inside.addLayout(row(self.as_is, None))

    def name_as(self, text: str) -> None:
        """The button says which order it keeps."""
        self.as_is.setAccessibleName(f"Keep this order: {text}")

    def draw(self, view: QuestionView) -> None:
        """Show the order; as the template has it where none was given."""
        words = {choice.key: choice.text for choice in view.choices}
        while len(self._lines) < len(words):
            line = RankLine()
            line.stepped.connect(lambda by, one=line: self._step(one, by))
            line.moved.connect(lambda by, one=line: self._move(one, by))
            self._lines.append(line)
            self._list.addWidget(line)
        order = self.order()
        for place, line in enumerate(self._lines):
            there = place < len(order)
            line.setVisible(there)
            if there:
                line.show_answer(order[place], words[order[place]], place + 1, len(order))
            for button in (line.up, line.down):
                button.setVisible(not view.read_only)
        self.hint.setVisible(not view.answered and not view.read_only)
        self.as_is.setVisible(not view.answered and not view.read_only)

    def order(self) -> list[str]:
        """The keys in the order that is shown."""
        if self.view is None:
            return []
        known = [choice.key for choice in self.view.choices]
        value = self.view.value if isinstance(self.view.value, list) else []
        given = [str(key) for key in value if key in known]
        return [*given, *(key for key in known if key not in given)]

    def take_focus(self) -> None:
        """To the first line."""
        if self._lines:
            self._lines[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stops(self) -> list[QWidget]:
        """Every line, then the button."""
        return [*self._lines, self.as_is]

    def _keep(self) -> None:
        self.give(self.order())
        self.take_focus()

    def _step(self, line: RankLine, by: int) -> None:
        place = self._lines.index(line) + by
        if 0 <= place < len(self.order()):
            self._lines[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, line: RankLine, by: int) -> None:
        """Exchange a line with its neighbour; the focus goes along."""
        order, place = self.order(), self._lines.index(line)
        to = place + by
        if self.view is None or self.view.read_only or not 0 <= to < len(order):
            return
        order[place], order[to] = order[to], order[place]
        self.give(order)
        self._lines[to].setFocus(Qt.FocusReason.TabFocusReason)
