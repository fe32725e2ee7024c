"""Areas, teams, people and cases from a CSV file: every problem in one pass, then all of it or nothing.

`read_areas`, `read_teams`, `read_people`, `read_cases` read a file and know nothing of the council;
`plan` lays what was read beside the council, and `keep` writes a plan in one transaction.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from qa_tool.errors import QAError
from qa_tool.problems import Problem, errors

KindName = Literal["areas", "teams", "people", "cases"]
MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the file: its heading, whether it is needed, and what stands in it."""

    name: str
    needed: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file may hold: one kind of record and its headings."""

    key: KindName
    one: str
    headings: tuple[Heading, ...]

    def heading(self, name: str) -> Heading | None:
        """The heading of this name."""
        return next((h for h in self.headings if h.name == name), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number as a spreadsheet counts, and its cells by heading."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


Read = tuple[tuple[Row, ...], tuple[Problem, ...]]

_DAY = "day/month/year"
KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("areas", "area", (Heading("name", needed=True, help="as people know it"),)),
        Kind(
            "teams",
            "team",
            (
                Heading("name", needed=True, help="as people know it"),
                Heading("area", needed=True, help="the name of an area that is known here"),
                Heading("service", help="such as assessment, or children in care"),
            ),
        ),
        Kind(
            "people",
            "person",
            (
                Heading("name", needed=True, help="first name and surname"),
                Heading("roles", help="Auditor; Moderator; Team manager; Social worker …"),
                Heading("team", help="the name of a team that is known here"),
                Heading("line manager", help="the name of somebody known here or in this file"),
                Heading("from", help=_DAY),
                Heading("to", help=_DAY),
                Heading(
                    "organisation", help="of somebody from outside; empty for the council's own"
                ),
            ),
        ),
        Kind(
            "cases",
            "case",
            (
                Heading("council number", help="left out where the council keeps none"),
                Heading("reference", help="leave empty: the program makes a random one"),
                Heading("about", help="child, worker, team, organisation or carer"),
                Heading("team", needed=True, help="the name of a team that is known here"),
                Heading("worker", help="the name of somebody known here"),
                Heading("kind of case", help="such as Child protection"),
                Heading("age band", help="such as 5 to 9"),
                Heading("ethnicity", help="a group of the 2021 census"),
                Heading("opened", help=_DAY),
                Heading("closed", help=_DAY),
            ),
        ),
    )
}


def template_text(kind: Kind) -> str:
    """A file with the headings alone, as a spreadsheet opens it."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow([heading.name for heading in kind.headings])
    return "\ufeff" + file.getvalue()


def write_template(kind: Kind, target: Path) -> Path:
    """Write the headings of a kind into a file, to be filled in with a spreadsheet program."""
    try:
        target.write_text(template_text(kind), encoding="utf-8", newline="")
    except OSError as error:
        raise QAError(
            f"“{target.name}” could not be written.",
            "Close it if it is open elsewhere, or choose another folder.",
        ) from error
    return target


def read_areas(path: Path) -> Read:
    """The areas of a file."""
    return read(KINDS["areas"], path)


def read_teams(path: Path) -> Read:
    """The teams of a file."""
    return read(KINDS["teams"], path)


def read_people(path: Path) -> Read:
    """The people of a file."""
    return read(KINDS["people"], path)


def read_cases(path: Path) -> Read:
    """The cases of a file."""
    return read(KINDS["cases"], path)


def read(kind: Kind, path: Path) -> Read:
    """The lines of a file of this kind, and everything that is wrong with the file itself."""
    try:
        lines = list(_lines(path))
    except QAError as error:
        return (), (_problem(path.name, str(error), error.cure, "file_not_readable"),)
    numbered = [(n, line) for n, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    if not numbered:
        cure = "Take the file with the headings that this page writes, and fill it in."
        return (), (_problem(path.name, "The file is empty.", cure, "file_empty"),)
    (first, header), *rest = numbered
    places, problems = _places(kind, first, header)
    if errors(problems):
        return (), tuple(problems)
    rows = []
    for number, line in rest:
        problems += _line_problems(kind, number, line, places, len(header))
        cells = {name: line[at].strip() for name, at in places.items() if at < len(line)}
        rows.append(Row(number, cells))
    if not rows:
        problems.append(
            _problem(
                path.name, "There is nothing under the headings.",
                f"Write one {kind.one} on each line.", "file_empty",
            )
        )  # fmt: skip
    return tuple(rows), tuple(problems)


def day_of(text: str) -> date | None:
    """The day that a cell says: 3/10/2026, 3.10.2026 or 2026-10-03; None where it is no day."""
    parts = text.replace(".", "/").replace("-", "/").split("/")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    first, month, last = (int(p) for p in parts)
    year, day = (first, last) if len(parts[0]) == 4 else (last, first)
    if 0 <= year < 100 and len(parts[2]) == 2:
        year += 2000
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def near(word: str, among: Sequence[str]) -> str:
    """A cure that names the nearest word, where there is one."""
    folded = {one.casefold(): one for one in among}
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return f" Did you mean “{folded[close[0]]}”?" if close else ""


def _problem(where: str, what: str, cure: str, code: str) -> Problem:
    return Problem("error", where, what, cure, code)


def _lines(path: Path) -> Sequence[list[str]]:
    """The cells of every line; QAError where the file is no CSV."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise QAError("The file is larger than 20 MB.", "Split it into smaller files.")
        raw = path.read_bytes()
    except OSError as error:
        raise QAError(
            "The file cannot be opened.", "Check that it is still there, and close it elsewhere."
        ) from error
    text = _text(raw)
    head = text.split("\n", 1)[0]
    sign = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise QAError(
            "The file is not a whole CSV file.", "Save it once more as “CSV UTF-8”."
        ) from error
    if len(lines) > MOST_ROWS:
        raise QAError(f"The file has {len(lines):,} lines.", f"At most {MOST_ROWS:,} go at once.")
    return lines


def _text(raw: bytes) -> str:
    """The words of a file, as a spreadsheet program wrote them."""
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise QAError(
            "This is a workbook, not a CSV file.",
            "Open it in the spreadsheet program and save it as “CSV UTF-8”.",
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if b"\x00" in raw:
        raise QAError("This is not a text file.", "Choose a file that ends with .csv.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _places(kind: Kind, number: int, header: Sequence[str]) -> tuple[dict[str, int], list[Problem]]:
    """Where each heading stands, and what is wrong with the headings."""
    places: dict[str, int] = {}
    problems: list[Problem] = []
    known = [h.name for h in kind.headings]
    for at, cell in enumerate(header):
        name = " ".join(cell.replace("_", " ").split()).casefold()
        where = f"Row {number}, column {at + 1}"
        if not name:
            continue
        if name in places:
            problems.append(
                _problem(where, f"The heading “{name}” is there twice.", "Take one of them out.",
                         "heading_twice")
            )  # fmt: skip
        elif name in known:
            places[name] = at
        else:
            cure = f"It is left out. The headings are: {', '.join(known)}.{near(name, known)}"
            problems.append(
                Problem("warning", where, f"The heading “{cell.strip()[:60]}” is not known.", cure,
                        "heading_unknown")
            )  # fmt: skip
    problems += [
        _problem(
            f"Row {number}", f"The heading “{h.name}” is missing.",
            "Write the headings on the first line; this page writes a file with them.",
            "heading_missing",
        )
        for h in kind.headings if h.needed and h.name not in places
    ]  # fmt: skip
    return places, problems


def _line_problems(
    kind: Kind, number: int, line: Sequence[str], places: Mapping[str, int], wide: int
) -> list[Problem]:
    """What is wrong with one line, whatever the council knows."""
    problems = []
    where = f"Row {number}"
    if any(cell.strip() for cell in line[wide:]):
        problems.append(
            _problem(where, "It has more cells than there are headings.",
                     "Put quotation marks round a cell that has a comma in it.", "too_many_cells")
        )  # fmt: skip
    for heading in kind.headings:
        at = places.get(heading.name)
        cell = line[at].strip() if at is not None and at < len(line) else ""
        place = f"{where}, {heading.name}"
        if heading.needed and not cell:
            problems.append(_problem(place, "It is empty.", f"Write it: {heading.help}.", "empty"))
        elif len(cell) > LONGEST:
            problems.append(
                _problem(place, f"It has {len(cell):,} characters; {LONGEST} is the most.",
                         "Shorten it.", "too_long")
            )  # fmt: skip
        elif any(ord(sign) < 32 for sign in cell):
            problems.append(
                _problem(place, "It has a line break or a sign that cannot be seen in it.",
                         "Write it on one line.", "control_characters")
            )  # fmt: skip
        elif heading.help == _DAY and cell and day_of(cell) is None:
            problems.append(
                _problem(place, f"“{cell[:30]}” is not a date.",
                         "Write day, month and year, for example 3/10/2026.", "not_a_date")
            )  # fmt: skip
    return problems


Reader = Callable[[Path], Read]
READERS: Mapping[str, Reader] = {
    "areas": read_areas, "teams": read_teams, "people": read_people, "cases": read_cases,
}  # fmt: skip
