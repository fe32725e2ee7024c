"""The reports of the demonstration, each written as a person would ask for it."""

from pathlib import Path

from qa_tool.progress import SILENT, Progress
from qa_tool.work import audit_list, council, report, safety
from qa_tool.work.workspace import Workspace

ASKED = (
    ("summary", "audit-summary.xlsx"),
    ("summary", "audit-summary.pdf"),
    ("summary", "audit-grades.csv"),
    ("learning", "learning-report.pdf"),
)


def write_all(workspace: Workspace, folder: Path, progress: Progress = SILENT) -> tuple[Path, ...]:
    """Summary and learning report of every round, one audit's feedback, one safety note."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for round_ in council.rounds(workspace):
        name = round_.name.lower().replace(" ", "-")
        for kind, file in ASKED:
            target = folder / f"{name}-{file}"
            files.append(
                report.write(workspace, kind, target, report.Scope(round=round_.id), progress)
            )
    signed = audit_list.numbers(workspace, audit_list.signed_off())
    if signed:
        audit = audit_list.rows(workspace, signed[:1])[0].id
        files.append(
            report.write(
                workspace, "audit", folder / "audit-feedback.pdf", report.Scope(audit=audit)
            )
        )
    stops = safety.register(workspace)
    if stops:
        target = folder / "safety-note.pdf"
        files.append(report.write(workspace, "safety_note", target, report.Scope(stop=stops[0].id)))
    return tuple(files)
