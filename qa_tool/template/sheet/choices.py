"""The sheet 'choices': lists with their keys, and the scales that a form brings along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qa_tool.template.findings import near, shown
from qa_tool.template.functions import number_of
from qa_tool.template.library import known_scales
from qa_tool.template.model import TONES, Grade, Scale
from qa_tool.template.sheet.grid import Grid, Line
from qa_tool.template.sheet.naming import choice_key, free, key_of, words_of
from qa_tool.template.sheet.notes import Notes

YES = frozenset({"yes", "true", "true()", "1", "y", "x"})
NO = frozenset({"no", "false", "false()", "0", "n", "", "-"})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list: its name in the form, its key here, and its row."""

    name: str
    key: str
    text: str
    line: Line


@dataclass(slots=True)
class Listed:
    """One list of the sheet."""

    name: str
    options: list[Option] = field(default_factory=list)

    @property
    def keys(self) -> Mapping[str, str]:
        """The key of each name."""
        return {option.name: option.key for option in reversed(self.options)}


def flag(line: Line, base: str, notes: Notes, *, default: bool = False) -> bool:
    """A cell that says yes or no."""
    text = line.get(base).casefold()
    if not text:
        return default
    if text not in YES | NO:
        cure = "Write yes or no."
        notes.error(line.at(base), f"{shown(text)} is neither yes nor no.", cure, "not_yes_or_no")
    return text in YES


def day(line: Line, base: str, notes: Notes) -> date | None:
    """A cell that holds a date."""
    text = line.get(base)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        cure = "Write it like 2026-11-21."
        notes.error(line.at(base), f"{shown(text)} is not a date.", cure, "bad_date")
        return None


def number(line: Line, base: str, notes: Notes) -> float | int | None:
    """A cell that holds a number."""
    text = line.get(base)
    found = number_of(text) if text else None
    if text and found is None:
        cure = "Write a number, such as 2 or 0.5."
        notes.error(line.at(base), f"{shown(text)} is not a number.", cure, "not_a_number")
    return found


def read_lists(grid: Grid | None, notes: Notes, *, may_repeat: bool = False) -> dict[str, Listed]:
    """Every list by its name; names that stand twice in one are told, unless the form allows them."""
    lists: dict[str, Listed] = {}
    for line in grid.lines if grid is not None else ():
        name = line.get("list_name")
        if name.strip() and (line.get("name") or line.get("label")):
            _add(lists.setdefault(name, Listed(name)), line, notes, may_repeat=may_repeat)
        elif line.get("name"):
            cure = "Write the name of the list that the choice belongs to."
            notes.error(line.at("list_name"), "The choice has no list.", cure, "no_list_name")
    return lists


def _alike(one: Line, other: Line) -> bool:
    """Whether two rows say the same in every column."""
    return one.texts == other.texts


def _add(listed: Listed, line: Line, notes: Notes, *, may_repeat: bool) -> None:
    name = line.get("name")
    if not name:
        cure = f"Write a short name for {shown(line.get('label'))}."
        notes.error(line.at("name"), "The choice has no name.", cure, "missing_name")
        return
    twice = next((option for option in listed.options if option.name == name), None)
    if twice is not None and _alike(twice.line, line):
        notes.left(line.at("name"), f"the choice {shown(name)}, which stands in this list already.")
        return
    if twice is not None and not may_repeat:
        what = f"The list {shown(listed.name)} has the choice {shown(name)} twice."
        cure = "Give each choice its own name, or take one out."
        notes.error(line.at("name"), what, cure, "duplicate_choice")
        return
    if twice is not None:
        cure = "Here each choice has a key of its own; conditions mean the first one."
        notes.left(line.at("name"), f"that {shown(name)} is the name of two choices.", cure)
    taken = {option.key for option in listed.options}
    key = free(choice_key(name), taken)
    text = line.get("label") or words_of(name)
    listed.options.append(Option(name, key, text, line))


def scale_of(listed: Listed, notes: Notes) -> Scale | None:
    """The scale that a list is: the one that comes with the program where it is the same, else its own."""
    known = known_scales().get(key_of(listed.name, "scale"))
    if known is not None and _same(listed, known):
        return known
    grades = [_grade(option, place, notes) for place, option in enumerate(listed.options, 1)]
    if not any(grade.rank for grade in grades):
        return None
    first = listed.options[0].line
    title = first.get("scale_title") or words_of(listed.name)
    return Scale(
        key_of(listed.name, "scale"), title, tuple(grades), day(first, "valid_from", notes),
        day(first, "valid_to", notes), first.get("source"),
    )  # fmt: skip


def _same(listed: Listed, known: Scale) -> bool:
    """Whether the list says of each grade what the known scale says, or nothing more than its names."""
    grades = sorted(known.grades, key=lambda grade: grade.position)
    if [option.key for option in listed.options] != [grade.key for grade in grades]:
        return False
    return all(_fits(option, grade) for option, grade in zip(listed.options, grades, strict=True))


def _fits(option: Option, grade: Grade) -> bool:
    line = option.line
    said = (line.get("label"), line.get("score"), line.get("colour"))
    meant = (grade.name, str(grade.rank or ""), "" if grade.tone == "none" else grade.tone)
    good = line.get("good_or_better").casefold()
    return all(one in {"", other} for one, other in zip(said, meant, strict=True)) and (
        not good or (good in YES) == grade.good_or_better
    )


def _grade(option: Option, place: int, notes: Notes) -> Grade:
    line = option.line
    score = number(line, "score", notes)
    apart = flag(line, "is_na", notes)
    rank = None if apart or score is None else int(score)
    if rank is not None and (rank != score or rank < 1):
        cure = "1 is the best, 2 the next; leave it empty for what is no grade."
        what = "The order of merit of a grade is a whole number from 1."
        notes.error(line.at("score"), what, cure, "bad_rank")
    good = flag(line, "good_or_better", notes)
    return Grade(option.key, option.text, rank, place, tone_of(line, notes) or "none", good)


def tone_of(line: Line, notes: Notes) -> str:
    """The colour of a choice: one of the tones that grades have."""
    colour = line.get("colour").casefold().replace(" ", "_")
    if colour and colour not in TONES:
        notes.error(
            line.at("colour"), f"{shown(colour)} is no colour of grades.",
            near(colour, TONES), "unknown_colour",
        )  # fmt: skip
        return ""
    return colour


def own_scales(scales: Sequence[Scale]) -> dict[str, Scale]:
    """Those that do not come with the program, by key."""
    known = known_scales()
    return {scale.key: scale for scale in scales if known.get(scale.key) != scale}
