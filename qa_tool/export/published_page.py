"""What an HTML page or an SVG drawing says: tables, texts, tooltips, alternative texts, data attributes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_TELLING = ("title", "alt", "aria-label", "aria-description", "aria-valuetext", "summary", "content", "value", "label", "name")  # fmt: skip
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "caption",
        "figcaption",
        "td",
        "th",
        "tr",
        "div",
        "section",
        "header",
        "footer",
        "title",
        "desc",
        "text",
        "tspan",
        "dt",
        "dd",
        "summary",
        "option",
        "button",
        "label",
        "body",
        "head",
        "html",
        "main",
        "article",
        "nav",
        "table",
        "g",
        "svg",
    ]
)
_EMPTY = frozenset(
    [
        "br",
        "img",
        "input",
        "meta",
        "link",
        "hr",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "track",
        "wbr",
    ]
)
_MOST_SPAN = 50


@dataclass(slots=True)
class PageTable:
    """One table: its caption and lines."""

    caption: str = ""
    lines: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """All that a page says; `flow` is its text in the order in which it stands."""

    tables: list[PageTable] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)  # place, words, what about
    flow: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The words of the page, where the key of its symbols stands."""
        return " ".join(self.flow)


class _Reader(HTMLParser):
    """Reads everything, also what is not shown: comments, scripts and hidden parts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[PageTable] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._words: list[str] = []
        self._heading = ""
        self._drawing = ""
        self._tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; what its attributes say together may name a cell."""
        told = [
            value
            for name, value in attrs
            if value and (name in _TELLING or name.startswith(("data-", "aria-")))
        ]
        if told:
            self.page.texts.append((f"an attribute of <{tag}>", ", ".join(told), self._about()))
        if tag in _BLOCKS:
            self._end_words()
        if tag in {"td", "th", "tr", "tbody", "tfoot"} and self._open:
            self._end_cell()  # its end may be left out
        if tag not in _EMPTY:
            self._tags.append(tag)
        if tag == "table":
            self._open.append(PageTable(self._heading))
        elif tag == "tr" and self._open:
            self._open[-1].lines.append([])
        elif tag in {"td", "th"} and self._open:
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(_MOST_SPAN, int(span)) if span.isdigit() else 1

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        words = " ".join(self._words)
        if tag in _BLOCKS:
            self._end_words()
        if tag in self._tags:
            while self._tags.pop() != tag:
                pass
        self._end_drawing(tag, words)
        if tag in {"h1", "h2", "h3", "h4", "figcaption"}:
            self._heading = words
        elif tag == "caption" and self._open:
            self._open[-1].caption = words
        elif tag in {"td", "th"} and self._open:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self.page.tables.append(self._open.pop())

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        table = self._open[-1]
        if not table.lines:
            table.lines.append([])
        text = " ".join(" ".join(self._cell).split())
        table.lines[-1] += [text, *[""] * (self._span - 1)]
        self._cell = None

    def handle_data(self, data: str) -> None:
        """Words of an element."""
        words = " ".join(data.split())
        if not words:
            return
        if self._cell is not None:
            self._cell.append(words)
        if self._tags and self._tags[-1] in {"script", "style"}:
            self.page.texts.append((f"a <{self._tags[-1]}>", words, ""))
            return
        self._words.append(words)
        self.page.flow.append(words)

    def handle_comment(self, data: str) -> None:
        """A comment is read by whoever looks at the source."""
        self.page.texts.append(("a comment", " ".join(data.split()), ""))

    def _end_drawing(self, tag: str, words: str) -> None:
        """The first title of a drawing is what all its marks are about."""
        if tag == "svg":
            self._drawing = ""
        elif tag == "title" and "svg" in self._tags and not self._drawing:
            self._drawing = words

    def _about(self) -> str:
        """What the words here are about: their drawing, their table, or nothing that can be told."""
        if self._open and self._open[-1].caption:
            return self._open[-1].caption
        return self._drawing

    def _end_words(self) -> None:
        if self._words:
            place = f"<{self._tags[-1]}>" if self._tags else "the page"
            self.page.texts.append((place, " ".join(self._words), self._about()))
            self._words = []

    def close(self) -> None:
        """The end of the file."""
        super().close()
        self._end_words()
        if self._open:
            self._end_cell()
        self.page.tables += self._open


def page(text: str) -> Page:
    """Everything that an HTML page or an SVG drawing says."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page
