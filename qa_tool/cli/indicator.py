"""Indicators on a terminal: what they say, and months taken from a list; the statutory clocks as they stand."""

from pathlib import Path

import click

from qa_tool.cli.terminal import FILE, as_option, at_option, desk, json_option, say
from qa_tool.errors import QAError
from qa_tool.problems import errors


@click.group("indicators")
def indicators_() -> None:
    """Indicators from outside the audits, month by month, and the rounds that they raised."""


@indicators_.command("list")
@at_option
@as_option
@json_option
def list_(at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Every indicator with its latest month, what it says, and before and after its rounds."""
    from qa_tool.work import indicator

    with desk(at, name, read_only=True) as workspace:
        found = indicator.rows(workspace)
    told = [
        {
            "id": one.indicator.id, "name": one.indicator.name, "latest": one.latest,
            "says": one.kind, "retired": one.indicator.retired,
            "rounds": [{"name": r.name, "around": r.sentence} for r in one.rounds],
        }
        for one in found
    ]  # fmt: skip
    lines = [
        line
        for one in found
        for line in (f"{one.latest or '-':16}{one.sentence}",
                     *(f"{'':16}{r.name}: {r.sentence}" for r in one.rounds))
    ]  # fmt: skip
    say(as_json, told, *(lines or ["No indicator is kept yet."]))


@indicators_.command("take")
@click.argument("title")
@click.argument("file", type=FILE)
@at_option
@as_option
@json_option
def take(title: str, file: Path, at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Keep the months of FILE (two columns: month, value) under the indicator called TITLE."""
    from qa_tool.work import indicator

    values, wrong = indicator.read_list(file)
    if errors(wrong):
        raise QAError("\n".join(str(problem) for problem in wrong), "Nothing was kept.")
    with desk(at, name, read_only=False) as workspace:
        every = [one.indicator for one in indicator.rows(workspace)]
        found = next((one for one in every if one.name.casefold() == title.casefold()), None)
        if found is None:
            there = ", ".join(f"'{one.name}'" for one in every) or "none yet"
            raise QAError(f"There is no indicator called '{title}'.", f"There are: {there}.")
        indicator.take_list(workspace, found.id, values)
    say(as_json, {"months": len(values)}, f"{len(values)} months are kept.")


@click.command("clocks")
@at_option
@as_option
@json_option
def clocks(at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """The statutory clocks: how long, who says so, since when; for the council to check."""
    from qa_tool.work import clocks as known

    with desk(at, name, read_only=True) as workspace:
        found = known.clocks(workspace)
    told = [
        {
            "key": one.key, "title": one.title, "from": one.begins, "to": one.done,
            "lengths": one.lengths, "standing": one.standing, "source": one.source,
            "edition": one.edition, "valid_from": one.valid_from.isoformat(), "note": one.note,
        }
        for one in found.clocks
    ]  # fmt: skip
    lines = [
        f"{one.title}: {one.lengths} ({one.standing}; {one.source}; {one.edition})"
        for one in found.clocks
    ]
    say(as_json, told, *lines, f"{found.check} Last compared {found.reviewed.isoformat()}.")
