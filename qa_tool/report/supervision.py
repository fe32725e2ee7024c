"""The supervision slip: one page that an audit takes to supervision, with room to write."""

from dataclasses import dataclass
from datetime import date

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import day

_LONGEST, _LINE = 160, 80
_TO_TALK_ABOUT, _ACTIONS = 4, 3
_LINES = 4  # to write by hand, and more where there are few actions


@dataclass(frozen=True, slots=True)
class SlipAction:
    """One action as the slip prints it."""

    what: str
    owner: str
    due: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that the slip says; it holds no grade, no rate and no comparison."""

    reference: str
    template: str
    worker: str
    team: str
    handed_in: date | None
    told: date | None
    due: date | None
    strengths: tuple[str, ...]
    discuss: tuple[str, ...]
    actions: tuple[SlipAction, ...]
    replied: str
    council: str
    made: date
    discussed: tuple[date, ...] = ()
    marking: str = "OFFICIAL-SENSITIVE"
    demonstration: bool = False


def build(slip: Slip) -> Report:
    """The slip as one page."""
    replied = (slip.replied,) if slip.replied else ()
    room = max(0, _ACTIONS - len(slip.actions))
    line = _LONGEST if room > 1 else _LINE
    blocks: list[Block] = [
        Heading("What was done well", 2),
        Bullets(tuple(short(one, line) for one in slip.strengths[:2]))
        if slip.strengths
        else Paragraph("No strength was written down: name one together.", muted=True),
        Heading("To talk about", 2),
        Bullets(tuple(map(short, (*replied, *slip.discuss)[:_TO_TALK_ABOUT]))),
        Heading("Actions", 2),
        *_actions(slip.actions),
    ]
    blocks += [
        TableBlock(
            "Notes", ("What we talked about", "What we agreed, who, by when"), ("long", "long"),
            (("\n" * (_LINES + 2 * room), ""),),
        ),
        Paragraph(_last(slip), muted=True),
    ]  # fmt: skip
    return Report(
        title="Supervision slip",
        subtitle=f"Audit {slip.reference}, {slip.template}",
        council=slip.council,
        marking=slip.marking,
        made=slip.made,
        blocks=tuple(blocks),
        cover=False,
        contents=False,
        facts=tuple(
            (name, value)
            for name, value in (
                ("Practitioner", slip.worker),
                ("Team", slip.team),
                ("Handed in", day(slip.handed_in)),
                ("Told of it", day(slip.told)),
                ("Talk about it by", day(slip.due)),
                ("Talked about", ", ".join(day(one) for one in slip.discussed)),
                ("Data", "Demonstration: made up" if slip.demonstration else ""),
            )
            if value
        ),
    )


def _last(slip: Slip) -> str:
    if slip.discussed:
        return "The notes belong to the supervision record; the program keeps only the date."
    return (
        "Date discussed: ________________   Type it into the program; the notes belong to the "
        "supervision record."
    )


def _actions(actions: tuple[SlipAction, ...]) -> tuple[Block, ...]:
    if not actions:
        return (Paragraph("No actions came out of this audit."),)
    rows = tuple(
        (short(one.what, 64), one.owner, day(one.due), one.state) for one in actions[:_ACTIONS]
    )
    left = len(actions) - len(rows)
    note = f"{left} more stand in the program." if left else ""
    return (
        TableBlock(
            "", ("Action", "Owner", "Due", "State"), ("long", "text", "text", "text"), rows, note
        ),
    )


def short(text: str, most: int = _LONGEST) -> str:
    """The words on one line, cut at a word where they would fill the page; the feedback has them whole."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return flat[:most].rsplit(" ", 1)[0] + " …"
