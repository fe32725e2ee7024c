"""The jump box (Ctrl+K): type, choose, go."""

from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QWidget

from ui.commands import Commands, Hit
from ui.look import icon, px
from ui.widgets import Muted, SearchField, column

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class Hits(QAbstractListModel):
    """The lines of the jump box."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show_hits(self, hits: list[Hit]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line's words and picture."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.title}   ·   {hit.detail}" if hit.detail else hit.title
        if role == Qt.ItemDataRole.DecorationRole and hit.icon:
            return icon(hit.icon, "muted")
        return None


class JumpBox(QDialog):
    """Pages, commands, audits in one box: `JumpBox(parent, commands).open_box()`; signal `went` when it is done."""

    went = Signal()

    def __init__(self, parent: QWidget, commands: Commands) -> None:
        super().__init__(parent)
        self._owner, self._commands = parent, commands
        self.setWindowTitle("Search or jump to")
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setObjectName("jump")
        self.search = SearchField("Search or jump to", "A page, an audit, something to do")
        self.list = QListView()
        self.list.setAccessibleName("Found")
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hits = Hits(self)
        self.list.setModel(self._hits)
        self._none = Muted("Nothing is called that. Try another word.")
        hint = Muted("↑ ↓ to choose, Enter to go, Esc to close")
        self.setLayout(column(self.search, self.list, self._none, hint, spacing=8, margins=12))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._look)
        self.list.activated.connect(self._go)
        self.list.clicked.connect(self._go)

    def open_box(self) -> None:
        """Show it near the top of its window, and wait."""
        parent = self._owner
        self.resize(min(px(580), parent.width() - px(20)), min(px(420), parent.height() - px(60)))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + px(56))
        self.search.clear()
        self._look("")
        self.search.setFocus()
        self.open()

    def titles(self) -> list[str]:
        """What is found now."""
        return [hit.title for hit in self._hits.hits]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk through the list while one types; Enter goes."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            key = cast("QKeyEvent", event).key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(self.list.currentIndex())
                return True
            if key == Qt.Key.Key_Escape:
                self.reject()
                return True
        return False

    def _look(self, text: str) -> None:
        """Find."""
        self._hits.show_hits(self._commands.find(text))
        found = bool(self._hits.hits)
        self.list.setVisible(found)
        self._none.setVisible(not found)
        self.list.setCurrentIndex(self._hits.index(0, 0))

    def _step(self, by: int) -> None:
        """Choose the next or the last line."""
        total = len(self._hits.hits)
        if total:
            self.list.setCurrentIndex(
                self._hits.index((self.list.currentIndex().row() + by) % total, 0)
            )

    def _go(self, index: QModelIndex) -> None:
        """Close and do it."""
        if index.isValid():
            hit = self._hits.hits[index.row()]
            self.accept()
            hit.go()
            self.went.emit()
