"""A scene drawn on a PDF page as vectors; the canvas is handed in, so nothing heavy is loaded here."""

from typing import Protocol

from qa_tool.chart.outline import corners
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from qa_tool.chart.tones import paper


class Path(Protocol):
    """As much of reportlab's path as is used."""

    def moveTo(self, x: float, y: float) -> None:  # noqa: N802  reportlab's name
        """Begin at a point."""

    def lineTo(self, x: float, y: float) -> None:  # noqa: N802  reportlab's name
        """Go straight to a point."""

    def close(self) -> None:
        """Go back to the beginning."""


class Canvas(Protocol):
    """As much of reportlab's canvas as is used; y grows upward there."""

    def saveState(self) -> None: ...  # noqa: N802, D102
    def restoreState(self) -> None: ...  # noqa: N802, D102
    def setFillColor(self, colour: str) -> None: ...  # noqa: N802, D102
    def setStrokeColor(self, colour: str) -> None: ...  # noqa: N802, D102
    def setLineWidth(self, width: float) -> None: ...  # noqa: N802, D102
    def setDash(self, array: tuple[float, ...] = ...) -> None: ...  # noqa: N802, D102
    def setFont(self, name: str, size: float) -> None: ...  # noqa: N802, D102
    def drawString(self, x: float, y: float, text: str) -> None: ...  # noqa: N802, D102
    def drawCentredString(self, x: float, y: float, text: str) -> None: ...  # noqa: N802, D102
    def drawRightString(self, x: float, y: float, text: str) -> None: ...  # noqa: N802, D102
    def line(self, x1: float, y1: float, x2: float, y2: float) -> None: ...  # noqa: D102
    def circle(self, x: float, y: float, r: float, stroke: int, fill: int) -> None: ...  # noqa: D102
    def beginPath(self) -> Path: ...  # noqa: N802, D102
    def drawPath(self, path: Path, stroke: int, fill: int) -> None: ...  # noqa: N802, D102
    def roundRect(  # noqa: N802, D102, PLR0913, PLR0917
        self, x: float, y: float, width: float, height: float, radius: float, stroke: int, fill: int
    ) -> None: ...


def _rect(canvas: Canvas, item: Rect, top: float) -> None:
    canvas.setFillColor(paper(item.tone))
    if item.dashed:
        canvas.setStrokeColor(paper("edge"))
        canvas.setLineWidth(0.75)
        canvas.setDash((2.5, 2))
    canvas.roundRect(
        item.x,
        top - item.y - item.height,
        item.width,
        item.height,
        min(item.radius, item.width / 2),
        stroke=int(item.dashed),
        fill=1,
    )
    if item.dashed:
        canvas.setDash()


def _line(canvas: Canvas, item: Line, top: float) -> None:
    canvas.setStrokeColor(paper(item.tone))
    canvas.setLineWidth(item.width)
    if item.dashed:
        canvas.setDash((2.5, 2))
    canvas.line(item.x1, top - item.y1, item.x2, top - item.y2)
    if item.dashed:
        canvas.setDash()


def _mark(canvas: Canvas, item: Mark, top: float) -> None:
    canvas.setFillColor(paper(item.tone))
    points = corners(item.shape, item.x, item.y, item.size)
    if points:
        path = canvas.beginPath()
        path.moveTo(points[0][0], top - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, top - y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        return
    ring = item.shape == "dashed"
    if ring:
        canvas.setStrokeColor(paper(item.tone))
        canvas.setLineWidth(0.75)
        canvas.setDash((2, 1.5))
    canvas.circle(item.x, top - item.y, item.size * 0.46, stroke=int(ring), fill=int(not ring))
    if ring:
        canvas.setDash()


def _text(canvas: Canvas, item: Text, top: float, fonts: tuple[str, str]) -> None:
    canvas.setFillColor(paper(item.tone))
    canvas.setFont(fonts[1] if item.bold else fonts[0], item.size)
    draw = {
        "start": canvas.drawString,
        "middle": canvas.drawCentredString,
        "end": canvas.drawRightString,
    }[item.anchor]
    draw(item.x, top - item.y, item.text)


def draw(canvas: Canvas, scene: Scene, fonts: tuple[str, str]) -> None:
    """Draw at the canvas's origin; `fonts` are the names of the regular and the bold one."""
    canvas.saveState()
    for item in scene.shapes:
        match item:
            case Rect():
                _rect(canvas, item, scene.height)
            case Line():
                _line(canvas, item, scene.height)
            case Mark():
                _mark(canvas, item, scene.height)
            case Text():
                _text(canvas, item, scene.height, fonts)
    canvas.restoreState()
