"""The rows of a survey as the tree that its groups make; begins without ends are told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from qa_tool.template.findings import shown
from qa_tool.template.sheet.choices import YES
from qa_tool.template.sheet.grid import Grid, Line
from qa_tool.template.sheet.notes import Notes
from qa_tool.template.sheet.types import Type, near_type, type_of

DEEPEST = 12
ALWAYS = frozenset({"true", "true()"})
NEVER = frozenset({"false", "false()"})


@dataclass(slots=True)
class Part:
    """One row of the survey; a group has parts inside it."""

    line: Line
    type: Type
    parts: list["Part"] = field(default_factory=list)

    @property
    def group(self) -> bool:
        """Whether other parts stand in it."""
        return self.type.role == "begin"

    @property
    def name(self) -> str:
        """The name in the form."""
        return self.line.get("name")

    def leaves(self) -> Iterator["Part"]:
        """The questions in it, however deep."""
        for part in self.parts:
            if part.group:
                yield from part.leaves()
            else:
                yield part


def tree_of(grid: Grid, notes: Notes, left: set[str] | None = None) -> list[Part]:
    """The parts of the survey from the top; the names of what is in loops go into `left`."""
    top: list[Part] = []
    open_ones: list[Part] = []
    for part in _outside_loops(grid, notes, left if left is not None else set()):
        if part.type.role == "end":
            _close(part, open_ones, notes)
            continue
        (open_ones[-1].parts if open_ones else top).append(part)
        if part.group and len(open_ones) < DEEPEST:
            open_ones.append(part)
        elif part.group:
            cure = "Put the groups beside each other."
            notes.error(part.line.at("type"), "Groups are nested too deeply.", cure, "too_deep")
    for part in open_ones:
        what = f"The group {shown(part.name)} is begun and never ended."
        cure = f"Add a row with the type end_{_sort(part.type)} below its last question."
        notes.error(part.line.at("type"), what, cure, "not_ended")
    return top


def _outside_loops(grid: Grid, notes: Notes, left: set[str]) -> Iterator[Part]:
    """Every row that means something here; what stands in a loop is not carried over."""
    inside = never = 0
    for line in grid.lines:
        part = None if line.get("disabled").casefold() in YES else _part(line, notes)
        if part is None:
            continue
        if part.type.role in {"loop", "looped"}:
            inside = _loop(part, inside, notes)
        elif never or (part.group and part.line.get("relevant").casefold() in NEVER):
            never = _never(part, never, notes)
            left.add(part.name)
        elif inside:
            left.add(part.name)
        else:
            yield part


def _never(part: Part, depth: int, notes: Notes) -> int:
    """How many groups stand open of one that is never asked; the outermost is told."""
    if part.type.role == "end":
        return depth - 1
    if not depth:
        what = f"the group {shown(part.name)}, which is never asked."
        notes.left(part.line.at("relevant"), what)
    return depth + (1 if part.group else 0)


def _loop(part: Part, inside: int, notes: Notes) -> int:
    """How many loops stand open after this row; the outermost one is told."""
    if part.type.role == "looped":
        return max(0, inside - 1)
    if not inside:
        what = f"{shown(part.line.get('type'))}, with all that stands in it."
        cure = "Write its questions as a rating_grid, or as a group that repeats."
        notes.left(part.line.at("type"), what, cure)
    return inside + 1


def _sort(kind: Type) -> str:
    return "repeat" if kind.repeats else "group"


def _part(line: Line, notes: Notes) -> Part | None:
    """One row; None where it is a remark, or cannot be understood."""
    written = line.get("type")
    if not written:
        if line.get("name") and (line.get("label") or line.get("calculation")):
            cure = "Write what kind of question it is, such as text."
            notes.error(line.at("type"), "The row has a name and no type.", cure, "missing_type")
        return None
    found = type_of(written)
    if found.role == "unknown":
        what = f"The type {shown(written)} is not known."
        notes.error(line.at("type"), what, near_type(written), "unknown_type")
        return Part(line, type_of("text"))  # the rest of its row is looked at all the same
    return Part(line, found)


def _close(end: Part, open_ones: list[Part], notes: Notes) -> None:
    spot, written = end.line.at("type"), end.line.get("type")
    if not open_ones:
        cure = "Take the row out, or add the row that begins it."
        notes.error(spot, f"{shown(written)} ends nothing.", cure, "ends_nothing")
        return
    begun = open_ones.pop()
    if begun.type.repeats != end.type.repeats:
        what = (
            f"{shown(written)} ends {shown(begun.name)}, which is begun as a {_sort(begun.type)}."
        )
        notes.error(spot, what, f"Write end_{_sort(begun.type)}.", "wrong_end")
