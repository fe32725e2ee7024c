"""Parts that several reports are made of: what it rests on, grades, readings, actions."""

from collections import Counter
from collections.abc import Sequence

from qa_tool.chart.ageing import ageing_bars
from qa_tool.chart.grades import BarRow, grade_bars
from qa_tool.chart.readings import readings_table
from qa_tool.figures.actions import ageing
from qa_tool.figures.agreement import Agreement, Rereads, of_domains, of_overall
from qa_tool.figures.basis import Basis, Group
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.distribution import Distribution, by_domain
from qa_tool.report import sentences
from qa_tool.report.blocks import Block, Callout, Chart, Heading, Paragraph, TableBlock
from qa_tool.report.naming import MODES, group_name, plain

ROWS = 20


def demonstration(data: DataSet) -> tuple[Block, ...]:
    """The warning that nobody in here lives."""
    if not data.demonstration:
        return ()
    words = "Every child, worker, audit and figure in this document is made up."
    return (Callout("Demonstration data", words, "info"),)


def facts(data: DataSet, period: str) -> tuple[tuple[str, str], ...]:
    """What stands on the cover."""
    found = [("Round", data.round), ("Theme", data.theme), ("Period", period)]
    if data.withheld:
        found.append(("Not whole", sentences.withheld(data.withheld)))
    if data.demonstration:
        found.append(("Data", "Demonstration: everything is made up"))
    return tuple((name, value) for name, value in found if value)


def rests_on(found: Basis, data: DataSet) -> tuple[Block, ...]:
    """What the result rests on, and everything that was left out with its reason."""
    blocks: list[Block] = [
        Paragraph(sentences.rests_on(found), lead=True),
        Paragraph(sentences.coverage(found, data)),
    ]
    changed, missing = sentences.versions(found), sentences.withheld(data.withheld)
    if missing:
        blocks.append(Callout("This report is not whole", missing, "warning"))
    if changed:
        blocks.append(Callout("The template changed", changed, "warning"))
    if data.not_read or any(audit.reading for audit in data.audits):
        blocks.append(Paragraph(sentences.not_read(data.not_read)))
    if found.groups:
        blocks.append(_covered(found, data))
    if found.left_out:
        rows = [(reason.why, reason.count) for reason in found.left_out]
        rows.append(("All left out", sum(reason.count for reason in found.left_out)))
        blocks.append(
            TableBlock(
                "Looked at, counted here, and left out of every rate",
                ("Why it is left out", "Audits"),
                ("long", "number"),
                tuple(rows),
                total_row=True,
            )
        )
    if found.n:
        blocks.append(_modes(found))
    return tuple(blocks)


def _covered(found: Basis, data: DataSet) -> TableBlock:
    return TableBlock(
        "What is counted; groups are never added into one rate",
        ("Template", "Kind of case", "Audits counted", "Open cases"),
        ("text", "text", "number", "number"),
        tuple(
            (
                group.title,
                plain(group.kind_of_case),
                group.n,
                data.open_cases.get(group.kind_of_case),
            )
            for group in found.groups
        ),
        note="Open cases are those of the whole council, where the number is known."
        if data.open_cases
        else "",
    )


def _modes(found: Basis) -> TableBlock:
    modes = Counter(audit.mode for audit in found.counted)
    return TableBlock(
        "How the counted audits were done",
        ("Way of working", "Audits"),
        ("text", "number"),
        tuple((MODES.get(key, plain(key)), count) for key, count in modes.most_common()),
    )


def domain_chart(group: Group) -> tuple[Block, ...]:
    """The domains of one group as bars; nothing where its template grades no domain."""
    rows = [BarRow(domain.title, spread) for domain, spread in by_domain(group)]
    missing = sentences.no_grade((row.label, row.spread) for row in rows)
    charts = _bars(rows, f"Final grades by domain, {group_name(group)}", "Domain")
    return (*charts, Paragraph(missing, muted=True)) if missing else charts


def place_chart(
    rows: Sequence[tuple[str, Distribution]], group: Group, place: str
) -> tuple[Chart, ...]:
    """Overall grades by area or team as bars."""
    bars = [BarRow(name, spread) for name, spread in rows]
    return _bars(bars, f"Final overall grades by {place.lower()}, {group_name(group)}", place)


def _bars(rows: Sequence[BarRow], title: str, first: str) -> tuple[Chart, ...]:
    """One chart for each scale, and no more rows in one than fit a page."""
    scales = {row.spread.scale.key: row.spread.scale for row in rows}
    found: list[Chart] = []
    for key, scale in scales.items():
        same = [row for row in rows if row.spread.scale.key == key]
        name = title if len(scales) == 1 else f"{title} ({scale.title})"
        found += [_chart(same[i : i + ROWS], name, first) for i in range(0, len(same), ROWS)]
    return tuple(found)


def _chart(rows: Sequence[BarRow], title: str, first: str) -> Chart:
    said = "; ".join(f"{row.label}: {row.spread.words} good or better" for row in rows)
    return Chart(grade_bars(rows, title, f"{title}. {said}.", first=first), title)


def single(found: Sequence[Agreement]) -> Agreement | None:
    """The comparison to speak of in one sentence: that with the most readings."""
    return max(found, key=lambda one: one.n, default=None)


def readings(found: Rereads, data: DataSet) -> tuple[Block, ...]:
    """Random re-reads with their direction, targeted and partial ones apart."""
    random = of_overall(found.random, data)
    blocks: list[Block] = [Paragraph(sentences.trusts(random), lead=True)]
    for one in random:
        if one.n:
            title = "First grade against second grade, blind re-reads drawn at random"
            title += f": {one.title}" if one.title else ""
            scene = readings_table(one, title, sentences.trust(one))
            blocks.append(Chart(scene, title))
    if found.random:
        blocks.append(domain_readings(found, data))
    blocks.append(Heading("Targeted re-reads", 2))
    blocks.append(Paragraph(sentences.targeteds(of_overall(found.targeted, data))))
    if found.partial:
        blocks.append(
            Paragraph(
                f"{len(found.partial)} more were a desk check of the form or a panel. They are "
                "counted here and enter no comparison.",
                muted=True,
            )
        )
    return tuple(blocks)


def domain_readings(found: Rereads, data: DataSet) -> TableBlock:
    """Domain by domain: same, up, down."""
    return TableBlock(
        "Blind re-reads drawn at random, by domain",
        ("Domain", "Read twice", "Same", "Up", "Down", "Not comparable"),
        ("text", "number", "number", "number", "number", "number"),
        tuple(
            (domain.title, one.n, one.same, one.up, one.down, one.apart)
            for domain, one in of_domains(found.random, data)
        ),
        note="Up: the second reader gave a better grade. Down: a worse one.",
    )


def action_ages(data: DataSet) -> Chart | None:
    """Open actions by age; None where none is open."""
    bands = ageing(data.actions, data.made)
    if not any(count for _name, count in bands):
        return None
    said = "; ".join(f"{name}: {count}" for name, count in bands)
    title = "Open actions by age"
    return Chart(ageing_bars(bands, title, f"{title}. {said}."), title)
