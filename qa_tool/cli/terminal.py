"""What every verb needs of a terminal: the folder, the person, the passphrase, progress, and words."""

import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import folder as folders
from qa_tool.work import session
from qa_tool.work.workspace import Workspace

PASSPHRASE = "QA_TOOL_PASSPHRASE"  # noqa: S105  the name of the variable, no secret
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
at_option = click.option(
    "--at",
    type=FOLDER,
    default=None,
    help="The data folder; otherwise the usual one of this laptop.",
)
as_option = click.option(
    "--as", "name", default="", help="The sign-in name; in a demonstration the QA lead."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
replace_option = click.option(
    "--replace", is_flag=True, help="Write over a file of that name that is there already."
)


class Bar:
    """Progress on the error stream, where a person watches; silent otherwise."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._last = ""

    def step(self, done: int, total: int, words: str) -> None:
        """Draw the bar again."""
        if not self._shows or not total:
            return
        full = 24 * min(done, total) // total
        line = f"\r{words} [{'#' * full}{'.' * (24 - full)}] {100 * done // total} %"
        if line != self._last:
            click.echo(line.ljust(len(self._last)), err=True, nl=False)
            self._last = line

    def end(self) -> None:
        """Leave the line."""
        if self._last:
            click.echo("", err=True)
            self._last = ""


@contextmanager
def progress_bar() -> Generator[Progress]:
    """Progress for one piece of work; the line is left when it ends."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.end()


def folder_of(at: Path | None) -> Path:
    """The data folder that was named, or the usual one."""
    from qa_tool.paths import data_folder

    return at if at is not None else data_folder()


class NoPassphrase(QAError):
    """Nobody is there to type it, and it was not given."""


def passphrase_of(folder: Path) -> str:
    """From the environment, the demonstration, or the person; NoPassphrase where nobody is there."""
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if folders.is_demonstration(folder):
        from qa_tool.demo import words

        return words.PASSPHRASE
    if not sys.stdin.isatty():
        raise NoPassphrase(
            f"There is no passphrase: no terminal to type it, and {PASSPHRASE} is not set.",
            "Run it in a terminal; for unattended runs set the variable "
            "(other programs of the same user can read it).",
        )
    return str(click.prompt("Passphrase", hide_input=True, err=True))


def name_of(folder: Path, given: str) -> str:
    """The sign-in name that was given, the demonstration's QA lead, or what the person types."""
    if given:
        return given
    if folders.is_demonstration(folder):
        return "qa lead"
    if not sys.stdin.isatty():
        raise NoPassphrase("It is not said who you are.", "Give your sign-in name with --as.")
    return str(click.prompt("Sign-in name", err=True))


@contextmanager
def desk(at: Path | None, name: str, *, read_only: bool) -> Generator[Workspace]:
    """The desk of whoever asks, closed again afterwards."""
    folder = folder_of(at)
    workspace = session.unlock(
        folder, name_of(folder, name), passphrase_of(folder), read_only=read_only
    )
    try:
        yield workspace
    finally:
        workspace.store.close()


def unless_there(file: Path, *, replace: bool) -> Path:
    """The name of a file that people fill in; one that is there may hold a day's work, so it is asked for."""
    if file.exists() and not replace:
        raise QAError(
            f"{file.name} is there already, and somebody may have filled it in.",
            "Choose another name, or say --replace if it is not needed any more.",
        )
    return file


def say(as_json: bool, value: Any, *lines: str) -> None:  # noqa: FBT001  a flag of the terminal
    """Print JSON where that was asked for, otherwise the lines."""
    if as_json:
        click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))
    else:
        for line in lines:
            click.echo(line)


def day_of(text: str | None) -> date | None:
    """The day that was typed; a sentence where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QAError(
            f"'{text}' is not a date.", "Write it as YYYY-MM-DD, such as 2026-11-20."
        ) from None
