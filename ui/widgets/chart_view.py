"""A chart on the screen: the scene drawn by QPainter, told by hover, by keys and as a table."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QToolTip, QWidget

from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from ui.look import base_font, paint_shape, px, text_scale, tokens
from ui.widgets.banner import announce
from ui.widgets.button import Button
from ui.widgets.label import Heading, Muted
from ui.widgets.layout import FlowRow, column

Source = Scene | Callable[[float], Scene]
LETTERS = 1.45  # charts are drawn for paper with 9 points; on the screen the body is 13 px
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
        self._at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_scene(self, source: Source) -> None:
        """Draw this scene, or ask this function for one of the width there is."""
        self._source, self._at = source, -1
        self._make()
        scene = self.scene()
        if scene is not None:
            rows = "; ".join(", ".join(cells) for cells in scene.table.rows)
            self.setAccessibleName(f"Chart: {scene.title}")
            self.setAccessibleDescription(f"{scene.sentence} {rows}. Arrow keys tell each value.")
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
        said = self.saying()
        if self.hasFocus():
            if 0 <= self._at < len(said):
                box = _box(said[self._at])
                ring = QRectF(
                    box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor
                )
                painter.drawRoundedRect(ring.adjusted(-2, -2, 2, 2), 4, 4)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from value to value."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        said, by = self.saying(), steps.get(Qt.Key(event.key()), 0)
        if not by or not said:
            super().keyPressEvent(event)
            return
        self._at = (self._at + by) % len(said) if self._at >= 0 or by > 0 else len(said) - 1
        box, factor = _box(said[self._at]), self._factor(self.width())
        foot = QPointF(box.center().x() * factor, box.bottom() * factor).toPoint()
        QToolTip.showText(self.mapToGlobal(foot), self.told(), self)
        announce(self, self.told())
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the value under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            factor = self._factor(self.width())
            point = QPointF(event.pos()) / factor
            found = next((s for s in reversed(self.saying()) if _box(s).contains(point)), None)
            QToolTip.showText(event.globalPos(), found.says if found else "", self)
            return True
        return super().event(event)

    def picture(self, scale: float = 2.0) -> QImage:
        """The chart as a picture on the card's ground."""
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
        if callable(self._source):
            return self._source(max(width, 1) / (LETTERS * text_scale()))
        return self._source

    def _make(self) -> None:
        """Take the scene, or have it made for this width."""
        self._scene = self._scene_for(self.width())


def _box(shape: Rect | Mark) -> QRectF:
    """The room a shape takes."""
    if isinstance(shape, Rect):
        return QRectF(shape.x, shape.y, shape.width, shape.height)
    half = shape.size / 2
    return QRectF(shape.x - half, shape.y - half, shape.size, shape.size)


class ChartView(QWidget):
    """A chart with its title, sentence and table: `ChartView()`, `.show_scene(scene or function of width)`; show_title=False leaves the title to the card."""

    def __init__(self, *, show_title: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from ui.widgets.plain_table import PlainTable

        self._titled = show_title
        self.title, self.sentence = Heading("", 3), Muted("")
        self.drawing, self.table = Drawing(self), PlainTable("Data of the chart", self)
        self.turn = Button("Show as table", self.show_other, kind="quiet", icon="table")
        self.copy = Button("Copy as picture", self.copy_picture, kind="quiet", icon="copy")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.drawing)
        self._stack.addWidget(self.table)
        self.setLayout(
            column(self.title, self.sentence, self._stack, FlowRow(self.turn, self.copy), spacing=6)
        )
        self.title.setVisible(show_title)

    def show_scene(self, source: Source) -> None:
        """Show this chart."""
        self.drawing.show_scene(source)
        scene = self.drawing.scene()
        if scene is not None:
            self.title.setText(scene.title)
            self.sentence.setText(scene.sentence)
            self.sentence.setVisible(bool(scene.sentence))
            self.table.show_table(scene.table.header, scene.table.rows)

    def show_other(self) -> None:
        """Turn between the picture and the table."""
        as_table = self._stack.currentWidget() is self.drawing
        self._stack.setCurrentWidget(self.table if as_table else self.drawing)
        self.turn.setText("Show as chart" if as_table else "Show as table")
        self.copy.setText("Copy the table" if as_table else "Copy as picture")

    def copy_picture(self) -> None:
        """Put the picture, or the table, on the clipboard."""
        if self._stack.currentWidget() is self.table:
            self.table.copy_all()
        else:
            QGuiApplication.clipboard().setImage(self.drawing.picture())
