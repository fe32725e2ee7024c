"""Audits on paper: a workbook out, and what somebody filled in back."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa_tool.cli.terminal import (  # fmt: skip
    FILE,
    as_option,
    at_option,
    desk,
    json_option,
    progress_bar,
    replace_option,
    say,
    unless_there,
)
from qa_tool.errors import QAError

if TYPE_CHECKING:
    from qa_tool.work.paper_plan import PaperPlan, SheetPlan
    from qa_tool.work.workspace import Workspace


@click.group()
def workbook() -> None:
    """Audits in a workbook, for somebody without the program."""


@workbook.command()
@click.argument("file", type=FILE)
@at_option
@click.option("--allocation", "allocations", multiple=True, help="A case's reference or its allocation; may be given again.")  # fmt: skip
@click.option("--auditor", default="", help="All cases of this auditor; otherwise one's own.")
@click.option("--with-answers", "answers", is_flag=True, help="With what you have written so far.")
@click.option("--with-case-numbers", "numbers", is_flag=True, help="With the council's case numbers.")  # fmt: skip
@click.option("--reason", default="", help="Who needs answers or numbers, and for what: it is recorded.")  # fmt: skip
@replace_option
@as_option
@json_option
def export(  # noqa: PLR0913, PLR0917  the flags of the verb
    file: Path, at: Path | None, allocations: tuple[str, ...], auditor: str, answers: bool,  # noqa: FBT001
    numbers: bool, reason: str, replace: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write a workbook for one case, or for all that an auditor has to do."""
    from qa_tool.work import paper

    unless_there(file, replace=replace)
    with desk(at, name, read_only=not (answers or numbers)) as space, progress_bar() as progress:
        who = paper.auditor_of(space, auditor) if auditor else ""
        chosen = tuple(paper.allocation_of(space, one) for one in allocations)
        asked = paper.Asked(chosen, who, answers, numbers, reason)
        made = paper.export(space, file, asked, progress)
    lines = [str(made.path), f"{len(made.cases)} cases: {', '.join(made.cases)}"]
    if made.release:
        lines.append(f"Recorded as {made.release}")
    say(as_json, {"file": str(made.path), "cases": made.cases, "release": made.release}, *lines)


@workbook.command("import")
@click.argument("file", type=FILE)
@at_option
@click.option("--dry-run", is_flag=True, help="Only say what would be kept.")
@click.option(
    "--take", type=click.Choice(["program", "workbook"]), default=None,
    help="Which answer counts where the two differ; without it nothing is kept then.",
)  # fmt: skip
@as_option
@json_option
def import_(
    file: Path, at: Path | None, dry_run: bool, take: str | None, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Read a filled-in workbook back: what would be kept, every fault by its cell, then the drafts."""
    from qa_tool.work import paper_keep, paper_plan

    with desk(at, name, read_only=dry_run) as space:
        plan = paper_plan.plan(space, file)
        told: dict[str, Any] = {
            "file": str(file), "notes": plan.notes, "gone": plan.gone,
            "sheets": [_sheet(space, one) for one in plan.sheets], "kept": [],
        }  # fmt: skip
        lines = [
            *plan.notes,
            *plan.gone,
            *(line for one in plan.sheets for line in _lines(space, one)),
        ]
        lines = [*_worries(space, plan), *lines]
        if dry_run:
            say(as_json, told, *lines, "Nothing was kept: this was a dry run.")
            return
        try:
            choices = paper_keep.choose_all(plan, _which(take)) if take else {}
            _change, kept = paper_keep.keep(space, plan, choices)
        except QAError:
            say(as_json, told, *lines)
            raise
    told["kept"] = [
        {"case": k.reference, "audit": k.audit, "answers": k.answers, "safety": k.stop}
        for k in kept
    ]
    for one in kept:
        if one.audit:
            words = f"{one.answers} answers kept in the draft {one.audit}."
            lines.append(f"Case {one.reference}: {words}")
        if one.stop:
            lines.append(
                f"Case {one.reference}: safety stop {one.stop} is made. Record who was told."
            )
    say(as_json, told, *lines)
    if plan.left_out:
        raise SystemExit(1)


def _which(take: str | None) -> Any:
    return "workbook" if take == "workbook" else "program"


def _sheet(space: "Workspace", one: "SheetPlan") -> dict[str, Any]:
    """One sheet for a script; no answer stands in it but those that differ."""
    from qa_tool.work import paper_plan

    return {
        "sheet": one.sheet, "case": one.reference, "refused": one.refused, "cure": one.cure,
        "new": len(one.fresh), "same": one.same, "missing": list(one.missing), "notes": one.notes,
        "differences": [
            {"cell": d.where, "question": d.question, "program": d.in_program, "workbook": d.in_workbook}
            for d in one.differences
        ],
        "problems": [
            {"severity": p.severity, "where": p.where, "what": p.what, "cure": p.cure, "code": p.code}
            for p in one.problems
        ],
        "worries": [due.why for due in one.due] + ([one.worry.said] if one.worry else []),
        "routes": paper_plan.whom(space, one),
    }  # fmt: skip


def _worries(space: "Workspace", plan: "PaperPlan") -> list[str]:
    """Before everything else: who may be unsafe, and whom to tell."""
    from qa_tool.work import paper_plan

    found: list[str] = []
    for one in plan.worrying:
        found.append(f"SAFETY, case {one.reference or one.sheet}: somebody may be unsafe.")
        found += [f"  {due.why}" for due in one.due]
        found += [f"  Written on the sheet: {one.worry.said}"] if one.worry.said else []
        found += (
            [f"  Written on the sheet, who was told: {one.worry.told}"] if one.worry.told else []
        )
        found += [f"  Tell {line}" for line in paper_plan.whom(space, one)]
    return [*found, "This program notifies nobody.", ""] if found else []


def _lines(space: "Workspace", one: "SheetPlan") -> list[str]:
    if one.refused:
        head = f"Sheet “{one.sheet}” is not kept: {one.refused} {one.cure}"
    else:
        head = (
            f"Case {one.reference} ({one.title}, {space.name(one.auditor)}): {len(one.fresh)} new, "
            f"{one.same} the same, {len(one.differences)} different, {len(one.missing)} missing "
            "before hand-in."
        )
    found = [head, *(f"  {note}" for note in one.notes), *(f"  {p}" for p in one.problems)]
    for d in one.differences:
        found += [f"  {d.where} “{d.question}”", f"    program:  {d.in_program}",
                  f"    workbook: {d.in_workbook}"]  # fmt: skip
    return found
