"""A table as a reader of a published file has it: labels, numbers and symbols, and nothing behind them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

HIDDEN_ENTRY, LOW_ENTRY = "c", "low"
Entry = int | str | None  # a number, one of the two symbols, or nothing that counts
_SURE_TOTALS = {"total", "totals", "overall total", "sum"}
_TOTALS = {
    "all", "audits", "n", "all audits", "number of audits", "base", "city", "council", *_SURE_TOTALS,
}  # fmt: skip
_BASES = {"counted", "answered", "asked", *_TOTALS}
_SHARE = re.compile(r"%|\bper ?cents?\b|\bpercentages?\b|\bshares?\b|\brates?\b|\bproportions?\b")
_LIMIT = re.compile(
    r"\b(lower|upper)\b(?: limits?| bounds?| ends?)?|\blimits?\b|\bintervals?\b|\b95\b"
)
_FROM_TO = re.compile(r"\(?(\d+)\s?%?\s*(?:to|–|-)\s*(\d+)\s?%?\)?")
_BEYOND = re.compile(r"^(.+?) or (?:better|worse|above|below)$")
UNNAMED = "column "  # where the headings of a table cannot be told apart
_HIDDEN = re.compile(r"\[?(c|k)\]?|\*|suppressed", re.IGNORECASE)
_LOW = re.compile(r"\[?low\]?|(fewer|less) than \d+|<\s?\d+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+|\d+")
_PERCENT = re.compile(r"(\d+)(?:\.(\d+))?\s?%")
_BAND = re.compile(
    r"\bcounts? (?:of|from|between) 1 (?:to|and) (\d+)\b"
    r"|\[?(?:c|low)\]?\s*[:=]\s*(?:a count of |counts? )?(?:fewer|less) than (\d+)"
    r"|\[?(?:c|low)\]?: a count of (1)(?! to|\d)",
    re.IGNORECASE,
)
_ROUNDED = re.compile(r"rounded to the nearest (\d+)", re.IGNORECASE)


class Where(NamedTuple):
    """One cell of a set: the number of its table, its row, its column."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Published:
    """One table of a file. `outside` are columns that no row's sum holds, such as percentages.

    `measures` are those of them that count nobody: percentages, limits, intervals. `percentages` are
    (row, column of the count they belong to, percent, decimal places), `limits` (row, column of the
    count, which end of its interval, percent). `trouble` says why its sums cannot be attacked.
    """

    file: str
    place: str
    caption: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Entry, ...], ...]
    total_row: int | None
    total_column: int | None
    outside: frozenset[int] = frozenset()
    measures: frozenset[int] = frozenset()
    percentages: tuple[tuple[int, int, float, int], ...] = ()
    limits: tuple[tuple[int, int, str, float], ...] = ()
    small: int = 5
    round_to: int = 1
    period: str = ""
    trouble: str = ""

    def base(self, row: int) -> int | None:
        """The count of which the percentages of this row are parts, where it is shown."""
        at = self.total_column
        if at is None:
            at = next((n for n, label in enumerate(self.columns) if _plain(label) in _BASES), None)
        entry = None if at is None else self.cells[row][at]
        return entry if isinstance(entry, int) and self.round_to == 1 else None

    def band(self, shown: int) -> tuple[int, int]:
        """Between what a rounded count lies; a nought is a true nought."""
        if shown == 0 or self.round_to == 1:
            return shown, shown
        low = max(shown - self.round_to // 2, self.small + 1)
        return low, max(low, shown + (self.round_to - 1) // 2)

    def hidden(self) -> tuple[tuple[int, int], ...]:
        """The cells that are left out."""
        return tuple(
            (row, column)
            for row, line in enumerate(self.cells)
            for column, entry in enumerate(line)
            if entry in {HIDDEN_ENTRY, LOW_ENTRY}
        )


def entry_of(value: object) -> Entry:
    """What one printed cell says: a number, hidden, low, or nothing that counts."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if float(value).is_integer() and value >= 0 else None
    text = str(value).strip()
    if _NUMBER.fullmatch(text):
        return int(text.replace(",", ""))
    if _LOW.fullmatch(text):
        return LOW_ENTRY
    return HIDDEN_ENTRY if _HIDDEN.fullmatch(text) else None


def percent_of(value: object, *, heading: str = "") -> tuple[float, int] | None:
    """A printed percentage with its decimal places; shares of 0 to 1 count under a heading with %."""
    bare = str(value).partition("(")[0].strip() if value is not None else ""
    if _SHARE.search(_plain(heading)) and re.fullmatch(r"\d+(?:\.\d+)?", bare):
        share, digits = float(bare), len(bare.partition(".")[2])
        if isinstance(value, float) and share.is_integer():
            digits = 0
        return (100 * share, max(0, digits - 2)) if 0 < share < 1 else (share, digits)
    found = _PERCENT.fullmatch(bare)
    if found is None:
        return None
    return float(f"{found[1]}.{found[2] or 0}"), len(found[2] or "")


def rule_of(text: str) -> tuple[int, int]:
    """The threshold and the rounding that a key tells; 5 and 1 where it tells none."""
    band, rounding = _BAND.search(text), _ROUNDED.search(text)
    small = 5
    if band:
        small = int(band[2]) - 1 if band[2] else int(band[1] or band[3])
    return max(1, small), int(rounding[1]) if rounding else 1


def number_of(caption: str) -> str:
    """The number of a table, as its caption or the name of its file tells it; empty where it has none."""
    found = re.match(r"\s*table[ _-]+(\d+[a-z]?)\b", caption.casefold())
    return found[1] if found else ""


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def is_total(label: str) -> bool:
    """Whether a line is called a total."""
    return _plain(label) in _TOTALS


def _counted_with(heading: str, columns: Sequence[str]) -> int | None:
    """The column of counts to which a column of percentages or limits belongs."""
    bare = re.sub(r"\([^)]*\)", " ", _plain(heading))
    bare = _LIMIT.sub(" ", _SHARE.sub(" ", bare))
    wanted = " ".join(re.sub(r"[(),:]|\bof\b", " ", bare).split())
    for place, label in enumerate(columns):
        if _plain(label) == wanted and label != heading:
            return place
    return None


def published(
    grid: Sequence[Sequence[object]], *, file: str, place: str, caption: str, key: str = "",
    period: str = "",
) -> Published | None:  # fmt: skip
    """A table from a grid of printed values, the header first, labels at the left; None where it is none."""
    rows = [list(line) for line in grid if any(value not in {None, ""} for value in line)]
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    wide = max(len(line) for line in rows)
    header = [str(value or "").strip() for value in rows[0]]
    header += [""] * (wide - len(header))
    body = [[*line, *[None] * (wide - len(line))] for line in rows[1:]]
    cells = tuple(tuple(entry_of(value) for value in line[1:]) for line in body)
    if not any(isinstance(e, int) or e == HIDDEN_ENTRY for line in cells for e in line):
        return None
    labels = tuple(str(line[0] or "").strip() for line in body)
    columns, unsure = _recognised(header[1:], cells)
    small, round_to = rule_of(key)
    made = Published(
        file, place, caption, labels, columns, cells, None, None, _outside(columns, cells),
        frozenset(at for at, label in enumerate(columns) if _is_measure(label)),
        tuple(_percentages(body, columns)), tuple(_limits(body, columns)), small, round_to, period,
        unsure,
    )  # fmt: skip
    return _with_totals(made)


def _recognised(
    header: Sequence[str], cells: Sequence[Sequence[Entry]]
) -> tuple[tuple[str, ...], str]:
    """The headings; where they could not be read, the total is where the numbers say that it is."""
    columns = tuple(header)
    if not columns[0].startswith(UNNAMED):
        return columns, ""
    for wide in range(3, len(columns) + 1):
        whole = [
            [entry for entry in line[:wide] if isinstance(entry, int)]
            for line in cells
            if all(isinstance(entry, int) for entry in line[:wide])
        ]
        if any(made[-1] for made in whole) and all(sum(made[:-1]) == made[-1] for made in whole):
            rest = (f"% {at}" for at in range(wide, len(columns)))
            return (*columns[: wide - 1], "Total", *rest), ""
    return columns, "its headings could not be read"


def _with_totals(made: Published) -> Published:
    """The table with its totals: what is called one, and is not the sum of what stands there, is none."""
    columns, labels, outside = made.columns, made.rows, made.outside
    across = next(
        (a for a in reversed(range(len(columns))) if is_total(columns[a]) and a not in outside), None
    )  # fmt: skip
    down = next((at for at in reversed(range(len(labels))) if is_total(labels[at])), None)
    if made.trouble:
        return made
    if made.round_to > 1:
        return replace(made, total_column=across if len(columns) > 1 else None, total_row=down)
    trouble = ""
    if across is not None and not _adds(made.cells, None, across, outside):
        if _plain(columns[across]) in _SURE_TOTALS:
            trouble = f"its column '{columns[across]}' is not the sum of the others"
        across = None
    if down is not None and not _adds(made.cells, down, None, outside):
        if _plain(labels[down]) in _SURE_TOTALS:
            trouble = f"its row '{labels[down]}' is not the sum of the others"
        down = None
    across = across if len(columns) > 1 else None
    return replace(made, total_column=across, total_row=down, trouble=trouble)


def _adds(
    cells: Sequence[Sequence[Entry]], total_row: int | None, total_column: int | None,
    outside: frozenset[int],
) -> bool:  # fmt: skip
    """Whether every line that is shown whole adds to what is called its total."""
    lines: list[tuple[list[Entry], Entry]] = []
    if total_column is not None:
        wide = [at for at in range(len(cells[0])) if at != total_column and at not in outside]
        lines += [
            ([line[at] for at in wide], line[total_column]) for line in cells if len(wide) > 1
        ]
    if total_row is not None:
        for at in set(range(len(cells[0]))) - outside:
            parts = [line[at] for row, line in enumerate(cells) if row != total_row]
            lines.append((parts, cells[total_row][at]))
    return all(
        sum(part for part in parts if isinstance(part, int)) == whole
        for parts, whole in lines
        if isinstance(whole, int) and all(isinstance(part, int) for part in parts)
    )


def _is_measure(label: str) -> bool:
    """Whether a column counts nobody: a percentage, a limit, an interval."""
    words = _plain(label)
    return bool(_SHARE.search(words) or _LIMIT.search(words))


def _outside(columns: Sequence[str], cells: Sequence[Sequence[Entry]]) -> frozenset[int]:
    """The columns that are no part of the row's sum: measures, empty ones, and sums of their own."""
    names = {_plain(label) for label in columns}
    found = set()
    for at, label in enumerate(columns):
        beyond = _BEYOND.match(_plain(label))
        # 'Good or better' beside 'Good' adds what stands there; beside 'Below good' it is a part.
        if (
            _is_measure(label)
            or (beyond and beyond[1] in names)
            or all(line[at] is None for line in cells)
        ):
            found.add(at)
    return frozenset(found)


def _percentages(
    body: Sequence[Sequence[object]], columns: Sequence[str]
) -> list[tuple[int, int, float, int]]:
    """Printed percentages; one that stands in a column of its own belongs to that column."""
    found = []
    for at, heading in enumerate(columns):
        limit, of = _LIMIT.search(_plain(heading)), _counted_with(heading, columns)
        for row, line in enumerate(body):
            told = percent_of(line[at + 1], heading=heading)
            if told and not (limit and "(" not in str(line[at + 1])):
                found.append((row, at if of is None else of, *told))
    return found


def _limits(
    body: Sequence[Sequence[object]], columns: Sequence[str]
) -> list[tuple[int, int, str, float]]:
    """Printed ends of intervals with the column of the count to which they belong."""
    found: list[tuple[int, int, str, float]] = []
    for at, heading in enumerate(columns):
        end = _LIMIT.search(_plain(heading))
        of = _counted_with(heading, columns)
        for row, line in enumerate(body):
            text = str(line[at + 1] if line[at + 1] is not None else "").strip()
            both = _FROM_TO.search(text)
            number = re.fullmatch(r"(\d+(?:\.0)?)\s?%?", text)
            place = at if of is None else of
            if both and (end or _PERCENT.match(text)):
                found += [
                    (row, place, "lower", float(both[1])),
                    (row, place, "upper", float(both[2])),
                ]
            elif end and end[1] and number:
                found.append((row, place, end[1], float(number[1])))
    return found
