"""The one-page note of a safety stop, for the child's own file."""

from dataclasses import dataclass
from datetime import date, datetime

from qa_tool.report.blocks import Block, Callout, Heading, Paragraph, Report, TableBlock
from qa_tool.report.naming import SAFETY, day


@dataclass(frozen=True, slots=True)
class SafetyRoute:
    """Who must be told, within what time, and how they are reached."""

    who: str
    within: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class SafetyTold:
    """Who was told, when, how, and what they answered."""

    who: str
    when: datetime | None
    how: str
    answer: str


@dataclass(frozen=True, slots=True)
class SafetyClock:
    """One thing that is due, and whether it was there in time; `late` also where it came late."""

    what: str
    due: datetime | date
    met: bool
    late: bool


@dataclass(frozen=True, slots=True)
class SafetyNote:
    """Everything that the note says; `about` is whom the concern is about, in words."""

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
    clocks: tuple[SafetyClock, ...] = ()
    marking: str = "OFFICIAL-SENSITIVE"
    demonstration: bool = False


def moment(value: datetime | None) -> str:
    """`21 November 2026, 14:32`."""
    return f"{day(value)}, {value:%H:%M}" if value is not None else "not yet"


def build(note: SafetyNote) -> Report:
    """The note as one page."""
    danger = note.level == "danger"
    name = SAFETY.get(note.level, note.level)
    blocks: list[Block] = []
    if note.demonstration:
        blocks.append(Callout("Demonstration data", "Everything in this note is made up."))
    blocks += [
        Callout(name, at_once(note), "danger" if danger else "warning"),
        Heading("What was seen", 2),
        Paragraph(note.what),
        Heading("Who must be told", 2),
        TableBlock(
            "",
            ("Who", "Within", "How to reach them"),
            ("text", "text", "long"),
            tuple((route.who, route.within, route.how) for route in note.routes),
        ),
        Heading("Who was told, and what they answered", 2),
        _told(note.told),
        *_clocks(note.clocks),
        Callout(
            "This program notifies nobody",
            "Writing this note tells no one. Speak to the people above yourself, and write down "
            "when and what they answered. Where life is at risk, ring 999.",
            "danger",
        ),
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
        ),
    )


def at_once(note: SafetyNote) -> str:
    """Whom to speak to and by when: the routes of this very stop, never somebody it is about."""
    said = [f"{route.who}: {route.within[:1].lower()}{route.within[1:]}." for route in note.routes]
    return "Speak to them yourself. " + " ".join(said)


def _clocks(clocks: tuple[SafetyClock, ...]) -> tuple[Block, ...]:
    if not clocks:
        return ()
    rows = tuple((clock.what, _due(clock.due), _state(clock)) for clock in clocks)
    return (
        Heading("What is due", 2),
        TableBlock("", ("What", "By", "Where it stands"), ("long", "text", "text"), rows),
    )


def _due(due: datetime | date) -> str:
    return moment(due) if isinstance(due, datetime) else day(due)


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
        tuple((one.who, moment(one.when), one.how, one.answer) for one in told),
    )
