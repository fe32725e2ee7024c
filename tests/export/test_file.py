"""Written whole or not at all, and a plain sentence when not."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from qa_tool.errors import Cancelled
from qa_tool.export import file as whole
from qa_tool.export.file import NotWritten, sentence, sweep, write_whole


def _new(file: BinaryIO) -> None:
    file.write(b"new")


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_there_and_nothing_else(tmp_path: Path) -> None:
    """The target holds the new bytes and no temporary file is left."""
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    assert write_whole(target, _new) == target
    assert target.read_bytes() == b"new"
    assert _left(tmp_path) == ["report.pdf"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), Cancelled(), ValueError("x")])
def test_whatever_goes_wrong_the_old_file_stays(tmp_path: Path, error: Exception) -> None:
    """A full disk, a person who stops, a bug in the writer: the old file is whole, no rest is left."""
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")

    def failing(file: BinaryIO) -> None:
        file.write(b"half")
        raise error

    with pytest.raises((NotWritten, Cancelled, ValueError)):
        write_whole(target, failing)
    assert target.read_bytes() == b"old"
    assert _left(tmp_path) == ["report.pdf"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failed_sync_or_replace_is_not_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """When the disk does not take the bytes, the answer is no and the old file stays."""
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")

    def failing(*_given: object) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, call, failing)
    with pytest.raises(NotWritten, match="did not take"):
        write_whole(target, _new)
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert _left(tmp_path) == ["report.pdf"]


def test_bytes_that_do_not_read_back_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gives back something else is not believed."""
    real = os.replace

    def spoiling(source: Path, target: Path) -> None:
        real(source, target)
        target.write_bytes(b"bad")

    monkeypatch.setattr(os, "replace", spoiling)
    with pytest.raises(NotWritten, match="does not read back"):
        write_whole(tmp_path / "report.pdf", _new)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, ""), "disk is full"),
        (PermissionError(errno.EACCES, ""), "open in another program"),
        (FileNotFoundError(errno.ENOENT, ""), "is not there"),
        (OSError(errno.EROFS, ""), "only be read"),
        (IsADirectoryError(errno.EISDIR, ""), "is a folder"),
        (OSError(errno.EIO, ""), "did not take"),
        (OSError(errno.ELOOP, ""), "was not written"),
    ],
)
def test_each_trouble_has_its_sentence_and_cure(error: OSError, said: str) -> None:
    """What is wrong with which file, and what to do, without the system's own words."""
    told = sentence(error, Path("/somewhere/report.xlsx"))
    assert said in str(told)
    assert "report.xlsx" in str(told)
    assert told.cure.endswith(".")
    assert "Errno" not in str(told)


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    """A folder that is not there is said, not made."""
    with pytest.raises(NotWritten, match="is not there"):
        write_whole(tmp_path / "gone" / "report.pdf", _new)
    assert _left(tmp_path) == []


def test_rights_of_the_replaced_file_are_kept(tmp_path: Path) -> None:
    """A file that others could read can still be read by them; a new one is the owner's alone."""
    target = tmp_path / "report.pdf"
    write_whole(target, _new)
    assert target.stat().st_mode & 0o777 == 0o600
    target.chmod(0o640)
    write_whole(target, _new)
    assert target.stat().st_mode & 0o777 == 0o640


def test_rests_of_a_killed_write_are_swept(tmp_path: Path) -> None:
    """Only our own leavings go."""
    (tmp_path / f"{whole.PREFIX}abc{whole.SUFFIX}").write_bytes(b"half")
    (tmp_path / "mine.part").write_bytes(b"mine")
    assert sweep(tmp_path) == 1
    assert _left(tmp_path) == ["mine.part"]
