"""A list that was read, laid beside the council: which cases are new, which change, which left, who is unknown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from qa_tool.caselist.annex import book
from qa_tool.caselist.model import Child, ListRead, Match
from qa_tool.caselist.words import bare, without_brackets
from qa_tool.council.model import Case, Person, Role, Team
from qa_tool.store import council as shelf
from qa_tool.work import council
from qa_tool.work.workspace import Workspace

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "mx", "sw", "asw", "locum", "agency"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person says about a list.

    `match` corrects headings; `area` is where unknown teams are added ("" adds none); `add_workers`
    adds unknown workers to the team of their case; `whole` says that the file is the whole list, so
    that cases which are not on it no longer stand on it.
    """

    list_name: str = ""
    match: Match = field(default_factory=dict)
    area: str = ""
    add_workers: bool = False
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Unknown:
    """A team or worker of the list that is not known here: how many children, and the nearest that is."""

    name: str
    children: int
    near: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing a list in would do."""

    found: ListRead
    wishes: Wishes
    new: tuple[Case, ...] = ()
    updated: tuple[Case, ...] = ()
    same: int = 0
    left: tuple[Case, ...] = ()
    gone: int = 0
    teams: tuple[Team, ...] = ()
    people: tuple[Person, ...] = ()
    unknown_teams: tuple[Unknown, ...] = ()
    unknown_workers: tuple[Unknown, ...] = ()
    notes: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """The report in figures."""
        found = self.found
        return {
            "rows": found.rows, "children": len(found.children), "rejected": len(found.rejects),
            "repeated": found.repeated, "on_several": found.on_several, "new": len(self.new),
            "updated": len(self.updated), "same": self.same, "left": self.gone,
            "teams": len(self.teams), "people": len(self.people),
        }  # fmt: skip


def planned(workspace: Workspace, found: ListRead, wishes: Wishes) -> Plan:
    """Lay the children of a list beside the cases of the council."""
    every = shelf.cases(workspace.store)
    names = _Names(workspace, wishes)
    names.learn(found.children)
    keeps = workspace.policy.keep_council_number
    by_number = {
        (case.subject, case.council_number.casefold()): case
        for case in every.values() if case.council_number
    }  # fmt: skip
    families = _families(workspace, found.children, by_number)
    taken = {case.reference for case in every.values()}
    new, updated, same, met = [], [], 0, set()
    for child in found.children:
        before = by_number.get((child.subject, child.number.casefold())) if keeps else None
        case = _case(child, before, found, wishes, names)
        case = replace(case, family=families.get(child.family, case.family))
        if before is None:
            case = replace(case, id=workspace.ids.new_id("case"), reference=_reference(workspace, taken),
                           council_number=child.number if keeps else "")  # fmt: skip
            new.append(case)
            continue
        met.add(before.id)
        if case == before:
            same += 1
        else:
            updated.append(case)
    gone = [
        case for case in every.values()
        if case.id not in met and any(key in found.lists for key in case.lists)
    ]  # fmt: skip
    left = tuple(_unlisted(case, found.lists) for case in gone) if wishes.whole else ()
    made = Plan(
        found, wishes, tuple(new), tuple(updated), same, left, len(gone), tuple(names.new_teams.values()),
        tuple(names.new_people.values()), names.unknown_teams(), names.unknown_workers(),
    )  # fmt: skip
    return replace(made, notes=tuple(_notes(workspace, made)))


def _case(
    child: Child, before: Case | None, found: ListRead, wishes: Wishes, names: "_Names"
) -> Case:
    """The case as the list says; what the list is silent about stays as it was."""
    team = names.team(child.team)
    worker = names.worker(child.worker or child.manager, team)
    if before is None:
        return Case(
            "", "", child.subject, "", team, worker, child.kind, child.age_band, child.ethnicity,
            child.opened, child.closed, lists=child.lists, last_seen=child.last_seen,
        )  # fmt: skip
    rest = [
        key
        for key in before.lists
        if key not in child.lists and not (wishes.whole and key in found.lists)
    ]
    lists = book().lists
    heaviest = max((lists[key].weight for key in rest if key in lists), default=-1)
    told: dict[str, Any] = {
        "age_band": child.age_band or before.age_band,
        "ethnicity": child.ethnicity or before.ethnicity,
        "last_seen": child.last_seen or before.last_seen,
        "lists": tuple(sorted({*rest, *child.lists}, key=_order)),
    }
    if heaviest <= max(lists[key].weight for key in child.lists):
        # A list closer to the child's plan is not overruled by a list of contacts.
        told |= {
            "kind": child.kind or before.kind,
            "opened": child.opened or before.opened,
            "team": team if child.team else before.team,
            "worker": worker if child.worker or child.manager else before.worker,
        }
        if any(lists[key].current for key in child.lists):
            told["closed"] = child.closed
    case = replace(before, **told)
    if case.opened and case.closed and case.closed < case.opened:
        case = replace(case, closed=None)
    return case


def _order(key: str) -> tuple[int, str]:
    keys = list(book().lists)
    return (keys.index(key) if key in keys else len(keys), key)


def _unlisted(case: Case, lists: Iterable[str]) -> Case:
    """A case that left these lists: it is not closed, it only no longer stands on them."""
    return replace(case, lists=tuple(key for key in case.lists if key not in set(lists)))


def _reference(workspace: Workspace, taken: set[str]) -> str:
    while True:
        reference = council.new_reference(workspace)
        if reference not in taken:
            taken.add(reference)
            return reference


def _families(
    workspace: Workspace, children: Iterable[Child], known: Mapping[Any, Case]
) -> dict[str, str]:
    """A random name for each family of the list; one that a brother or sister has already stays."""
    named: dict[str, str] = {}
    for child in children:
        if not child.family:
            continue
        before = known.get((child.subject, child.number.casefold()))
        if before is not None and before.family:
            named[child.family] = before.family
        named.setdefault(child.family, "")
    return {key: name or workspace.ids.new_id("fam") for key, name in named.items()}


class _Names:
    """Teams and workers by name: known ones met tolerantly, unknown ones counted, and added where it is wished."""

    def __init__(self, workspace: Workspace, wishes: Wishes) -> None:
        self._space, self._wishes = workspace, wishes
        self._teams = {team_key(team.name): team.id for team in workspace.teams.values()}
        self._people: dict[str, list[Person]] = {}
        for person in workspace.people.values():
            self._people.setdefault(person_key(person.name), []).append(person)
        self.new_teams: dict[str, Team] = {}
        self.new_people: dict[str, Person] = {}
        self._lost_teams: Counter[str] = Counter()
        self._lost_workers: Counter[str] = Counter()
        self._met: dict[tuple[str, str], str] = {}

    def learn(self, children: Iterable[Child]) -> None:
        """Count who is unknown, and make those who are to be added."""
        for child in children:
            key = team_key(child.team)
            if key and key not in self._teams:
                self._lost_teams[child.team] += 1
                if self._wishes.area and key not in self.new_teams:
                    self.new_teams[key] = Team(
                        self._space.ids.new_id("team"), child.team, self._wishes.area
                    )
        for child in children:
            name = child.worker or child.manager
            team = self.team(child.team)
            if not name or self.worker(name, team):
                continue
            self._lost_workers[name] += 1
            key = person_key(name)
            if self._wishes.add_workers and key and key not in self._people:
                role: Role = "social_worker" if child.worker else "team_manager"
                person = Person(self._space.ids.new_id("per"), name, (role,), team)
                self.new_people[key] = person
                self._met.clear()

    def team(self, name: str) -> str:
        """The id of the team with this name; empty where there is none."""
        key = team_key(name)
        made = self.new_teams.get(key)
        return self._teams.get(key) or (made.id if made else "")

    def worker(self, name: str, team: str) -> str:
        """The id of the worker with this name; of several, the one in this team; empty where it is not plain."""
        at = (name, team)
        if at not in self._met:
            key = person_key(name)
            found = self._people.get(key, [])
            here = [person for person in found if person.team == team]
            one = found if len(found) == 1 else here
            made = self.new_people.get(key)
            self._met[at] = one[0].id if len(one) == 1 else made.id if made else ""
        return self._met[at]

    def unknown_teams(self) -> tuple[Unknown, ...]:
        """Teams of the list that are not known here, most children first."""
        names = [team.name for team in self._space.teams.values()]
        return _unknown(self._lost_teams, names)

    def unknown_workers(self) -> tuple[Unknown, ...]:
        """Workers of the list that are not known here, or whose name several people have."""
        names = [person.name for person in self._space.people.values()]
        return _unknown(self._lost_workers, names)


def _unknown(lost: Counter[str], names: list[str]) -> tuple[Unknown, ...]:
    folded = {name.casefold(): name for name in names}
    told = []
    for number, (name, children) in enumerate(lost.most_common()):
        near = (
            get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.75)
            if number < 60
            else []
        )
        told.append(Unknown(name, children, folded[near[0]] if near else ""))
    return tuple(told)


def team_key(name: str) -> str:
    """A team's name as it is compared: 'North 1 Team' is 'north 1'."""
    words = [word for word in bare(name).split() if word not in {"team", "the"}]
    return " ".join(words)


def person_key(name: str) -> str:
    """A person's name as it is compared: 'KHAN, Amira (Agency)' is 'Amira Khan'."""
    words = [word for word in bare(without_brackets(name)).split() if word not in _TITLES]
    return " ".join(sorted(words))


def _notes(workspace: Workspace, plan: Plan) -> Iterable[str]:
    """What the person has to know before they say yes."""
    known = book().lists
    blind = [key for key in plan.found.lists if not known[key].team]
    cases = (*plan.new, *plan.updated)
    if blind:
        alone = sum(1 for case in cases if not case.worker and set(case.lists) <= set(blind))
        names = " and ".join(known[key].name for key in blind)
        if alone:
            yield (
                f"{names} {'carries' if len(blind) == 1 else 'carry'} no team and no worker: independence is not "
                f"provable for {alone:,} of these cases. "
                "It is where the list has a column with the manager who decided."
            )
    if not workspace.policy.keep_council_number:
        yield (
            "This council keeps no case numbers. So every child counts as new: next month's list cannot "
            "be matched with this one, and a draw cannot be proved against the list."
        )
    without = (
        sum(1 for case in cases if not case.team) if not set(plan.found.lists) <= set(blind) else 0
    )
    if without:
        yield f"{_cases(without)} would have no team, so no auditor can be kept away from their own line."
    if plan.gone and plan.wishes.whole:
        yield (
            f"Not on {_names(plan)} any more: {_cases(plan.gone)}. Nothing is closed: they only no longer "
            "stand on it. Close by hand what is over."
        )
    if plan.gone and not plan.wishes.whole:
        yield f"Not in this file, and left as they are: {_cases(plan.gone)} of {_names(plan)}."


def _cases(number: int) -> str:
    return f"{number:,} {'case' if number == 1 else 'cases'}"


def _names(plan: Plan) -> str:
    return ", ".join(book().lists[key].name for key in plan.found.lists)
