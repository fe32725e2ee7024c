"""Open actions by age: how many are in time, and how late the others are."""

from collections.abc import Sequence

from qa_tool.chart.metrics import width
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Table, Text

SIZE = 9.0
ROW = 24.0
BAR = 14.0
_TONES = {"Not due yet": "accent", "No due date": "none"}


def _tone(band: str) -> str:
    return _TONES.get(band, "danger" if "29" in band else "warning")


def ageing_bars(
    bands: Sequence[tuple[str, int]], title: str, sentence: str, wide: float = 470
) -> Scene:
    """A bar for each band of age, with its count at the end."""
    label = max([60.0, *(width(band, SIZE) for band, _count in bands)]) + 10
    most = max([1, *(count for _band, count in bands)])
    room = wide - label - 30
    shapes: list[Rect | Line | Mark | Text] = []
    y = 2.0
    for band, count in bands:
        base = y + ROW / 2 + SIZE * 0.36
        shapes.append(Text(0, base, band, SIZE))
        long = room * count / most
        if count:
            tone = _tone(band)
            says = f"{band}: {count}"
            top = y + (ROW - BAR) / 2
            shapes.append(Rect(label, top, long, BAR, tone, says, 2, dashed=tone == "none"))
        shapes.append(Text(label + long + 6, base, str(count), SIZE, bold=True))
        y += ROW
    shapes.insert(0, Line(label, 0, label, y, "line", 0.75))
    rows = tuple((band, str(count)) for band, count in bands)
    return Scene(wide, y + 2, title, sentence, tuple(shapes), Table(("Age", "Open actions"), rows))
