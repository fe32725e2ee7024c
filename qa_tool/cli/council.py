"""People and rounds."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qa_tool.cli.terminal import (
    FILE,
    as_option,
    at_option,
    day_of,
    desk,
    json_option,
    say,
)
from qa_tool.problems import errors


@click.group("people")
def people_() -> None:
    """The people who work here."""


@people_.command("import")
@click.argument("file", type=FILE)
@at_option
@as_option
@json_option
def import_people(file: Path, at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Bring people in from a CSV file: all of it, or nothing with every problem and its row."""
    from qa_tool.work import import_plan

    with desk(at, name, read_only=False) as workspace:
        plan = import_plan.plan(workspace, "people", file)
        wrong = errors(plan.problems)
        if not wrong:
            import_plan.keep(workspace, plan)
    counts = {fate: plan.count(fate) for fate in ("new", "corrected", "same")}
    say(
        as_json,
        {**counts, "problems": [{"where": p.where, "what": p.what, "cure": p.cure} for p in plan.problems]},
        *(str(p) for p in plan.problems),
        "Nothing was written." if wrong
        else f"{counts['new']} added, {counts['corrected']} corrected, {counts['same']} as they were.",
    )  # fmt: skip
    if wrong:
        sys.exit(1)


@click.group("round")
def round_() -> None:
    """Rounds: what is looked at, until when, and how far it is."""


@round_.command("create")
@at_option
@click.option("--name", "round_name", required=True, help="What people call it.")
@click.option(
    "--template", "keys", required=True, multiple=True, help="A template's key; may be repeated."
)
@click.option("--from", "starts", required=True, help="The first day, as YYYY-MM-DD.")
@click.option("--to", "ends", required=True, help="The last day, as YYYY-MM-DD.")
@click.option("--planned", default=0, type=click.IntRange(0), help="How many audits are planned.")
@as_option
@json_option
def create_round(  # noqa: PLR0913, PLR0917  the flags of the verb
    at: Path | None, round_name: str, keys: Sequence[str], starts: str, ends: str, planned: int,
    name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Make a round; its audits are due on its last day."""
    from qa_tool.council.model import Round
    from qa_tool.work import round as rounds

    made = Round(
        "", round_name.strip(), templates=tuple(dict.fromkeys(keys)), starts=day_of(starts),
        ends=day_of(ends), due=day_of(ends), planned=planned,
    )  # fmt: skip
    with desk(at, name, read_only=False) as workspace:
        kept = rounds.by_id(workspace, rounds.keep(workspace, made).ids[0])
    say(as_json, {"round": kept.id, "name": kept.name}, f"The round '{kept.name}' is made.")


@round_.command("show")
@at_option
@click.option("--round", "round_name", default="", help="The round's name; otherwise the latest.")
@as_option
@json_option
def show_round(at: Path | None, round_name: str, name: str, as_json: bool) -> None:  # noqa: FBT001
    """How far a round is: planned, allocated, begun, handed in, read again, overdue."""
    from qa_tool.work import council, round_table

    with desk(at, name, read_only=True) as workspace:
        found = round_table.table(workspace, council.round_named(workspace, round_name))
    say(as_json, round_table.told(found), *round_table.lines(found))
