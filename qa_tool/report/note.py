"""The one-page note of a safety stop, for the child's own file."""

from dataclasses import dataclass
from datetime import date, datetime

from qa_tool.report.blocks import Block, Callout, Heading, Paragraph, Report, TableBlock
from qa_tool.report.naming import SAFETY, day


@dataclass(frozen=True, slots=True)
class SafetyClock:
    """When something is due, and whether it was there in time; `late` also where it came late."""

    due: datetime | date
    met: bool
    late: bool


@dataclass(frozen=True, slots=True)
class SafetyRoute:
    """Who must be told, within what time, how they are reached; no clock where it is not obligatory."""

    who: str
    within: str
    how: str = ""
    clock: SafetyClock | None = None


@dataclass(frozen=True, slots=True)
class SafetyTold:
    """Who was told, when, how, and what they answered."""

    who: str
    when: datetime | None
    how: str
    answer: str


@dataclass(frozen=True, slots=True)
class SafetyNote:
    """Everything that the note says; `about` is whom it is about, `plan` the written plan due."""

    reference: str
    level: str
    about: str
    raised_by: str
    raised: datetime
    what: str
    routes: tuple[SafetyRoute, ...]
    told: tuple[SafetyTold, ...]
    council: str
    made: date
    plan: SafetyClock | None = None
    marking: str = "OFFICIAL-SENSITIVE"
    demonstration: bool = False


def moment(value: datetime | None) -> str:
    """`21 November 2026, 14:32`."""
    return f"{day(value)}, {value:%H:%M}" if value is not None else "not yet"


def build(note: SafetyNote) -> Report:
    """The note as one page."""
    danger = note.level == "danger"
    name = SAFETY.get(note.level, note.level)
    blocks: list[Block] = [
        Callout(
            f"{name}. This program notifies nobody",
            at_once(note),
            "danger" if danger else "warning",
        ),
        Heading("What was seen", 2),
        Paragraph(note.what),
        Heading("Who must be told", 2),
        _routes(note),
        Heading("Who was told, and what they answered", 2),
        _told(note.told),
        Paragraph(
            "Child's number in the case system, written by hand when this is filed: "
            "________________________",
        ),
    ]
    return Report(
        title="Safety stop",
        subtitle=f"Case reference {note.reference}",
        council=note.council,
        marking=note.marking,
        made=note.made,
        blocks=tuple(blocks),
        cover=False,
        contents=False,
        facts=(
            ("Raised", moment(note.raised)),
            ("Raised by", note.raised_by),
            ("Level", name),
            ("About", note.about),
            *((("Data", "Demonstration: made up"),) if note.demonstration else ()),
        ),
    )


def at_once(note: SafetyNote) -> str:
    """Whom to speak to and by when: the routes of this very stop, never somebody it is about."""
    said = [f"{route.who}: {route.within[:1].lower()}{route.within[1:]}." for route in note.routes]
    return (
        f"{' '.join(said)} Writing this note tells no one: speak to them yourself, and write down "
        "when and what they answered. Where life is at risk, ring 999."
    )


def _routes(note: SafetyNote) -> TableBlock:
    rows = [
        (
            route.who,
            _due(route.clock.due) if route.clock else route.within,
            _state(route.clock) if route.clock else "",
            route.how,
        )
        for route in note.routes
    ]
    if note.plan is not None:
        rows.append(("Written plan", _due(note.plan.due), _state(note.plan), ""))
    header = ("Who, or what", "By", "State", "How to reach them")
    return TableBlock("", header, ("text", "text", "text", "long"), tuple(rows))


def _due(due: datetime | date) -> str:
    return short(due) if isinstance(due, datetime) else f"{due.day} {due:%b %Y}"


def short(value: datetime | None) -> str:
    """`21 Nov 2026, 14:32`: on one line of a narrow column, so that the note stays one page."""
    return f"{value.day} {value:%b %Y, %H:%M}" if value is not None else "not yet"


def _state(clock: SafetyClock) -> str:
    if clock.met:
        return "In time"
    return "Late" if clock.late else "Not yet"


def _told(told: tuple[SafetyTold, ...]) -> Block:
    if not told:
        return Paragraph("Nobody has been written down yet.")
    return TableBlock(
        "",
        ("Who", "When", "How", "Answer"),
        ("text", "text", "text", "long"),
        tuple((one.who, short(one.when), one.how, one.answer) for one in told),
    )
