"""The moderation report: what was read again, how far first grades hold, which way they lean, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa_tool.chart.moderation import moderation_table
from qa_tool.figures.agreement import Agreement, rereads
from qa_tool.figures.basis import basis
from qa_tool.figures.compared import Form, Subject, along, compared, forms_of
from qa_tool.figures.coverage import STANDS, Coverage, by_reason, done
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.extrapolation import corrected
from qa_tool.report import moderation_words as words
from qa_tool.report import parts
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Figures,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import period, plain
from qa_tool.report.sentences import withheld

_HEAD = ("Read twice", "Same", "Lower", "Higher", "Within one", "Not comparable")
_KINDS: tuple[Column, ...] = ("number",) * 6


@dataclass(frozen=True, slots=True)
class Moderation:
    """All that the report says: the data set, the coverage, and what rounds are called by their ids."""

    data: DataSet
    coverage: Coverage
    rounds: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """The round, or that it is about all of them."""
        return self.data.round or "All rounds"


def build(found: Moderation) -> Report:
    """The whole report. Auditors' own figures are not in it: they stand on the page, for the QA lead."""
    data = found.data
    read = rereads(data)
    forms = forms_of((*read.random, *read.targeted), data)
    blocks: list[Block] = [
        *parts.demonstration(data),
        Heading("At a glance"),
        *_glance(found, forms, read.random),
        Heading("What was to be read again, and what was"),
        *_coverage(found.coverage, data),
        Heading("First grade against second grade"),
        *_agreement(found, forms, read.random, read.targeted),
        Heading("What was done"),
        *_done(found.coverage),
        Heading("Method annex"),
        *_annex(forms, read.random, data),
    ]
    return Report(
        title="Moderation report",
        subtitle=found.title,
        council=data.council,
        marking=data.marking,
        made=data.made,
        blocks=tuple(blocks),
        facts=parts.facts(data, period(data)),
    )


def _glance(
    found: Moderation, forms: tuple[Form, ...], random: tuple[AuditFact, ...]
) -> tuple[Block, ...]:
    cover, came = found.coverage, done(found.coverage.rows)
    chosen = len(cover.rows) + cover.unseen
    items = [
        (f"{chosen:,}", "to be read again", f"of {cover.handed_in:,} handed in"),
        (f"{came.read:,}", "read and concluded", f"{chosen - came.read:,} not yet"),
    ]
    lines = [words.coverage(cover)]
    if forms:
        subject, _title = forms[0].subjects[0] if forms[0].subjects else (None, "")
        if subject is not None:
            one = compared(random, subject, found.data)
            items.append((f"{one.same} of {one.n}", "got the same grade", "blind, drawn at random"))
            items.append((f"{one.down} · {one.up}", "lower · higher", forms[0].title))
    for form in forms:
        for subject, title in form.subjects[:1]:
            one = compared(random, subject, found.data)
            lines.append(f"{form.title}, {title.lower()}: {words.headline(one)}")
    lines.append(words.done(came))
    return (Figures(tuple(items)), Bullets(tuple(lines)))


def _coverage(cover: Coverage, data: DataSet) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(words.coverage(cover), lead=True)]
    missing = withheld(data.withheld)
    if missing:
        blocks.append(Callout("This report is not whole", missing, "warning"))
    reasons = by_reason(cover.rows, words.REASONS)
    if reasons:
        heads = ("Read", "Graded", "Waits", "Late", "Nobody")
        rows: list[tuple[str | int, ...]] = [
            (words.why_chosen(why.chosen), why.n, *(n for _stands, n in why.counts))
            for why in reasons
        ]
        total: tuple[str | int, ...] = (
            "All",
            len(cover.rows),
            *(cover.stands(one) for one in STANDS),
        )
        blocks.append(
            TableBlock(
                "What was to be read again, why, and how far it is",
                ("Why it was chosen", "Chosen", *heads),
                ("long", *_KINDS),
                (*rows, total),
                note="; ".join(
                    f"{head}: {STANDS[key][0].lower()}{STANDS[key][1:]}"
                    for head, key in zip(heads, STANDS, strict=True)
                )
                + ".",
                total_row=True,
            )
        )
    return tuple(blocks)


def _agreement(
    found: Moderation, forms: tuple[Form, ...], random: tuple[AuditFact, ...],
    targeted: tuple[AuditFact, ...],
) -> tuple[Block, ...]:  # fmt: skip
    if not forms:
        return (
            Paragraph("No audit has been read again yet, so nothing can be compared.", lead=True),
        )
    blocks: list[Block] = []
    if len(forms) > 1:
        blocks.append(
            Paragraph(
                "Templates and their versions stand one after the other and are never added up."
            )
        )
    partial = rereads(found.data).partial
    for form in forms:
        if not form.subjects:
            continue
        counted = sum(audit.form == form.form for audit in partial)
        blocks += _form(found, form, random, targeted, counted)
    return tuple(blocks)


def _form(
    found: Moderation, form: Form, random: tuple[AuditFact, ...], targeted: tuple[AuditFact, ...],
    partial: int,
) -> list[Block]:  # fmt: skip
    data, (subject, title) = found.data, form.subjects[0]
    one, other = compared(random, subject, data), compared(targeted, subject, data)
    said = words.headline(one)
    blocks: list[Block] = [Heading(form.title, 2), Paragraph(f"{title}: {said}", lead=True)]
    if one.n:
        caption = f"{form.title}, {title.lower()}: first grade against second grade"
        blocks.append(Chart(moderation_table(one, caption, said), caption))
    blocks.append(Paragraph(words.beside(other, partial)))
    if one.foreign or other.foreign:
        blocks.append(Paragraph(words.scales(one) or words.scales(other), muted=True))
    if not one.n and not any(compared(random, s, data).n for s, _t in form.subjects):
        return blocks
    blocks.append(_domains(form, random, targeted, data))
    blocks += _along(found, form, subject, random)
    blocks += _whole(form, subject, data)
    return blocks


def _domains(
    form: Form, random: tuple[AuditFact, ...], targeted: tuple[AuditFact, ...], data: DataSet
) -> TableBlock:
    """Domain by domain, the random re-reads and beside them, never added, those for a reason."""
    rows, apart = list[tuple[str | int, ...]](), 0
    for subject, name in form.subjects:
        one, other = compared(random, subject, data), compared(targeted, subject, data)
        apart += one.apart + other.apart
        rows.append(
            (name, one.n, one.same, one.within_one, one.down, one.up,
             other.n, other.same, other.down, other.up)
        )  # fmt: skip
    note = (
        "Lower: the second reader gave a worse grade. The first five columns are the blind re-reads "
        "drawn at random; the last four were read for a reason and are never added to them."
    )
    if apart:
        note += f" In {apart} pairs a reader had not enough evidence: they are read, and not comparable."
    return TableBlock(
        f"{form.title}: by domain",
        ("Domain", "Read", "Same", "Within one", "Lower", "Higher",
         "For a reason", "Same", "Lower", "Higher"),
        ("text", *(_KINDS[0] for _column in range(9))),
        tuple(rows),
        note=note,
    )  # fmt: skip


def _along(
    found: Moderation, form: Form, subject: Subject, random: tuple[AuditFact, ...]
) -> list[Block]:
    """Rounds, where there are several, and teams in the order of names."""
    data, blocks = found.data, list[Block]()
    rounds = dict(along(random, subject, data, lambda audit: audit.round))
    if len(rounds) > 1:
        rows = ((name, rounds[key]) for key, name in reversed(found.rounds) if key in rounds)
        blocks.append(_table(f"{form.title}: by round, the earliest first", "Round", rows))
    teams = along(random, subject, data, lambda audit: audit.team or "Not recorded")
    if len(teams) > 1:
        blocks.append(
            _table(
                f"{form.title}: by team", "Team", teams, "Teams stand by name: nothing ranks them."
            )
        )
    return blocks


def _table(
    caption: str, first: str, rows: Iterable[tuple[str, Agreement]], more: str = ""
) -> TableBlock:
    return TableBlock(
        caption,
        (first, *_HEAD),
        ("text", *_KINDS),
        tuple(
            (name, one.n, one.same, one.down, one.up, one.within_one, one.apart)
            for name, one in rows
        ),
        note=f"Lower: the second reader gave a worse grade. {more}".strip(),
    )


def _whole(form: Form, subject: Subject, data: DataSet) -> list[Block]:
    """Beside the first grades, never alone, what the random re-reads would make of all."""
    lines = [
        f"{plain(group.kind_of_case)}. {words.corrected(one)}"
        for group in basis(data).groups
        if group.audits[0].form == form.form
        for one in corrected(group, subject.domain, data)
    ]
    if not lines:
        return []
    return [
        Heading(f"{form.title}: had every audit been read again", 2),
        Bullets(tuple(lines)),
    ]


def _done(cover: Coverage) -> tuple[Block, ...]:
    came = done(cover.rows)
    blocks: list[Block] = [Paragraph(words.done(came), lead=True)]
    if not came.read:
        return tuple(blocks)
    rows = (
        ("Second readings concluded", came.read),
        ("Overall grade changed", came.overall),
        ("Domain grades changed", came.domains),
        ("Nothing changed", came.unchanged),
        ("Audits to be done again", came.again),
        ("Of these, handed in again", came.redone),
        ("With words to the auditor", came.words),
        ("Auditor answered: accepts the outcome", came.accepts),
        ("Auditor answered: disagrees", came.disagrees),
    )
    blocks.append(
        TableBlock(
            "What second readings led to", ("What", "How many"), ("long", "number"), rows,
            note="All second readings of the round, whatever they were chosen for.",
        )
    )  # fmt: skip
    return tuple(blocks)


def _annex(
    forms: tuple[Form, ...], random: tuple[AuditFact, ...], data: DataSet
) -> tuple[Block, ...]:
    blocks: list[Block] = [Bullets(tuple(words.METHOD))]
    for form in forms:
        found = [(title, compared(random, subject, data)) for subject, title in form.subjects]
        enough = [(title, one) for title, one in found if words.enough(one)]
        if not enough:
            most = max((one.n for _title, one in found), default=0)
            blocks.append(
                Paragraph(
                    f"{form.title}: at most {most} pairs, fewer than ten: counts only, no coefficients."
                )
            )
            continue
        title, one = enough[0]
        blocks.append(
            TableBlock(
                f"{form.title}, {title.lower()}: coefficients and tests",
                words.ANNEX_HEAD,
                ("text", "text", "text", "long"),
                words.annex(one),
            )
        )
        if len(found) > 1:
            blocks.append(
                TableBlock(
                    f"{form.title}: by domain, in short",
                    ("Domain", "Pairs", "AC2 (95%)", "Kappa (95%)", "Alpha", "Sign test"),
                    ("text", "number", "text", "text", "text", "text"),
                    tuple((name, *words.short(every)) for name, every in found),
                    note=(
                        "Quadratic weights; alpha with Krippendorff's ordinal metric; p of the sign "
                        "test. Without an interval no pair differs, and that proves nothing."
                    ),
                )
            )
    return tuple(blocks)
