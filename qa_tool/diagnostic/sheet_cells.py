"""Reading cells that people filled in: rows by their keys, columns by their headings, faults by cell."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from qa_tool.diagnostic.sheet import plain
from qa_tool.diagnostic.sheet_plan import ABOUT, ABOUT_TITLE, KEY_COLUMN, PROPERTIES
from qa_tool.problems import Problem

_LEFT = "What stands in the program stays until it is put right."
_DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
HEADS = frozenset(
    {"What", "Role", "What the team wants to know", "Indicator", "Message", "Standard", "Reference",
     "What the team will do", "Theme"}
)  # fmt: skip


class CellLike(Protocol):
    """One cell as it came back."""

    @property
    def value(self) -> Any:
        """What stands in it."""

    @property
    def formula(self) -> bool:
        """Whether a formula stands in it."""

    @property
    def error(self) -> str:
        """The error that it shows, such as #REF!."""

    @property
    def text(self) -> str:
        """Its value as a person reads it."""


class Grid(Protocol):
    """One sheet as it came back."""

    @property
    def name(self) -> str:
        """Its name."""

    def cell(self, row: int, column: int) -> CellLike:
        """The cell at a place."""

    def merge(self, row: int, column: int) -> str:
        """The merged range that it lies in."""

    def where(self, row: int, column: int) -> str:
        """The place in words."""

    def rows(self) -> Iterator[int]:
        """The rows that hold anything."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row with a key: where it is, and the columns of its table by their headings."""

    grid: Grid
    row: int
    key: str
    key_column: int
    columns: Mapping[str, int]


@dataclass(slots=True)
class Faults:
    """Collects what is wrong, each once, in the order of finding."""

    found: list[Problem] = field(default_factory=list)

    def tell(self, where: str, what: str, cure: str, code: str) -> None:
        """One fault that leaves a place as it is."""
        self._add(Problem("error", where, what, cure, code))

    def hint(self, where: str, what: str, cure: str, code: str) -> None:
        """Something to know that stops nothing."""
        self._add(Problem("warning", where, what, cure, code))

    def _add(self, problem: Problem) -> None:
        if problem not in self.found:
            self.found.append(problem)


def sheet_of(grids: Sequence[Grid], name: str, sign: str, faults: Faults) -> Grid | None:
    """The sheet of this name, or the one that has its heading `sign` where it was renamed."""
    wanted = name.casefold()
    found = next((g for g in grids if g.name.strip().casefold() == wanted), None)
    if found is not None:
        return found
    for grid in grids:
        if any(
            grid.cell(row, column).text == sign for row in grid.rows() for column in range(1, 16)
        ):
            faults.hint(
                f"Sheet “{grid.name}”", f"It was called “{name}”. It is read as that sheet.",
                f"Call it “{name}” again.", "sheet_renamed",
            )  # fmt: skip
            return grid
    faults.tell(f"Sheet “{name}”", "This sheet is not in the workbook.", _LEFT, "sheet_missing")
    return None


def lines_of(grid: Grid, faults: Faults) -> dict[str, Line]:
    """Every row with a key, wherever it was moved to; a key that stands twice counts for none."""
    found: dict[str, list[Line]] = {}
    key_column, columns = 0, dict[str, int]()
    for row in grid.rows():
        heading = _heading(grid, row)
        if heading:
            key_column, columns = heading[KEY_COLUMN], heading
        elif grid.cell(row, 1).text == ABOUT_TITLE:
            key_column = 0  # what follows says what the workbook is
        elif key_column and (key := grid.cell(row, key_column).text):
            found.setdefault(key, []).append(Line(grid, row, key, key_column, columns))
    for key, several in found.items():
        for line in several[1:]:
            faults.tell(
                grid.where(line.row, line.key_column),
                f"The row “{key}” stands here a second time (first in row {several[0].row}). Neither is read.",
                "Delete one of the two.", "row_twice",
            )  # fmt: skip
    return {key: several[0] for key, several in found.items() if len(several) == 1}


def _heading(grid: Grid, row: int) -> dict[str, int]:
    """The columns by their headings, where this row is the head of a table."""
    texts = {column: grid.cell(row, column).text for column in range(1, 27)}
    at = next((c for c, text in texts.items() if text == KEY_COLUMN), 0)
    if not at or not HEADS & set(texts.values()):
        return {}
    return {text: column for column, text in reversed(texts.items()) if text}


def raw(line: Line, heading: str, faults: Faults) -> Any:
    """The value of a cell; None where nothing stands there. Raises `Faulty` once it is told what is wrong."""
    column = line.columns.get(heading, 0)
    if not column:
        faults.tell(
            f"Sheet “{line.grid.name}”", f"The column “{heading}” is not there.",
            f"Write the heading again as it was. {_LEFT}", "column_missing",
        )  # fmt: skip
        raise Faulty
    where, cell = line.grid.where(line.row, column), line.grid.cell(line.row, column)
    merged = line.grid.merge(line.row, column)
    if merged:
        faults.tell(
            where, f"It is merged with others ({merged}), so it is not sure which row is meant.",
            "Unmerge the cells and fill each in.", "merged",
        )  # fmt: skip
    elif cell.formula:
        shows = f" It last showed “{cell.text[:60]}”." if cell.text else ""
        faults.tell(where, f"A formula stands here; answers are typed.{shows}", "Type the value instead.", "formula")  # fmt: skip
    elif cell.error:
        faults.tell(where, f"The cell shows {cell.error[:12]}.", "Type the value.", "cell_error")
    else:
        return cell.value
    raise Faulty


class Faulty(Exception):
    """A cell is not read; what is wrong with it is already told."""


def words(line: Line, heading: str, faults: Faults) -> str:
    """A text."""
    value = raw(line, heading, faults)
    if isinstance(value, datetime | date):
        return f"{value.day} {value:%B %Y}"
    return plain(line.grid.cell(line.row, line.columns[heading]).text) if value is not None else ""


def number(line: Line, heading: str, faults: Faults) -> int | None:
    """A whole number from 0 to 999; None where nothing stands there."""
    value = raw(line, heading, faults)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or int(text) > 999:
        faults.tell(
            _at(line, heading), f"“{text[:40]}” is not a number of people.",
            "Type a whole number from 0 to 999.", "number",
        )  # fmt: skip
        raise Faulty
    return int(text)


def day(line: Line, heading: str, faults: Faults) -> date | None:
    """A day; None where nothing stands there."""
    value = raw(line, heading, faults)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _DAYS if isinstance(value, str) else ():
        try:
            return datetime.strptime(value.strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    faults.tell(_at(line, heading), f"“{str(value)[:40]}” is not a day.", "Type it as 31/12/2026.", "day")  # fmt: skip
    raise Faulty


def one_of(line: Line, heading: str, known: Mapping[str, str], faults: Faults) -> str:
    """The key of a word of a drop-down, however its capitals were typed; "" where nothing stands there."""
    text = words(line, heading, faults)
    if not text:
        return ""
    by_word = {word.casefold(): key for word, key in known.items()}
    found = by_word.get(" ".join(text.casefold().split()))
    if found is not None:
        return found
    near = difflib.get_close_matches(text.casefold(), list(by_word), 1, 0.6)
    meant = next((w for w in known if near and w.casefold() == near[0]), "")
    said = f" Did you mean “{meant}”?" if meant else ""
    several = ", ".join(list(known)[:12])
    faults.tell(
        _at(line, heading), f"“{text[:40]}” is not one of the words to choose from.{said}",
        f"Choose one of: {several}.", "not_on_list",
    )  # fmt: skip
    raise Faulty


def _at(line: Line, heading: str) -> str:
    return line.grid.where(line.row, line.columns.get(heading, line.key_column))


def at(line: Line, heading: str) -> str:
    """The place of a cell in words."""
    return _at(line, heading)


def pairs(grids: Iterable[Grid], first: str, second: str) -> dict[str, str]:
    """What stands under two headings beside each other, such as About and Known as."""
    found: dict[str, str] = {}
    for grid in grids:
        column = 0
        for row in grid.rows():
            texts = [grid.cell(row, c).text for c in range(1, 27)]
            if first in texts and second in texts and texts.index(second) == texts.index(first) + 1:
                column = texts.index(first) + 1
            elif column and grid.cell(row, column).text:
                found.setdefault(grid.cell(row, column).text, grid.cell(row, column + 1).text)
            else:
                column = 0
    return found


def told_about(grids: Sequence[Grid], properties: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Each word that a workbook says of itself: as its block says it, and as its properties do."""
    block = pairs(grids, "About", "Known as")
    return {name: (block.get(name, ""), properties.get(PROPERTIES[name], "")) for name in ABOUT}
