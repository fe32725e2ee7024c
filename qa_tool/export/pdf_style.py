"""The letters of a PDF: colours, styles of running text, and long texts in pieces."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from qa_tool.chart.tones import paper
from qa_tool.export.fonts import Fonts, markup
from qa_tool.export.pdf_tree import Element, Tree
from qa_tool.export.pdf_words import Words

W = TypeVar("W", bound=Words)

WIDE = 471.0
CELL = 9.0
MOST_LINES = 24


def colour(tone: str) -> Any:
    """A tone as reportlab wants it."""
    return HexColor(paper(tone))


class Look:
    """The colours of one document: a council may have an accent of its own."""

    def __init__(self, accent: str = "") -> None:
        self._accent = accent or paper("accent")
        self._soft = _towards_white(accent) if accent else paper("accent_soft")

    def colour(self, tone: str) -> Any:
        """A tone as reportlab wants it."""
        own = {"accent": self._accent, "accent_soft": self._soft}
        return HexColor(own.get(tone) or paper(tone))


def _towards_white(accent: str, share: float = 0.9) -> str:
    parts = [int(accent[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


class Styles:
    """The styles of running text."""

    def __init__(self, known: Fonts, look: Look) -> None:
        def style(name: str, size: float, lead: float, **more: Any) -> ParagraphStyle:
            given = {"fontName": known.regular, "textColor": colour("text"), **more}
            given["bulletFontName"] = known.regular
            # No line of a paragraph stands alone on a page.
            given |= {"allowWidows": 0, "allowOrphans": 0}
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
        self.figure = style("figure", 23, 28, fontName=bold, textColor=look.colour("accent"))
        self.figure_long = style("figure_l", 15, 28, fontName=bold, textColor=look.colour("accent"))
        self.figure_name = style("figure_name", 10, 13, fontName=bold)
        self.term = style("term", 10, 14, fontName=bold, spaceBefore=2, spaceAfter=1)
        self.meaning = style("meaning", 10, 15, leftIndent=14, spaceAfter=7)
        self.title = style("title", 24, 30, fontName=bold, spaceAfter=2)
        self.subtitle = style("subtitle", 13, 18, textColor=colour("muted"), spaceAfter=12)
        self.callout = style("callout", 10, 14.5)
        self.callout_title = style("callout_title", 10.5, 15, fontName=bold, spaceAfter=2)


class Setting:
    """Fonts, styles and structure of one document; what is made stands in the piece `at`."""

    def __init__(self, known: Fonts, tree: Tree, look: Look) -> None:
        self.fonts, self.tree, self.look = known, tree, look
        self.styles = Styles(known, look)
        self.at: Element = tree.root

    @contextmanager
    def inside(self, piece: Element) -> Iterator[Element]:
        """What is made meanwhile stands in this piece."""
        before, self.at = self.at, piece
        yield piece
        self.at = before

    def words(self, text: str, style: ParagraphStyle, role: str = "P") -> Words:
        """A paragraph in which nothing typed is markup."""
        return self.tagged(Words(markup(text, self.fonts), style), text, role)

    def tagged(self, made: W, text: str, role: str) -> W:
        """The words as a piece of the structure; of words that say nothing there is none."""
        made.tag = self.at.add(role) if text.strip() else None
        return made

    def running(
        self, text: str, style: ParagraphStyle, room: float = WIDE, role: str = "P"
    ) -> list[Words]:
        """A text of any length: setting one paragraph of many pages takes longer with every page."""
        *most, last = pieces(text, room, style.fontSize)
        # What goes on below has no room before it.
        inside = style.clone(f"{style.name}_on", parent=None, spaceBefore=0, spaceAfter=0)
        first = style.clone(f"{style.name}_first", parent=None, spaceAfter=0)
        ends = style.clone(f"{style.name}_last", parent=None, spaceBefore=0)
        looks = [first, *[inside] * (len(most) - 1), ends] if most else [style]
        made = [
            Words(markup(piece, self.fonts), look)
            for piece, look in zip([*most, last], looks, strict=True)
        ]
        self.tagged(made[0], text, role)
        for more in made[1:]:
            more.tag = made[0].tag
        return made


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
