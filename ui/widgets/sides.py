"""Two parts of a page: side by side where there is room, one under the other where there is not."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from ui.look import px
from ui.widgets.button import Button
from ui.widgets.layout import FlowLayout, Scroll, column, row

WIDE = 760
BOTH = 860
LOW = 280


class SidesLayout(FlowLayout):
    """Two items in shares of the width, or one under the other."""

    def __init__(
        self, parent: QWidget, shares: tuple[int, int], *, least: int, spacing: int
    ) -> None:
        super().__init__(parent, spacing=spacing)
        self._shares, self._least = shares, least

    def minimumSize(self) -> QSize:
        """As narrow as one item may be."""
        tall = max((item.minimumSize().height() for item in self._shown()), default=0)
        return QSize(1, tall)

    def _place(self, rect: QRect, *, really: bool) -> int:
        """Lay the two out; the height they take."""
        items, gap = self._shown(), self.spacing()
        if rect.width() < px(self._least) or len(items) < 2:
            y = rect.y()
            for item in items:
                tall = _height(item, rect.width())
                if really:
                    item.setGeometry(QRect(rect.x(), y, rect.width(), tall))
                y += tall + gap
            return max(0, y - gap - rect.y())
        first = (rect.width() - gap) * self._shares[0] // sum(self._shares)
        widths = (first, rect.width() - gap - first)
        tall = max(_height(item, wide) for item, wide in zip(items, widths, strict=False))
        if really:
            items[0].setGeometry(QRect(rect.x(), rect.y(), first, tall))
            items[1].setGeometry(QRect(rect.x() + first + gap, rect.y(), widths[1], tall))
        return tall


class Sides(QWidget):
    """Two cards of one page: `Sides(left, right, shares=(2, 1))`; stacked where there is less than `least` px."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        shares: tuple[int, int] = (2, 1),
        *,
        least: int = WIDE,
        spacing: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = SidesLayout(self, shares, least=least, spacing=spacing)
        layout.addWidget(left)
        layout.addWidget(right)
        # Never `Minimum`: the height at a narrow width would then be the least at every width.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class ListAndDetail(QWidget):
    """A list and what is chosen in it: `ListAndDetail(list, detail, first=None)`, `.show_detail(on=…)`, `.enter()`, `.back`.

    Both stand side by side where there is room. Otherwise the list stays until somebody enters a
    line, and then the detail takes its place: walking through the list with the arrows hides nothing.
    `first` has the focus on the way back.
    """

    def __init__(
        self,
        listing: QWidget,
        detail: QWidget,
        *,
        share: float = 0.4,
        first: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.listing, self._share, self._first = listing, share, first or listing
        self._on, self._entered = False, False
        self.back = Button("Back to the list", self.leave, kind="quiet", icon="arrow-left")
        self.area = Scroll(column(detail, margins=(0, 0, 4, 0)))
        self.detail = QWidget()
        inside = column(self.back, self.area, spacing=6)
        inside.setAlignment(self.back, Qt.AlignmentFlag.AlignLeft)
        self.detail.setLayout(inside)
        self._row = row(listing, self.detail, spacing=12)
        self.setLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._fit()

    def show_detail(self, *, on: bool) -> None:
        """There is something chosen, or nothing."""
        self._on = on
        self._entered = self._entered and on
        self._fit()

    def enter(self) -> None:
        """Somebody wants to see what is chosen."""
        self._entered = self._on
        self._fit()

    def leave(self) -> None:
        """Show the list again, with the focus in it."""
        self._entered = False
        self._fit()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """It can be as narrow as one of the two."""
        return QSize(1, px(LOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one of the two."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """By the room there is."""
        both = self.width() >= px(BOTH)
        self.setMinimumHeight(px(LOW))
        self.listing.setVisible(both or not self._entered)
        self.detail.setVisible(self._on if both else self._entered)
        self.back.setVisible(not both)
        self._row.setStretch(0, 100 - round(self._share * 100))
        self._row.setStretch(1, round(self._share * 100) if both else 100)


def _height(item: QLayoutItem, width: int) -> int:
    """The height of an item at a width."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
