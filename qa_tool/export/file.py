"""A file is written whole or not at all: temporary file, checked sync, replace, read back."""

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from qa_tool.errors import QAError

SUFFIX = ".part"
PREFIX = ".case-audit-"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_TROUBLES: tuple[tuple[Callable[[OSError], bool], str, str], ...] = (
    (
        lambda error: error.errno in _FULL,
        "The disk is full, so {name} was not written.",
        "Make room, or choose another place. What was there before is unchanged.",
    ),
    (
        lambda error: error.errno == errno.EROFS,
        "{name} was not written, because that place can only be read.",
        "Choose a folder that you may write to, such as Documents.",
    ),
    (
        lambda error: isinstance(error, FileNotFoundError | NotADirectoryError),
        "{name} was not written, because the folder {folder} is not there.",
        "Make the folder first, or choose another one.",
    ),
    (
        lambda error: isinstance(error, IsADirectoryError),
        "{name} is a folder, not a file.",
        "Choose another name.",
    ),
    (
        lambda error: isinstance(error, PermissionError),
        "{name} was not written: it is open in another program, or the folder is protected.",
        "Close it in Excel or the PDF reader and try again, or choose another name or folder.",
    ),
    (
        lambda error: error.errno == errno.EIO or isinstance(error, TimeoutError | ConnectionError),
        "The disk did not take {name}.",
        "Check the drive or the network, then try again. What was there before is unchanged.",
    ),
)


class NotWritten(QAError):
    """The file could not be written; what was there before is still there."""


def _hash(file: BinaryIO) -> str:
    found = hashlib.sha256()
    while chunk := file.read(1 << 20):
        found.update(chunk)
    return found.hexdigest()


def sentence(error: OSError, target: Path) -> NotWritten:
    """What went wrong, and what to do about it, in words for people."""
    said, cure = _words(error, target.name, target.parent)
    return NotWritten(said, cure)


def _words(error: OSError, name: str, folder: Path) -> tuple[str, str]:
    for known, said, cure in _TROUBLES:
        if known(error):
            return said.format(name=name, folder=folder), cure
    return f"{name} was not written.", "Choose another folder and try again; nothing was changed."


@contextlib.contextmanager
def _plainly(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise sentence(error, target) from error


def _sync_folder(folder: Path) -> None:
    """A renamed file is only safe when its folder is; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> int:
    """Take away what an interrupted write left in a folder; returns how many files that was."""
    count = 0
    for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with contextlib.suppress(OSError):
            left.unlink()
            count += 1
    return count


def write_whole(target: Path, writer: Callable[[BinaryIO], None]) -> Path:
    """Let `writer` fill a temporary file beside the target, then put it in the target's place.

    Whatever goes wrong on the way, and when the person stops it, the old file stays as it was.
    """
    with _plainly(target):
        handle, name = tempfile.mkstemp(suffix=SUFFIX, prefix=PREFIX, dir=target.parent)
        part = Path(name)
        try:
            with open(handle, "w+b") as file:  # noqa: PTH123  the handle is already open
                writer(file)
                file.flush()
                os.fsync(file.fileno())
                file.seek(0)
                expected = (_hash(file), file.tell())
            _usual_rights(part, target)
            os.replace(part, target)  # noqa: PTH105  one system call, and the same on every system
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        with target.open("rb") as file:
            found = (_hash(file), file.tell())
    if found != expected:
        raise NotWritten(
            f"{target.name} does not read back as it was written.",
            "Do not use it. Check the drive, then write it again to another place.",
        )
    return target


def _usual_rights(part: Path, target: Path) -> None:
    """Keep the rights of the file that is replaced; a new one may be read by its owner alone."""
    if os.name != "nt" and target.exists():
        part.chmod(target.stat().st_mode & 0o777)
