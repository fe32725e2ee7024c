"""The facts of the service-area pack: twelve months of one service or area, the last month beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.calendar import months_on
from qa_tool.disclosure.small import enough
from qa_tool.errors import QAError
from qa_tool.figures.actions import count
from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.basis import Basis, Group, basis, versions_of
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.figures.distribution import Distribution, overall
from qa_tool.figures.themes import Theme, themes
from qa_tool.progress import Progress
from qa_tool.report import pack as paper
from qa_tool.report import parts, sentences
from qa_tool.report.blocks import Report
from qa_tool.report.learning_level import PLACES, Place
from qa_tool.report.naming import group_words, plain, plural
from qa_tool.report.pack import PackLine
from qa_tool.work import reaudit, report_notices, voice_coverage
from qa_tool.work.report_kinds import Scope
from qa_tool.work.report_learning import ROLES, gathered, known, part, span, teams_of
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Place:
    """One service or area with what belongs to it."""

    kind: Place
    name: str
    data: DataSet
    found: Basis
    teams: frozenset[str]
    month: date
    first: date


def build(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The pack of a service (or an area)."""
    workspace.need(*ROLES)
    if bool(scope.service) == bool(scope.area):
        raise QAError(
            "A pack is about one service or one area.", "Name it with --service or --area."
        )
    kind: Place = "service" if scope.service else "area"
    name = known(workspace, kind, scope.service or scope.area)
    whole, period = gathered(workspace, Scope(), progress)
    data = part(workspace, whole, kind, name)
    here = _Place(
        kind, name, data, _shown(data), frozenset(t.name for t in teams_of(workspace, kind, name)),
        months_on(data.made, -1), span(workspace)[0],
    )  # fmt: skip
    done = count(data.actions, data.made)
    found = basis(data)
    shown = [(g, s) for g in here.found.groups if (s := overall(g)) is not None and s.n]
    figures = [(f"{found.n:,}", "audits counted", f"of {found.looked_at:,} looked at")]
    figures += [
        (s.words, "good or better", f"{plain(g.kind_of_case)}, n = {s.n}") for g, s in shown[:1]
    ]
    figures += [
        (f"{done.overdue:,}", "actions overdue", f"of {done.open:,} open"),
        (f"{_open(data):,}", "safety stops not settled", f"of {len(data.safety):,} in the year"),
    ]
    page = paper.Pack(
        "Service-area pack: practice quality", f"{PLACES[kind]} {name}", data.council, data.made, period,
        tuple(figures), _rests_on(found),
        tuple(_grades(g, s) for g, s in shown),
        tuple(_named(t) for t in _ends(here, best=True)), tuple(_named(t) for t in _ends(here, best=False)),
        (*_lines(here), *_followed(workspace, here)),
        _trust(data),
        tuple(_questions(workspace, here)), data.withheld, _left(found, shown, data.small_workers),
        data.demonstration,
    )  # fmt: skip
    return paper.build(page)


def _shown(data: DataSet) -> Basis:
    """Groups of fewer than three workers are counted and have no grade on the page."""
    found = basis(data)
    return replace(
        found, groups=tuple(g for g in found.groups if enough(g.audits, 1, data.small_workers))
    )


def _trust(data: DataSet) -> str:
    """Second readings template by template, the most read first: grades of two are never compared as one."""
    by_form: dict[str, list[AuditFact]] = {}
    for audit in rereads(data).random:
        by_form.setdefault(audit.form, []).append(audit)
    versions = versions_of({form: data.templates[form] for form in by_form})
    found = [
        (
            f"{data.templates[form].title} {versions[form]}".strip(),
            parts.single(of_overall(by_form[form], data)),
        )
        for form in sorted(by_form, key=lambda form: (-len(by_form[form]), form))
    ]
    if len(found) < 2:
        return sentences.trust(found[0][1] if found else None)
    told = [f"{title} {one.same}, {one.down}, {one.up}" for title, one in found if one is not None]
    return f"Read again blind at random, by template (same, lowered, raised): {'; '.join(told)}."


def _left(found: Basis, shown: Sequence[tuple[Group, Distribution]], least: int) -> str:
    """How many counted audits have no grade on the page, and why."""
    few = sum(len(g.audits) for g in found.groups if not enough(g.audits, 1, least))
    more = found.n - few - sum(len(g.audits) for g, _ in shown[: paper.MOST_GRADES])
    parts = []
    if few:
        parts.append(f"{few:,} with fewer than {least} workers behind their kind")
    if more:
        parts.append(f"{more:,} of other kinds")
    return f"No grade here: {'; '.join(parts)}" if parts else ""


def _rests_on(found: Basis) -> str:
    if not found.n:
        return "No first audit of a drawn sample has been signed off here, so nothing can be said about grades."
    return f"{plural(found.n, 'audit')} drawn by lot and signed off, at final grades; kinds of case are never added up."


def _grades(group: Group, spread: Distribution) -> str:
    share = f"{spread.words}; {spread.interval}%" if spread.interval else "too few for a share"
    return f"{spread.good} of {spread.n} good or better ({share}): {group_words(group)}"


def _open(data: DataSet) -> int:
    return sum(1 for stop in data.safety if stop.settled is None)


def _ends(here: _Place, *, best: bool) -> list[Theme]:
    """The two domains at one end of the largest group, where it has ten grades."""
    if not here.found.groups:
        return []
    found = themes(here.found.groups[0], at_most=99)
    every = sorted((*found.working, *found.worrying), key=lambda t: -t.share)
    if len(every) < 4:
        return []
    return every[:2] if best else every[:-3:-1]


def _named(theme: Theme) -> str:
    return f"{theme.domain.title} ({theme.spread.good} of {theme.spread.n})"


def _lines(here: _Place) -> Iterable[PackLine]:
    data, today = here.data, here.data.made
    heads = [audit for audit in data.audits if not audit.superseded]
    done = count(data.actions, today)
    yield PackLine("Audits handed in", _since(here, (a.handed_in for a in heads)), len(heads),
                   f"{data.not_read} wait for a second reading" if data.not_read else "")  # fmt: skip
    read = [a.reading.saved for a in heads if a.reading]
    yield PackLine("Read a second time", _since(here, read), len(read))
    late = sum(1 for stop in data.safety if stop.told == "late")
    yield PackLine("Safety stops", _since(here, (s.raised for s in data.safety)), len(data.safety),
                   f"{_open(data)} not settled, {late} told late")  # fmt: skip
    oldest = f", the oldest by {plural(done.oldest_days, 'day')}" if done.overdue else ""
    yield PackLine("Actions raised", _since(here, (a.raised for a in data.actions)), done.total,
                   f"{done.open} open, {done.overdue} overdue{oldest}")  # fmt: skip
    ended = [a.verified or a.done for a in data.actions if a.state in {"done", "verified"}]
    yield PackLine("Actions done", _since(here, ended), len(ended), f"{done.to_verify} to be seen by somebody else")  # fmt: skip


def _since(here: _Place, days: Iterable[date | None]) -> int:
    return sum(1 for one in days if one is not None and one > here.month)


def _followed(workspace: Workspace, here: _Place) -> Iterable[PackLine]:
    inside = {audit.id for audit in here.data.audits}
    again = [row for row in reaudit.rows(workspace) if row.audit in inside]
    waiting = sum(1 for row in again if row.state != "done")
    yield PackLine("Re-audits asked for", _since(here, (r.since for r in again)), len(again),
                   f"{waiting} not done, {sum(r.late for r in again)} late")  # fmt: skip
    notices = report_notices.facts(workspace, Scope())
    mine = [n for n in notices.notices if notices.team(n) in here.teams and n.raised.kind == "concern"]  # fmt: skip
    yield PackLine("QA notices", _since(here, (n.raised.raised for n in mine)), len(mine),
                   f"{sum(n.open for n in mine)} open, {sum(bool(n.formal) for n in mine)} were formal")  # fmt: skip
    voices = [row for row in voice_coverage.every(workspace, None) if row.audit in inside]
    heard = sum(1 for row in voices if row.standings.get("child") == "obtained")
    yield PackLine(
        "Audits that heard the child",
        None,
        heard,
        f"of {len(voices)} where that was asked" if voices else "",
    )


def _questions(workspace: Workspace, here: _Place) -> Iterable[str]:
    """What the meeting should not end without, the most urgent first."""
    done = count(here.data.actions, here.data.made)
    if _open(here.data):
        yield "Which safety stop is not settled, and who sees that child this week?"
    if done.overdue:
        yield f"What stands in the way of the {plural(done.overdue, 'overdue action')}, and which date holds?"
    inside = {audit.id for audit in here.data.audits}
    if any(row.late for row in reaudit.rows(workspace) if row.audit in inside):
        yield "Who does the re-audits that are late, and by when?"
    for theme in _ends(here, best=False)[:2]:
        yield f"{theme.domain.title}: {theme.domain.purpose}"
    yield "What changed for children because of what we learned last month?"
