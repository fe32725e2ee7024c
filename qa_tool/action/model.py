"""An action: what must change, who sees to it, by when, and how somebody else knows that it did."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Level = Literal["child", "service"]
Priority = Literal["high", "medium", "low"]
State = Literal["open", "done", "verified", "withdrawn"]

STATES: dict[State, str] = {
    "open": "Open",
    "done": "Done, proof given",
    "verified": "Verified by somebody else",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One action; `key` is the question or domain it answers, `needs_verifying` follows practice 24.

    `owner` is a person's id; `owner_words` names a team or a partner agency where nobody here owns it.
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

    def overdue(self, today: date) -> bool:
        """Open past its due date."""
        return self.state == "open" and self.due is not None and self.due < today

    @property
    def finished(self) -> bool:
        """Nothing is left to do: verified where that is asked, otherwise done; or withdrawn."""
        if self.state == "done":
            return not self.needs_verifying
        return self.state in {"verified", "withdrawn"}
