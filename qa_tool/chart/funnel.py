"""A funnel: every team by its number of audits, within the limits that chance allows; no order of merit."""

from qa_tool.chart.metrics import shortened, width
from qa_tool.chart.plane import (
    BASE,
    SIZE,
    Key,
    Plane,
    Shapes,
    below,
    grid,
    keys,
    notes,
    nothing,
    number_words,
    ticks,
)
from qa_tool.chart.scene import Line, Mark, Scene, Table, Text
from qa_tool.figures.funnel import FEWEST, Funnel, Limits, Unit, Where
from qa_tool.figures.proportion import percent_words

HIGH = 185.0
AXIS = (0.0, 0.25, 0.5, 0.75, 1.0)
WHERE: dict[Where, str] = {
    "inside": "within what chance allows",
    "high": "above the 95% limits",
    "low": "below the 95% limits",
    "far_high": "above the 99.8% limits",
    "far_low": "below the 99.8% limits",
    "few": "too few audits to place",
}
Box = tuple[float, float, float, float]  # left, top, right, bottom


def table_of(found: Funnel | None, first: str) -> Table:
    """Every unit in order of its name, with its limits and where it lies."""
    head = (first, "n", "Good or better", "Count", "95% limits", "99.8% limits", "Where it lies")
    if found is None:
        return Table(head, ())
    return Table(head, tuple(_row(unit) for unit in found.units))


def _row(unit: Unit) -> tuple[str, ...]:
    at = unit.limits
    inner, outer = (
        f"{number_words(low, percent=True)} to {number_words(high, percent=True)}"
        for low, high in ((at.low95, at.high95), (at.low998, at.high998))
    )
    limits = ("–", "–") if unit.where == "few" else (inner, outer)
    share = percent_words(unit.k, unit.n)
    return (unit.name, f"{unit.n:,}", share, f"{unit.k:,}", *limits, WHERE[unit.where])


def funnel_plot(
    found: Funnel | None, title: str, sentence: str, *, first: str = "Team", wide: float = 470
) -> Scene:
    """Units with fewer than five audits stand in the table only; those beyond the limits have their name."""
    table = table_of(found, first)
    if found is None:
        return nothing(title, sentence, wide, table)
    shown = [unit for unit in found.units if unit.where != "few"]
    if not shown:
        told = f"too few audits to compare; fewer than {FEWEST} each"
        return nothing(title, sentence, wide, table, told)
    wide = max(wide, 250.0)
    shapes, y = keys(_key(first), wide, 0)
    most = max(*(unit.n for unit in shown), found.curves[-1].n)
    plane = Plane(32, y + 10, wide - 4, y + 10 + HIGH, 0, 1)
    shapes += grid(plane, AXIS, percent=True)
    shapes += _curves(found, plane, most)
    dots = [(unit, _x(unit.n, most, plane), plane.y(unit.k / unit.n)) for unit in shown]
    shapes += [_dot(unit, x, y) for unit, x, y in dots]
    shapes += _names(dots, plane, _along(shapes))
    shapes += _across(plane, most)
    few = len(found.units) - len(shown)
    small = [f"Not drawn: {few} with fewer than {FEWEST} audits; they stand in the table."] if few else []  # fmt: skip
    under, y = notes(small, wide, plane.bottom + 30)
    return Scene(wide, y + 4, title, sentence, tuple(shapes + under), table)


def _key(first: str) -> list[Key]:
    return [
        Key(f"{first.casefold()} within the limits", "muted", "circle"),
        Key("beyond the 95% limits", "accent", "square"),
        Key("all together", "text"),
        Key("95% limits", "muted", dashed=True),
        Key("99.8% limits", "muted"),
    ]


def _x(n: int, most: int, plane: Plane) -> float:
    return plane.x(n / most)


def _curves(found: Funnel, plane: Plane, most: int) -> Shapes:
    y = plane.y(found.centre)
    drawn: Shapes = [Line(plane.left, y, plane.right, y, "text", 1)]
    for one, two in zip(found.curves, found.curves[1:], strict=False):
        for a, b, dashed in _pairs(one, two):
            if a == b and a in {0.0, 1.0}:
                continue  # along the end of the scale there is nothing to see
            drawn.append(
                Line(_x(one.n, most, plane), plane.y(a), _x(two.n, most, plane), plane.y(b),
                     "muted", 1, dashed)
            )  # fmt: skip
    return drawn


def _pairs(one: Limits, two: Limits) -> tuple[tuple[float, float, bool], ...]:
    return (
        (one.low95, two.low95, True),
        (one.high95, two.high95, True),
        (one.low998, two.low998, False),
        (one.high998, two.high998, False),
    )


def _dot(unit: Unit, x: float, y: float) -> Mark:
    says = f"{unit.name}: {percent_words(unit.k, unit.n)} ({unit.k} of {unit.n}), {WHERE[unit.where]}"  # fmt: skip
    if unit.where == "inside":
        return Mark(x, y, 7.5, "circle", "muted", says)
    return Mark(x, y, 10, "square", "accent", says)


def _along(shapes: Shapes) -> list[Box]:
    """The room that the curves take, as small boxes along them."""
    lines = [one for one in shapes if isinstance(one, Line) and one.tone in {"muted", "text"}]
    found: list[Box] = []
    for line in lines:
        for step in range(int(abs(line.x2 - line.x1) // 6) + 1):
            share = step * 6 / max(6.0, abs(line.x2 - line.x1))
            x = line.x1 + share * (line.x2 - line.x1)
            y = line.y1 + share * (line.y2 - line.y1)
            found.append((x - 1, y - 1, x + 1, y + 1))
    return found


def _names(dots: list[tuple[Unit, float, float]], plane: Plane, curves: list[Box]) -> Shapes:
    """Names of those beyond the limits, beside their mark where nothing else stands; else hover and table."""
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for _unit, x, y in dots]
    found: Shapes = []
    for unit, x, y in dots:
        if unit.where == "inside":
            continue
        words = shortened(unit.name, SIZE, 120, bold=True)
        places = _beside(x, y, width(words, SIZE, bold=True), plane)
        free = [box for box in places if not any(_meet(box, one) for one in taken)]
        clear = [box for box in free if not any(_meet(box, one) for one in curves)]
        for box in (clear or free)[:1]:
            found.append(Text(box[0], (box[1] + box[3]) / 2 + BASE, words, SIZE, "text", bold=True))
            taken.append(box)
    return found


def _beside(x: float, y: float, long: float, plane: Plane) -> list[Box]:
    """Right, left, above and below a mark, as far as it lies in the plane."""
    ways = ((x + 8, y), (x - 8 - long, y), (x - long / 2, y - 12), (x - long / 2, y + 12))
    boxes = [(left, middle - 5, left + long, middle + 5) for left, middle in ways]
    return [
        box for box in boxes
        if plane.left <= box[0] and box[2] <= plane.right
        and plane.top - 8 <= box[1] and box[3] <= plane.bottom
    ]  # fmt: skip


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _across(plane: Plane, most: int) -> Shapes:
    at = [int(value) for value in ticks(0, most) if value <= most and value == int(value)]
    found = below(
        [(_x(n, most, plane), f"{n:,}") for n in at], plane.bottom + 13, plane.left - 8, plane.right + 4
    )  # fmt: skip
    middle = (plane.left + plane.right) / 2
    found.append(
        Text(middle, plane.bottom + 26, "number of audits graded", SIZE, "muted", "middle")
    )
    return found
