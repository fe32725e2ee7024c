"""A report as PDF: cover, contents, bookmarks, running heads, the marking on every page, and its structure."""

from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4
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

from qa_tool.export.file import write_whole
from qa_tool.export.fonts import fonts
from qa_tool.export.pdf_canvas import Sheet
from qa_tool.export.pdf_flow import decorated
from qa_tool.export.pdf_page import (
    BOTTOM,
    LEFT,
    LOGO_ROOM,
    PAGE_HIGH,
    PER_PAGE,
    TOP,
    Contents,
    Pages,
    finish,
)
from qa_tool.export.pdf_parts import Maker
from qa_tool.export.pdf_style import WIDE, Look, colour
from qa_tool.export.pdf_tree import Tree
from qa_tool.export.pdf_words import Place
from qa_tool.progress import Progress
from qa_tool.report.blocks import Report


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


def _opening(report: Report, maker: Maker) -> list[Flowable]:
    """The head of a report that has no cover."""
    styles = maker.styles
    # The logo stands beside the title and takes no line of its own: a note stays one page.
    beside: Any = {"rightIndent": LOGO_ROOM if report.house.logo else 0.0}
    found: list[Flowable] = [
        maker.words(report.title, styles.title.clone("title_beside", **beside), "H1"),
        maker.words(report.subtitle, styles.subtitle.clone("subtitle_beside", **beside)),
    ]
    if not report.facts:
        return found
    listed = maker.at.add("L", "/O/List/ListNumbering/None")
    rows = []
    for name, value in report.facts:
        with maker.inside(listed.add("LI")):
            label = maker.words(name, styles.muted, "Lbl")
            rows.append([label, maker.words(value, styles.cell, "LBody")])
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
    made = Table(pairs, colWidths=widths, style=look, spaceAfter=12, renderCB=decorated)
    return [*found, made]


def _listed(places: list[Place]) -> list[Place]:
    """What stands in the contents: where all would not fit on one page, the sections only."""
    if len(places) <= PER_PAGE:
        return places
    return [place for place in places if place.level == 1] or places


def fill(report: Report, file: BinaryIO, progress: Progress, *, tagged: bool = True) -> None:
    """Set the whole report into an open file; without tags only to measure what they cost."""
    known, tree, look = fonts(), Tree(), Look(report.house.accent)
    maker = Maker(known, tree, look)
    front = tree.root.add("Sect")
    pages = Pages(report, known, look, front)
    listing = tree.root.add("TOC")
    with maker.inside(front):
        opening = [] if report.cover else _opening(report, maker)
    body = list(maker.flow(report.blocks))
    story: list[Flowable] = opening or [Spacer(1, 1), NextPageTemplate("page"), PageBreak()]
    places = _listed(maker.places) if report.contents else []
    contents = [places[i : i + PER_PAGE] for i in range(0, len(places), PER_PAGE)]
    for number, some in enumerate(contents):
        story += [Contents(number, some, known, look, listing), PageBreak()]
    document = _Document(
        file,
        progress,
        2 + len(body) // 8,
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
    templates = [PageTemplate("page", [frame(id="page")], onPage=pages.page)]
    if report.cover:
        templates.insert(0, PageTemplate("cover", [frame(id="cover")], onPage=pages.cover))
    document.addPageTemplates(templates)

    def canvas(*given: Any, **named: Any) -> Sheet:
        # The first font of every page is written out too: without this it would be Helvetica.
        named["initialFontName"] = known.regular
        made = Sheet(*given, tree=tree if tagged else None, **named)
        made.finish = partial(finish, contents=contents, known=known)
        made.setViewerPreference("DisplayDocTitle", "true")
        if contents:
            made.showOutline()
        return made

    try:
        document.build([*story, *body], canvasmaker=canvas)
    except Exception:
        # reportlab makes every exception again with its own words: the person's stop is kept here.
        if document.stopped is not None:
            raise document.stopped from None
        raise


def write(source: Report, target: Path, progress: Progress) -> Path:
    """The whole PDF, or the old file as it was."""
    return write_whole(target, lambda file: fill(source, file, progress))
