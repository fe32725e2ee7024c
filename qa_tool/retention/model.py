"""A class of record, a legal hold, and a disposal: values, without clock or disk."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

HeldWhat = Literal["case", "worker", "audit", "round"]

HELD: dict[HeldWhat, str] = {
    "case": "Case",
    "worker": "Practitioner",
    "audit": "Audit",
    "round": "Everything of a round",
}


@dataclass(frozen=True, slots=True)
class RecordClass:
    """One class of record; `years` of the policy count from `begins`. `kept` ones are never disposed of.

    `goes` and `stays` say in whole words what a disposal takes away and what it leaves.
    """

    key: str
    title: str
    begins: str
    goes: str
    stays: str
    kept: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold: while it stands, nothing that it covers can be disposed of or erased."""

    id: str
    what: HeldWhat
    of: str
    reason: str
    by: str
    at: datetime
    lifted_by: str = ""
    lifted: datetime | None = None
    lifted_why: str = ""

    @property
    def stands(self) -> bool:
        """Nobody has lifted it."""
        return self.lifted is None


@dataclass(frozen=True, slots=True)
class Disposal:
    """What was disposed of or erased on request: which records, why, by whom; never their words.

    `of` are ids of records of the class; `entries` is how many entries of the ledger were blanked.
    A record that is erased on request belongs to no class, and may come up for review again.
    """

    id: str
    record_class: str
    of: tuple[str, ...]
    reason: str
    by: str
    at: datetime
    entries: int


def due_before(today: date, years: int) -> date:
    """What began before this day has been kept for so many years; 29 February counts as 1 March."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 3, 1)
