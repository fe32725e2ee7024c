"""What stands on a page beside the running text: the cover, running heads and feet, the contents."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.export.fonts import Fonts, line
from qa_tool.export.pdf_canvas import Sheet
from qa_tool.export.pdf_style import WIDE, Look
from qa_tool.export.pdf_tree import Element
from qa_tool.export.pdf_words import Place
from qa_tool.report.blocks import Report

PAGE_WIDE, PAGE_HIGH = A4
LEFT = (PAGE_WIDE - WIDE) / 2
RIGHT = LEFT + WIDE
TOP, BOTTOM = 74.0, 66.0
ROW = 21.0
FIRST_ROW = PAGE_HIGH - TOP - 64
PER_PAGE = int((FIRST_ROW - BOTTOM) // ROW)
TOTAL = "total"
LOGO_WIDE, LOGO_HIGH = 150.0, 54.0  # the most of it, on the cover
LOGO_ROOM = 124.0  # beside the title of a report without one


def day(report: Report) -> str:
    """The day on which the report was made."""
    return f"{report.made.day} {report.made:%B %Y}"


class Pages:
    """Draws the cover and the head and foot of every page of one report."""

    def __init__(self, report: Report, known: Fonts, look: Look, at: Element) -> None:
        self._report, self._fonts, self._look, self._at = report, known, look, at

    def page(self, canvas: Any, _document: Any) -> None:
        """The running head and foot of one page: decoration, since every page has them."""
        with canvas.piece(None):
            canvas.saveState()
            self._running(canvas)
            canvas.restoreState()
        if canvas.getPageNumber() == 1 and self._report.house.logo:
            self._logo(canvas, (RIGHT, PAGE_HIGH - TOP), (LOGO_ROOM - 14, 40.0), ground=False)

    def _running(self, canvas: Sheet) -> None:
        report, known = self._report, self._fonts
        canvas.setFillColor(self._look.colour("muted"))
        head, foot = PAGE_HIGH - 42, 36.0
        marking = line(report.marking, known)
        side = (WIDE - width(marking, 9, bold=True)) / 2 - 14
        council = shortened(line(report.council, known), 9, side)
        title = shortened(line(report.title, known), 9, side)
        canvas.put(LEFT, head, council, known.regular, 9)
        canvas.put(RIGHT - width(title, 9), head, title, known.regular, 9)
        canvas.put(LEFT, foot, day(report), known.regular, 9)
        canvas.saveState()
        canvas.translate(RIGHT, foot)
        canvas.later(f"{TOTAL}-{canvas.getPageNumber()}")
        canvas.restoreState()
        for high in (head, foot):
            self._marking(canvas, marking, high)
        canvas.setStrokeColor(self._look.colour("line"))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, head - 9, RIGHT, head - 9)
        canvas.line(LEFT, foot + 15, RIGHT, foot + 15)

    def _marking(self, canvas: Sheet, marking: str, high: float) -> None:
        if marking:
            canvas.setFillColor(self._look.colour("text"))
            left = (PAGE_WIDE - width(marking, 9, bold=True)) / 2
            canvas.put(left, high, marking, self._fonts.semibold, 9)

    def cover(self, canvas: Any, _document: Any) -> None:
        """The first page; it is read before everything else."""
        report, known, colour = self._report, self._fonts, self._look.colour
        canvas.saveState()
        panel = PAGE_HIGH * 0.44
        base = PAGE_HIGH - panel
        with canvas.piece(None):
            canvas.setFillColor(colour("accent"))
            canvas.rect(0, base, PAGE_WIDE, panel, stroke=0, fill=1)
        if report.house.logo:
            corner = (LEFT, PAGE_HIGH - 40)
            self._logo(canvas, corner, (LOGO_WIDE, LOGO_HIGH), ground=True)
        canvas.setFillColor(colour("on_accent"))
        council = shortened(line(report.council, known), 12, WIDE * 0.6, bold=True)
        marking = line(report.marking, known)
        high = PAGE_HIGH - (116 if report.house.logo else 72)
        self._said(canvas, "P", [(LEFT, high, council)], known.semibold, 12)
        if marking:
            start = RIGHT - width(marking, 9, bold=True)
            self._said(canvas, "P", [(start, PAGE_HIGH - 72, marking)], known.semibold, 9)
        subtitle = wrapped(line(report.subtitle, known), 15, WIDE, lines=2)
        title = wrapped(line(report.title, known), 36, WIDE, bold=True, lines=3)
        y = base + 44 + 21 * (len(subtitle) - 1)
        top = y + 40 + 43 * (len(title) - 1)
        rows = [(LEFT, top - 43 * row, text) for row, text in enumerate(title)]
        self._said(canvas, "H1", rows, known.semibold, 36)
        rows = [(LEFT, y - 21 * row, text) for row, text in enumerate(subtitle)]
        self._said(canvas, "P", rows, known.regular, 15)
        self._facts(canvas, base - 56)
        with canvas.piece(None):
            self._marking(canvas, marking, 36.0)
        canvas.restoreState()

    def _said(
        self, canvas: Sheet, role: str, rows: Sequence[tuple[float, float, str]], font: str,
        size: float,
    ) -> None:  # fmt: skip
        rows = [row for row in rows if row[2]]
        if rows:
            with canvas.piece(self._at.add(role)):
                for x, y, text in rows:
                    canvas.put(x, y, text, font, size)

    def _logo(
        self, canvas: Sheet, corner: tuple[float, float], most: tuple[float, float], *, ground: bool
    ) -> None:
        """The council's logo; on a white ground where it could not be seen on the accent."""
        picture = ImageReader(BytesIO(self._report.house.logo))
        across, down = picture.getSize()
        scale = min(most[0] / across, most[1] / down)
        wide, high = across * scale, down * scale
        left = corner[0] + 6 if ground else corner[0] - wide
        low = corner[1] - high
        if ground:
            with canvas.piece(None):
                canvas.setFillColor(self._look.colour("on_accent"))
                canvas.roundRect(left - 6, low - 6, wide + 12, high + 12, 4, stroke=0, fill=1)
        figure = self._at.add("Figure")
        figure.alt = f"Logo of {self._report.council or 'the council'}"
        box = f"{left:.1f} {low:.1f} {left + wide:.1f} {low + high:.1f}"
        figure.attributes = f"/O/Layout/Placement/Block/BBox[{box}]"
        with canvas.piece(figure):
            canvas.drawImage(picture, left, low, wide, high, mask="auto")

    def _facts(self, canvas: Sheet, y: float) -> None:
        known, colour = self._fonts, self._look.colour
        listed = self._at.add("L", "/O/List/ListNumbering/None")
        for name, value in (*self._report.facts, ("Made on", day(self._report))):
            entry = listed.add("LI")
            canvas.setFillColor(colour("muted"))
            with canvas.piece(entry.add("Lbl")):
                canvas.put(LEFT, y, shortened(line(name, known), 10, 110), known.regular, 10)
            canvas.setFillColor(colour("text"))
            with canvas.piece(entry.add("LBody")):
                for text in wrapped(line(value, known), 10, WIDE - 130, bold=True, lines=3):
                    canvas.put(LEFT + 130, y, text, known.semibold, 10)
                    y -= 15
            canvas.setStrokeColor(colour("line"))
            canvas.setLineWidth(0.5)
            with canvas.piece(None):
                canvas.line(LEFT, y + 4, RIGHT, y + 4)
            y -= 14


class Contents(Flowable):
    """One page of the contents: texts and links at once, page numbers when they are known."""

    canv: Any

    def __init__(
        self, number: int, places: list[Place], known: Fonts, look: Look, at: Element
    ) -> None:
        super().__init__()
        self._number, self._places = number, places
        self._fonts, self._look, self._at = known, look, at

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """It takes the whole page."""
        return aW, aH - 1

    def draw(self) -> None:
        """Titles with links, and the places where the numbers come."""
        canvas = self.canv
        canvas.saveState()
        x, y = canvas.absolutePosition(0, 0)
        canvas.translate(-x, -y)
        if self._number == 0:
            canvas.setFillColor(self._look.colour("text"))
            with canvas.piece(self._at.add("Caption")):
                canvas.put(LEFT, PAGE_HIGH - TOP - 24, "Contents", self._fonts.semibold, 20)
        for row, place in enumerate(self._places):
            self._row(place, FIRST_ROW - row * ROW)
        canvas.restoreState()

    def _row(self, place: Place, high: float) -> None:
        canvas, first = self.canv, place.level == 1
        indent = 0.0 if first else 16.0
        font = self._fonts.semibold if first else self._fonts.regular
        text = shortened(place.text, 10, WIDE - 60 - indent, bold=first)
        link = self._at.add("TOCI").add("Reference").add("Link")
        canvas.setFillColor(self._look.colour("text" if first else "muted"))
        with canvas.piece(link):
            canvas.put(LEFT + indent, high, text, font, 10)
        with canvas.piece(None):
            canvas.setStrokeColor(self._look.colour("line"))
            canvas.setLineWidth(0.4)
            canvas.line(LEFT, high - 6.5, RIGHT, high - 6.5)
        canvas.setFillColor(self._look.colour("muted"))
        with canvas.piece(link):
            canvas.later(place.key)
        box = (LEFT, high - 6, RIGHT, high + 12)
        canvas.lead_to(link, place.key, box, f"To: {place.text}")


def finish(canvas: Sheet, contents: list[list[Place]], known: Fonts) -> None:
    """What is known when all pages are set: how many there are, and where each heading stands."""
    # The page that would come next was never begun, so the last one is its number less one.
    last = canvas.getPageNumber() - 1
    for number in range(1, last + 1):
        count = f"Page {number} of {last}"
        shown = canvas.shown(count, known.regular, 9)
        canvas.late[f"{TOTAL}-{number}"] = f"BT 1 0 0 1 {-width(count, 9):.2f} 0 Tm {shown} ET"
    for places in contents:
        for row, place in enumerate(places):
            page = str(place.page)
            x, y = RIGHT - width(page, 10), FIRST_ROW - row * ROW
            shown = canvas.shown(page, known.regular, 10)
            canvas.late[place.key] = f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET"
