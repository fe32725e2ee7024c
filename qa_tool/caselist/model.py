"""What a list may hold, how its columns were understood, and what was read; nothing here names a child."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qa_tool.problems import Problem
from qa_tool.template.model import SubjectKind

Cell = str | int | float | bool | date | datetime | None
Reads = Literal["number", "text", "date", "age", "code", "count"]
Becomes = Literal[
    "", "number", "family", "birth", "age", "ethnicity", "team", "worker", "manager", "opened",
    "closed", "last_seen", "status",
]  # fmt: skip
How = Literal["same", "brackets", "other_name", "order", "near", "remembered", "by_hand", "none"]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list: as it is written, as people read it, and what it means here."""

    key: str
    label: str
    means: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column may hold; `becomes` is empty where it is read over and not kept."""

    key: str
    title: str
    reads: Reads = "text"
    becomes: Becomes = ""
    also: tuple[str, ...] = ()
    codes: str = ""
    identifies: bool = False


@dataclass(frozen=True, slots=True)
class ListKind:
    """One kind of list, such as List 6 of Annex A; `weight` says which list decides where two differ."""

    key: str
    number: int
    title: str
    kind: str = ""
    subject: SubjectKind = "child"
    weight: int = 0
    repeats: bool = False
    current: bool = False
    team: bool = True
    fields: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"List {self.number}: {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: where it stands, its heading, what it was taken for, and how surely."""

    at: int
    heading: str
    field: str = ""
    sure: float = 0.0
    how: How = "none"


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet as it was understood: its list, its header row, its columns, and a few rows masked."""

    sheet: str
    list_key: str
    header_row: int
    columns: tuple[Column, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that nothing was made of."""
        return tuple(c.heading for c in self.columns if not c.field and c.heading)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of one list, freed of names, addresses and dates of birth."""

    row: int
    list_key: str
    number: str
    family: str = ""
    age_band: str = ""
    ethnicity: str = ""
    team: str = ""
    worker: str = ""
    manager: str = ""
    opened: date | None = None
    closed: date | None = None
    last_seen: date | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken: sheet, row as the spreadsheet counts, and why. It never quotes an identifier."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Child:
    """One child (or adopter) with everything its lists say: one case, however many rows."""

    number: str
    subject: SubjectKind = "child"
    lists: tuple[str, ...] = ()
    kind: str = ""
    age_band: str = ""
    ethnicity: str = ""
    team: str = ""
    worker: str = ""
    manager: str = ""
    family: str = ""
    opened: date | None = None
    closed: date | None = None
    last_seen: date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class ListRead:
    """Everything that was read of one file; the file's path is not kept, only its fingerprint."""

    sheets: tuple[SheetRead, ...]
    children: tuple[Child, ...]
    rows: int
    rejects: tuple[Reject, ...] = ()
    repeated: int = 0
    on_several: int = 0
    problems: tuple[Problem, ...] = ()
    fingerprint: str = ""

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that children were read from, in the order of the file; an empty list is not one of them."""
        held = {key for child in self.children for key in child.lists}
        return tuple(dict.fromkeys(s.list_key for s in self.sheets if s.list_key in held))


Match = Mapping[
    str, Mapping[str, str]
]  # list key -> heading as it is compared -> field key ("" leaves it out)
