"""Too little for a percentage: what was counted in every period, as columns of circles' worth of audits."""

from collections.abc import Sequence

from qa_tool.chart.plane import SIZE, Key, Plane, Shapes, below, keys, period_words
from qa_tool.chart.scene import Rect, Scene, Table, Text
from qa_tool.figures.pchart import Count
from qa_tool.figures.years import Step, name_of

HIGH = 90.0


def count_columns(
    counts: Sequence[Count], title: str, sentence: str, step: Step, wide: float = 470
) -> Scene:
    """A frame for the audits of a period, filled as far as they were good or better."""
    rows = tuple(
        (name_of(c.when, step), f"{c.k} of {c.n}" if c.n else "no audits", str(c.n)) for c in counts
    )
    table = Table(("Period", "Good or better", "n"), rows)
    wide = max(wide, 200.0)
    shapes, y = keys([Key("Good or better", "accent", box=True),
                      Key("audits graded; too few for a percentage", "none", dashed=True, box=True)], wide, 0)  # fmt: skip
    most = max([1, *(count.n for count in counts)])
    plane = Plane(0, y + 16, wide, y + 16 + HIGH, 0, most)
    room = wide / max(1, len(counts))
    labels: list[tuple[float, str]] = []
    for place, count in enumerate(counts):
        middle = (place + 0.5) * room
        labels.append((middle, period_words(count.when, step)))
        shapes += _column(count, plane, middle, min(34.0, room - 4), name_of(count.when, step))
    told = [
        (middle, f"{count.k} of {count.n}")
        for (middle, _words), count in zip(labels, counts, strict=True)
        if count.n
    ]
    shapes += _above(told, plane.top - 5, wide)
    shapes += below(labels, plane.bottom + 13, 0, wide)
    return Scene(wide, plane.bottom + 18, title, sentence, tuple(shapes), table)


def _above(told: list[tuple[float, str]], y: float, wide: float) -> Shapes:
    return [
        Text(item.x, item.y, item.text, SIZE, "text", "middle", bold=False)
        for item in below(told, y, 0, wide)
        if isinstance(item, Text)
    ]


def _column(count: Count, plane: Plane, middle: float, wide: float, name: str) -> Shapes:
    if not count.n:
        return []
    says = f"{name}: {count.k} of {count.n}, too few for a percentage"
    left, top = middle - wide / 2, plane.y(count.n)
    found: Shapes = [Rect(left, top, wide, plane.bottom - top, "none", says, 1, dashed=True)]
    if count.k:
        full = plane.y(count.k)
        found.append(Rect(left + 3, full, wide - 6, plane.bottom - full, "accent"))
    return found
