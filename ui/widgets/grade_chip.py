"""Grades drawn with shape, word and colour: a chip, a small mark, and the painting they share."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import paint_shape, px, tokens


def chip_width(word: str, font: QFont) -> int:
    """How wide a chip with this word is."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(bold).horizontalAdvance(word) + px(36)


def paint_chip(painter: QPainter, rect: QRectF, tone: str, word: str, font: QFont) -> None:
    """Draw a chip: pale ground, edge, shape and word."""
    look = tokens().grade(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(look.edge), 1)
    if look.shape == "dashed":
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(QColor(look.tint))
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    ink = QColor(look.edge)
    paint_shape(painter, look.shape, QPointF(box.x() + px(15), box.center().y()), px(11), ink)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(QColor(tokens().text))
    words = box.adjusted(px(26), 0, -px(8), 0)
    fits = QFontMetrics(bold).elidedText(word, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fits)
    painter.restore()


class GradeChip(QWidget):
    """A grade as a chip: `GradeChip(tone, word)`, `.show_grade(tone, word)`; shape, word and colour."""

    def __init__(
        self, tone: str = "none", word: str = "Not graded", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tone, self._word = tone, word
        self.show_grade(tone, word)

    def show_grade(self, tone: str, word: str) -> None:
        """Show another grade."""
        self._tone, self._word = tone, word
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for shape and word."""
        self.ensurePolished()
        return QSize(chip_width(self._word, self.font()), self.fontMetrics().height() + px(8))

    def minimumSizeHint(self) -> QSize:
        """Room for the shape and the beginning of the word."""
        return QSize(px(60), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the letters change."""
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the chip."""
        paint_chip(QPainter(self), QRectF(self.rect()), self._tone, self._word, self.font())


class GradeMark(QWidget):
    """Only a grade's shape in its colour: `GradeMark(tone, word)`; the word is read aloud and is the tip."""

    def __init__(
        self,
        tone: str = "none",
        word: str = "Not graded",
        size: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_grade(tone, word)

    def show_grade(self, tone: str, word: str) -> None:
        """Show another grade."""
        self._tone = tone
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.update()

    def sizeHint(self) -> QSize:
        """A small square."""
        return QSize(px(self._size + 4), px(self._size + 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the shape."""
        look = tokens().grade(self._tone)
        painter = QPainter(self)
        paint_shape(
            painter, look.shape, QRectF(self.rect()).center(), px(self._size), QColor(look.edge)
        )


class Pill(QWidget):
    """A state in a small pill: `Pill(word, tone="plain|accent|success|warning|danger")`."""

    def __init__(self, word: str, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._tone = word, tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(word, tone)

    def show_state(self, word: str, tone: str = "plain") -> None:
        """Show another state."""
        self._word, self._tone = word, tone
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the word."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._word) + px(22), metrics.height() + px(6))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the letters change."""
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the pill."""
        paint_pill(QPainter(self), QRectF(self.rect()), self._tone, self._word)


def paint_pill(painter: QPainter, rect: QRectF, tone: str, word: str) -> None:
    """Draw a pill: pale ground, edge and word."""
    now = tokens()
    ink, ground = {
        "accent": (now.accent, now.accent_soft),
        "success": (now.success, now.success_soft),
        "warning": (now.warning, now.warning_soft),
        "danger": (now.danger, now.danger_soft),
    }.get(tone, (now.muted, now.raised))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1))
    painter.setBrush(QColor(ground))
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
    painter.restore()
