"""Samples that can be proved."""

import sys
from pathlib import Path
from typing import Any

import click

from qa_tool.cli.terminal import (
    FILE,
    FOLDER,
    as_option,
    at_option,
    desk,
    json_option,
    progress_bar,
    say,
)
from qa_tool.errors import QAError


@click.group()
def sample() -> None:
    """Samples that can be proved: seed, draw, certificate, proof."""


_round = click.option("--round", "round_name", default="", help="The round; otherwise the latest.")
_template = click.option(
    "--template", default="", help="Its key, where the round has several; otherwise the first."
)


@sample.command()
@at_option
@_round
@_template
@click.option("--seed", "text", default="", help="The seed; otherwise twenty random digits.")
@as_option
def seed(at: Path | None, round_name: str, template: str, text: str, name: str) -> None:
    """Record the seed, before the list is frozen."""
    from qa_tool.work import council
    from qa_tool.work import sample as samples

    with desk(at, name, read_only=False) as workspace:
        round_ = council.round_named(workspace, round_name)
        samples.record_seed(workspace, round_, template, text)
        made = samples.current(workspace, round_.id, samples.template_of(round_, template))
        recorded = made.seed if made else ""
    click.echo(f"Seed of '{round_.name}' recorded: {recorded}")


@sample.command()
@at_option
@_round
@_template
@click.option("--size", type=click.IntRange(1), required=True, help="How many cases.")
@click.option("--strata", type=click.Choice(["team", "area", "kind"]), default=None)
@click.option("--minimum", type=click.IntRange(0), default=0, help="At least, from each stratum.")
@as_option
@json_option
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
    with desk(at, name, read_only=False) as workspace:
        round_ = council.round_named(workspace, round_name)
        change = samples.draw_sample(workspace, round_, template, rules)
        made = samples.need_drawn(workspace, change.ids[0])
    say(as_json, *samples.told(made))


@sample.command("certificate")
@at_option
@_round
@_template
@as_option
@click.option("--to", "target", required=True, type=FILE, help="The .xlsx or .pdf to write.")
def certificate_(at: Path | None, round_name: str, template: str, name: str, target: Path) -> None:
    """Write the certificate of a drawn sample: .xlsx to prove, .pdf to read."""
    from qa_tool.work import certificate, council
    from qa_tool.work import sample as samples

    certificate.suffix_or_refuse(target)
    with desk(at, name, read_only=True) as workspace, progress_bar() as progress:
        round_ = council.round_named(workspace, round_name)
        made = samples.current(workspace, round_.id, samples.template_of(round_, template))
        if made is None:
            raise QAError(f"Nothing is drawn for '{round_.name}' yet.", "Draw the sample first.")
        written = certificate.write(certificate.seal(workspace, made.id), target, progress)
    click.echo(str(written))


@sample.command()
@click.argument("certificate", type=FILE)
@click.argument("list_", metavar="LIST", type=FILE)
@click.option("--at", type=FOLDER, default=None, help="Ask this council's ledger too.")
@as_option
@json_option
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
        with desk(at, name, read_only=True) as workspace:
            told = sample_proof.prove(certificate, list_, workspace=workspace)
    say(as_json, *sample_proof.told(told))
    if not told.holds:
        sys.exit(1)
