"""An audit on paper: what stands on the sheet of one case, before anybody makes a workbook of it.

A sheet is a list of lines. A line that takes an answer has a key, which stands in a locked column of
the workbook, so that an answer is found again wherever its row has gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.audit.offering import in_force
from qa_tool.audit.slots import Slot

Look = Literal[
    "title", "danger", "fact", "heading", "route", "step", "domain", "safety", "question", "part",
    "words", "asked", "descriptor", "boundary", "evidence_head", "evidence", "entry",
]  # fmt: skip
FieldKind = Literal["text", "list", "date", "number"]
Put = str | int | float | date | None

PART = "|"  # between the key of a slot and the part of it that a line asks for
CHOICE, MORE, NA = "=", "~", "na"
OWN = "@"  # before the keys of lines that belong to no question of the template
DECLARED, NAME, DAY = "@declared", "@name", "@day"
STOP_LEVEL, STOP_ABOUT, STOP_WHAT, STOP_TOLD = (
    "@stop.level", "@stop.about", "@stop.what", "@stop.told",
)  # fmt: skip
I_DECLARE = "I declare this"
I_CANNOT = "I cannot declare this: the case goes back"
TICK = "x"
CASE = "@case."  # before the allocation, on the first sheet: so that a sheet that is gone is missed
GIVEN = " *"  # behind the key of a row that came out with an answer: so that an emptied one is seen
MARK = "case audit on paper"
LAYOUT = 2
READABLE = (1, 2)  # layouts that can still come back


@dataclass(frozen=True, slots=True)
class Field:
    """One cell to be filled in; `choices` are the words of its drop-down."""

    kind: FieldKind
    value: Put = None
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    whole: bool = False
    not_future: bool = False
    tall: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: what it says, whether it must be answered, and its cells to fill in."""

    look: Look
    label: str
    note: str = ""
    key: str = ""
    field: Field | None = None
    also: tuple[Field, ...] = ()
    needed: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet: its name, what it belongs to, and its lines."""

    name: str
    mark: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PaperBook:
    """A whole workbook: first what to do when a child may be in danger, then a sheet a case."""

    title: str
    council: str
    marking: str
    sheets: tuple[PaperSheet, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sheet says it belongs to; `filled` where it was written with the answers of a draft."""

    council: str
    allocation: str = ""
    fingerprint: str = ""
    version: str = ""
    filled: bool = False


def written_mark(mark: Mark) -> str:
    """The mark as it stands in the first, locked cell of a sheet."""
    return " ; ".join(
        (
            f"{MARK} {LAYOUT}", mark.council, mark.allocation, mark.fingerprint, mark.version,
            "filled" if mark.filled else "blank",
        )
    )  # fmt: skip


def read_mark(text: str) -> Mark | None:
    """The mark that stands there; None where it is none of ours."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != 6 or parts[0] not in {f"{MARK} {layout}" for layout in READABLE}:
        return None
    return Mark(parts[1], parts[2], parts[3], parts[4], parts[5] == "filled")


def written_key(line: Line) -> str:
    """The key of a line as it stands in the locked column."""
    fields = (line.field, *line.also)
    given = any(field is not None and field.value is not None for field in fields)
    return f"{line.key}{GIVEN}" if line.key and given else line.key


def read_key(text: str) -> tuple[str, bool]:
    """The key that stands there, and whether the row came out with an answer."""
    return text.removesuffix(GIVEN), text.endswith(GIVEN)


def labels(slot: Slot, today: date | None = None, value: object = None) -> dict[str, str]:
    """Every answer to choose by its key, no two alike; with a day only those that are in force."""
    chosen = value if isinstance(value, list) else [value]
    found: dict[str, str] = {}
    for choice in slot.choices:
        if today is None or choice.key in chosen or in_force(slot, choice.key, today):
            found[choice.key] = _alone(choice.text, choice.key, slot)
    return found


def _alone(text: str, key: str, slot: Slot) -> str:
    """The text as it stands in a list; with its key where another choice reads alike."""
    plain = one_line(text)
    alike = sum(one_line(other.text).casefold() == plain.casefold() for other in slot.choices)
    return f"{plain} ({key})" if alike > 1 else plain


def one_line(text: str) -> str:
    """A text without line ends and double spaces, as a cell of a list can hold it."""
    return " ".join(text.split())


def row_labels(slot: Slot) -> Mapping[str, str]:
    """What is rated in a grid, by the key of the cell: the row, or row and column."""
    if not slot.columns:
        return {row.key: row.text for row in slot.rows}
    return {
        f"{row.key}.{column.key}": f"{row.text}: {column.text}"
        for row in slot.rows
        for column in slot.columns
    }
