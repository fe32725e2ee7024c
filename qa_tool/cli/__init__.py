"""The same verbs from a terminal: one module a noun."""

from collections.abc import Sequence
from pathlib import Path

import click

from qa_tool.cli import (
    action,
    caselist,
    council,
    crosswalk,
    data,
    demonstration,
    diagnostic,
    framework,
    indicator,
    inspection,
    notice,
    peer,
    publish,
    records,
    report,
    sample,
    store,
    template,
    workbook,
)
from qa_tool.cli.terminal import PASSPHRASE, NoPassphrase, at_option
from qa_tool.errors import QAError

__all__ = ["PASSPHRASE", "commands", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Case audit and quality assurance in children's social care.

    Without a verb, or with 'open', the window opens. 'shots --to DIR' writes a picture of every
    page of it, with made-up data.
    """


@commands.command("open")
@at_option
def open_(at: Path | None) -> None:  # pragma: no cover - main opens the window before this
    """Open the window (also with no verb)."""
    raise QAError(f"There is no screen to open {at or 'the window'} on.", "Run it on a desktop.")


for _verb in (
    demonstration.demo,
    template.templates,
    report.report,
    store.verify,
    store.backup,
    store.restore,
    sample.sample,
    publish.publish,
    caselist.caselist_,
    caselist.read_workbook,
    council.people_,
    council.round_,
    notice.notices_,
    inspection.inspection,
    peer.peer_pack,
    action.actions_,
    data.data,
    records.records_,
    workbook.workbook,
    framework.framework_,
    diagnostic.diagnostic_,
    indicator.indicators_,
    indicator.clocks,
):
    commands.add_command(_verb)
template.templates.add_command(crosswalk.crosswalk_)


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
