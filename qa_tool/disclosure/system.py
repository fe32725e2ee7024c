"""All tables of one publication as one system: every cell once, with what a reader may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa_tool.disclosure.flow import FAR, Network, grid
from qa_tool.disclosure.preset import Preset
from qa_tool.disclosure.table import TOTAL, CountsTable, Reason
from qa_tool.errors import QAError

Ref = tuple[str, str, str]  # table's key, row, column; TOTAL is the margin
_INNER, _MARGIN = 1_000, 15_000


@dataclass(frozen=True, slots=True)
class Same:
    """Two cells of two tables that are the same count."""

    one: Ref
    two: Ref


@dataclass(frozen=True, slots=True)
class Adds:
    """A cell that is the sum of others: areas add to the city, teams to their area."""

    whole: Ref
    parts: tuple[Ref, ...]


Link = Same | Adds


@dataclass(slots=True)
class System:
    """Cells by number; `cells` finds them by table, row index and column index."""

    tables: tuple[CountsTable, ...]
    preset: Preset
    withheld: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()  # withheld, and nothing printed beside them tells of them
    cells: dict[tuple[int, int, int], int] = field(default_factory=dict)
    value: dict[int, int] = field(default_factory=dict)
    weight: dict[int, int | None] = field(default_factory=dict)
    prior: dict[int, tuple[int, int]] = field(default_factory=dict)
    must: dict[int, Reason] = field(default_factory=dict)
    free: set[int] = field(default_factory=set)  # never published: may always move
    shared: set[int] = field(default_factory=set)  # in more than one table, or in a sum of tables
    nets: list[Network] = field(default_factory=list)
    homes: dict[int, list[int]] = field(default_factory=dict)
    sums: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    added: list[tuple[int, ...]] = field(default_factory=list)  # the parts of sums of tables

    def place(self, ref: Ref) -> tuple[int, int, int] | None:
        """Table, row and column of a cell that is named; None where its table is not here."""
        key, row, column = ref
        for number, table in enumerate(self.tables):
            if table.key == key:
                at_row = len(table.rows) if row == TOTAL else table.rows.index(row)
                wide = len(table.columns)
                at_column = wide if column == TOTAL else table.columns.index(column)
                # The total column of a list only repeats it.
                return number, at_row, 0 if table.one_way else at_column
        return None


def _joined(system: System, links: Sequence[Link]) -> dict[tuple[int, int, int], int]:
    places = [
        (number, row, column)
        for number, table in enumerate(system.tables)
        for row in range(len(table.rows) + 1)
        for column in range(len(table.columns) + 1)
    ]
    leader = {place: place for place in places}

    def top(place: tuple[int, int, int]) -> tuple[int, int, int]:
        while leader[place] != place:
            place = leader[place]
        return place

    for link in links:
        if isinstance(link, Same):
            one, two = system.place(link.one), system.place(link.two)
            if one is None or two is None:
                continue
            _agree(system, link, one, two)
            first, second = sorted((top(one), top(two)))
            leader[second] = first
    numbers: dict[tuple[int, int, int], int] = {}
    return {place: numbers.setdefault(top(place), len(numbers)) for place in places}


def _agree(
    system: System, link: Same, one: tuple[int, int, int], two: tuple[int, int, int]
) -> None:
    left, right = (system.tables[t].true(r, c) for t, r, c in (one, two))
    if left != right:
        raise QAError(
            f"'{' / '.join(link.one)}' is {left} and '{' / '.join(link.two)}' is {right}, though they "
            "should be the same count.",
            "The tables of one publication must come from one frozen data set: freeze it again.",
        )


def _weight(table: CountsTable, row: int, column: int, value: int) -> int | None:
    """What it costs a reader to lose this cell; None where it is always published."""
    last_row, last_column = row == len(table.rows), column == len(table.columns)
    grand = last_row and (last_column or table.one_way)
    if grand or value == 0:
        return None
    margin = last_row or last_column
    if not last_row and table.rows[row] in table.wanted:
        return _MARGIN + min(value, 500)
    return (_MARGIN if margin else _INNER) + min(value, 500)


def _reason(system: System, table: CountsTable, row: int, column: int) -> Reason:
    """Why this cell may not be shown by itself; empty where it may."""
    value, preset = table.true(row, column), system.preset
    margin = row == len(table.rows)
    inner = not margin and column < len(table.columns)
    if not margin and table.workers and table.workers[row] < preset.least_workers:
        if value or (inner and _hideable_nought(table, row, column)):
            return "workers"
        return ""
    if preset.is_small(value):
        return "small"
    if not inner or table.one_way or not _whole_group(table, row, preset):
        return ""
    return "group" if value or _hideable_nought(table, row, column) else ""


def _hideable_nought(table: CountsTable, row: int, column: int) -> bool:
    """A nought can only be hidden in a column where there is anybody at all."""
    return table.counts[row][column] == 0 and table.true(len(table.rows), column) > 0


def _whole_group(table: CountsTable, row: int, preset: Preset) -> bool:
    base = table.true(row, len(table.columns))
    if base == 0:
        return False
    if preset.is_small(base):
        return True
    one_result = base in table.counts[row]
    if not one_result or preset.whole_groups == "shown":
        return False
    return preset.whole_groups == "hidden" or base < preset.least_base


def _add_cell(system: System, number: int, row: int, column: int) -> None:
    table = system.tables[number]
    cell = system.cells[number, row, column]
    value = table.true(row, column)
    system.value[cell] = value
    weight = _weight(table, row, column, value)
    system.weight[cell] = (
        weight if cell not in system.weight else _dearer(system.weight[cell], weight)
    )
    if table.one_way and column == 1:
        system.free.add(cell)
        system.prior[cell] = 0, FAR
        return
    reason = "" if table.key in system.withheld else _reason(system, table, row, column)
    if reason and (cell not in system.must or reason == "small"):
        system.must[cell] = reason
    hidden_whole = reason in {"group", "workers"} or table.key in system.withheld
    low = 1 if value and not hidden_whole else 0
    high = system.preset.small if reason == "small" else FAR
    known = system.prior.get(cell, (0, FAR))
    system.prior[cell] = max(low, known[0]), min(high, known[1])


def _dearer(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else max(one, two)


def system_of(
    tables: Sequence[CountsTable], links: Sequence[Link], preset: Preset,
    withheld: frozenset[str] = frozenset(),
) -> System:  # fmt: skip
    """The system of these tables; refused where linked cells do not agree.

    Of withheld tables nothing is printed, but what is printed beside them must not give them away.
    """
    system = System(tuple(tables), preset, withheld, _gone(links, withheld))
    system.cells = _joined(system, links)
    for number, table in enumerate(tables):
        if table.key in system.gone:
            system.nets.append(Network({}, system.value))
            continue
        high, wide = len(table.rows), len(table.columns)
        for row in range(high + 1):
            for column in range(wide + 1):
                _add_cell(system, number, row, column)
        ends = {
            system.cells[number, *divmod(edge, wide + 1)]: nodes
            for edge, nodes in grid(high, wide).items()
        }
        _own_homes(system, number, ends)
        system.nets.append(Network(ends, system.value))
        system.sums += _lines(ends)
    for link in links:
        if isinstance(link, Adds):
            _add_sum(system, link)
    system.shared |= {cell for cell, homes in system.homes.items() if len(homes) > 1}
    _leave_out(system)
    _withhold(system)
    return system


def _gone(links: Sequence[Link], withheld: frozenset[str]) -> frozenset[str]:
    """Withheld tables that stand in no sum with a part that is printed."""
    tied: set[str] = set()
    for link in links:
        if isinstance(link, Adds):
            parts = {part[0] for part in link.parts}
            tied |= parts if parts - withheld else set()
    return withheld - tied


def _leave_out(system: System) -> None:
    """Totals that no table prints are free: nobody can take anything from them."""
    printed, left_out = set[int](), set[int]()
    for (number, row, _), cell in system.cells.items():
        table = system.tables[number]
        inner = table.totals or row < len(table.rows)
        (printed if inner else left_out).add(cell)
    for cell in left_out - printed:
        if cell in system.homes:
            system.prior[cell], system.weight[cell] = (0, FAR), None
            system.must.pop(cell, None)
            system.free.add(cell)


def _withhold(system: System) -> None:
    """Cells of withheld tables are free, but for small ones that printed parts of a sum would leave."""
    gone = {number for number, table in enumerate(system.tables) if table.key in system.withheld}
    alone = {cell for cell, homes in system.homes.items() if gone.issuperset(homes)}
    left = {
        part
        for parts in system.added
        if any(part not in alone for part in parts)
        for part in parts
        if part in alone and system.preset.is_small(system.value[part])
    }
    for cell in alone:
        system.prior[cell], system.weight[cell] = (0, FAR), None
        system.must.pop(cell, None)
        if cell in left and cell not in system.free:
            system.must[cell] = "withheld"
        else:
            system.free.add(cell)


def _own_homes(system: System, number: int, ends: dict[int, tuple[int, int]]) -> None:
    for cell in ends:
        system.homes.setdefault(cell, []).append(number)


def _lines(ends: dict[int, tuple[int, int]]) -> list[tuple[tuple[int, int], ...]]:
    """The sums of one table: at every node what flows in is what flows out."""
    nodes: dict[int, list[tuple[int, int]]] = {}
    for edge, (one, two) in ends.items():
        nodes.setdefault(one, []).append((edge, -1))
        nodes.setdefault(two, []).append((edge, 1))
    return [tuple(nodes[node]) for node in sorted(nodes)]


def _add_sum(system: System, link: Adds) -> None:
    places = [system.place(ref) for ref in (link.whole, *link.parts)]
    cells = [system.cells[place] for place in places if place is not None]
    if len(cells) < len(places) or any(cell not in system.homes for cell in cells):
        return  # a part is printed nowhere, so nobody can add them up
    cell, *found = cells
    if system.value[cell] != sum(system.value[part] for part in found):
        raise QAError(
            f"'{' / '.join(link.whole)}' is {system.value[cell]}, but its parts add to "
            f"{sum(system.value[part] for part in found)}.",
            "The tables of one publication must come from one frozen data set: freeze it again.",
        )
    system.added.append(tuple(found))
    system.sums.append(((cell, 1), *((part, -1) for part in found)))
    system.shared.update((cell, *found))
