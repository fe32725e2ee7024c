"""The checker over a template that is being written: every problem at its place, in words for the window."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa_tool.problems import Problem
from qa_tool.template.edit import Tables
from qa_tool.template.locate import Path
from qa_tool.template.model import Scale, Template
from qa_tool.template.read import template_of
from qa_tool.template.themes import Themes

_QUOTED = re.compile(r"^'(?P<key>[a-z_]+)' is (?:missing|empty)\.$")
_LISTED = ("choices", "rows", "columns", "boundaries")
_NAMES = {
    "text": "What is asked", "why": "The reason", "who": "Whose voice it is", "kind": "The kind",
    "title": "The title", "purpose": "The purpose", "about": "What the template is for",
    "publisher": "Who publishes it", "version": "The version", "licence": "The licence",
    "minutes": "The expected time", "months_read": "How many months are read",
    "months_judged": "How many months are judged", "scale": "The scale", "key": "The key",
    "calculation": "The calculation", "choices": "The list of answers", "rows": "The list of rows",
    "language": "The language", "subject": "Who is looked at",
}  # fmt: skip
# What the author of a file is told to write, the author at the window chooses or fills in.
_CURES = {
    "missing_key": "Fill it in.",
    "empty": "Fill it in.",
    "no_domain": "Add a domain.",
    "descriptors_missing": "Write what each grade looks like here.",
    "descriptor_missing": "Write what this grade looks like here.",
    "no_questions": "Add questions: three to five, the last about the difference for the child.",
    "no_safety_question": "Add a safety question.",
    "no_mode": "Begin with an ungraded domain with the key 'about' and a needed question 'mode'.",
    "rule_without_test": "Choose a grade, or write a condition.",
    "rule_without_effect": "Choose what follows: a cap, a note or a safety stop.",
    "rule_about_two": "Keep one of the two.",
    "hidden_value": "Write a calculation or a fixed text, one of the two.",
    "message_without_constraint": "Write the condition, or take the message out.",
    "grading_without_overall": "Grade the overall, or take out what implies it.",
    "no_easy_words": "Add the same question in words for a child of six.",
    "read_only_without_default": "Write what stands there, or let it be answered.",
    "bad_theme": "Write the key of a theme in the codebook.",
    "theme_when_alone": "Name a theme, or take the condition out.",
    "evidence_twice": "Say when it must be answered instead.",
}
# Where something is added that is missing as a whole; a file has no line for it.
_WHERE: dict[str, Path] = {"no_safety_question": ("safety",)}


@dataclass(frozen=True, slots=True)
class Note:
    """One problem with the place that it is about: the record, or one of its fields."""

    path: Path
    problem: Problem

    @property
    def stops(self) -> bool:
        """Whether the template cannot be used before this is put right."""
        return self.problem.severity == "error"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker found; the template is there where nothing stops it."""

    template: Template | None
    notes: tuple[Note, ...]

    @property
    def stopping(self) -> int:
        """How many faults stop the template."""
        return sum(note.stops for note in self.notes)


class _Places:
    """Stands in for the lines of a file: remembers each place, and gives it a number."""

    def __init__(self, order: Mapping[Path, int]) -> None:
        self.paths: list[Path] = []
        self._order = order

    def of(self, path: Path) -> int:
        """How far down this place is."""
        found = (path[:end] for end in range(len(path), 0, -1) if path[:end] in self._order)
        return next((self._order[each] for each in found), 0)

    def said(self, path: Path) -> str:
        """The number under which the place is remembered."""
        self.paths.append(path)
        return f"#{len(self.paths) - 1}"


def checked(tables: Tables, scales: Sequence[Scale] = (), themes: Themes | None = None) -> Checked:
    """Everything that is wrong with a template being written, in one pass; `themes` as in the codebook."""
    places = _Places(_order(tables))
    own = {scale.key: scale for scale in scales}
    template, problems = template_of(tables, "", places, own, themes)
    return Checked(template, tuple(_note(problem, places.paths) for problem in problems))


def about(notes: Sequence[Note], path: Path, *, inside: bool = False) -> tuple[Note, ...]:
    """The notes about one record; with `inside` also those about what stands in it."""
    deep = len(path)
    return tuple(
        note for note in notes
        if note.path[:deep] == path and (inside or not any(isinstance(s, int) for s in note.path[deep:]))
    )  # fmt: skip


def _note(problem: Problem, paths: Sequence[Path]) -> Note:
    """A problem with its place and in the window's words."""
    number, _, where = problem.where.partition(", ")
    path = _WHERE.get(problem.code) or (paths[int(number[1:])] if number[:1] == "#" else ())
    plain = replace(problem, where=where, cure=_CURES.get(problem.code, problem.cure))
    missing = _QUOTED.match(problem.what)
    if missing is not None:
        key = missing["key"]
        of_list = any(step in _LISTED for step in path) and key == "text"
        name = "The words" if of_list else _NAMES.get(key, key.replace("_", " ").capitalize())
        verb = "are" if of_list else "is"
        plain = replace(plain, what=f"{name} {verb} missing.")
        path = path if path[-1:] == (key,) else (*path, key)
    return Note(path, plain)


def _order(tables: Tables) -> dict[Path, int]:
    """A number for every record, in the order in which the window lists them."""
    found: dict[Path, int] = {}
    _number(tables, (), found)
    return found


def _number(here: Mapping[str, object], path: Path, found: dict[Path, int]) -> None:
    found[path] = len(found) + 1
    for key in ("overall", "grading", "domain", "question", "rule", "safety", "voice"):
        part = here.get(key)
        for place, item in enumerate(part if isinstance(part, list) else ()):
            if isinstance(item, Mapping):
                _number(item, (*path, key, place), found)
        if isinstance(part, Mapping):
            _number(part, (*path, key), found)
