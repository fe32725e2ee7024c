"""The learning report: what the round teaches, with no child, no worker and no small team in it.

What people typed is not quoted, unless it was blanked and a second person said yes to it: the report
counts, and speaks in the words of the template and of the codebook.
"""

from dataclasses import replace

from qa_tool.disclosure.small import area_lines, enough, names_in, team_lines
from qa_tool.errors import Refused
from qa_tool.figures.actions import count, days_overdue
from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.basis import Basis, Group, basis
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.distribution import distribute, overall
from qa_tool.figures.themes import Theme, strengths, themes
from qa_tool.report import parts, sentences, timeliness
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Figures,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.method import method
from qa_tool.report.naming import group_name, group_words, period, plural, title_of
from qa_tool.report.summary import glance_figures
from qa_tool.report.text import texts
from qa_tool.report.themes import Tagging, group_blocks, quotations_note


def build(data: DataSet, tagging: Tagging | None = None) -> Report:
    """The learning report; refused when it would name a child or a worker after all.

    With `tagging` the themes that auditors tagged stand beside the domains, with approved words.
    """
    whole = basis(data)
    found, few = _shown(whole, data)
    blocks: list[Block] = [
        *parts.demonstration(data),
        Heading("In short"),
        *short(whole, found, data, tagging),
        Heading("What was looked at, and how"),
        *parts.rests_on(whole, data),
        *few,
        *_grades(found),
        *timeliness.blocks(whole, data, data.small_audits, data.small_workers),
        Heading("What is working"),
        *working(found, tagging),
        Heading("What we are worried about"),
        *worrying(found, data, tagging),
        Heading("What needs to happen"),
        *needed(data),
        Heading("Messages"),
        *messages(found, data),
        Heading("How far to trust this"),
        *trust(data),
        Heading("Areas and teams"),
        *_places(found, data),
        Heading("How the figures are made"),
        *method(data),
    ]
    report = Report(
        title="Learning from audits",
        subtitle=data.round + (f": {data.theme}" if data.theme else ""),
        council=data.council,
        marking=data.marking,
        made=data.made,
        blocks=tuple(blocks),
        facts=(*parts.facts(data, period(data)), ("Edition", "Internal: not for publication")),
    )
    return names_nobody(report, data)


def names_nobody(report: Report, data: DataSet) -> Report:
    """The report as it is; refused where it holds what points to one child or one person."""
    if names_in(texts(report), forbidden(data)):
        raise Refused(
            "The learning report would name a child or a worker, so it was not made.",
            "Look for a team, round or theme that carries a reference or a person's id.",
        )
    return report


def forbidden(data: DataSet) -> frozenset[str]:
    """Everything that points to one child, one audit or one person."""
    found: set[str] = set()
    for audit in data.audits:
        found |= {audit.id, audit.reference, audit.worker, audit.auditor}
        if audit.reading is not None:
            found.add(audit.reading.moderator)
    return frozenset(name for name in found if len(name) > 1)


def _shown(whole: Basis, data: DataSet) -> tuple[Basis, tuple[Block, ...]]:
    """The groups that may be shown by themselves, and a sentence about the others.

    The domain grades of a group of one are one child's and one worker's.
    """
    least = (data.small_audits, data.small_workers)
    big = tuple(group for group in whole.groups if enough(group.audits, *least))
    small = [group_name(group) for group in whole.groups if group not in big]
    if not small:
        return whole, ()
    words = (
        f"Fewer than {least[0]} audits or {least[1]} workers, so their grades are not shown by "
        f"themselves: {'; '.join(small)}."
    )
    return replace(whole, groups=big), (Paragraph(words, muted=True),)


def short(whole: Basis, found: Basis, data: DataSet, tagging: Tagging | None) -> tuple[Block, ...]:
    """What it rests on, good or better in each group, and how far to trust it."""
    read = of_overall(rereads(data).random, data)
    lines = [sentences.rests_on(whole)]
    for group in found.groups:
        spread = overall(group)
        if spread is not None:
            lines.append(sentences.good_or_better(spread, group_words(group)))
    lines.append(sentences.trusts(read))
    return (
        Figures(glance_figures(whole, found, parts.single(read), data)),
        Bullets(tuple(lines)),
        quotations_note(tagging),
    )


def _grades(found: Basis) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for group in found.groups:
        blocks += [Heading(group_name(group), 2), *parts.domain_chart(group)]
    return tuple(blocks)


def _said(theme: Theme) -> str:
    spread = theme.spread
    return (
        f"{spread.good} of {spread.n} good or better ({spread.words}; {spread.interval}%). "
        f"{theme.domain.purpose}"
    ).strip()


def _named(theme: Theme) -> str:
    return f"{theme.domain.title}: {_said(theme)}"


def working(found: Basis, tagging: Tagging | None) -> tuple[Block, ...]:
    """The domains that work, group by group, and what was tagged as a strength."""
    blocks: list[Block] = []
    for group in found.groups:
        domains = themes(group)
        strongest = tuple(theme for theme in domains.between if theme.spread.good)[:2]
        blocks.append(Heading(group_name(group), 2))
        if domains.working:
            blocks.append(Bullets(tuple(_named(theme) for theme in domains.working)))
        elif strongest:
            words = (
                "In no domain are at least half of the grades good or better. The strongest are:"
            )
            blocks += [Paragraph(words), Bullets(tuple(_named(theme) for theme in strongest))]
        else:
            words = (
                "No domain can be called working yet: there are too few grades, or none is good."
            )
            blocks.append(Paragraph(words))
        blocks += group_blocks(group, "strength", tagging)
    shared = len(list(strengths(found.counted)))
    if shared:
        blocks.append(
            Paragraph(
                f"Auditors wrote down {plural(shared, 'strength')} to share. Practitioners whose "
                "work it is hear of it in their audit feedback; themes for everybody come from "
                "reading these together, and are added by hand.",
            )
        )
    return tuple(blocks) or (Paragraph("Nothing can be said yet."),)


def worrying(found: Basis, data: DataSet, tagging: Tagging | None) -> tuple[Block, ...]:
    """Safety stops, the domains that worry with what good looks like, and what was tagged."""
    blocks: list[Block] = []
    if data.safety:
        blocks.append(Callout("Safety stops", sentences.safety(data), "warning"))
    for group in found.groups:
        blocks += [Heading(group_name(group), 2), *_worries(group)]
        blocks += group_blocks(group, "development", tagging)
    return tuple(blocks) or (Paragraph("Nothing can be said yet."),)


def _worries(group: Group) -> tuple[Block, ...]:
    found = themes(group)
    if not found.worrying:
        few = "Fewer than ten grades in every domain are too few to say."
        none = "No domain has fewer than half good or better, or one in five of the worst grade."
        return (Paragraph(few if found.too_few and not found.working else none),)
    blocks: list[Block] = []
    for theme in found.worrying:
        domain, scale = theme.domain, theme.spread.scale
        blocks.append(Heading(domain.title, 3))
        blocks.append(Paragraph(f"{_said(theme)} {sentences.worst(theme.spread)}"))
        good = next((g for g in reversed(scale.ranked) if g.good_or_better), None)
        words = domain.descriptor(good.key) if good is not None else ""
        if good is not None and words:
            blocks.append(Callout(f"What {good.name} looks like", words, "good"))
    return tuple(blocks)


def needed(data: DataSet) -> tuple[Block, ...]:
    """What became of the actions, how old the open ones are, what they are about."""
    done = count(data.actions, data.made)
    blocks: list[Block] = [Paragraph(sentences.actions(done), lead=True)]
    if done.finished:
        blocks.append(
            Paragraph(
                f"Of {plural(done.finished, 'finished action')} {done.on_time} were done in time, "
                f"and for {done.difference_seen} it is written what changed for the child."
            )
        )
    chart = parts.action_ages(data)
    if chart is not None:
        blocks.append(chart)
    table = _action_domains(data)
    if table is not None:
        blocks.append(table)
    return tuple(blocks)


def _action_domains(data: DataSet) -> TableBlock | None:
    templates = {audit.id: data.template_of(audit) for audit in data.audits}
    rows: dict[str, list[int]] = {}
    for action in data.actions:
        cells = rows.setdefault(title_of(action.domain, templates.get(action.audit)), [0, 0, 0])
        cells[0] += 1
        cells[1] += action.state == "open"
        cells[2] += days_overdue(action, data.made) > 0
    if not rows:
        return None
    return TableBlock(
        "Actions by what they are about",
        ("Domain", "Raised", "Open", "Overdue"),
        ("text", "number", "number", "number"),
        tuple((name, *cells) for name, cells in sorted(rows.items(), key=lambda r: -r[1][0])),
    )


def messages(found: Basis, data: DataSet) -> tuple[Block, ...]:
    """Questions to take to one's own work, and what managers can do, from what worries most."""
    worries = {
        theme.domain.key: theme.domain for group in found.groups for theme in themes(group).worrying
    }
    practitioners = [
        f"{domain.title}: " + " ".join(question.text for question in asked)
        for domain in worries.values()
        if (asked := [q for q in domain.questions if q.impact or q is domain.questions[0]])
    ]
    done = count(data.actions, data.made)
    managers = [
        f"{domain.title}: in supervision, take one child and ask: {domain.purpose}"
        for domain in worries.values()
    ]
    if done.overdue:
        verb = "is" if done.overdue == 1 else "are"
        managers.append(
            f"{plural(done.overdue, 'action')} {verb} overdue. Ask the owner what stands in the "
            "way, and agree a date that holds."
        )
    if done.to_verify:
        managers.append(
            f"{plural(done.to_verify, 'action')} wait for somebody else to see the proof. Look at "
            "the record, not at the form."
        )
    nothing = (
        "Nothing stands out enough to single it out. Keep on asking what changed for the child."
    )
    return (
        Heading("For practitioners", 2),
        Paragraph("Questions to take to your own work, from the domains that worry most:"),
        Bullets(tuple(practitioners) or (nothing,)),
        Heading("For managers", 2),
        Bullets(tuple(managers) or (nothing,)),
    )


def trust(data: DataSet) -> tuple[Block, ...]:
    """What second readers say, drawn at random first and the others apart."""
    found = rereads(data)
    random = of_overall(found.random, data)
    blocks: list[Block] = [Paragraph(sentences.trusts(random), lead=True)]
    charts = [block for block in parts.readings(found, data) if isinstance(block, Chart)]
    blocks += charts
    blocks.append(Paragraph(sentences.targeteds(of_overall(found.targeted, data))))
    return tuple(blocks)


def _places(found: Basis, data: DataSet) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Paragraph(
            f"A team with fewer than {data.small_audits} audits or {data.small_workers} workers is "
            "not shown by itself: it stands under other teams, with the next smallest where it would be "
            "alone there. Nothing here ranks teams.",
            muted=True,
        )
    ]
    for group in found.groups:
        if group.template.overall.kind != "graded":
            continue
        scale = group.template.scale_of()
        least = (data.small_audits, data.small_workers)
        blocks.append(Heading(group_name(group), 2))
        areas, teams = area_lines(group.audits, *least), team_lines(group.audits, *least)
        shown = [(areas, "Area")]
        if [line.audits for line in teams] != [line.audits for line in areas]:
            shown.append((teams, "Team"))
        for lines, place in shown:
            rows = [
                (line.name, distribute((a.final_overall for a in line.audits), scale))
                for line in lines
            ]
            blocks += parts.place_chart(rows, group, place)
    return tuple(blocks)
