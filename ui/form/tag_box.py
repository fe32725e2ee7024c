"""The tag box (Ctrl+T): type a few letters, Enter tags the theme; what counts stands below."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QWidget

from qa_tool.theme.model import TONES, Theme
from ui.look import icon, px
from ui.widgets import Divider, Eliding, Muted, SearchField, Words, column

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
PICTURES = {"strength": "star", "development": "flag"}
INKS = {"strength": "success", "development": "warning"}


class Themes(QAbstractListModel):
    """The lines of the tag box."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.themes: Sequence[Theme] = ()

    def show_themes(self, themes: Sequence[Theme]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.themes = themes
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self.themes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A theme's title, with its kind as picture and in words for whoever listens."""
        if not index.isValid():
            return None
        theme = self.themes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return theme.title
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(PICTURES[theme.tone], INKS[theme.tone])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{theme.title}, {TONES[theme.tone].lower()}. {theme.definition}"
        return None


class TagBox(QDialog):
    """Choose a theme by typing: `TagBox(parent, find, chosen).open_box(where, words)`; `chosen(theme id)`.

    Enter tags and closes; Ctrl+Enter tags and stays open for the next one.
    """

    def __init__(
        self, parent: QWidget, find: Callable[[str], Sequence[Theme]],
        chosen: Callable[[str], object],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._owner, self._find, self._chosen = parent, find, chosen
        self.setWindowTitle("Tag a theme")
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setObjectName("jump")
        self.where, self.words = Eliding("", look="strong"), Eliding("", look="muted")
        self.search = SearchField("Tag a theme", "A strength or an area for development")
        self.list = QListView()
        self.list.setAccessibleName("Themes")
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._themes = Themes(self)
        self.list.setModel(self._themes)
        self._none = Muted("No theme is called that. The QA lead can add one on the page Themes.")
        self.definition, self.counts, self.not_counts = Words(""), Muted(""), Muted("")
        self._about = (self.definition, self.counts, self.not_counts)
        hint = Muted("↑ ↓ to choose, Enter tags, Ctrl+Enter tags and stays, Esc closes")
        layout = column(
            self.where, self.words, self.search, self.list, self._none, Divider(), *self._about,
            hint, spacing=7, margins=12,
        )  # fmt: skip
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._look)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.list.clicked.connect(lambda index: self._take(index, stay=False))

    def open_box(self, where: str, words: str = "") -> None:
        """Show it in the middle of its window: where the tag goes, and which words were selected."""
        window = self._owner.window()
        wide, tall = window.width() - px(20), window.height() - px(40)
        self.resize(min(px(600), wide), min(px(560), tall))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + px(36))
        self.where.show_text(where)
        self.words.show_text(f"“{words}”" if words else "")
        self.words.setVisible(bool(words))
        self.search.clear()
        self._look("")
        self.search.setFocus()
        self.open()

    def titles(self) -> list[str]:
        """What is found now."""
        return [theme.title for theme in self._themes.themes]

    def take(self, *, stay: bool = False) -> None:
        """Tag the theme that is marked."""
        self._take(self.list.currentIndex(), stay=stay)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk through the list while one types; Enter tags."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            press = cast("QKeyEvent", event)
            key = press.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take(stay=bool(press.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
            if key == Qt.Key.Key_Escape:
                self.reject()
                return True
        return False

    def _look(self, text: str) -> None:
        """Find."""
        self._themes.show_themes(tuple(self._find(text)))
        found = bool(self._themes.themes)
        self.list.setVisible(found)
        self._none.setVisible(not found)
        self.list.setCurrentIndex(self._themes.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        """What the marked theme is, what counts and what does not."""
        index = self.list.currentIndex()
        theme = self._themes.themes[index.row()] if index.isValid() else None
        said = ("", "", "")
        if theme is not None:
            said = (
                f"{TONES[theme.tone]}: {theme.definition}",
                f"Counts: {theme.counts}" if theme.counts else "",
                f"Does not count: {theme.not_counts}" if theme.not_counts else "",
            )
        for label, text in zip(self._about, said, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.search.setAccessibleDescription(f"{theme.title}. {said[0]}" if theme else "")

    def _step(self, by: int) -> None:
        """Choose the next or the last line."""
        total = len(self._themes.themes)
        if total:
            row = (self.list.currentIndex().row() + by) % total
            self.list.setCurrentIndex(self._themes.index(row, 0))

    def _take(self, index: QModelIndex, *, stay: bool) -> None:
        """Tag it; with `stay` the box is ready for the next."""
        if not index.isValid():
            return
        theme = self._themes.themes[index.row()]
        if not stay:
            self.accept()
        self._chosen(theme.id)
        if stay:
            self.search.clear()
            self._look("")
