"""What filled-in workbooks would change: compared with what was written into them and what stands here now.

Nothing is decided here for anybody: a place that was changed on one side only proposes that change; a
place that was changed in two ways is a conflict, and stays as it is until a person chooses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qa_tool.diagnostic.sheet import (
    DONE,
    LISTS,
    TEXTS,
    Book,
    commitment_text,
    fresh_id,
    label,
    mark,
    plain,
    shown,
    values,
)
from qa_tool.diagnostic.sheet_read import Filled

Kind = Literal["fills", "changes", "empties", "conflict"]
KINDS: dict[Kind, str] = {
    "fills": "Fills in", "changes": "Changes", "empties": "Empties", "conflict": "Conflict",
}  # fmt: skip
KEEP, BOTH = "", "both"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one workbook, or several that agree, would put in a place."""

    source: str
    value: str
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that would change: what stands here, what is offered, what is proposed.

    `proposed` is the source of an offer, or KEEP. `joins` says whether both can be kept.
    """

    place: str
    what: str
    kind: Kind
    now: str
    now_words: str
    offers: tuple[Offer, ...]
    proposed: str
    joins: bool = False

    def value(self, chosen: str) -> str | None:
        """The value that a choice stands for; None where what stands here is kept."""
        if chosen == BOTH and self.joins:
            return joined(self.place, self.now, [o.value for o in self.offers])
        return next((o.value for o in self.offers if o.source == chosen), None)


def differences(book: Book, came: Mapping[str, Filled]) -> tuple[Difference, ...]:
    """Every place that one of these workbooks, by their names, would change."""
    now = values(book)
    found = [_difference(book, place, now.get(place, ""), came) for place in _places(now, came)]
    return tuple(one for one in found if one is not None)


def _places(now: Mapping[str, str], came: Mapping[str, Filled]) -> list[str]:
    """Places in the order of the sheets; commitments of free rows where they belong."""
    order = dict.fromkeys(now)
    for one in came.values():
        order |= dict.fromkeys(_given(one))
    return list(order)


def _given(one: Filled) -> dict[str, str]:
    """The values of a workbook, those of its free rows under the ids that they get."""
    found = dict(one.values)
    for row, value in one.fresh.items():
        key, done = row.removesuffix(DONE), DONE if row.endswith(DONE) else ""
        found[f"commitment/{fresh_id(one.identity, key)}{done}"] = value
    return found


def _where(one: Filled, place: str) -> str:
    if place in one.where:
        return one.where[place]
    rows = {
        f"commitment/{fresh_id(one.identity, row.removesuffix(DONE))}": row.removesuffix(DONE)
        for row in one.fresh
    }
    return one.where.get(rows.get(place.removesuffix(DONE), ""), "")


def _difference(book: Book, place: str, now: str, came: Mapping[str, Filled]) -> Difference | None:
    offers, clear = [], True
    for source, one in came.items():
        value = _given(one).get(place)
        if value is None or plain(value) == plain(now) or _untouched(one, place, value):
            continue
        if (
            value
            and is_commitment(place)
            and value in {commitment_text(c) for c in book.commitments}
        ):
            continue  # it was taken as another one before
        clear = clear and one.marks.get(place, mark("")) == mark(now)
        offers.append(Offer(source, value, shown(book, place, value), _where(one, place)))
    told = _together(offers)
    if not told:
        return None
    kind = _kind(now, told, clear=clear)
    proposed = told[0].source if kind in {"fills", "changes"} else KEEP
    return Difference(
        place, label(book, place), kind, now, shown(book, place, now), told, proposed,
        joins=_joins(place, now, told),
    )  # fmt: skip


def _untouched(one: Filled, place: str, value: str) -> bool:
    """Whether this workbook still has what was written into it; an empty place bears no mark."""
    return one.marks.get(place, mark("")) == mark(value)


def _together(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Workbooks that say the same are one offer, known by the first of them."""
    found: dict[str, Offer] = {}
    for offer in offers:
        found.setdefault(plain(offer.value), offer)
    return tuple(found.values())


def _kind(now: str, offers: Sequence[Offer], *, clear: bool) -> Kind:
    if len(offers) > 1 or not clear:
        return "conflict"
    if not offers[0].value:
        return "empties"
    return "changes" if now else "fills"


def _joins(place: str, now: str, offers: Sequence[Offer]) -> bool:
    """Whether two values can stand together: texts, lists, and commitments of free rows."""
    several = len([one for one in (now, *(o.value for o in offers)) if one]) > 1
    return several and (
        place.rpartition("/")[2] in TEXTS or place in LISTS or is_commitment(place)
    )  # fmt: skip


def is_commitment(place: str) -> bool:
    """Whether a place is a commitment itself."""
    return place.startswith("commitment/") and not place.endswith(DONE)


def joined(place: str, now: str, offered: Iterable[str]) -> str:
    """Everything that was said, once each, in the order in which it came."""
    several = [one for one in (now, *offered) if one]
    if place in LISTS or is_commitment(place):
        rows = [row for one in several for row in one.split("\n")]
        return "\n".join(dict.fromkeys(rows))
    return "\n\n".join(dict.fromkeys(several))


def proposed(found: Iterable[Difference]) -> dict[str, str]:
    """What is proposed for each place: nothing that would overwrite or empty in two ways."""
    return {one.place: one.proposed for one in found if one.proposed}


def settled(found: Iterable[Difference], chosen: Mapping[str, str]) -> dict[str, str]:
    """The new value of each place that changes, by what was chosen for it."""
    taken = {one.place: one.value(chosen.get(one.place, KEEP)) for one in found}
    return {place: value for place, value in taken.items() if value is not None}


__all__ = [
    "BOTH", "KEEP", "KINDS", "Difference", "Offer", "differences", "joined", "proposed", "settled",
]  # fmt: skip
