"""Reads a page from top to bottom, as a text reader does: its words, tags and attributes in their order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = frozenset({"style", "title", "desc", "nav", "header", "footer", "head"})
_EMPTY = frozenset({"meta", "img", "br", "hr", "link", "rect", "use", "line", "circle", "polygon"})


@dataclass(slots=True)
class Read:
    """What was read; `words` leaves out what is no part of the report itself."""

    words: list[str] = field(default_factory=list)
    all_text: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def of(self, tag: str, name: str) -> list[str]:
        """The values of an attribute, in order."""
        return [value for one, key, value in self.attributes if (one, key) == (tag, name)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.tags.append(tag)
        self.read.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.tags.append(tag)
        self.read.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if not self._open or self._open.pop() != tag:
            self.read.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        self.read.all_text.append(data)
        if "main" in self._open and not _SILENT & set(self._open):
            self.read.words += data.split()

    def close(self) -> None:
        super().close()
        self.read.unclosed += self._open


def read(page: str) -> Read:
    """The whole page, read once from top to bottom."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.read
