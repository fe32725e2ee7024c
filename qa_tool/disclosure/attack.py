"""The attack: what a reader of the published tables alone can work out of what they leave out.

It knows nothing of how the tables were protected and shares no code with that side. It links tables
that carry the same numbers, subtracts, adds, and solves all sums together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qa_tool.disclosure.attack_share import (
    Fallen,
    by_percentage,
    from_other_percentages,
    from_percentage,
)
from qa_tool.disclosure.linking import Linked, linked
from qa_tool.disclosure.published import HIDDEN_ENTRY, LOW_ENTRY, Published, Where
from qa_tool.disclosure.simplex import bounds

__all__ = ["Attack", "Fallen", "attack", "attacked", "from_other_percentages", "from_percentage"]
_MOST_UNKNOWN = 300  # in one group of sums that hang together
_FAR = 10**9
_MOST_TRIED = 16  # tables of which one is looked for that contradicts the others


@dataclass(slots=True)
class _Reading:
    """The unknown counts with what is known of each so far."""

    sums: list[tuple[dict[int, int], int, str]]
    low: dict[int, int]
    high: dict[int, int]
    why: dict[int, str] = field(default_factory=dict)

    def narrow(self) -> frozenset[int]:
        """Take every sum into account, again and again; the unknowns of sums that cannot all hold."""
        bad: set[int] = set()
        for group in _groups(self.sums):
            lines = [self.sums[number] for number in group]
            if not self._narrowed(lines):
                bad |= {at for line, _, _ in lines for at in line}
        return frozenset(bad)

    def _narrowed(self, lines: Sequence[tuple[dict[int, int], int, str]]) -> bool:
        for _ in range(60):
            changed = False
            for line, right, name in lines:
                changed |= self._take(line, right, name)
                if any(self.low[at] > self.high[at] for at in line):
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


def _solved(
    reading: _Reading, *, rounded: bool
) -> tuple[dict[int, tuple[int, int]], frozenset[int]]:
    """Bounds of every unknown, exact where the group is not too large and not rounded; what has none."""
    found = {at: (reading.low[at], reading.high[at]) for at in reading.low}
    bad: set[int] = set()
    for group in _groups(reading.sums) if not rounded else ():
        lines = [(reading.sums[number][0], reading.sums[number][1]) for number in group]
        names = {at for line, _ in lines for at in line}
        if not names or len(names) > _MOST_UNKNOWN:
            continue
        told = bounds(
            lines,
            {at: reading.low[at] for at in names},
            {at: reading.high[at] for at in names if _capped(reading, at)},
        )
        bad |= names if told is None else set()
        for at, (low, high) in (told or {}).items():
            found[at] = low, _FAR if high is None else high
    return found, frozenset(bad)


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


def _solution(
    known: Linked, *, knowing: bool
) -> tuple[_Reading, dict[int, tuple[int, int]], frozenset[int]]:
    """What the sums say of every unknown, and the unknowns of which they contradict each other."""
    reading = _reading(known, knowing=knowing)
    bad = reading.narrow()
    reading.sums = [told for told in reading.sums if bad.isdisjoint(told[0])]
    solved, more = _solved(reading, rounded=any(table.round_to > 1 for table in known.tables))
    return reading, solved, bad | more


def _fallen_in(known: Linked, *, knowing: bool) -> dict[Where, Fallen]:
    reading, solved, bad = _solution(known, knowing=knowing)
    found = {}
    for where, at in known.unknown.items():
        entry = known.tables[where.table].cells[where.row][where.column]
        if at in bad or entry not in {HIDDEN_ENTRY, LOW_ENTRY}:
            continue
        low, high = solved[at]
        narrow = (reading.low[at], reading.high[at]) == (low, high)
        how = reading.why.get(at, "") if narrow else ""
        fallen = _judged(known, where, low, high, how or "all sums of the set taken together")
        if fallen and (not knowing or low == high):
            found[where] = fallen
    return found


@dataclass(frozen=True, slots=True)
class Attack:
    """What an attack found: the cells that fall, and tables whose sums could not be used, with why."""

    fallen: tuple[Fallen, ...]
    skipped: tuple[tuple[Published, str], ...] = ()


def attack(tables: Sequence[Published]) -> tuple[Fallen, ...]:
    """Every hidden cell of these tables that falls, each once, in the order of the tables."""
    return attacked(tables).fallen


def attacked(tables: Sequence[Published]) -> Attack:
    """Every hidden cell that falls, and the tables with hidden cells whose sums contradict each other."""
    known, gone = _agreed(tables)
    found = {**_fallen_in(known, knowing=False), **_fallen_in(known, knowing=True)}
    for where, told in {**linked(tables).openly, **known.openly}.items():
        table = tables[where.table]
        found[where] = Fallen(
            table.file, table.place, table.caption, table.rows[where.row],
            table.columns[where.column], told[0], told[0], told[1],
        )  # fmt: skip
    for where, fallen in by_percentage(tables).items():
        found.setdefault(where, fallen)
    order = sorted(found, key=lambda w: (w.table, w.row, w.column))
    skipped = [
        (table, table.trouble or "its sums contradict each other")
        for number, table in enumerate(tables)
        if (table.trouble or number in gone) and table.hidden()
    ]
    return Attack(tuple(found[where] for where in order), tuple(skipped))


def _contradicting(known: Linked) -> frozenset[int]:
    """The tables in whose sums no counts fit."""
    bad = _solution(known, knowing=False)[2]
    return frozenset(where.table for where, at in known.unknown.items() if at in bad)


def _agreed(tables: Sequence[Published]) -> tuple[Linked, frozenset[int]]:
    """The tables linked as far as they agree, and those of which no sum can be used.

    What looked the same and is not is taken apart again, one table if that is enough; the others
    stay linked, so that one contradiction does not silence the rest.
    """
    apart, alone, gone = (frozenset[int](),) * 3
    known = linked(tables)
    while bad := _contradicting(known):
        if fresh := bad - apart:
            apart |= _culprit(tables, apart, fresh)
        elif fresh := bad - alone:
            alone |= fresh
        elif fresh := bad - gone:
            gone |= fresh
        else:
            break
        known = linked(tables, apart=apart, alone=alone, gone=gone)
    return known, gone


def _culprit(
    tables: Sequence[Published], apart: frozenset[int], fresh: frozenset[int]
) -> frozenset[int]:
    """The one table without whose links the others agree; all of them where there is none."""
    for one in sorted(fresh) if len(fresh) <= _MOST_TRIED else ():
        if not _contradicting(linked(tables, apart=apart | {one})) & fresh:
            return frozenset({one})
    return fresh
