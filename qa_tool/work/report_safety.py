"""The safety register as a report: its facts, of a round or of everything that is kept."""

from datetime import datetime

from qa_tool.audit import safety
from qa_tool.audit.safety import PLAN
from qa_tool.council.model import Round
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.report import safety as paper
from qa_tool.report.blocks import Report
from qa_tool.report.workbook import Workbook
from qa_tool.store import council as council_shelf
from qa_tool.work import safety as stops
from qa_tool.work.council import round_named
from qa_tool.work.report_kinds import Scope
from qa_tool.work.safety import StopRow
from qa_tool.work.safety_round import in_round
from qa_tool.work.workspace import Workspace


def build(
    workspace: Workspace,
    suffix: str,
    scope: Scope,
    progress: Progress,  # noqa: ARG001
) -> Report | Workbook:
    """The register: without a round every stop that is kept, otherwise those of the round."""
    workspace.need("qa_lead", "cswo")
    facts = register(workspace, scope)
    return paper.build(facts) if suffix == ".pdf" else paper.workbook(facts)


def register(workspace: Workspace, scope: Scope) -> paper.Register:
    """Everything that the report says, read in one snapshot."""
    with workspace.store.snapshot():
        round_ = round_named(workspace, scope.round) if scope.round else None
        team = _team(workspace, scope.team)
        rows = stops.register(workspace, stops.Wanted(team=team))
        if round_ is not None:
            rows = _of_round(workspace, rows, round_)
        return paper.Register(
            workspace.policy.council_name, _period(round_, scope.team, workspace.clock.now()),
            workspace.clock.today(), tuple(_fact(row) for row in rows), _pairs(safety.LEVELS),
            _pairs(safety.ABOUT), _pairs(safety.FOLLOWED), _pairs(safety.STATES),
            workspace.demonstration,
        )  # fmt: skip


def _pairs(words: object) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), str(name)) for key, name in dict(words).items())  # type: ignore[call-overload]


def _team(workspace: Workspace, name: str) -> str:
    if not name:
        return ""
    for team in workspace.teams.values():
        if name.casefold() in {team.name.casefold(), team.id.casefold()}:
            return team.id
    raise QAError(
        f"There is no team called '{name}'.",
        "There are: " + ", ".join(f"'{team.name}'" for team in workspace.teams.values()) + ".",
    )


def _period(round_: Round | None, team: str, now: datetime) -> str:
    said = round_.name if round_ else f"Everything kept, up to {now.day} {now:%B %Y}"
    return f"{said}; {team}" if team else said


def _of_round(
    workspace: Workspace, rows: tuple[StopRow, ...], round_: Round
) -> tuple[StopRow, ...]:
    given = council_shelf.allocations(workspace.store, round_=round_.id)
    allocated = {one.case for one in given if one.state != "returned"}
    return tuple(row for row in rows if in_round(workspace, row, round_, allocated))


def _fact(row: StopRow) -> paper.StopFact:
    return paper.StopFact(
        row.reference, row.level, row.about, row.team, row.raised, _told(row), row.state, row.days,
        row.settled.date() if row.settled else None,
        tuple(paper.StopClock(c.what, c.due, c.done, c.late) for c in row.clocks),
        tuple((one.kind, one.on) for one in row.followed), bool(row.audit),
    )  # fmt: skip


def _told(row: StopRow) -> paper.Told:
    """Whether everybody who must hear of it was told in time; the written plan has a clock of its own."""
    clocks = [clock for clock in row.clocks if clock.step != PLAN]
    if any(clock.late for clock in clocks):
        return "late"
    return "in_time" if all(clock.done for clock in clocks) else "not_yet"
