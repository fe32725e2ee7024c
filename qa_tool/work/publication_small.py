"""Small counts of a publication: what is hidden in each table and why, and the merges that would hide less."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa_tool.disclosure.merging import Offer, offers
from qa_tool.disclosure.record import Merge
from qa_tool.disclosure.table import REASONS
from qa_tool.publication.model import Merging
from qa_tool.report.annual_edition import Edition, edition
from qa_tool.report.blocks import TableBlock


@dataclass(frozen=True, slots=True)
class Choice:
    """One merge that would hide less: what is counted as one, why, and what is left hidden in all tables."""

    words: str
    why: str
    before: int
    after: int
    merges: tuple[Merging, ...]


@dataclass(frozen=True, slots=True)
class SmallTable:
    """One published table: how much of it is hidden and why, and what could be counted as one."""

    key: str
    title: str
    block: TableBlock | None
    hidden: int
    reasons: tuple[str, ...]
    merged: tuple[Merge, ...]
    choices: tuple[Choice, ...]


def small_tables(shown: Edition, decided: Sequence[Merging]) -> tuple[SmallTable, ...]:
    """Every table with something to hide, what is hidden in it, and the merges that would help."""
    hidden = shown.protection.hidden
    found = []
    for one in shown.published:
        key = one.table.key
        mine = Counter(REASONS[cell.reason] for cell in hidden if cell.table == key)
        merged = tuple(m for m in shown.merges if m.table == one.table.title)
        if not mine and not merged:
            continue
        reasons = tuple(
            f"{n} {'cell' if n == 1 else 'cells'}: {why}" for why, n in mine.most_common()
        )
        found.append(
            SmallTable(
                key, one.heading, None if one.withheld else one.block(), mine.total(), reasons,
                merged, _choices(shown, key, decided) if mine else (),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda table: -table.hidden))


def _choices(shown: Edition, key: str, decided: Sequence[Merging]) -> tuple[Choice, ...]:
    """The merges of one table after which fewer cells are hidden in the whole publication, best first."""
    table = next((one for one in shown.counted.tables if one.key == key), None)
    if table is None:
        return ()
    preset, now = shown.protection.preset, len(shown.protection.hidden)
    found = []
    for offer in offers(table, preset):
        if not _sensible(key, table.rows, offer):
            continue
        wanted = (*decided, *_own(shown, key, decided), _merging(key, offer))
        then = edition(shown.frozen, preset, public=True, merges=wanted).protection
        if len(then.hidden) < now and not set(then.withheld) - set(shown.protection.withheld):
            named = " and ".join(f"“{name}”" for name in offer.names)
            words = f"Count {named} as one"
            found.append(Choice(words, offer.why, now, len(then.hidden), wanted))
    return tuple(sorted(found, key=lambda one: (one.after, one.words)))


def _sensible(key: str, rows: Sequence[str], offer: Offer) -> bool:
    """Grades and ages stand in an order: only neighbours are counted as one; opposite directions never are."""
    if key.startswith("second-"):
        return False
    if offer.kind == "columns" or not key.startswith(("grades-", "age-")):
        return True
    places = sorted(rows.index(name) for name in offer.names)
    return places == list(range(places[0], places[0] + len(places)))


def _merging(key: str, offer: Offer) -> Merging:
    why = offer.why.partition(" cells are hidden now")[0].rpartition(" ")[0]
    return Merging(key, offer.kind, offer.names, offer.into, why)


def _own(shown: Edition, key: str, decided: Sequence[Merging]) -> tuple[Merging, ...]:
    """What the program merged in this table by itself: it stays, once a person merges more."""
    if any(one.table == key for one in decided):
        return ()
    title = next(one.title for one in shown.counted.tables if one.key == key)
    table = next(one for one in shown.counted.tables if one.key == key)
    return tuple(
        Merging(key, "columns" if one.into in table.columns else "rows", one.names, one.into, one.why)
        for one in shown.merges
        if one.table == title
    )  # fmt: skip
