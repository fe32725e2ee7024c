"""How it was counted, what the words mean, and the key of the symbols."""

from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_groups import LEAST
from qa_tool.report.annual_joined import FEW_READINGS, KINDS_FEW
from qa_tool.report.annual_parts import Said
from qa_tool.report.annual_words import period_words
from qa_tool.report.blocks import Block, Bullets, Definitions, Heading, Note, Paragraph
from qa_tool.report.published import key_blocks

OVERLAPS = "Each audit stands in every line of this table, so its lines are not added."


def method(edition: Edition, said: Said) -> tuple[Block, ...]:
    """What a result rests on, how sure it is, and how people are protected."""
    preset = edition.protection.preset
    rules = [
        (
            "Counted: every first audit of a child from a recorded draw, handed in between "
            f"{period_words(edition)}, and signed off, at its final grade."
        ),
        (
            "Kept apart: re-audits, audits chosen by hand or because of a concern, calibration and mock "
            "inspections. Audits with different templates or kinds of case are never added into one rate."
        ),
        _sure(edition),
        (
            "A change from one year to the next is called better or worse only where its interval "
            "(Newcombe) leaves out no change; otherwise it is no reliable change, or too early to say."
        ),
        (
            "First and second grades are compared on blind, full second readings that were drawn at "
            "random, and on no others."
        ),
        _beside(),
        "Actions are counted by their first due date, so that moving a date makes nothing punctual.",
    ]
    if edition.public:
        rules.append(f"{preset.title}. {preset.why} {KINDS_FEW} {FEW_READINGS}")
        rules += merged(edition)
    found: list[Block] = [
        Heading("How this was counted", 1, "method"), Bullets(tuple(rules)),
        *(Paragraph(note) for note in said.notes),
    ]  # fmt: skip
    if edition.public:
        found += [Heading("Key of the symbols", 2, "key"), *key_blocks(preset)]
    found.append(Note(f"Note 1: {OVERLAPS}"))
    mark = said.fingerprint[:16] if said.fingerprint else ""
    if mark:
        found.append(Note(f"Period: {edition.frozen.period}. Frozen data set {mark}."))
    return tuple(found)


def _sure(edition: Edition) -> str:
    """How sure the percentages are, and what was known of the lists that were drawn from."""
    said = (
        f"Percentages stand on at least {LEAST} audits. Intervals are 95%: where the sample were drawn again, "
        "the share of all such work is likely to lie between these ends. "
    )
    if any(table.lists for table in edition.protection.tables):
        said += (
            "Where a list is known and every part of it was drawn alike, the intervals of its whole sample are "
            "exact for a list of that length (hypergeometric). All others are Wilson's"
        )
    else:
        said += "They are Wilson's"
    return (
        f"{said}, which treat a list as very large, so where much of it was read they are rather too wide than "
        "too narrow."
    )


def _beside() -> str:
    """What stands beside the final grades and is no count."""
    return (
        "Beside the final grades stand two estimates where there is enough for them: weighted to the lists, "
        "where parts of them were drawn with different chances (a case on the lists of two rounds counts in both); and what the grades might be had every audit "
        "been read again, each random second reading weighted by one through its chance of being chosen, round "
        "by round. Neither takes the place of the final grades."
    )


def merged(edition: Edition) -> list[str]:
    """What is counted as one, each once, with the tables in which it is."""
    found: dict[tuple[str, str], list[str]] = {}
    for merge in edition.merges:
        found.setdefault((" and ".join(merge.names), merge.into), []).append(merge.table)
    return [
        f"{names} are counted as “{into}”, so that nobody can be worked out, in: {'; '.join(tables)}."
        for (names, into), tables in found.items()
    ]


def definitions(edition: Edition) -> tuple[Block, ...]:
    """The words of the report."""
    items = [
        ("Audit", "A structured judgement on the work with one child, from the child's own record."),
        ("Domain", "A graded part of an audit, such as voice or management oversight."),
        ("Good or better", "The grades of the scale that count as good: Good and Outstanding."),
        ("Blind second reading", "Another person reads the same file without seeing the first grade."),
        ("Safety stop", "An auditor stops because a child may be unsafe, and tells those who can act."),
        ("QA notice", "A concern about a child's plan that climbs a ladder until practice changes."),
        ("Re-audit", "The same child's file audited again by somebody else after an Inadequate."),
        ("Not graded", "The record was not available to the auditor, or no grade was given."),
    ]  # fmt: skip
    del edition
    return (Heading("What the words mean", 1, "words"), Definitions(tuple(items)))
