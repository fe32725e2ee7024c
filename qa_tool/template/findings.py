"""Collecting every problem of a template in one pass, each with its line, its place and a cure."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from qa_tool.problems import Problem, Severity
from qa_tool.template.locate import Path

MOST = 300
_LONGEST_SHOWN = 60
_MOST_LISTED = 14
_MOST_COMPARED = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its path in the file, and the words for people."""

    path: Path = ()
    words: str = ""

    def at(self, *steps: str | int, words: str = "") -> "Place":
        """A place further in; words are added after a comma."""
        return Place((*self.path, *steps), ", ".join(part for part in (self.words, words) if part))


class Whereabouts(Protocol):
    """Knows where each path of a template stands: on a line of a text, or in a cell of a workbook."""

    def of(self, path: Path) -> int:
        """A number to put the problems in order by."""
        ...

    def said(self, path: Path) -> str:
        """The place in words."""
        ...


class Findings:
    """The problems found so far in one file; after many, it only counts."""

    def __init__(self, name: str, lines: Whereabouts) -> None:
        self._name = name
        self._lines = lines
        self._found: list[tuple[int, Problem]] = []
        self._left_out = 0
        self._broken = False

    @property
    def broken(self) -> bool:
        """Whether there is an error, so that no template can be made."""
        return self._broken

    @property
    def full(self) -> bool:
        """Whether problems are only counted by now, so that no cure need be looked for."""
        return len(self._found) >= MOST

    def error(self, place: Place, what: str, cure: str, code: str) -> None:
        """Something that must be put right before the template can be used."""
        self._broken = True
        self._add("error", place, what, (cure, code))

    def warning(self, place: Place, what: str, cure: str, code: str) -> None:
        """Something to think about; the template works."""
        self._add("warning", place, what, (cure, code))

    def _add(self, severity: Severity, place: Place, what: str, rest: tuple[str, str]) -> None:
        if self.full:
            self._left_out += 1
            return
        line = self._lines.of(place.path)
        parts = (self._name, self._lines.said(place.path), place.words)
        where = ", ".join(part for part in parts if part)
        self._found.append((line, Problem(severity, where, what, *rest)))

    def near(self, word: str, known: Iterable[str]) -> str:
        """The cure for an unknown word, as `near` gives it, while problems are still taken."""
        return "" if self.full else near(word, known)

    def problems(self) -> tuple[Problem, ...]:
        """Everything found, in the order of the lines."""
        found = [problem for _, problem in sorted(self._found, key=lambda pair: pair[0])]
        if self._left_out:
            severity: Severity = "error" if self._broken else "warning"
            what = f"There are {self._left_out:,} problems more."
            cure = "Put these right first and check again."
            found.append(Problem(severity, self._name, what, cure, "many_more"))
        return tuple(found)


def near(word: str, known: Iterable[str]) -> str:
    """The cure for an unknown word: the nearest known one, or the few that there are."""
    words = sorted(set(known))
    if not words:
        return "Take it out: there is nothing that could stand here."
    if len(words) > _MOST_COMPARED:
        words = [each for each in words if each[:2] == word[:2]][:_MOST_COMPARED]
    close = difflib.get_close_matches(word[:_LONGEST_SHOWN], words, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    if not words:
        return "Check how it is spelt where it belongs."
    if len(words) <= _MOST_LISTED:
        return f"Use one of: {', '.join(words)}."
    return f"Use a known one, such as: {', '.join(words[:_MOST_LISTED])}."


def shown(word: str) -> str:
    """A word from the file, safe and short enough to stand in a message."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in word[:_LONGEST_SHOWN])
    return f"'{clean}…'" if len(word) > _LONGEST_SHOWN else f"'{clean}'"
