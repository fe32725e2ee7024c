"""Everything out, for the council's own analysis."""

from pathlib import Path

import click

from qa_tool.cli.terminal import as_option, at_option, desk, json_option, progress_bar, say


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
@click.option("--reason", default="", help="Who needs it, and for what: it is recorded.")
@as_option
@json_option
def export(  # noqa: PLR0913, PLR0917  the flags of the verb
    at: Path | None, target: Path, wide: bool, numbers: bool, reason: str, name: str,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """All audits, answers, reasons, readings, actions, voices, notices and tags in tidy tables with a key."""
    from qa_tool.work import data as out

    asked = out.Asked(wide, numbers, reason)
    with desk(at, name, read_only=not reason.strip()) as workspace, progress_bar() as progress:
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
