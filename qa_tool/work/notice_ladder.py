"""The ladders of QA notices: those that come with the program, and the council's own in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.notice.ladder import Ladder, as_text, read
from qa_tool.paths import RESOURCES
from qa_tool.problems import Problem, errors
from qa_tool.store import notice as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

LARGEST = 100_000
IN_CARE = "child_in_care"


@cache
def shipped() -> tuple[Ladder, ...]:
    """The ladders of resources/ladders, those of children first."""
    found = []
    for path in sorted((RESOURCES / "ladders").glob("*.toml")):
        ladder, problems = read(path.read_text("utf-8"), path.name)
        if ladder is None:
            raise QAError(
                f"The ladder {path.name} that comes with the program cannot be used: {problems[0]}",
                "Install the program again; its own files are damaged.",
            )
        found.append(ladder)
    order = ("looked_after", "other", "partner")
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.key)))


@dataclass(frozen=True, slots=True)
class LadderRow:
    """A ladder in use; `own` where the council wrote it."""

    ladder: Ladder
    own: bool


def in_use(workspace: Workspace) -> tuple[LadderRow, ...]:
    """Every ladder in use; the council's own stands in for a shipped one of the same key."""
    own = {one.key: one for one in shelf.ladders(workspace.store)}
    rows = [LadderRow(own.get(one.key, one), one.key in own) for one in shipped()]
    keys = {one.key for one in shipped()}
    return (*rows, *(LadderRow(one, own=True) for key, one in own.items() if key not in keys))


def for_case(workspace: Workspace, case: Case | None) -> tuple[Ladder, ...]:
    """The ladders that fit a case, the most fitting first; the person raising it knows best."""
    today = workspace.clock.today()
    found = [row.ladder for row in in_use(workspace) if row.ladder.valid_from <= today]
    if case is not None and case.kind == IN_CARE:
        return tuple(one for one in found if one.kind != "other")
    first = ("other", "looked_after", "partner")
    return tuple(sorted(found, key=lambda one: first.index(one.kind)))


def by_key(workspace: Workspace, key: str, case: Case) -> Ladder:
    """The ladder of this key, where it may be used for the case."""
    ladder = next((row.ladder for row in in_use(workspace) if row.ladder.key == key), None)
    if ladder is None:
        raise QAError("There is no such ladder.", "Choose one of those in use.")
    if ladder.kind == "other" and case.kind == IN_CARE:
        raise Refused(
            "This child is looked after, so the ladder for other children does not fit.",
            "Choose the ladder for looked-after children: its formal stages end within 20 working days.",
        )
    return ladder


def check_file(path: Path) -> tuple[Ladder | None, tuple[Problem, ...]]:
    """The ladder in a file, and everything that is wrong with it."""
    try:
        if path.stat().st_size > LARGEST:
            raise QAError("This file is too large for a ladder.", "Choose the right file.")
        return read(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as trouble:
        raise QAError(
            f"{path.name} cannot be read as text.", "Choose a ladder file that ends in .toml."
        ) from trouble


def keep(workspace: Workspace, ladder: Ladder) -> Change:
    """Use this ladder from now on; notices that stand on the old one stay on it."""
    workspace.need("qa_lead", "cswo")
    from qa_tool.notice.ladder import check

    wrong = errors(check(ladder))
    if wrong:
        raise QAError(f"{wrong[0].where}: {wrong[0].what}", wrong[0].cure)
    return _write(workspace, ladder.key, ladder)


def keep_file(workspace: Workspace, path: Path) -> tuple[Change | None, Sequence[Problem]]:
    """Use the ladder in a file; nothing is kept where something is wrong with it."""
    workspace.need("qa_lead", "cswo")
    ladder, problems = check_file(path)
    return (keep(workspace, ladder) if ladder is not None else None), problems


def put_back(workspace: Workspace, key: str) -> Change:
    """Leave the council's own ladder; the shipped one of the same key stands again."""
    workspace.need("qa_lead", "cswo")
    if key not in {one.key for one in shelf.ladders(workspace.store)}:
        raise QAError("The council has not written this ladder.", "Choose one of its own.")
    return _write(workspace, key, None)


def _write(workspace: Workspace, key: str, ladder: Ladder | None) -> Change:
    with workspace.store.together():
        workspace.write("ladder", f"ladder-{key}", {"ladder": ladder, "key": key})
    return changed("ladder", "notice", ids=(key,))


def write_file(ladder: Ladder, target: Path) -> Path:
    """Write the ladder as a file to change; whole, or not at all."""
    from qa_tool.export.file import write_whole

    text = as_text(ladder).encode()
    return write_whole(target, lambda file: _all(file, text))


def _all(file: BinaryIO, text: bytes) -> None:
    file.write(text)
