"""The verb that makes the demonstration council."""

import os
from pathlib import Path

import click

from qa_tool.cli.terminal import (
    FOLDER,
    PASSPHRASE,
    day_of,
    json_option,
    progress_bar,
    say,
)


@click.command()
@click.option("--at", type=FOLDER, required=True, help="An empty folder for the demonstration.")
@click.option("--audits", default=150, show_default=True, type=click.IntRange(1, 200_000))
@click.option("--seed", default=7, show_default=True, type=int, help="Same seed, same council.")
@click.option("--today", default=None, help="The day it is made for, as YYYY-MM-DD.")
@json_option
def demo(at: Path, audits: int, seed: int, today: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Make a made-up council with audits in every state, and its reports."""
    from qa_tool.demo import council, make, reports, words

    passphrase = os.environ.get(PASSPHRASE) or words.PASSPHRASE
    wishes = make.Wishes(audits, seed, day_of(today), passphrase)
    with progress_bar() as progress:
        workspace = make.make_demonstration(at, wishes, progress)
        try:
            files = reports.write_all(workspace, at / "reports", progress)
        finally:
            workspace.store.close()
    names = ", ".join(name for name, _, _ in council.SIGN_IN)
    say(
        as_json,
        {"folder": at, "files": files, "sign_in": [n for n, _, _ in council.SIGN_IN]},
        *map(str, files),
        f"Sign in as: {names}",
        f"Passphrase: {passphrase if passphrase == words.PASSPHRASE else 'the one you gave'}",
    )
