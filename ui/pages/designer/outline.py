"""The outline at the left: every part of the template, moved by mouse and by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from qa_tool.template.edit_check import Note, about
from qa_tool.template.edit_outline import Line
from qa_tool.template.locate import Path
from ui.look import icon, px

_PATH = Qt.ItemDataRole.UserRole
_ICONS = {
    "about": "info", "overall": "scale", "domain": "layout-template", "question": "circle-help",
    "rule": "filter", "safety": "shield-alert", "voice": "message-square", "asked": "circle-help",
    "list": "list",
}  # fmt: skip
_ELSEWHERE = frozenset({(key,) for key in ("overall", "grading", "rule", "safety", "voice")})
_MOVED = frozenset({"domain", "question", "rule", "safety", "voice", "asked"})


class Outline(QTreeWidget):
    """The parts in order: `show_lines(lines)`, `show_notes(notes)`, `choose(path)`.

    Signals: `chosen(path)`, `entered(path)` for Enter, `dragged(path, before)`, `adding`, `removing`.
    """

    chosen = Signal(object)
    entered = Signal(object)
    dragged = Signal(object, object)
    adding = Signal()
    removing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outline of the template")
        self.setAccessibleDescription(
            "Alt+Up and Alt+Down move a part, Insert adds one, Delete takes it out, Enter writes on it."
        )
        self.setHeaderHidden(True)
        self.setIndentation(px(16))
        self.setIconSize(QSize(px(18), px(18)))
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines: tuple[Line, ...] = ()
        self._items: dict[Path, QTreeWidgetItem] = {}
        self._notes: Sequence[Note] = ()
        self._closed: set[str] = set()
        self.currentItemChanged.connect(lambda now, _before: self._told(now))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these parts; the same ones only change their words."""
        new = tuple(lines)
        same = [(a.path, a.part) for a in self._lines] == [(b.path, b.part) for b in new]
        self._lines = new
        with QSignalBlocker(self):
            if not same:
                self._build()
            for line in new:
                self._dress(line)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Mark the parts that something is wrong with."""
        self._notes = notes
        with QSignalBlocker(self):
            for line in self._lines:
                self._dress(line)

    def choose(self, path: Path) -> None:
        """Put the mark on this part without telling."""
        item = self._items.get(path)
        if item is not None and item is not self.currentItem():
            with QSignalBlocker(self):
                self.setCurrentItem(item)
            self.scrollToItem(item)

    def path(self) -> Path:
        """The part with the mark."""
        item = self.currentItem()
        return tuple(item.data(0, _PATH)) if item is not None else ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds, Delete takes out, Enter goes to the fields."""
        if event.key() == Qt.Key.Key_Insert:
            self.adding.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.path())
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Where something is let go: the page moves it, and the outline is drawn anew."""
        target, held = self.itemAt(event.position().toPoint()), self.currentItem()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if target is None or held is None:
            return
        where = self.dropIndicatorPosition()
        to = self._before(tuple(target.data(0, _PATH)), where, tuple(held.data(0, _PATH)))
        if to is not None:
            self.dragged.emit(tuple(held.data(0, _PATH)), to)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the pictures anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self.setIndentation(px(16))
            self.setIconSize(QSize(px(18), px(18)))
            for item in self._items.values():
                item.setSizeHint(0, QSize(0, px(28)))
            self.show_notes(self._notes)

    def _before(
        self, target: Path, where: QAbstractItemView.DropIndicatorPosition, held: Path
    ) -> Path | None:
        """The place before which the held part goes; None where it cannot stand there."""
        on = QAbstractItemView.DropIndicatorPosition
        if not target or not held:
            return None
        if where == on.OnItem and held[-2:-1] == ("question",) and target[0] == held[0]:
            return (*target, "question", 10_000)  # let go on a domain: behind its last question
        if target[-2:-1] != held[-2:-1]:
            return None
        return (*target[:-1], int(target[-1]) + (0 if where == on.AboveItem else 1))

    def _build(self) -> None:
        """All lines anew; what was folded stays folded."""
        now = self.path()
        self._closed = {
            item.text(0) for item in self._items.values() if item.childCount() and not item.isExpanded()
        }  # fmt: skip
        self.clear()
        self._items = {}
        above: list[QTreeWidgetItem] = []
        for line in self._lines:
            del above[line.depth :]
            item = QTreeWidgetItem(above[-1]) if above else QTreeWidgetItem(self)
            item.setData(0, _PATH, list(line.path))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled  # fmt: skip
            if line.part in _MOVED:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags)
            item.setSizeHint(0, QSize(0, px(28)))
            above.append(item)
            self._items[line.path] = item
        self.expandAll()
        for item in self._items.values():
            item.setExpanded(item.text(0) not in self._closed)
        if now in self._items:
            self.setCurrentItem(self._items[now])

    def _dress(self, line: Line) -> None:
        """Words, picture and tip of one line."""
        item = self._items[line.path]
        own = about(self._notes, line.path)
        if line.part == "list":
            own = tuple(n for n in own if n.path == line.path)
        elif line.path == ():
            own = tuple(n for n in own if n.path[:1] not in _ELSEWHERE)
        stops = sum(note.stops for note in own)
        item.setText(0, line.words)
        picture, ink = (_ICONS[line.part], "muted")
        if own:
            picture, ink = "triangle-alert", "danger" if stops else "warning"
        item.setIcon(0, icon(picture, ink))
        said = "\n".join(note.problem.what for note in own)
        item.setToolTip(0, f"{line.words}\n{said}".strip())
        count = f", {len(own)} {'problem' if len(own) == 1 else 'problems'}" if own else ""
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, line.words + count)
        font = item.font(0)
        bold = line.part == "domain"
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        item.setFont(0, font)

    def _told(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(tuple(item.data(0, _PATH)))
