"""What worries in a summary: domains, worst grades, re-audits, safety stops."""

from collections.abc import Iterable

from qa_tool.figures.basis import Basis, Group
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.themes import Theme, themes
from qa_tool.report import sentences
from qa_tool.report.blocks import Block, Heading, Paragraph, TableBlock
from qa_tool.report.naming import SAFETY, group_name


def themes_table(caption: str, found: Iterable[Theme]) -> TableBlock | None:
    """Domains with how their grades are spread; None where there are none."""
    rows = tuple(
        (
            theme.domain.title,
            theme.spread.n,
            theme.spread.good,
            theme.spread.words,
            theme.spread.worst,
        )
        for theme in found
    )
    if not rows:
        return None
    return TableBlock(
        caption,
        ("Domain", "n", "Good or better", "Share", "Worst grade"),
        ("text", "number", "number", "number", "number"),
        rows,
    )


def development(found: Basis, data: DataSet) -> tuple[Block, ...]:
    """The domains that worry, the audits with the worst grade, and what became of their re-audits."""
    blocks: list[Block] = []
    for group in found.groups:
        table = themes_table(f"Domains that worry, {group_name(group)}", themes(group).worrying)
        if table is not None:
            blocks.append(table)
    worst = [row for group in found.groups for row in _worst(group)]
    if worst:
        blocks.append(
            TableBlock(
                "Audits whose final overall grade is the worst of its scale",
                ("Audit", "Team", "Domains with the worst grade"),
                ("text", "text", "long"),
                tuple(worst),
                note=sentences.re_audit(data.re_audit_months),
            )
        )
    if data.re_audits:
        blocks += [Paragraph(sentences.re_audits(data.re_audits)), _re_audits(data)]
    if blocks:
        words = "The auditors' reasons, domain by domain, are in the workbook of this summary."
        blocks.append(Paragraph(words, muted=True))
    return tuple(blocks) or (Paragraph("No areas for development can be shown yet."),)


def _worst(group: Group) -> Iterable[tuple[str, str, str]]:
    if group.template.overall.kind != "graded":
        return
    lowest = group.template.scale_of().ranked[-1].key
    for audit in group.audits:
        if audit.final_overall == lowest:
            titles = [
                domain.title
                for domain in group.template.graded
                if audit.final_grades.get(domain.key)
                == group.template.scale_of(domain).ranked[-1].key
            ]
            yield audit.reference, audit.team, "; ".join(titles) or "None"


def _re_audits(data: DataSet) -> TableBlock:
    states = {"nobody": "Nobody yet", "allocated": "Allocated", "done": "Audited again"}
    return TableBlock(
        "Re-audits that the worst grade asks for, the earliest due first",
        ("Case", "Final grade since", "Due", "Where it stands"),
        ("text", "date", "date", "text"),
        tuple(
            (one.reference, one.since, one.due, states[one.state] + (", late" if one.late else ""))
            for one in data.re_audits
        ),
    )


def stops(data: DataSet) -> tuple[Block, ...]:
    """The safety stops of the round, the open ones first: whoever looks at them knows where to ask."""
    if not data.safety:
        return ()
    told = {"in_time": "In time", "late": "Late, or not all", "not_yet": "Not yet"}
    rows = tuple(
        (
            stop.reference,
            SAFETY.get(stop.level, stop.level),
            stop.raised,
            told[stop.told],
            stop.settled or "Open",
        )
        for stop in sorted(data.safety, key=lambda one: (one.settled is not None, one.raised))
    )
    return (
        Heading("Safety stops"),
        Paragraph(sentences.safety(data), lead=True),
        TableBlock(
            "Every safety stop of the round, also of audits that are not handed in",
            ("Case", "Level", "Raised", "Everybody told", "Settled"),
            ("text", "text", "date", "text", "date"),
            rows,
            note="What was feared, who was told and what they answered stand in the register.",
        ),
    )
