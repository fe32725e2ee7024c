"""Two parts of a page: side by side where there is room, one under the other where there is not."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from ui.look import px
from ui.widgets.button import Button
from ui.widgets.layout import FlowLayout, Scroll, column, row

WIDE = 760


class SidesLayout(FlowLayout):
    """Two items in shares of the width, or one under the other."""

    def __init__(self, parent: QWidget, shares: tuple[int, int], *, spacing: int) -> None:
        super().__init__(parent, spacing=spacing)
        self._shares = shares

    def minimumSize(self) -> QSize:
        """As narrow as one item may be."""
        tall = max((item.minimumSize().height() for item in self._shown()), default=0)
        return QSize(1, tall)

    def _place(self, rect: QRect, *, really: bool) -> int:
        """Lay the two out; the height they take."""
        items, gap = self._shown(), self.spacing()
        if rect.width() < px(WIDE) or len(items) < 2:
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
    """Two cards of one page: `Sides(left, right, shares=(2, 1))`; stacked where the room is short."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        shares: tuple[int, int] = (2, 1),
        *,
        spacing: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = SidesLayout(self, shares, spacing=spacing)
        layout.addWidget(left)
        layout.addWidget(right)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class ListAndDetail(QWidget):
    """A list and what is chosen in it: `ListAndDetail(list, detail)`; `.show_detail(on=…)`, `.back` button.

    Both stand side by side where there is room; otherwise the detail takes the list's place.
    """

    def __init__(
        self,
        listing: QWidget,
        detail: QWidget,
        *,
        share: float = 0.4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.listing, self._share, self._on = listing, share, False
        self.back = Button("Back to the list", self._go_back, kind="quiet", icon="arrow-left")
        self.area = Scroll(detail)
        self.detail = QWidget()
        inside = column(self.back, self.area, spacing=6)
        inside.setAlignment(self.back, Qt.AlignmentFlag.AlignLeft)
        self.detail.setLayout(inside)
        self._row = row(listing, self.detail, spacing=12)
        self.setLayout(self._row)
        self.setMinimumHeight(px(260))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._fit()

    def show_detail(self, *, on: bool) -> None:
        """Show what is chosen, or only the list."""
        self._on = on
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It can be as narrow as one of the two."""
        return QSize(1, px(260))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one of the two."""
        super().resizeEvent(event)
        self._fit()

    def _go_back(self) -> None:
        """Show the list again, with the focus in it."""
        self.show_detail(on=False)
        self.listing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """By the room there is."""
        both = self.width() >= px(WIDE)
        self.setMinimumHeight(px(260))
        self.listing.setVisible(both or not self._on)
        self.detail.setVisible(self._on)
        self.back.setVisible(not both)
        self._row.setStretch(0, 100 - round(self._share * 100))
        self._row.setStretch(1, round(self._share * 100) if both else 100)


def _height(item: QLayoutItem, width: int) -> int:
    """The height of an item at a width."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
