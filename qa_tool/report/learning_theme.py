"""The learning report about one theme: where it was found, what stands beside it, what was done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.disclosure.small import area_lines, enough
from qa_tool.figures import tagged as figures
from qa_tool.figures.basis import Basis, Group, basis
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.distribution import distribute
from qa_tool.figures.tagged import Share
from qa_tool.report import learning, parts, sentences
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
from qa_tool.report.method import method
from qa_tool.report.naming import group_name, plural
from qa_tool.report.themes import OPEN, Tagging, quotations_note, theme_line
from qa_tool.theme.model import TONES, Theme


@dataclass(frozen=True, slots=True)
class Answer:
    """One action or learning offer that answers a theme: codes, dates and counts, nobody's words."""

    what: str
    state: str
    due: date | None
    held: date | None = None
    took_part: int = 0
    measure_on: date | None = None
    measured: bool = False


def build(
    data: DataSet, theme: Theme, tagging: Tagging, answers: Sequence[Answer], period: str
) -> Report:
    """The report; no child, no worker, no team in it."""
    whole = basis(data)
    least = (data.small_audits, data.small_workers)
    big = tuple(group for group in whole.groups if enough(group.audits, *least))
    blocks: list[Block] = [
        *parts.demonstration(data),
        Heading("In short"),
        *_short(whole, big, theme, tagging, data),
        Heading("What it means"),
        Paragraph(f"{TONES[theme.tone]}. {theme.definition}"),
        *(
            Paragraph(f"{name}: {words}", muted=True)
            for name, words in (("Counts", theme.counts), ("Does not count", theme.not_counts))
            if words
        ),
        Heading("Where it was found"),
        *_places(big, theme, tagging, data),
        Heading("The grades of these audits"),
        *_grades(big, theme, tagging, data),
        *_words(big, theme, tagging),
        Heading("What was done about it"),
        *_done(answers),
        Heading("How the figures are made"),
        Note(OPEN),
        *method(data),
    ]
    return learning.names_nobody(
        Report(
            f"Learning about: {theme.title}", period, data.council, data.marking, data.made, tuple(blocks),
            facts=(
                ("Theme", theme.title), ("Period", period), ("Edition", "Internal: not for publication"),
                *((("Data", "Demonstration: everything is made up"),) if data.demonstration else ()),
            ),
        ),
        data,
    )  # fmt: skip


def _share(group: Group, theme: Theme, tagging: Tagging) -> Share:
    return Share(len(figures.having(group.audits, tagging.marks, theme.id)), group.n)


def _short(
    whole: Basis, big: Sequence[Group], theme: Theme, tagging: Tagging, data: DataSet
) -> tuple[Block, ...]:
    k = len(figures.having(whole.counted, tagging.marks, theme.id))
    n = figures.tagged(whole.counted, tagging.marks)
    missing = sentences.withheld(data.withheld)
    lines = tuple(
        f"{group_name(group)}: {theme_line(theme, _share(group, theme, tagging)).partition(': ')[2].removesuffix(theme.definition).strip()}"
        for group in big
    )
    return (
        Paragraph(
            f"Found in {k or 'none'} of {plural(whole.n, 'audit')} that count; somebody tagged themes in {n} of them.",
            lead=True,
        ),
        *((Callout("This report is not whole", missing, "warning"),) if missing else ()),
        *((Bullets(lines),) if lines else ()),
        quotations_note(tagging),
    )  # fmt: skip


def _places(
    big: Sequence[Group], theme: Theme, tagging: Tagging, data: DataSet
) -> tuple[Block, ...]:
    rows: list[tuple[str | int, ...]] = []
    for group in big:
        for line in area_lines(group.audits, data.small_audits, data.small_workers):
            found = Share(
                len(figures.having(line.audits, tagging.marks, theme.id)), len(line.audits)
            )
            words = f"{found.words} ({found.interval}%)" if found.interval else "too few"
            rows.append((group_name(group), line.name, found.n, found.k, words))
    if not rows:
        return (Paragraph("No group of audits is large enough to say where."),)
    return (
        TableBlock(
            "By area", ("Audits of", "Area", "Audits", "Found in", "Share and interval"),
            ("text", "text", "number", "number", "text"), tuple(rows), head_columns=2,
            note="Small areas stand together. Nothing here ranks areas.",
        ),
    )  # fmt: skip


def _grades(
    big: Sequence[Group], theme: Theme, tagging: Tagging, data: DataSet
) -> tuple[Block, ...]:
    """Overall grades with the theme and without it, where both are enough; never a cause."""
    lines = []
    for group in big:
        having = figures.having(group.audits, tagging.marks, theme.id)
        without = tuple(audit for audit in group.audits if audit not in having)
        least = (data.small_audits, data.small_workers)
        if group.template.overall.kind != "graded" or not (
            enough(having, *least) and enough(without, *least)
        ):
            continue
        scale = group.template.scale_of()
        one, other = (
            distribute((a.final_overall for a in some), scale) for some in (having, without)
        )
        lines.append(
            f"{group_name(group)}: with the theme {one.good} of {one.n} good or better ({one.words}, "
            f"{one.interval}%), without it {other.good} of {other.n} ({other.words}, {other.interval}%)."
        )
    if not lines:
        return (
            Paragraph(
                f"Nowhere are there {data.small_audits} audits with the theme and as many without, so nothing is compared."
            ),
        )
    caution = "They stand side by side; that one leads to the other is not said."
    return (Bullets(tuple(lines)), Note(caution))


def _words(big: Sequence[Group], theme: Theme, tagging: Tagging) -> tuple[Block, ...]:
    quotes = tagging.quotes(theme.id, big)
    return (Heading("In somebody's words"), *quotes) if quotes else ()


def _done(answers: Sequence[Answer]) -> tuple[Block, ...]:
    if not answers:
        return (
            Callout(
                "Nothing answers this theme yet", "No action and no learning offer names it. Raise one on the page Actions.",
                "warning",
            ),
        )  # fmt: skip
    rows = tuple(
        (one.what, one.state, one.due, one.held, one.took_part or None,
         "yes" if one.measured else "no" if one.held else "")
        for one in answers
    )  # fmt: skip
    return (
        TableBlock(
            "Actions and learning offers that name it",
            ("What", "State", "Due", "Held", "Took part", "Measured again"),
            ("text", "text", "date", "date", "number", "text"), rows,
            note="What an action says stands on the page Actions; it may speak of one child.",
        ),
    )  # fmt: skip
