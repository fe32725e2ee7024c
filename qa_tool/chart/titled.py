"""A chart that leaves its page takes its title and its sentence along."""

from dataclasses import replace

from qa_tool.chart.metrics import wrapped
from qa_tool.chart.multiples import moved
from qa_tool.chart.plane import SIZE, Shapes
from qa_tool.chart.scene import Scene, Text

HEAD = 12.0
EDGE = 10.0


def titled(scene: Scene) -> Scene:
    """The same chart with its title and sentence above it, and a margin round it."""
    wide = max(scene.width, 200.0)
    found: Shapes = []
    y = EDGE
    for line in wrapped(scene.title, HEAD, wide, bold=True, lines=3) if scene.title else ():
        y += HEAD + 3
        found.append(Text(EDGE, y, line, HEAD, "text", bold=True))
    for line in wrapped(scene.sentence, SIZE, wide, lines=6) if scene.sentence else ():
        y += SIZE + 3
        found.append(Text(EDGE, y, line, SIZE, "muted"))
    y += EDGE
    found += moved(scene.shapes, EDGE, y)
    return replace(
        scene, shapes=tuple(found), width=wide + 2 * EDGE, height=y + scene.height + EDGE
    )
