"""The attack by percentages: which count a printed percentage or the end of its interval gives away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from qa_tool.disclosure.published import HIDDEN_ENTRY, LOW_ENTRY, Published, Where

_Z = 1.959964  # of a 95% interval
Fits = Callable[[int, int], bool]  # count, base
_ENDS = {"lower": -1, "upper": 1}


@dataclass(frozen=True, slots=True)
class Fallen:
    """A hidden cell that can be worked out: where it stands, between what it must lie, and how."""

    file: str
    place: str
    caption: str
    row: str
    column: str
    low: int
    high: int
    how: str

    @property
    def words(self) -> str:
        """The finding as one sentence."""
        found = (
            f"is {self.low}" if self.low == self.high else f"lies from {self.low} to {self.high}"
        )
        where = ", ".join(part for part in (self.file, self.place, self.caption) if part)
        return f"{where}: row '{self.row}', column '{self.column}' {found} ({self.how})."


def by_percentage(tables: Sequence[Published]) -> dict[Where, Fallen]:
    """Counts that are not shown, and follow from a percentage or a limit beside a base that is known."""
    found: dict[Where, Fallen] = {}
    for number, table in enumerate(tables):
        told = [(r, c, f"{p:g}%", _fits_percentage(p, d)) for r, c, p, d in table.percentages]
        told += [
            (r, c, f"{end} limit {p:g}%", _fits_limit(p, _ENDS[end]))
            for r, c, end, p in table.limits
        ]
        for row, column, words, fits in told:
            base = table.base(row)
            if not base or (
                isinstance(table.cells[row][column], int) and column not in table.measures
            ):
                continue
            counts = [count for count in range(base + 1) if fits(count, base)]
            if counts and _gives(table, (row, column), base, counts):
                found.setdefault(Where(number, row, column), Fallen(
                    table.file, table.place, table.caption, table.rows[row], table.columns[column],
                    counts[0], counts[-1], f"{words} of {base} is printed",
                ))  # fmt: skip
    return found


def _gives(table: Published, cell: tuple[int, int], base: int, counts: Sequence[int]) -> bool:
    """Whether these possible counts tell more than may be told: of a hidden cell, or of a small count."""
    row, column = cell
    low, high, small = counts[0], counts[-1], table.small
    if table.cells[row][column] in {HIDDEN_ENTRY, LOW_ENTRY}:
        return low == high or (low <= small and high - low < small)
    ends = ((low, high), (base - high, base - low))
    return any(0 < least <= most <= small for least, most in ends)


def _fits_percentage(percent: float, digits: int) -> Fits:
    half = 0.5 * 10.0**-digits + 1e-9
    return lambda count, base: abs(100 * count / base - percent) <= half


def _fits_limit(percent: float, end: int) -> Fits:
    """Whether a count has this end of its 95% interval, in whole per cent."""

    def fits(count: int, base: int) -> bool:
        share, square = count / base, _Z * _Z
        middle = share + square / (2 * base)
        half = _Z * sqrt(share * (1 - share) / base + square / (4 * base * base))
        return abs(100 * (middle + end * half) / (1 + square / base) - percent) <= 0.5 + 1e-6

    return fits


def from_percentage(percent: float, base: int, digits: int = 0) -> tuple[int, int]:
    """Between which counts of `base` this printed percentage lies; nothing fits where low is above high."""
    half = 0.5 * 10.0**-digits + 1e-9
    fits = [k for k in range(base + 1) if abs(100 * k / base - percent) <= half]
    return (fits[0], fits[-1]) if fits else (1, 0)


def from_other_percentages(
    percentages: Sequence[float | None], total: float = 100, rounding: float = 1
) -> tuple[int, int] | None:
    """Between what the one percentage lies that is left out; None where more than one is."""
    known = [percent for percent in percentages if percent is not None]
    if len(percentages) - len(known) != 1:
        return None
    left, slack = total - sum(known), len(known) * rounding / 2
    return max(0, int(-((slack - left) // 1))), max(0, int((left + slack) // 1))
