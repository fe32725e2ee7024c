"""Protected tables as blocks: the table as it is published, and a chart of the lines that are whole."""

from dataclasses import dataclass, field

from qa_tool.chart.funnel import funnel_plot
from qa_tool.chart.grades import BarRow, grade_bars
from qa_tool.disclosure.table import TOTAL, ProtectedTable
from qa_tool.figures import sentence
from qa_tool.figures.distribution import Distribution
from qa_tool.figures.funnel import funnel
from qa_tool.publication.model import SECTIONS, Priorities, Quoted
from qa_tool.report.annual_edition import Edition
from qa_tool.report.annual_groups import BELOW, GOOD, NONE, AuditGroup
from qa_tool.report.blocks import (
    Block,
    Callout,
    Chart,
    Heading,
    House,
    Paragraph,
)
from qa_tool.template.model import Grade, Scale

TEAMS = 4  # below so many there is nothing to compare
TITLES = {one.key: one.title for one in SECTIONS}


@dataclass(frozen=True, slots=True)
class Said:
    """Everything in the report that people wrote or decided; `approved` says what was said yes to and when."""

    title: str
    signatory: str
    texts: dict[str, str]
    priorities: Priorities
    quoted: tuple[Quoted, ...] = ()
    draft: bool = True
    approved: tuple[tuple[str, str], ...] = ()
    marking: str = "OFFICIAL-SENSITIVE"
    fingerprint: str = ""
    house: House = field(default_factory=House)
    notes: tuple[str, ...] = ()


def typed(words: str) -> tuple[Block, ...]:
    """What somebody wrote, line by line as typed."""
    return tuple(Paragraph(line) for line in words.split("\n") if line.strip())


def heading(key: str, title: str = "", level: int = 1) -> Heading:
    """The heading of a section, with the anchor that other formats point at."""
    return Heading(title or TITLES[key], level, key)


def section_words(said: Said, key: str, proposed: str) -> tuple[Block, ...]:
    """What is written for a section; without it the sentence that the figures bear, or that it is missing."""
    written = said.texts.get(key, "")
    if written.strip():
        return typed(written)
    if proposed:
        return typed(proposed)
    if said.draft:
        return (Callout("Not written yet", f"“{TITLES[key]}” has no words yet.", "warning"),)
    return (Paragraph("Nothing was written here.", muted=True),)


def table_block(edition: Edition, key: str) -> tuple[Block, ...]:
    """A table as it is published; a sentence where it had to be withheld, nothing where there is none."""
    return tuple(
        block for one in edition.published if one.table.key == key for block in one.blocks()
    )


def team_funnel(edition: Edition, group: AuditGroup) -> tuple[Block, ...]:
    """Inside the council: how far teams lie from the whole, beside what chance alone does; no league table."""
    table = edition.table(f"team-{group.key}")
    if edition.public or table is None or len(table.rows) < TEAMS:
        return ()
    units = [
        (row, table.count(row, GOOD) or 0, table.cell(row, TOTAL).value or 0) for row in table.rows
    ]
    found = funnel(units)
    title = f"Good or better by team, with what chance alone would do: {group.title}"
    return (Chart(funnel_plot(found, title, sentence.funnel(found)), title),)


def _tones(edition: Edition) -> tuple[tuple[str, str], ...]:
    found = {grade.name: grade.tone for scale in edition.frozen.scales for grade in scale.grades}
    return tuple(sorted(found.items()))


def _bars(edition: Edition, group: AuditGroup, table: ProtectedTable) -> list[BarRow]:
    """A bar for every line of which each part is shown."""
    tones = dict(_tones(edition)) | {GOOD: "good", BELOW: "requires_improvement"}
    ranked = [name for name in table.columns if name != NONE]
    grades = tuple(
        Grade(name, name, place, place, tones.get(name, "none"), _good(group, name))
        for place, name in enumerate(ranked, 1)
    )
    scale = Scale("shown", "As shown", grades)
    rows = []
    for row in table.rows:
        values = [table.cell(row, name).value for name in ranked]
        none = table.cell(row, NONE).value if NONE in table.columns else 0
        if None in values or none is None:
            continue
        counts = tuple((g, v) for g, v in zip(grades, values, strict=True) if v is not None)
        rows.append(BarRow(row, Distribution(scale, counts, none, 0)))
    return rows


def _good(group: AuditGroup, name: str) -> bool:
    if name == GOOD:
        return True
    return group.scale is not None and any(
        grade.good_or_better and grade.name == name for grade in group.scale.ranked
    )


def chart(edition: Edition, group: AuditGroup, key: str) -> tuple[Block, ...]:
    """The lines of a table as bars with the table beside it; the table alone where too much is hidden."""
    table = edition.table(key)
    if table is None:
        return table_block(edition, key)
    rows = _bars(edition, group, table)
    block = next(one for one in edition.published if one.table.key == key).block()
    if len(rows) < 2 or len(rows) * 2 < len(table.rows):
        return (block,)
    left = len(table.rows) - len(rows)
    said = "; ".join(f"{row.label}: {row.spread.words} good or better" for row in rows)
    if left:
        said += f"; {left} lines are not drawn, because a count in them is hidden"
    scene = grade_bars(rows, table.title, f"{table.title}. {said}.", first=block.header[0])
    return (Chart(scene, table.title, block),)
