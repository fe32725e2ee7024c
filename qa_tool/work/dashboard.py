"""The dashboard's questions: grades, trends, teams, coverage, actions and re-reads, by filter.

Everything about grades rests on what counts (signed-off first audits of the drawn sample, final
grades), one kind of case and one version of a template at a time; nothing that waits for this
person's own second reading is in any of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from qa_tool.errors import Refused
from qa_tool.figures.basis import versions_of
from qa_tool.figures.distribution import Distribution
from qa_tool.figures.share import Share, share
from qa_tool.store import council as council_shelf
from qa_tool.store import dashboard as shelf
from qa_tool.template.model import Domain, Scale, Template
from qa_tool.work import template as templates
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace

Place = Literal["team", "area", "service", "round"]
Child = Literal["age", "ethnicity", "mode"]
OVERALL = shelf.OVERALL


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked at; empty fields do not restrict, ids throughout.

    Without a `template` and a `kind` those with most audits are taken; without a `form` (a version's
    fingerprint) the latest version. Days count by whole months, by the day of hand-in.
    """

    rounds: tuple[str, ...] = ()
    template: str = ""
    kind: str | None = None
    form: str = ""
    area: str = ""
    team: str = ""
    service: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Audits that may be added up: a template and a kind of case, with how many count."""

    template: str
    title: str
    kind: str
    n: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What this person may filter by, as (id, name); `teams` is empty where it is not for them."""

    rounds: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    areas: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]
    first: date | None
    last: date | None
    by_team: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the template among the counted audits; `since` is the first month it was used."""

    form: str
    name: str
    n: int
    since: date


@dataclass(frozen=True, slots=True)
class Grades:
    """The spread of one group's grades: overall (None where its template gives none) and by domain."""

    group: Group | None
    versions: tuple[Version, ...] = ()
    form: str = ""
    n: int = 0
    overall: Distribution | None = None
    good: Share | None = None
    worst: Share | None = None
    domains: tuple[tuple[Domain, Distribution], ...] = ()
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One area, team, service, round, age band ... with its spread of grades."""

    key: str
    name: str
    found: Distribution


@dataclass(frozen=True, slots=True)
class Heat:
    """Domains by place: a row per domain, a cell per place; cells without audits have n = 0."""

    places: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Domain, tuple[Distribution, ...]], ...]


def may_look(workspace: Workspace) -> bool:
    """Whether the page is for this person."""
    return workspace.is_a("qa_lead", "cswo", "moderator", "team_manager")


def by_team(workspace: Workspace) -> bool:
    """Whether this person may see teams beside each other."""
    return workspace.is_a("qa_lead", "cswo")


def _need(workspace: Workspace, wanted: Filter) -> None:
    workspace.need("qa_lead", "cswo", "moderator", "team_manager")
    own = workspace.is_a("team_manager") and wanted.team == workspace.person.team
    if wanted.team and not by_team(workspace) and not own:
        raise Refused(
            "Figures of another team are not yours to look at.",
            "Look at the area or the service, or ask the QA lead.",
        )


@dataclass
class Desk:
    """One person's look at one filter: what is asked of the store again and again is asked once."""

    workspace: Workspace
    wanted: Filter

    def __post_init__(self) -> None:
        """Nobody gets further whom the figures are not for."""
        _need(self.workspace, self.wanted)

    @cached_property
    def without(self) -> tuple[int, ...]:
        """The counted audits that this person may not see into."""
        return shelf.unseen(self.workspace.store, hidden(self.workspace))

    @cached_property
    def bare(self) -> shelf.Wanted:
        """The filter for the store, before template and kind are settled."""
        wanted = self.wanted
        return shelf.Wanted(
            rounds=wanted.rounds, team=wanted.team, area=wanted.area, service=wanted.service,
            since=_month(wanted.since), until=_month(wanted.until),
        )  # fmt: skip

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group that the filter leaves, the largest first; only of children."""
        found = self.sums(("template", "kind"), replace(self.bare, domain=OVERALL))
        made = []
        for (key, kind), n in found.items():
            template = self._current(key)
            if template is not None and template.subject == "child":
                made.append(Group(key, template.title, kind, n))
        return tuple(sorted(made, key=lambda g: (-g.n, g.title, g.kind)))

    def _current(self, key: str) -> Template | None:
        marks = [
            row.fingerprint for row in templates.rows(self.workspace) if row.key == key
        ]  # fmt: skip
        return templates.by_fingerprint(self.workspace, marks[0]) if marks else None

    @cached_property
    def group(self) -> Group | None:
        """The group that is looked at: as asked, otherwise the largest that fits."""
        wanted = self.wanted
        fits = (
            g for g in self.groups
            if wanted.template in {"", g.template} and wanted.kind in {None, g.kind}
        )  # fmt: skip
        return next(fits, None)

    @cached_property
    def of_group(self) -> shelf.Wanted:
        """The store's filter for this group, all versions."""
        assert self.group is not None  # noqa: S101  asked only where there is one
        return replace(self.bare, template=self.group.template, kind=self.group.kind)

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The versions of the template, the one first used first."""
        if self.group is None:
            return ()
        found = self.sums(("form", "month"), replace(self.of_group, domain=OVERALL))
        n, since = Counter[str](), dict[str, int]()
        for (form, month), count in found.items():
            n[form] += count
            since[form] = min(month, since.get(form, month))
        names = versions_of({form: self.template(form) for form in n})
        return tuple(
            Version(form, names[form] or self.template(form).version, n[form], day_of(since[form]))
            for form in sorted(n, key=lambda form: (since[form], form))
        )

    @cached_property
    def form(self) -> str:
        """The version that is looked at: as asked, otherwise the latest."""
        known = [version.form for version in self.versions]
        return self.wanted.form if self.wanted.form in known else (known[-1] if known else "")

    @cached_property
    def of_form(self) -> shelf.Wanted:
        """The store's filter for this version."""
        return replace(self.of_group, form=self.form)

    def template(self, form: str) -> Template:
        """The template of a version."""
        return templates.by_fingerprint(self.workspace, form)

    def scale(self, form: str, domain: str = OVERALL) -> Scale | None:
        """The scale of a domain (or the overall grade) in a version; None where it is not graded."""
        template = self.template(form)
        if domain == OVERALL:
            return template.scale_of() if template.overall.kind == "graded" else None
        held = next((d for d in template.graded if d.key == domain), None)
        return template.scale_of(held) if held else None

    def sums(
        self, columns: tuple[shelf.Column, ...], wanted: shelf.Wanted
    ) -> dict[tuple[Any, ...], int]:
        """The store's sums, without what this person may not see."""
        return shelf.sums(self.workspace.store, columns, wanted, self.without)


def sit(workspace: Workspace, wanted: Filter | Desk) -> Desk:
    """A desk for this filter; whoever asks several questions of one moment makes it once."""
    return wanted if isinstance(wanted, Desk) else Desk(workspace, wanted)


def _month(day: date | None) -> int:
    return day.year * 100 + day.month if day else 0


def day_of(month: int) -> date:
    """The first day of a month such as 202604; of an audit without a day the earliest there is."""
    return date(month // 100, month % 100, 1) if month else date.min


def choices(workspace: Workspace, wanted: Filter | Desk | None = None) -> Choices:
    """What may be chosen, by what there is to look at."""
    desk = sit(workspace, wanted or Filter())
    with workspace.store.snapshot():
        found, first, last = shelf.places(workspace.store)
        rounds, teams, areas, services = ({row[place] for row in found} for place in range(4))
        own = {workspace.person.team} if workspace.is_a("team_manager") else set()
        shown = teams if by_team(workspace) else teams & own
        return Choices(
            tuple((r.id, r.name) for r in council_shelf.rounds(workspace.store) if r.id in rounds),
            desk.groups,
            _by_name(place_names(workspace, "area", areas - {""}).items()),
            _by_name((s, s) for s in services if s),
            _by_name((t, workspace.team_name(t)) for t in shown if t),
            day_of(first) if first else None, day_of(last) if last else None,
            by_team(workspace),
        )  # fmt: skip


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0])))


def place_names(workspace: Workspace, place: Place, keys: Iterable[str]) -> dict[str, str]:
    """What people call these teams, areas, services or rounds."""
    known: Mapping[str, str] = {}
    if place == "team":
        known = {key: team.name for key, team in workspace.teams.items()}
    elif place == "area":
        known = {key: area.name for key, area in workspace.areas.items()}
    elif place == "round":
        known = {r.id: r.name for r in council_shelf.rounds(workspace.store)}
    return {key: known.get(key, key) or "Not recorded" for key in keys}


def grades(workspace: Workspace, wanted: Filter | Desk) -> Grades:
    """The spread of grades of the group and version that the filter asks for."""
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        if desk.group is None:
            return Grades(None, withheld=len(desk.without))
        found = desk.sums(("domain", "grade"), desk.of_form)
        counts: dict[str, dict[str, int]] = {}
        for (domain, grade), n in found.items():
            counts.setdefault(str(domain), {})[str(grade)] = n
        overall = spread(counts.get(OVERALL, {}), desk.scale(desk.form))
        rows = [
            (domain, spread_of(counts.get(domain.key, {}), desk.template(desk.form).scale_of(domain)))
            for domain in desk.template(desk.form).graded
        ]  # fmt: skip
        return Grades(
            desk.group, desk.versions, desk.form, sum(counts.get(OVERALL, {}).values()), overall,
            share(overall.good, overall.n) if overall else None,
            share(overall.worst, overall.n) if overall else None, tuple(rows), len(desk.without),
        )  # fmt: skip


def spread_of(counts: Mapping[str, int], scale: Scale) -> Distribution:
    """Counts per grade key on their scale."""
    ranked = tuple((grade, counts.get(grade.key, 0)) for grade in scale.ranked)
    unranked = sum(counts.get(grade.key, 0) for grade in scale.grades if grade.rank is None)
    known = unranked + sum(n for _grade, n in ranked)
    return Distribution(scale, ranked, unranked, sum(counts.values()) - known)


def spread(counts: Mapping[str, int], scale: Scale | None) -> Distribution | None:
    """The same where there may be no scale."""
    return spread_of(counts, scale) if scale else None


def by_place(
    workspace: Workspace, wanted: Filter | Desk, place: Place, domain: str = OVERALL
) -> tuple[Part, ...]:
    """The spread of one domain's grades (or the overall) by area, service, round or team, by name."""
    _need_place(workspace, place)
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        if desk.group is None or (scale := desk.scale(desk.form, domain)) is None:
            return ()
        found = desk.sums((place, "grade"), replace(desk.of_form, domain=domain))
        names = place_names(workspace, place, {key for key, _grade in found})
        return _parts(found, scale, lambda key: names[key])


def _need_place(workspace: Workspace, place: Place) -> None:
    if place == "team" and not by_team(workspace):
        raise Refused(
            "Teams beside each other are for the QA lead and the Chief Social Work Officer.",
            "Look at areas or services.",
        )


def _parts(found: Mapping[tuple[Any, ...], int], scale: Scale, name: Callable[[str], str]) -> tuple[Part, ...]:  # fmt: skip
    counts: dict[str, Counter[str]] = {}
    for (key, grade), n in found.items():
        counts.setdefault(str(key), Counter())[str(grade)] += n
    parts = [Part(key, name(key), spread_of(held, scale)) for key, held in counts.items()]
    return tuple(sorted(parts, key=lambda part: (part.name.casefold(), part.key)))


def by_child(workspace: Workspace, wanted: Filter | Desk, column: Child) -> tuple[Part, ...]:
    """The overall grades by age band, ethnicity or how the audit was done."""
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        if desk.group is None or (scale := desk.scale(desk.form)) is None:
            return ()
        found = shelf.by_child(workspace.store, column, desk.of_form, desk.without)
        told = {(key, grade): n for (key, _form, grade), n in found.items()}
        return _parts(told, scale, lambda key: key.replace("_", " ").capitalize() or "Not recorded")


def heat(workspace: Workspace, wanted: Filter | Desk, place: Place = "area") -> Heat:
    """Every domain by area, service, round or team; places stand by name, nobody is ranked."""
    _need_place(workspace, place)
    desk = sit(workspace, wanted)
    with workspace.store.snapshot():
        if desk.group is None:
            return Heat((), ())
        found = desk.sums((place, "domain", "grade"), desk.of_form)
        template = desk.template(desk.form)
        names = place_names(workspace, place, {key for key, _domain, _grade in found})
        places = _by_name(names.items())
        cells: dict[tuple[str, str], dict[str, int]] = {}
        for (key, domain, grade), n in found.items():
            cells.setdefault((str(domain), str(key)), {})[str(grade)] = n
        rows = tuple(
            (d, tuple(spread_of(cells.get((d.key, k), {}), template.scale_of(d)) for k, _n in places))
            for d in template.graded
        )  # fmt: skip
        return Heat(places, rows)
