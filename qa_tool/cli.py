"""The same verbs from a terminal: demo, templates, lists, people, report, verify, backup, restore."""

import json
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import session
from qa_tool.work.workspace import Workspace

PASSPHRASE = "QA_TOOL_PASSPHRASE"  # noqa: S105  the name of the variable, no secret
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_at = click.option(
    "--at",
    type=_FOLDER,
    default=None,
    help="The data folder; otherwise the usual one of this laptop.",
)
_as = click.option(
    "--as", "name", default="", help="The sign-in name; in a demonstration the QA lead."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


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
def _bar() -> Generator[Progress]:
    bar = Bar()
    try:
        yield bar
    finally:
        bar.end()


def _folder(at: Path | None) -> Path:
    from qa_tool.paths import data_folder

    return at if at is not None else data_folder()


class NoPassphrase(QAError):
    """Nobody is there to type it, and it was not given."""


def _passphrase(folder: Path) -> str:
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if session.is_demonstration(folder):
        from qa_tool.demo import words

        return words.PASSPHRASE
    if not sys.stdin.isatty():
        raise NoPassphrase(
            f"There is no passphrase: no terminal to type it, and {PASSPHRASE} is not set.",
            "Run it in a terminal; for unattended runs set the variable "
            "(other programs of the same user can read it).",
        )
    return str(click.prompt("Passphrase", hide_input=True, err=True))


def _name(folder: Path, given: str) -> str:
    if given:
        return given
    if session.is_demonstration(folder):
        return "qa lead"
    if not sys.stdin.isatty():
        raise NoPassphrase("It is not said who you are.", "Give your sign-in name with --as.")
    return str(click.prompt("Sign-in name", err=True))


@contextmanager
def _open(at: Path | None, name: str, *, read_only: bool) -> Generator[Workspace]:
    folder = _folder(at)
    workspace = session.unlock(
        folder, _name(folder, name), _passphrase(folder), read_only=read_only
    )
    try:
        yield workspace
    finally:
        workspace.store.close()


def _say(as_json: bool, value: Any, *lines: str) -> None:  # noqa: FBT001  a flag of the terminal
    if as_json:
        click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))
    else:
        for line in lines:
            click.echo(line)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Case audit and quality assurance in children's social care.

    Without a verb, or with 'open', the window opens.
    """


@commands.command("open")
@_at
def open_(at: Path | None) -> None:  # pragma: no cover - main opens the window before this
    """Open the window (also with no verb)."""
    raise QAError(f"There is no screen to open {at or 'the window'} on.", "Run it on a desktop.")


@commands.command()
@click.option("--at", type=_FOLDER, required=True, help="An empty folder for the demonstration.")
@click.option("--audits", default=150, show_default=True, type=click.IntRange(1, 200_000))
@click.option("--seed", default=7, show_default=True, type=int, help="Same seed, same council.")
@click.option("--today", default=None, help="The day it is made for, as YYYY-MM-DD.")
@_json
def demo(at: Path, audits: int, seed: int, today: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Make a made-up council with audits in every state, and its reports."""
    from qa_tool.demo import council, make, reports, words

    passphrase = os.environ.get(PASSPHRASE) or words.PASSPHRASE
    wishes = make.Wishes(audits, seed, _day(today), passphrase)
    with _bar() as progress:
        workspace = make.make_demonstration(at, wishes, progress)
        try:
            files = reports.write_all(workspace, at / "reports", progress)
        finally:
            workspace.store.close()
    names = ", ".join(name for name, _, _ in council.SIGN_IN)
    _say(
        as_json,
        {"folder": at, "files": files, "sign_in": [n for n, _, _ in council.SIGN_IN]},
        *map(str, files),
        f"Sign in as: {names}",
        f"Passphrase: {passphrase if passphrase == words.PASSPHRASE else 'the one you gave'}",
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QAError(
            f"'{text}' is not a date.", "Write it as YYYY-MM-DD, such as 2026-11-20."
        ) from None


@commands.group()
def templates() -> None:
    """The audit templates."""


@templates.command("list")
@_json
def list_(as_json: bool) -> None:  # noqa: FBT001
    """The templates that come with the program."""
    from qa_tool.work import template

    read = [(path, t) for path, t, _ in template.files() if t is not None]
    _say(
        as_json,
        [{"key": t.key, "version": t.version, "title": t.title, "file": p.name} for p, t in read],
        *(f"{t.key:28} {t.version:6} {t.title}" for _, t in read),
    )


@templates.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_json
def check(files: Sequence[Path], as_json: bool) -> None:  # noqa: FBT001
    """Every problem of template files, with place and cure; exit 1 where there are errors."""
    from qa_tool.problems import errors
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
        lines.append(f"{path}: {state}, {len(bad)} errors, {len(problems) - len(bad)} warnings")
    _say(as_json, told, *lines)
    if wrong:
        sys.exit(1)


@commands.command()
@click.argument("kind", type=click.Choice(["summary", "learning", "audit"]))
@_at
@click.option("--round", "round_name", default="", help="The round's name; otherwise the latest.")
@click.option("--audit", default="", help="The audit's id, for 'audit'.")
@_as
@click.option("--to", "target", required=True, type=_FILE, help="The file to write.")
@_json
def report(  # noqa: PLR0913, PLR0917  the flags of the verb
    kind: str, at: Path | None, round_name: str, audit: str, name: str, target: Path,
    as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Write a report: summary (.xlsx .pdf .csv), learning (.pdf) or audit (.pdf)."""
    from qa_tool.work import report as reports

    reports.suffix_or_refuse(kind, target)
    with _open(at, name, read_only=True) as workspace, _bar() as progress:
        written = reports.write(
            workspace, kind, target, round_name=round_name, audit=audit, progress=progress
        )
    _say(as_json, {"file": str(written)}, str(written))


@commands.command()
@_at
@_as
@_json
def verify(at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Check that store, ledger and templates are whole; exit 1 and what is broken."""
    with _open(at, name, read_only=True) as workspace, _bar() as progress:
        problems = session.verify(workspace, progress)
        entries = workspace.store.ledger.count()
    _say(
        as_json,
        {"whole": not problems, "entries": entries,
         "problems": [{"where": p.where, "what": p.what, "cure": p.cure} for p in problems]},
        *(str(p) for p in problems),
        f"{entries} entries: " + ("whole." if not problems else f"{len(problems)} problems."),
    )  # fmt: skip
    if problems:
        sys.exit(1)


@commands.command()
@_at
@_as
@click.option("--to", "target", required=True, type=_FILE, help="The backup file to write.")
def backup(at: Path | None, name: str, target: Path) -> None:
    """Write a backup; it is encrypted and opens with the same passphrases."""
    with _open(at, name, read_only=True) as workspace, _bar() as progress:
        made = session.back_up(workspace, target, progress)
    click.echo(str(made.path))


@commands.command()
@click.argument("file", type=_FILE)
@_at
def restore(file: Path, at: Path | None) -> None:
    """Put a backup into a data folder; a store that is there is moved aside."""
    folder = _folder(at)
    with _bar() as progress:
        aside = session.restore(file, folder, progress)
    click.echo(f"Restored into {folder}.")
    if aside is not None:
        click.echo(f"The store that was there now stands in {aside}.")


@commands.group()
def sample() -> None:
    """Samples that can be proved: seed, draw, certificate, proof."""


_round = click.option("--round", "round_name", default="", help="The round; otherwise the latest.")
_template = click.option(
    "--template", default="", help="Its key, where the round has several; otherwise the first."
)


@sample.command()
@_at
@_round
@_template
@click.option("--seed", "text", default="", help="The seed; otherwise twenty random digits.")
@_as
def seed(at: Path | None, round_name: str, template: str, text: str, name: str) -> None:
    """Record the seed, before the list is frozen."""
    from qa_tool.work import council
    from qa_tool.work import sample as samples

    with _open(at, name, read_only=False) as workspace:
        round_ = council.round_named(workspace, round_name)
        samples.record_seed(workspace, round_, template, text)
        made = samples.current(workspace, round_.id, samples.template_of(round_, template))
        recorded = made.seed if made else ""
    click.echo(f"Seed of '{round_.name}' recorded: {recorded}")


@sample.command()
@_at
@_round
@_template
@click.option("--size", type=click.IntRange(1), required=True, help="How many cases.")
@click.option("--strata", type=click.Choice(["team", "area", "kind"]), default=None)
@click.option("--minimum", type=click.IntRange(0), default=0, help="At least, from each stratum.")
@_as
@_json
def draw(  # noqa: PLR0913, PLR0917  the flags of the verb
    at: Path | None, round_name: str, template: str, size: int, strata: Any, minimum: int,
    name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Freeze the list and draw; refused where no seed is recorded."""
    from qa_tool.sampling.model import Rules
    from qa_tool.work import council
    from qa_tool.work import sample as samples

    method: Any = "stratified" if strata else "simple"
    rules = Rules(method, size, strata or "", minimum=minimum)
    with _open(at, name, read_only=False) as workspace:
        round_ = council.round_named(workspace, round_name)
        change = samples.draw_sample(workspace, round_, template, rules)
        made = samples.need_drawn(workspace, change.ids[0])
    _say(as_json, *samples.told(made))


@sample.command("certificate")
@_at
@_round
@_template
@_as
@click.option("--to", "target", required=True, type=_FILE, help="The .xlsx or .pdf to write.")
def certificate_(at: Path | None, round_name: str, template: str, name: str, target: Path) -> None:
    """Write the certificate of a drawn sample: .xlsx to prove, .pdf to read."""
    from qa_tool.work import certificate, council
    from qa_tool.work import sample as samples

    certificate.suffix_or_refuse(target)
    with _open(at, name, read_only=True) as workspace, _bar() as progress:
        round_ = council.round_named(workspace, round_name)
        made = samples.current(workspace, round_.id, samples.template_of(round_, template))
        if made is None:
            raise QAError(f"Nothing is drawn for '{round_.name}' yet.", "Draw the sample first.")
        written = certificate.write(certificate.seal(workspace, made.id), target, progress)
    click.echo(str(written))


@sample.command()
@click.argument("certificate", type=_FILE)
@click.argument("list_", metavar="LIST", type=_FILE)
@click.option("--at", type=_FOLDER, default=None, help="Ask this council's ledger too.")
@_as
@_json
def prove(
    certificate: Path,
    list_: Path,
    at: Path | None,
    name: str,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Draw again from a certificate and the list, and compare; exit 1 where they differ."""
    from qa_tool.work import sample_proof

    if at is None:
        told = sample_proof.prove(certificate, list_)
    else:
        with _open(at, name, read_only=True) as workspace:
            told = sample_proof.prove(certificate, list_, workspace=workspace)
    _say(as_json, *sample_proof.told(told))
    if not told.holds:
        sys.exit(1)


@commands.group("caselist")
def caselist_() -> None:
    """The lists of children that cases and samples come from."""


@caselist_.command("import")
@click.argument("file", type=_FILE)
@_at
@click.option("--list", "list_name", default="", help="Read only this list, such as 6.")
@click.option("--area", default="", help="Add unknown teams in this area, by its name.")
@click.option("--add-workers", is_flag=True, help="Add unknown workers as social workers.")
@click.option("--part", is_flag=True, help="The file is not the whole list: nobody has left it.")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and write nothing.")
@_as
@_json
def import_list(  # noqa: PLR0913, PLR0917  the flags of the verb
    file: Path, at: Path | None, list_name: str, area: str, add_workers: bool, part: bool,  # noqa: FBT001
    dry_run: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Bring a case list in: Annex A or a case system's list, as .xlsx, .xls, .ods or .csv."""
    from qa_tool.work import caselist, caselist_words

    with _open(at, name, read_only=dry_run) as workspace, _bar() as progress:
        wishes = caselist.Wishes(
            list_name, area=caselist_words.area_named(workspace, area),
            add_workers=add_workers, whole=not part,
        )  # fmt: skip
        plan = caselist.look(workspace, file, wishes, progress)
        if not dry_run:
            caselist.bring_in(workspace, plan, progress)
    lines = caselist_words.report(plan)
    _say(
        as_json,
        {"written": not dry_run, **caselist_words.as_plain(plan)},
        *lines,
        "Nothing was written." if dry_run else "The list is in.",
    )


@commands.command("read-workbook", hidden=True)
def read_workbook() -> None:
    """Read one workbook in a process of its own; the frozen program starts it."""
    from qa_tool.work import caselist

    caselist.read_workbook()


@commands.group("people")
def people_() -> None:
    """The people who work here."""


@people_.command("import")
@click.argument("file", type=_FILE)
@_at
@_as
@_json
def import_people(file: Path, at: Path | None, name: str, as_json: bool) -> None:  # noqa: FBT001
    """Bring people in from a CSV file: all of it, or nothing with every problem and its row."""
    from qa_tool.problems import errors
    from qa_tool.work import import_plan

    with _open(at, name, read_only=False) as workspace:
        plan = import_plan.plan(workspace, "people", file)
        wrong = errors(plan.problems)
        if not wrong:
            import_plan.keep(workspace, plan)
    counts = {fate: plan.count(fate) for fate in ("new", "corrected", "same")}
    _say(
        as_json,
        {**counts, "problems": [{"where": p.where, "what": p.what, "cure": p.cure} for p in plan.problems]},
        *(str(p) for p in plan.problems),
        "Nothing was written." if wrong
        else f"{counts['new']} added, {counts['corrected']} corrected, {counts['same']} as they were.",
    )  # fmt: skip
    if wrong:
        sys.exit(1)


@commands.group("round")
def round_() -> None:
    """Rounds: what is looked at, until when, and how far it is."""


@round_.command("create")
@_at
@click.option("--name", "round_name", required=True, help="What people call it.")
@click.option(
    "--template", "keys", required=True, multiple=True, help="A template's key; may be repeated."
)
@click.option("--from", "starts", required=True, help="The first day, as YYYY-MM-DD.")
@click.option("--to", "ends", required=True, help="The last day, as YYYY-MM-DD.")
@click.option("--planned", default=0, type=click.IntRange(0), help="How many audits are planned.")
@_as
@_json
def create_round(  # noqa: PLR0913, PLR0917  the flags of the verb
    at: Path | None, round_name: str, keys: Sequence[str], starts: str, ends: str, planned: int,
    name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Make a round; its audits are due on its last day."""
    from qa_tool.council.model import Round
    from qa_tool.work import round as rounds

    made = Round(
        "", round_name.strip(), templates=tuple(dict.fromkeys(keys)), starts=_day(starts),
        ends=_day(ends), due=_day(ends), planned=planned,
    )  # fmt: skip
    with _open(at, name, read_only=False) as workspace:
        kept = rounds.by_id(workspace, rounds.keep(workspace, made).ids[0])
    _say(as_json, {"round": kept.id, "name": kept.name}, f"The round '{kept.name}' is made.")


@round_.command("show")
@_at
@click.option("--round", "round_name", default="", help="The round's name; otherwise the latest.")
@_as
@_json
def show_round(at: Path | None, round_name: str, name: str, as_json: bool) -> None:  # noqa: FBT001
    """How far a round is: planned, allocated, begun, handed in, read again, overdue."""
    from qa_tool.work import council, round_table

    with _open(at, name, read_only=True) as workspace:
        found = round_table.table(workspace, council.round_named(workspace, round_name))
    _say(as_json, round_table.told(found), *round_table.lines(found))


def main(arguments: Sequence[str]) -> int:  # noqa: PLR0911  one return for each kind of end
    """Run one verb; known trouble is one sentence on the error stream, never a traceback."""
    try:
        commands.main(list(arguments), prog_name="qa-tool", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as trouble:
        trouble.show()
        return trouble.exit_code
    except NoPassphrase as trouble:
        click.echo(f"{trouble} {trouble.cure}", err=True)
        return 2
    except QAError as trouble:
        click.echo(f"{trouble} {trouble.cure}".strip(), err=True)
        return 1
    except SystemExit as end:
        return int(end.code or 0)
    return 0
