"""Small multiples: charts of one kind beside each other, each under its own title, as one scene."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa_tool.chart.metrics import shortened
from qa_tool.chart.plane import SIZE, Shapes, nothing
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Table, Text

GAP = 18.0
HEAD = 15.0
Shape = Callable[[float], Scene]


def moved(shapes: Sequence[Rect | Line | Mark | Text], across: float, down: float) -> Shapes:
    """The same shapes somewhere else."""
    found: Shapes = []
    for shape in shapes:
        if isinstance(shape, Line):
            found.append(
                replace(shape, x1=shape.x1 + across, x2=shape.x2 + across,
                        y1=shape.y1 + down, y2=shape.y2 + down)
            )  # fmt: skip
        else:
            found.append(replace(shape, x=shape.x + across, y=shape.y + down))
    return found


def small_multiples(
    makers: Sequence[Shape], title: str, sentence: str, *, least: float = 220, wide: float = 470,
    first: str = "Chart",
) -> Scene:  # fmt: skip
    """As many beside each other as have `least` room; each maker draws its scene for a width."""
    if not makers:
        return nothing(title, sentence, wide, Table((first,), ()))
    columns = max(1, min(len(makers), int((wide + GAP) // (least + GAP))))
    each = (wide - GAP * (columns - 1)) / columns
    scenes = [make(each) for make in makers]
    each = max(each, *(scene.width for scene in scenes), 0.0)
    wide = each * columns + GAP * (columns - 1)
    shapes: Shapes = []
    y = 0.0
    for start in range(0, len(scenes), columns):
        row = scenes[start : start + columns]
        for place, scene in enumerate(row):
            x = place * (each + GAP)
            words = shortened(scene.title, SIZE, each, bold=True)
            shapes.append(Text(x, y + SIZE, words, SIZE, "text", bold=True))
            shapes += moved(scene.shapes, x, y + HEAD)
        y += HEAD + max(scene.height for scene in row) + GAP
    return Scene(wide, y - GAP, title, sentence, tuple(shapes), _table(scenes, first))


def _table(scenes: Sequence[Scene], first: str) -> Table:
    """All tables under each other; the first column says whose line it is."""
    heads = list(dict.fromkeys(head for scene in scenes for head in scene.table.header))
    rows = []
    for scene in scenes:
        for row in scene.table.rows:
            known = dict(zip(scene.table.header, row, strict=True))
            rows.append((scene.title, *(known.get(head, "–") for head in heads)))
    return Table((first, *heads), tuple(rows))
