"""Templates on a terminal: listed, checked, written in another form, two versions compared."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from qa_tool.cli.terminal import FILE, json_option, say
from qa_tool.problems import Problem, errors


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
    """Every problem of template files (TOML, workbooks, Markdown), with place and cure; exit 1 where there are errors."""
    from qa_tool.work.template_sheet import check_files

    wrong, told, lines = 0, [], []
    for path, template, problems in check_files(files):
        bad = errors(problems)
        wrong += len(bad)
        state = "whole" if template is not None and not bad else "not usable"
        told.append({"file": str(path), "usable": not bad, "problems": _told(problems)})
        lines += [f"{p.severity}: {p}" for p in problems]
        lines.append(
            f"{path}: {state}, {_counted(len(bad), 'error')}, {_counted(len(problems) - len(bad), 'warning')}"
        )
    say(as_json, told, *lines)
    if wrong:
        sys.exit(1)


def _told(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [
        {"severity": p.severity, "where": p.where, "what": p.what, "cure": p.cure, "code": p.code}
        for p in problems
    ]


@templates.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", "target", required=True, type=FILE, help="The file to write: .toml, .xlsx or .md."
)
@json_option
def convert(file: Path, target: Path, as_json: bool) -> None:  # noqa: FBT001
    """Write a template in another form; the end of the name says which. Exit 1 where the file has errors."""
    from qa_tool.work.template_sheet import read_file, write_file

    template, problems = read_file(file)
    written = None if template is None else write_file(template, target)
    lines = [f"{p.severity}: {p}" for p in problems if _worth(p)]
    say(
        as_json,
        {"file": str(written) if written else None, "problems": _told(problems)},
        *lines,
        "Nothing was written." if written is None else str(written),
    )
    if written is None:
        sys.exit(1)


def _worth(problem: Problem) -> bool:
    """Whether it is about the conversion: errors, and what is not carried over."""
    return problem.severity == "error" or problem.code == "not_carried_over"


@templates.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@json_option
def diff(before: Path, after: Path, as_json: bool) -> None:  # noqa: FBT001
    """What differs between two template files; exit 1 where anything does, 2 where one cannot be read."""
    from qa_tool.errors import QAError
    from qa_tool.template.difference import differences
    from qa_tool.work.template_sheet import whole

    try:
        found = differences(whole(before), whole(after))
    except QAError as trouble:
        click.echo(f"{trouble} {trouble.cure}".strip(), err=True)
        sys.exit(2)
    say(
        as_json,
        [asdict(one) for one in found],
        *([str(one) for one in found] or ["They are the same."]),
    )
    if found:
        sys.exit(1)
