"""Which cells of published tables are the same count, seen as a reader sees it: by labels and equal numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from qa_tool.disclosure.published import (
    HIDDEN_ENTRY,
    LOW_ENTRY,
    Entry,
    Published,
    Where,
    number_of,
)

_EVIDENCE = 2  # equal numbers other than nought that two lines must show to be taken for one
_COPY_EVIDENCE = 3
Sum = tuple[dict[int, int], int, str]


@dataclass(slots=True)
class Linked:
    """Tables with the unknown counts by number, the sums that tie them, and what is told openly elsewhere."""

    tables: Sequence[Published]
    unknown: dict[Where, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    openly: dict[Where, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or column as it can be found again in another table."""

    table: int
    name: str
    total: bool
    cells: tuple[tuple[str, Where], ...]

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(label for label, _ in self.cells)


class _Groups:
    """Cells that are one and the same count."""

    def __init__(self) -> None:
        self._leader: dict[Where, Where] = {}

    def top(self, where: Where) -> Where:
        while (above := self._leader.get(where, where)) != where:
            where = above
        return where

    def join(self, one: Where, two: Where) -> None:
        first, second = sorted((self.top(one), self.top(two)))
        if first != second:
            self._leader[second] = first


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def _parts(table: Published) -> list[int]:
    """The columns that add to the total."""
    return [
        at
        for at in range(len(table.columns))
        if at not in table.outside and at != table.total_column
    ]


def _lines(number: int, table: Published) -> Iterable[_Line]:
    columns = _parts(table)
    total = [] if table.total_column is None else [table.total_column]
    if len(columns) > 1:
        for row, label in enumerate(table.rows):
            named = [(_plain(table.columns[at]), Where(number, row, at)) for at in columns]
            named += [("total", Where(number, row, at)) for at in total]
            yield _Line(number, _plain(label), row == table.total_row, tuple(named))
    inner = [row for row in range(len(table.rows)) if row != table.total_row]
    last = [] if table.total_row is None else [table.total_row]
    if len(inner) > 1:
        for at in (*columns, *total):
            named = [(_plain(table.rows[row]), Where(number, row, at)) for row in inner]
            named += [("total", Where(number, row, at)) for row in last]
            whole = at in total or len(columns) == 1
            yield _Line(number, _plain(table.columns[at]), whole, tuple(named))


def _entry(tables: Sequence[Published], where: Where) -> Entry:
    return tables[where.table].cells[where.row][where.column]


def _equal(pairs: Iterable[tuple[Entry, Entry]], least: int) -> bool:
    """Whether these look like the same numbers: enough that agree, and none that differ."""
    agreed = 0
    for one, two in pairs:
        if isinstance(one, int) and isinstance(two, int):
            if one != two:
                return False
            agreed += one > 0
    return agreed >= least


def _named_alike(tables: Sequence[Published], one: _Line, two: _Line) -> bool:
    if one.name == two.name or (one.total and two.total):
        return True
    for line, other in ((one, two), (two, one)):
        caption = _plain(tables[line.table].caption)
        if line.total and len(other.name) > 2 and other.name in caption:
            return True
    return False


def _join_lines(tables: Sequence[Published], groups: _Groups, apart: frozenset[int]) -> None:
    by_labels: dict[frozenset[str], list[_Line]] = {}
    for number, table in enumerate(tables):
        for line in () if number in apart else _lines(number, table):
            by_labels.setdefault(line.labels - {"total"}, []).append(line)
    for found in by_labels.values():
        for one, two in combinations(found, 2):
            if one.table == two.table or not _named_alike(tables, one, two):
                continue
            other = dict(two.cells)
            pairs = [(where, other[label]) for label, where in one.cells if label in other]
            if _equal(((_entry(tables, a), _entry(tables, b)) for a, b in pairs), _EVIDENCE):
                for first, second in pairs:
                    groups.join(first, second)


def _join_copies(tables: Sequence[Published], groups: _Groups, alone: frozenset[int]) -> None:
    """The same table in another format, or printed twice."""
    shapes: dict[tuple[str, ...], list[int]] = {}
    for number, table in enumerate(tables):
        if number not in alone:
            shapes.setdefault(tuple(map(_plain, table.rows)), []).append(number)
    for number, other in (pair for found in shapes.values() for pair in combinations(found, 2)):
        one, two = tables[number], tables[other]
        pairs = [
            (Where(number, row, at), Where(other, row, to))
            for at, to in _common(one, two)
            for row in range(len(one.rows))
        ]
        entries = ((_entry(tables, a), _entry(tables, b)) for a, b in pairs)
        if _equal(entries, 1 if _titled(one, two) else _COPY_EVIDENCE):
            for first, second in pairs:
                groups.join(first, second)


def _titled(one: Published, two: Published) -> bool:
    """Whether the captions say that both are the same table."""
    named = number_of(one.caption), number_of(two.caption)
    if named[0] and named[0] == named[1] and one.file != two.file:
        return True
    return bool(one.caption) and _plain(one.caption) == _plain(two.caption)


def _common(one: Published, two: Published) -> list[tuple[int, int]]:
    """The columns that two formats of a table share; pages print a share and its interval in one."""
    left, right = [*map(_plain, one.columns)], [*map(_plain, two.columns)]
    if left == right:
        return [(at, at) for at in range(len(left))]
    if not _titled(one, two) or len({*left}) < len(left) or len({*right}) < len(right):
        return []
    return [(at, right.index(label)) for at, label in enumerate(left) if label in right]


def _own_sums(number: int, table: Published) -> Iterable[tuple[list[Where], Where, str]]:
    """The sums of one table: parts, whole, and what it is called."""
    parts = _parts(table)
    if table.total_column is not None and len(parts) > 1:
        for row, label in enumerate(table.rows):
            yield (
                [Where(number, row, at) for at in parts],
                Where(number, row, table.total_column),
                f"the row '{label}' and its total",
            )
    if table.total_row is not None:
        inner = [row for row in range(len(table.rows)) if row != table.total_row]
        wide = [*parts, *([] if table.total_column is None else [table.total_column])]
        for at in wide:
            yield (
                [Where(number, row, at) for row in inner],
                Where(number, table.total_row, at),
                f"the column '{table.columns[at]}' and its total",
            )


def _better(number: int, table: Published) -> Iterable[tuple[list[Where], Where, str]]:
    """`Good or better` beside the grades that it adds."""
    places = {_plain(label): at for at, label in enumerate(table.columns)}
    whole, parts = places.get("good or better"), [places.get("outstanding"), places.get("good")]
    if whole is None or None in parts:
        return
    for row, label in enumerate(table.rows):
        cells = [Where(number, row, at) for at in parts if at is not None]
        yield cells, Where(number, row, whole), f"'Good or better' in the row '{label}'"


def _added_tables(
    tables: Sequence[Published], apart: frozenset[int]
) -> Iterable[tuple[list[Where], Where, str]]:
    """A table that is, cell by cell, the sum of all others of its shape: a city and its areas."""
    shapes: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for number, table in enumerate(tables):
        kind = table.file.rpartition(".")[2]  # in another format the same tables stand again
        shape = kind, tuple(map(_plain, table.rows)), tuple(map(_plain, table.columns))
        if number not in apart:
            shapes.setdefault(shape, []).append(number)
    for found in shapes.values():
        for whole in found if len(found) > 2 else ():
            parts = [number for number in found if number != whole]
            yield from _adding(tables, whole, parts)


def _adding(
    tables: Sequence[Published], whole: int, parts: Sequence[int]
) -> Iterable[tuple[list[Where], Where, str]]:
    table, lines = tables[whole], []
    pairs: list[tuple[Entry, Entry]] = []
    for row in range(len(table.rows)):
        for at in range(len(table.columns)):
            places = [Where(part, row, at) for part in parts]
            entries = [_entry(tables, place) for place in places]
            known = [entry for entry in entries if isinstance(entry, int)]
            if len(known) == len(entries):
                pairs.append((table.cells[row][at], sum(known)))
            if at not in table.outside:
                name = f"'{table.caption}' and the tables that add to it"
                lines.append((places, Where(whole, row, at), name))
    if _equal(pairs, _COPY_EVIDENCE):
        yield from lines


NONE: frozenset[int] = frozenset()


def linked(
    tables: Sequence[Published], *, apart: frozenset[int] = NONE, alone: frozenset[int] = NONE,
    gone: frozenset[int] = NONE,
) -> Linked:  # fmt: skip
    """The unknown counts of these tables and their sums.

    Tables `apart` are taken for the same in another format, but share no lines with others; tables
    `alone` are taken by themselves; of those `gone` no sum is used.
    """
    groups = _Groups()
    _join_lines(tables, groups, apart | alone)
    _join_copies(tables, groups, alone)
    found = Linked(tables)
    known = _known(found, groups)
    numbers: dict[Where, int] = {}
    for number, table in enumerate(tables):
        for row, line in enumerate(table.cells):
            for at, entry in enumerate(line):
                where = Where(number, row, at)
                counts = at not in table.measures and number not in gone
                if counts and _unsure(table, entry) and groups.top(where) not in known:
                    top = groups.top(where)
                    found.unknown[where] = numbers.setdefault(top, len(numbers))
    kept = [(n, table) for n, table in enumerate(tables) if n not in gone and not table.trouble]
    sums = [s for number, table in kept for s in _own_sums(number, table)]
    sums += [s for number, table in kept for s in _better(number, table)]
    sums += _added_tables(tables, apart | alone | gone)
    for parts, whole, name in sums:
        _add_sum(found, groups, known, (parts, whole, name))
    return found


def _unsure(table: Published, entry: Entry) -> bool:
    return entry in {HIDDEN_ENTRY, LOW_ENTRY} or (isinstance(entry, int) and table.round_to > 1)


def _known(found: Linked, groups: _Groups) -> dict[Where, int]:
    """Counts that are printed somewhere; a hidden cell whose count is printed elsewhere has fallen."""
    known: dict[Where, tuple[int, Where]] = {}
    for number, table in enumerate(found.tables):
        for row, line in enumerate(table.cells):
            for at, entry in enumerate(line):
                if isinstance(entry, int) and table.round_to == 1:
                    known.setdefault(
                        groups.top(Where(number, row, at)), (entry, Where(number, row, at))
                    )
    for number, table in enumerate(found.tables):
        for row, at in table.hidden():
            told = known.get(groups.top(Where(number, row, at)))
            if told:
                other = found.tables[told[1].table]
                place = ", ".join(part for part in (other.file, other.place) if part)
                found.openly[Where(number, row, at)] = told[0], f"printed openly in {place}"
    return {top: value for top, (value, _) in known.items()}


def _add_sum(
    found: Linked, groups: _Groups, known: dict[Where, int],
    told: tuple[list[Where], Where, str],
) -> None:  # fmt: skip
    """One sum over what is unknown in it; left out where a cell of it tells nothing at all."""
    parts, whole, name = told
    line: dict[int, int] = {}
    right = 0
    for where, factor in (*((part, 1) for part in parts), (whole, -1)):
        top = groups.top(where)
        entry = _entry(found.tables, where)
        if top in known:
            right -= factor * known[top]
        elif where in found.unknown:
            at = found.unknown[where]
            line[at] = line.get(at, 0) + factor
        elif entry is None and factor == 1:
            continue  # does not apply: adds nothing
        else:
            return
    line = {at: factor for at, factor in line.items() if factor}
    if line:
        found.sums.append((line, right, name))
