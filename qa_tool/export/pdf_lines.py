"""A text in lines, measured by the letters' own widths: what a paragraph does, at a tenth of its cost."""

from collections.abc import Iterator

from qa_tool.chart.metrics import width


def broken(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most this width; its own lines stay, long words are broken."""
    if "\n" not in text and width(text, size, bold=bold) <= room:
        return (text,)
    space = width(" ", size, bold=bold)
    found: list[str] = []
    for line in text.removesuffix("\n").split("\n"):
        held: list[str] = []
        wide = 0.0
        for word in line.split():
            own = width(word, size, bold=bold)
            if held and wide + space + own <= room:
                held.append(word)
                wide += space + own
                continue
            if held:
                found.append(" ".join(held))
            *full, rest = _parts(word, size, room, bold=bold) if own > room else (word,)
            found += full
            held, wide = [rest], width(rest, size, bold=bold) if full else own
        found.append(" ".join(held))
    return tuple(found)


def _parts(word: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    """A word that is wider than the line, in parts; at least one letter each."""
    start, wide = 0, 0.0
    for place, letter in enumerate(word):
        own = width(letter, size, bold=bold)
        if wide + own > room and place > start:
            yield word[start:place]
            start, wide = place, 0.0
        wide += own
    yield word[start:]
