"""QA notices on a terminal: what is due on a day, the ladders in use, a ladder file checked."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from qa_tool.cli.terminal import FILE, as_option, at_option, day_of, desk, json_option, say
from qa_tool.problems import errors


@click.group("notices")
def notices_() -> None:
    """QA notices: what has to be answered, and whether practice changed."""


@notices_.command()
@click.option("--on", "day", default=None, help="The day, as YYYY-MM-DD; otherwise today.")
@at_option
@as_option
@json_option
def due(day: str | None, at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Stages to answer and effects to ask that are due or overdue on a day, the oldest first."""
    from qa_tool.work import notice_list

    with desk(at, name, read_only=True) as workspace:
        on = day_of(day) or workspace.clock.today()
        found = [_told(one) for one in notice_list.due(workspace, on)]
    say(as_json, found, *([_line(one) for one in found] or [f"Nothing is due on {_said(on)}."]))


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _told(one: Any) -> dict[str, Any]:
    """One thing that is due, with keys that do not change."""
    return {
        "notice": one.notice, "case": one.reference, "what": one.what, "stage": one.stage,
        "who": one.who, "due": one.due.isoformat(), "days_late": one.days_late,
    }  # fmt: skip


def _line(one: dict[str, Any]) -> str:
    n = one["days_late"]
    late = f"{n} day{'s' if n > 1 else ''} late" if n else "due"
    return f"{one['due']:12}{late:14}{one['case']:10}{one['stage']}: {one['who']}"


@notices_.command()
@at_option
@as_option
@json_option
def ladders(at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """The ladders in use, with their stages and clocks."""
    from qa_tool.work import notice_ladder

    with desk(at, name, read_only=True) as workspace:
        rows = notice_ladder.in_use(workspace)
    told = [
        {"key": r.ladder.key, "title": r.ladder.title, "kind": r.ladder.kind, "own": r.own,
         "formal_days": r.ladder.formal_days, "cafcass": r.ladder.cafcass,
         "stages": [{"name": s.name, "who": s.who, "days": s.days, "formal": s.formal}
                    for s in r.ladder.stages]}
        for r in rows
    ]  # fmt: skip
    lines = []
    for row in rows:
        lines.append(
            f"{row.ladder.title} ({row.ladder.key}){', the council’s own' if row.own else ''}"
        )
        lines += [f"  {s.name:22}{s.days:3} working days  {s.who}" for s in row.ladder.stages]
    say(as_json, told, *lines)


@notices_.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@json_option
def check(files: Sequence[Path], as_json: bool) -> None:  # noqa: FBT001
    """Every problem of ladder files, with place and cure; exit 1 where there are errors."""
    from qa_tool.work import notice_ladder

    told, lines, wrong = [], [], 0
    for path in files:
        ladder, problems = notice_ladder.check_file(path)
        wrong += len(errors(problems))
        told.append(
            {"file": str(path), "usable": ladder is not None,
             "problems": [{"severity": p.severity, "where": p.where, "what": p.what,
                           "cure": p.cure, "code": p.code} for p in problems]}
        )  # fmt: skip
        lines += [f"{p.severity}: {p}" for p in problems]
        lines.append(f"{path}: {'whole' if ladder is not None else 'not usable'}")
    say(as_json, told, *lines)
    if wrong:
        sys.exit(1)
