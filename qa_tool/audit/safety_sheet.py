"""What the first sheet of every paper and workbook says: two levels, whom to speak to, by when, and the numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from qa_tool.audit.safety import ABOUT, About, Level, Route, routes
from qa_tool.policy import Numbers

NO_NUMBER = "Not entered by the council: ask your QA lead before you begin."
NOBODY = "This workbook notifies nobody, and so does the program. You must speak to somebody."
WRITE_DOWN = "what the worry is, whom you told, when, and what they answered."
_ASK: dict[Level, str] = {
    "danger": "1. A child may be in danger now: stop reading, and speak to somebody at once.",
    "serious": "2. A serious practice concern, but no danger now: tell the team manager today.",
}


@dataclass(frozen=True, slots=True)
class Direction:
    """One person or service to speak to: who, by when and how, and the number or where to ask for it."""

    whom: str
    how: str
    number: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """One of the two levels: the sentence that says what to do, and whom to speak to in order."""

    level: Level
    says: str
    directions: tuple[Direction, ...]


def instructions(numbers: Numbers) -> tuple[Instruction, ...]:
    """Both levels with every route: the child's own, and those for whom else it may be about."""
    return tuple(
        Instruction(level, says, tuple(_directions(level, numbers))) for level, says in _ASK.items()
    )


def _directions(level: Level, numbers: Numbers) -> Iterator[Direction]:
    seen: set[tuple[str, str]] = set()
    for about in get_args(About):
        for route in routes(level, about, numbers):
            if (route.key, route.note) not in seen:
                seen.add((route.key, route.note))
                yield _direction(route, about)


def _direction(route: Route, about: About) -> Direction:
    whom = "" if about == "child" else f"{ABOUT[about]}: "
    how = " ".join(filter(None, (f"{route.within}.", route.note)))
    return Direction(f"{whom}{route.who}", how, route.number or NO_NUMBER)


__all__ = ["NOBODY", "NO_NUMBER", "WRITE_DOWN", "Direction", "Instruction", "instructions"]
