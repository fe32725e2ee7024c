"""Charts leave the window here: as a file, or as a picture for the clipboard."""

import re
from pathlib import Path

from qa_tool.chart.scene import Scene


def name(scene: Scene) -> str:
    """What the file is called: what kind of chart it is, never whom it is about."""
    plain = re.sub(r"[^a-z]+", "-", scene.title.partition(":")[0].casefold()).strip("-")
    return f"chart-{plain}" if plain else "chart"


def save(scene: Scene, target: Path) -> Path:
    """Write the chart as SVG or PNG, by the ending of the name; SVG where it has none."""
    from qa_tool.export.picture import write_picture

    return write_picture(scene, target if target.suffix else target.with_suffix(".svg"))


def picture(scene: Scene) -> bytes:
    """The chart as PNG, on white, with its title and sentence."""
    from qa_tool.export.picture import png_file

    return png_file(scene)
