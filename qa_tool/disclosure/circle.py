"""Circles through linked tables: moves of hidden cells that leave every sum of every table true.

Where one cell stands in several tables no flow answers exactly. A circle that is found is a proof: the
counts may be moved along it and no reader could tell. One that is not found within the budget counts
as not there, so that more is hidden rather than less.
"""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Bounds = Callable[[int], tuple[int, int]]
Price = Callable[[int], int | None]
_OPEN_SUM = 400
BUDGET = 500


@dataclass(frozen=True, slots=True)
class _Part:
    """A circle on its way: what moves, which sums do not hold yet, how far it may be turned."""

    cost: int
    moves: Mapping[int, int]
    broken: Mapping[int, int]
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Every sum of the publication, and in which of them each cell stands."""

    lines: Sequence[Sequence[tuple[int, int]]]
    value: Mapping[int, int]
    of: Mapping[int, Sequence[tuple[int, int]]]


def sums_of(lines: Sequence[Sequence[tuple[int, int]]], value: Mapping[int, int]) -> Sums:
    """The sums, made ready to be searched."""
    of: dict[int, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines):
        for cell, sign in line:
            of.setdefault(cell, []).append((number, sign))
    return Sums(lines, value, of)


def _moved(
    sums: Sums, part: _Part, cell: int, step: int, price: int, bounds: Bounds
) -> _Part:  # fmt: skip
    broken = dict(part.broken)
    for line, sign in sums.of[cell]:
        left = broken.get(line, 0) + sign * step
        if left:
            broken[line] = left
        else:
            broken.pop(line, None)
    low, high = bounds(cell)
    rise, fall = high - sums.value[cell], sums.value[cell] - low
    up, down = (rise, fall) if step > 0 else (fall, rise)
    moves = {**part.moves, cell: step}
    return _Part(part.cost + price, moves, broken, min(part.up, up), min(part.down, down))


def circle(
    sums: Sums, cell: int, target: int, bounds: Bounds, price: Price
) -> tuple[int, frozenset[int]] | None:
    """The cheapest circle found through this cell that lets it be `target` wide: cost and cells.

    `price` is 0 for cells that are hidden, None for cells that must stay published.
    """
    far = max(sums.value.values(), default=0) + target + 1
    first = _moved(sums, _Part(0, {}, {}, far, far), cell, 1, 0, bounds)
    queue = [(0, 0, first)]
    seen: set[frozenset[tuple[int, int]]] = set()
    pushed = 0
    for _ in range(BUDGET):
        if not queue:
            return None
        part = heapq.heappop(queue)[2]
        if not part.broken:
            return part.cost, frozenset(part.moves) - {cell}
        for after in _next(sums, part, target, bounds, price):
            mark = frozenset(after.moves.items())
            if mark not in seen:
                seen.add(mark)
                pushed += 1
                rank = after.cost + _OPEN_SUM * len(after.broken) + len(after.moves)
                heapq.heappush(queue, (rank, pushed, after))
    return None


def _next(sums: Sums, part: _Part, target: int, bounds: Bounds, price: Price) -> list[_Part]:
    line = min(part.broken, key=lambda number: (len(sums.lines[number]), number))
    found = []
    for cell, sign in sums.lines[line]:
        cost = price(cell)
        if cell in part.moves or cost is None:
            continue
        step = -sign if part.broken[line] > 0 else sign
        after = _moved(sums, part, cell, step, cost, bounds)
        if after.up + after.down >= target:
            found.append(after)
    return found
