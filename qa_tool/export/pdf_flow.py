"""What is set on pages besides running text: charts, grades in cells, long tables, headings that mark their place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table
from reportlab.platypus import Paragraph as Words

from qa_tool.chart.metrics import wrapped
from qa_tool.chart.pdf import draw
from qa_tool.chart.scene import Mark, Scene
from qa_tool.chart.scene import Table as ChartTable
from qa_tool.chart.tones import shape
from qa_tool.export.fonts import Fonts, line
from qa_tool.export.pdf_style import CELL, colour

NO_TABLE = ChartTable((), ())
GRADE_MARK = 12.0
BATCH = 45
PAGE_HIGH = 842.0


class SceneOnPaper(Flowable):
    """A chart as vectors in the running text."""

    def __init__(self, scene: Scene, known: Fonts) -> None:
        super().__init__()
        self.width, self.height = scene.width, scene.height
        self._scene, self._fonts = scene, (known.regular, known.semibold)
        # Room below is never a spacer: that could begin a page of its own.
        self.spaceAfter = 8

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The room that it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at its place."""
        draw(self.canv, self._scene, self._fonts)


class GradeCell(Flowable):
    """A grade in a table: its shape in its colour, and its name on one line or two."""

    def __init__(self, name: str, tone: str, room: float, known: Fonts) -> None:
        super().__init__()
        self._lines = wrapped(line(name, known), CELL, room - GRADE_MARK)
        self._tone, self._font = tone, known.regular
        self.width, self.height = room, 11.0 + 12 * (len(self._lines) - 1)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The room that it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """The shape, then the word; never colour alone."""
        canvas, top = self.canv, self.height
        tone = "edge" if self._tone == "none" else self._tone
        mark = Mark(4, 5, 8, shape(self._tone), tone)
        draw(canvas, Scene(self.width, top, "", "", (mark,), NO_TABLE), (self._font, self._font))
        canvas.setFillColor(colour("text"))
        canvas.setFont(self._font, CELL)
        for row, text in enumerate(self._lines):
            canvas.drawString(GRADE_MARK, top - 9 - 12 * row, text)


class Rows(Flowable):
    """The rows of a long table that are still to be set.

    A table of reportlab looks at all its rows at every page; this one hands it a page's worth.
    """

    def __init__(
        self, make: Callable[[list[list[Any]], bool], Table], body: list[list[Any]]
    ) -> None:
        super().__init__()
        self._make, self._body = make, body

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """More than a page, so that it is asked to split."""
        return aW, max(aH, PAGE_HIGH) + 1

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """The rows that fit here as a table, and the rest; never one row alone on the last page."""
        parts = self._make(self._body[:BATCH], False).splitOn(self.canv, aW, aH)  # noqa: FBT003
        if not parts:
            return []
        first: Any = parts[0]
        taken = len(first._rowHeights) - 1  # noqa: SLF001  nothing public counts the rows
        rest = self._body[taken:]
        if len(rest) > BATCH:
            return [parts[0], Rows(self._make, rest)]
        return [parts[0], self._make(rest, True)]  # noqa: FBT003


class HeadingOnPaper(Words):
    """A heading that puts itself into the bookmarks and tells its page to the contents."""

    def __init__(self, text: str, style: ParagraphStyle, place: "Place | None") -> None:
        super().__init__(text, style)
        self._place = place

    def draw(self) -> None:
        """Draw it, and mark the place."""
        if self._place is not None:
            where = self._place
            where.page = self.canv.getPageNumber()
            self.canv.bookmarkHorizontal(where.key, 0, self.height + 8)
            self.canv.addOutlineEntry(where.text, where.key, where.level - 1, closed=False)
        super().draw()


@dataclass(slots=True)
class Place:
    """One line of the contents; its page is known once the heading has been set."""

    key: str
    text: str
    level: int
    page: int = 0
