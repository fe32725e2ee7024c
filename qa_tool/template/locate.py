"""On which line each heading, key and list entry of a TOML text stands; tomllib does not say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(?P<open>\[\[?)[ \t]*(?P<key>{_DOTTED})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*(?P<key>{_DOTTED})[ \t]*=")
_SPLIT = re.compile(_PART)
_PIECE = re.compile(
    r'''(?P<comment>\#.*)|(?P<long>"""|\'\'\')|(?P<short>"(?:[^"\\]|\\.)*"|'[^']*')'''
    r"""|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)|(?P<other>[^\s,\[\]{}"'#]+)"""
)
_ENDS = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*"""(?:""?)?'),
    "'''": re.compile(r".*?'''(?:''?)?"),
}


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines by path, a path being keys and positions in lists: ("domain", 0, "title")."""

    lines: Mapping[Path, int]

    def of(self, path: Path) -> int:
        """The line of this place, or of the nearest thing around it that is known."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def said(self, path: Path) -> str:
        """The line in words, for a message."""
        return f"line {self.of(path)}"


def lines_of(text: str) -> Lines:
    """Find the lines of a text that tomllib has accepted; it never fails on any other text."""
    scanner = _Scanner()
    for number, line in enumerate(text.split("\n"), start=1):
        scanner.read(line, number)
    return Lines(scanner.lines)


class _Scanner:
    """Walks through the text line by line and remembers where it is."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._table: Path = ()
        self._key: Path = ()
        self._quote = ""
        self._depth = 0
        self._entry = 0
        self._fresh = False

    def read(self, line: str, number: int) -> None:
        """Take in one line."""
        at = 0
        if self._quote:
            at = self._end_of_long(line, 0)
        elif self._depth == 0:
            if (header := _HEADER.match(line)) is not None:
                self._head(header, number)
                return
            if (key := _KEY.match(line)) is not None:
                self._key = self._table + tuple(_parts(key["key"]))
                self.lines.setdefault(self._key, number)
                at = key.end()
        self._value(line, at, number)

    def _head(self, header: re.Match[str], number: int) -> None:
        parts = tuple(_parts(header["key"]))
        path: Path = ()
        for part in parts[:-1]:
            path = self._within((*path, part))
        path = (*path, parts[-1])
        if header["open"] == "[[":
            self._counts[path] = self._counts.get(path, -1) + 1
            self.lines.setdefault(path, number)
        self._table = self._within(path)
        self.lines.setdefault(self._table, number)

    def _within(self, path: Path) -> Path:
        """The path, inside the latest entry where it is a list of tables."""
        return (*path, self._counts[path]) if path in self._counts else path

    def _value(self, line: str, at: int, number: int) -> None:
        while (piece := _PIECE.search(line, at)) is not None:
            at = piece.end()
            kind = piece.lastgroup
            if kind == "comment":
                return
            if kind not in {"close", "comma"}:
                self._begin_entry(number)
            if kind == "long":
                self._quote = piece.group()
                at = self._end_of_long(line, at)
            elif kind == "open":
                self._open()
            elif kind == "close":
                self._depth = max(0, self._depth - 1)
            elif kind == "comma" and self._depth == 1:
                self._entry += 1
                self._fresh = True

    def _open(self) -> None:
        if self._depth == 0:
            self._entry, self._fresh = 0, True
        self._depth += 1

    def _begin_entry(self, number: int) -> None:
        if self._depth == 1 and self._fresh:
            self.lines.setdefault((*self._key, self._entry), number)
            self._fresh = False

    def _end_of_long(self, line: str, at: int) -> int:
        """Where the long text ends on this line; the line's end when it goes on."""
        end = _ENDS[self._quote].match(line, at)
        if end is None:
            return len(line)
        self._quote = ""
        return end.end()


def _parts(key: str) -> Iterator[str]:
    """The parts of a dotted key, without their quotes."""
    for part in _SPLIT.findall(key):
        yield part[1:-1] if part[0] in "\"'" else part
