"""Reports: gather one frozen data set, build the blocks, write the file."""

from datetime import date
from pathlib import Path

from qa_tool.audit.safety import ABOUT, PLAN
from qa_tool.calendar import add_working_days
from qa_tool.errors import QAError, Refused
from qa_tool.figures.dataset import DataSet
from qa_tool.progress import SILENT, Progress
from qa_tool.report.blocks import Report
from qa_tool.report.workbook import Workbook
from qa_tool.store import council as council_shelf
from qa_tool.work.council import round_named
from qa_tool.work.report_facts import dataset
from qa_tool.work.workspace import Workspace

__all__ = ["SUFFIXES", "dataset", "suffix_or_refuse", "write"]

SUFFIXES = {
    "summary": (".xlsx", ".pdf", ".csv"),
    "learning": (".pdf",),
    "audit": (".pdf",),
    "safety_note": (".pdf",),
}


def write(
    workspace: Workspace, kind: str, target: Path, *, round_name: str = "", audit: str = "",
    progress: Progress = SILENT,
) -> Path:  # fmt: skip
    """Write one report; whole, or not at all. `kind` is summary, learning or audit."""
    from qa_tool import export

    suffix = suffix_or_refuse(kind, target)
    if kind == "safety_note":
        return export.write("note", suffix, _safety_note(workspace, audit), target, progress)
    if kind == "audit":
        if not audit:
            raise QAError("It is not said which audit.", "Give its id with --audit.")
        data = dataset(workspace, None, audit=audit, progress=progress)
    else:
        workspace.need("qa_lead", "cswo")
        data = dataset(workspace, round_named(workspace, round_name), progress=progress)
    reply_by = add_working_days(data.made, workspace.policy.clocks.reply_days)
    made = _built(kind, suffix, data, audit, reply_by)
    return export.write(kind, suffix, made, target, progress)


def _built(kind: str, suffix: str, data: DataSet, audit: str, reply_by: date) -> Report | Workbook:
    """What the report says; only the blocks that were asked for are made."""
    if kind == "learning":
        from qa_tool.report import learning

        return learning.build(data)
    if kind == "audit":
        from qa_tool.report import feedback

        return feedback.build(data, audit, reply_by=reply_by)
    if suffix == ".pdf":
        from qa_tool.report import summary

        return summary.build(data)
    from qa_tool.report import sheets

    return sheets.summary_workbook(data)


def suffix_or_refuse(kind: str, target: Path) -> str:
    """The suffix of the file, or a sentence about which are possible."""
    allowed = SUFFIXES.get(kind)
    if allowed is None:
        raise QAError(f"There is no report called '{kind}'.", f"There are: {', '.join(SUFFIXES)}.")
    suffix = target.suffix.lower()
    if suffix not in allowed:
        raise QAError(
            f"A {kind} report cannot be written as '{suffix or 'a file without a suffix'}'.",
            f"Choose a file name that ends with {' or '.join(allowed)}.",
        )
    return suffix


def _safety_note(workspace: Workspace, stop_id: str) -> Report:
    from qa_tool.report import note
    from qa_tool.work import safety

    row = safety.one(workspace, stop_id)
    case = council_shelf.case(workspace.store, row.case)
    if case is None:
        raise Refused("The case of this safety stop is not known.")
    clocks = {c.step: note.SafetyClock(c.due, c.met, c.late) for c in row.clocks}
    made = note.SafetyNote(
        reference=row.reference, level=row.level, about=next(words for key, words in ABOUT.items() if key == row.about),
        raised_by=row.raised_by, raised=row.raised, what=row.what,
        routes=tuple(
            note.SafetyRoute(
                r.who, r.within, " ".join(x for x in (r.number, r.note) if x),
                clocks.get(r.step) if r.needed else None,
            )
            for r in row.routes
        ),
        plan=clocks.get(PLAN),
        told=tuple(note.SafetyTold(t.who, t.when, t.how, t.answer) for t in row.told),
        council=workspace.policy.council_name, made=workspace.clock.today(),
        demonstration=workspace.demonstration,
    )  # fmt: skip
    return note.build(made)
