"""The paper of one diagnostic session, for the practice learning seminar: about a team, never a child."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Definitions,
    Figures,
    Heading,
    Note,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import day, plural

LEARNING = (
    "This is a learning exercise: the team's own view of its practice, beside that of its partner. No "
    "grade in it enters an audit figure, and it is about no child and no single worker."
)


@dataclass(frozen=True, slots=True)
class StandardFacts:
    """One standard: the team's grade, the partner's, the gap, what it was before, and what was said."""

    title: str
    purpose: str
    agreed: str
    level: str = ""
    partner: str = ""
    gap: str = ""
    before: str = ""
    move: str = ""
    spread: tuple[tuple[str, int], ...] = ()
    how: str = ""
    evidence: str = ""
    partner_view: str = ""
    good_here: str = ""
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiagnosticFacts:
    """Everything the paper says; with `whole` False only the team's grades and themes are in it."""

    team: str
    area: str
    service: str
    held: date
    partner: str
    council: str
    made: date
    whole: bool
    standards: tuple[StandardFacts, ...]
    themes: tuple[str, ...]
    tones: tuple[tuple[str, str], ...]
    came: tuple[tuple[str, int], ...] = ()
    lines: tuple[str, ...] = ()
    scorecard: tuple[tuple[str, str, str, str], ...] = ()
    cases: tuple[str, ...] = ()
    commitments: tuple[tuple[str, str, date, str], ...] = ()
    messages: tuple[str, ...] = ()
    seminar: tuple[tuple[str, str], ...] = ()
    before: date | None = None
    revisit: str = ""
    edition: str = ""
    demonstration: bool = False
    closed: bool = True
    marking: str = "OFFICIAL-SENSITIVE"


def build(facts: DiagnosticFacts) -> Report:
    """The paper as blocks: the whole at a glance, then standard by standard, then what follows."""
    blocks: list[Block] = []
    if facts.demonstration:
        blocks.append(Callout("Demonstration data", "Everything in this paper is made up."))
    blocks += [Callout("What this is", LEARNING), *_glance(facts)]
    if facts.whole:
        blocks += [*_frame(facts), *_standards(facts), *_after(facts)]
    else:
        blocks.append(
            Note(
                "Evidence, what was said and the commitments are seen by those who were in the room."
            )
        )
    blocks.append(Note(_method(facts)))
    return Report(
        "Diagnostic session", facts.team, facts.council, facts.marking, facts.made, tuple(blocks),
        contents=False, cover=False, facts=_cover(facts),
    )  # fmt: skip


def _cover(facts: DiagnosticFacts) -> tuple[tuple[str, str], ...]:
    found = (
        ("Team", facts.team), ("Area", facts.area), ("Service", facts.service),
        ("Held on", day(facts.held)), ("Partner", facts.partner),
        ("State", "" if facts.closed else "Not yet held to its end"),
    )  # fmt: skip
    return tuple(pair for pair in found if pair[1])


def _glance(facts: DiagnosticFacts) -> list[Block]:
    """One table for all standards, and in one sentence where team and partner part."""
    graded = [one for one in facts.standards if one.agreed]
    compared = [one for one in graded if one.partner]
    lower = sum("lower" in one.gap for one in compared)
    higher = sum("higher" in one.gap for one in compared)
    said = f"{plural(len(graded), 'standard')} graded by the team of {facts.team}."
    if compared:
        said += (
            f" The partner graded {len(compared)} of them: the same view {len(compared) - lower - higher}, "
            f"lower {lower}, higher {higher}."
        )
    header, kinds = ["Standard", "Team's grade", "Partner's grade", "The two"], ["text", "grade", "grade", "text"]  # fmt: skip
    if facts.before:
        header += [f"On {day(facts.before)}", "Since then"]
        kinds += ["grade", "text"]
    rows = tuple(
        (one.title, one.agreed or "Not graded", one.partner or "None given", one.gap,
         *((one.before or "Not looked at", one.move) if facts.before else ()))
        for one in facts.standards
    )  # fmt: skip
    blocks: list[Block] = [
        Heading("At a glance"),
        Paragraph(said, lead=True),
        TableBlock("Standards of practice", tuple(header), tuple(kinds), rows, tones=facts.tones),  # type: ignore[arg-type]
    ]
    if facts.before:
        blocks.append(_moves(facts))
    blocks.append(Heading("Themes", 2))
    blocks.append(Bullets(facts.themes) if facts.themes else Paragraph("No theme was chosen."))
    return blocks


def _moves(facts: DiagnosticFacts) -> Figures:
    """Before and after in three figures."""
    counts = {word: sum(one.move == word for one in facts.standards) for word in ("Better", "As before", "Worse")}  # fmt: skip
    return Figures(
        tuple((str(n), word.lower(), "standards since last time") for word, n in counts.items())
    )


def _frame(facts: DiagnosticFacts) -> list[Block]:
    blocks: list[Block] = [Heading("The session")]
    came = ", ".join(f"{role} {n}" for role, n in facts.came)
    ways = Counter(one.how for one in facts.standards if one.how)
    graded = "; ".join(f"{way} ({plural(n, 'standard')})" for way, n in ways.items())
    told = (
        ("Took part", came), ("Cases looked at", ", ".join(facts.cases)),
        ("Before the talk", graded),
    )  # fmt: skip
    blocks.append(Definitions(tuple(pair for pair in told if pair[1])))
    if facts.lines:
        blocks += [Heading("Lines of enquiry", 2), Bullets(facts.lines)]
    if facts.scorecard:
        blocks.append(
            TableBlock(
                "From the scorecard", ("Indicator", "Value", "Target", "Source"),
                ("text", "text", "text", "text"), facts.scorecard,
                note="As the source prints it; not recomputed here.",
            )
        )  # fmt: skip
    return blocks


def _standards(facts: DiagnosticFacts) -> list[Block]:
    blocks: list[Block] = [Heading("Standard by standard")]
    for one in facts.standards:
        blocks += [Heading(one.title, 2), Paragraph(one.purpose, muted=True)]
        said = f"The team: {one.agreed or 'not graded'}."
        if one.partner:
            said += f" The partner: {one.partner}. {one.gap}."
        if one.before and one.move:
            said += f" Before: {one.before}. {one.move}."
        blocks.append(Paragraph(said, lead=True))
        if one.spread:
            spread = ", ".join(f"{name} {n}" for name, n in one.spread if n)
            blocks.append(Paragraph(f"{one.how}: {spread}.", muted=True))
        parts = (
            ("The evidence", one.evidence), ("The partner's view", one.partner_view),
            ("What would good look like here", one.good_here),
        )  # fmt: skip
        told = tuple(pair for pair in parts if pair[1])
        if told:
            blocks.append(Definitions(told))
    return blocks


def _after(facts: DiagnosticFacts) -> list[Block]:
    blocks: list[Block] = [Heading("What follows")]
    if facts.commitments:
        blocks.append(
            TableBlock(
                "Commitments of the team", ("Commitment", "Who sees to it", "By", "What came of it"),
                ("long", "text", "date", "long"), facts.commitments,
            )
        )  # fmt: skip
    else:
        blocks.append(Paragraph("There is no commitment yet."))
    if facts.seminar or facts.messages:
        blocks.append(Heading("Practice learning seminar", 2))
        if facts.seminar:
            blocks.append(Definitions(facts.seminar))
        if facts.messages:
            blocks.append(Bullets(facts.messages))
    asked = [p for one in facts.standards for p in one.prompts[:1]][:5]
    if asked:
        blocks += [Heading("To talk about in the seminar", 2), Bullets(tuple(asked))]
    if facts.revisit:
        blocks.append(Paragraph(facts.revisit))
    return blocks


def _method(facts: DiagnosticFacts) -> str:
    return (
        f"Standards of practice, edition {facts.edition}. The team's grade is the one it agreed on after "
        "the talk; the partner's stands apart and changes nothing. Grades given singly are kept as counts "
        "without names, and not at all below three."
    )
