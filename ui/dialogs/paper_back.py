"""Bringing a filled-in workbook back: who may be unsafe, what would be kept, and which answer counts."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.audit.paper_same import Difference
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import paper_keep, paper_plan
from qa_tool.work.paper_keep import Kept, Which
from qa_tool.work.paper_plan import PaperPlan, SheetPlan
from ui.context import Context
from ui.dialogs.dialog import Dialog
from ui.dialogs.file import choose_file
from ui.widgets import Banner, Button, Divider, FlowRow, Heading, Labelled, Muted, Picker, Words

WORKBOOKS = "Excel workbooks (*.xlsx *.xlsm);;All files (*)"
_WHICH = (("", "Choose"), ("program", "The program's"), ("workbook", "The workbook's"))
_SEVERITY = {"error": "These cells are not kept:", "warning": "Look at these in the program:"}


class PaperBack(Dialog):
    """The preview of a workbook: `PaperBack(parent, context, plan)`, `.run()`, then `.choices()`."""

    def __init__(self, parent: QWidget | None, context: Context, plan: PaperPlan) -> None:
        keeps = [one for one in plan.sheets if one.keeps]
        stops = any(one.only_stops for one in plan.sheets)
        super().__init__(
            parent, f"What came back in “{plan.name}”", "Nothing is kept yet.",
            yes=_verb(len(keeps), stops=stops),
            no="Cancel" if keeps or stops else "Close", check=self._wrong, wide=860,
        )  # fmt: skip
        self._space = context.workspace
        self.pickers: dict[tuple[str, str], Picker] = {}
        for one in plan.worrying:
            self.add(Banner(_worry(self._space, one), "danger"))
        if plan.gone:
            self.add(Banner("\n".join(plan.gone), "warning"))
        for note in plan.notes:
            self.add(Muted(note))
        if sum(len(one.differences) for one in plan.sheets) > 1:
            self.add(FlowRow(
                Button("The program's answers everywhere", lambda: self._all("program")),
                Button("The workbook's answers everywhere", lambda: self._all("workbook")),
            ))  # fmt: skip
        for one in plan.sheets:
            self._sheet(one)

    def choices(self) -> dict[tuple[str, str], Which]:
        """Which answer counts, for each that differs."""
        found: dict[tuple[str, str], Which] = {}
        for place, picker in self.pickers.items():
            if picker.value():
                found[place] = "workbook" if picker.value() == "workbook" else "program"
        return found

    def _sheet(self, one: SheetPlan) -> None:
        self.add(Heading(_title(self._space, one), 3))
        if one.refused:
            self.add(Banner(f"Not kept: {one.refused} {one.cure}", "warning"))
        else:
            self.add(Words(_counts(one)))
        for note in one.notes:
            self.add(Muted(note))
        for severity, head in _SEVERITY.items():
            found = [p for p in one.problems if p.severity == severity]
            if found:
                said = "\n".join(f"{_cell(p.where)}: {p.what} {p.cure}".rstrip() for p in found)
                self.add(Banner(f"{head}\n{said}", "warning" if severity == "error" else "info"))
        for difference in one.differences:
            self._difference(one, difference)

    def _difference(self, one: SheetPlan, difference: Difference) -> None:
        picker = Picker(f"Which counts: {difference.question}")
        picker.show_choices(_WHICH, "")
        self.pickers[one.allocation, difference.key] = picker
        self.add(Divider())
        self.add(Heading(f"{difference.question} ({_cell(difference.where)})", 3))
        self.add(Words(f"Program: {_short(difference.in_program)}"))
        self.add(Words(f"Workbook: {_short(difference.in_workbook)}"))
        self.add(Labelled("Which one counts?", picker))

    def _all(self, which: Which) -> None:
        for picker in self.pickers.values():
            picker.show_choices(_WHICH, which)

    def _wrong(self) -> str:
        open_ = len(self.pickers) - len(self.choices())
        if not open_:
            return ""
        if open_ == 1:
            return "1 answer differs: choose which one counts."
        return f"{open_} answers differ: choose which ones count."


def bring_back(context: Context, parent: QWidget, by: str) -> None:
    """Choose a filled-in workbook, look at it, and keep it."""
    path = choose_file(parent, "Bring a workbook back", WORKBOOKS)
    if path is not None:
        bring_back_file(context, parent, path, by)


def bring_back_file(context: Context, parent: QWidget, path: Path, by: str) -> None:
    """Read this workbook behind the window, show what it would do, and keep it where that is wanted."""
    space = context.workspace

    def work(progress: Progress) -> PaperPlan:
        progress.step(0, 1, "Reading the workbook")
        reader = space.reader()
        try:
            return paper_plan.plan(reader, path)
        finally:
            reader.store.close()

    context.tasks.run(
        "Reading the workbook", work, lambda plan: keep_plan(context, parent, plan, by)
    )


def keep_plan(context: Context, parent: QWidget, plan: PaperPlan, by: str) -> None:
    """Show what came back, and keep it."""
    dialog = PaperBack(parent, context, plan)
    if not dialog.run():
        return
    try:
        change, kept = paper_keep.keep(context.workspace, plan, dialog.choices())
    except QAError as error:
        context.fault(error)
        return
    context.live.announce(change, by)
    context.say(_said(kept), "success")
    if any(one.stop for one in kept):
        context.go("safety")
        return
    worried = {one.sheet for one in plan.worrying}
    place = next((one.audit for one in kept if one.sheet in worried and one.audit), "")
    if place:
        context.go("audit_form", audit=place)


def _verb(keeps: int, *, stops: bool) -> str:
    if not keeps:
        return "Make the safety stop" if stops else ""
    return f"Keep {keeps} audits as drafts" if keeps > 1 else "Keep as a draft"


def _title(space: Any, one: SheetPlan) -> str:
    parts = (f"Case {one.reference}" if one.reference else f"Sheet “{one.sheet}”", one.title,
             space.name(one.auditor) if one.auditor else "")  # fmt: skip
    return " · ".join(part for part in parts if part)


def _counts(one: SheetPlan) -> str:
    parts = [
        f"{len(one.fresh)} new", f"{one.same} the same", f"{len(one.differences)} different",
        f"{len(one.missing)} still missing before hand-in",
    ]  # fmt: skip
    return "Answers: " + ", ".join(parts) + "."


def _worry(space: Any, one: SheetPlan) -> str:
    """Who may be unsafe, why, and whom to tell now."""
    said = [due.why for due in one.due]
    if one.worry:
        said.append(f"Written on the sheet: “{_short(one.worry.said)}”")
    if one.worry.told:
        said.append(f"Told, as written: “{_short(one.worry.told)}”")
    head = (
        f"Case {one.reference or one.sheet}: somebody may be unsafe. This program notifies nobody."
    )
    return "\n".join([head, *said, "Speak to: " + "; ".join(paper_plan.whom(space, one))])


def _said(kept: tuple[Kept, ...]) -> str:
    answers = sum(one.answers for one in kept)
    drafts = sum(bool(one.audit) for one in kept)
    stops = sum(bool(one.stop) for one in kept)
    parts = []
    if drafts:
        parts.append(
            f"{answers} answer{'' if answers == 1 else 's'} kept in {drafts} "
            f"draft{'' if drafts == 1 else 's'}."
        )
    if stops:
        made = "A safety stop is" if stops == 1 else f"{stops} safety stops are"
        parts.append(f"{made} made: record who was told.")
    return " ".join(parts) or "Nothing new was kept."


def _cell(where: str) -> str:
    """The cell alone: the sheet stands in the heading."""
    return f"C{where.rpartition(', c')[2]}" if ", cell " in where else where


def _short(text: str, most: int = 400) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
