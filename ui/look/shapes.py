"""The shape of each grade, so that no grade is told by colour alone."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from ui.look.tokens import Shape


def paint_shape(painter: QPainter, shape: Shape, middle: QPointF, size: float, ink: QColor) -> None:
    """Draw a grade's shape, `size` wide, centred at `middle`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ink))
    half = size / 2
    if shape == "star":
        painter.drawPolygon(_star(middle, half * 1.12))
    elif shape == "circle":
        painter.drawEllipse(middle, half * 0.92, half * 0.92)
    elif shape == "triangle":
        top, foot = middle.y() - half * 0.92, middle.y() + half * 0.8
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(middle.x(), top),
                    QPointF(middle.x() + half * 1.02, foot),
                    QPointF(middle.x() - half * 1.02, foot),
                ]
            )
        )
    elif shape == "square":
        side = size * 0.82
        painter.drawRect(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
    else:
        _dashed(painter, middle, half * 0.9, ink)
    painter.restore()


def _dashed(painter: QPainter, middle: QPointF, radius: float, ink: QColor) -> None:
    """A dashed ring: not graded."""
    pen = QPen(ink, max(1.2, radius / 5))
    pen.setDashPattern([2.2, 1.6])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)


def _star(middle: QPointF, radius: float) -> QPolygonF:
    """A five-pointed star."""
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.45
        angle = math.radians(-90 + step * 36)
        points.append(
            QPointF(middle.x() + reach * math.cos(angle), middle.y() + reach * math.sin(angle))
        )
    return QPolygonF(points)
