"""Everything out, for the council's own analysis."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa_tool.cli.terminal import as_option, at_option, desk, json_option, progress_bar, say

if TYPE_CHECKING:
    from qa_tool.work.workspace import Workspace


@click.group()
def data() -> None:
    """The council's data for its own analysis."""


@data.command()
@at_option
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path),
    help="A file ending in .xlsx or .sqlite, or a new folder for CSV.",
)  # fmt: skip
@click.option("--wide", is_flag=True, help="Also one table a template, with a column a question.")
@click.option("--with-case-numbers", "numbers", is_flag=True, help="With the council's case numbers.")  # fmt: skip
@click.option("--round", "round_", default="", help="Only the audits of this round.")
@click.option(
    "--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="Only handed in from this day."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only handed in up to this day.")
@click.option("--reason", default="", help="Who needs it, and for what: it is recorded.")
@as_option
@json_option
def export(  # noqa: PLR0913, PLR0917  the flags of the verb
    at: Path | None, target: Path, wide: bool, numbers: bool, round_: str,  # noqa: FBT001
    since: datetime | None, until: datetime | None, reason: str, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """All audits, answers, reasons, readings, actions, voices, notices and tags in tidy tables with a key."""
    from qa_tool.work import data as out
    from qa_tool.work.data_sight import Period

    with desk(at, name, read_only=not reason.strip()) as workspace, progress_bar() as progress:
        period = Period(
            _round(workspace, round_), since.date() if since else None,
            until.date() if until else None,
        )  # fmt: skip
        asked = out.Asked(wide, numbers, reason, period)
        made = out.export(workspace, target, asked, progress)
    told = {
        "file": str(made.path), "audits": made.audits, "withheld": made.withheld,
        "words_kept_in": made.words_kept_in, "tables": list(made.tables), "release": made.release,
    }  # fmt: skip
    lines = [str(made.path), f"{made.audits} audits in {len(made.tables)} tables"]
    if made.withheld:
        lines.append(f"{made.withheld} left out: they wait for your own second reading")
    if made.release:
        lines.append(f"Recorded as {made.release}")
    say(as_json, told, *lines)


def _round(workspace: "Workspace", name: str) -> str:
    """The id of the round of this name; nothing where none is asked for."""
    from qa_tool.errors import QAError
    from qa_tool.work import council

    rounds = council.rounds(workspace) if name else ()
    found = next((one.id for one in rounds if name in {one.name, one.id}), "")
    if name and not found:
        told = ", ".join(one.name for one in rounds) or "none"
        raise QAError(f"There is no round called '{name}'.", f"There are: {told}.")
    return found
