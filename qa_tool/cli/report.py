"""Templates listed and checked; reports written."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qa_tool.cli.terminal import (
    FILE,
    as_option,
    at_option,
    desk,
    json_option,
    progress_bar,
    say,
)
from qa_tool.problems import errors


def _counted(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"


@click.group()
def templates() -> None:
    """The audit templates."""


@templates.command("list")
@json_option
def list_(as_json: bool) -> None:  # noqa: FBT001
    """The templates that come with the program."""
    from qa_tool.work import template

    read = [(path, t) for path, t, _ in template.files() if t is not None]
    say(
        as_json,
        [{"key": t.key, "version": t.version, "title": t.title, "file": p.name} for p, t in read],
        *(f"{t.key:28} {t.version:6} {t.title}" for _, t in read),
    )


@templates.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def check(files: Sequence[Path], as_json: bool) -> None:  # noqa: FBT001
    """Every problem of template files, with place and cure; exit 1 where there are errors."""
    from qa_tool.template.read import check_files

    wrong, told, lines = 0, [], []
    for path, template, problems in check_files(files):
        bad = errors(problems)
        wrong += len(bad)
        state = "whole" if template is not None and not bad else "not usable"
        told.append(
            {"file": str(path), "usable": not bad,
             "problems": [{"severity": p.severity, "where": p.where, "what": p.what,
                           "cure": p.cure, "code": p.code} for p in problems]}
        )  # fmt: skip
        lines += [f"{p.severity}: {p}" for p in problems]
        lines.append(
            f"{path}: {state}, {_counted(len(bad), 'error')}, {_counted(len(problems) - len(bad), 'warning')}"
        )
    say(as_json, told, *lines)
    if wrong:
        sys.exit(1)


@click.command()
@click.argument("kind", type=click.Choice(["summary", "learning", "audit"]))
@at_option
@click.option("--round", "round_name", default="", help="The round's name; otherwise the latest.")
@click.option("--audit", default="", help="The audit's id, for 'audit'.")
@as_option
@click.option("--to", "target", required=True, type=FILE, help="The file to write.")
@json_option
def report(  # noqa: PLR0913, PLR0917  the flags of the verb
    kind: str, at: Path | None, round_name: str, audit: str, name: str, target: Path,
    as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write a report: summary (.xlsx .pdf .csv), learning (.pdf) or audit (.pdf)."""
    from qa_tool.work import report as reports

    reports.suffix_or_refuse(kind, target)
    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        written = reports.write(
            workspace, kind, target, round_name=round_name, audit=audit, progress=progress
        )
    say(as_json, {"file": str(written)}, str(written))
