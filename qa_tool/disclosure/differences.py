"""Against what was published before: a small count that falls out when one table is taken from another."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from qa_tool.disclosure.published import Published, published
from qa_tool.disclosure.table import ProtectedTable

Kind = Literal["shown before", "difference", "perhaps"]
_MOST_PARTS = 4  # so many earlier tables or rows are added up at most
_YEAR = re.compile(r"\b(20\d\d)\s?[-/–]\s?(\d\d|20\d\d)\b")
_QUARTER = re.compile(r"\b(?:quarter|q)\s?([1-4])\b", re.IGNORECASE)
_DAYS = re.compile(r"\b(\d{4}-\d\d-\d\d)\s+(?:to|–|-)\s+(\d{4}-\d\d-\d\d)\b")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_SPOKEN = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_TO_DATE = re.compile(r"\byear[ -]to[ -]date\b|\bytd\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding: where, what falls out, and whether it is certain."""

    kind: Kind
    caption: str
    row: str
    column: str
    value: int
    words: str

    @property
    def certain(self) -> bool:
        """Whether the count is given away for certain, and does not only look like it."""
        return self.kind != "perhaps"


Span = tuple[date, date]


def _as_number(day: re.Match[str]) -> str:
    return f"{day[3]}-{_MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}"


def span_of(text: str) -> Span | None:
    """The days that a period's words mean: 2025-26, Quarter 2 2025-26, 2025-04-01 to 2025-09-30.

    Days may also be written out: 1 April 2025 to 30 September 2025.

    A year runs from April. With "year to date" a quarter is where it ends.
    """
    days = _DAYS.search(_SPOKEN.sub(_as_number, text))
    if days:
        try:
            return date.fromisoformat(days[1]), date.fromisoformat(days[2])
        except ValueError:
            return None
    year = _YEAR.search(text)
    if year is None or int(year[2][-2:]) != (int(year[1]) + 1) % 100:
        return None
    first = date(int(year[1]), 4, 1)
    quarter = _QUARTER.search(text)
    if quarter is None:
        return first, date(first.year + 1, 3, 31)
    number = int(quarter[1])
    begins = [date(first.year, month, 1) for month in (4, 7, 10)] + [date(first.year + 1, 1, 1)]
    ends = [*(day - timedelta(days=1) for day in begins[1:]), date(first.year + 1, 3, 31)]
    return (first if _TO_DATE.search(text) else begins[number - 1]), ends[number - 1]


def as_published(table: ProtectedTable, file: str = "") -> Published | None:
    """A protected table as its reader has it; None where nothing of it can be read."""
    key = " ".join(table.preset.key_lines("csv"))
    return published(
        [table.header(), *table.lines("csv")], file=file, place="", caption=table.title, key=key,
        period=table.period,
    )  # fmt: skip


def differences(this: Sequence[Published], last: Sequence[Published]) -> tuple[Difference, ...]:
    """What a reader of both could take from one another, in plain sentences; certain ones first."""
    found: dict[tuple[str, str, str, int], Difference] = {}
    for table in this:
        earlier = [other for other in last if _comparable(table, other)]
        for told in (
            *_shown_before(table, earlier),
            *_taken_away(table, earlier),
            *_merged_rows(table, earlier),
        ):
            found.setdefault((told.caption, told.row, told.column, told.value), told)
    order = {"shown before": 0, "difference": 1, "perhaps": 2}
    return tuple(sorted(found.values(), key=lambda d: (order[d.kind], d.caption, d.row, d.column)))


def _words(text: str) -> str:
    bare = _TO_DATE.sub("", _QUARTER.sub("", _DAYS.sub("", _YEAR.sub("", text))))
    return " ".join(re.sub(r"[^\w ]", " ", bare).split()).casefold()


def _comparable(one: Published, two: Published) -> bool:
    """Whether both tables are of the same thing: the same title but for its period, the same columns."""
    return _words(one.caption) == _words(two.caption) and bool(set(one.columns) & set(two.columns))


def _span(table: Published) -> Span | None:
    return span_of(table.period) or span_of(table.caption)


def _nested(whole: Published, parts: Sequence[Published]) -> Kind | None:
    """Whether what the parts count is certainly, or perhaps, among what the whole counts."""
    around, spans = _span(whole), [_span(part) for part in parts]
    if around is None and all(span is None for span in spans):
        return "perhaps"
    known = [span for span in spans if span is not None]
    if around is None or len(known) < len(spans):
        return None
    inside = all(around[0] <= span[0] and span[1] <= around[1] for span in known)
    apart = all(a[1] < b[0] or b[1] < a[0] for a, b in combinations(known, 2))
    return "difference" if inside and apart else None


def _values(table: Published) -> dict[tuple[str, str], int]:
    return {
        (row, column): entry
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, entry in zip(table.columns, line, strict=True)
        if isinstance(entry, int) and table.columns.index(column) not in table.outside
    }


def _shown_before(table: Published, earlier: Iterable[Published]) -> Iterable[Difference]:
    """Cells that are hidden now and stood open in the same table of the same period."""
    for other in earlier:
        if _span(table) != _span(other) or (_span(table) is None and table.period != other.period):
            continue
        told = _values(other)
        for row, column in table.hidden():
            label = table.rows[row], table.columns[column]
            # Without a period nobody can say that both count the same people.
            if label in told and _span(table) is not None:
                yield Difference(
                    "shown before", table.caption, *label, told[label],
                    f"{_place(table, *label)} is hidden now, but was published as {told[label]} "
                    f"in {_name(other)}.",
                )  # fmt: skip


def _taken_away(table: Published, earlier: Sequence[Published]) -> Iterable[Difference]:
    """A year less its quarters, a year to date less the one before it."""
    for size in range(1, min(_MOST_PARTS, len(earlier)) + 1):
        for parts in combinations(earlier, size):
            for whole, less in ((table, parts), *(((parts[0], (table,)),) if size == 1 else ())):
                kind = _nested(whole, less)
                if kind and not (kind == "perhaps" and size > 1):
                    yield from _small(whole, less, kind)


def _small(whole: Published, less: Sequence[Published], kind: Kind) -> Iterable[Difference]:
    every = [_values(part) for part in less]
    names = " and ".join(_name(part) for part in less)
    for label, value in _values(whole).items():
        if not all(label in part for part in every):
            continue
        left = value - sum(part[label] for part in every)
        if 0 < left <= whole.small:
            sure = (
                "leaves"
                if kind == "difference"
                else "would leave, if the one is part of the other,"
            )
            yield Difference(
                kind, whole.caption, *label, left,
                f"{_place(whole, *label)}: {value} less what is in {names} {sure} {left}.",
            )  # fmt: skip


def _merged_rows(table: Published, earlier: Iterable[Published]) -> Iterable[Difference]:
    """A row that is new, less rows that are there no longer: a merged team gives a small one away."""
    for other in earlier:
        if _span(table) is None or _span(table) != _span(other):
            continue
        new = [row for row in table.rows if row not in other.rows]
        gone = [row for row in other.rows if row not in table.rows]
        now, before = _values(table), _values(other)
        for row in new:
            for size in range(1, min(_MOST_PARTS, len(gone)) + 1):
                for rows in combinations(gone, size):
                    yield from _left_in(table, other, row, rows, (now, before))


def _left_in(
    table: Published, other: Published, row: str, rows: Sequence[str],
    values: tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]],
) -> Iterable[Difference]:  # fmt: skip
    now, before = values
    if not _made_of(table, row, rows, now, before):
        return
    for column in table.columns:
        parts = [before.get((one, column)) for one in rows]
        known = [part for part in parts if part is not None]
        if (row, column) not in now or len(known) < len(parts):
            continue
        left = now[row, column] - sum(known)
        if 0 < left <= table.small:
            yield Difference(
                "difference", table.caption, row, column, left,
                f"{_place(table, row, column)}: {now[row, column]} less {' and '.join(rows)} in "
                f"{_name(other)} leaves {left}.",
            )  # fmt: skip


def _made_of(
    table: Published, row: str, rows: Sequence[str],
    now: dict[tuple[str, str], int], before: dict[tuple[str, str], int],
) -> bool:  # fmt: skip
    """Whether the new row can hold these old ones: its name says so, or no count is below theirs."""
    if all(one.casefold() in row.casefold() for one in rows):
        return True
    columns = [column for column in table.columns if (row, column) in now]
    pairs = [
        (now[row, column], sum(before[one, column] for one in rows))
        for column in columns
        if all((one, column) in before for one in rows)
    ]
    is_total = table.total_row is not None and row == table.rows[table.total_row]
    return not is_total and len(pairs) > 1 and all(new >= old for new, old in pairs)


def _name(table: Published) -> str:
    return table.period or ", ".join(part for part in (table.file, table.caption) if part)


def _place(table: Published, row: str, column: str) -> str:
    return f"'{table.caption}', row '{row}', column '{column}'"
