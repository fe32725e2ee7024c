"""The functions of calculations: how many parts each takes, and what it makes of them.

A blank makes arithmetic blank; `sum`, `min`, `max` and `count` pass blanks by and look into lists,
so that they serve all answers of a repeated group. Not applicable is a blank here.
"""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as patterns  # type: ignore[attr-defined]
from typing import Any

LARGEST = 1e15
MOST_PARTS = 40
LONGEST_PATTERN, LONGEST_MATCHED, MOST_REPEATS = 200, 1_000, 3
NOT_APPLICABLE = "not_applicable"
_NUMBER = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{1,12})?")

FUNCTIONS: dict[str, tuple[int, int]] = {
    "if": (3, 3),
    "coalesce": (2, MOST_PARTS),
    "sum": (1, MOST_PARTS),
    "min": (1, MOST_PARTS),
    "max": (1, MOST_PARTS),
    "count": (1, MOST_PARTS),
    "round": (1, 2),
    "length": (1, 1),
    "days": (2, 2),
    "today": (0, 0),
}


def number_of(value: object) -> int | float | None:
    """A value as a number, where it is one; figures in a text are one too."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value) if "." in value else int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value


def reckon(left: object, sign: str, right: object) -> int | float | None:
    """Two values by one sign; blank where one of them is no number, or where it cannot be done."""
    one, two = number_of(left), number_of(right)
    if one is None or two is None or (sign == "/" and not two):
        return None
    match sign:
        case "+":
            return kept(one + two)
        case "-":
            return kept(one - two)
        case "*":
            return kept(one * two)
        case _:
            return kept(one / two)


def kept(number: float) -> int | float | None:
    """A number short enough to be kept: whole where it is whole, ten places at most."""
    if not abs(number) <= LARGEST:
        return None
    short = round(number, 10)
    return int(short) if short == int(short) else short


def called(name: str, parts: Sequence[object]) -> Any:
    """What a function makes of its parts."""
    return _CALLS[name](parts)


def _flat(parts: Sequence[object]) -> list[object]:
    """All given answers, those of lists one by one; blanks and not applicable are none."""
    found: list[object] = []
    for part in parts:
        items = part if isinstance(part, list | tuple) else [part]
        found += [item for item in items if item not in (None, "", NOT_APPLICABLE)]
    return found


def _numbers(parts: Sequence[object]) -> list[int | float]:
    return [n for n in map(number_of, _flat(parts)) if n is not None]


def _sum(parts: Sequence[object]) -> int | float | None:
    found = _numbers(parts)
    return kept(math.fsum(found)) if found else None


def _least(parts: Sequence[object]) -> int | float | None:
    return min(_numbers(parts), default=None)


def _most(parts: Sequence[object]) -> int | float | None:
    return max(_numbers(parts), default=None)


def _first(parts: Sequence[object]) -> object:
    return next(iter(_flat(parts)), None)


def _round(parts: Sequence[object]) -> int | float | None:
    """Half up, as people round; places from 0 to 6."""
    number = number_of(parts[0])
    places = number_of(parts[1]) if len(parts) > 1 else 0
    if number is None or places is None or not 0 <= places <= 6:
        return None
    step = Decimal(1).scaleb(-int(places))
    return kept(float(Decimal(repr(number)).quantize(step, ROUND_HALF_UP)))


def _length(parts: Sequence[object]) -> int:
    return len(parts[0]) if isinstance(parts[0], str) else 0


def _days(parts: Sequence[object]) -> int | None:
    """Days from the first date to the second."""
    try:
        one, two = (date.fromisoformat(part) for part in parts if isinstance(part, str))
    except ValueError:
        return None
    return (two - one).days


_CALLS: dict[str, Callable[[Sequence[object]], Any]] = {
    "coalesce": _first,
    "sum": _sum,
    "min": _least,
    "max": _most,
    "count": lambda parts: len(_flat(parts)),
    "round": _round,
    "length": _length,
    "days": _days,
}


def matches(text: object, pattern: str) -> bool:
    """Whether the whole text has this pattern; a very long text has none."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        text = f"{text:g}"
    if not isinstance(text, str) or len(text) > LONGEST_MATCHED:
        return False
    return re.fullmatch(pattern, text) is not None


def pattern_fault(pattern: str) -> str:
    """Why a pattern is not taken: it cannot be read, or could be slow; empty where it is sound."""
    if len(pattern) > LONGEST_PATTERN:
        return f"The pattern has {len(pattern)} characters; {LONGEST_PATTERN} is the most."
    try:
        tree = patterns.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return "This pattern cannot be read."
    open_ones, odd = _repeats(list(tree), inside=False)
    if odd or open_ones > MOST_REPEATS:
        return "This pattern repeats what repeats, looks around or refers back: it could be slow."
    return ""


def _repeats(parts: Sequence[Any], *, inside: bool) -> tuple[int, bool]:
    """How many repeats without an end there are, and whether one stands in another."""
    found, odd = 0, False
    for sign, rest in parts:
        if sign in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
            many = rest[1] > 1
            inner, worse = _repeats(list(rest[2]), inside=inside or many)
            found += inner + (rest[1] > 20)
            odd = odd or worse or (inside and many)
        elif sign in (signs.GROUPREF, signs.GROUPREF_EXISTS, signs.ASSERT, signs.ASSERT_NOT):
            odd = True
        elif sign is signs.SUBPATTERN:
            inner, worse = _repeats(list(rest[3]), inside=inside)
            found, odd = found + inner, odd or worse
        elif sign is signs.BRANCH:
            for branch in rest[1]:
                inner, worse = _repeats(list(branch), inside=inside)
                found, odd = found + inner, odd or worse
    return found, odd
