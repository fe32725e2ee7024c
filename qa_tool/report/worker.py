"""A worker's own page: their audits, strengths and actions; no grade, no rate, no comparison."""

from dataclasses import dataclass
from datetime import date

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Heading,
    Note,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import day, plural

WHAT_FOR = (
    "It belongs to you, and goes to supervision if you want it there. It holds no grade, no rate and no "
    "comparison: single audits are about single children, and too few to say how anybody works. The grade "
    "of an audit, with its reasons, stands in its feedback."
)


@dataclass(frozen=True, slots=True)
class WorkerAudit:
    """One audit of somebody's work: when, of what, what was good, and who talked about it when."""

    reference: str
    template: str
    handed_in: date
    mode: str
    strengths: tuple[str, ...]
    told: date | None = None
    discussed: date | None = None
    replied: str = ""


@dataclass(frozen=True, slots=True)
class WorkerAction:
    """One action of these audits: what, who sees to it, and how it stands."""

    reference: str
    what: str
    owner: str
    due: date | None
    state: str
    difference: str = ""


@dataclass(frozen=True, slots=True)
class WorkerPage:
    """Everything on the page; `withheld` audits wait for the blind second reading of whoever prints it."""

    name: str
    team: str
    council: str
    made: date
    audits: tuple[WorkerAudit, ...]
    actions: tuple[WorkerAction, ...]
    withheld: int = 0
    demonstration: bool = False
    marking: str = "OFFICIAL-SENSITIVE"


def build(page: WorkerPage) -> Report:
    """The page as blocks."""
    blocks: list[Block] = []
    if page.demonstration:
        words = "Every child, worker and audit in this document is made up."
        blocks.append(Callout("Demonstration data", words))
    blocks.append(Callout("What this page is for", WHAT_FOR))
    if page.withheld:
        words = f"{plural(page.withheld, 'audit')} cannot be seen by whoever printed this before a second reading."
        blocks.append(Callout("This page is not whole", words, "warning"))
    blocks += [*_audits(page), *_strengths(page), *_actions(page)]
    return Report(
        "Your audits, strengths and actions", page.name, page.council, page.marking, page.made,
        tuple(blocks), cover=False, contents=False,
        facts=tuple(
            (name, value)
            for name, value in (("Practitioner", page.name), ("Team", page.team))
            if value
        ),
    )  # fmt: skip


def _audits(page: WorkerPage) -> tuple[Block, ...]:
    if not page.audits:
        return (Heading("Audits"), Paragraph("No audit of your work has been handed in."))
    rows = tuple(
        (a.reference, a.template, a.handed_in, a.mode, a.told, a.replied, a.discussed)
        for a in page.audits
    )
    return (
        Heading("Audits"),
        TableBlock(
            f"{plural(len(rows), 'audit')} of your work, the latest first",
            ("Case", "Template", "Handed in", "How", "Feedback given", "Your reply", "Talked about"),
            ("text", "text", "date", "text", "date", "text", "date"), rows,
        ),
        Note("Talked about: the day on which it was taken to supervision."),
    )  # fmt: skip


def _strengths(page: WorkerPage) -> tuple[Block, ...]:
    said = tuple(
        f"{words} ({a.reference}, {day(a.handed_in)})" for a in page.audits for words in a.strengths
    )
    nothing = "No strength was written down in these audits. Ask for one in supervision."
    return (Heading("Strengths"), Bullets(said) if said else Paragraph(nothing))


def _actions(page: WorkerPage) -> tuple[Block, ...]:
    if not page.actions:
        return (Heading("Actions"), Paragraph("No actions came out of these audits."))
    rows = tuple((a.reference, a.what, a.owner, a.due, a.state) for a in page.actions)
    changed = tuple(f"{a.difference} ({a.reference})" for a in page.actions if a.difference.strip())
    return (
        Heading("Actions"),
        TableBlock(
            "What was agreed", ("Case", "Action", "Owner", "Due", "State"),
            ("text", "long", "text", "date", "text"), rows,
        ),
        *((Heading("What changed for the child"), Bullets(changed)) if changed else ()),
    )  # fmt: skip
