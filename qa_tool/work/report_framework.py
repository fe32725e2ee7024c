"""Gathers what the paper and the comment sheet of a framework say, as far as this person may see it."""

from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.framework.clauses import WHOLE, titles
from qa_tool.framework.model import DECISIONS
from qa_tool.framework.plain import mark
from qa_tool.progress import SILENT, Progress
from qa_tool.report import framework as paper
from qa_tool.report.blocks import Report
from qa_tool.report.naming import day
from qa_tool.work import framework, framework_view
from qa_tool.work.framework_view import Said, View
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

IN_EFFECT = "in effect"


def build(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The paper of one framework; of the one in effect where none is named."""
    progress.step(0, 2, "Gathering the framework")
    seen = framework_view.view(workspace, named(workspace, scope.framework))
    progress.step(1, 2, "Writing")
    return paper.build(facts(workspace, seen))


def named(workspace: Workspace, wanted: str) -> str:
    """The id of a framework, by its id, its version, its name and version, or the one in effect."""
    if not wanted.strip() or wanted.strip().casefold() == IN_EFFECT:
        stands = framework.in_effect(workspace)
        if stands is None:
            raise QAError(
                "No framework is in effect here.",
                "Put one into effect on the page QA framework, or say which one you mean.",
            )
        return stands.framework
    low = wanted.strip().casefold()
    found = [
        row.id for row in framework_view.rows(workspace)
        if low in {row.id, row.version.casefold(), f"{row.name}, version {row.version}".casefold(),
                   f"{row.name} {row.version}".casefold()}
    ]  # fmt: skip
    if len(found) != 1:
        what = "no such framework" if not found else "more than one such framework"
        raise QAError(
            f"There is {what} here: '{wanted}'.", "Give its id: 'framework show' lists them."
        )
    return found[0]


def facts(workspace: Workspace, seen: View) -> paper.FrameworkFacts:
    """What this person may see of a framework, in words."""
    one, row = seen.framework, seen.row
    names = titles(seen.clauses)
    order = {key: place for place, key in enumerate(names)}
    said = sorted(seen.comments.items(), key=lambda pair: order.get(pair[0], -1))
    origin = one.origin
    return paper.FrameworkFacts(
        one.name, one.version, row.state, row.dates, one.note, workspace.policy.council_name,
        "" if row.standing in {"in_effect", "replaced"} else workspace.policy.style.marking,
        workspace.clock.today(), seen.clauses,
        tuple(seen.templates[ref.fingerprint] for ref in one.content.templates
              if ref.fingerprint in seen.templates),
        seen.against, seen.changes,
        tuple(_said(names.get(key, names[WHOLE]), each) for key, several in said for each in several),
        one.answer_by, row.standing == "out",
        f"{origin.council}, signed by {origin.signed_by}" if origin else "", workspace.demonstration,
    )  # fmt: skip


def _said(clause: str, one: Said) -> paper.SaidFacts:
    answer = one.answer
    told = f"{DECISIONS[answer.decision]}. {answer.why}" if answer else "Not answered yet"
    # The paper goes round: it says what somebody is, never who.
    return paper.SaidFacts(clause, one.comment.role or "Somebody", one.comment.text, told)


def comment_sheet(
    workspace: Workspace, framework_id: str, target: Path, progress: Progress = SILENT
) -> Path:
    """Write the workbook in which people without the program comment on a draft."""
    from qa_tool.export import framework_sheet as sheet

    if target.suffix.casefold() != ".xlsx":
        raise QAError("A comment sheet is a workbook.", "Choose a name that ends in .xlsx.")
    seen = framework_view.view(workspace, framework_id)
    if not seen.may_comment:
        raise QAError(
            f"{seen.framework.title} is not out for comments.", "Send the draft out first."
        )
    one = seen.framework
    by = f"Please send it back by {day(one.answer_by)}." if one.answer_by else ""
    rows = [sheet.SheetClause(WHOLE, "The framework as a whole", one.note)]
    rows += [sheet.SheetClause(c.id, c.heading, sheet.says(c.facts)) for c in seen.clauses]
    made = sheet.CommentSheet(
        f"{one.title}: comments", workspace.policy.council_name, workspace.policy.style.marking,
        one.identity, mark(one), by, tuple(rows), workspace.clock.today(),
    )  # fmt: skip
    return sheet.write(made, target, progress)
