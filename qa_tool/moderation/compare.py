"""Two readings side by side, differences first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qa_tool.template.model import Scale

Direction = Literal["same", "lower", "higher", "apart", "scales"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One domain (or the overall) as both readers graded it; `steps` counts grades between them.

    `direction` tells where the second reader stands: lower is a worse grade. `apart` means that
    one of them had not enough evidence (or gave no grade), so no direction can be given; `scales`,
    that one of the two grades is of another version of the scale. `singly` marks what must be looked
    at by itself: two steps or more, or across the line to the worst grade.
    """

    domain: str
    title: str
    first: str
    second: str
    direction: Direction
    steps: int
    singly: bool


def difference(domain: str, title: str, first: str, second: str, scale: Scale) -> Difference:
    """Compare two grades of one scale."""
    if first == second and (not first or scale.grade(first) is not None):
        return Difference(domain, title, first, second, "same", 0, singly=False)
    one, two = scale.grade(first), scale.grade(second)
    if (first and one is None) or (second and two is None):
        return Difference(domain, title, first, second, "scales", 0, singly=True)
    if one is None or two is None or one.rank is None or two.rank is None:
        return Difference(domain, title, first, second, "apart", 0, singly=True)
    steps = abs(one.rank - two.rank)
    worst = max(grade.rank or 0 for grade in scale.ranked)
    crosses = (one.rank == worst) != (two.rank == worst)
    direction: Direction = "lower" if two.rank > one.rank else "higher"
    return Difference(domain, title, first, second, direction, steps, steps > 1 or crosses)


def compare(
    rows: Sequence[tuple[str, str, Scale]], first: Mapping[str, str], second: Mapping[str, str]
) -> tuple[Difference, ...]:
    """All of them, the furthest apart first and agreement last; `rows` are key, title, scale."""
    found = [
        difference(key, title, first.get(key, ""), second.get(key, ""), scale)
        for key, title, scale in rows
        if first.get(key) or second.get(key)
    ]
    order = {"scales": -1, "apart": 0, "lower": 1, "higher": 1, "same": 2}
    return tuple(sorted(found, key=lambda d: (order[d.direction], -d.steps)))
