"""Rows and columns with spaces that follow the text size, and rows that wrap."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.look import px

Item = QWidget | QLayout | int | None


def column(
    *items: Item, spacing: int = 12, margins: int | tuple[int, int, int, int] = 0
) -> QVBoxLayout:
    """A column of widgets and layouts; an int is a gap in px, None takes the room that is left."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def row(
    *items: Item, spacing: int = 12, margins: int | tuple[int, int, int, int] = 0
) -> QHBoxLayout:
    """A row of widgets and layouts; an int is a gap in px, None takes the room that is left."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def _fill(
    layout: QBoxLayout,
    items: Iterable[Item],
    spacing: int,
    margins: int | tuple[int, int, int, int],
) -> None:
    """Put the items in, and set the spaces."""
    sides = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setSpacing(px(spacing))
    layout.setContentsMargins(*(px(side) for side in sides))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(px(item))
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def tab_stops(part: QWidget) -> list[QWidget]:
    """Everything in a part of a page at which Tab stops, in the order in which it was made."""
    here = part.window()
    return [
        w for w in part.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.window() is here and not w.focusProxy()
    ]  # fmt: skip


class Box(QWidget):
    """A plain widget around a row or column: `Box(column(a, b))`."""

    def __init__(self, layout: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(layout)


class Scroll(QScrollArea):
    """A page that scrolls down and never sideways: `Scroll(column(...))` or `Scroll(widget)`."""

    def __init__(self, inside: QLayout | QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = Box(inside) if isinstance(inside, QLayout) else inside
        body.setProperty("look", "page")
        self.setWidget(body)
        # Qt scrolls only while Tab stays inside: not when it comes back from the foot of the window.
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the focus into view, where nothing of it is to be seen."""
        if now is not None and self.isAncestorOf(now) and now.visibleRegion().isEmpty():
            self.show_widget(now)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until the widget is to be seen; one that is taller than the page from its top."""
        self.ensureWidgetVisible(widget, px(16), px(48))
        bar = self.verticalScrollBar()
        if widget.height() + px(48) > self.viewport().height():
            top = widget.mapTo(self.viewport(), QPoint(0, 0)).y() + bar.value()
            bar.setValue(top - px(16))


class FlowLayout(QLayout):
    """Items side by side, wrapping to the next line like words."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(px(spacing))
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """The item at a place; Qt asks past the end and expects nothing."""
        return cast("QLayoutItem", self._items[index] if 0 <= index < len(self._items) else None)

    def takeAt(self, index: int) -> QLayoutItem:
        """Take an item out."""
        found = self._items.pop(index) if 0 <= index < len(self._items) else None
        return cast("QLayoutItem", found)

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        """One line with everything."""
        hints = [item.sizeHint() for item in self._shown()]
        wide = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        """The items that are not hidden."""
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, really: bool) -> int:
        """Lay the items out line by line; the height they take."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._shown():
            hint = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 1 << 20))
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if really:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()


class FlowRow(QWidget):
    """Widgets side by side that wrap when the room is short: `FlowRow(button, button)`, `.add(widget)`."""

    def __init__(self, *widgets: QWidget, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, spacing=spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put one more widget at the end."""
        self.flow.addWidget(widget)

    def empty(self) -> None:
        """Take all widgets out."""
        clear(self.flow)


class EqualGrid(QWidget):
    """Widgets of equal width in as many columns as fit, each at least `least` px: `EqualGrid(*tiles)`."""

    def __init__(
        self, *widgets: QWidget, least: int = 200, spacing: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = EqualLayout(self, least=least, spacing=spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put one more widget at the end."""
        self._layout.addWidget(widget)

    def empty(self) -> None:
        """Take all widgets out."""
        clear(self._layout)


class EqualLayout(FlowLayout):
    """Items of one width and, in a line, one height."""

    def __init__(self, parent: QWidget | None = None, *, least: int, spacing: int) -> None:
        super().__init__(parent, spacing=spacing)
        self._least = least

    def columns(self, width: int) -> int:
        """How many columns fit in a width, evened out so that no line is nearly empty."""
        shown = len(self._shown())
        gap = self.spacing()
        fit = max(1, min(shown or 1, (width + gap) // (px(self._least) + gap)))
        lines = -(-shown // fit) if shown else 1
        return max(1, -(-shown // lines)) if shown else 1

    def minimumSize(self) -> QSize:
        """One column at its least width."""
        tall = max((item.minimumSize().height() for item in self._shown()), default=0)
        return QSize(min(px(self._least), 320), tall)

    def _place(self, rect: QRect, *, really: bool) -> int:
        """Lay the items out in equal columns; the height they take."""
        items, gap = self._shown(), self.spacing()
        columns = self.columns(rect.width())
        wide = (rect.width() - gap * (columns - 1)) // columns
        y = rect.y()
        for start in range(0, len(items), columns):
            line = items[start : start + columns]
            tall = max(_height(item, wide) for item in line)
            for place, item in enumerate(line):
                if really:
                    item.setGeometry(QRect(rect.x() + place * (wide + gap), y, wide, tall))
            y += tall + gap
        return max(0, y - gap - rect.y()) if items else 0


def _height(item: QLayoutItem, width: int) -> int:
    """The height of an item at a width."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
