"""What the page shows, read in one go on the worker: one moment of the store, one person's sight."""

from dataclasses import dataclass, field, replace
from typing import cast

from qa_tool.figures.years import Step
from qa_tool.progress import Progress
from qa_tool.work import dashboard as board
from qa_tool.work import dashboard_loop as loop
from qa_tool.work import dashboard_trend as time
from qa_tool.work.dashboard import OVERALL, Child, Filter, Place
from qa_tool.work.workspace import Workspace

STAGES = ("Counting grades", "Looking at time and places", "Looking at actions and re-reads")


@dataclass(frozen=True, slots=True)
class View:
    """What somebody wants to see: the filter, and what each chart is of."""

    wanted: Filter = field(default_factory=Filter)
    domain: str = OVERALL
    step: Step | None = None
    place: Place = "area"
    child: Child = "age"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the page shows; `teams` is None where teams are not for this person to compare."""

    view: View
    choices: board.Choices
    grades: board.Grades
    over_time: time.OverTime
    years: time.Years
    heat: board.Heat
    rounds: board.Heat
    teams: time.Teams | None
    children: tuple[board.Part, ...]
    covered: loop.Covered
    ageing: loop.Ageing
    again: loop.ReadAgain


def chosen(view: View, domain: str, step: str, place: str, child: str) -> View:
    """The view with what the pickers of the charts say; an empty one changes nothing."""
    return replace(
        view, domain=domain or view.domain, step=cast("Step", step) if step else None,
        place=cast("Place", place or view.place), child=cast("Child", child or view.child),
    )  # fmt: skip


def read(workspace: Workspace, view: View, progress: Progress) -> Facts:
    """Ask everything of one moment."""
    wanted = view.wanted
    with workspace.store.snapshot():
        progress.step(0, 3, STAGES[0])
        choices, grades = board.choices(workspace, wanted), board.grades(workspace, wanted)
        view = _possible(view, choices, grades)
        progress.step(1, 3, STAGES[1])
        over = time.over_time(workspace, wanted, domain=view.domain, step=view.step)
        years = time.years(workspace, wanted, domain=view.domain)
        heat = board.heat(workspace, wanted, view.place)
        rounds = board.heat(workspace, wanted, "round")
        teams = time.teams(workspace, wanted, domain=view.domain) if choices.by_team else None
        children = board.by_child(workspace, wanted, view.child)
        progress.step(2, 3, STAGES[2])
        return Facts(
            view, choices, grades, over, years, heat, rounds, teams, children,
            loop.coverage(workspace, wanted), loop.ageing(workspace, wanted),
            loop.read_again(workspace, wanted),
        )  # fmt: skip


def _possible(view: View, choices: board.Choices, grades: board.Grades) -> View:
    """A domain that this template lacks, or places that are not for this person, give way."""
    known = [domain.key for domain, _spread in grades.domains]
    if grades.overall is not None:
        known.insert(0, OVERALL)
    if view.domain not in known and known:
        view = replace(view, domain=known[0])
    if view.place == "team" and not choices.by_team:
        view = replace(view, place="area")
    return view
