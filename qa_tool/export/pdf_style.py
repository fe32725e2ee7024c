"""The letters of a PDF: colours, styles of running text, and long texts in pieces."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as Words

from qa_tool.chart.tones import paper
from qa_tool.export.fonts import Fonts, markup

WIDE = 471.0
CELL = 9.0
MOST_LINES = 24


def colour(tone: str) -> Any:
    """A tone as reportlab wants it."""
    return HexColor(paper(tone))


class Styles:
    """The styles of running text."""

    def __init__(self, known: Fonts) -> None:
        def style(name: str, size: float, lead: float, **more: Any) -> ParagraphStyle:
            given = {"fontName": known.regular, "textColor": colour("text"), **more}
            given["bulletFontName"] = known.regular
            return ParagraphStyle(name, fontSize=size, leading=lead, splitLongWords=1, **given)

        bold = known.semibold
        self.body = style("body", 10, 15, spaceAfter=8)
        self.lead = style("lead", 12, 18, spaceAfter=10)
        self.muted = style("muted", 9, 13, textColor=colour("muted"), spaceAfter=6)
        self.bullet = style("bullet", 10, 15, leftIndent=14, bulletIndent=2, spaceAfter=5)
        self.headings = {
            1: style("h1", 20, 26, fontName=bold, spaceBefore=20, spaceAfter=10),
            2: style("h2", 13, 18, fontName=bold, spaceBefore=14, spaceAfter=6),
            3: style("h3", 11, 15, fontName=bold, spaceBefore=10, spaceAfter=4),
        }
        self.caption = style("caption", 10, 14, fontName=bold, spaceBefore=8, spaceAfter=3)
        self.note = style("note", 9, 12.5, textColor=colour("muted"), spaceBefore=4, spaceAfter=8)
        self.cell = style("cell", CELL, 12)
        self.number = style("number", CELL, 12, alignment=TA_RIGHT)
        self.head = style("head", CELL, 12, fontName=bold, textColor=colour("muted"))
        self.head_number = style("head_number", CELL, 12, parent=self.head, alignment=TA_RIGHT,
                                 fontName=bold, textColor=colour("muted"))  # fmt: skip
        self.figure = style("figure", 23, 28, fontName=bold, textColor=colour("accent"))
        self.figure_long = style("figure_l", 15, 28, fontName=bold, textColor=colour("accent"))
        self.figure_name = style("figure_name", 10, 13, fontName=bold)
        self.title = style("title", 24, 30, fontName=bold, spaceAfter=2)
        self.subtitle = style("subtitle", 13, 18, textColor=colour("muted"), spaceAfter=12)
        self.callout = style("callout", 10, 14.5)
        self.callout_title = style("callout_title", 10.5, 15, fontName=bold, spaceAfter=2)


class Setting:
    """Fonts and styles of one document, and paragraphs made with them."""

    def __init__(self, known: Fonts) -> None:
        self.fonts = known
        self.styles = Styles(known)

    def words(self, text: str, style: ParagraphStyle) -> Words:
        """A paragraph in which nothing typed is markup."""
        return Words(markup(text, self.fonts), style)

    def running(self, text: str, style: ParagraphStyle, room: float = WIDE) -> list[Words]:
        """A text of any length: setting one paragraph of many pages takes longer with every page."""
        return [self.words(piece, style) for piece in pieces(text, room, style.fontSize)]


def pieces(text: str, room: float, size: float) -> list[str]:
    """A text in pieces of about so many lines, broken at line ends or between words where it can be."""
    across = max(8, int(room / (size * 0.52)))
    if len(text) <= across * MOST_LINES and text.count("\n") < MOST_LINES:
        return [text]
    found: list[str] = []
    lines, piece = 0, ""
    for line_ in text.splitlines(keepends=True):
        for start in range(0, max(1, len(line_)), across * MOST_LINES):
            part = line_[start : start + across * MOST_LINES]
            high = 1 + len(part) // across
            if piece and lines + high > MOST_LINES:
                found.append(piece.rstrip("\n"))
                lines, piece = 0, ""
            lines, piece = lines + high, piece + part
    return _between_words([*found, piece.rstrip("\n")])


def _between_words(found: list[str]) -> list[str]:
    """Move half a word at the end of a piece to the next one."""
    for place in range(len(found) - 1):
        head, space, tail = found[place].rpartition(" ")
        if space and head and len(tail) < 40 and not found[place + 1][:1].isspace():
            found[place], found[place + 1] = head, tail + found[place + 1]
    return found
