"""The store: verified, backed up, restored."""

import sys
from pathlib import Path

import click

from qa_tool.cli.terminal import (
    FILE,
    as_option,
    at_option,
    desk,
    folder_of,
    json_option,
    progress_bar,
    say,
)
from qa_tool.retention.classes import AFTER_RESTORE
from qa_tool.work import session


@click.command()
@at_option
@as_option
@json_option
def verify(at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Check that store, ledger and templates are whole; exit 1 and what is broken."""
    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        problems = session.verify(workspace, progress)
        entries = 0 if problems else workspace.store.ledger.count()
    say(
        as_json,
        {"whole": not problems, "entries": entries,
         "problems": [{"where": p.where, "what": p.what, "cure": p.cure} for p in problems]},
        *(str(p) for p in problems),
        f"{entries} entries: whole." if not problems else f"{len(problems)} problems.",
    )  # fmt: skip
    if problems:
        sys.exit(1)


@click.command()
@at_option
@as_option
@click.option("--to", "target", required=True, type=FILE, help="The backup file to write.")
def backup(at: Path | None, name: str, target: Path) -> None:
    """Write a backup; it is encrypted and opens with the same passphrases."""
    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        made = session.back_up(workspace, target, progress)
    click.echo(str(made.path))


@click.command()
@click.argument("file", type=FILE)
@at_option
def restore(file: Path, at: Path | None) -> None:
    """Put a backup into a data folder; a store that is there is moved aside."""
    folder = folder_of(at)
    with progress_bar() as progress:
        aside = session.restore(file, folder, progress)
    click.echo(f"Restored into {folder}.")
    if aside is not None:
        click.echo(f"The store that was there now stands in {aside}.")
        click.echo(AFTER_RESTORE)
