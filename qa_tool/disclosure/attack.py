"""The attack: what a reader of the published tables alone can work out of what they leave out.

It knows nothing of how the tables were protected and shares no code with that side. It links tables
that carry the same numbers, subtracts, adds, and solves all sums together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qa_tool.disclosure.linking import Linked, linked
from qa_tool.disclosure.published import HIDDEN_ENTRY, LOW_ENTRY, Published, Where
from qa_tool.disclosure.simplex import bounds

_MOST_UNKNOWN = 300  # in one group of sums that hang together
_FAR = 10**9


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


@dataclass(slots=True)
class _Reading:
    """The unknown counts with what is known of each so far."""

    sums: list[tuple[dict[int, int], int, str]]
    low: dict[int, int]
    high: dict[int, int]
    why: dict[int, str] = field(default_factory=dict)

    def narrow(self) -> bool:
        """Take every sum into account, again and again; False where no counts keep the sums."""
        for _ in range(60):
            changed = False
            for line, right, name in self.sums:
                changed |= self._take(line, right, name)
            if any(self.low[at] > self.high[at] for at in self.low):
                return False
            if not changed:
                break
        return True

    def _take(self, line: dict[int, int], right: int, name: str) -> bool:
        ends = {
            at: sorted((factor * self.low[at], factor * self.high[at]))
            for at, factor in line.items()
        }
        least, most = sum(e[0] for e in ends.values()), sum(e[1] for e in ends.values())
        changed = False
        for at, factor in line.items():
            one = right - (most - ends[at][1])
            two = right - (least - ends[at][0])
            low, high = (one, two) if factor > 0 else (-two, -one)
            if low > self.low[at] or high < self.high[at]:
                self.low[at] = max(self.low[at], low)
                self.high[at] = min(self.high[at], high)
                self.why[at] = name
                changed = True
        return changed


def _least(table: Published, row: int, *, knowing: bool) -> int:
    """A reader of the key knows that a hidden count is not nought, unless its whole line is hidden."""
    line = [
        entry
        for at, entry in enumerate(table.cells[row])
        if at != table.total_column and at not in table.outside
    ]
    whole = all(entry == HIDDEN_ENTRY or not entry for entry in line)
    return 1 if knowing and not (whole and len(line) > 1) else 0


def _reading(known: Linked, *, knowing: bool) -> _Reading:
    low: dict[int, int] = {}
    high: dict[int, int] = {}
    for where, at in known.unknown.items():
        table = known.tables[where.table]
        entry = table.cells[where.row][where.column]
        least, most = _least(table, where.row, knowing=knowing), _FAR
        if entry == LOW_ENTRY:
            least, most = 1, table.small
        elif isinstance(entry, int):  # rounded: only a band is known
            least, most = table.band(entry)
        low[at], high[at] = max(low.get(at, 0), least), min(high.get(at, _FAR), most)
    return _Reading(list(known.sums), low, high)


def _groups(sums: Iterable[tuple[dict[int, int], int, str]]) -> list[list[int]]:
    """Numbers of the sums that hang together by an unknown."""
    every = list(sums)
    owner: dict[int, int] = {}
    leader = list(range(len(every)))

    def top(at: int) -> int:
        while leader[at] != at:
            at = leader[at]
        return at

    for number, (line, _, _) in enumerate(every):
        for at in line:
            leader[top(number)] = top(owner.setdefault(at, number))
    found: dict[int, list[int]] = {}
    for number in range(len(every)):
        found.setdefault(top(number), []).append(number)
    return [found[key] for key in sorted(found)]


def _solved(reading: _Reading, rounded: bool) -> dict[int, tuple[int, int]]:  # noqa: FBT001
    """Bounds of every unknown; exact where the group is not too large and not rounded."""
    found = {at: (reading.low[at], reading.high[at]) for at in reading.low}
    if rounded:
        return found
    for group in _groups(reading.sums):
        lines = [(reading.sums[number][0], reading.sums[number][1]) for number in group]
        names = {at for line, _ in lines for at in line}
        if not names or len(names) > _MOST_UNKNOWN:
            continue
        told = bounds(
            lines,
            {at: reading.low[at] for at in names},
            {at: reading.high[at] for at in names if _capped(reading, at)},
        )
        for at, (low, high) in (told or {}).items():
            found[at] = low, _FAR if high is None else high
    return found


def _capped(reading: _Reading, at: int) -> bool:
    """Whether its upper end is known from its symbol and does not only follow from a sum."""
    return reading.high[at] < _FAR and at not in reading.why


def _judged(known: Linked, where: Where, low: int, high: int, how: str) -> Fallen | None:
    table = known.tables[where.table]
    entry = table.cells[where.row][where.column]
    exact = low == high
    narrow = entry == HIDDEN_ENTRY and low <= table.small and high - low < table.small
    if not (exact or narrow):
        return None
    return Fallen(
        table.file, table.place, table.caption, table.rows[where.row], table.columns[where.column],
        low, high, how,
    )  # fmt: skip


def _fallen_in(known: Linked, *, knowing: bool) -> dict[Where, Fallen]:
    reading = _reading(known, knowing=knowing)
    if not reading.narrow():
        return {}
    rounded = any(table.round_to > 1 for table in known.tables)
    solved = _solved(reading, rounded)
    found = {}
    for where, at in known.unknown.items():
        if known.tables[where.table].cells[where.row][where.column] not in {
            HIDDEN_ENTRY, LOW_ENTRY,
        }:  # fmt: skip
            continue
        low, high = solved[at]
        narrow = (reading.low[at], reading.high[at]) == (low, high)
        how = reading.why.get(at, "") if narrow else ""
        fallen = _judged(known, where, low, high, how or "all sums of the set taken together")
        if fallen and (not knowing or low == high):
            found[where] = fallen
    return found


def attack(tables: Sequence[Published]) -> tuple[Fallen, ...]:
    """Every hidden cell of these tables that falls, each once, in the order of the tables."""
    known = linked(tables)
    if not _reading(known, knowing=False).narrow():
        known = linked(tables, alone=True)  # what looked the same is not
    found = {**_fallen_in(known, knowing=False), **_fallen_in(known, knowing=True)}
    for where, told in known.openly.items():
        table = tables[where.table]
        found[where] = Fallen(
            table.file, table.place, table.caption, table.rows[where.row],
            table.columns[where.column], told[0], told[0], told[1],
        )  # fmt: skip
    for where, fallen in _by_percentage(tables).items():
        found.setdefault(where, fallen)
    return tuple(
        found[where] for where in sorted(found, key=lambda w: (w.table, w.row, w.column))
    )  # fmt: skip


def _by_percentage(tables: Sequence[Published]) -> dict[Where, Fallen]:
    """Cells whose percentage stands open beside a base that is known."""
    found = {}
    for number, table in enumerate(tables):
        for row, column, percent, digits in table.percentages:
            base = table.cells[row][table.total_column] if table.total_column is not None else None
            entry = table.cells[row][column]
            if entry not in {HIDDEN_ENTRY, LOW_ENTRY} or not isinstance(base, int) or not base:
                continue
            low, high = from_percentage(percent, base, digits)
            if low > high or not (low == high or (low <= table.small and high - low < table.small)):
                continue
            found[Where(number, row, column)] = Fallen(
                table.file, table.place, table.caption, table.rows[row], table.columns[column],
                low, high, f"{percent:g}% of {base} is printed",
            )  # fmt: skip
    return found


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
