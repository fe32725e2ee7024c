"""An action: what must change, who sees to it, by when, and how somebody else knows that it did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Level = Literal["child", "service"]
Priority = Literal["high", "medium", "low"]
State = Literal["open", "done", "verified", "withdrawn"]
Kind = Literal["action", "learning"]
Offer = Literal["", "seminar", "training", "supervision"]
Why = Literal["", "worst", "safety", "limiting", "requirement", "drawn"]

STATES: dict[State, str] = {
    "open": "Open",
    "done": "Done, proof given",
    "verified": "Verified by somebody else",
    "withdrawn": "Withdrawn",
}
LEVELS: dict[Level, str] = {"child": "For this child", "service": "For the service"}
OFFERS: dict[Offer, str] = {
    "seminar": "Practice seminar",
    "training": "Training",
    "supervision": "Topic for supervision",
}
WHY: dict[Why, str] = {
    "worst": "it comes from the worst grade of its scale",
    "safety": "it comes from a safety stop",
    "limiting": "it comes from a domain that limits the overall grade",
    "requirement": "it answers a requirement of an inspection that gave the worst grade",
    "drawn": "it was drawn by lot among the other actions",
}


@dataclass(frozen=True, slots=True)
class Learned:
    """What became of a learning offer: when it was held, who took part by role, what was seen later."""

    held: date
    took_part: Mapping[str, int] = field(default_factory=dict)
    measure_on: date | None = None
    measured: str = ""

    @property
    def n(self) -> int:
        """How many took part in all."""
        return sum(self.took_part.values())


@dataclass(frozen=True, slots=True)
class Action:
    """One action; `key` is the question or domain it answers, `needs_verifying` follows practice 24.

    `owner` is a person's id, `owner_team` a team's; `owner_words` names a partner agency. An action
    for the service may have no audit; `links` are further findings, as "audit/key". `first_due` is
    the date before it was moved; `ticket` is the lot that decided whether somebody must verify it.
    """

    id: str
    audit: str
    case: str
    key: str
    what: str
    owner: str = ""
    owner_words: str = ""
    team: str = ""
    level: Level = "child"
    priority: Priority = "medium"
    due: date | None = None
    state: State = "open"
    raised_by: str = ""
    raised: datetime | None = None
    done_by: str = ""
    done: datetime | None = None
    proof: str = ""
    needs_verifying: bool = False
    verified_by: str = ""
    verified: datetime | None = None
    difference: str = ""
    reason: str = ""
    owner_team: str = ""
    links: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    objective: str = ""
    themes: tuple[str, ...] = ()
    compliance: bool = False
    reopened: int = 0
    first_due: date | None = None
    why_verified: Why = ""
    ticket: str = ""
    kind: Kind = "action"
    offer: Offer = ""
    learned: Learned | None = None

    def overdue(self, today: date) -> bool:
        """Open past its due date."""
        return self.state == "open" and self.due is not None and self.due < today

    @property
    def finished(self) -> bool:
        """Nothing is left to do: verified where that is asked, otherwise done; or withdrawn."""
        if self.state == "done":
            return not self.needs_verifying
        return self.state in {"verified", "withdrawn"}

    @property
    def findings(self) -> tuple[tuple[str, str], ...]:
        """Every audit and question that it answers, its own first."""
        own = ((self.audit, self.key),) if self.audit else ()
        pairs = (link.partition("/") for link in self.links)
        return (*own, *((audit, key) for audit, _, key in pairs))
