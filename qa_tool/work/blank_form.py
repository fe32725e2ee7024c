"""A blank form of a template: paper to write on, or its workbook in the XLSForm dialect."""

from pathlib import Path

from qa_tool.audit.safety_sheet import instructions
from qa_tool.errors import QAError
from qa_tool.progress import SILENT, Progress
from qa_tool.report import blank_form as paper
from qa_tool.report.blocks import Report
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

KIND = "blank_form"


def build(
    workspace: Workspace, suffix: str, scope: Scope, progress: Progress = SILENT
) -> Report | Template:
    """The blank form of a template in use, for the report of that name."""
    progress.step(0, 1, "Reading the template")
    if not scope.template:
        raise QAError("It is not said which template.", "Give its key with --template.")
    template, _mark = templates.current(workspace, scope.template)
    return template if suffix == ".xlsx" else on_paper(workspace, template)


def on_paper(workspace: Workspace, template: Template) -> Report:
    """The form as it is printed, with the council's own numbers to ring first."""
    policy = workspace.policy
    return paper.build(
        template,
        paper.Asked(
            instructions(policy.numbers),
            policy.council_name,
            policy.style.marking,
            workspace.clock.today(),
        ),
    )


def write(
    workspace: Workspace, template: Template, target: Path, progress: Progress = SILENT
) -> Path:
    """Write the blank form of any template, also one that is not in use yet; the ending says which file."""
    from qa_tool import export
    from qa_tool.work.style import dressed

    suffix = target.suffix.casefold()
    if suffix not in {".pdf", ".xlsx"}:
        raise QAError(
            f"A blank form is not written as '{suffix or target.name}'.",
            "End the name with .pdf or .xlsx.",
        )
    source = template if suffix == ".xlsx" else dressed(workspace.policy, on_paper(workspace, template))  # fmt: skip
    return export.write(KIND, suffix, source, target, progress)
