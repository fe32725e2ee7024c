"""Taking data out in steps: a look before anything is written, the files, the record; and what has left.

A window writes files beside the person and records in its own thread, so the two are apart here: the files are
made whole under a hidden name, and get theirs in the same act that records them.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qa_tool.errors import QAError
from qa_tool.progress import SILENT, Progress
from qa_tool.work import data
from qa_tool.work.change import Change, changed
from qa_tool.work.data import Asked, Written
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace

CANCEL_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """One table before it is written: how many rows it would have, and its columns with what they mean."""

    name: str
    about: str
    rows: int
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What would go out, counted; nothing has been written."""

    parts: tuple[Part, ...]
    audits: int
    withheld: int
    words_kept_in: int

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(part.rows for part in self.parts)


@dataclass(frozen=True, slots=True)
class Ready:
    """What is written under a hidden name, in a room of its own beside its place."""

    room: Path
    made: Path
    target: Path
    asked: Asked
    audits: tuple[str, ...]
    withheld: int
    words_kept_in: int
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """One line of what has left the program; `why` is empty where it would break the blind."""

    id: str
    what: str
    why: str
    to: str
    audits: int
    who: str
    when: datetime
    withheld: bool = False


def look(workspace: Workspace, asked: Asked, progress: Progress = SILENT) -> Look:
    """Count every table as this person would get it, without writing anything."""
    workspace.need(*data.ROLES)
    with workspace.store.snapshot():
        sight = data.sight_of(workspace, asked)
        tables = data.build(sight, asked).all_tables
        parts = []
        for done, table in enumerate(tables):
            progress.step(done, len(tables), f"Counting {table.name}")
            columns = tuple((column.name, column.about) for column in table.columns)
            parts.append(Part(table.name, table.about, _count(table.rows(), progress), columns))
        return Look(tuple(parts), len(sight.known), sight.withheld, sight.quiet)


def _count(rows: Iterable[object], progress: Progress) -> int:
    """How many there are; the wish to stop is heard on the way."""
    count = 0
    for count, _row in enumerate(rows, start=1):
        if count % CANCEL_ROWS == 0:
            progress.step(0, 0, f"{count:,} rows")
    return count


def write(workspace: Workspace, target: Path, asked: Asked, progress: Progress = SILENT) -> Ready:
    """Write everything into a hidden room beside the target; `let_out` gives it its name, `drop` takes it away."""
    from qa_tool.export.file import PREFIX, sentence

    data.may(workspace, asked)
    writer = data.writer_of(target)
    if not asked.why.strip():
        raise QAError(
            "It is not said why the data leave the program.",
            "Say in a few words who needs them, and for what: it is recorded.",
        )
    _free(target)
    try:
        room = Path(tempfile.mkdtemp(prefix=PREFIX, dir=target.absolute().parent))
    except OSError as error:
        raise sentence(error, target) from error
    try:
        with workspace.store.snapshot():
            sight = data.sight_of(workspace, asked)
            source = data.build(sight, asked)
            writer(source, room / target.name, progress)
            return Ready(
                room, room / target.name, target, asked, tuple(sight.known), sight.withheld,
                sight.quiet, tuple(table.name for table in source.all_tables),
            )  # fmt: skip
    except BaseException:
        shutil.rmtree(room, ignore_errors=True)
        raise


def _free(target: Path) -> None:
    """A folder of CSV files is a new one; a file that is there was asked about where it was chosen."""
    if not target.suffix and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise QAError(
            f"{target.name} is not an empty folder.", "Name a new folder for the CSV files."
        )


def let_out(workspace: Workspace, ready: Ready) -> tuple[Change, Written]:
    """Record that it leaves, and give it its name, in one act: where one fails, neither is there."""
    from qa_tool.export.file import sentence

    data.may(workspace, ready.asked)
    try:
        with workspace.store.together():
            release = data.record(workspace, ready.asked, ready.audits)
            if ready.made.is_dir() and ready.target.is_dir():
                ready.target.rmdir()
            os.replace(ready.made, ready.target)  # noqa: PTH105  one system call, and the same everywhere
    except OSError as error:
        raise sentence(error, ready.target) from error
    finally:
        drop(ready)
    return changed("release", ids=(release,)), Written(
        ready.target, len(ready.audits), ready.withheld, ready.words_kept_in, ready.tables, release,
    )  # fmt: skip


def drop(ready: Ready) -> None:
    """Take away what was written and is not wanted."""
    shutil.rmtree(ready.room, ignore_errors=True)


def released(workspace: Workspace) -> tuple[Left, ...]:
    """What has left the program by a recorded act, the newest first: who, when, what, to whom and why."""
    workspace.need(*data.ROLES)
    blind = hidden(workspace)
    return tuple(sorted(_released(workspace, blind), key=lambda one: (one.when, one.id), reverse=True))  # fmt: skip


def _released(workspace: Workspace, blind: frozenset[str]) -> Iterator[Left]:
    for entry in workspace.store.ledger.entries(kind="release"):
        body = entry.body
        if body is None:
            continue
        audits = body.get("audits") or ()
        # Whoever still reads an audit again is not told why somebody else took it out.
        shut = body.get("by") != workspace.person.id and bool(blind.intersection(audits))
        with contextlib.suppress(KeyError, TypeError, ValueError):
            yield Left(
                entry.object, str(body["what"]), "" if shut else str(body["why"]), str(body["to"]),
                len(audits), workspace.name(str(body["by"])),
                datetime.fromisoformat(str(body["at"])).astimezone(), shut,
            )  # fmt: skip
