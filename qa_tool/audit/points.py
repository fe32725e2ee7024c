"""Points: what scored questions were given, of all there are and of those that applied."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from qa_tool.audit.slots import NOT_APPLICABLE, Slot
from qa_tool.audit.views import Points, Value

Live = Callable[[str], Value | None]


def points_of(slots: Iterable[Slot], asked: Callable[[str], bool], live: Live) -> Points | None:
    """The points of these questions; None where none of them has points.

    What is not asked or does not apply counts among all points only; what is asked and has no
    answer yet counts among those that applied, and is counted.
    """
    given = of_all = of_applied = 0.0
    unanswered, any_scored = 0, False
    for slot in slots:
        for value, most in _parts(slot, live(slot.key)):
            any_scored = True
            of_all += most
            if not asked(slot.key) or value == NOT_APPLICABLE:
                continue
            of_applied += most
            if isinstance(value, int | float):
                given += value * slot.weight
            else:
                unanswered += 1
    return Points(given, of_all, of_applied, unanswered) if any_scored else None


def _parts(slot: Slot, value: Value | None) -> Iterable[tuple[object, float]]:
    """Each scored part of a question: its points, NOT_APPLICABLE or nothing, and the most it can have."""
    if slot.kind == "score" and slot.most is not None:
        na = isinstance(value, dict)
        yield (NOT_APPLICABLE if na else value), slot.most * slot.weight
    elif slot.scores and slot.kind in {"one_of", "rating_grid"}:
        most = max(slot.scores.values()) * slot.weight
        rated = value if isinstance(value, dict) else {}
        for said in [rated.get(cell) for cell in slot.cells] if slot.cells else [value]:
            yield _points(slot, said), most


def _points(slot: Slot, said: object) -> object:
    """What one answer is worth; an answer without points does not apply."""
    if not isinstance(said, str):
        return None
    return NOT_APPLICABLE if said in slot.na_keys else slot.scores.get(said, NOT_APPLICABLE)


def said(points: Points) -> str:
    """Points in words, both ways: of all there are, and of those that applied."""
    got = "1 point" if points.given == 1 else f"{points.given:g} points"
    words = f"{got}: {_share(points.given, points.of_all)} of all {points.of_all:g}"
    if points.of_applied != points.of_all:
        words += (
            f", {_share(points.given, points.of_applied)} of the {points.of_applied:g} that applied"
        )
    if points.unanswered:
        words += f"; {points.unanswered} not scored yet"
    return words + "."


def _share(given: float, most: float) -> str:
    """A percentage, rounded half up."""
    if not most:
        return "none"
    share = Decimal(repr(given)) * 100 / Decimal(repr(most))
    return f"{share.quantize(Decimal(1), ROUND_HALF_UP)}%"


def added(parts: Iterable[Points | None]) -> Points | None:
    """All together."""
    found = [part for part in parts if part is not None]
    if not found:
        return None
    return Points(
        sum(p.given for p in found), sum(p.of_all for p in found),
        sum(p.of_applied for p in found), sum(p.unanswered for p in found),
    )  # fmt: skip
