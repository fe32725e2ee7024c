"""Reports written."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from qa_tool.cli.terminal import (
    as_option,
    at_option,
    desk,
    json_option,
    progress_bar,
    say,
)
from qa_tool.errors import QAError
from qa_tool.work.report_kinds import REPORTS, Scope, report_kind

ANNUAL = "annual"
PLACE = click.Path(path_type=Path)


_SCOPE = {
    "round": "The round's name; otherwise the latest.",
    "audit": "The audit's id, for 'audit'.",
    "stop": "The safety stop's id, for 'safety_note'.",
    "team": "One team, by name.",
    "area": "One area, by name.",
    "service": "One service, by name.",
    "theme": "One theme, by name.",
    "year": "The year, as 2025-26; otherwise the latest.",
    "notice": "The QA notice's id, for 'notice_letter'; one stage with /stage_2 after it.",
    "worker": "One person, by name, for 'worker'; otherwise yourself.",
    "framework": "The version of a QA framework, for 'framework'; otherwise the one in effect.",
    "template": "The template's key, for 'blank_form'.",
    "session": "The diagnostic session's id, for 'diagnostic'.",
}


def _asked(verb: Callable[..., None]) -> Callable[..., None]:
    """The flags that say what a report is about."""
    for flag, about in reversed(_SCOPE.items()):
        verb = click.option(f"--{flag}", default="", help=about)(verb)
    return verb


@click.command(epilog=" ".join(f"{k.key}: {' '.join(k.suffixes)}." for k in REPORTS))
@click.argument("kind", type=click.Choice([one.key for one in REPORTS]))
@at_option
@_asked
@as_option
@click.option(
    "--to", "target", required=True, type=PLACE,
    help="The file to write; for 'annual' the folder.",
)  # fmt: skip
@json_option
def report(
    kind: str, at: Path | None, name: str, target: Path,
    as_json: bool,  # noqa: FBT001
    **about: str,
) -> None:  # fmt: skip
    """Write a report; the end of the name says which kind of file. The annual report is a folder."""
    from qa_tool.work import report as reports

    if kind == ANNUAL:
        _refuse_unasked(kind, about)
        _annual(at, name, target, about["year"], as_json=as_json)
        return
    reports.suffix_or_refuse(kind, target)
    _refuse_unasked(kind, about)
    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        written = reports.write(workspace, kind, target, Scope(**about), progress)
    say(as_json, {"file": str(written)}, str(written), *_no_form(kind, written))


def _no_form(kind: str, written: Path) -> tuple[str, ...]:
    """What the workbook of a blank form is not, for whoever wants to fill one in."""
    if kind != "blank_form" or written.suffix.lower() != ".xlsx":
        return ()
    return ("This is the template itself, to change its questions in; answers have no room in it.",
            "For an audit to fill in in Excel: 'workbook export'.")  # fmt: skip


def _annual(at: Path | None, name: str, target: Path, year: str, *, as_json: bool) -> None:
    """Both editions and the disclosure record into a folder, all or none."""
    from qa_tool.figures.years import before
    from qa_tool.work import publication_write, report_annual

    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        made = report_annual.annual_of(workspace, year, progress)
        files = publication_write.write_set(made, target, progress)
    certain = [one.words for one in made.found if one.certain]
    told = {
        "year": made.year, "whole_year": made.frozen.whole, "fingerprint": made.fingerprint, "approved": not made.draft,
        "withheld": list(made.record.withheld), "against_last": [one.words for one in made.found],
        "files": [str(path) for path in files],
    }  # fmt: skip
    state = "approved" if not made.draft else "a draft: nobody has approved it"
    running = (
        (f"{made.year} is still running: figures up to today. The last full year is {before(made.year)}: --year {before(made.year)}.",)
        if not made.frozen.whole else ()
    )  # fmt: skip
    say(
        as_json, told, *running, *(str(path) for path in files),
        f"{made.year}, {state}. Data set {made.fingerprint[:16]}.",
        *(f"LOOK AT {words}" for words in certain),
    )  # fmt: skip


def _refuse_unasked(kind: str, about: Mapping[str, str]) -> None:
    """A flag that this report would pass over is refused, so that nobody takes it for heard."""
    known = report_kind(kind)
    for flag, given in about.items():
        if given and known is not None and not known.may_ask(flag):  # type: ignore[arg-type]
            raise QAError(f"A {kind} report does not ask for --{flag}.", "Leave it out.")
