"""Every kind of file that the program writes: one line each; its writer is loaded when it is used."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from qa_tool.errors import QAError
from qa_tool.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind: what it is of, its suffix, what people call it, and the writer as `module:function`."""

    key: str
    kind: str
    suffix: str
    title: str
    function: str

    def load(self) -> Callable[[Any, Path, Progress], Path]:
        """The writer itself; this is the moment when its library is loaded."""
        module, name = self.function.split(":")
        found: Callable[[Any, Path, Progress], Path] = getattr(import_module(module), name)
        return found


_PDF, _XLSX, _CSV, _HTML, _DOCX = (
    f"qa_tool.export.{name}:write" for name in ("pdf", "xlsx", "csv", "html", "docx")
)
OF_A_REPORT = (".pdf", ".html", ".docx")  # these writers draw the same blocks

EXPORTS: tuple[ExportKind, ...] = (
    ExportKind("summary.xlsx", "summary", ".xlsx", "Moderated audit summary, workbook", _XLSX),
    ExportKind("summary.pdf", "summary", ".pdf", "Moderated audit summary, PDF", _PDF),
    ExportKind("summary.csv", "summary", ".csv", "Grades of every audit, CSV", _CSV),
    ExportKind("learning.pdf", "learning", ".pdf", "Learning report, PDF", _PDF),
    ExportKind("learning.html", "learning", ".html", "Learning report, web page", _HTML),
    ExportKind("learning.docx", "learning", ".docx", "Learning report, Word document", _DOCX),
    ExportKind("audit.pdf", "audit", ".pdf", "Audit feedback, PDF", _PDF),
    ExportKind("moderation.pdf", "moderation", ".pdf", "Moderation report, PDF", _PDF),
    ExportKind("moderation.xlsx", "moderation", ".xlsx", "Moderation report, workbook", _XLSX),
    ExportKind("safety_note.pdf", "safety_note", ".pdf", "Note of a safety stop, PDF", _PDF),
    ExportKind("safety.pdf", "safety", ".pdf", "Safety register, PDF", _PDF),
    ExportKind("safety.xlsx", "safety", ".xlsx", "Safety register, workbook", _XLSX),
    ExportKind("voice.pdf", "voice", ".pdf", "Voices, PDF", _PDF),
    ExportKind("voice.xlsx", "voice", ".xlsx", "Voices, workbook", _XLSX),
    ExportKind("supervision.pdf", "supervision", ".pdf", "Supervision slip, PDF", _PDF),
    ExportKind("notices.pdf", "notices", ".pdf", "QA notices, PDF", _PDF),
    ExportKind("notices.xlsx", "notices", ".xlsx", "QA notices, workbook", _XLSX),
    ExportKind("notice_letter.pdf", "notice_letter", ".pdf", "Letter of a QA notice, PDF", _PDF),
    ExportKind("actions.pdf", "actions", ".pdf", "Actions and what changed, PDF", _PDF),
    ExportKind("actions.xlsx", "actions", ".xlsx", "Actions and what changed, workbook", _XLSX),
    ExportKind("themes.pdf", "themes", ".pdf", "Themes, PDF", _PDF),
    ExportKind("themes.xlsx", "themes", ".xlsx", "Themes, workbook", _XLSX),
    ExportKind("diagnostic.pdf", "diagnostic", ".pdf", "Diagnostic session, PDF", _PDF),
    ExportKind(
        "diagnostics.xlsx",
        "diagnostics",
        ".xlsx",
        "Diagnostic sessions across teams, workbook",
        _XLSX,
    ),
    ExportKind("worker.pdf", "worker", ".pdf", "A worker's own page, PDF", _PDF),
    ExportKind("framework.pdf", "framework", ".pdf", "QA framework, PDF", _PDF),
    ExportKind("pack.pdf", "pack", ".pdf", "Service-area pack, PDF", _PDF),
    ExportKind("pack.html", "pack", ".html", "Service-area pack, web page", _HTML),
    ExportKind("pack.docx", "pack", ".docx", "Service-area pack, Word document", _DOCX),
    ExportKind("briefing.pdf", "briefing", ".pdf", "Briefing on one side, PDF", _PDF),
    ExportKind("briefing.html", "briefing", ".html", "Briefing on one side, web page", _HTML),
    ExportKind("briefing.docx", "briefing", ".docx", "Briefing on one side, Word document", _DOCX),
    ExportKind(
        "self_evaluation.pdf",
        "self_evaluation",
        ".pdf",
        "Extract for the self-evaluation, PDF",
        _PDF,
    ),
    ExportKind(
        "self_evaluation.html",
        "self_evaluation",
        ".html",
        "Extract for the self-evaluation, web page",
        _HTML,
    ),
    ExportKind(
        "self_evaluation.docx",
        "self_evaluation",
        ".docx",
        "Extract for the self-evaluation, Word document",
        _DOCX,
    ),
    ExportKind(
        "iro_extract.pdf", "iro_extract", ".pdf", "Extract for the IRO annual report, PDF", _PDF
    ),
    ExportKind(
        "iro_extract.html",
        "iro_extract",
        ".html",
        "Extract for the IRO annual report, web page",
        _HTML,
    ),
    ExportKind(
        "iro_extract.docx",
        "iro_extract",
        ".docx",
        "Extract for the IRO annual report, Word document",
        _DOCX,
    ),
    ExportKind("committee.pdf", "committee", ".pdf", "Report to committee, PDF", _PDF),
    ExportKind("committee.html", "committee", ".html", "Report to committee, web page", _HTML),
    ExportKind("committee.docx", "committee", ".docx", "Report to committee, Word document", _DOCX),
    ExportKind("blank_form.pdf", "blank_form", ".pdf", "Blank form to print, PDF", _PDF),
    ExportKind(
        "blank_form.xlsx",
        "blank_form",
        ".xlsx",
        "Template itself as a workbook (XLSForm), not for answers",
        "qa_tool.export.blank_form:write",
    ),
    ExportKind("chase.xlsx", "chase", ".xlsx", "Chase list of a round, workbook", _XLSX),
    ExportKind("certificate.xlsx", "certificate", ".xlsx", "Sampling certificate, workbook", _XLSX),
    ExportKind("certificate.pdf", "certificate", ".pdf", "Sampling certificate, PDF", _PDF),
)


def kind_of(kind: str, suffix: str) -> ExportKind:
    """The export of this kind and suffix; what there is not is refused with what there is."""
    wanted = suffix.lower() if suffix.startswith(".") else f".{suffix.lower()}"
    found = next((one for one in EXPORTS if (one.kind, one.suffix) == (kind, wanted)), None)
    if found is None:
        others = ", ".join(one.suffix for one in EXPORTS if one.kind == kind)
        raise QAError(
            f"A {kind} report cannot be written as {wanted}.",
            f"Choose a name that ends in {others}." if others else "Choose another report.",
        )
    return found


def write(
    kind: str, suffix: str, source: object, target: Path, progress: Progress = SILENT
) -> Path:
    """Write a Report (PDF, HTML, docx) or a Workbook (xlsx, csv) whole to the target."""
    return kind_of(kind, suffix).load()(source, target, progress)
