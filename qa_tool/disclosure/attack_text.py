"""The attack on words: a hidden count that stands in a sentence, a tooltip, an alternative text or a chart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa_tool.disclosure.attack_share import Fallen, from_percentage
from qa_tool.disclosure.published import HIDDEN_ENTRY, LOW_ENTRY, Entry, Published, entry_of

_LINKING = r"(?:is|was|were|are|had|has|in|of|rated|graded|as|audits?|cases?|children|them|by)"
_TOKEN = re.compile(r"\s*[|;,:]?\s*(\[?(?:c|x|z|low|k)\]?(?!\w)|[–-](?!\w)|\d[\d,]*(?:\.\d+)?%?)")
_ITEM = re.compile(r"(?<![\w.,])(\d[\d,]*)(?![\w]|\.\d)(\s?%)?")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_REFERENCE = re.compile(
    r"\bpage\s+\d+\s+of\s+\d+|\b(?:tables?|figures?|charts?|notes?|pages?|parts?|annex)\s+\d+"
    rf"|\b\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?\b",
    re.IGNORECASE,
)
_SHOWN = 60
_BEGINNING = 160  # an alternative text begins with what its drawing is called


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one file: one attribute or sentence, or with `flowing` the whole run of a page or drawing.

    `about` is what stands before them: the title of their drawing, or the page up to there.
    """

    file: str
    place: str
    words: str
    flowing: bool = False
    about: str = ""


def _pattern(label: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in label.split())
    return re.compile(rf"(?<!\w){words}(?!\w)(?!\s+or\s+(?:better|worse))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Labels:
    """What a table calls its rows and columns, made ready to be found."""

    rows: tuple[re.Pattern[str], ...]
    columns: tuple[re.Pattern[str], ...]


def in_texts(tables: Sequence[Published], texts: Iterable[Text]) -> tuple[Fallen, ...]:
    """Every hidden cell whose count stands near its labels, once for each file and place."""
    told_elsewhere = _shown(tables)
    captions = _captions(tables)
    owners: dict[Text, str] = {}
    bare = dict.fromkeys(replace(text, words=_without_references(text.words)) for text in texts)
    kept = [text for text in bare if any(sign.isdigit() for sign in text.words)]
    found: dict[tuple[str, str, str, str], Fallen] = {}
    for table in tables:
        if not table.hidden():
            continue
        own = _bare(table.caption)
        labels = _Labels(tuple(map(_pattern, table.rows)), tuple(map(_pattern, table.columns)))
        for text in kept:
            if text not in owners:
                owners[text] = _owner(f"{text.about} {text.words[:_BEGINNING]}", captions)
            if owners[text] not in {"", own} and own not in text.words.casefold():
                continue  # it stands under the caption of another table, whose labels these are
            told = _in_flow if text.flowing else _in_sentence
            for row, column, value, how in told(table, labels, text):
                fallen = _fallen(table, (row, column), value, text, how)
                # The same words may tell of another table, where the count is shown.
                if value in told_elsewhere.get(_named(table, row, column), ()):
                    continue
                key = (fallen.file, fallen.place, fallen.row, how)
                found.setdefault(key, fallen)
    return tuple(found.values())


def _without_references(words: str) -> str:
    """The words without the numbers of tables and pages and without days: they count nobody."""
    return _REFERENCE.sub(lambda found: re.sub(r"\d", "#", found[0]), words)


def _bare(caption: str) -> str:
    """A caption without its number."""
    return re.sub(r"^(?:table|figure)\s+\d+\s*[:.]\s*", "", caption.strip().casefold())


def _captions(tables: Sequence[Published]) -> tuple[str, ...]:
    """What the tables of the set are called, the longest first."""
    return tuple(sorted({_bare(t.caption) for t in tables} - {""}, key=len, reverse=True))


def _owner(about: str, captions: Sequence[str]) -> str:
    """The caption that stands last in these words; of two at one place the longer. Otherwise empty."""
    words = " ".join(about.casefold().split())
    found = [
        (words.rfind(caption) + len(caption), len(caption), caption)
        for caption in captions
        if caption in words
    ]
    return max(found)[2] if found else ""


def _named(table: Published, row: int, column: int) -> tuple[str, str]:
    return table.rows[row].casefold(), table.columns[column].casefold()


def _shown(tables: Sequence[Published]) -> dict[tuple[str, str], set[tuple[int, int]]]:
    """The counts that are shown under each pair of labels, in whatever table."""
    found: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for table in tables:
        for row, line in enumerate(table.cells):
            for column, entry in enumerate(line):
                if isinstance(entry, int):
                    found.setdefault(_named(table, row, column), set()).add((entry, entry))
    return found


def _fallen(
    table: Published, cell: tuple[int, int], value: tuple[int, int], text: Text, how: str
) -> Fallen:
    row, column = cell
    return Fallen(
        text.file, text.place, table.caption, table.rows[row], table.columns[column], *value,
        f"printed as '{how}'",
    )  # fmt: skip


Found = Iterator[tuple[int, int, tuple[int, int], str]]


def _in_flow(table: Published, labels: _Labels, text: Text) -> Found:
    """A row's label followed by as many figures as the table has columns, those that are shown equal."""
    every = list(range(len(table.columns)))
    inner = [at for at in every if at not in table.outside and at != table.total_column]
    counts = [at for at in every if at not in table.measures]
    for row, pattern in enumerate(labels.rows):
        for wide in {tuple(every): every, tuple(counts): counts, tuple(inner): inner}.values():
            line = [table.cells[row][at] for at in wide]
            if table.rows[row] and {HIDDEN_ENTRY, LOW_ENTRY} & set(line):
                for match in pattern.finditer(text.words):
                    yield from _in_run(table.rows[row], line, text.words, match.end(), (row, wide))


def _in_run(
    label: str, line: Sequence[Entry], words: str, start: int, place: tuple[int, list[int]]
) -> Found:
    tokens = _tokens(words, start, len(line))
    if len(tokens) < len(line) or not _fits(line, tokens):
        return
    row, wide = place
    for at, entry, token in zip(wide, line, tokens, strict=True):
        told = entry_of(token)
        if entry in {HIDDEN_ENTRY, LOW_ENTRY} and isinstance(told, int):
            yield row, at, (told, told), " ".join([label, *tokens])[:_SHOWN]


def _tokens(words: str, start: int, many: int) -> list[str]:
    found: list[str] = []
    while len(found) < many and (match := _TOKEN.match(words, start)):
        found.append(match[1])
        start = match.end()
    return found


def _fits(line: Sequence[object], tokens: Sequence[str]) -> bool:
    known = [(entry, entry_of(t)) for entry, t in zip(line, tokens, strict=True)]
    shown = [(entry, told) for entry, told in known if isinstance(entry, int)]
    return bool(shown) and all(entry == told for entry, told in shown)


def _in_sentence(table: Published, labels: _Labels, text: Text) -> Found:
    """A count beside the label of its column, in words that name its row."""
    rows = [
        (match.start(), row)
        for row, pattern in enumerate(labels.rows)
        if table.rows[row]
        for match in pattern.finditer(text.words)
    ]
    if not rows:
        return
    list_ = len(table.columns) == 1
    beside = labels.rows if list_ else labels.columns
    first = _first(text.words, beside)
    for row, column in table.hidden():
        at = row if list_ else column
        if table.cells[row][column] not in {HIDDEN_ENTRY, LOW_ENTRY} or not any(
            place == row for _, place in rows
        ):
            continue
        for start, count, percent, how in _beside(text.words, beside[at], number_first=first):
            if _nearest(rows, start) != row:
                continue
            value = _value(table, row, count, percent)
            if value is not None:
                yield row, column, value, how[:_SHOWN]


def _first(words: str, beside: Iterable[re.Pattern[str]]) -> bool:
    """Whether the figures stand before their labels: '3 Inadequate', not 'Inadequate: 3'."""
    number = _ITEM.search(words)
    labels = [match.start() for pattern in beside if (match := pattern.search(words))]
    return number is not None and bool(labels) and number.start() < min(labels)


def _beside(
    words: str, label: re.Pattern[str], *, number_first: bool
) -> Iterator[tuple[int, int, bool, str]]:
    """Where a figure stands beside this label: place, figure, whether a percentage, and the words."""
    between = rf"[\s:=,(\[–-]{{0,4}}(?:{_LINKING}\s+){{0,3}}"
    for match in label.finditer(words):
        if number_first:
            head = words[: match.start()]
            found = re.search(rf"(?<![\w.,])(\d[\d,]*)(\s?%)?{between}$", head, re.IGNORECASE)
            begin, end = (found.start() if found else 0), match.end()
        else:
            found = re.compile(
                rf"{between}(\d[\d,]*)(?![\w]|\.\d)(\s?%)?", re.IGNORECASE
            ).match(words, match.end())  # fmt: skip
            begin, end = match.start(), (found.end() if found else 0)
        if found:
            count = int(found[1].replace(",", "") or 0)
            yield begin, count, bool(found[2]), words[begin:end]


def _nearest(rows: Sequence[tuple[int, int]], start: int) -> int:
    """The row that was named last before this place, otherwise the first one after it."""
    before = [found for found in rows if found[0] <= start]
    return max(before)[1] if before else min(rows)[1]


def _value(table: Published, row: int, count: int, percent: bool) -> tuple[int, int] | None:  # noqa: FBT001
    """What the figure says of the cell; None where it can be no count of it."""
    total = table.cells[row][table.total_column] if table.total_column is not None else None
    if percent:
        if not isinstance(total, int) or not total:
            return None
        low, high = from_percentage(count, total)
        return (low, high) if low <= high and high - low < table.small else None
    if count == 0 or (isinstance(total, int) and count > total):
        return None
    return count, count
