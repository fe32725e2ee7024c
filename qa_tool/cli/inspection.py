"""The inspection drawer from a terminal: the last months' audits, one case, and prints."""

from collections.abc import Sequence
from pathlib import Path

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


@click.group()
def inspection() -> None:
    """What an inspector asks for: the last months' audits, and one case whole."""


_months = click.option("--months", type=click.IntRange(1, 120), default=6, help="How many months.")


@inspection.command("list")
@at_option
@_months
@as_option
@json_option
def list_(at: Path | None, months: int, name: str, as_json: bool) -> None:  # noqa: FBT001
    """The audits of the last months: first and final grade, and how far their actions are."""
    from qa_tool.work import inspection as drawer
    from qa_tool.work import inspection_words as words

    with desk(at, name, read_only=True) as workspace:
        found = drawer.recent(workspace, months)
    n = len(found)
    told = [words.told(row) for row in found]
    lines = [words.line_of(row) for row in found]
    say(as_json, told, *lines, f"{n} audit{'' if n == 1 else 's'} in {months} months")


@inspection.command()
@click.argument("case")
@at_option
@as_option
@json_option
def show(case: str, at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """One case, by the council's number or its reference; it is printed by its reference."""
    from qa_tool.work import inspection as drawer
    from qa_tool.work import inspection_words as words

    with desk(at, name, read_only=True) as workspace:
        found = drawer.open_case(workspace, case)
    say(as_json, words.told_case(found), *words.lines_of(found))


@inspection.command("print")
@click.argument("cases", nargs=-1)
@at_option
@_months
@click.option("--why", required=True, help="Who asked for them, and for what: it is recorded.")
@click.option("--to", "target", required=True, type=FOLDER, help="The folder for the PDFs.")
@as_option
@json_option
def print_(  # noqa: PLR0913, PLR0917  the flags of the verb
    cases: Sequence[str], at: Path | None, months: int, why: str, target: Path, name: str,
    as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Print audits as PDF: of these cases, or without any all of the last months."""
    from qa_tool.work import inspection as drawer

    with desk(at, name, read_only=False) as workspace, progress_bar() as progress:
        audits = drawer.audits_of(workspace, cases, months)
        drawer.release(workspace, audits, why)
        written = drawer.print_audits(workspace, audits, target, progress)
    say(as_json, [str(path) for path in written], *(str(path) for path in written))
