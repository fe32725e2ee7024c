"""What a theme, a tag and a quotation are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["strength", "development"]
ThemeState = Literal["in_use", "merged", "retired"]
QuotationState = Literal["waiting", "approved", "refused", "withdrawn"]
Use = Literal["", "internal", "public"]

TONES: dict[Tone, str] = {"strength": "Strength", "development": "Area for development"}
USES: dict[str, str] = {
    "internal": "Internal reports only",
    "public": "Internal and public reports",
}
STATES: dict[QuotationState, str] = {
    "waiting": "Waits for a second person",
    "approved": "May be used",
    "refused": "Not to be used",
    "withdrawn": "Taken back",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the codebook, with what counts as it and what does not.

    `into` is the theme that a merged one was joined to; its tags count there. `why` is the reason
    for its last change.
    """

    id: str
    title: str
    tone: Tone
    definition: str
    counts: str = ""
    not_counts: str = ""
    group: str = ""
    state: ThemeState = "in_use"
    into: str = ""
    why: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme found in an audit, at a question or domain; codes only, never words.

    `audit` is the first version of the audit, so that a tag outlives a reopening; `version` is the
    one that was on the desk. `start` and `end` count letters of the answer there: 0 and 0 where no
    words were selected.
    """

    id: str
    audit: str
    version: str
    key: str
    theme: str
    by: str
    at: datetime
    start: int = 0
    end: int = 0
    on: bool = True


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a quotation as somebody proposes them: as they stand in the audit, and blanked.

    `family` says that a child or their family is speaking; then `consent` must say who agreed and when.
    `mark` is new for every wording, so that a decision can name the words it is about.
    """

    id: str
    audit: str
    version: str
    key: str
    theme: str
    original: str
    blanked: str
    family: bool
    consent: str
    by: str
    at: datetime
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A second person's yes or no to exact words: `of` is the mark of these."""

    of: str
    state: QuotationState
    use: Use
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as it stands: its words, and what was decided on exactly these."""

    id: str
    audit: str
    version: str
    key: str
    theme: str
    original: str
    blanked: str
    family: bool
    consent: str
    by: str
    at: datetime
    mark: str = ""
    state: QuotationState = "waiting"
    use: Use = ""
    reason: str = ""
    decided_by: str = ""
    decided: datetime | None = None

    @property
    def usable(self) -> bool:
        """Whether any report may quote it."""
        return self.state == "approved"

    @property
    def public(self) -> bool:
        """Whether a report that leaves the council may quote it."""
        return self.usable and self.use == "public"
