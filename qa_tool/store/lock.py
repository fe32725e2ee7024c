"""One writing process for one store: a lock of the operating system, which dies with its holder."""

import os
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from qa_tool.store.trouble import Locked, NotReadable, ReadOnlyStore, translated

FILE = "store.lock"
# Far behind the words in the file: on Windows a locked byte cannot be read by others.
_BYTE = 1 << 30


@dataclass(slots=True)
class _Held:
    file: BinaryIO
    count: int


# Within one process several connections may write in turn: the window's and a long task's.
_HELD: dict[tuple[int, Path], _Held] = {}


def take(folder: Path) -> None:
    """Hold this store for writing, or raise Locked with the computer and time of who holds it."""
    place = (os.getpid(), folder.resolve())
    if place in _HELD:
        _HELD[place].count += 1
        return
    path = folder / FILE
    with translated():
        try:
            file = path.open("r+b" if path.exists() else "w+b")
        except PermissionError as trouble:
            raise ReadOnlyStore(
                "This folder cannot be written to, so the store can only be read."
            ) from trouble
    if not _lock(file):
        file.close()
        raise Locked(f"This store is open for writing {holder(folder)}.")
    file.seek(0)
    file.truncate()
    file.write(socket.gethostname().encode("utf-8", "replace")[:100])
    file.flush()
    os.utime(path)
    _HELD[place] = _Held(file, 1)


def release(folder: Path) -> None:
    """Let go; the last one to let go frees the store for others."""
    place = (os.getpid(), folder.resolve())
    held = _HELD.get(place)
    if held is None:
        return
    held.count -= 1
    if not held.count:
        del _HELD[place]
        held.file.close()


def taken(folder: Path) -> bool:
    """Whether somebody, here or elsewhere, holds this store for writing now."""
    path = folder / FILE
    if (os.getpid(), folder.resolve()) in _HELD:
        return True
    if not path.exists():
        return False
    try:
        with path.open("r+b") as file:
            return not _lock(file)
    except PermissionError as trouble:
        raise NotReadable from trouble


def holder(folder: Path) -> str:
    """Who holds the store, for a sentence: the computer, and since when. Never a person's name."""
    path = folder / FILE
    try:
        computer = path.read_bytes()[:100].decode("utf-8", "replace").strip()
        since = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).astimezone()
    except OSError:
        return "in another window"
    where = f"on the computer {computer}" if computer else "in another window"
    return f"{where} since {since:%H:%M on %d %B %Y}"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> bool:
        file.seek(_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
