"""A chart as a file of its own: SVG, which stays sharp, or PNG, which every program takes."""

from pathlib import Path
from typing import BinaryIO

from qa_tool.chart.scene import Scene
from qa_tool.chart.svg import svg
from qa_tool.chart.titled import titled
from qa_tool.errors import QAError
from qa_tool.export.file import write_whole

_WHITE = '<rect width="100%" height="100%" fill="#FFFFFF"/>'


def svg_file(scene: Scene) -> str:
    """The chart with title and sentence on white; it needs no other file."""
    drawn = svg(titled(scene))
    start = drawn.index("</desc>") + len("</desc>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{drawn[:start]}{_WHITE}{drawn[start:]}\n"


def png_file(scene: Scene) -> bytes:
    """The same as dots, 216 to the inch."""
    from qa_tool.export.scene_png import png

    return png(titled(scene))


def write_picture(scene: Scene, target: Path) -> Path:
    """Write the chart, whole or not at all, as what the file's name says."""
    kind = target.suffix.casefold()
    if kind not in {".svg", ".png"}:
        raise QAError(
            f"A chart is not written as {kind or 'a file without an ending'}.",
            "Give the file a name that ends in .svg or .png.",
        )
    made = svg_file(scene).encode("utf-8") if kind == ".svg" else png_file(scene)

    def write(file: BinaryIO) -> None:
        file.write(made)

    return write_whole(target, write)
