"""One sheet as rows of texts by heading; every cell knows its row and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from qa_tool.template.findings import near, shown
from qa_tool.template.sheet.headings import KNOWN, heading, passed_over
from qa_tool.template.sheet.notes import Notes, Spot, letter

Value = object
Rows = Sequence[Sequence[Value]]
_LOOKED_AT = 10
_MOST_PLACES = 12
_NEEDED = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "descriptors": ("domain", "grade"),
    "rules": ("key",),
    "voices": ("who",),
    "settings": (),
}
_ENGLISH = ("", "english (en)", "english", "en", "en-gb", "english (en-gb)")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its texts by heading, and where it stands."""

    spot: Spot
    texts: Mapping[str, str]
    columns: Mapping[str, int]

    def get(self, base: str) -> str:
        """The text under a heading; empty where there is none."""
        return self.texts.get(base, "")

    def at(self, base: str) -> Spot:
        """The cell under a heading; the row where there is no such column."""
        return Spot(self.spot.sheet, self.spot.row, self.columns.get(base, 0), self.spot.place)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its headings with their columns, and its rows."""

    spot: Spot
    columns: Mapping[str, int]
    lines: tuple[Line, ...]


def text_of(value: Value) -> str:
    """A cell as text: whole numbers without '.0', dates as 2026-11-21, nothing invisible."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return _number(value)
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(" ")
        case date():
            return value.isoformat()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "".join(sign for sign in text if _seen(sign)).strip()


def _number(value: float) -> str:
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124  not a number
        return ""
    if value.is_integer() and abs(value) < 10**_MOST_PLACES:
        return str(int(value))
    return repr(value)


def _seen(sign: str) -> bool:
    """Whether a letter can be seen, or is a space that means something."""
    return sign in "\n\t" or not (
        sign < " " or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff"
    )


def grid_of(
    name: str, rows: Rows, place: int, language: str, notes: Notes, sheet: str = ""
) -> Grid | None:  # fmt: skip
    """Read a sheet; None where it has no headings. What its columns do wrong is noted once each.

    `sheet` says which one it is where its name does not.
    """
    spot = Spot(name, 0, 0, place)
    sheet = sheet or name.strip().casefold()
    texts = [[text_of(cell) for cell in row] for row in rows]
    at = _header(texts, sheet)
    if at is None:
        return None
    below = [(number, row) for number, row in enumerate(texts[at + 1 :], at + 2) if any(row)]
    head = Spot(name, at + 1, 0, place)
    columns = _columns(texts[at], [row for _, row in below], sheet, language, head, notes)
    first = {base: places[0] + 1 for base, places in columns.items()}
    every = (
        Line(Spot(name, number, 0, place), dict(_texts(row, columns)), first)
        for number, row in below
    )
    lines = tuple(line for line in every if not _comment(line, sheet))
    missing = [base for base in _NEEDED[sheet] if base not in columns]
    for base in missing:
        cure = f"Write '{base}' at the top of that column. The headings stand in row {at + 1}."
        notes.error(head, f"There is no column '{base}'.", cure, "missing_column")
    return None if missing else Grid(spot, first, lines)


def _comment(line: Line, sheet: str) -> bool:
    """Whether an author wrote this row for people only: it begins with #."""
    return any(line.get(base).startswith("#") for base in _NEEDED[sheet][:1])


def _texts(row: Sequence[str], columns: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str]]:
    """The filled cells of a row; where a language is empty, the next one speaks."""
    for base, places in columns.items():
        text = next((row[place] for place in places if place < len(row) and row[place]), "")
        if text:
            yield base, text


def _header(texts: Sequence[Sequence[str]], sheet: str) -> int | None:
    """The row that holds the headings: the first that has a needed one, otherwise the first filled."""
    filled = [number for number, row in enumerate(texts[:_LOOKED_AT]) if any(row)]
    for number in filled:
        bases = {heading(text, sheet)[0] for text in texts[number] if text}
        if bases & set(_NEEDED[sheet]):
            return number
    return filled[0] if filled else None


def _columns(
    head: Sequence[str], below: Sequence[Sequence[str]], sheet: str, language: str, spot: Spot,
    notes: Notes,
) -> dict[str, list[int]]:  # fmt: skip
    """The columns of each known heading, the wanted language first."""
    found: dict[str, dict[str, int]] = {}
    known = KNOWN[sheet]
    for place, written in enumerate(head):
        if not written:
            continue
        used = any(place < len(row) and row[place] for row in below)
        base, spoken = heading(written, sheet)
        here = Spot(spot.sheet, spot.row, place + 1, spot.place)
        if base not in known and not (sheet == "choices" and not passed_over(base)):
            if used:
                _unknown(base, written, known, here, notes)
        elif spoken.casefold() in (same := found.setdefault(base, {})):
            if used:
                _twice(written, letter(same[spoken.casefold()] + 1), here, notes)
        else:
            same[spoken.casefold()] = place
    _headless(head, below, spot, notes)
    for base, spoken_at in found.items():
        _note_languages(base, spoken_at, language, (head, below), spot, notes)
    return {base: _wanted_first(spoken_at, language) for base, spoken_at in found.items()}


def _headless(
    head: Sequence[str], below: Sequence[Sequence[str]], spot: Spot, notes: Notes
) -> None:
    """Columns that hold something under no heading: merged headings have words in their first cell only."""
    filled = {place for row in below for place, text in enumerate(row) if text}
    for place in sorted(place for place in filled if place >= len(head) or not head[place]):
        here = Spot(spot.sheet, spot.row, place + 1, spot.place)
        cure = "Write its heading into the first row, in a cell of its own."
        notes.left(here, f"the column {letter(place + 1)}, which has no heading.", cure)


def _twice(written: str, other: str, here: Spot, notes: Notes) -> None:
    what = f"The heading {shown(written)} means the same as the one of column {other}."
    notes.error(here, what, "Keep one of the two columns.", "two_headings")


def _unknown(base: str, written: str, known: frozenset[str], here: Spot, notes: Notes) -> None:
    if passed_over(base):
        notes.left(here, f"the column {shown(written)}.")
        return
    cure = near(base, known)
    cure = cure if cure.startswith("Did you mean") else "It was taken for notes of the author."
    notes.left(here, f"the column {shown(written)} is not known.", cure)


def _wanted_first(spoken: Mapping[str, int], language: str) -> list[int]:
    """The columns of one heading in the order of preference: unnamed, the form's own, English."""
    wanted = ["", language.casefold(), *_ENGLISH]
    order = sorted(
        spoken, key=lambda one: (wanted.index(one) if one in wanted else len(wanted), spoken[one])
    )
    return [spoken[one] for one in order]


def _note_languages(
    base: str, spoken: Mapping[str, int], language: str,
    cells: tuple[Sequence[str], Sequence[Sequence[str]]], spot: Spot, notes: Notes,
) -> None:  # fmt: skip
    """A template has one language: the other columns are named."""
    head, below = cells
    filled = {
        one: place for one, place in spoken.items()
        if any(place < len(row) and row[place] for row in below)
    }  # fmt: skip
    for place in _wanted_first(filled, language)[1:]:
        here = Spot(spot.sheet, spot.row, place + 1, spot.place)
        what = f"the language of {shown(head[place])}: a template has one."
        notes.left(here, what, f"It is used where the first '{base}' is empty.")
