"""Case lists brought in."""

from pathlib import Path

import click

from qa_tool.cli.terminal import (
    FILE,
    as_option,
    at_option,
    desk,
    json_option,
    progress_bar,
    say,
)


@click.group("caselist")
def caselist_() -> None:
    """The lists of children that cases and samples come from."""


@caselist_.command("import")
@click.argument("file", type=FILE)
@at_option
@click.option("--list", "list_name", default="", help="Read only this list, such as 6.")
@click.option("--area", default="", help="Add unknown teams in this area, by its name.")
@click.option("--add-workers", is_flag=True, help="Add unknown workers as social workers.")
@click.option("--part", is_flag=True, help="The file is not the whole list: nobody has left it.")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and write nothing.")
@as_option
@json_option
def import_list(  # noqa: PLR0913, PLR0917  the flags of the verb
    file: Path, at: Path | None, list_name: str, area: str, add_workers: bool, part: bool,  # noqa: FBT001
    dry_run: bool, name: str, as_json: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Bring a case list in: Annex A or a case system's list, as .xlsx, .xls, .ods or .csv."""
    from qa_tool.work import caselist, caselist_words

    with desk(at, name, read_only=dry_run) as workspace, progress_bar() as progress:
        wishes = caselist.Wishes(
            list_name, area=caselist_words.area_named(workspace, area),
            add_workers=add_workers, whole=not part,
        )  # fmt: skip
        plan = caselist.look(workspace, file, wishes, progress)
        if not dry_run:
            caselist.bring_in(workspace, plan, progress)
    lines = caselist_words.report(plan)
    say(
        as_json,
        {"written": not dry_run, **caselist_words.as_plain(plan)},
        *lines,
        "Nothing was written." if dry_run else "The list is in.",
    )


@click.command("read-workbook", hidden=True)
def read_workbook() -> None:
    """Read one workbook in a process of its own; the frozen program starts it."""
    from qa_tool.work import caselist

    caselist.read_workbook()
