"""Voices in an audit round: who was asked, who was heard, how good they find the help. No words of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Figures,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import plural
from qa_tool.report.workbook import Sheet, SheetColumn, Workbook
from qa_tool.template.model import VoiceKind
from qa_tool.voice.model import HELPS, SHORT, STANDINGS, VIEWS, WHO, Help, Standing, View
from qa_tool.voice.rules import Coverage

_PARTS: tuple[Standing, ...] = (
    "obtained", "reached", "declined", "no_answer", "not_safe", "not_appropriate", "not_tried", "none",
)  # fmt: skip
_HEADS: dict[Standing, str] = {
    "obtained": "Heard", "reached": "To be written", "declined": "Declined",
    "no_answer": "No answer", "not_safe": "Not safe", "not_appropriate": "Not appropriate",
    "not_tried": "Not tried", "none": "Not recorded",
}  # fmt: skip
NOTE = (
    "Each audit stands in exactly one column. Child, family and practitioner belong to every audit; "
    "carer, manager and partner where they know the child. Sought is heard, to be written, declined "
    "and no answer together. A no is respected and is no finding against anybody."
)
NO_WORDS = "This report holds counts only: nobody's words, no name and no contact details."


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What is counted about the voices of one round's handed-in audits."""

    round: str
    audits: int
    coverage: tuple[Coverage, ...]
    teams: tuple[tuple[str, int, tuple[Coverage, ...]], ...]
    views: tuple[tuple[VoiceKind, Mapping[View, int]], ...]
    helps: tuple[tuple[Help, int], ...]
    compared: int
    kinder: int
    harsher: int
    reasons: tuple[tuple[str, VoiceKind, Standing, str], ...]
    council: str
    made: date
    marking: str = "OFFICIAL-SENSITIVE"
    demonstration: bool = False


def _of(facts: VoiceFacts, who: VoiceKind) -> Coverage:
    return next((c for c in facts.coverage if c.who == who), Coverage(who, 0))


def _parts(one: Coverage) -> tuple[int, ...]:
    return tuple(getattr(one, part) for part in _PARTS)


def build(facts: VoiceFacts) -> Report:
    """The report as pages."""
    blocks: list[Block] = []
    if facts.demonstration:
        blocks.append(Callout("Made up", "Every figure here is of the demonstration council."))
    if not facts.audits:
        blocks.append(Paragraph("No audit of this round has been handed in yet.", lead=True))
    else:
        blocks += [
            *_opening(facts), *_coverage(facts), *_views(facts), *_beside(facts), *_teams(facts),
            *_reasons(facts),
        ]  # fmt: skip
    return Report(
        title="Voices",
        subtitle=f"{facts.round}: who was asked, and who was heard",
        council=facts.council,
        marking=facts.marking,
        made=facts.made,
        blocks=tuple(blocks),
        cover=False,
        contents=False,
        facts=(("Audits", str(facts.audits)), ("Holds", "Counts; nobody's words")),
    )


def _opening(facts: VoiceFacts) -> tuple[Block, ...]:
    figures = tuple(
        (f"{c.obtained} of {c.audits}", f"{SHORT[who]}: heard", f"{c.sought} sought")
        for who in ("child", "family", "worker")
        if (c := _of(facts, who)).audits
    )
    child, family = _of(facts, "child"), _of(facts, "family")
    lead = (
        f"In {plural(facts.audits, 'audit')}, {child.sought} children were sought out and "
        f"{child.obtained} heard; of families {family.sought} and {family.obtained}. "
        f"For {child.none} children and {family.none} families nothing is recorded."
    )
    return (Paragraph(lead, lead=True), Figures(figures), Paragraph(NO_WORDS, muted=True))


def _coverage(facts: VoiceFacts) -> tuple[Block, ...]:
    rows = tuple((SHORT[c.who], c.audits, c.sought, *_parts(c)) for c in facts.coverage)
    return (
        Heading("Sought and heard"),
        TableBlock(
            "What came of asking", ("Voice", "Audits", "Sought", *(_HEADS[p] for p in _PARTS)),
            ("text", *["number"] * (len(_PARTS) + 2)), rows, NOTE,  # type: ignore[arg-type]
        ),
    )  # fmt: skip


def _views(facts: VoiceFacts) -> tuple[Block, ...]:
    if not facts.views:
        return ()
    rows = tuple(
        (WHO[who], *(counts.get(view, 0) for view in VIEWS), sum(counts.values()))
        for who, counts in facts.views
    )
    helped = "; ".join(f"{HELPS[help_].lower()} in {n}" for help_, n in facts.helps)
    return (
        Heading("How good they find the help"),
        TableBlock(
            "In their own view", ("Voice", *VIEWS.values(), "Said"),
            ("text", *["number"] * (len(VIEWS) + 1)), rows,  # type: ignore[arg-type]
            "The last thing each said, of those who agreed that it is used. It is their view, not a grade.",
        ),
        Paragraph(f"Helped to speak: {helped}." if helped else "No help to speak was recorded."),
    )  # fmt: skip


def _beside(facts: VoiceFacts) -> tuple[Block, ...]:
    return (
        Heading("Beside the auditor's grade"),
        Bullets(
            (
                f"{plural(facts.compared, 'audit')} with an overall grade and a view of the child, family or carer.",
                f"{facts.kinder}: the grade is Good or better, and somebody says that it did not help or made things worse.",
                f"{facts.harsher}: the grade is below Good, and somebody says that it helped.",
            )
        ),
        Paragraph(
            "Neither is right by itself. Each such audit is worth talking about; few of them say "
            "nothing about all families.", muted=True,
        ),
    )  # fmt: skip


_CHASED: tuple[VoiceKind, ...] = ("child", "family", "worker")


def _teams(facts: VoiceFacts) -> tuple[Block, ...]:
    rows: list[tuple[str | int, ...]] = []
    for name, audits, found in facts.teams:
        by = {c.who: c for c in found}
        cells = [
            f"{by[who].sought} / {by[who].obtained}" if who in by else "[z]" for who in _CHASED
        ]
        rows.append((name, audits, *cells))
    return (
        Heading("By team"),
        TableBlock(
            "Sought / heard", ("Team", "Audits", *(SHORT[who] for who in _CHASED)),
            ("text", "number", "text", "text", "text"), tuple(rows),
            "In the order of names: coverage says who was asked, not whose work is better.",
        ),
    )  # fmt: skip


def _reasons(facts: VoiceFacts) -> tuple[Block, ...]:
    if not facts.reasons:
        return ()
    return (
        Heading("Not tried, or not appropriate: the auditors' reasons"),
        TableBlock(
            "", ("Case", "Voice", "State", "Reason"), ("text", "text", "text", "long"),
            tuple((ref, SHORT[who], _HEADS[stands], why) for ref, who, stands, why in facts.reasons),
        ),
    )  # fmt: skip


def workbook(facts: VoiceFacts) -> Workbook:
    """The same counts as sheets."""
    numbers = tuple(SheetColumn(_HEADS[part], "number", 14) for part in _PARTS)
    made = " Demonstration: made up." if facts.demonstration else ""
    return Workbook(
        title=f"Voices, {facts.round}", council=facts.council, marking=facts.marking, made=facts.made,
        sheets=(
            Sheet(
                "Coverage", f"Who was asked and heard, {facts.round}",
                (SheetColumn("Voice", width=24), SheetColumn("Audits", "number"),
                 SheetColumn("Sought", "number"), *numbers),
                tuple((WHO[c.who], c.audits, c.sought, *_parts(c)) for c in facts.coverage),
                (*(f"{part}." for part in NOTE.rstrip(".").split(". ")), NO_WORDS + made),
            ),
            Sheet(
                "By team", "Who was asked and heard, by team",
                (SheetColumn("Team", width=30), SheetColumn("Voice", width=24),
                 SheetColumn("Audits", "number"), SheetColumn("Sought", "number"), *numbers),
                tuple(
                    (name, WHO[c.who], c.audits, c.sought, *_parts(c))
                    for name, _, found in facts.teams for c in found
                ),
                ("In the order of names: nothing here ranks anybody.",),
            ),
            Sheet(
                "Their view", "How good they find the help",
                (SheetColumn("Voice", width=24), *(SheetColumn(v, "number", 22) for v in VIEWS.values())),
                tuple((WHO[who], *(n.get(view, 0) for view in VIEWS)) for who, n in facts.views),
                ((f"Audits with a grade and a family's view: {facts.compared}. Grade kinder than their "
                 f"view: {facts.kinder}. Grade harsher: {facts.harsher}."),),
            ),
            Sheet(
                "Reasons", "Not tried, or not appropriate: the auditors' reasons",
                (SheetColumn("Case", width=14), SheetColumn("Voice", width=18),
                 SheetColumn("State", width=24), SheetColumn("Reason", "long", 70)),
                tuple((ref, SHORT[who], STANDINGS[stands], why) for ref, who, stands, why in facts.reasons),
                ("Cases stand by their random reference: no child is named here.",),
            ),
        ),
    )  # fmt: skip
