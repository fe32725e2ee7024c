"""Exact bounds of unknown counts under sums: the simplex method in whole numbers and fractions.

Used by the attack alone. The protecting side answers with flows and circles, so that one checks the other.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

Number = int | Fraction
Line = dict[int, Number]


def _divided(value: Number, by: Number) -> Number:
    if by == 1:
        return value
    if by == -1:
        return -value
    found = Fraction(value) / by
    return found.numerator if found.denominator == 1 else found


class Tableau:
    """Counts of nought or more that keep every sum; `possible` is False where none can."""

    def __init__(self, sums: Sequence[tuple[Mapping[int, int], int]], unknowns: int) -> None:
        self._lines: list[Line] = []
        self._right: list[Number] = []
        self._basis: list[int] = []
        first = unknowns
        for number, (line, right) in enumerate(sums):
            sign = -1 if right < 0 else 1
            made: Line = {at: sign * factor for at, factor in line.items() if factor}
            made[first + number] = 1
            self._lines.append(made)
            self._right.append(sign * right)
            self._basis.append(first + number)
        self._unknowns = unknowns
        self.possible = self._begin()

    def _begin(self) -> bool:
        """Get rid of what was only put in to begin with."""
        goal: Line = {}
        for line in self._lines:
            for at, factor in line.items():
                if at < self._unknowns:
                    goal[at] = goal.get(at, 0) + factor
        while (enters := _first_positive(goal)) is not None:
            row = self._leaves(enters)
            if row is None:
                return False
            self._pivot(row, enters, goal)
        if any(
            right != 0 and basic >= self._unknowns
            for right, basic in zip(self._right, self._basis, strict=True)
        ):
            return False
        self._drop_beginnings(goal)
        return True

    def _drop_beginnings(self, goal: Line) -> None:
        for row in reversed(range(len(self._lines))):
            if self._basis[row] < self._unknowns:
                continue
            enters = min((at for at in self._lines[row] if at < self._unknowns), default=None)
            if enters is None:  # the sum follows from the others
                for kept in (self._lines, self._right, self._basis):
                    del kept[row]
            else:
                self._pivot(row, enters, goal)
        for line in self._lines:
            for at in [at for at in line if at >= self._unknowns]:
                del line[at]

    def _leaves(self, enters: int) -> int | None:
        best: tuple[Number, int, int] | None = None
        for row, line in enumerate(self._lines):
            factor = line.get(enters, 0)
            if factor > 0:
                found = (Fraction(self._right[row]) / factor, self._basis[row], row)
                best = found if best is None or found < best else best
        return None if best is None else best[2]

    def _pivot(self, row: int, enters: int, goal: Line) -> None:
        by = self._lines[row][enters]
        line = {at: _divided(value, by) for at, value in self._lines[row].items()}
        right = _divided(self._right[row], by)
        self._lines[row], self._right[row], self._basis[row] = line, right, enters
        for other, changed in enumerate(self._lines):
            factor = changed.get(enters, 0)
            if other != row and factor:
                _less(changed, line, factor)
                self._right[other] = _plain(self._right[other] - factor * right)
        if goal.get(enters):
            _less(goal, line, goal[enters])

    def most(self, unknown: int, sign: int = 1) -> Number | None:
        """The most this count can be, or with -1 the least, both from where it stands; None is without end."""
        goal: Line = {unknown: sign}
        for row, basic in enumerate(self._basis):
            if basic == unknown:
                _less(goal, self._lines[row], sign)
        goal = {at: value for at, value in goal.items() if at < self._unknowns}
        while (enters := _first_positive(goal)) is not None:
            row_ = self._leaves(enters)
            if row_ is None:
                return None
            self._pivot(row_, enters, goal)
        return self._now(unknown)

    def _now(self, unknown: int) -> Number:
        for row, basic in enumerate(self._basis):
            if basic == unknown:
                return self._right[row]
        return 0


def _plain(value: Number) -> Number:
    return (
        value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value
    )  # fmt: skip


def _less(changed: Line, line: Mapping[int, Number], factor: Number) -> None:
    for at, value in line.items():
        left = _plain(changed.get(at, 0) - factor * value)
        if left:
            changed[at] = left
        else:
            changed.pop(at, None)


def _first_positive(goal: Mapping[int, Number]) -> int | None:
    """By the smallest number, so that it never goes round in circles."""
    return min((at for at, value in goal.items() if value > 0), default=None)


def bounds(
    sums: Sequence[tuple[Mapping[int, int], int]],
    lows: Mapping[int, int],
    highs: Mapping[int, int],
) -> dict[int, tuple[int, int | None]] | None:
    """Least and most of every unknown, in whole counts; None where no counts keep the sums."""
    names = sorted({at for line, _ in sums for at in line})
    number = {name: place for place, name in enumerate(names)}
    lines: list[tuple[Mapping[int, int], int]] = []
    for line, right in sums:
        shifted = right - sum(factor * lows.get(at, 0) for at, factor in line.items())
        lines.append(({number[at]: factor for at, factor in line.items()}, shifted))
    capped = [name for name in names if name in highs]
    for place, name in enumerate(capped, len(names)):
        lines.append(({number[name]: 1, place: 1}, highs[name] - lows.get(name, 0)))
    tableau = Tableau(lines, len(names) + len(capped))
    if not tableau.possible:
        return None
    found: dict[int, tuple[int, int | None]] = {}
    for name in names:
        least, most = tableau.most(number[name], -1), tableau.most(number[name])
        low = lows.get(name, 0) + (0 if least is None else -((-least) // 1))
        found[name] = int(low), None if most is None else int(lows.get(name, 0) + most // 1)
    return found
