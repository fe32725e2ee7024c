"""The moderated audit summary: for the QA lead, with every audit and its grades."""

from datetime import date

from qa_tool.figures.actions import count, days_overdue
from qa_tool.figures.agreement import Agreement, of_overall, rereads
from qa_tool.figures.basis import Basis, Group, basis, by_place
from qa_tool.figures.dataset import ActionFact, AuditFact, DataSet
from qa_tool.figures.distribution import Distribution, distribute, overall
from qa_tool.figures.themes import strengths, themes
from qa_tool.report import concerns, parts, sentences, timeliness
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Column,
    Figures,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.method import method
from qa_tool.report.naming import (
    SAFETY,
    SELECTIONS,
    group_name,
    group_words,
    overall_names,
    period,
    plain,
    plural,
    title_of,
    tones,
)


def build(data: DataSet) -> Report:
    """The whole summary from one frozen data set."""
    found = basis(data)
    blocks: list[Block] = [
        *parts.demonstration(data),
        Heading("At a glance"),
        *_glance(found, data),
        Heading("What this rests on"),
        *parts.rests_on(found, data),
        Heading("Final grades"),
        *_grades(found),
        *timeliness.blocks(found, data),
        Heading("First grade against second grade"),
        *parts.readings(rereads(data), data),
        Heading("Strengths"),
        *_strengths(found),
        Heading("Areas for development"),
        *concerns.development(found, data),
        *concerns.stops(data),
        Heading("Actions"),
        *_actions(data),
        Heading("Audits, one by one"),
        *_audits(data),
        Heading("How the figures are made"),
        *method(data),
    ]
    return Report(
        title="Moderated audit summary",
        subtitle=data.round + (f": {data.theme}" if data.theme else ""),
        council=data.council,
        marking=data.marking,
        made=data.made,
        blocks=tuple(blocks),
        facts=parts.facts(data, period(data)),
    )


def _glance(found: Basis, data: DataSet) -> tuple[Block, ...]:
    read = of_overall(rereads(data).random, data)
    done = count(data.actions, data.made)
    lines = [sentences.coverage(found, data)]
    for group in found.groups:
        spread = overall(group)
        if spread is not None:
            said = (
                sentences.good_or_better(spread, group_words(group)),
                sentences.worst(spread),
                sentences.no_evidence(spread),
            )
            lines.append(" ".join(part for part in said if part))
    lines += [sentences.trusts(read), sentences.actions(done), sentences.safety(data)]
    return (Figures(glance_figures(found, found, parts.single(read), data)), Bullets(tuple(lines)))


def glance_figures(
    whole: Basis, found: Basis, random: Agreement | None, data: DataSet
) -> tuple[tuple[str, str, str], ...]:
    """Up to four large figures; a rate only for the largest group, because groups are never added.

    `found` are the groups that may be shown to this reader, `whole` is everything that counts.
    """
    figures = [(f"{whole.n:,}", "audits counted", f"of {data.planned:,} planned")]
    spread = overall(found.groups[0]) if found.groups else None
    if spread is not None and spread.n:
        small = f"{plain(found.groups[0].kind_of_case)}: {spread.good} of {spread.n}"
        figures.append((spread.words, "good or better", small))
    if random is not None and random.n:
        which = (
            f"{random.title}, read again blind" if random.title else "read again blind, at random"
        )
        figures.append((f"{random.same} of {random.n}", "kept their grade", which))
    done = count(data.actions, data.made)
    if done.total:
        figures.append((f"{done.overdue:,}", "actions overdue", f"of {done.open:,} open"))
    return tuple(figures)


def _grades(found: Basis) -> tuple[Block, ...]:
    if not found.groups:
        return (Paragraph("No audit can be counted yet, so there are no grades to show."),)
    blocks: list[Block] = []
    if len(found.groups) > 1:
        words = (
            "Kinds of case and templates are shown one after the other and never added into one "
            "rate, because they ask different things of different work."
        )
        blocks.append(Paragraph(words, muted=True))
    for group in found.groups:
        blocks += [Heading(group_name(group), 2), *_group(group)]
    return tuple(blocks)


def _group(group: Group) -> tuple[Block, ...]:
    spread = overall(group)
    blocks: list[Block] = []
    if spread is None:
        blocks.append(Paragraph("This template gives no overall grade; its domains are graded."))
    else:
        blocks.append(Paragraph(sentences.good_or_better(spread, group_words(group)), lead=True))
        rows = [*_places(group, "area"), ("All areas", spread)]
        blocks += parts.place_chart(rows, group, "Area")
    blocks += parts.domain_chart(group)
    if spread is not None:
        blocks.append(_teams(group))
    return tuple(blocks)


def _places(group: Group, place: str) -> list[tuple[str, Distribution]]:
    scale = group.template.scale_of()
    return [
        (name, distribute((audit.final_overall for audit in audits), scale))
        for name, audits in by_place(group.audits, place).items()
    ]


def _teams(group: Group) -> TableBlock:
    scale = group.template.scale_of()
    numbers: list[Column] = ["number" for _ in scale.ranked]
    areas = {audit.team or "Not recorded": audit.area for audit in group.audits}
    return TableBlock(
        "Final overall grades by team, in order of area",
        (
            "Area",
            "Team",
            *(grade.name for grade in scale.ranked),
            "Not enough evidence",
            "n",
            "Good or better",
        ),
        ("text", "text", *numbers, "number", "number", "number"),
        tuple(
            sorted(
                (
                    areas.get(name, ""),
                    name,
                    *(number for _grade, number in spread.counts),
                    spread.unranked,
                    spread.n,
                    spread.words,
                )
                for name, spread in _places(group, "team")
            )
        ),
        note=f"{sentences.PLACE} Below ten audits there is no "
        "percentage. Teams are in order of name: nothing here ranks them.",
    )


def _strengths(found: Basis) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for group in found.groups:
        table = concerns.themes_table(
            f"Domains that stand out, {group_name(group)}", themes(group).working
        )
        if table is not None:
            blocks.append(table)
    said = list(strengths(found.counted))
    if said:
        blocks.append(
            TableBlock(
                "Strengths that auditors wrote down to share",
                ("Audit", "Team", "Strength"),
                ("text", "text", "long"),
                tuple((audit.reference, audit.team, words.text) for audit, words in said),
            )
        )
    return tuple(blocks) or (Paragraph("No strengths can be shown yet."),)


def _actions(data: DataSet) -> tuple[Block, ...]:
    done = count(data.actions, data.made)
    blocks: list[Block] = [Paragraph(sentences.actions(done), lead=True)]
    chart = parts.action_ages(data)
    if chart is not None:
        blocks.append(chart)
    templates = {audit.id: data.template_of(audit) for audit in data.audits}

    def row(action: ActionFact) -> tuple[str, str, str, str, str, date | None, int]:
        title = title_of(action.domain, templates.get(action.audit))
        late = days_overdue(action, data.made)
        words = (action.reference, action.team, title, action.what, action.owner)
        return (*words, action.due, late)

    late = sorted(
        (row(action) for action in data.actions if days_overdue(action, data.made)),
        key=lambda cells: (-cells[6], cells[0]),
    )
    if late:
        blocks.append(
            TableBlock(
                "Overdue actions, the oldest first",
                ("Audit", "Team", "Domain", "Action", "Owner", "Due", "Days late"),
                ("text", "text", "text", "long", "text", "date", "number"),
                tuple(late),
                note="Actions that are not overdue are in the workbook.",
            )
        )
    return tuple(blocks)


def _audits(data: DataSet) -> tuple[Block, ...]:
    if not data.audits:
        return (Paragraph("There are no audits in this round yet."),)
    apart = sum(1 for audit in data.audits if audit.differs)
    blocks: list[Block] = []
    if apart:
        words = (
            f"In {plural(apart, 'audit')} the auditor's overall grade differs from what the domain "
            "grades imply, with a written reason; they are marked in the table."
        )
        blocks.append(Paragraph(words))
    blocks.append(
        TableBlock(
            "Every audit of the round, counted or not",
            ("Audit", "Team", "Kind of case", "First", "Final", "Marks"),
            ("text", "text", "text", "grade", "grade", "text"),
            tuple(_audit_row(audit, data) for audit in data.audits),
            note="Reread: read again by a second person. Differs: the overall differs from what the "
            "domain grades imply. Safety: a safety stop was raised. Where the selection was not random, "
            "the mark says how the audit was chosen; those audits enter no rate.",
            tones=tones(data.templates.values()),
        )
    )
    return tuple(blocks)


def _audit_row(audit: AuditFact, data: DataSet) -> tuple[str, ...]:
    marks = (
        (SELECTIONS.get(audit.selection, audit.selection), audit.selection != "random"),
        ("Reread", audit.reading is not None),
        ("Differs", bool(audit.differs)),
        ("Safety", audit.safety in SAFETY),
        ("Replaced", audit.superseded),
        (
            f"Reopened {'once' if audit.reopened == 1 else f'{audit.reopened} times'}",
            audit.reopened > 0,
        ),
    )
    first, final = overall_names(audit, data)
    return (
        audit.reference,
        audit.team,
        plain(audit.kind_of_case),
        first,
        final,
        ", ".join(name for name, holds in marks if holds),
    )
