"""The way round the window: the list at the left, and the pages, loaded when first shown."""

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context, Crumb, Group, Page
from ui.look import icon, pixmap, px, text_scale, tokens
from ui.widgets import Scroll, column, row

__all__ = [
    "Context",
    "Crumb",
    "Group",
    "Navigation",
    "Page",
    "PageEntry",
    "Pages",
    "page_class",
    "page_entries",
    "page_entry",
]

GROUPS: tuple[Group, ...] = ("WORK", "EVIDENCE", "SET-UP")
WIDE, FOLDED = 212, 66
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page that can be shown: its class, and what the list at the left says of it."""

    key: str
    title: str
    icon: str
    group: Group
    make: Callable[[Context], Page]


Line = tuple[str, str, str, str, Group]


def page_entries(
    lines: Sequence[Line] | None = None, *, roles: Sequence[str] | None = None
) -> tuple[PageEntry, ...]:
    """The pages of `ui.pages.PAGES`; the module of each is imported when the page is first made.

    With `roles`, a page that is of no use to them stays out of the list; links still lead to it.
    """
    pages = importlib.import_module("ui.pages")
    if lines is None:
        lines = cast("Sequence[Line]", pages.PAGES)
    only: dict[str, tuple[str, ...]] = pages.ONLY_FOR if roles is not None else {}
    return tuple(
        PageEntry(
            key, title, picture,
            group if key not in only or set(only[key]) & set(roles or ()) else "",
            partial(_make, name),
        )
        for name, key, title, picture, group in lines
    )  # fmt: skip


def page_entry(key: str) -> PageEntry:
    """The page of this key."""
    return next(entry for entry in page_entries() if entry.key == key)


def page_class(name: str) -> Callable[[Context], Page]:
    """The class of a page by its "module:Class"."""
    module, _, label = name.partition(":")
    return cast("Callable[[Context], Page]", getattr(importlib.import_module(module), label))


def _make(name: str, context: Context) -> Page:
    return page_class(name)(context)


class NavButton(QPushButton):
    """One line of the list: picture and words, or the picture alone where the room is short."""

    stepped = Signal(int)

    def __init__(self, entry: PageEntry, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dressed: tuple[object, ...] = ()  # theme, size and gap of the picture it wears
        self.entry = entry
        self.keys = f"Ctrl+{number}" if number <= 9 else ""
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({self.keys})" if self.keys else entry.title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._folded = False
        self.fold(on=False)

    def fold(self, *, on: bool) -> None:
        """Show the picture alone, or with words."""
        self._folded = on
        self._word()
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words where the list is too narrow for them; the hint has them whole."""
        super().resizeEvent(event)
        self._word()

    def _word(self) -> None:
        """The words that fit."""
        room = self.width() - self.iconSize().width() - px(30)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        whole = self.entry.title
        words = QFontMetrics(bold).elidedText(whole, Qt.TextElideMode.ElideRight, max(room, px(60)))
        words = "" if self._folded else words.replace("&", "&&")
        if words != self.text():
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move without going there; Enter goes."""
        by = _STEPS.get(Qt.Key(event.key()), 0)
        if by:
            self.stepped.emit(by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the picture again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "entry"):
            self._dress()

    def _dress(self) -> None:
        """Picture and height in the theme and size that are on."""
        gap = 0 if not self.text() else 8
        now = (tokens(), text_scale(), gap)
        if now == self._dressed:
            return
        self._dressed = now
        self.setIcon(icon(self.entry.icon, "nav_text", 19, checked_tone="nav_now_text", gap=gap))
        self.setIconSize(QSize(px(19) + px(gap), px(19)))


class GroupButton(QPushButton):
    """The head of a group: opens and closes it. The arrows lead to it, Tab passes it by."""

    stepped = Signal(int)

    def __init__(self, group: str, parent: QWidget | None = None) -> None:
        super().__init__(group, parent)
        self.setProperty("look", "nav_group")
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(f"{group.capitalize()}: show or hide these pages")
        self.setToolTip("Show or hide these pages")
        self.toggled.connect(lambda _on: self.dress())
        self.dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move on; Enter and space open and close."""
        by = _STEPS.get(Qt.Key(event.key()), 0)
        if by:
            self.stepped.emit(by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def dress(self) -> None:
        """The arrow tells whether it is open."""
        name = "chevron-down" if self.isChecked() else "chevron-right"
        self.setIcon(icon(name, "nav_muted", 14))
        self.setIconSize(QSize(px(14), px(14)))


class Navigation(QFrame):
    """The list at the left: `show_pages(entries)`, `mark(key)`, `fold(on=…)`; signal `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, name: str = "Case Audit", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "nav")
        self.setAccessibleName("Pages")
        self._buttons: dict[str, NavButton] = {}
        self._groups: dict[str, GroupButton] = {}
        self._ring: list[NavButton | GroupButton] = []
        self.folded = False
        self._badge, self._name = QLabel(), QLabel(name)
        self._name.setProperty("look", "name")
        self._foot_picture, self._foot = QLabel(), QLabel("Works offline")
        head = row(self._badge, self._name, None, spacing=8, margins=(10, 2, 0, 8))
        foot = QFrame()
        foot.setProperty("look", "nav_foot")
        foot.setLayout(row(self._foot_picture, self._foot, None, spacing=7, margins=(10, 8, 0, 2)))
        self._list = QVBoxLayout()
        self._list.setSpacing(px(2))
        self._list.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setProperty("look", "nav_list")
        inside.setLayout(column(self._list, None))
        self._scroll = Scroll(inside)
        inside.setProperty("look", "nav_list")
        self.setLayout(column(head, self._scroll, foot, spacing=0, margins=(8, 12, 8, 10)))
        self._dress()

    def show_pages(self, entries: Sequence[PageEntry]) -> None:
        """Show these pages under their groups."""
        number = 0
        for group in GROUPS:
            members = [entry for entry in entries if entry.group == group]
            if members:
                head = GroupButton(group)
                head.toggled.connect(lambda _on: self._open())
                head.stepped.connect(partial(self._step, head))
                self._ring.append(head)
                self._groups[group] = head
                self._list.addWidget(head)
            for entry in members:
                number += 1
                button = NavButton(entry, number)
                button.clicked.connect(lambda _=False, key=entry.key: self.chosen.emit(key))
                button.stepped.connect(partial(self._step, button))
                self._buttons[entry.key] = button
                self._ring.append(button)
                self._list.addWidget(button)
        self.mark("")

    def buttons(self) -> tuple[NavButton, ...]:
        """The lines, from the top."""
        return tuple(self._buttons.values())

    def mark(self, key: str) -> None:
        """Mark the page that is shown; Tab stops there."""
        for name, button in self._buttons.items():
            button.setAutoExclusive(False)
            button.setChecked(name == key)
            button.setAutoExclusive(True)
        stop = self._buttons.get(key) or next(iter(self._buttons.values()), None)
        if stop is not None and stop.entry.group in self._groups:
            self._groups[stop.entry.group].setChecked(True)
        for button in self._buttons.values():
            here = button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self._scroll.ensureWidgetVisible(stop, 0, px(8))

    def closed(self) -> tuple[str, ...]:
        """The groups that are closed."""
        return tuple(name for name, head in self._groups.items() if not head.isChecked())

    def close_groups(self, names: Iterable[str]) -> None:
        """Close these, as somebody left them; the page that is shown stays in sight."""
        for name in names:
            if name in self._groups:
                self._groups[name].setChecked(False)

    def _open(self) -> None:
        """Show the lines of the groups that are open; folded to pictures, all of them."""
        for button in self._buttons.values():
            head = self._groups[button.entry.group]
            button.setVisible(self.folded or head.isChecked() or button.isChecked())

    def fold(self, *, on: bool) -> None:
        """Fold to pictures, or unfold to words."""
        self.folded = on
        for button in self._buttons.values():
            button.fold(on=on)
        for label in (*self._groups.values(), self._name, self._foot):
            label.setVisible(not on)
        self._open()
        self._dress()

    def _step(self, button: NavButton | GroupButton, by: int) -> None:
        """Move the focus to a neighbour, round the ends."""
        lines = [line for line in self._ring if not line.isHidden()]
        near = lines[(lines.index(button) + by) % len(lines)]
        near.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(near, 0, px(8))

    def changeEvent(self, event: QEvent) -> None:
        """Dress again when the theme or size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_foot_picture"):
            self._dress()

    def _dress(self) -> None:
        """Width and pictures in the size that is on."""
        self._badge.setPixmap(pixmap("case-audit", "nav_text", 22))
        for head in self._groups.values():
            head.dress()
        self._foot_picture.setPixmap(pixmap("wifi-off", "nav_muted", 17))
        self._foot_picture.setToolTip("Works offline")
        self.setFixedWidth(px(FOLDED if self.folded else WIDE))


class Pages(QStackedWidget):
    """The pages, each made when it is first shown: `show_page(key, **place)`; signal `shown(key)`."""

    shown = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], context: Context) -> None:
        super().__init__()
        self.entries = {entry.key: entry for entry in entries}
        self._context = context
        self._made: dict[str, QWidget] = {}
        self.key = ""

    def show_page(self, key: str, **place: Any) -> bool:
        """Go to a page, where there is one; ask `may_leave` first."""
        if key not in self.entries:
            return False
        page = self.page(key)
        self.key = key
        self.setCurrentWidget(page)
        self.shown.emit(key)
        cast("Page", page).show_page(**place)
        return True

    def page(self, key: str) -> QWidget:
        """A page, made now if it was not there."""
        if key not in self._made:
            made = cast("QWidget", self.entries[key].make(self._context))
            self._made[key] = made
            self.addWidget(made)
        return self._made[key]

    def current(self) -> QWidget | None:
        """The page that is shown."""
        return self._made.get(self.key)

    def begin(self) -> None:
        """Put the focus on the page that is shown, unless it is there already."""
        page, now = self.current(), QApplication.focusWidget()
        if page is None or (now is not None and page.isAncestorOf(now)):
            return
        at: QWidget | None = page.nextInFocusChain()
        while at is not None and at is not page:
            stops = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled()
            if page.isAncestorOf(at) and stops and at.isVisible():
                at.setFocus(Qt.FocusReason.TabFocusReason)
                return
            at = at.nextInFocusChain()

    def made(self) -> dict[str, QWidget]:
        """The pages made so far."""
        return dict(self._made)

    def flush(self) -> None:
        """Let every page keep what waits."""
        for page in self._made.values():
            flush = getattr(page, "flush", None)
            if flush is not None:
                flush()

    def refresh(self) -> None:
        """Let the page that is shown read again."""
        page = self.current()
        if page is not None:
            cast("Page", page).refresh()

    def may_leave(self) -> bool:
        """Whether the page that is shown lets go."""
        leave = getattr(self.current(), "leave", None)
        return leave is None or leave() is not False
