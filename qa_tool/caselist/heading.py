"""Which column holds what: headings compared tolerantly, with how sure the match is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from qa_tool.caselist.annex import ANYWHERE, OWN, Book
from qa_tool.caselist.model import Cell, Column, Field, How, ListKind
from qa_tool.caselist.words import bare, keys_of, without_brackets

NEAR = 0.82  # a lower likeness is no match
SURE = 0.9  # below this the window asks the person to look
_HEADER_WITHIN = 40  # rows above the header: title, notes, date of the run
_FEWEST = 2
_SHORT = 5
_WORSE = 0.1
_COMMON = frozenset({*ANYWHERE, "gender"})
_LONGEST = 130  # signs of a heading; longer texts are guidance


@lru_cache(maxsize=65_536)
def likeness(heading: str, field: Field) -> tuple[float, How]:
    """How surely this heading means this field, and by what."""
    best: tuple[float, How] = (0.0, "none")
    for number, spelling in enumerate((field.title, *field.also)):
        found = _compare(heading, spelling, first=number == 0)
        if found[0] > best[0]:
            best = found
    return best


def _compare(heading: str, spelling: str, *, first: bool) -> tuple[float, How]:
    one, other = bare(heading), bare(spelling)
    if not one or len(one) > _LONGEST:
        return 0.0, "none"
    if one == other:
        return (1.0, "same") if first else (0.96, "other_name")
    short = bare(without_brackets(heading))
    if short and short == bare(without_brackets(spelling)):
        return 0.97, "brackets"
    if sorted(one.split()) == sorted(other.split()):
        return (0.97 if first else 0.93), "order"
    ratio = _ratio(one, other)
    return (ratio * 0.95, "near") if ratio >= NEAR else (0.0, "none")


def _ratio(one: str, other: str) -> float:
    """How alike two headings are; short ones are like everything, so they must be the same."""
    if min(len(one), len(other)) < _SHORT:
        return 0.0
    if 2 * min(len(one), len(other)) < NEAR * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= NEAR else 0.0


def match_columns(
    header: Sequence[Cell], fields: Sequence[Field], told: Mapping[str, str] | None = None,
    *, by_hand: bool = False,
) -> tuple[Column, ...]:  # fmt: skip
    """Each column with its field: what the person or an earlier list told first, then the surest.

    A field that may stand once goes to its surest column; names and addresses may take any number.
    """
    columns = [Column(at, heading_of(cell)) for at, cell in enumerate(header)]
    told = told or {}
    taken: set[str] = set()
    known = {field.key: field for field in fields}
    how: How = "by_hand" if by_hand else "remembered"
    for at, key in enumerate(keys_of([column.heading for column in columns])):
        column, wish = columns[at], told.get(key)
        if column.heading and wish is not None and (not wish or wish in known):
            if wish and wish in taken and not _many(known[wish]):
                continue
            columns[at] = replace(column, field=wish, sure=1.0, how=how)
            taken.add(wish)
    offers = sorted(
        (
            (*likeness(column.heading, field), column.at, order, field)
            for column in columns if column.heading and column.how == "none"
            for order, field in enumerate(fields)
        ),
        key=lambda offer: (-offer[0], offer[3], offer[2]),
    )  # fmt: skip
    best: dict[int, float] = {}
    for sure, _why, at, _order, _field in offers:
        best.setdefault(at, sure)
    for sure, why, at, _order, field in offers:
        # A column whose own field is taken is left out, not pressed into one that is merely near.
        if (
            sure <= 0
            or sure < best[at] - _WORSE
            or columns[at].how != "none"
            or (field.key in taken and not _many(field))
        ):
            continue
        columns[at] = replace(columns[at], field=field.key, sure=round(sure, 2), how=why)
        taken.add(field.key)
    return tuple(columns)


def rivals(columns: Sequence[Column], fields: Sequence[Field]) -> tuple[tuple[Column, Column], ...]:
    """Columns that were left out though they fit a field as well as the column that has it."""
    found = []
    for field in fields:
        has = next((c for c in columns if c.field == field.key), None)
        if has is None or not field.becomes or has.how in {"by_hand", "remembered"}:
            continue
        found += [
            (has, column) for column in columns
            if not column.field and column.how == "none" and column.heading
            and likeness(column.heading, field)[0] >= min(has.sure, SURE)
        ]  # fmt: skip
    return tuple(found)


def heading_of(cell: Cell) -> str:
    """A heading as one line of at most 200 signs."""
    return " ".join(str(cell).split())[:200] if cell is not None else ""


def find_header(
    rows: Sequence[Sequence[Cell]], kinds: Iterable[ListKind], book: Book,
    told: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[int, ListKind] | None:  # fmt: skip
    """The row with the headings, and the list that it fits best; None where no row is a header."""
    best: tuple[float, int, ListKind] | None = None
    candidates = list(kinds)
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        words = [heading_of(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        if len(words) < _FEWEST:
            continue
        numbers = {
            key
            for kind in candidates
            for key in kind.fields
            if book.fields[key].becomes == "number"
        }
        if (
            not any(_may_be(word, book.fields[key]) for word in words for key in numbers)
            and not told
        ):
            continue
        for kind in candidates:
            score = _score(
                words, kind, book, (told or {}).get(kind.key, {}), alone=len(candidates) > 1
            )
            if score > (best[0] if best else 0.0):
                best = (score, number, kind)
    return (best[1], best[2]) if best else None


def _may_be(word: str, field: Field) -> bool:
    return len(word) <= _LONGEST and likeness(word, field)[0] > 0


def _score(
    words: Sequence[str], kind: ListKind, book: Book, told: Mapping[str, str], *, alone: bool
) -> float:
    """How well a row does as this list's header: its own fields count, and a number must be among them."""
    fields = book.fields_of(kind.key)
    columns = match_columns(words, fields, told)
    found = {c.field: c.sure for c in columns if c.field}
    if not any(book.fields[key].becomes == "number" for key in found) or len(found) < _FEWEST:
        return 0.0
    if kind.number and alone and not set(found) - set(book.lists[OWN].fields) - _COMMON:
        return 0.0  # nothing that only Annex A has: it is a list of our own
    missed = sum(1 for c in columns if c.heading and not c.field)
    # A list of Annex A that fits equally well is the better guess than "a list of our own".
    sure = sum(found.values())
    return sure - min(0.4 * missed, 0.9 * sure) - (0.05 if kind.key == OWN else 0.0)


def _many(field: Field) -> bool:
    """Names and addresses come in any number of columns: all are dropped alike."""
    return field.identifies and not field.becomes
