"""Gathers what the report on QA notices and their letters say."""

from datetime import date

from qa_tool.calendar import months_on
from qa_tool.errors import QAError
from qa_tool.notice.model import Notice
from qa_tool.progress import Progress
from qa_tool.report.blocks import Report
from qa_tool.report.naming import day
from qa_tool.report.notices import NoticeFacts
from qa_tool.report.workbook import Workbook
from qa_tool.store import council as council_shelf
from qa_tool.store import notice as shelf
from qa_tool.work import notice as notices
from qa_tool.work.council import round_named
from qa_tool.work.notice_sight import out_of_sight
from qa_tool.work.notice_themes import titles
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

Period = tuple[date, date]


def report(
    workspace: Workspace, suffix: str, scope: Scope, progress: Progress
) -> Report | Workbook:
    """The report on notices raised in a round, a year, or the last twelve months."""
    workspace.need("qa_lead", "cswo", "iro_manager", "iro")
    progress.step(0, 2, "Gathering the notices")
    found = facts(workspace, scope)
    progress.step(1, 2, "Making the report")
    if suffix == ".pdf":
        from qa_tool.report import notices as paper

        return paper.build(found)
    from qa_tool.report import notices_sheets

    return notices_sheets.build(found)


def facts(workspace: Workspace, scope: Scope) -> NoticeFacts:
    """The notices that this person may see, in the period that was asked for."""
    starts, ends = period(workspace, scope)
    every = [n for n in shelf.notices(workspace.store) if starts <= n.raised.raised <= ends]
    own = not workspace.is_a("qa_lead", "cswo", "iro_manager")
    if own:
        every = [n for n in every if n.raised.raised_by == workspace.person.id]
    told = [n for n in every if _asked(workspace, scope, n)]
    shut = out_of_sight(workspace, told)
    seen = tuple(n for n in told if n.raised.id not in shut)
    cases = council_shelf.cases(workspace.store, [n.raised.case for n in seen])
    only = [
        f"team {scope.team}" if scope.team else "", f"theme {scope.theme}" if scope.theme else "",
        "notices that you raised" if own else "",
    ]  # fmt: skip
    return NoticeFacts(
        workspace.policy.council_name, workspace.clock.today(), f"{day(starts)} to {day(ends)}", seen,
        {t.id: t.name for t in workspace.teams.values()}, titles(workspace),
        {key: case.reference for key, case in cases.items()}, ", ".join(x for x in only if x),
        len(told) - len(seen), workspace.demonstration,
    )  # fmt: skip


def _asked(workspace: Workspace, scope: Scope, n: Notice) -> bool:
    if scope.team and workspace.team_name(n.raised.team).casefold() != scope.team.casefold():
        return False
    named = titles(workspace)
    wanted = scope.theme.casefold()
    return not wanted or any(
        wanted in {key.casefold(), named.get(key, key).casefold()} for key in n.raised.themes
    )


def period(workspace: Workspace, scope: Scope) -> Period:
    """From when to when: a round's own days, a year from April, otherwise the last twelve months."""
    today = workspace.clock.today()
    if scope.year:
        return _year(scope.year)
    if scope.round:
        round_ = round_named(workspace, scope.round)
        return round_.starts or date.min.replace(year=2000), round_.ends or today
    return months_on(today, -12), today


def _year(text: str) -> Period:
    first, _, last = text.partition("-")
    fits = (
        len(first) == 4
        and first.isascii()
        and first.isdigit()
        and last.isascii()
        and last.isdigit()
    )
    if not fits or int(last) % 100 != (int(first) + 1) % 100:
        raise QAError(f"'{text}' is not a year.", "Write it as 2025-26: April to March.")
    year = int(first)
    return date(year, 4, 1), date(year + 1, 3, 31)


def letter(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The letter of a stage: the one the notice stands on, or the one named after a slash."""
    from qa_tool.report import notice_letter as paper

    name, _, stage = scope.notice.partition("/")
    if not name:
        raise QAError("It is not said which notice.", "Give its id with --notice.")
    found = notices.one(workspace, name)
    step = next((s for s in found.steps if s.stage.key == stage), None) if stage else found.now
    if step is None:
        raise QAError("The notice has not stood on this stage.", "Choose a stage it has stood on.")
    case = council_shelf.case(workspace.store, found.raised.case)
    named = titles(workspace)
    return paper.build(
        paper.Letter(
            found, step, case.reference if case else "",
            workspace.name(step.to) if step.to else step.stage.who,
            workspace.name(found.raised.raised_by),
            workspace.team_name(found.raised.team) if found.raised.team else "",
            tuple(named.get(key, key) for key in found.raised.themes), workspace.policy.council_name,
            workspace.clock.today(), workspace.demonstration,
        )
    )  # fmt: skip
