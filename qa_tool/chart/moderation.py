"""First against second grade with its totals, and one bar that says which way second readers moved."""

from qa_tool.chart.metrics import shortened, width
from qa_tool.chart.pairs import CELL, HEAD, READINGS, frame, pairs_grid
from qa_tool.chart.plane import Shapes
from qa_tool.chart.readings import Readings, table_of
from qa_tool.chart.scene import Rect, Scene, Text

SIZE = 9.0
BAR = 22.0
_WAYS = (("down", "lower", "warning_soft"), ("same", "the same", "accent_soft"),
         ("up", "higher", "success_soft"), ("apart", "not comparable", "surface"))  # fmt: skip


def moderation_table(found: Readings, title: str, sentence: str, wide: float = 470) -> Scene:
    """The direction as one bar, then a cell for each pair of grades with totals; needs a pair to draw."""
    shapes, y = _direction(found, wide)
    shapes += pairs_grid(found.scale.ranked, found.table, y + 20, wide, READINGS)
    height = y + 20 + HEAD + CELL * len(found.scale.ranked) + 20
    return Scene(wide, height, title, sentence, tuple(shapes), table_of(found))


def _direction(found: Readings, wide: float) -> tuple[Shapes, float]:
    """Lower, the same, higher, not comparable: parts of one bar, each with its count and word."""
    shapes: Shapes = [Text(0, SIZE, "The second reader's grade was", SIZE, "muted")]
    counts = [(getattr(found, field), word, tone) for field, word, tone in _WAYS]
    parts = [part for part in counts if part[0]]
    total = sum(count for count, _word, _tone in parts)
    room = wide - 2 * (len(parts) - 1)
    x, top, left = 0.0, SIZE + 6, list[str]()
    for count, word, tone in parts:
        part = room * count / total
        says = f"{word}: {count} of {total}"
        shapes += [Rect(x, top, part, BAR, tone, says), *frame(x, top, part, BAR)]
        text = next(
            (t for t in (f"{count} {word}", str(count)) if width(t, SIZE, bold=True) + 8 <= part),
            "",
        )
        if text:
            middle = x + part / 2
            base = top + BAR / 2 + SIZE * 0.36
            shapes.append(Text(middle, base, text, SIZE, "text", "middle", bold=True))
        if text != f"{count} {word}":
            left.append(f"{count} {word}")
        x += part + 2
    y = top + BAR
    if left:  # a part too narrow for its word says it below
        y += 13
        shapes.append(Text(0, y, shortened(", ".join(left), SIZE, wide), SIZE, "muted"))
    return shapes, y
