"""The report of themes: what auditors tagged, how often, what comes together, and words that may be used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qa_tool.disclosure.small import enough, names_in, team_lines
from qa_tool.errors import Refused
from qa_tool.figures import tagged as figures
from qa_tool.figures.basis import Basis, Group, basis
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.tagged import Marks, Share, ThemeCount
from qa_tool.report import parts
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Figures,
    Heading,
    Paragraph,
    Quote,
    Report,
    TableBlock,
)
from qa_tool.report.columns import Long, Number, Row, Text
from qa_tool.report.naming import day, group_name, period, plural
from qa_tool.report.text import texts
from qa_tool.report.workbook import Sheet, Workbook
from qa_tool.theme.codebook import Codebook
from qa_tool.theme.model import TONES, Quotation, Theme, Tone

OPEN = (
    "Auditors tag what strikes them, so a theme that was not tagged may be there all the same. An audit "
    "counts once for a theme, however often it was tagged in it."
)
SECTIONS: tuple[tuple[Tone, str], ...] = (
    ("strength", "Strengths"),
    ("development", "Areas for development"),
)
QUOTED = 2  # words that stand for one theme; more would be a case history


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a report knows of themes: which stand in which audit, the codebook, and words that may be used.

    `rounds` gives names by id, the earliest first; `only` is one theme's id where the report is about it.
    """

    marks: Marks
    book: Codebook
    quotations: tuple[Quotation, ...] = ()
    rounds: Mapping[str, str] = field(default_factory=dict)
    only: str = ""

    def shows(self, theme: Theme) -> bool:
        """Whether the report is about this theme."""
        return not self.only or theme.id == self.only

    def quotes(self, theme: str, groups: Sequence[Group]) -> tuple[Quote, ...]:
        """Approved words for a theme, from audits of these groups only."""
        roots = {audit.chain or audit.id for group in groups for audit in group.audits}
        found = [
            one for one in self.quotations
            if one.usable and one.audit in roots and self.book.settled(one.theme) == theme
        ]  # fmt: skip
        return tuple(Quote(one.blanked) for one in found[:QUOTED])


def build(data: DataSet, tagging: Tagging) -> Report:
    """The report; refused when it would name a child or a worker."""
    whole = basis(data)
    shown = _big(whole, data)
    rows = [
        row for row in figures.counts(data, tagging.marks, tagging.book) if tagging.shows(row.theme)
    ]
    theme = tagging.book.theme(tagging.only) if tagging.only else None
    blocks: list[Block] = [
        *parts.demonstration(data),
        Heading("In short"),
        *_short(whole, rows, tagging),
        *parts.rests_on(whole, data),
    ]
    for tone, title in SECTIONS:
        if theme is None or theme.tone == tone:
            blocks += _section(title, tone, shown, rows, tagging)
    blocks += _together(whole, tagging)
    blocks += _rounds(data, shown, rows, tagging)
    blocks += _teams(shown, rows, data, tagging)
    blocks += _codebook(tagging)
    title = f"Theme: {theme.title}" if theme is not None else "Themes from audits"
    report = Report(
        title=title, subtitle=data.round or "All rounds", council=data.council,
        marking=data.marking, made=data.made, blocks=tuple(blocks),
        facts=(*parts.facts(data, period(data)), ("Edition", "Internal: not for publication")),
    )  # fmt: skip
    _names_nobody(report, data)
    return report


def _names_nobody(report: Report, data: DataSet) -> None:
    found = {
        name for audit in data.audits for name in (audit.reference, audit.worker, audit.auditor)
    }
    if names_in(texts(report), {name for name in found if len(name) > 1}):
        raise Refused(
            "The report of themes would name a child or a worker, so it was not made.",
            "Look for a theme or quotation that carries a reference, and change its words.",
        )


def _big(whole: Basis, data: DataSet) -> tuple[Group, ...]:
    """The groups that may be shown by themselves."""
    least = (data.small_audits, data.small_workers)
    return tuple(group for group in whole.groups if enough(group.audits, *least))


def _short(whole: Basis, rows: Sequence[ThemeCount], tagging: Tagging) -> tuple[Block, ...]:
    counted = whole.counted
    n = figures.tagged(counted, tagging.marks)
    lines = [
        f"{row.theme.title}: in {row.counted} of {plural(len(counted), 'audit')} that count."
        for row in rows[:3]
        if row.counted
    ]
    return (
        Figures((
            (f"{len(counted):,}", "audits that count", "drawn at random, signed off"),
            (f"{n:,}", "of them carry a tag", OPEN.partition(". ")[0] + "."),
        )),
        Bullets(tuple(lines) or ("No theme was tagged in the audits that count.",)),
        Paragraph(OPEN, muted=True),
    )  # fmt: skip


def _section(
    title: str, tone: Tone, groups: Sequence[Group], rows: Sequence[ThemeCount], tagging: Tagging
) -> tuple[Block, ...]:
    mine = [row for row in rows if row.theme.tone == tone and (row.counted or row.apart)]
    blocks: list[Block] = [Heading(title)]
    if not mine:
        return (*blocks, Paragraph("None was tagged."))
    blocks.append(
        TableBlock(
            f"{title}, most often found first", ("Theme", "Audits that count", "Kept apart"),
            ("long", "number", "number"),
            tuple((row.theme.title, row.counted, row.apart) for row in mine),
            note="Kept apart: picked by hand, not signed off, re-audits. They enter no share.",
        )
    )  # fmt: skip
    for group in groups:
        found = [
            one for one in figures.of_group(group, tagging.marks, tagging.book, tone, 12)
            if tagging.shows(one.theme)
        ]  # fmt: skip
        if found:
            blocks.append(Heading(group_name(group), 2))
            blocks.append(Bullets(tuple(theme_line(one.theme, one.share) for one in found)))
    for row in mine:
        words = tagging.quotes(row.theme.id, groups)
        if words:
            blocks += [Heading(f"In somebody's words: {row.theme.title}", 3), *words]
    return tuple(blocks)


def theme_line(theme: Theme, share: Share) -> str:
    """How often a theme was found, in words: in 12 of 60 audits (20%; 12 to 32%)."""
    known = f" ({share.words}; {share.interval}%)" if share.interval else ""
    return f"{theme.title}: in {share.k} of {share.n} audits{known}. {theme.definition}"


def _together(whole: Basis, tagging: Tagging) -> tuple[Block, ...]:
    pairs = figures.together(whole.counted, tagging.marks, tagging.book, theme=tagging.only)
    if not pairs:
        none = f"No two themes stand in the same {figures.FEW} audits or more: too few to say."
        return (Heading("What comes together"), Paragraph(none))
    table = TableBlock(
        "Themes found in the same audit", ("One", "Other", "Both", "One at all", "Other at all"),
        ("long", "long", "number", "number", "number"),
        tuple((p.one.title, p.other.title, p.together, p.n_one, p.n_other) for p in pairs[:12]),
        note="Counts of audits, never causes. Pairs in fewer than three audits are left out.",
    )  # fmt: skip
    return (Heading("What comes together"), table)


def _rounds(
    data: DataSet, groups: Sequence[Group], rows: Sequence[ThemeCount], tagging: Tagging
) -> tuple[Block, ...]:
    """Round by round, where there are several and the report is not about one."""
    if data.round or len(tagging.rounds) < 2:
        return ()
    cells: list[tuple[str, ...]] = []
    for row in [row for row in rows if row.counted][: 1 if tagging.only else 5]:
        for one in figures.by_place(
            data, tagging.marks, row.theme.id, "round", tuple(tagging.rounds)
        ):
            if one.group in groups:
                place = tagging.rounds.get(one.place, one.place)
                words = one.share.words if one.share.interval else "too few"
                k = f"{one.share.k} of {one.share.n}"
                cells.append((row.theme.title, group_name(one.group), place, k, words))
    if not cells:
        return ()
    table = TableBlock(
        "Round by round", ("Theme", "Audits of", "Round", "Found in", "Share"),
        ("long", "text", "text", "text", "text"), tuple(cells),
        note="No share below ten audits. Who tags, and how freely, changes too: read it with care.",
    )  # fmt: skip
    return (Heading("From round to round"), table)


_KINDS: tuple[Column, ...] = ("text", "number", "number", "number", "number")


def _teams(
    groups: Sequence[Group], rows: Sequence[ThemeCount], data: DataSet, tagging: Tagging
) -> tuple[Block, ...]:
    """Teams, small ones folded together; for one theme, or for the three found most often."""
    blocks: list[Block] = []
    least = (data.small_audits, data.small_workers)
    picked = [row.theme for row in rows if row.counted][:3]
    for group in groups:
        lines = team_lines(group.audits, *least)
        if len(lines) < 2 or not picked:
            continue
        cells: list[tuple[str | int, ...]] = [
            (line.name, len(line.audits),
             *(len(figures.having(line.audits, tagging.marks, theme.id)) for theme in picked))
            for line in lines
        ]  # fmt: skip
        blocks.append(
            TableBlock(
                f"Audits in which a theme was found, {group_name(group)}",
                ("Team", "Audits", *(theme.title for theme in picked)),
                _KINDS[: 2 + len(picked)], tuple(cells),
                note="Small teams stand together. Nothing here ranks teams.",
            )
        )  # fmt: skip
    return (Heading("Teams"), *blocks) if blocks else ()


def _codebook(tagging: Tagging) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("What the themes mean")]
    for theme in tagging.book.in_use:
        if tagging.shows(theme):
            blocks.append(Heading(theme.title, 3))
            blocks.append(Paragraph(f"{TONES[theme.tone]}. {theme.definition}"))
            for tone, words in (("Counts", theme.counts), ("Does not count", theme.not_counts)):
                if words:
                    blocks.append(Paragraph(f"{tone}: {words}", muted=True))
    return tuple(blocks)


def group_blocks(group: Group, tone: Tone, tagging: Tagging | None) -> tuple[Block, ...]:
    """What was tagged in one group of audits, with words that may be used; nothing where nobody tagged."""
    if tagging is None:
        return ()
    every = figures.of_group(group, tagging.marks, tagging.book, tone, 99)
    found = [one for one in every if one.share.k >= figures.FEW][:6]
    few = sum(1 for one in every if one.share.k < figures.FEW)
    if not every:
        return ()
    n = figures.tagged(group.audits, tagging.marks)
    what = "strengths" if tone == "strength" else "areas for development"
    blocks: list[Block] = [
        Heading(f"Themes: {what} that were tagged", 3),
        Paragraph(f"Somebody tagged themes in {n} of these {plural(group.n, 'audit')}. {OPEN}", muted=True),
    ]  # fmt: skip
    if found:
        blocks.append(Bullets(tuple(theme_line(one.theme, one.share) for one in found)))
    if few:
        words = "Each of them" if not found else plural(few, "other")
        blocks.append(
            Paragraph(
                f"{words}: in fewer than {figures.FEW} audits, too few to speak of.", muted=True
            )
        )
    for one in found:
        blocks += tagging.quotes(one.theme.id, (group,))
    return tuple(blocks)


def quotations_note(tagging: Tagging | None) -> Callout:
    """What a report says of words that it quotes, or that it quotes none."""
    if tagging is None or not any(one.usable for one in tagging.quotations):
        return Callout(
            "No child and no worker is named",
            "Nothing that anybody typed is quoted here, because nobody has cleared those words for "
            "every reader. The report counts, and speaks in the words of the template. Who may see "
            "single audits finds every comment in the workbook of the summary.",
        )
    return Callout(
        "No child and no worker is named",
        "What is quoted was blanked, and a second person said yes to every word of it. Everything else "
        "is counted, or in the words of the template and the codebook.",
    )


def workbook(data: DataSet, tagging: Tagging) -> Workbook:
    """Counts, groups, pairs, quotations and the codebook, one table a sheet."""
    rows = [
        row for row in figures.counts(data, tagging.marks, tagging.book) if tagging.shows(row.theme)
    ]
    rows = [row for row in rows if row.theme.state == "in_use" or row.counted or row.apart]
    whole = basis(data)
    groups = _big(whole, data)
    return Workbook(
        title="Themes from audits", council=data.council, marking=data.marking, made=data.made,
        sheets=(
            Sheet("Themes", "How often each theme was found",
                  (Long("Theme", width=52), Text("Kind", width=24), Number("Audits that count"),
                   Number("Kept apart"), Long("What it is"), Long("Counts"), Long("Does not count")),
                  tuple(_sheet_row(row) for row in rows), (OPEN,)),
            Sheet("By template", "How often in audits of one template and kind of case",
                  (Text("Audits of", width=44), Long("Theme", width=52), Number("Found in"), Number("Of"),
                   Text("Share"), Text("Interval, %")), _group_rows(groups, tagging)),
            Sheet("Together", "Themes found in the same audit",
                  (Long("One", width=52), Long("Other", width=52), Number("Both"), Number("One at all"),
                   Number("Other at all")),
                  tuple((p.one.title, p.other.title, p.together, p.n_one, p.n_other)
                        for p in figures.together(whole.counted, tagging.marks, tagging.book,
                                                  theme=tagging.only))),
            Sheet("Quotations", "Words that a second person said yes to",
                  (Long("Theme", width=52), Long("Words"), Text("May be used"), Text("Since")),
                  _quote_rows(groups, tagging)),
        ),
    )  # fmt: skip


def _sheet_row(row: ThemeCount) -> Row:
    theme = row.theme
    return (
        theme.title, TONES[theme.tone], row.counted, row.apart, theme.definition, theme.counts,
        theme.not_counts,
    )  # fmt: skip


def _group_rows(groups: Sequence[Group], tagging: Tagging) -> tuple[Row, ...]:
    return tuple(
        (group_name(group), one.theme.title, one.share.k, one.share.n,
         one.share.words if one.share.interval else "too few", one.share.interval)
        for group in groups
        for tone, _title in SECTIONS
        for one in figures.of_group(group, tagging.marks, tagging.book, tone, 99)
        if tagging.shows(one.theme)
    )  # fmt: skip


def _quote_rows(groups: Sequence[Group], tagging: Tagging) -> tuple[Row, ...]:
    roots = {audit.chain or audit.id for group in groups for audit in group.audits}
    rows: list[Row] = []
    for one in tagging.quotations:
        theme = tagging.book.theme(one.theme)
        if one.usable and one.audit in roots and theme is not None and tagging.shows(theme):
            when = day(one.decided.date()) if one.decided else ""
            rows.append((theme.title, one.blanked, one.use, when))
    return tuple(rows)
