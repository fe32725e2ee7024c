"""A table of contents: a list beside the text where there is room, a picker above it where there is not."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget

from ui.look import px
from ui.widgets.picker import Picker

_ROOM, _WIDE = 820, 250  # px at 100 %: the least room for a list, and how wide it is

Tip = Callable[[str], str]


class Contents(QObject):
    """The parts of something long: `Contents(name)`; `.list` and `.picker` are put into the page.

    `.show_parts([(key, title)…])`, `.choose(key) -> key` without telling, `.value()`, `.fit(width)`;
    signal `picked(key)`.
    """

    picked = Signal(str)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self.picker = Picker(name)
        self.picker.picked.connect(self.picked.emit)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._chosen)

    def show_parts(self, parts: Sequence[tuple[str, str]], tip: Tip = str) -> None:
        """Show these parts without telling; `tip` makes the words of a title's tip."""
        self._keys = [key for key, _title in parts]
        with QSignalBlocker(self.list):
            self.list.clear()
            for _key, title in parts:
                self.list.addItem(title)
                self.list.item(self.list.count() - 1).setToolTip(tip(title))
        self.picker.show_choices(tuple(parts))

    def choose(self, key: str) -> str:
        """Mark this part, or the first where it is not there; which one it is."""
        place = self._keys.index(key) if key in self._keys else 0
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(place)
        self.picker.setCurrentIndex(place)
        return self._keys[place]

    def value(self) -> str:
        """The part that is marked."""
        return self.picker.value()

    def fit(self, width: int) -> None:
        """Show the list or the picker, by the room that the page has."""
        wide = width >= px(_ROOM)
        self.list.setVisible(wide)
        self.list.setFixedWidth(px(_WIDE))
        self.picker.setVisible(not wide)

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._keys):
            self.picked.emit(self._keys[place])
