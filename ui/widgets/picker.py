"""One of a few, in a box that opens a list."""

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from ui.look import px

_NARROWEST, _USUAL, _WIDEST = 120, 150, 230  # px at 100 %
_FRAME = 50  # the arrow and the edges round the words


class Picker(QComboBox):
    """One of a few: `Picker(name, [(key, word)…], chosen="")`, `.value()`, `.show_choices(...)`; signal `picked(key)`; the wheel does not change it.

    It is as wide as the words that are chosen where there is room; otherwise the words end in … and are told as its
    tip; the list that opens is as wide as they are.
    """

    picked = Signal(str)

    def __init__(
        self,
        name: str,
        choices: list[tuple[str, str]] | tuple[tuple[str, str], ...] = (),
        chosen: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_choices(choices, chosen)
        self.currentIndexChanged.connect(lambda _place: self.updateGeometry())
        self.activated.connect(lambda _place: self.picked.emit(self.value()))

    def show_choices(
        self, choices: list[tuple[str, str]] | tuple[tuple[str, str], ...], chosen: str = ""
    ) -> None:
        """Show these choices without telling."""
        with QSignalBlocker(self):
            self.clear()
            for key, word in choices:
                self.addItem(word, key)
            self.setCurrentIndex(max(0, self.findData(chosen)) if choices else -1)
        self.updateGeometry()

    def value(self) -> str:
        """The key of what is chosen."""
        return str(self.currentData() or "")

    def sizeHint(self) -> QSize:
        """Room for the words that are chosen; for longer ones up to a measure."""
        least, metrics = super().sizeHint(), self.fontMetrics()
        shown = min(metrics.horizontalAdvance(self.currentText()) + 4 + px(_FRAME), px(_WIDEST))
        wide = max(least.width(), min(self._longest() + px(_FRAME), px(_USUAL)), shown)
        return QSize(wide, least.height())

    def minimumSizeHint(self) -> QSize:
        """It may be shorter than its words."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), px(_NARROWEST)), least.height())

    def shown_words(self) -> str:
        """The words as they are drawn."""
        room = self._room()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box, with words that end in … where they do not fit; the style would cut through a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_words()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Words that are not drawn whole are told as a tip, where there is no other."""
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and not self.toolTip()
        ):
            cut = self.shown_words() != self.currentText()
            QToolTip.showText(event.globalPos(), self.currentText() if cut else "", self)
            return True
        return super().event(event)

    def showPopup(self) -> None:
        """Open the list, wide enough."""
        self.fit_list()
        super().showPopup()

    def fit_list(self) -> None:
        """Make the list as wide as its longest words, if the screen is."""
        view, screen = self.view(), self.screen().availableGeometry().width()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        wanted = max(view.sizeHintForColumn(0), self._longest() + px(24)) + bar + px(16)
        view.setMinimumWidth(min(wanted, screen - px(24)))

    def _longest(self) -> int:
        """The width of the longest words to choose from."""
        metrics = self.fontMetrics()
        words = (self.itemText(place) for place in range(self.count()))
        return max((metrics.horizontalAdvance(word) for word in words), default=0) + 4

    def _room(self) -> int:
        """The width for the words."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return max(field.width() - 4, 1)

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page, so that scrolling changes nothing."""
        event.ignore()  # type: ignore[attr-defined]
