"""Which report: all that somebody has use for, in groups by purpose, with a box to search them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from qa_tool.work.report_kinds import PURPOSES, REPORTS, Purpose
from ui.look import px
from ui.widgets import Muted, SearchField, column

PEER = "peer"
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Offer:
    """One report as it is offered: its key, its title, what it is for."""

    key: str
    title: str
    about: str
    purpose: Purpose


_PEER = Offer(
    PEER, "Pack for a peer reviewer",
    "Chosen audits without names, places and numbers: first a draft to read, then exactly that text leaves.",
    "public",
)  # fmt: skip


def offers(roles: Iterable[str]) -> tuple[Offer, ...]:
    """What somebody with these roles has use for, group by group."""
    held = tuple(roles)
    found = [
        Offer(one.key, one.title, one.about, one.purpose)
        for one in REPORTS
        if one.page and one.is_for(held)
    ]
    if "qa_lead" in held:
        found.append(_PEER)
    order = list(PURPOSES)
    return tuple(sorted(found, key=lambda one: order.index(one.purpose)))


class Chooser(QWidget):
    """`.show_offers(offers)`, `.value()`, `.choose(key)`, `.title()`, `.about()`; signal `picked(key)`."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[Offer, ...] = ()
        self.search = SearchField("Find a report", "Find a report")
        self.list = QListWidget()
        self.list.setAccessibleName("Reports by purpose")
        self.list.setMinimumHeight(px(200))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.none = Muted("No report is called so. Press Escape in the box above to see all.")
        self.none.hide()
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._take_first)
        self.list.currentItemChanged.connect(self._moved)
        inside = column(self.search, self.none, self.list, spacing=8)
        inside.setStretch(2, 1)
        self.setLayout(inside)
        self.setFocusProxy(self.list)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these in their groups; what was chosen stays chosen where it is still there."""
        if tuple(offers) == self._offers:
            return
        before, self._offers = self.value(), tuple(offers)
        with QSignalBlocker(self.list):
            self.list.clear()
            purpose = ""
            for one in self._offers:
                if one.purpose != purpose:
                    purpose = one.purpose
                    self.list.addItem(_heading(PURPOSES[one.purpose]))
                item = QListWidgetItem(one.title)
                item.setData(_KEY, one.key)
                item.setToolTip(one.about)
                self.list.addItem(item)
        if not before or not self.choose(before):
            # The first of the program's own list: what most people come for.
            keys = {one.key for one in self._offers}
            first = next((one.key for one in REPORTS if one.key in keys), "")
            self.choose(first)

    def showEvent(self, event: QShowEvent) -> None:
        """Once it has its room, what is chosen is to be seen."""
        super().showEvent(event)
        if self.list.currentRow() >= 0:
            self.list.scrollToItem(self.list.currentItem())

    def value(self) -> str:
        """The key of what is chosen."""
        place = self.list.currentRow()
        return str(self.list.item(place).data(_KEY) or "") if place >= 0 else ""

    def choose(self, key: str) -> bool:
        """Choose this one without telling; whether it is offered."""
        item = next((one for one in self._items() if one.data(_KEY) == key), None)
        if item is None:
            return False
        with QSignalBlocker(self.list):
            item.setHidden(False)
            self.list.setCurrentItem(item)
        if self.isVisible():
            self.list.scrollToItem(item)
        return True

    def chosen(self) -> Offer | None:
        """What is chosen."""
        return next((one for one in self._offers if one.key == self.value()), None)

    def shown(self) -> list[str]:
        """The words of the lines that are to be seen, headings too."""
        return [item.text() for item in self._items() if not item.isHidden()]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY):
            self.picked.emit(str(item.data(_KEY)))

    def _search(self, text: str) -> None:
        """Only what has every typed word in its title, its purpose or what it is for."""
        words = text.casefold().split()
        fits = {
            one.key for one in self._offers
            if all(w in f"{one.title} {one.about} {PURPOSES[one.purpose]}".casefold() for w in words)
        }  # fmt: skip
        groups = {PURPOSES[one.purpose] for one in self._offers if one.key in fits}
        for item in self._items():
            key = item.data(_KEY)
            item.setHidden(key not in fits if key else item.text() not in groups)
        self.none.setVisible(not fits)

    def _take_first(self) -> None:
        """Enter in the box: the first that is left."""
        self._search(self.search.text().strip())
        item = next((i for i in self._items() if i.data(_KEY) and not i.isHidden()), None)
        if item is not None:
            self.list.setCurrentItem(item)
            self.list.setFocus()


def _heading(words: str) -> QListWidgetItem:
    """The name of a group: read, and stepped over by the arrows."""
    item = QListWidgetItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setToolTip(words)
    font = QFont(item.font())
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(font)
    return item
