"""What happens with an audit's people: feedback given to them, and what they say to it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Feedback:
    """Somebody told the practitioner or their manager what the audit found, on this day."""

    id: str
    audit: str
    given_to: str
    given_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the practitioner or their manager says to an audit; kept beside it for ever.

    A reply that disagrees makes the audit disputed until the QA lead has answered it.
    """

    id: str
    audit: str
    who: str
    agrees: bool
    words: str
    said: datetime
    answer: str = ""
    answered_by: str = ""
    answered: datetime | None = None

    @property
    def open(self) -> bool:
        """It disagrees, and nobody has answered yet."""
        return not self.agrees and self.answered is None
