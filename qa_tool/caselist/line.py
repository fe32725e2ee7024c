"""One row of a list: each column read by what it holds, and everything odd told with its row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from qa_tool.caselist import value
from qa_tool.caselist.annex import Book
from qa_tool.caselist.model import Cell, Column, Field, Line, ListKind, Reject
from qa_tool.problems import Problem
from qa_tool.template.library import lists

Row = tuple[int, Sequence[Cell]]
_BEFORE_BIRTH = (
    300  # days: a plan for an unborn child begins before its birth, but not a year before
)
_REMEMBERED = 5_000  # words of codes
_AGE_APART = 1.6  # years between the age in the list and the age by date of birth


@dataclass(slots=True)
class ReadLines:
    """What was made of the rows of one sheet. `births` is only for the check of numbers, and is emptied."""

    lines: list[Line] = field(default_factory=list)
    births: list[date | None] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Odds:
    """Odd cells gathered: one sentence for each kind, with how many and the first rows."""

    list_name: str
    found: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def note(self, row: int, where: str, what: str) -> None:
        """One odd cell."""
        self.found.setdefault((where, what), []).append(row)

    def problems(self) -> list[Problem]:
        """What was odd, most first; a value that is written in twenty ways is one sentence, not twenty."""
        by_place: Counter[str] = Counter()
        told = []
        for (where, what), rows in sorted(self.found.items(), key=lambda item: -len(item[1])):
            by_place[where] += 1
            if by_place[where] > 5:
                continue
            first = ", ".join(str(row) for row in rows[:5])
            more = f" and {len(rows) - 5:,} more" if len(rows) > 5 else ""
            told.append(
                Problem("warning", f"{self.list_name}, {where}",
                        f"{'Row' if len(rows) == 1 else 'Rows'} {first}{more}: {what}.",
                        "Correct it in the case system; the row itself was read.", "cell_odd")
            )  # fmt: skip
        return told


@dataclass
class Reader:
    """Reads rows by their columns, for one day."""

    book: Book
    today: date
    known: dict[tuple[str, Cell], str | value.Odd] = field(default_factory=dict, repr=False)

    @cached_property
    def bands(self) -> value.Bands:
        """The age bands of the council's lists."""
        bounds = []
        for entry in lists()["age_band"]:
            low, _, high = entry.key.partition("_")
            if low.isdigit() and high.isdigit():
                bounds.append((entry.key, int(low), int(high)))
        return value.Bands(tuple(bounds))

    def lines(
        self, sheet: str, kind: ListKind, columns: Sequence[Column], rows: Sequence[Row]
    ) -> ReadLines:
        """The lines of a sheet; a row without a number that can be used is rejected with its reason."""
        made, odds = ReadLines(), _Odds(kind.name)
        plan = [(c.at, self.book.fields[c.field]) for c in columns if c.field]
        kept = [(at, f) for at, f in plan if f.becomes]
        codes = [(at, f) for at, f in plan if not f.becomes and f.reads == "code"]
        at = next((place for place, f in kept if f.becomes == "number"), -1)
        rest = [(place, f) for place, f in kept if f.becomes != "number"]
        for number, row in rows:
            reason, told = self._number(row, at)
            if reason:
                made.rejects.append(Reject(sheet, number, reason))
                continue
            values = self._values(row, rest, number, odds)
            self._check_codes(row, codes, number, odds)
            birth = values.pop("birth", None)
            self._age(values, birth, number, kind, odds)
            self._dates(values, birth, number, odds)
            made.lines.append(Line(number, kind.key, told, **values))
            made.births.append(birth)
        made.problems = odds.problems()
        return made

    def _number(self, row: Sequence[Cell], at: int) -> tuple[str, str]:
        """Why the row cannot be taken, or its number."""
        try:
            told = value.number_of(row[at] if 0 <= at < len(row) else None)
        except value.Odd as odd:
            return str(odd), ""
        return ("", told) if told else ("it has no number for the child", "")

    def _values(
        self, row: Sequence[Cell], kept: Sequence[tuple[int, Field]], number: int, odds: _Odds
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for at, one in kept:
            cell = row[at] if at < len(row) else None
            if cell is None or cell == "":
                continue
            try:
                read = self._one(cell, one)
            except value.Odd as odd:
                odds.note(number, one.title, f"{odd}, so it was read as empty")
                continue
            if isinstance(cell, str) and cell.strip().casefold() in value.ERRORS:
                odds.note(
                    number,
                    one.title,
                    f"it holds {cell.strip().upper()[:8]}, so it was read as empty",
                )
            if read is not None and read != "":
                values.setdefault(one.becomes, read)
        return values

    def _one(self, cell: Cell, one: Field) -> Any:
        if one.reads == "date":
            return value.day_of(cell)
        if one.reads == "age":
            return value.age_of(cell)
        if one.reads == "number":
            return value.number_of(cell)
        if one.reads == "code":
            return self._code(cell, one)
        return value.text_of(cell)[:200]

    def _check_codes(
        self, row: Sequence[Cell], codes: Sequence[tuple[int, Field]], number: int, odds: _Odds
    ) -> None:
        """Coded columns that are not kept are still held to their codes: a shifted column shows here."""
        for at, one in codes:
            cell = row[at] if at < len(row) else None
            if cell is None or cell == "":
                continue
            try:
                self._code(cell, one)
            except value.Odd as odd:
                odds.note(number, one.title, str(odd))

    def _code(self, cell: Cell, one: Field) -> str:
        """What a code means here; the same words are looked up once in a file."""
        at = (one.codes, cell)
        found = self.known.get(at)
        if found is None:
            try:
                code = value.code_of(cell, self.book.codes[one.codes])
                found = code.means if code else ""
            except value.Odd as odd:
                found = odd
            if len(self.known) < _REMEMBERED:
                self.known[at] = found
        if isinstance(found, value.Odd):
            raise found
        return found

    def _age(
        self, values: dict[str, Any], birth: date | None, number: int, kind: ListKind, odds: _Odds
    ) -> None:
        """The age band, from the date of birth where there is one; both are compared."""
        told = values.pop("age", None)
        if kind.subject != "child":
            return
        years = value.years_between(birth, self.today) if birth else told
        if years is None:
            return
        if birth and told is not None and abs(years - told) > _AGE_APART:
            odds.note(
                number,
                "Age",
                "the age does not fit the date of birth (an older list?); the date was used",
            )
        band = self.bands.of(years)
        if not band:
            odds.note(number, "Age", "the person is older than 25, so no age band was set")
        elif years >= 18 and kind.kind not in {"care_leaver", ""}:
            odds.note(number, "Age", "the person is 18 or older, on a list of children")
        values["age_band"] = band

    def _dates(self, values: dict[str, Any], birth: date | None, number: int, odds: _Odds) -> None:
        """Days that cannot be: an end before the start is left out, a day to come is told."""
        opened, closed = values.get("opened"), values.get("closed")
        if opened and closed and closed < opened:
            odds.note(number, "End", "the end is before the start, so the end was left out")
            values.pop("closed")
        for name, words in (("opened", "Start"), ("last_seen", "Last seen")):
            day = values.get(name)
            if day and day > self.today:
                odds.note(number, words, "the day has not come yet, so it was left out")
                values.pop(name)
        opened = values.get("opened")
        if opened and birth and (birth - opened).days > _BEFORE_BIRTH:
            odds.note(number, "Start", "the start is long before the birth")
