"""What is found wrong in a workbook while it is read, each with sheet, row and column letter."""

from dataclasses import dataclass

from qa_tool.problems import Problem, Severity
from qa_tool.template.locate import Path

MOST = 300
_ROWS = 100_000
_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell; row or column 0 where the whole sheet or row is meant."""

    sheet: str = ""
    row: int = 0
    column: int = 0
    place: int = 0

    def said(self) -> str:
        """Sheet, row and column letter in words."""
        parts = [f"sheet {self.sheet}"] if self.sheet else []
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {letter(self.column)}")
        return ", ".join(parts)

    @property
    def order(self) -> int:
        """A number that puts cells in the order in which people read them."""
        return (self.place * _ROWS + self.row) * _COLUMNS + self.column


def letter(column: int) -> str:
    """The letter of a column as spreadsheets write it: 1 is A, 27 is AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


class Cells:
    """Knows in which cell each path of the template's tables stands."""

    def __init__(self) -> None:
        self._spots: dict[Path, Spot] = {}

    def put(self, path: Path, spot: Spot) -> None:
        """Remember where something stands."""
        self._spots[path] = spot

    def spot(self, path: Path) -> Spot:
        """The cell of this path, or of the nearest thing around it that is known."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._spots:
                return self._spots[path[:end]]
        return Spot()

    def of(self, path: Path) -> int:
        """A number to put problems in order by."""
        return self.spot(path).order

    def said(self, path: Path) -> str:
        """Sheet, row and column in words."""
        return self.spot(path).said()


class Notes:
    """The problems found so far; after many of one severity these are only counted: notes hide no fault."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: dict[Severity, list[tuple[int, Problem]]] = {"error": [], "warning": []}
        self._told: set[tuple[int, str]] = set()
        self._left_out: dict[Severity, int] = {"error": 0, "warning": 0}
        self.broken = False

    def error(self, spot: Spot, what: str, cure: str, code: str) -> None:
        """Something without which no template can be made."""
        self.broken = True
        self._add("error", spot, what, cure, code)

    def warning(self, spot: Spot, what: str, cure: str, code: str) -> None:
        """Something to know; the template works."""
        self._add("warning", spot, what, cure, code)

    def left(self, spot: Spot, what: str, cure: str = "") -> None:
        """Something of the form that this program does not carry over."""
        self._add("warning", spot, f"Not carried over: {what}", cure, "not_carried_over")

    def _add(self, severity: Severity, spot: Spot, what: str, cure: str, code: str) -> None:
        if (spot.order, what) in self._told:
            return
        self._told.add((spot.order, what))
        if len(self._found[severity]) >= MOST:
            self._left_out[severity] += 1
            return
        where = ", ".join(part for part in (self._name, spot.said()) if part)
        self._found[severity].append((spot.order, Problem(severity, where, what, cure, code)))

    def problems(self) -> tuple[Problem, ...]:
        """Everything found, in the order of sheets, rows and columns."""
        every = [pair for found in self._found.values() for pair in found]
        found = [problem for _, problem in sorted(every, key=lambda pair: pair[0])]
        for severity, number in self._left_out.items():
            if number:
                words = "faults" if severity == "error" else "notes"
                what = f"There are {number:,} {words} more."
                cure = "Put these right first and check again."
                found.append(Problem(severity, self._name, what, cure, "many_more"))
        return tuple(found)
