"""The redacted pack for a peer reviewer."""

from collections.abc import Sequence
from pathlib import Path

import click

from qa_tool.cli.terminal import as_option, at_option, desk, json_option, progress_bar, say

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("peer-pack")
@click.argument("audits", nargs=-1, required=True)
@at_option
@click.option("--for", "to", required=True, help="Who gets it: it is recorded.")
@click.option("--why", required=True, help="For which review: it is recorded.")
@click.option(
    "--read", default="", help="The code of the draft that you have read; then it may leave."
)
@click.option("--to", "target", required=True, type=FOLDER, help="A new folder.")
@as_option
@json_option
def peer_pack(  # noqa: PLR0913, PLR0917  the flags of the verb
    audits: Sequence[str], at: Path | None, to: str, why: str, read: str, target: Path, name: str,
    as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Chosen audits without names, places and numbers; first a draft to read, then the pack itself."""
    from qa_tool.work import report_peer

    asked = report_peer.Asked(tuple(audits), why, to, read)
    with desk(at, name, read_only=not read) as workspace, progress_bar() as progress:
        made = report_peer.write(workspace, asked, target, progress)
    told = {
        "files": [str(path) for path in made.files], "code": made.code, "audits": list(made.audits),
        "released": bool(made.release),
    }  # fmt: skip
    n = len(made.audits)
    last = (
        f"Recorded as {made.release}: {n} audit{'' if n == 1 else 's'}, code {made.code}."
        if made.release
        else f"A draft. Read every page; then the same again with --read {made.code} and a new folder."
    )
    say(as_json, told, *(str(path) for path in made.files), last)
