"""A table as a reader of a published file has it: labels, numbers and symbols, and nothing behind them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

HIDDEN_ENTRY, LOW_ENTRY = "c", "low"
Entry = int | str | None  # a number, one of the two symbols, or nothing that counts
_TOTALS = {
    "total", "totals", "all", "audits", "n", "all audits", "number of audits", "base", "overall total",
    "sum", "city", "council",
}  # fmt: skip
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

    `percentages` are (row, column of the count they belong to, percent, decimal places).
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
    percentages: tuple[tuple[int, int, float, int], ...] = ()
    small: int = 5
    round_to: int = 1
    period: str = ""

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
    if isinstance(value, float | int) and "%" in heading:
        return (100 * value, 0) if 0 < value < 1 else (float(value), 0)
    found = _PERCENT.fullmatch(str(value).strip()) if value is not None else None
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


def _is_total(label: str) -> bool:
    return label.strip().casefold() in _TOTALS


def _counted_with(heading: str, columns: Sequence[str]) -> int | None:
    """The column of counts to which a column of percentages belongs."""
    bare = re.sub(r"[%(),:]|\bper ?cent\b|\bpercentage\b|\bof\b", " ", heading, flags=re.IGNORECASE)
    wanted = " ".join(bare.split()).casefold()
    for place, label in enumerate(columns):
        if label.strip().casefold() == wanted and label != heading:
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
    header = [str(value or "").strip() for value in rows[0]]
    wide = max(len(line) for line in rows)
    header += [""] * (wide - len(header))
    body = [[*line, *[None] * (wide - len(line))] for line in rows[1:]]
    columns = tuple(header[1:])
    labels = tuple(str(line[0] or "").strip() for line in body)
    cells = tuple(tuple(entry_of(value) for value in line[1:]) for line in body)
    if not any(isinstance(e, int) or e == HIDDEN_ENTRY for line in cells for e in line):
        return None
    outside = frozenset(at for at, label in enumerate(columns) if _no_part(label, cells, at))
    total_column = next(
        (at for at in reversed(range(len(columns))) if _is_total(columns[at])), None
    )  # fmt: skip
    total_row = next((at for at in reversed(range(len(labels))) if _is_total(labels[at])), None)
    if sum(at not in outside and at != total_column for at in range(len(columns))) < 2:
        total_column = total_column if len(columns) > 1 else None
    small, round_to = rule_of(key)
    if round_to == 1:  # what is called a total, and is not the sum of what stands there, is none
        total_column = total_column if _adds(cells, None, total_column, outside) else None
        total_row = total_row if _adds(cells, total_row, None, outside) else None
    return Published(
        file, place, caption, labels, columns, cells, total_row, total_column, outside,
        tuple(_percentages(body, columns)), small, round_to, period,
    )  # fmt: skip


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


def _no_part(label: str, cells: Sequence[Sequence[Entry]], at: int) -> bool:
    """Whether a column is no part of the row's sum: percentages, intervals, or a sum of its own."""
    words = label.casefold()
    if "%" in words or " or better" in words or " or worse" in words or "per cent" in words:
        return True
    return all(line[at] is None for line in cells)


def _percentages(
    body: Sequence[Sequence[object]], columns: Sequence[str]
) -> list[tuple[int, int, float, int]]:
    found = []
    for at, heading in enumerate(columns):
        of = _counted_with(heading, columns)
        for row, line in enumerate(body):
            told = percent_of(line[at + 1], heading=heading)
            if told and of is not None:
                found.append((row, of, *told))
    return found
