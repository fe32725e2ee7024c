"""Running text that knows what it is: paragraphs, headings and items of lists, tagged on every page they reach."""

from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Paragraph

from qa_tool.export.pdf_tree import Element


@dataclass(slots=True)
class Place:
    """One line of the contents; its page is known once the heading has been set."""

    key: str
    text: str
    level: int
    page: int = 0


class Words(Paragraph):
    """A paragraph; `tag` is its piece of the structure, which its parts on other pages share."""

    canv: Any  # a Sheet while it is drawn
    height: Any
    tag: Element | None = None

    def split(self, aW: float, aH: float) -> list[Any]:  # noqa: N803  reportlab's names
        """Its parts; every part is the same piece."""
        parts: list[Any] = super().split(aW, aH)
        for part in parts:
            part.tag = self.tag
        return parts

    def draw(self) -> None:
        """Draw it as its piece."""
        with self.canv.piece(self.tag):
            super().draw()


class HeadingWords(Words):
    """A heading that puts itself into the bookmarks and tells its page to the contents."""

    place: Place | None = None
    anchor: str = ""

    def split(self, aW: float, aH: float) -> list[Any]:  # noqa: N803  reportlab's names
        """The first part keeps the place."""
        parts = super().split(aW, aH)
        if parts:
            parts[0].place, parts[0].anchor = self.place, self.anchor
        return parts

    def draw(self) -> None:
        """Draw it, and mark the place."""
        where = self.place
        if where is not None:
            where.page = self.canv.getPageNumber()
            self.canv.bookmarkHorizontal(where.key, 0, self.height + 8)
            self.canv.addOutlineEntry(where.text, where.key, where.level - 1, closed=False)
        if self.anchor:
            self.canv.bookmarkHorizontal(self.anchor, 0, self.height + 8)
        super().draw()


class ItemWords(Words):
    """An item of a list; `label` is the piece of its sign, which stands before its first line."""

    label: Element | None = None

    def split(self, aW: float, aH: float) -> list[Any]:  # noqa: N803  reportlab's names
        """The first part keeps the sign."""
        parts = super().split(aW, aH)
        if parts:
            parts[0].label = self.label
        return parts

    def draw(self) -> None:
        """The sign, then the words."""
        if self.label is not None:
            style = self.style
            with self.canv.piece(self.label):
                self.canv.setFillColor(style.textColor)
                high = self.height - style.fontSize
                self.canv.put(style.bulletIndent, high, "•", style.fontName, style.fontSize)
        super().draw()
