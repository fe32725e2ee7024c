"""How much of what was to be read again was read, and what came of it; what was not read is counted too."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Stands = Literal["read", "graded", "waiting", "late", "nobody"]

STANDS: dict[Stands, str] = {
    "read": "Read again and concluded",
    "graded": "Second grades given, not concluded yet",
    "waiting": "Waits, within its time",
    "late": "Waits, past its date",
    "nobody": "No moderator is independent of it",
}


@dataclass(frozen=True, slots=True)
class Reread:
    """One audit that was to be read again: why, how far that is, and what came of it.

    `overall` and `domains` tell what moderation changed; `again` that the audit was to be done again,
    `redone` that it was; `answer` is what the auditor said to the outcome, `words` that they were
    given some.
    """

    chosen: str
    stands: Stands
    due: date | None = None
    mode: str = ""
    overall: bool = False
    domains: int = 0
    again: bool = False
    redone: bool = False
    words: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for reading again: how many were chosen for it, and how far they are."""

    chosen: str
    counts: tuple[tuple[Stands, int], ...]

    @property
    def n(self) -> int:
        """How many were to be read for this reason."""
        return sum(count for _stands, count in self.counts)

    def count(self, stands: Stands) -> int:
        """How many of them stand like this."""
        return dict(self.counts)[stands]


@dataclass(frozen=True, slots=True)
class Done:
    """What second readings led to, over everything that was concluded."""

    read: int
    overall: int
    domains: int
    unchanged: int
    again: int
    redone: int
    words: int
    accepts: int
    disagrees: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was to be read again in a round.

    `handed_in` counts audits (a reopened one once), `not_chosen` those that neither a rule nor the
    lot chose, and `share` is the percent of the rest that the lot was to take. A version that was
    replaced after it was read has its row too. `unseen` readings are out of sight of the person who
    asks, reason and all.
    """

    handed_in: int
    not_chosen: int
    share: int
    rows: tuple[Reread, ...]
    unseen: int = 0

    @property
    def lots(self) -> tuple[int, int]:
        """How many the lot chose, of how many it could choose from."""
        drawn = sum(row.chosen == "random" for row in self.rows)
        return drawn, drawn + self.not_chosen

    def stands(self, stands: Stands) -> int:
        """How many of all stand like this."""
        return sum(row.stands == stands for row in self.rows)


def by_reason(rows: Iterable[Reread], order: Iterable[str]) -> tuple[Why, ...]:
    """One line for each reason that occurs, in this order, unknown ones last."""
    found: dict[str, Counter[Stands]] = {}
    for row in rows:
        found.setdefault(row.chosen, Counter())[row.stands] += 1
    known = [key for key in order if key in found]
    known += sorted(set(found) - set(known))
    return tuple(Why(key, tuple((one, found[key][one]) for one in STANDS)) for key in known)


def done(rows: Iterable[Reread]) -> Done:
    """What came of the readings that were concluded."""
    read = [row for row in rows if row.stands == "read"]
    return Done(
        len(read),
        sum(row.overall for row in read),
        sum(row.domains for row in read),
        sum(not row.overall and not row.domains for row in read),
        sum(row.again for row in read),
        sum(row.redone for row in read),
        sum(row.words for row in read),
        sum(row.answer == "accepts" for row in read),
        sum(row.answer == "disagrees" for row in read),
    )
