"""What of an older version of a template became what of a newer one, on a terminal."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import click

from qa_tool.cli.terminal import as_option, at_option, desk, json_option, say
from qa_tool.errors import QAError


@click.command("crosswalk")
@click.argument("key")
@at_option
@click.option("--from", "older", default="", help="The older version (usually the last but one).")
@click.option("--to", "newer", default="", help="The newer version (usually the last).")
@click.option("--confirm", is_flag=True, help="Stand for it, with your name and the day.")
@click.option(
    "--scales", type=click.Choice(["keep", "reset"]),
    help="Where steps differ: keep both versions apart, or begin anew.",
)  # fmt: skip
@click.option("--note", default="", help="For example who agreed it: it is kept.")
@as_option
@json_option
def crosswalk_(  # noqa: PLR0913, PLR0917  the flags of the verb
    key: str, at: Path | None, older: str, newer: str, confirm: bool, scales: str | None,  # noqa: FBT001
    note: str, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Two versions of the template KEY: what is confirmed, or proposed; exit 1 where something is undecided."""
    from qa_tool.template.crosswalk import Answer
    from qa_tool.template.crosswalk_lines import lines, with_answer
    from qa_tool.work import crosswalk

    with desk(at, name, read_only=not confirm) as workspace:
        pair = _pair(crosswalk.versions(workspace, key), key, older, newer)
        look = crosswalk.look(workspace, *pair)
        said = look.start
        for line in lines(said, look.old, look.new, {}) if scales else ():
            if line.change is not None and line.waits:
                said = with_answer(said, line.change, cast("Answer", scales))
        wrong = crosswalk.problems(workspace, said)
        if confirm:
            crosswalk.confirm(workspace, said, note)
            look = replace(look, confirmed=crosswalk.look(workspace, *pair).confirmed)
        held = look.confirmed
        told = crosswalk.told(workspace, held) if held else "Proposed, not confirmed."
        shown = lines(said, look.old, look.new, look.proposal.why)
    value: dict[str, Any] = {
        "template": key, "from": look.before.version, "to": look.after.version,
        "confirmed": look.holds, "told": told,
        "parts": [
            {"part": one.noun, "older": one.before, "newer": one.after, "state": one.state,
             "why": one.why}
            for one in shown
        ],
        "problems": [str(problem) for problem in wrong],
    }  # fmt: skip
    rows = [f"{one.state:9} {one.noun} {one.before} → {one.after or 'nothing'}" for one in shown]
    say(as_json, value, *rows, *(f"to decide: {problem}" for problem in wrong), told)
    if wrong:
        sys.exit(1)


def _pair(rows: tuple[Any, ...], key: str, older: str, newer: str) -> tuple[str, str]:
    """The fingerprints of the two versions that are asked for."""
    if len(rows) < 2:
        raise QAError(
            f"There are no two versions of '{key}' here.", "Take the newer one into use first."
        )

    def mark(version: str, usual: int) -> str:
        if not version:
            return str(rows[usual].fingerprint)
        found = [row for row in rows if row.version == version]
        if not found:
            known = ", ".join(row.version for row in rows)
            raise QAError(f"There is no version '{version}' of '{key}'.", f"There is: {known}.")
        return str(found[-1].fingerprint)

    return mark(older, -2), mark(newer, -1)
