"""Surveys, complaints, compliments and advocacy: entered by quarter, asked for by reports."""

from collections.abc import Sequence
from datetime import date

from qa_tool.council.model import Role
from qa_tool.errors import QAError
from qa_tool.problems import errors
from qa_tool.store import survey as shelf
from qa_tool.survey import rules
from qa_tool.survey.model import SOURCES, Survey, id_of, quarter_of, quarters_back
from qa_tool.survey.rules import Total
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")


def keep(workspace: Workspace, surveys: Sequence[Survey]) -> Change:
    """Keep what was entered for a quarter: all of it, or nothing. What did not change is left."""
    workspace.need(*ROLES)
    today = workspace.clock.today()
    given = [rules.trimmed(survey) for survey in surveys]
    wrong = errors([problem for survey in given for problem in rules.check(survey, today)])
    if wrong:
        raise QAError(" ".join(f"{p.where}: {p.what}" for p in wrong), wrong[0].cure)
    named = [_named(survey) for survey in given]
    held = {one.id: one for one in shelf.surveys(workspace.store)}
    fresh = [one for one in named if _differs(held.get(one.id), one)]
    with workspace.store.together():
        for survey in fresh:
            workspace.write("survey", survey.id, survey)
    return changed("survey", ids=tuple(one.id for one in fresh))


def _named(survey: Survey) -> Survey:
    name = id_of(survey.quarter, survey.source)
    return Survey(name, survey.quarter, survey.source, dict(survey.counts), survey.messages)


def _differs(held: Survey | None, fresh: Survey) -> bool:
    if held is None:
        return bool(fresh.counts or fresh.messages)
    return (held.counts, held.messages) != (fresh.counts, fresh.messages)


def of_quarter(workspace: Workspace, quarter: date) -> dict[str, Survey]:
    """What is entered for a quarter, by source; an empty one for each that is not."""
    workspace.need(*ROLES)
    found = {one.source: one for one in shelf.surveys(workspace.store, quarter, quarter)}
    return {
        source.key: found.get(
            source.key, Survey(id_of(quarter, source.key), quarter, source.key, {})
        )
        for source in SOURCES
    }


def quarters(workspace: Workspace, n: int = 8) -> tuple[date, ...]:
    """This quarter and those before it, the latest first."""
    now = quarter_of(workspace.clock.today())
    return tuple(quarters_back(now, back) for back in range(n))


def by_quarter(workspace: Workspace, since: date, until: date) -> tuple[Survey, ...]:
    """What was entered for the quarters that begin between two days: for reports, beside the voices."""
    workspace.need(*ROLES)
    return shelf.surveys(workspace.store, since, until)


def totals(workspace: Workspace, since: date, until: date) -> tuple[Total, ...]:
    """Every measure summed over the quarters that begin between two days; messages stay inside."""
    return rules.totals(by_quarter(workspace, since, until))
