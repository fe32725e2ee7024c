"""The learning report at each level of the golden thread: whole council, area, service, team, theme."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from qa_tool.calendar import months_on
from qa_tool.council.model import Role, Team
from qa_tool.errors import QAError, Refused
from qa_tool.figures.dataset import DataSet, SafetyFact
from qa_tool.progress import Progress
from qa_tool.report import learning, learning_level
from qa_tool.report.blocks import Report
from qa_tool.report.indicator import blocks as indicator_blocks
from qa_tool.report.learning_level import Level, Place
from qa_tool.report.naming import day
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import indicator, report_safety, report_theme
from qa_tool.work.council import round_named
from qa_tool.work.publication_freeze import days_of
from qa_tool.work.report_facts import dataset
from qa_tool.work.report_kinds import Scope
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace

MONTHS = 12
ROLES: tuple[Role, ...] = ("qa_lead", "cswo")


def build(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The report of a place or a theme; without either, of the whole round."""
    asked = [(place, name) for place, name in _places(scope) if name]
    if len(asked) + bool(scope.theme) > 1:
        raise QAError(
            "A learning report is about one team, area, service or theme.", "Name one of them only."
        )
    if scope.theme:
        from qa_tool.work.report_learning_theme import build as of_theme

        return of_theme(workspace, scope, progress)
    if asked:
        place, name = asked[0]
        return _level(workspace, scope, place, name, progress)
    workspace.need(*ROLES)
    data, period = gathered(workspace, scope, progress, latest_round=True)
    made = learning.build(data, report_theme.tagging(workspace, data))
    if not data.round:
        return replace(made, subtitle=period)
    behind = indicator.behind(workspace, round_named(workspace, scope.round).id)
    return learning.names_nobody(
        replace(made, blocks=(*made.blocks, *indicator_blocks(behind))), data
    )


def _places(scope: Scope) -> tuple[tuple[Place, str], ...]:
    return ("team", scope.team), ("area", scope.area), ("service", scope.service)


def gathered(
    workspace: Workspace, scope: Scope, progress: Progress, *, latest_round: bool = False
) -> tuple[DataSet, str]:
    """The audits of a round, a year, or the last twelve months; and what that time is called."""
    if scope.round and scope.year:
        raise QAError("A round and a year are both named.", "Name one of them.")
    if scope.round or (latest_round and not scope.year):
        round_ = round_named(workspace, scope.round)
        data = dataset(workspace, round_, progress=progress)
        return data, f"{round_.name}: {round_.theme}" if round_.theme else round_.name
    first, last = span(workspace, scope.year)
    data = dataset(workspace, None, progress=progress)
    audits = tuple(a for a in data.audits if a.handed_in and first <= a.handed_in <= last)
    inside = {audit.id for audit in audits}
    stops = tuple(stop for stop in data.safety if first <= stop.raised <= last)
    kept = tuple(action for action in data.actions if action.audit in inside)
    found = replace(
        data, audits=audits, actions=kept, safety=stops, starts=first, ends=last,
        not_read=_not_read(workspace, inside),
    )  # fmt: skip
    every = {team.name for team in workspace.teams.values()}
    found = replace(found, withheld=_withheld(workspace, found, every))
    return found, f"{day(first)} to {day(last)}"


def span(workspace: Workspace, year: str = "") -> tuple[date, date]:
    """From when to when: a year from April, or the last twelve months."""
    today = workspace.clock.today()
    if not year:
        return months_on(today, -MONTHS), today
    first, last = days_of(year)
    if first > today:
        raise QAError(f"{year} has not begun.", "Name an earlier year.")
    return first, min(last, today)


def _not_read(workspace: Workspace, audits: set[str]) -> int:
    waiting = reading_shelf.all_of(workspace.store, states=("waiting", "saved"))
    return sum(1 for reading in waiting if reading.audit in audits)


def _level(
    workspace: Workspace, scope: Scope, place: Place, name: str, progress: Progress
) -> Report:
    found = known(workspace, place, name)
    if not (workspace.is_a(*ROLES) or (place == "team" and _manages(workspace, found))):
        raise Refused(
            "This learning report is made by the QA lead and the Chief Social Work Officer; a team manager "
            "makes that of their own team.",
            "Ask the QA lead for it.",
        )
    whole, period = gathered(workspace, scope, progress)
    return learning_level.build(
        whole, part(workspace, whole, place, found),
        Level(place, found, _area_of(workspace, place, found), period),
        report_theme.tagging(workspace, whole),
    )  # fmt: skip


def part(workspace: Workspace, whole: DataSet, place: Place, name: str) -> DataSet:
    """What belongs to one place, with its own safety stops and what waits for a second reading there."""
    made = learning_level.narrowed(whole, place, name)
    teams = {team.name for team in teams_of(workspace, place, name)}
    return replace(
        made, safety=tuple(_stops(workspace, whole, teams)),
        withheld=_withheld(workspace, whole, teams),
        not_read=_not_read(workspace, {audit.id for audit in made.audits}),
    )  # fmt: skip


def _stops(workspace: Workspace, whole: DataSet, teams: set[str]) -> Iterable[SafetyFact]:
    """The stops of these teams; which they are is told by the same register as everywhere."""
    inside = {(stop.reference, stop.raised) for stop in whole.safety}
    if not workspace.is_a(*ROLES):
        return
    for stop in report_safety.register(workspace, Scope()).stops:
        if stop.team in teams and (stop.reference, stop.raised.date()) in inside:
            yield SafetyFact(
                stop.reference, stop.level, stop.raised.date(), stop.told, stop.settled
            )


def _withheld(workspace: Workspace, whole: DataSet, teams: set[str]) -> int:
    """How many audits of these teams wait, in this round or time, for this person's own blind reading."""
    rounds = {r.id for r in council_shelf.rounds(workspace.store) if r.name == whole.round}
    found = (audit_shelf.audit(workspace.store, one) for one in hidden(workspace))
    return sum(
        1 for audit in found
        if audit is not None and audit.handed_in is not None
        and workspace.team_name(audit.team) in teams
        and (audit.round in rounds if whole.round else _within(audit.handed_in.date(), whole))
    )  # fmt: skip


def _within(day_: date, whole: DataSet) -> bool:
    return (whole.starts is None or day_ >= whole.starts) and (
        whole.ends is None or day_ <= whole.ends
    )


def _manages(workspace: Workspace, team: str) -> bool:
    own = workspace.teams.get(workspace.person.team)
    return workspace.is_a("team_manager") and own is not None and own.name == team


def teams_of(workspace: Workspace, place: Place, name: str) -> tuple[Team, ...]:
    """The teams inside a place."""
    return tuple(
        team for team in workspace.teams.values()
        if name == {"team": team.name, "service": team.service}.get(place, _area(workspace, team))
    )  # fmt: skip


def _area(workspace: Workspace, team: Team) -> str:
    area = workspace.areas.get(team.area)
    return area.name if area else team.area


def _area_of(workspace: Workspace, place: Place, name: str) -> str:
    if place != "team":
        return ""
    return next((_area(workspace, t) for t in workspace.teams.values() if t.name == name), "")


def known(workspace: Workspace, place: Place, name: str) -> str:
    """The place as the council writes it; a sentence with those there are where it is not known."""
    names = {
        "team": [team.name for team in workspace.teams.values()],
        "area": [area.name for area in workspace.areas.values()],
        "service": [team.service for team in workspace.teams.values() if team.service],
    }[place]
    every = sorted(set(names))
    for one in every:
        if one.casefold() == name.strip().casefold():
            return one
    there = ", ".join(f"'{one}'" for one in every) or "none yet"
    raise QAError(f"There is no {place} called '{name}'.", f"There are: {there}.")
