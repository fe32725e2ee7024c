"""What asks for actions: an inspection, a peer challenge, a plan, a notice; and a plan's objectives."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from qa_tool.errors import Refused

SourceKind = Literal[
    "inspection", "peer_challenge", "plan", "notice", "complaint", "review", "other"
]
RequirementState = Literal["open", "met", "withdrawn"]

KINDS: dict[SourceKind, str] = {
    "inspection": "Inspection",
    "peer_challenge": "Peer challenge",
    "plan": "Improvement plan",
    "notice": "QA notice",
    "complaint": "Complaint",
    "review": "Learning review",
    "other": "Something else",
}
ABOUT_A_CHILD: tuple[SourceKind, ...] = ("notice", "complaint")
STATES: dict[RequirementState, str] = {"open": "Open", "met": "Met", "withdrawn": "Withdrawn"}
AddDays = Callable[[date, int], date]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement of a source: of what, and its word on the source's own scale."""

    area: str
    grade: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where requirements come from: an inspection of a day, with its judgements on its own dated scale.

    `scale` is a shipped scale's key; `notice` a QA notice's id and `case` its case, where it is one.
    """

    id: str
    kind: SourceKind
    title: str
    said: date | None = None
    scale: str = ""
    judgements: tuple[Judgement, ...] = ()
    notice: str = ""
    case: str = ""
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that is asked for; `within` is the time as its source says it ("immediately")."""

    id: str
    source: str
    text: str
    due: date | None = None
    within: str = ""
    objective: str = ""
    themes: tuple[str, ...] = ()
    place: int = 0
    state: RequirementState = "open"
    reason: str = ""
    settled: date | None = None
    settled_by: str = ""
    made_by: str = ""

    def overdue(self, today: date) -> bool:
        """Still open past its due date."""
        return self.state == "open" and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective of an improvement plan: what will be different, who answers for it, by when."""

    id: str
    title: str
    about: str = ""
    owner: str = ""
    due: date | None = None
    themes: tuple[str, ...] = ()
    place: int = 0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a typed list of requirements, with its time in words and as a day."""

    text: str
    within: str
    due: date | None


def checked_source(source: Source) -> Source:
    """A source says what it is and when it was said."""
    if not source.title.strip():
        raise Refused("This source has no title.", "Write what it is, such as the inspection.")
    if source.said is None:
        raise Refused(
            "It is not said when this was.", "Give the day: its times are counted from there."
        )
    return replace(source, title=source.title.strip())


def checked(requirement: Requirement) -> Requirement:
    """A requirement says what it asks for."""
    if not requirement.text.strip():
        raise Refused("This requirement says nothing yet.", "Write what is asked for.")
    return replace(requirement, text=requirement.text.strip())


def settled(requirement: Requirement, state: RequirementState, reason: str, by: str, on: date) -> Requirement:  # fmt: skip
    """Met or withdrawn, with what shows it; or open again."""
    if requirement.state == state:
        raise Refused(f"This requirement is {STATES[state].lower()} already.")
    if not reason.strip():
        raise Refused("There is no reason.", "Say in one sentence what shows it.")
    if state == "open":
        return replace(requirement, state=state, reason=reason, settled=None, settled_by="")
    return replace(requirement, state=state, reason=reason, settled=on, settled_by=by)


# --- a list as it stands in a report -------------------------------------------------------------

_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: n for n, word in enumerate(_WORDS.split(), 1)}
_MONTHS = {"month": 1, "year": 12}
_MOST = 400
_AT_ONCE = re.compile(r"^(immediately|at once|with immediate effect)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"^(?:within|in)\s+(\d+|[a-z]+)\s+(working day|day|week|month|year)s?\b", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_AREA = re.compile(r"^(.{2,80}?)\s*[:\t–]\s*(.{2,60})$")


def read_list(text: str, said: date, working_days: AddDays, months: AddDays) -> tuple[Found, ...]:
    """The requirements of a pasted list: headings say the time, each bullet or line is one.

    "Immediately:", "Within three months:", "Within 10 working days:" stand over what follows them.
    Immediately is one working day (practice 24). A line that begins small goes on with the one
    before it where the list has bullets.
    """
    found: list[Found] = []
    within, due = "", None
    bullets = any(_BULLET.match(line) for line in text.splitlines())
    goes_on = False
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words:
            goes_on = False
            continue
        time = _time_of(words, said, working_days, months)
        if time is not None and not _BULLET.match(line):
            within, due = time
            goes_on = False
            continue
        if bullets and not _BULLET.match(line):
            if goes_on and found:
                found[-1] = replace(found[-1], text=f"{found[-1].text} {words}")
            continue
        said_so = _BULLET.sub("", words)
        found.append(Found(f"{said_so[0].upper()}{said_so[1:]}", within, due))
        goes_on = True
    return tuple(found)


def _time_of(
    words: str, said: date, working_days: AddDays, months: AddDays
) -> tuple[str, date] | None:
    """The time that a heading says, and the day that it makes; None where the line is no heading."""
    head = words.removesuffix(":").strip()
    if not words.endswith(":") and len(head.split()) > 4:
        return None
    if _AT_ONCE.match(head):
        return "Immediately", working_days(said, 1)
    match = _WITHIN.match(head)
    n = _number(match.group(1)) if match is not None else 0
    if match is None or not 0 < n <= _MOST:
        return None
    said_words, unit = f"{head[0].upper()}{head[1:]}", match.group(2).lower()
    if unit == "working day":
        return said_words, working_days(said, n)
    if unit in _MONTHS:
        return said_words, months(said, n * _MONTHS[unit])
    return said_words, said + timedelta(days=n * (7 if unit == "week" else 1))


def _number(word: str) -> int:
    """A number in figures or as a word; 0 where it is neither."""
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 0)


def read_judgements(text: str, grades: Iterable[str]) -> tuple[Judgement, ...]:
    """Judgements as typed, one a line as "Area: Grade"; a word that the scale has not is refused."""
    known = {grade.casefold(): grade for grade in grades}
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _AREA.match(line.strip())
        if match is None:
            raise Refused(
                f"Line {number} of the judgements is not “what: judgement”.",
                "Write each as “Overall effectiveness: Good”.",
            )
        area, grade = match.group(1).strip(), match.group(2).strip()
        if known and grade.casefold() not in known:
            raise Refused(
                f"Line {number}: this scale has no judgement “{grade}”.",
                f"It has: {', '.join(known.values())}.",
            )
        found.append(Judgement(area, known.get(grade.casefold(), grade)))
    return tuple(found)
