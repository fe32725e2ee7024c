"""The QA framework on a terminal: shown, written as a signed file, and taken in from one."""

from pathlib import Path
from typing import Any

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
from qa_tool.problems import errors

COMMENTS = (".qacomments", ".xlsx", ".xlsm")
_WHICH = "The version, its name and version, or its id; otherwise the one in effect."


@click.group("framework")
def framework_() -> None:
    """The QA framework: templates, settings, calendar, ladders and codebook as one object."""


@framework_.command()
@click.argument("which", default="")
@at_option
@as_option
@json_option
def show(which: str, at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Every framework with its state and days; with a version, its clauses and what differs."""
    from qa_tool.work import framework_view, report_framework

    with desk(at, name, read_only=True) as workspace:
        if not which:
            rows = framework_view.rows(workspace)
            told = [_row(row) for row in rows]
            lines = [f"{r['state']:18}{r['title']:44}{r['dates']}  {r['id']}" for r in told]
            say(as_json, told, *(lines or ["There is no framework here yet."]))
            return
        seen = framework_view.view(workspace, report_framework.named(workspace, which))
    head = _row(seen.row)
    clauses = [{"id": c.id, "number": c.number, "title": c.title, "facts": dict(c.facts)}
               for c in seen.clauses]  # fmt: skip
    changes = [_change(one) for one in seen.changes]
    lines = [f"{head['title']}: {head['state']}. {head['dates']}".strip()]
    for clause in seen.clauses:
        lines.append(clause.heading)
        lines += [f"    {what}: {value}" for what, value in clause.facts]
    if changes:
        lines += [f"Beside {seen.against}:", *(f"    {one}" for one in seen.changes)]
    say(as_json, head | {"clauses": clauses, "against": seen.against, "changes": changes}, *lines)


def _row(row: Any) -> dict[str, Any]:
    return {
        "id": row.id, "title": f"{row.name}, version {row.version}", "state": row.state,
        "dates": row.dates, "starts": row.starts, "ends": row.ends, "comments": row.comments,
        "unanswered": row.unanswered, "from": row.from_council,
    }  # fmt: skip


def _change(one: Any) -> dict[str, str]:
    return {"clause": one.clause, "title": one.title, "sort": one.sort, "what": one.what,
            "before": one.before, "after": one.after}  # fmt: skip


@framework_.command("export")
@click.argument("file", type=FILE)
@at_option
@click.option("--framework", "which", default="", help=_WHICH)
@replace_option
@as_option
@json_option
def export_(
    file: Path, at: Path | None, which: str, replace: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write a framework: .qaframework (signed), .pdf, .xlsx (comment sheet), .qacomments (signed)."""
    from qa_tool.work import framework_comment, framework_file, report, report_framework
    from qa_tool.work.report_kinds import Scope

    suffix = file.suffix.lower()
    if suffix == ".xlsx":
        unless_there(file, replace=replace)
    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        wanted = report_framework.named(workspace, which)
        if suffix == ".qaframework":
            framework_file.write(workspace, wanted, file)
        elif suffix == ".qacomments":
            framework_comment.write(workspace, wanted, file)
        elif suffix == ".xlsx":
            report_framework.comment_sheet(workspace, wanted, file, progress)
        elif suffix == ".pdf":
            report.write(workspace, "framework", file, Scope(framework=wanted), progress)
        else:
            raise QAError(
                f"A framework cannot be written as '{suffix or 'a file without a suffix'}'.",
                "End the file's name with .qaframework, .pdf, .xlsx or .qacomments.",
            )
    say(as_json, {"file": str(file), "framework": wanted}, str(file))


@framework_.command("import")
@click.argument("file", type=FILE)
@at_option
@click.option("--dry-run", is_flag=True, help="Say what is in it, and write nothing.")
@click.option(
    "--skip-faulty", is_flag=True, help="Take the other comments in where cells are faulty."
)
@as_option
@json_option
def import_(
    file: Path, at: Path | None, dry_run: bool, skip_faulty: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Take a framework in as a draft, or comments on one; who signed and what differs is printed."""
    with desk(at, name, read_only=dry_run) as workspace:
        if file.suffix.lower() in COMMENTS:
            told, lines, whole = _comments(
                workspace, file, dry_run=dry_run, skip_faulty=skip_faulty
            )
        else:
            (told, lines), whole = _framework(workspace, file, dry_run=dry_run), True
    say(as_json, told, *lines)
    if not whole:
        raise SystemExit(1)


def _framework(workspace: Any, file: Path, *, dry_run: bool) -> tuple[dict[str, Any], list[str]]:
    from qa_tool.work import framework_file

    if dry_run:
        found = framework_file.look(workspace, file)
    else:
        _change_made, found = framework_file.take_in(workspace, file)
    one, signed = found.framework, found.signed
    told = {
        "framework": one.id, "title": one.title, "taken_in": not dry_run,
        "already_here": found.already, "signed_by": signed.by, "role": signed.role,
        "council": signed.council, "signed_on": signed.on, "key_code": signed.code,
        "known_here": signed.known, "against": found.against,
        "warnings": [str(p) for p in found.warnings],
        "changes": [_change(c) for c in found.changes],
    }  # fmt: skip
    lines = [one.title, signed.words, *(str(p) for p in found.warnings)]
    if found.already:
        lines.append("It is here already, word for word.")
    lines.append(f"Beside {found.against}: {len(found.changes)} differences")
    lines += [f"    {c}" for c in found.changes]
    lines.append("Nothing was written." if dry_run else f"Taken in as a draft: {one.id}")
    return told, lines


def _comments(
    workspace: Any, file: Path, *, dry_run: bool, skip_faulty: bool
) -> tuple[dict[str, Any], list[str], bool]:
    """What comes in, as data and as lines, and whether nothing had to be left out."""
    from qa_tool.work import framework_comment

    found = framework_comment.look(workspace, file)
    wrong = errors(found.problems)
    taken = not dry_run and (not wrong or (skip_faulty and bool(found.fresh)))
    if taken:
        framework_comment.keep(workspace, found, skip_faulty=skip_faulty)
    told = {
        "framework": found.framework.id, "title": found.framework.title, "taken_in": taken,
        "fresh": len(found.fresh), "already_here": found.already, "older_text": found.older,
        "problems": [str(p) for p in found.problems],
        "comments": [{"clause": c.clause, "title": c.clause_title, "who": c.who, "role": c.role,
                      "text": c.text} for c in found.fresh],
    }  # fmt: skip
    lines = [f"Comments on {found.framework.title}"]
    if found.signed is not None:
        lines.append(found.signed.words)
    lines += [f"{p.severity}: {p}" for p in found.problems]
    lines += [f"    {c.clause_title} · {c.who}: {c.text}" for c in found.fresh]
    lines.append(f"{len(found.fresh)} new, {found.already} here already")
    if wrong and not taken and found.fresh:
        lines.append("Put the cells right, or take the others in with --skip-faulty.")
    if not taken:
        lines.append("Nothing was written.")
    return told, lines, not wrong
