"""Records from a terminal: what is due for review, legal holds, disposal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from qa_tool.cli.terminal import (
    FOLDER,
    as_option,
    at_option,
    desk,
    json_option,
    progress_bar,
    say,
)


@click.group("records")
def records_() -> None:
    """How long records are kept: due for review, legal holds, disposal."""


_class = click.option("--class", "key", default="", help="One record class, such as case_audit.")


@records_.command()
@at_option
@_class
@as_option
@json_option
def due(at: Path | None, key: str, name: str, as_json: bool) -> None:  # noqa: FBT001
    """What has been kept as long as its class says, the longest first."""
    from qa_tool.work import retention

    with desk(at, name, read_only=True) as workspace:
        rows = retention.due(workspace, key)
    told = [
        {"class": row.key, "id": row.id, "what": row.what, "case": row.reference,
         "began": row.began.isoformat(), "due_since": row.since.isoformat(), "hold": row.hold}
        for row in rows
    ]  # fmt: skip
    lines = [
        f"{row.since.isoformat()}  {row.key}  {row.id}  {row.what}"
        f"{f', case {row.reference}' if row.reference else ''}{f'  [{row.hold}]' if row.hold else ''}"
        for row in rows
    ]
    held = sum(row.held for row in rows)
    end = f"{len(rows)} record{'' if len(rows) == 1 else 's'} due for review, {held} of them held"
    say(as_json, told, *lines, end)


@records_.command()
@click.argument("what", type=click.Choice(["case", "worker", "audit", "round", "list", "lift"]))
@click.argument("of", required=False, default="")
@at_option
@click.option("--why", default="", help="The claim, inquiry or request, or how it ended.")
@as_option
@json_option
def hold(what: Any, of: str, at: Path | None, why: str, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Hold a case, a practitioner, an audit or a round; `list` shows all, `lift ID` ends one."""
    from qa_tool.work import retention

    with desk(at, name, read_only=what == "list") as workspace:
        if what == "lift":
            retention.lift(workspace, of, why)
        elif what != "list":
            retention.put_on_hold(workspace, what, of, why)
        rows = retention.holds(workspace)
    told = [
        {"id": row.hold.id, "what": row.hold.what, "of": row.of, "reason": row.hold.reason,
         "by": row.by, "at": row.hold.at.isoformat(), "stands": row.hold.stands,
         "lifted_by": row.lifted_by, "lifted_why": row.hold.lifted_why}
        for row in rows
    ]  # fmt: skip
    lines = [
        f"{row.hold.id}  {'stands' if row.hold.stands else 'lifted'}  {row.hold.what} {row.of}: "
        f"{row.hold.reason}"
        for row in rows
    ]
    say(as_json, told, *lines, f"{sum(row.hold.stands for row in rows)} of {len(rows)} stand")


@records_.command()
@click.argument("key", metavar="CLASS")
@click.argument("ids", nargs=-1, required=True)
@at_option
@click.option("--why", default="", help="The review that found nothing against it.")
@click.option("--yes", is_flag=True, help="Do it; without this it is only told what would go.")
@as_option
@json_option
def dispose(  # noqa: PLR0913, PLR0917  the flags of the verb
    key: str, ids: Sequence[str], at: Path | None, why: str, yes: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Dispose of reviewed records of one class: their words go, figures and chain stay."""
    from qa_tool.work import retention

    with desk(at, name, read_only=not yes) as workspace:
        look = retention.look(workspace, key, ids)
        made = retention.dispose(workspace, key, ids, why).ids[0] if yes else ""
    told = {"records": len(look.rows), "entries": look.entries, "goes": look.goes,
            "stays": look.stays, "disposal": made}  # fmt: skip
    done = f"Disposed of, as entry {made}." if made else "Nothing was done; add --yes to do it."
    n = f"{len(look.rows)} record{'' if len(look.rows) == 1 else 's'}, {look.entries} entries"
    goes = [f"Goes: {words}" for words in look.goes]
    say(as_json, told, n, *goes, *(f"Stays: {words}" for words in look.stays), done)


@records_.command()
@click.argument("whose", type=click.Choice(["child", "family", "worker"]))
@click.argument("of")
@at_option
@click.option("--why", default="", help="Who asked for it, and when.")
@click.option("--audits", is_flag=True, help="Also every typed word of the case's finished audits.")
@click.option("--yes", is_flag=True, help="Do it; without this it is only told what would go.")
@as_option
@json_option
def erase(  # noqa: PLR0913, PLR0917  the flags of the verb
    whose: Any, of: str, at: Path | None, why: str, audits: bool, yes: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Erase one person's words on request: of a case's child or family, or of a practitioner by name."""
    from qa_tool.work import erasing

    with desk(at, name, read_only=not yes) as workspace:
        look = erasing.look(workspace, whose, of, audits=audits)
        made = erasing.erase(workspace, whose, of, why, audits=audits).ids[0] if yes else ""
    parts = {part.title: len(part.objects) for part in look.parts}
    told = {"parts": parts, "entries": look.entries, "stays": look.stays, "held": look.held,
            "disposal": made}  # fmt: skip
    done = f"Erased, as entry {made}." if made else "Nothing was done; add --yes to do it."
    goes = [f"Goes: {title}, {n}" for title, n in parts.items()] or ["No words of theirs are here."]
    held = [look.held] if look.held else []
    say(as_json, told, *goes, *(f"Stays: {words}" for words in look.stays), *held, done)


@records_.command()
@at_option
@click.option("--by-hand", is_flag=True, help="What cannot be read was done again by hand.")
@click.option("--yes", is_flag=True, help="Do it; without this it is only told what is left.")
@as_option
@json_option
def again(at: Path | None, by_hand: bool, yes: bool, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Do again the holds, erasures and disposals that a restored backup lacks."""
    from qa_tool.work import restored

    with desk(at, name, read_only=False) as workspace:
        if yes:
            restored.do_again(workspace, by_hand=by_hand)
        left = restored.left(workspace)
    told = {"holds": left.holds, "erasures": left.erasures, "unread": len(left.unread)}
    held = "A legal hold here covers what was left: lift it first."
    last = [held] if yes and left.erasures else []
    say(as_json, told, left.words() or "Nothing is left to do again after a restore.", *last)


@records_.command()
@click.argument("whose", type=click.Choice(["child", "worker"]))
@click.argument("of")
@at_option
@click.option("--why", required=True, help="Who asked, and when: it is recorded.")
@click.option("--for", "reviewer", required=True, help="Who reviews it: it is recorded.")
@click.option(
    "--personnel", is_flag=True, help="A worker's observations and supervision audits too."
)
@click.option("--to", "target", required=True, type=FOLDER, help="A new folder.")
@as_option
@json_option
def bundle(  # noqa: PLR0913, PLR0917  the flags of the verb
    whose: Any, of: str, at: Path | None, why: str, reviewer: str, personnel: bool, target: Path,  # noqa: FBT001
    name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Everything held about one child (reference or number) or one practitioner (name), third parties marked."""
    from qa_tool.work import subject_access

    asked = subject_access.Asked(whose, of, why, reviewer, personnel)
    with desk(at, name, read_only=False) as workspace, progress_bar() as progress:
        made = subject_access.write(workspace, asked, target, progress)
    files = [str(path) for path in made.files]
    told = {"files": files, "marks": made.marks, "release": made.release}
    last = f"{made.marks} places are marked, nothing is taken out. Recorded as {made.release}."
    say(as_json, told, *files, last)
