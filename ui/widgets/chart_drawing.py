"""The picture of a chart: a scene drawn by QPainter, told by hover and by keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from ui.look import base_font, paint_shape, px, text_scale, tokens
from ui.widgets.banner import announce

Source = Scene | Callable[[float], Scene]
LETTERS = 1.45  # charts are drawn for paper with 9 points; on the screen the body is 13 px
REACH = 14  # a mark is told from so many pixels away
KEPT = 6  # widths for which the scene is kept: layouts ask for the height of several
TOLD_ROWS = 60  # rows of the table that the description reads out
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ALIGN = {"start": 0.0, "middle": 0.5, "end": 1.0}


def ink(tone: str) -> QColor:
    """The colour of a scene's tone in the theme that is on; `on_good` is the ink on that grade's fill."""
    now = tokens()
    if tone == "none":
        return QColor(now.grades["none"].edge)
    if tone in now.grades:
        return QColor(now.grades[tone].fill)
    if tone.startswith("on_") and tone[3:] in now.grades:
        return QColor(now.grades[tone[3:]].on)
    if tone in now.charts:
        return QColor(now.charts[tone])
    return QColor(now.raised if tone == "surface" else getattr(now, tone, now.text))


def paint_scene(painter: QPainter, scene: Scene, scale: float) -> None:
    """Draw all shapes of a scene, `scale` pixels to the point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    for shape in scene.shapes:
        if isinstance(shape, Rect):
            _rect(painter, shape)
        elif isinstance(shape, Line):
            _line(painter, shape)
        elif isinstance(shape, Mark):
            paint_shape(
                painter, shape.shape, QPointF(shape.x, shape.y), shape.size, ink(shape.tone)
            )
        else:
            _text(painter, shape)
    painter.restore()


def _rect(painter: QPainter, shape: Rect) -> None:
    """A box; dashed means not graded."""
    box = QRectF(shape.x, shape.y, shape.width, shape.height)
    if shape.dashed or shape.tone == "none":
        pen = QPen(ink("none"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box.adjust(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(shape.tone))
    painter.drawRoundedRect(box, shape.radius, shape.radius)


def _line(painter: QPainter, shape: Line) -> None:
    """A straight line."""
    pen = QPen(ink(shape.tone), shape.width)
    if shape.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))


def _text(painter: QPainter, shape: Text) -> None:
    """One line of words at its baseline."""
    font = base_font()
    font.setPixelSize(max(1, round(shape.size)))
    font.setWeight(QFont.Weight.DemiBold if shape.bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(ink(shape.tone))
    wide = painter.fontMetrics().horizontalAdvance(shape.text)
    painter.drawText(QPointF(shape.x - wide * _ALIGN[shape.anchor], shape.y), shape.text)


class Drawing(QWidget):
    """The picture of a scene: hover or arrow keys tell each value; its description holds all numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self._scene: Scene | None = None
        self._at = self._over = -1
        self._made: dict[float, Scene] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_scene(self, source: Source) -> None:
        """Draw this scene, or ask this function for one of the width there is."""
        self._source, self._at, self._over = source, -1, -1
        self._made.clear()
        self._make()
        scene = self.scene()
        if scene is not None:
            self.setAccessibleName(f"Chart: {scene.title}")
            self.setAccessibleDescription(_read_aloud(scene))
        self.updateGeometry()
        self.update()

    def scene(self) -> Scene | None:
        """The scene that is drawn."""
        return self._scene

    def saying(self) -> list[Rect | Mark]:
        """The shapes that have something to say, in their order."""
        shapes = self._scene.shapes if self._scene else ()
        return [shape for shape in shapes if isinstance(shape, Rect | Mark) and shape.says]

    def told(self) -> str:
        """What the keys or the mouse last pointed at."""
        said = self.saying()
        return said[self._at].says if 0 <= self._at < len(said) else ""

    def sizeHint(self) -> QSize:
        """The scene's own size."""
        scene = self._scene
        return QSize(round(scene.width), round(scene.height)) if scene else QSize(px(300), px(160))

    def minimumSizeHint(self) -> QSize:
        """It can be drawn small."""
        return QSize(px(120), px(60))

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The scene's height at this width."""
        scene = self._scene_for(width)
        return round(scene.height * self._factor(width, scene)) if scene else px(160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scene made for a width is made again for the new one."""
        super().resizeEvent(event)
        self._make()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the scene, and a ring round the value that is told."""
        if self._scene is None:
            return
        painter = QPainter(self)
        factor = self._factor(self.width())
        paint_scene(painter, self._scene, factor)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ringed = {self._at if self.hasFocus() else -1, self._over}
        for place, shape in enumerate(self.saying()):
            if place in ringed:
                box = _box(shape)
                ring = QRectF(
                    box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor
                )
                painter.drawRoundedRect(ring.adjusted(-2, -2, 2, 2), 4, 4)
        if self.hasFocus():
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from value to value, Home and End to the first and the last."""
        said = self.saying()
        place = _next(Qt.Key(event.key()), self._at, len(said))
        if place is None:
            super().keyPressEvent(event)
            return
        self._at = place
        box, factor = _box(said[self._at]), self._factor(self.width())
        foot = QPointF(box.center().x() * factor, box.bottom() * factor).toPoint()
        QToolTip.showText(self.mapToGlobal(foot), self.told(), self)
        announce(self, self.told())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the value under the mouse at once, and ring it."""
        place = self._under(event.position())
        if place == self._over:
            return
        self._over = place
        said = self.saying()
        words = said[place].says if place >= 0 else ""
        QToolTip.showText(event.globalPosition().toPoint(), words, self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self._over = -1
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the value under a mouse that rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._under(QPointF(event.pos()))
            words = self.saying()[place].says if place >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _under(self, at: QPointF) -> int:
        """The value at a point: the one drawn last there, or else the nearest mark within reach."""
        factor = self._factor(self.width())
        point, said = at / factor, self.saying()
        hits = [i for i, shape in enumerate(said) if _box(shape).contains(point)]
        if hits:
            return hits[-1]
        reach = px(REACH) / factor
        far = [
            ((shape.x - point.x()) ** 2 + (shape.y - point.y()) ** 2, i)
            for i, shape in enumerate(said)
            if isinstance(shape, Mark)
        ]
        near, place = min(far, default=(reach**2 + 1, -1))
        return place if near <= reach**2 else -1

    def picture(self, scale: float = 2.0) -> QImage:
        """The chart as it looks on the card, in the colours of the theme."""
        scene = self._scene
        size = (
            QSize(round(scene.width * scale), round(scene.height * scale)) if scene else QSize(1, 1)
        )
        image = QImage(size, QImage.Format.Format_ARGB32)
        image.fill(QColor(tokens().surface))
        if scene:
            painter = QPainter(image)
            paint_scene(painter, scene, scale)
            painter.end()
        return image

    def _factor(self, width: int, scene: Scene | None = None) -> float:
        """Pixels to the point, so that the scene fills the width and never more than it may."""
        scene = scene or self._scene
        if scene is None:
            return 1.0
        return min(max(width, 1) / scene.width, 1.5 * text_scale())

    def _scene_for(self, width: int) -> Scene | None:
        """The scene, or the one that is made for this width, its letters as large as the body's."""
        if not callable(self._source):
            return self._source
        wide = max(width, 1) / (LETTERS * text_scale())
        if wide not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[wide] = self._source(wide)
        return self._made[wide]

    def _make(self) -> None:
        """Take the scene, or have it made for this width."""
        self._scene = self._scene_for(self.width())


def _box(shape: Rect | Mark) -> QRectF:
    """The room a shape takes."""
    if isinstance(shape, Rect):
        return QRectF(shape.x, shape.y, shape.width, shape.height)
    half = shape.size / 2
    return QRectF(shape.x - half, shape.y - half, shape.size, shape.size)


def _next(key: Qt.Key, at: int, count: int) -> int | None:
    """Where a key leads from a value; None where it leads nowhere."""
    if not count:
        return None
    if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
        return 0 if key == Qt.Key.Key_Home else count - 1
    if key not in _STEPS:
        return None
    by = _STEPS[key]
    return (at + by) % count if at >= 0 or by > 0 else count - 1


def _read_aloud(scene: Scene) -> str:
    """The sentence, every row of the table, and how to go from value to value."""
    shown = scene.table.rows[:TOLD_ROWS]
    rows = "; ".join(", ".join(cells) for cells in shown)
    more = len(scene.table.rows) - len(shown)
    rest = f" {more} more rows stand in the table." if more else ""
    return f"{scene.sentence} {rows}.{rest} Arrow keys tell each value."
