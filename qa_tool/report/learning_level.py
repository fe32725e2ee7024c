"""The learning report of one team, area or service: the same honesty, with smaller numbers.

Below ten audits it counts and gives no percentage; what rests on fewer than three workers is not
shown by itself. Every figure says where it stands in the level above, and of how many.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from qa_tool.disclosure.small import enough, team_lines
from qa_tool.errors import Refused
from qa_tool.figures.actions import count
from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.basis import Basis, Group, basis
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.distribution import Distribution, by_domain, distribute, overall
from qa_tool.report import learning, parts, sentences, timeliness
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Figures,
    Heading,
    Note,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.method import method
from qa_tool.report.naming import group_name, group_words, plain, plural
from qa_tool.report.themes import Tagging, quotations_note

Place = Literal["team", "area", "service"]
PLACES: dict[Place, str] = {"team": "Team", "area": "Area", "service": "Service"}
CITY = "Whole council"
BELOW = (
    "Below the team there are only people. A worker's own page lists their audits, strengths and actions, "
    "without a grade, a rate or a comparison."
)


@dataclass(frozen=True, slots=True)
class Level:
    """One place of the golden thread: what kind, what it is called, and the area of a team."""

    place: Place
    name: str
    area: str = ""
    period: str = ""

    @property
    def above(self) -> tuple[tuple[Place, str], ...]:
        """The places between this one and the whole council, nearest first."""
        return (("area", self.area),) if self.place == "team" and self.area else ()


def narrowed(data: DataSet, place: Place, name: str) -> DataSet:
    """The part of a data set that belongs to one place; what nobody can divide is left empty."""
    audits = tuple(audit for audit in data.audits if getattr(audit, place) == name)
    mine = {audit.id for audit in audits}
    return replace(
        data, audits=audits, planned=0, open_cases={}, re_audits=(), safety=(), not_read=0,
        actions=tuple(action for action in data.actions if action.audit in mine),
    )  # fmt: skip


def build(whole: DataSet, part: DataSet, level: Level, tagging: Tagging | None = None) -> Report:
    """The report of `part`, which stands inside `whole`; refused where it would be about one or two workers."""
    workers = {audit.worker for audit in part.audits}
    if 0 < len(workers) < part.small_workers:
        upward = f" It stands in the report of the area {level.area}." if level.area else ""
        raise Refused(
            f"{level.name} has audits of fewer than {part.small_workers} workers here, so its report would be "
            f"about one or two people.{upward}",
            "Ask for a longer time, or for the area.",
        )
    counted = basis(part)
    shown, folded = _shown(counted, part)
    if len(counted.counted) < part.small_audits and tagging is not None:
        tagging = replace(
            tagging, quotations=()
        )  # in a small team everybody knows whose words they are
    blocks: list[Block] = [
        *parts.demonstration(part),
        Heading("In short"),
        *_short(counted, shown, part, tagging),
        Heading("From here up to the whole council"),
        *_upward(whole, part, shown, level),
        *folded,
        *_grades(shown),
        *timeliness.blocks(counted, part, 1, part.small_workers),
        Heading("What is working"),
        *_working(shown, part, tagging),
        Heading("What we are worried about"),
        *_worrying(shown, part, tagging),
        Heading("What needs to happen"),
        *learning.needed(part),
        Heading("Messages"),
        *learning.messages(_big(shown, part), part),
        Heading("How far to trust this"),
        *learning.trust(part),
        Paragraph(_read(whole), muted=True),
        *_downward(shown, part, level),
        Heading("What was left out, and how the figures are made"),
        *_left_out(counted),
        *method(part),
    ]  # fmt: skip
    return learning.names_nobody(
        Report(
            f"Learning from audits: {level.name}", level.period, part.council, part.marking, part.made,
            tuple(blocks),
            facts=(
                (PLACES[level.place], level.name), ("Period", level.period),
                ("Edition", "Internal: not for publication"),
                *((("Data", "Demonstration: everything is made up"),) if part.demonstration else ()),
            ),
        ),
        part,
    )  # fmt: skip


def _shown(found: Basis, data: DataSet) -> tuple[Basis, tuple[Block, ...]]:
    """The groups of at least three workers, and a sentence about the others."""
    fit = tuple(group for group in found.groups if enough(group.audits, 1, data.small_workers))
    small = [f"{group_name(g)} ({plural(g.n, 'audit')})" for g in found.groups if g not in fit]
    if not small:
        return found, ()
    words = f"Fewer than {data.small_workers} workers, so no grades are shown: {'; '.join(small)}."
    return replace(found, groups=fit), (Paragraph(words, muted=True),)


def _big(found: Basis, data: DataSet) -> Basis:
    """The groups of which more can be said than counts."""
    return replace(found, groups=tuple(g for g in found.groups if g.n >= data.small_audits))


def _short(
    counted: Basis, shown: Basis, data: DataSet, tagging: Tagging | None
) -> tuple[Block, ...]:
    done = count(data.actions, data.made)
    figures = [(f"{counted.n:,}", "audits counted", f"of {counted.looked_at:,} looked at")]
    for group in shown.groups[:2]:
        spread = overall(group)
        if spread is not None and spread.n:
            figures.append(
                (spread.words, "good or better", f"{plain(group.kind_of_case)}, n = {spread.n}")
            )
    figures.append((f"{done.overdue:,}", "actions overdue", f"of {done.open:,} open"))
    lines = [
        sentences.good_or_better(spread, group_words(group))
        for group in shown.groups
        if (spread := overall(group)) is not None
    ]
    missing = sentences.withheld(data.withheld)
    return (
        Paragraph(sentences.rests_on(counted), lead=True),
        *((Callout("This report is not whole", missing, "warning"),) if missing else ()),
        Figures(tuple(figures)),
        *((Bullets(tuple(lines)),) if lines else ()),
        quotations_note(tagging),
    )  # fmt: skip


def _upward(whole: DataSet, part: DataSet, shown: Basis, level: Level) -> tuple[Block, ...]:
    """The same figure in this place, the one above, and the whole council, each with its n."""
    above = {(g.template.key, g.version, g.kind_of_case): g for g in basis(whole).groups}
    rows: list[tuple[str | int, ...]] = []
    for group in shown.groups:
        if group.template.overall.kind != "graded":
            continue
        same = [
            other for other in above.values()
            if (other.template, other.kind_of_case) == (group.template, group.kind_of_case)
        ]  # fmt: skip
        for place, audits in _steps(group, same, level, part):
            spread = distribute((a.final_overall for a in audits), group.template.scale_of())
            rows.append((group_name(group), place, len(audits), spread.good, _share(spread)))
    if not rows:
        return (Paragraph("There is no overall grade here that could be followed up."),)
    return (
        TableBlock(
            "Good or better overall, followed up the thread",
            ("Audits of", "Place", "Audits", "Good or better", "Share and interval"),
            ("text", "text", "number", "number", "text"), tuple(rows), head_columns=2,
            note="Below ten there is no share. A place above is left out where what it holds besides "
            "this one is too little. Nothing here ranks places.",
        ),
    )  # fmt: skip


def _steps(
    group: Group, same: list[Group], level: Level, data: DataSet
) -> Iterable[tuple[str, tuple[AuditFact, ...]]]:
    """This place, and each above it of which the rest gives nobody away."""
    yield level.name, group.audits
    below = {audit.id for audit in group.audits}
    every = [audit for other in same for audit in other.audits]
    for place, name in (*level.above, (None, CITY)):
        audits = tuple(a for a in every if place is None or getattr(a, place) == name)
        rest = [audit for audit in audits if audit.id not in below]
        if rest and enough(rest, data.small_audits, data.small_workers):
            yield name, audits
            below = {audit.id for audit in audits}


def _share(spread: Distribution) -> str:
    return f"{spread.words} ({spread.interval}%)" if spread.interval else "too few"


def _grades(shown: Basis) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("Grades by domain")]
    for group in shown.groups:
        charts = parts.domain_chart(group)
        if charts:
            blocks += [Heading(group_name(group), 2), *charts]
    return (
        tuple(blocks) if len(blocks) > 1 else (*blocks, Paragraph("There are no grades to show."))
    )


def _working(shown: Basis, data: DataSet, tagging: Tagging | None) -> tuple[Block, ...]:
    blocks = list(learning.working(_big(shown, data), tagging)) if _big(shown, data).groups else []
    for group in shown.groups:
        if group.n < data.small_audits:
            blocks += _counts(group, best=True)
    return tuple(blocks) or (Paragraph("Nothing can be said yet."),)


def _worrying(shown: Basis, data: DataSet, tagging: Tagging | None) -> tuple[Block, ...]:
    blocks = list(learning.worrying(_big(shown, data), data, tagging))
    if not _big(shown, data).groups:
        blocks = [block for block in blocks if isinstance(block, Callout)]
    for group in shown.groups:
        if group.n < data.small_audits:
            blocks += _counts(group, best=False)
    return tuple(blocks) or (Paragraph("Nothing can be said yet."),)


def _counts(group: Group, *, best: bool) -> list[Block]:
    """The two domains at one end of a small group, as counts that say no more than they are."""
    found = [(domain, spread) for domain, spread in by_domain(group) if spread.n]
    ranked = sorted(found, key=lambda one: one[1].good / one[1].n, reverse=best)
    fit = [one for one in ranked if (one[1].good * 2 >= one[1].n) == best][:2]
    end = "half or more were" if best else "fewer than half were"
    blocks: list[Block] = [Heading(group_name(group), 2)]
    if not fit:
        return [*blocks, Paragraph(f"In no domain {end} good or better.")]
    return [
        *blocks,
        Paragraph(f"{plural(group.n, 'audit')}: too few to say that it is so in general. Here {end} good or better in:"),
        Bullets(tuple(f"{domain.title}: {spread.good} of {spread.n}. {domain.purpose}".strip() for domain, spread in fit)),
    ]  # fmt: skip


def _read(whole: DataSet) -> str:
    return f"{CITY}: {sentences.trusts(of_overall(rereads(whole).random, whole))}"


def _downward(shown: Basis, data: DataSet, level: Level) -> tuple[Block, ...]:
    """The teams inside an area or a service, small ones together; below a team there is nobody to show."""
    blocks: list[Block] = [Heading("From here down")]
    if level.place == "team":
        return (*blocks, Paragraph(BELOW))
    least = (data.small_audits, data.small_workers)
    for group in shown.groups:
        lines = team_lines(group.audits, *least)
        if group.template.overall.kind != "graded" or len(lines) < 2:
            continue
        scale = group.template.scale_of()
        rows = [
            (one.name, distribute((a.final_overall for a in one.audits), scale)) for one in lines
        ]
        blocks += [Heading(group_name(group), 2), *parts.place_chart(rows, group, "Team")]
    if len(blocks) == 1:
        words = f"No team here has {least[0]} audits of {least[1]} workers beside others that have, so none is shown by itself."
        blocks.append(Paragraph(words))
    blocks.append(Note("Small teams stand together. Nothing here ranks teams."))
    return tuple(blocks)


def _left_out(found: Basis) -> tuple[Block, ...]:
    if not found.left_out:
        return (Paragraph("No audit that was looked at was left out."),)
    rows = tuple((reason.why, reason.count) for reason in found.left_out)
    title = "Looked at, and left out of every figure above"
    return (TableBlock(title, ("Why it is left out", "Audits"), ("long", "number"), rows),)
