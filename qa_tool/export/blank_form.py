"""The blank form of a template as a workbook: the dialect of XLSForm that comes in again."""

from pathlib import Path

from qa_tool.export import template_sheet
from qa_tool.progress import Progress
from qa_tool.template.model import Template
from qa_tool.template.sheet.plan import plan_of


def write(source: Template, target: Path, progress: Progress) -> Path:
    """The whole workbook, or the old file as it was."""
    progress.step(0, 1, "Writing the workbook")
    return template_sheet.write(source, plan_of(source), target)
