"""What was published, attacked as a reader would."""

import sys
from pathlib import Path

import click

from qa_tool.cli.terminal import FOLDER, json_option, say


@click.group()
def publish() -> None:
    """Published sets: check that nobody can be worked out of one."""


@publish.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--against",
    type=FOLDER,
    default=None,
    help="What was published before, such as last year's set.",
)
@json_option
def check(folder: Path, against: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Attack a published set, reading only its files (of both editions the public one).

    Exit 1 where a hidden cell falls or a table cannot be attacked, 2 where the set cannot be read.
    """
    from qa_tool.work import publish_check

    try:
        told = publish_check.check(folder, against)
    except publish_check.Unreadable as trouble:
        click.echo(f"{trouble} {trouble.cure}".strip(), err=True)
        sys.exit(2)
    say(as_json, told.plain(), *told.lines)
    if not told.holds:
        sys.exit(1)
