"""The coverage map for the QA lead: who has been looked at, and results with small numbers kept small."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qa_tool.figures.distribution import distribute
from qa_tool.report.naming import plain
from qa_tool.sampling.coverage import Covered, OpenCase, covered, fold, untouched, whole
from qa_tool.store import sample as shelf
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.sample_frame import months_before
from qa_tool.work.workspace import Workspace

MOST_CHILDREN = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One team, worker or kind of the map, by name; workers carry counts of cases, never grades."""

    name: str
    area: str
    covered: Covered


@dataclass(frozen=True, slots=True)
class Child:
    """A child never or long not audited."""

    case: str
    reference: str
    team: str
    kind: str
    opened: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Result:
    """Good or better among the counted audits of an area or an ethnic group, for one kind of audit."""

    kind: str
    template: str
    by: str  # area, ethnicity
    name: str
    n: int
    words: str
    interval: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole map; `since` is the day from which an audit counts as late enough."""

    since: date
    months: int
    all: Covered
    teams: tuple[Line, ...]
    workers: tuple[Line, ...]
    kinds: tuple[Line, ...]
    children: tuple[Child, ...]
    untouched: int
    results: tuple[Result, ...]


def coverage(workspace: Workspace) -> Coverage:
    """Who was looked at in the last twelve months (or as the policy says), and what came of it."""
    workspace.need("qa_lead", "cswo")
    months = workspace.policy.exclude_months or 12
    since = months_before(workspace.clock.today(), months)
    cases, references = _open(workspace)
    areas = {area.id: area.name for area in workspace.areas.values()}
    teams = {team.id: areas.get(team.area, "") for team in workspace.teams.values()}
    late = untouched(cases, since)
    return Coverage(
        since, months, whole(cases, since),
        _by_name(
            Line(workspace.team_name(one.key) or "No team recorded", teams.get(one.key, ""), one)
            for one in covered(cases, "team", since, others=workspace.teams)
        ),
        _by_name(
            Line(workspace.name(one.key), "", one)
            for one in covered(cases, "worker", since) if one.key
        ),
        tuple(Line(plain(one.key), "", one) for one in covered(cases, "kind", since)),
        tuple(
            Child(c.case, references[c.case], workspace.team_name(c.team), plain(c.kind), c.opened,
                  c.last)
            for c in late[:MOST_CHILDREN]
        ),
        len(late), tuple(_results(workspace, since)),
    )  # fmt: skip


def _by_name(lines: Iterable[Line]) -> tuple[Line, ...]:
    """In the order of names: nothing here ranks people."""
    return tuple(sorted(lines, key=lambda line: line.name.casefold()))


def _open(workspace: Workspace) -> tuple[list[OpenCase], dict[str, str]]:
    last, today = shelf.last_audits(workspace.store), workspace.clock.today()
    cases, references = [], {}
    for id_, _number, reference, team, worker, kind, *_rest in shelf.listed(
        workspace.store, "child"
    ):
        opened, closed = _rest[4], _rest[5]
        if closed and date.fromisoformat(closed) <= today:
            continue
        references[id_] = reference
        since = date.fromisoformat(opened) if opened else None
        cases.append(OpenCase(id_, team, worker, kind, since, last.get(id_)))
    return cases, references


def _results(workspace: Workspace, since: date) -> Iterable[Result]:
    areas = {area.id: area.name for area in workspace.areas.values()}
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for template, kind, area, ethnicity, grade in shelf.counted(workspace.store, since):
        groups.setdefault((template, kind), []).append(
            (areas.get(area, "") or "Not recorded", plain(ethnicity), grade)
        )
    titles = templates.titles(workspace)
    for (key, kind), found in sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])):
        if key not in titles:
            continue
        known = templates.current(workspace, key)[0]
        if known.overall.kind != "graded":
            continue
        for by, place in (("area", 0), ("ethnicity", 1)):
            told = [(row[place], row[2]) for row in found]
            yield from _folded((plain(kind), by), told, known, workspace.policy.small_team_audits)


def _folded(
    of: tuple[str, str], found: list[tuple[str, str]], template: Template, least: int
) -> Iterable[Result]:
    sizes: dict[str, int] = {}
    for name, _grade in found:
        sizes[name] = sizes.get(name, 0) + 1
    for names in fold(sizes, least):
        grades = [grade for name, grade in found if name in names]
        spread = distribute(grades, template.scale_of())
        word = names[0] if len(names) == 1 else f"{len(names)} others together"
        enough = spread.n >= least
        yield Result(
            of[0], template.title, of[1], word, len(grades),
            spread.words if enough else "too few to say", spread.interval if enough else "",
        )  # fmt: skip
