"""Reports: gather one frozen data set, build the blocks, write the file."""

from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.progress import SILENT, Progress
from qa_tool.work.report_facts import dataset
from qa_tool.work.report_kinds import REPORTS, ReportKind, Scope, report_kind
from qa_tool.work.style import dressed
from qa_tool.work.workspace import Workspace

__all__ = ["REPORTS", "ReportKind", "Scope", "dataset", "report_kind", "suffix_or_refuse", "write"]


def write(
    workspace: Workspace, kind: str, target: Path, scope: Scope | None = None,
    progress: Progress = SILENT,
) -> Path:  # fmt: skip
    """Write one report; whole, or not at all."""
    from qa_tool import export

    suffix = suffix_or_refuse(kind, target)
    # Whatever draws blocks is given the report that is made for paper.
    asked = ".pdf" if suffix in export.OF_A_REPORT else suffix
    made = _known(kind).load()(workspace, asked, scope or Scope(), progress)
    return export.write(kind, suffix, dressed(workspace.policy, made), target, progress)


def suffix_or_refuse(kind: str, target: Path) -> str:
    """The suffix of the file, or a sentence about which are possible."""
    allowed = _known(kind).suffixes
    suffix = target.suffix.lower()
    if suffix not in allowed:
        raise QAError(
            f"A {kind} report cannot be written as '{suffix or 'a file without a suffix'}'.",
            f"Choose a file name that ends with {' or '.join(allowed)}.",
        )
    return suffix


def _known(kind: str) -> ReportKind:
    found = report_kind(kind)
    if found is None:
        raise QAError(
            f"There is no report called '{kind}'.",
            f"There are: {', '.join(one.key for one in REPORTS)}.",
        )
    return found
