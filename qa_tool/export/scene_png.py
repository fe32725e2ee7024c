"""A chart as a PNG, drawn by the same hand as on paper, for files that take no drawings."""

from io import BytesIO
from typing import Any

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from qa_tool.chart.pdf import draw
from qa_tool.chart.scene import Scene
from qa_tool.export.fonts import fonts

SHARP = 3.0  # dots to a point: 216 to the inch, which prints well


def png(scene: Scene) -> bytes:
    """The picture on white."""
    known = fonts()
    paper = BytesIO()
    named: dict[str, Any] = {"initialFontName": known.regular}  # the stubs say it is a number
    canvas = Canvas(paper, pagesize=(scene.width, scene.height), **named)
    draw(canvas, scene, (known.regular, known.semibold))
    canvas.showPage()
    canvas.save()
    drawn = BytesIO()
    with pypdfium2.PdfDocument(paper.getvalue()) as document:
        document[0].render(scale=SHARP).to_pil().convert("RGB").save(drawn, "PNG", optimize=True)
    return drawn.getvalue()
