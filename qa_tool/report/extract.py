"""Extracts for other people's reports: the self-evaluation, and the IRO annual report.

Every number is asked of an edition of the year's frozen data set, so that what is hidden there is
hidden here; what people wrote for the annual report stands only where it was approved.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qa_tool.publication.model import Priority
from qa_tool.report import annual_drafts as drafts
from qa_tool.report import annual_words as words
from qa_tool.report import annual_words_followed as followed
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_parts import table_block, typed
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Definitions,
    Heading,
    Note,
    Paragraph,
    Report,
    TableBlock,
)

SOURCE = (
    "Every figure is taken from the same frozen data set as the annual report on quality assurance of this "
    "year, and can be followed there."
)
SYMBOLS = (
    "Small counts are hidden so that no child and no worker can be worked out: [c] stands for 1 to 5, or for a "
    "number that would give one away."
)
_POINTER = re.compile(r"\s*\[note \d+\]")
_FORMAL = (
    "On a stage of the ladder. For looked-after children all formal stages together take no more than 20 "
    "working days; four stages of five are a local pattern."
)


@dataclass(frozen=True, slots=True)
class Extract:
    """What an extract is made of: one edition, and the words that were approved for it."""

    edition: Edition
    signatory: str
    marking: str
    texts: Mapping[str, str] = field(default_factory=dict)
    next_year: tuple[Priority, ...] = ()
    last_year: tuple[Priority, ...] = ()
    approved: bool = False
    fingerprint: str = ""


def self_evaluation(given: Extract) -> Report:
    """What we know, how we know it, what we plan: for the self-evaluation before an inspection."""
    edition = given.edition
    blocks: list[Block] = [
        *opening(given),
        Heading("What we know about the quality of practice"),
        *judgement(given),
        *_findings(edition),
        *answers(
            ("Are children safe", followed.safety(edition)), ("Themes", followed.themes(edition)),
            ("Voice", followed.voice(edition)), ("Equality", followed.equality(edition)),
            ("QA notices", followed.notices(edition)),
        ),
        Heading("How we know it"),
        Paragraph(words.activity(edition)),
        Paragraph(f"{words.children(edition)} {words.not_covered(edition)}".strip()),
        *tables(edition, "counted", "left-out"),
        Heading("How far it can be trusted", 2),
        Paragraph(words.trust(edition, " ")),
        *tables(edition, "read-again", *edition.readings("random")),
        Heading("Did practice change"),
        Paragraph(followed.learning(edition)),
        *_became(given.last_year if given.approved else ()),
        Heading("What we plan"),
        *planned(given),
        Paragraph(followed.outside(edition)),
        Note(SOURCE),
    ]  # fmt: skip
    return report(given, "Self-evaluation: quality of practice", blocks)


def iro(given: Extract) -> Report:
    """What the IRO annual report says about QA notices, their effect, and the child's voice."""
    edition = given.edition
    blocks: list[Block] = [
        *opening(given),
        Heading("QA notices and what they changed"),
        Paragraph(followed.notices(edition), lead=True),
        *tables(edition, "notices", "notice-limits", "notice-effects"),
        Definitions((
            ("Informal", "Raised and settled on the child's record, in a time that suits the child."),
            ("Formal", _FORMAL),
            ("Practice changed", "What was said 90 days after a formal notice, by somebody who looked."),
        )),
        Heading("Voice"),
        Paragraph(followed.voice(edition)),
        *tables(edition, "voices"),
        Heading("Concerns taken higher"),
        Paragraph(followed.concerns(edition)),
        Heading("What is not here"),
        Bullets((
            "Caseloads, reviews held and reviews in time: these stand in the case system, not in this program.",
            "Single notices. Whoever answers for the service finds them on the page QA notices.",
        )),
        Note(SOURCE),
    ]  # fmt: skip
    return report(given, "IRO annual report: QA notices", blocks)


def opening(given: Extract) -> tuple[Block, ...]:
    """Whether anything is made up, and whether anybody has approved the figures."""
    blocks: list[Block] = []
    frozen = given.edition.frozen
    if frozen.demonstration:
        said = "Every child, worker, audit and figure in this document is made up."
        blocks.append(Callout("Demonstration data", said))
    if frozen.withheld:
        said = (
            "Some audits are missing: whoever made this must not see them before a second reading."
        )
        blocks.append(Callout("This extract is not whole", said, "warning"))
    if not given.approved:
        said = (
            "The annual report of this year is not approved. Its figures may still change, and only sentences that "
            "the figures bear stand here, no words that somebody wrote."
        )
        blocks.append(Callout("Not approved yet", said, "warning"))
    return tuple(blocks)


def judgement(given: Extract) -> tuple[Block, ...]:
    """The judgement as it was approved; otherwise what the figures bear."""
    written = given.texts.get("judgement", "").strip() if given.approved else ""
    if written:
        return typed(written)
    return (Paragraph(drafts.judgement(given.edition), lead=True),)


def answers(*rows: tuple[str, str]) -> tuple[Block, ...]:
    """Questions and answers one under the other; those without an answer are left out."""
    found = tuple(row for row in rows if row[1])
    return (Definitions(found),) if found else ()


def tables(edition: Edition, *keys: str) -> tuple[Block, ...]:
    """These tables as they are published; those that do not exist are passed over."""
    found = (block for key in keys for block in table_block(edition, key))
    # The notes that a table points at stand in the annual report.
    return tuple(
        replace(block, note=_POINTER.sub("", block.note).strip()) if isinstance(block, TableBlock) else block
        for block in found
    )  # fmt: skip


def _findings(edition: Edition) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for group in edition.groups:
        if group.enough:
            blocks += [Heading(group.title, 2), Paragraph(words.grades(edition, group))]
            blocks += [
                Paragraph(words.ends(edition, group)),
                *tables(edition, f"grades-{group.key}"),
            ]
    return tuple(blocks) or (Paragraph(words.findings(edition)),)


def planned(given: Extract) -> tuple[Block, ...]:
    """The priorities for the next year, once somebody has approved them."""
    if not given.approved:
        return (Paragraph("They stand here once the annual report is approved.", muted=True),)
    if not given.next_year:
        return (Paragraph("No priorities for the next year are written down yet."),)
    lines = (
        f"{one.title} ({one.answers})" if one.answers else one.title for one in given.next_year
    )
    return (Bullets(tuple(lines)),)


def _became(found: Sequence[Priority]) -> tuple[Block, ...]:
    if not found:
        return ()
    rows = tuple((one.title, one.became or "Nothing is written about it yet.") for one in found)
    return (Heading("What became of last year's priorities", 2), Definitions(rows))


def report(given: Extract, title: str, blocks: Sequence[Block]) -> Report:
    """The extract with its facts; a public edition carries no marking."""
    edition = given.edition
    frozen = edition.frozen
    facts = (
        ("Year", frozen.year if frozen.whole else f"{frozen.year}, so far"),
        ("Speaks of", words.period_words(edition)), ("By", given.signatory),
        ("Figures", "Public edition: small counts are hidden" if edition.public else "Internal: not for publication"),
        ("State", "Approved" if given.approved else "Draft"),
        ("Data set", given.fingerprint[:16]),
    )  # fmt: skip
    return Report(
        title, frozen.year, frozen.council, "" if edition.public else given.marking, frozen.made,
        (*blocks, Note(SYMBOLS)) if edition.public else tuple(blocks),
        cover=False, contents=False, facts=tuple((k, v) for k, v in facts if v),
    )  # fmt: skip
