"""A report as PDF: cover, contents, bookmarks, running heads, and the marking on every page."""

from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from qa_tool.chart.metrics import shortened, width, wrapped
from qa_tool.export.file import write_whole
from qa_tool.export.fonts import Fonts, fonts, line
from qa_tool.export.pdf_parts import WIDE, Maker, Place, colour
from qa_tool.progress import Progress
from qa_tool.report.blocks import Report

PAGE_WIDE, PAGE_HIGH = A4
LEFT = (PAGE_WIDE - WIDE) / 2
RIGHT = LEFT + WIDE
TOP, BOTTOM = 74.0, 66.0
ROW = 21.0
FIRST_ROW = PAGE_HIGH - TOP - 64
PER_PAGE = int((FIRST_ROW - BOTTOM) // ROW)
TOTAL = "total-pages"


def _day(report: Report) -> str:
    return f"{report.made.day} {report.made:%B %Y}"


class _Contents(Flowable):
    """One page of the contents: texts and links at once, page numbers when they are known."""

    def __init__(self, number: int, places: list[Place], known: Fonts) -> None:
        super().__init__()
        self._number, self._places, self._fonts = number, places, known

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """It takes the whole page."""
        return aW, aH - 1

    def draw(self) -> None:
        """Titles with links; the form with the numbers is filled in at the end."""
        canvas = self.canv
        canvas.saveState()
        x, y = canvas.absolutePosition(0, 0)
        canvas.translate(-x, -y)
        if self._number == 0:
            canvas.setFillColor(colour("text"))
            canvas.setFont(self._fonts.semibold, 20)
            canvas.drawString(LEFT, PAGE_HIGH - TOP - 24, "Contents")
        for row, place in enumerate(self._places):
            high = FIRST_ROW - row * ROW
            first = place.level == 1
            indent = 0.0 if first else 16.0
            canvas.setFont(self._fonts.semibold if first else self._fonts.regular, 10)
            canvas.setFillColor(colour("text" if first else "muted"))
            text = shortened(place.text, 10, WIDE - 60 - indent, bold=first)
            canvas.drawString(LEFT + indent, high, text)
            canvas.setStrokeColor(colour("line"))
            canvas.setLineWidth(0.4)
            canvas.line(LEFT, high - 6.5, RIGHT, high - 6.5)
            box = (LEFT, high - 6, RIGHT, high + 12)
            canvas.linkRect("", place.key, box, relative=0, thickness=0)
        canvas.doForm(f"contents-{self._number}")
        canvas.restoreState()


class _Canvas(Canvas):
    """A canvas that draws at its end what could not be known before: page numbers and their total."""

    finish: Any = None

    def save(self) -> None:
        """Fill in the forms, then save."""
        if self.finish is not None:
            self.finish(self)
        super().save()


class _Document(BaseDocTemplate):
    """Tells the progress where it is, page by page."""

    def __init__(self, file: BinaryIO, progress: Progress, pages: int, **known: Any) -> None:
        super().__init__(file, **known)
        self._progress, self._pages = progress, pages
        self.stopped: Exception | None = None

    def afterPage(self) -> None:  # noqa: N802  reportlab's name
        """A page is set."""
        done = self.canv.getPageNumber()
        try:
            self._progress.step(done, max(done, self._pages), f"Setting page {done}")
        except Exception as stopped:
            self.stopped = stopped
            raise


def _finish(canvas: Any, contents: list[list[Place]], known: Fonts) -> None:
    # The page that would come next was never begun, so the last one is its number less one.
    last = canvas.getPageNumber() - 1
    canvas.beginForm(TOTAL, 0, 0, 60, 20)
    canvas.setFont(known.regular, 9)
    canvas.setFillColor(colour("muted"))
    canvas.drawString(0, 0, str(last))
    canvas.endForm()
    for number, places in enumerate(contents):
        canvas.beginForm(f"contents-{number}", 0, 0, PAGE_WIDE, PAGE_HIGH)
        canvas.setFont(known.regular, 10)
        canvas.setFillColor(colour("muted"))
        for row, place in enumerate(places):
            canvas.drawRightString(RIGHT, FIRST_ROW - row * ROW, str(place.page))
        canvas.endForm()


def _page(canvas: Any, _document: Any, report: Report, known: Fonts) -> None:
    """The running head and foot of one page."""
    canvas.saveState()
    canvas.setFillColor(colour("muted"))
    canvas.setFont(known.regular, 9)
    head, foot = PAGE_HIGH - 42, 36.0
    marking = line(report.marking, known)
    side = (WIDE - width(marking, 9, bold=True)) / 2 - 14
    canvas.drawString(LEFT, head, shortened(line(report.council, known), 9, side))
    canvas.drawRightString(RIGHT, head, shortened(line(report.title, known), 9, side))
    canvas.drawString(LEFT, foot, _day(report))
    count = f"Page {canvas.getPageNumber()} of "
    start = RIGHT - width("0000", 9)
    canvas.drawRightString(start, foot, count)
    canvas.saveState()
    canvas.translate(start, foot)
    canvas.doForm(TOTAL)
    canvas.restoreState()
    _marking(canvas, marking, (head, foot), known)
    canvas.setStrokeColor(colour("line"))
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, head - 9, RIGHT, head - 9)
    canvas.line(LEFT, foot + 15, RIGHT, foot + 15)
    canvas.restoreState()


def _marking(canvas: Any, marking: str, heights: tuple[float, ...], known: Fonts) -> None:
    canvas.setFillColor(colour("text"))
    canvas.setFont(known.semibold, 9)
    for high in heights:
        canvas.drawCentredString(PAGE_WIDE / 2, high, marking)


def _cover(canvas: Any, _document: Any, report: Report, known: Fonts) -> None:
    canvas.saveState()
    panel = PAGE_HIGH * 0.44
    base = PAGE_HIGH - panel
    canvas.setFillColor(colour("accent"))
    canvas.rect(0, base, PAGE_WIDE, panel, stroke=0, fill=1)
    canvas.setFillColor(colour("on_accent"))
    canvas.setFont(known.semibold, 12)
    council = shortened(line(report.council, known), 12, WIDE * 0.6, bold=True)
    canvas.drawString(LEFT, PAGE_HIGH - 72, council)
    canvas.setFont(known.semibold, 9)
    canvas.drawRightString(RIGHT, PAGE_HIGH - 72, line(report.marking, known))
    subtitle = wrapped(line(report.subtitle, known), 15, WIDE, lines=2)
    title = wrapped(line(report.title, known), 36, WIDE, bold=True, lines=3)
    y = base + 44 + 21 * (len(subtitle) - 1)
    for row, text in enumerate(subtitle):
        canvas.setFont(known.regular, 15)
        canvas.drawString(LEFT, y - 21 * row, text)
    y += 40 + 43 * (len(title) - 1)
    for row, text in enumerate(title):
        canvas.setFont(known.semibold, 36)
        canvas.drawString(LEFT, y - 43 * row, text)
    _cover_facts(canvas, base - 56, (*report.facts, ("Made on", _day(report))), known)
    _marking(canvas, line(report.marking, known), (36.0,), known)
    canvas.restoreState()


def _cover_facts(canvas: Any, y: float, facts: tuple[tuple[str, str], ...], known: Fonts) -> None:
    for name, value in facts:
        canvas.setFillColor(colour("muted"))
        canvas.setFont(known.regular, 10)
        canvas.drawString(LEFT, y, shortened(line(name, known), 10, 110))
        canvas.setFillColor(colour("text"))
        canvas.setFont(known.semibold, 10)
        for text in wrapped(line(value, known), 10, WIDE - 130, bold=True, lines=3):
            canvas.drawString(LEFT + 130, y, text)
            y -= 15
        canvas.setStrokeColor(colour("line"))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, y + 4, RIGHT, y + 4)
        y -= 14


def _opening(report: Report, maker: Maker) -> list[Flowable]:
    """The head of a report that has no cover."""
    styles = maker.styles
    found: list[Flowable] = [
        maker.words(report.title, styles.title),
        maker.words(report.subtitle, styles.subtitle),
    ]
    if report.facts:
        rows = [
            [maker.words(name, styles.muted), maker.words(value, styles.cell)]
            for name, value in report.facts
        ]
        pairs = [
            [*rows[i], *(rows[i + 1] if i + 1 < len(rows) else ["", ""])]
            for i in range(0, len(rows), 2)
        ]
        look = TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), maker.fonts.regular, 9),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("LINEABOVE", (0, 0), (-1, -1), 0.4, colour("line")),
                ("LINEBELOW", (0, -1), (-1, -1), 0.4, colour("line")),
            ]
        )
        half = WIDE / 2
        widths = [86, half - 86, 86, half - 86]
        found.append(Table(pairs, colWidths=widths, style=look, spaceAfter=12))
    return found


def _listed(places: list[Place]) -> list[Place]:
    """What stands in the contents: where all would not fit on one page, the sections only."""
    if len(places) <= PER_PAGE:
        return places
    return [place for place in places if place.level == 1] or places


def fill(report: Report, file: BinaryIO, progress: Progress) -> None:
    """Set the whole report into an open file."""
    known = fonts()
    maker = Maker(known)
    body = list(maker.flow(report.blocks))
    story: list[Flowable] = (
        [Spacer(1, 1), NextPageTemplate("page"), PageBreak()]
        if report.cover
        else _opening(report, maker)
    )
    places = _listed(maker.places) if report.contents else []
    contents = [places[i : i + PER_PAGE] for i in range(0, len(places), PER_PAGE)]
    for number, some in enumerate(contents):
        story += [_Contents(number, some, known), PageBreak()]
    pages = 2 + len(body) // 8
    document = _Document(
        file,
        progress,
        pages,
        pagesize=A4,
        title=f"{report.title}: {report.subtitle}" if report.subtitle else report.title,
        author=report.council,
        subject=report.marking,
        creator="Case Audit",
        lang=report.language,
    )
    frame = partial(
        Frame, LEFT, BOTTOM, WIDE, PAGE_HIGH - TOP - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    on_page = partial(_page, report=report, known=known)
    on_cover = partial(_cover, report=report, known=known)
    templates = [PageTemplate("page", [frame(id="page")], onPage=on_page)]
    if report.cover:
        templates.insert(0, PageTemplate("cover", [frame(id="cover")], onPage=on_cover))
    document.addPageTemplates(templates)

    def canvas(*given: Any, **named: Any) -> _Canvas:
        # The first font of every page is written out too: without this it would be Helvetica.
        made = _Canvas(*given, **{**named, "initialFontName": known.regular})
        made.finish = partial(_finish, contents=contents, known=known)
        made.setViewerPreference("DisplayDocTitle", "true")
        if contents:
            made.showOutline()
        return made

    _build(document, [*story, *body], canvas)


def _build(document: _Document, story: list[Flowable], canvas: Any) -> None:
    try:
        document.build(story, canvasmaker=canvas)
    except Exception:
        # reportlab makes every exception again with its own words: the person's stop is kept here.
        if document.stopped is not None:
            raise document.stopped from None
        raise


def write(source: Report, target: Path, progress: Progress) -> Path:
    """The whole PDF, or the old file as it was."""
    return write_whole(target, lambda file: fill(source, file, progress))
