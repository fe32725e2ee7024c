"""What the report of actions says, gathered in one snapshot."""

from collections.abc import Iterable

from qa_tool.action.model import OFFERS, Action
from qa_tool.council.model import Round
from qa_tool.figures.loop import Aim, Asked, Loop, Step
from qa_tool.progress import Progress
from qa_tool.report.blocks import Report
from qa_tool.report.workbook import Workbook
from qa_tool.store import action as shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.work import action_list, reaudit_pairs, requirement
from qa_tool.work.council import round_named
from qa_tool.work.report_kinds import Scope
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace

MARKING = "OFFICIAL-SENSITIVE"


def build(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report | Workbook:
    """The report of actions, of a round or of everything; only what was asked for is made."""
    workspace.need("qa_lead", "cswo")
    round_ = round_named(workspace, scope.round) if scope.round else None
    progress.step(0, 2, "Gathering the actions")
    loop = facts(workspace, round_)
    progress.step(1, 2, "Writing")
    if suffix == ".pdf":
        from qa_tool.report import actions as paper

        return paper.build(loop)
    from qa_tool.report import action_sheets

    return action_sheets.workbook(loop)


def facts(workspace: Workspace, round_: Round | None) -> Loop:
    """Every action in sight of this person, with what asked for it and what the re-audits say."""
    with workspace.store.snapshot():
        found = shelf.visible(
            workspace.store, action_list.reader(workspace), shelf.Wanted(),
            workspace.clock.today(),
        )  # fmt: skip
        if round_ is not None:
            found = tuple(_of_round(workspace, found, round_))
        plan = requirement.plan(workspace)
        titles = {row.objective.id: row.objective.title for row in plan.objectives}
        rows = {row.id: row for row in action_list.as_rows(workspace, found)}
        pairs = reaudit_pairs.pairs(workspace, round_=round_.id if round_ else "")
        return Loop(
            workspace.policy.council_name, MARKING, workspace.clock.today(),
            round_.name if round_ else "",
            tuple(_step(rows[a.id], titles) for a in found if a.id in rows),
            tuple(
                Asked(r.source, r.kind, r.text, r.due, r.state, r.actions, r.finished, r.lonely, r.days_late)
                for r in plan.requirements
            ),
            tuple(
                Aim(o.objective.title, o.owner, o.objective.due, o.actions, o.finished, o.overdue)
                for o in plan.objectives
                if not o.objective.ended
            ),
            tuple(row.pair for row in pairs if row.settled),
            sum(1 for row in pairs if not row.settled), len(hidden(workspace)),
            workspace.demonstration,
        )  # fmt: skip


def _of_round(workspace: Workspace, found: Iterable[Action], round_: Round) -> Iterable[Action]:
    """The actions of a round's audits, and those for the service that were raised while it lasted."""
    wanted = audit_shelf.Wanted(round=round_.id)
    every = [audit_shelf.rows_of(workspace.store, wanted)]
    every.append(audit_shelf.rows_of(workspace.store, audit_shelf.Wanted(round=round_.id, superseded=True)))  # fmt: skip
    audits = {one.id for numbers in every for one in audit_shelf.heads(workspace.store, numbers)}
    for action in found:
        if action.audit in audits:
            yield action
        elif not action.audit and action.raised is not None:
            day = action.raised.date()
            if (round_.starts is None or day >= round_.starts) and (
                round_.ends is None or day <= round_.ends
            ):
                yield action


def _step(row: action_list.ActionRow, titles: dict[str, str]) -> Step:
    a = row.action
    held = a.learned
    return Step(
        row.reference, a.what, row.owner, row.team, a.level, a.state, a.due, a.first_due,
        a.raised.date() if a.raised else None, a.done.date() if a.done else None,
        a.verified.date() if a.verified else None, a.needs_verifying, a.compliance, a.difference,
        a.reopened, bool(a.owner_words and not a.owner and not a.owner_team), a.kind,
        OFFERS.get(a.offer, ""), held.held if held else None, held.n if held else 0,
        held.measured if held else "", len(a.requirements), titles.get(a.objective, ""), row.domain,
    )  # fmt: skip
