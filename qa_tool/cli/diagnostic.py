"""Diagnostic sessions on a terminal: which there are, the workbook out and back in, private grades."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa_tool.cli.terminal import (  # fmt: skip
    FILE,
    FOLDER,
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
from qa_tool.problems import Problem, errors

if TYPE_CHECKING:
    from qa_tool.diagnostic.sheet_merge import Offer
    from qa_tool.work.diagnostic_book import Looked

session_option = click.option("--session", default="", help="The session's id: see 'diagnostic list'.")  # fmt: skip


@click.group("diagnostic")
def diagnostic_() -> None:
    """Diagnostic sessions with an improvement partner, and their workbooks."""


@diagnostic_.command("list")
@at_option
@as_option
@json_option
def list_(at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """The sessions that you may know of, the latest first, with the id that --session takes."""
    from qa_tool.work import diagnostic

    with desk(at, name, read_only=True) as workspace:
        rows = diagnostic.rows(workspace)
    told = [
        {"session": r.id, "team": r.team, "service": r.service, "day": r.day.isoformat(),
         "partner": r.partner, "state": r.state, "standards": r.standards, "agreed": r.agreed,
         "whole": r.whole, "leads": r.leads}
        for r in rows
    ]  # fmt: skip
    lines = [f"{r.id}  {r.day.isoformat()}  {r.state:7}{r.agreed}/{r.standards}  {r.team}" for r in rows]  # fmt: skip
    say(as_json, told, *(lines or ["There is no session that you may see."]))


@diagnostic_.command("export")
@click.argument("file", type=FILE)
@at_option
@session_option
@replace_option
@as_option
@json_option
def export_(
    file: Path, at: Path | None, session: str, replace: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write the workbook of a session; without --session the one that you lead and that is open."""
    from qa_tool.work import diagnostic_book

    unless_there(diagnostic_book.xlsx(file), replace=replace)
    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        chosen = session or _only(workspace)
        written = diagnostic_book.export(workspace, chosen, file, progress)
    say(as_json, {"file": str(written), "session": chosen}, str(written))


def _only(workspace: Any) -> str:
    """The one session that is open and led by this person."""
    from qa_tool.work import diagnostic

    mine = [r.id for r in diagnostic.rows(workspace) if r.leads and r.state == "open"]
    if len(mine) != 1:
        raise QAError(
            f"It is not said which session: you lead {len(mine)} that are open.",
            "Give its id with --session; 'diagnostic list' shows them.",
        )
    return mine[0]


@diagnostic_.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@at_option
@session_option
@click.option("--dry-run", is_flag=True, help="Say what would change, cell by cell, and write nothing.")  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Also change and empty what stands in the program.")
@click.option(
    "--conflicts",
    type=click.Choice(["ask", "keep", "take", "both"]),
    default="ask",
    show_default=True,
    help="What was changed in two ways: 'ask' writes nothing, 'keep' leaves it, 'take' takes what is printed first under the place, 'both' keeps both where that can be.",
)
@click.option("--skip-faulty", is_flag=True, help="Take the rest over where cells are faulty.")
@as_option
@json_option
def import_(  # noqa: PLR0913, PLR0917  the flags of the verb
    files: Sequence[Path], at: Path | None, session: str, dry_run: bool, overwrite: bool,  # noqa: FBT001
    conflicts: str, skip_faulty: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Read filled-in workbooks of one session back in; several of them are laid beside each other.

    Empty places are filled in. Nothing that stands in the program is overwritten unless --overwrite
    says so; exit 1 where something was left for you to decide.
    """
    from qa_tool.work import diagnostic_book

    with desk(at, name, read_only=dry_run) as workspace:
        looked = diagnostic_book.look(workspace, files, session)
        stops = _stops(looked, overwrite=overwrite, conflicts=conflicts, skip_faulty=skip_faulty)
        chosen = _chosen(looked, overwrite=overwrite, conflicts=conflicts)
        writes = bool(chosen) and not stops and not dry_run
        if writes:
            diagnostic_book.take(workspace, looked, chosen)
    _told(looked, stops, as_json=as_json, written=len(chosen) if writes else 0, dry_run=dry_run)
    if (stops and not dry_run) or (dry_run and errors(looked.problems)):
        sys.exit(1)


def _stops(looked: "Looked", *, overwrite: bool, conflicts: str, skip_faulty: bool) -> list[str]:
    """What holds the writing back, in sentences."""
    found = []
    if errors(looked.problems) and not skip_faulty:
        found.append("Cells are faulty. Put them right, or take the rest over with --skip-faulty.")
    if looked.conflicts and conflicts == "ask":
        found.append(
            "Some places were changed in two ways. Say --conflicts keep, take (what is printed first "
            "under each place) or both."
        )
    if not overwrite and any(d.kind in {"changes", "empties"} for d in looked.differences):
        found.append("Some places would be overwritten. Say --overwrite if that is meant.")
    return found


def _chosen(looked: "Looked", *, overwrite: bool, conflicts: str) -> dict[str, str]:
    """The choice for each place by the flags."""
    found: dict[str, str] = {}
    for one in looked.differences:
        first = one.offers[0].source
        if one.kind == "conflict":
            both = "both" if one.joins else ""
            found[one.place] = {"take": first, "both": both}.get(conflicts, "")
        elif one.kind == "fills" or overwrite:
            found[one.place] = first
    return {place: source for place, source in found.items() if source}


def _told(
    looked: "Looked", stops: Sequence[str], *, as_json: bool, written: int, dry_run: bool
) -> None:
    differences = [
        {"place": d.place, "what": d.what, "kind": d.kind, "now": d.now_words,
         "offers": [{"file": o.source, "where": o.where, "value": o.words} for o in d.offers]}
        for d in looked.differences
    ]  # fmt: skip
    told = {
        "session": looked.session, "team": looked.team, "files": list(looked.sources),
        "differences": differences, "problems": _problems(looked.problems), "held_back": list(stops),
        "written": written, "dry_run": dry_run,
    }  # fmt: skip
    lines = [f"{looked.team}: {len(differences)} places differ."]
    for one in looked.differences:
        lines.append(f"{one.kind:10}{one.what}: now “{_short(one.now_words)}”")
        lines += [f"{'':10}  “{_short(o.words)}” ({_from(o, looked.sources)})" for o in one.offers]
    lines += [f"{p.severity}: {p}" for p in looked.problems]
    if written:
        lines.append(f"{written} places were taken over.")
    elif not dry_run:
        lines.append("Nothing was written.")
    say(as_json, told, *lines, *([] if written else stops))


def _from(offer: "Offer", sources: Sequence[str]) -> str:
    """Where an offer stands; with several workbooks, in which of them."""
    return f"{offer.source}, {offer.where}" if len(sources) > 1 else offer.where


def _problems(found: Iterable[Problem]) -> list[dict[str, str]]:
    return [
        {"severity": p.severity, "where": p.where, "what": p.what, "cure": p.cure, "code": p.code}
        for p in found
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"


@diagnostic_.command("copies")
@click.argument("folder", type=FOLDER)
@at_option
@session_option
@click.option("--copies", default=6, show_default=True, type=click.IntRange(1, 40))
@as_option
@json_option
def copies_(
    folder: Path, at: Path | None, session: str, copies: int, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write small workbooks in which each person grades alone; no name is asked for."""
    from qa_tool.work import diagnostic_private

    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        chosen = session or _only(workspace)
        made = diagnostic_private.write_copies(workspace, chosen, folder, copies, progress)
    say(as_json, {"session": chosen, "files": [str(p) for p in made]}, *(str(p) for p in made))


@diagnostic_.command("grades")
@click.argument("files", nargs=-1, required=True, type=FILE)
@at_option
@session_option
@as_option
@json_option
def grades(files: Sequence[Path], at: Path | None, session: str, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Take filled-in private grades in, several at once; they become counts without names."""
    from qa_tool.work import diagnostic_private

    with desk(at, name, read_only=False) as workspace:
        taken = diagnostic_private.take_copies(workspace, session or _only(workspace), files)
    told = {
        "copies": taken.copies, "graded": dict(taken.graded), "can_be_shown": list(taken.enough),
        "problems": _problems(taken.problems),
    }  # fmt: skip
    lines = [f"{taken.copies} taken in."]
    lines += [f"{n:3} graded  {title}" for title, n in taken.graded]
    say(as_json, told, *lines, *(f"{p.severity}: {p}" for p in taken.problems))
    if errors(taken.problems):
        sys.exit(1)
