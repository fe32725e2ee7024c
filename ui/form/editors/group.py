"""A repeated group: what was added, and the heading of each with what can be done with it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import Editor
from ui.look import px
from ui.widgets import Button, IconButton, Muted, Words, announce, row


class GroupEditor(Editor):
    """Adds one more, and tells which with `added(key)`. What is taken away comes back with undo."""

    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = Button("Add", self.add_entry, icon="plus")
        self.count = Muted("", wrap=False)
        self.inside.addLayout(row(self.add, self.count, None, spacing=8))

    def draw(self, view: QuestionView) -> None:
        """Show how many there are."""
        n = len(entries_of(view))
        word = view.each.lower()
        self.add.setText(f"Add {_article(word)} {word}" if not n else f"Add another {word}")
        self.add.setAccessibleName(f"{self.add.text()}: {view.text}")
        self.count.setText(f"{n} so far" if n else "None yet")
        full = view.most is not None and n >= view.most
        self.add.setEnabled(not view.read_only and not full)

    def add_entry(self) -> None:
        """One more at the end."""
        if self.view is not None:
            fresh = self.view.fresh
            self.give([*entries_of(self.view), fresh])
            self.added.emit(f"{self.view.key}[{fresh}]")

    def take_focus(self) -> None:
        """To the button."""
        self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stops(self) -> list[QWidget]:
        """The button."""
        return [self.add]


class EntryEditor(Editor):
    """The heading of one entry: Alt+Up and Alt+Down move it, Delete takes it away, with undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Words("", "strong")
        self.up = IconButton("Move up", "chevron-up", lambda: self.move_by(-1))
        self.down = IconButton("Move down", "chevron-down", lambda: self.move_by(1))
        self.away = Button("Remove", self.remove, kind="quiet", icon="trash-2")
        line = row(self.name, self.up, self.down, self.away, spacing=8)
        line.setStretch(0, 1)
        line.setContentsMargins(0, px(8), 0, 0)
        self.inside.addLayout(line)
        self._order: list[str] = []
        for button in (self.up, self.down, self.away):
            button.installEventFilter(self)

    def draw(self, view: QuestionView) -> None:
        """Show which one it is."""
        self.name.setText(view.within)
        self.up.setAccessibleName(f"Move up: {view.within}")
        self.down.setAccessibleName(f"Move down: {view.within}")
        self.away.setAccessibleName(f"Remove: {view.within}")
        for button in (self.up, self.down, self.away):
            button.setVisible(not view.read_only)

    def show_order(self, order: list[str]) -> None:
        """Show its place among the others."""
        self._order = order
        at, many = self._at(), len(order)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < many - 1)

    def move_by(self, by: int) -> None:
        """Exchange it with its neighbour."""
        at, order = self._at(), list(self._order)
        if at < 0 or not 0 <= at + by < len(order):
            return
        order[at], order[at + by] = order[at + by], order[at]
        self._give(order)
        self.take_focus()

    def remove(self) -> None:
        """Take it away; undo brings it back with all that stood in it."""
        number = self._number()
        if self.view is not None:
            announce(self, f"{self.view.within} is taken away. Ctrl+Z brings it back.")
        self._give([one for one in self._order if one != number])

    def take_focus(self) -> None:
        """To what can be done with it."""
        stop = next((b for b in (self.up, self.down) if b.isEnabled()), self.away)
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stops(self) -> list[QWidget]:
        """Up, down, remove."""
        return [self.up, self.down, self.away]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it away."""
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.remove()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves it: by themselves the buttons would take the arrow for Tab."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.AltModifier
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            self.move_by(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return super().eventFilter(watched, event)

    def _number(self) -> str:
        return self.view.key.rpartition("[")[2].rstrip("]") if self.view else ""

    def _at(self) -> int:
        number = self._number()
        return self._order.index(number) if number in self._order else -1

    def _give(self, order: list[str]) -> None:
        """Tell the whole list: it is the group's answer."""
        if self.view is not None and not self.view.read_only:
            self.answered.emit(self.view.group, order or None)


def entries_of(view: QuestionView) -> list[str]:
    """The numbers of what was added, in order."""
    return [str(one) for one in view.value] if isinstance(view.value, list) else []


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"
