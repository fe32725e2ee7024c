"""The facts of one year, read in one snapshot and frozen: codes and counts, nobody's words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from qa_tool.action.requirement import KINDS
from qa_tool.concern import rules as concern_rules
from qa_tool.council.model import Role
from qa_tool.errors import QAError
from qa_tool.figures.agreement import rereads
from qa_tool.figures.basis import why_left_out
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.loop import Step as LoopStep
from qa_tool.figures.tagged import of as themes_of
from qa_tool.figures.years import before, bounds, year_of
from qa_tool.notice.model import Notice
from qa_tool.progress import SILENT, Progress
from qa_tool.publication.frozen import (
    Frozen,
    FrozenAction,
    FrozenAsked,
    FrozenAudit,
    FrozenConcern,
    FrozenDiagnostic,
    FrozenDomain,
    FrozenForm,
    FrozenNotice,
    FrozenPair,
    FrozenRound,
    FrozenStop,
    FrozenSurvey,
    FrozenTheme,
    Read,
)
from qa_tool.store import concern as concern_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import diagnostic as diagnostic_shelf
from qa_tool.store import notice as notice_shelf
from qa_tool.store import publication as shelf
from qa_tool.template.model import Scale, Template
from qa_tool.work import (
    concern,
    reaudit_pairs,
    report_action,
    report_facts,
    report_safety,
    requirement,
    survey,
    theme_facts,
    voice_coverage,
)
from qa_tool.work.notice_sight import out_of_sight
from qa_tool.work.publication_lists import Lists, lists
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")
_OUTSIDE = tuple(KINDS[kind] for kind in ("inspection", "peer_challenge", "review", "other"))


def days_of(year: str) -> tuple[date, date]:
    """The first and last day of a year; a sentence where it is none."""
    try:
        return bounds(year)
    except ValueError:
        raise QAError(f"'{year}' is not a year.", "Write it as 2025-26: April to March.") from None


def latest_year(workspace: Workspace) -> str:
    """The latest year with an audit that is signed off; a sentence where there is none."""
    found = shelf.last_signed_off(workspace.store)
    if found is None:
        raise QAError(
            "No audit has been signed off yet, so there is no year to report on.",
            "Sign audits off first, or name a year with --year for a report that says so.",
        )
    return year_of(found)


def freeze(workspace: Workspace, year: str, progress: Progress = SILENT) -> Frozen:
    """Everything that a report of this year may say in numbers, as this person sees it now."""
    workspace.need(*ROLES)
    first, last = days_of(year)
    today = workspace.clock.today()
    if first > today:
        raise QAError(
            f"{year} has not begun.", f"Choose {year_of(today)} or {before(year_of(today))}."
        )
    whole = last < today
    span = (first, last if whole else today)
    with workspace.store.snapshot():
        data = report_facts.dataset(workspace, None, progress=progress, bare=True)
        progress.step(1, 3, "Gathering what followed")
        inside = tuple(a for a in data.audits if _within(a.handed_in, span))
        year_data = replace(data, audits=inside)
        tagged = theme_facts.tagged(workspace)
        audits, marks = _audits(workspace, data, year_data), tagged.marks
        used = {audit.form for audit in inside if audit.form in data.templates}
        forms = tuple(_form(mark, data.templates[mark]) for mark in sorted(used))
        plan = requirement.plan(workspace)
        drawn = lists(workspace, inside)
        frozen = Frozen(
            council=data.council, year=year, first=span[0], last=span[1], whole=whole,
            made=data.made, scales=_scales(data.templates[mark] for mark in used), forms=forms,
            rounds=_rounds(workspace, span),
            audits=tuple(
                _placed(replace(audit, themes=tuple(sorted(themes_of(fact, marks)))), drawn)
                for audit, fact in sorted(audits, key=lambda one: one[0].id)
            ),
            open_cases=dict(sorted(data.open_cases.items())), stops=_stops(workspace, span),
            actions=_actions(workspace, span), pairs=_pairs(workspace, data, span),
            re_audits=_re_audits(data, span), notices=_notices(workspace, span),
            concerns=_concerns(workspace, span), surveys=_surveys(workspace, span),
            themes=tuple(
                FrozenTheme(t.id, t.title, t.tone)
                for t in sorted(tagged.book.themes.values(), key=lambda t: t.id)
            ),
            asked=_asked(plan), diagnostics=_diagnostics(workspace, span), not_read=data.not_read, withheld=data.withheld,
            demonstration=data.demonstration, small_audits=data.small_audits,
            small_workers=data.small_workers, lists=drawn.lists,
        )  # fmt: skip
    progress.step(3, 3, "Frozen")
    return frozen


def _within(day: date | None, span: tuple[date, date]) -> bool:
    return day is not None and span[0] <= day <= span[1]


def _audits(
    workspace: Workspace, data: DataSet, year_data: DataSet
) -> list[tuple[FrozenAudit, AuditFact]]:
    # Why an audit is left out is asked of all, so that a child drawn twice is seen across the year.
    why = why_left_out(data)
    read = rereads(year_data)
    how: dict[str, Read] = {}
    for name, found in (
        ("random", read.random),
        ("targeted", read.targeted),
        ("partial", read.partial),
    ):
        how.update({audit.id: name for audit in found})  # type: ignore[misc]
    workers = {
        name: number for number, name in enumerate(sorted({a.worker for a in year_data.audits}), 1)
    }
    voices = {
        row.audit: {str(who): str(stands) for who, stands in sorted(row.standings.items())}
        for row in voice_coverage.every(workspace, None, handed_in=True)
        if row.audit
    }
    return [
        (_audit(fact, why[fact.id], how.get(fact.id, ""), workers[fact.worker], voices.get(fact.id, {})), fact)
        for fact in year_data.audits
    ]  # fmt: skip


def _audit(
    fact: AuditFact, why: str, read: Read, worker: int, voices: Mapping[str, str]
) -> FrozenAudit:
    reading = fact.reading
    bare = FrozenAudit(
        fact.id, fact.form, fact.kind_of_case, fact.round, fact.area, fact.service, fact.team,
        worker, fact.age_band, fact.ethnicity, fact.mode, why, fact.handed_in, read=read,
        voices=voices,
    )  # fmt: skip
    if read and reading is not None:
        bare = replace(bare, first=fact.overall, second=reading.overall)
    if why:
        return bare
    return replace(
        bare, final=fact.final_overall, finals=dict(sorted(fact.final_grades.items())),
        own=fact.overall, settled=fact.settled is not None,
    )  # fmt: skip


def _placed(audit: FrozenAudit, drawn: Lists) -> FrozenAudit:
    """With the list and the stratum that its case was drawn from."""
    listed, stratum = drawn.places.get(audit.id, (0, 0))
    return replace(audit, listed=listed, stratum=stratum)


def _form(mark: str, template: Template) -> FrozenForm:
    overall = template.scale_of().key if template.overall.kind == "graded" else ""
    domains = tuple(FrozenDomain(d.key, d.title, template.scale_of(d).key) for d in template.graded)
    return FrozenForm(mark, template.key, template.title, template.version, overall, domains)


def _scales(templates: Iterable[Template]) -> tuple[Scale, ...]:
    found: dict[str, Scale] = {}
    for template in templates:
        for scale in (template.scale_of(), *(template.scale_of(d) for d in template.graded)):
            found[scale.key] = scale
    return tuple(found[key] for key in sorted(found))


def _rounds(workspace: Workspace, span: tuple[date, date]) -> tuple[FrozenRound, ...]:
    store = workspace.store
    return tuple(
        FrozenRound(
            r.id, r.name, r.starts, r.planned,
            sum(1 for a in council_shelf.allocations(store, round_=r.id) if a.state != "returned"),
        )
        for r in sorted(council_shelf.rounds(store), key=lambda r: (str(r.starts or ""), r.id))
        if _within(r.starts, span)
    )  # fmt: skip


def _stops(workspace: Workspace, span: tuple[date, date]) -> tuple[FrozenStop, ...]:
    found = [
        FrozenStop(stop.level, stop.raised.date(), str(stop.told), stop.settled is not None)
        for stop in report_safety.register(workspace, Scope()).stops
        if _within(stop.raised.date(), span)
    ]
    return tuple(sorted(found, key=lambda s: (s.raised, s.level, s.told, s.settled)))


def _actions(workspace: Workspace, span: tuple[date, date]) -> tuple[FrozenAction, ...]:
    loop = report_action.facts(workspace, None)
    found = [
        FrozenAction(
            step.level, _standing(step, loop.made), step.needs_verifying, step.late(loop.made),
            step.compliance, bool(step.difference.strip()),
        )
        for step in loop.steps
        if _within(step.raised, span)
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda a: (a.level, a.standing, a.asked, a.days_late, a.compliance, a.difference))
    )  # fmt: skip


def _standing(step: LoopStep, today: date) -> str:
    """One word for where an action stands; every action stands in one."""
    due = step.first_due or step.due
    if step.state == "withdrawn":
        return "withdrawn"
    if step.state == "open":
        return "overdue" if step.late(today) else "open"
    if step.state == "verified":
        in_time = due is not None and all(
            day is not None and day <= due for day in (step.done, step.verified)
        )
        return "verified_in_time" if in_time else "verified_late"
    if step.needs_verifying:
        return "to_verify"
    return (
        "done_in_time"
        if due is not None and step.done is not None and step.done <= due
        else "done_late"
    )


def _pairs(
    workspace: Workspace, data: DataSet, span: tuple[date, date]
) -> tuple[FrozenPair, ...]:  # fmt: skip
    forms = {audit.id: audit.form for audit in data.audits}
    found = [
        FrozenPair(
            forms.get(row.after, ""), row.pair.way, {d.title: d.way for d in row.pair.domains}
        )
        for row in reaudit_pairs.pairs(workspace)
        if row.settled and _within(row.handed_in, span)
    ]
    return tuple(sorted(found, key=lambda p: (p.form, p.way, sorted(p.domains.items()))))


def _re_audits(data: DataSet, span: tuple[date, date]) -> dict[str, int]:
    counts = {"done": 0, "allocated": 0, "nobody": 0, "late": 0}
    for one in data.re_audits:
        if _within(one.since, span):
            counts[one.state] += 1
            counts["late"] += one.late
    return counts


def _notices(workspace: Workspace, span: tuple[date, date]) -> tuple[FrozenNotice, ...]:
    today = workspace.clock.today()
    every = [n for n in notice_shelf.notices(workspace.store) if _within(n.raised.raised, span)]
    shut = out_of_sight(workspace, every)
    found = [
        FrozenNotice(
            n.raised.kind, bool(n.formal), _limit(n, today), _effect(n, today), n.raised.safety,
            n.raised.raised,
        )
        for n in every
        if n.raised.id not in shut
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda n: (n.raised, n.kind, n.formal, n.limit, n.effect, n.safety))
    )


def _limit(n: Notice, today: date) -> str:
    """Ended within the ladder's limit, over it, or still within it; empty where there is none."""
    if n.limit is None or not n.formal:
        return ""
    if n.ended is not None:
        return "within" if n.ended.day <= n.limit else "over"
    return "running" if today <= n.limit else "over"


def _effect(n: Notice, today: date) -> str:
    """What was said at 90 days; `due` where nobody has said it, `to_come` before that day."""
    effect = next((e for e in n.effects if e.after == 90), None)
    if effect is None:
        return ""
    if effect.changed:
        return str(effect.changed)
    return "due" if effect.due <= today else "to_come"


def _concerns(workspace: Workspace, span: tuple[date, date]) -> tuple[FrozenConcern, ...]:
    today, names = workspace.clock.today(), concern.titles(workspace)
    found = [
        FrozenConcern(
            names[one.to],
            "answered" if one.answered else "withdrawn" if one.withdrawn else "waiting",
            concern_rules.open_for(one, today),
        )
        for one in concern_shelf.concerns(workspace.store)
        if _within(one.taken, span)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: (c.to, c.standing, c.days)))


def _surveys(workspace: Workspace, span: tuple[date, date]) -> tuple[FrozenSurvey, ...]:
    return tuple(
        FrozenSurvey(t.source, t.source_title, t.title, t.n, t.quarters)
        for t in survey.totals(workspace, *span)
    )


def _asked(plan: requirement.Plan) -> tuple[FrozenAsked, ...]:
    """What others asked for, by the kind of source; the council's own plan and notices are none of it."""
    found: dict[str, list[requirement.RequirementRow]] = {}
    for row in plan.requirements:
        if row.kind in _OUTSIDE:
            found.setdefault(row.kind, []).append(row)
    return tuple(
        FrozenAsked(
            kind, len(rows), sum(r.state == "met" for r in rows),
            sum(bool(r.days_late) for r in rows),
        )
        for kind, rows in sorted(found.items())
    )  # fmt: skip


def _diagnostics(workspace: Workspace, span: tuple[date, date]) -> tuple[FrozenDiagnostic, ...]:
    """The sessions that were held: which team and when. What was graded in them stays with them."""
    return tuple(
        FrozenDiagnostic(workspace.team_name(one.team), one.area, one.day)
        for one in sorted(diagnostic_shelf.sessions(workspace.store), key=lambda s: (s.day, s.id))
        if one.state == "closed" and _within(one.day, span)
    )
