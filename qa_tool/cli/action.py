"""Actions on a terminal: which are overdue, and whose they are."""

from pathlib import Path
from typing import Any

import click

from qa_tool.cli.terminal import as_option, at_option, desk, json_option, say

STATES = ("unfinished", "proof", "finished", "withdrawn", "all")


@click.group("actions")
def actions_() -> None:
    """Actions: what must change, whose it is, by when."""


@actions_.command("list")
@click.option("--overdue", is_flag=True, help="Only those past their date.")
@click.option("--state", type=click.Choice(STATES), default="unfinished", help="Which actions.")
@click.option("--team", default="", help="One team, by name.")
@at_option
@as_option
@json_option
def list_(
    at: Path | None, name: str, team: str, state: str,
    overdue: bool, as_json: bool,  # noqa: FBT001  flags of the terminal
) -> None:  # fmt: skip
    """List the actions that you may see, the earliest due first."""
    from qa_tool.work import action_list

    with desk(at, name, read_only=True) as workspace:
        found = action_list.asked(workspace, "overdue" if overdue else state, team)
        told = [_told(row) for row in found]
    none = "No action is overdue." if overdue else "There is no such action."
    say(as_json, told, *([_line(one) for one in told] or [none]))


def _told(row: Any) -> dict[str, Any]:
    """One action with keys that do not change."""
    return {
        "id": row.id, "case": row.reference, "what": row.what, "owner": row.owner, "team": row.team,
        "due": row.due.isoformat() if row.due else None, "days_late": row.days_late,
        "state": row.state,
    }  # fmt: skip


def _line(one: dict[str, Any]) -> str:
    late = f"{one['days_late']} days late" if one["days_late"] else one["state"]
    return (
        f"{one['due'] or 'no date':12}{late:14}{one['case'] or '-':10}{one['owner']}: {one['what']}"
    )
