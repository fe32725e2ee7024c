"""A table with its margins as a network: how far a hidden cell may move while every sum stays true.

Every row and column, and the margins', is a node; every cell is an edge whose flow is its count. A
cell can be computed exactly when no flow can pass through it in a circle of hidden cells; how wide it
may be is a greatest flow. All in whole numbers, so the answers are exact.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

FAR = 10**9  # no bound: larger than any count
Bounds = Callable[[int], tuple[int, int]]
Weight = Callable[[int], int | None]


@dataclass(slots=True)
class Network:
    """Edges by number with their ends and counts; `open` are those that may move."""

    ends: Mapping[int, tuple[int, int]]
    value: Mapping[int, int]
    at: dict[int, set[int]] = field(default_factory=dict)
    every: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which edges meet at which node."""
        for edge, nodes in self.ends.items():
            for node in nodes:
                self.every.setdefault(node, []).append(edge)
                self.at.setdefault(node, set())

    def open(self, edges: Iterable[int]) -> None:
        """Let these cells move: they are hidden."""
        for edge in edges:
            for node in self.ends[edge]:
                self.at[node].add(edge)

    def close(self, edge: int) -> None:
        """Hold this cell: it is published."""
        for node in self.ends[edge]:
            self.at[node].discard(edge)


def grid(rows: int, columns: int) -> dict[int, tuple[int, int]]:
    """The edges of a table with so many inner rows and columns; edge = row * (columns + 1) + column."""
    first = rows + 1
    ends = {}
    for row in range(rows + 1):
        for column in range(columns + 1):
            one, two = row, first + column
            margin = (row == rows) != (column == columns)
            ends[row * (columns + 1) + column] = (two, one) if margin else (one, two)
    return ends


def _room(net: Network, edge: int, moved: Mapping[int, int], bounds: Bounds) -> tuple[int, int]:
    low, high = bounds(edge)
    now = net.value[edge] + moved.get(edge, 0)
    return high - now, now - low


def _way(
    net: Network, start: int, goal: int, without: int, moved: Mapping[int, int], bounds: Bounds
) -> list[tuple[int, int]] | None:
    """A shortest way over hidden cells that still have room: (edge, +1 or -1) each."""
    came: dict[int, tuple[int, int, int]] = {start: (-1, 0, -1)}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for edge in sorted(net.at[node]):
            one, two = net.ends[edge]
            other, sign = (two, 1) if one == node else (one, -1)
            if edge == without or other in came:
                continue
            up, down = _room(net, edge, moved, bounds)
            if (up if sign > 0 else down) <= 0:
                continue
            came[other] = (edge, sign, node)
            if other == goal:
                return _back(came, start, goal)
            queue.append(other)
    return None


def _back(came: Mapping[int, tuple[int, int, int]], start: int, goal: int) -> list[tuple[int, int]]:
    way, node = [], goal
    while node != start:
        edge, sign, node = came[node]
        way.append((edge, sign))
    return way


def reach(
    net: Network, edge: int, direction: int, bounds: Bounds, limit: int = FAR
) -> tuple[int, frozenset[int]]:
    """How far this cell may rise (1) or fall (-1), at most `limit`, and the cells that let it."""
    one, two = net.ends[edge]
    start, goal = (two, one) if direction > 0 else (one, two)
    up, down = _room(net, edge, {}, bounds)
    left = min(limit, up if direction > 0 else down)
    wanted = left
    moved: dict[int, int] = {}
    used: set[int] = set()
    while left > 0:
        way = _way(net, start, goal, edge, moved, bounds)
        if way is None:
            break
        step = left
        for other, sign in way:
            rise, fall = _room(net, other, moved, bounds)
            step = min(step, rise if sign > 0 else fall)
        for other, sign in way:
            moved[other] = moved.get(other, 0) + sign * step
            used.add(other)
        left -= step
    return wanted - left, frozenset(used)


def cheapest(
    net: Network, edge: int, direction: int, need: int, bounds: Bounds, weight: Weight
) -> tuple[int, tuple[int, ...]] | None:
    """The cheapest circle through this cell that carries `need`: cost and cells; None where there is none.

    `weight` is 0 for cells that are hidden already, None for cells that must stay.
    """
    one, two = net.ends[edge]
    start, goal = (two, one) if direction > 0 else (one, two)
    best = {start: 0}
    came: dict[int, tuple[int, int, int]] = {}
    queue = [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            return cost, tuple(sorted(e for e, _ in _back(came, start, goal)))
        if cost > best[node]:
            continue
        for other, sign, next_node in _steps(net, node, edge, need, bounds):
            price = weight(other)
            if price is None:
                continue
            if cost + price < best.get(next_node, FAR):
                best[next_node] = cost + price
                came[next_node] = (other, sign, node)
                heapq.heappush(queue, (cost + price, next_node))
    return None


def _steps(
    net: Network, node: int, without: int, need: int, bounds: Bounds
) -> Iterable[tuple[int, int, int]]:
    for edge in net.every[node]:
        one, two = net.ends[edge]
        sign, other = (1, two) if one == node else (-1, one)
        up, down = _room(net, edge, {}, bounds)
        if edge != without and (up if sign > 0 else down) >= need:
            yield edge, sign, other


def ranges(
    table: list[list[int]], hidden: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """What a reader of all the other cells and totals can work out for each hidden inner cell."""
    wide = len(table[0])
    value = {
        row * (wide + 1) + column: count
        for row, line in enumerate(_with_totals(table))
        for column, count in enumerate(line)
    }
    net = Network(grid(len(table), wide), value)
    cells = sorted(hidden)
    net.open(row * (wide + 1) + column for row, column in cells)

    def free(_edge: int) -> tuple[int, int]:
        return 0, FAR

    found = {}
    for row, column in cells:
        edge = row * (wide + 1) + column
        now = value[edge]
        found[row, column] = (
            now - reach(net, edge, -1, free)[0],
            now + reach(net, edge, 1, free)[0],
        )
    return found


def _with_totals(table: list[list[int]]) -> list[list[int]]:
    lines = [[*line, sum(line)] for line in table]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]
