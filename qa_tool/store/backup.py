"""Backups: one file that holds the encrypted store and the keys file; needs no key to restore."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from qa_tool.progress import SILENT, Progress
from qa_tool.store import lock, places, restored
from qa_tool.store.door import Door
from qa_tool.store.driver import PLAIN_HEADER
from qa_tool.store.trouble import NotReadable, StoreTrouble, translated

STORE = "store.db"
KEYS = "store.keys"
ABOUT = "about.json"
SUFFIX = ".qabackup"
FOLDER = "backups"
FORMAT = 1
KEPT = 10
DUE = timedelta(days=1)

_AUTOMATIC = "automatic-"
_SMALL = 1024 * 1024
_BLOCK = 1024 * 1024
_BESIDE = (STORE, STORE + "-wal", STORE + "-shm", KEYS)


class BadBackup(StoreTrouble):
    """The file is not a backup of this program, or not a whole one."""

    what_to_do = "Choose another backup. Nothing was changed."

    def __init__(self, why: str) -> None:
        super().__init__(f"This file cannot be restored: {why}")


class BackupNotWritten(StoreTrouble):
    """What was written does not read back."""

    sentence = "The backup could not be written properly; the earlier backups are untouched."
    what_to_do = "Choose another disk or folder, and make the backup again."


class NoKeys(StoreTrouble):
    """A store without keys would be a backup that nobody can open."""

    sentence = "The keys file (store.keys) is missing, so a backup could not be opened by anybody."
    what_to_do = "Bring back the copy of the keys file that is in the newest backup."


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself: when it was made and how much is in it; never a name."""

    path: Path
    made: str
    entries: int
    drafts: int
    size: int


def make(door: Door, target: Path, now: datetime | None, progress: Progress = SILENT) -> Backup:
    """Write a backup of the store as of now into this file: whole, or not at all."""
    keys = door.folder / KEYS
    if not keys.exists():
        raise NoKeys
    with translated(), _beside(target) as (part, room):
        part.touch(0o600)  # store and keys together: for its owner alone
        copy = room / STORE
        door.copy_to(copy, progress=progress)
        about = _about(door, copy, now)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as made:
            made.writestr(_info(ABOUT), json.dumps(about, indent=1).encode())
            made.writestr(_info(KEYS), keys.read_bytes())
            with copy.open("rb") as source, made.open(_info(STORE), "w", force_zip64=True) as into:
                _pour(source, into, about["size"], progress, "Writing the backup")
        _on_disk(part)
        _read_back(part, about, progress)
        part.replace(target)
        _on_disk(target.parent)
    return look(target)


def _read_back(part: Path, about: dict[str, Any], progress: Progress) -> None:
    try:
        with zipfile.ZipFile(part) as made, made.open(STORE) as stored:
            found = _pour(stored, None, about["size"], progress, "Reading the backup again")
    except (zipfile.BadZipFile, KeyError) as trouble:
        raise BackupNotWritten from trouble
    if found != about["sha256"]:
        raise BackupNotWritten


def before_upgrade(door: Door) -> Path | None:
    """The backup that is there before the format changes; None where there are no keys to keep."""
    if not (door.folder / KEYS).exists():
        return None
    number = int(door.raw.execute("PRAGMA user_version").fetchone()[0])
    name = f"before-upgrade-from-{number >> 16}.{number & 0xFFFF}{SUFFIX}"
    return make(door, door.folder / FOLDER / name, None).path


def automatic(door: Door, now: datetime, progress: Progress = SILENT) -> Backup | None:
    """A backup where the newest automatic one is older than a day, then the last ten are kept."""
    stamps = [stamp for stamp, _ in _automatic(door.folder)]
    if stamps and timedelta(0) <= _plain(now) - max(stamps) < DUE:
        return None
    name = f"{_AUTOMATIC}{now:%Y-%m-%d-%H%M%S}{SUFFIX}"
    made = make(door, door.folder / FOLDER / name, now, progress)
    thin(door.folder)
    return made


def thin(folder: Path) -> tuple[Path, ...]:
    """Remove the automatic backups beyond the last ten; those that a person made stay."""
    old = [path for _, path in sorted(_automatic(folder))[:-KEPT]]
    with translated():
        for path in old:
            path.unlink()
    return tuple(old)


def kept(folder: Path) -> tuple[Backup, ...]:
    """The backups in this data folder that can be read, newest first."""
    found = []
    for path in (folder / FOLDER).glob(f"*{SUFFIX}"):
        try:
            found.append(look(path))
        except StoreTrouble:
            continue
    return tuple(sorted(found, key=lambda one: (one.made, one.path.name), reverse=True))


def look(path: Path) -> Backup:
    """What this backup says of itself; BadBackup where it is none."""
    with _opened(path) as (_, about):
        return Backup(
            path,
            str(about.get("made", "")),
            int(about.get("entries", 0)),
            int(about.get("drafts", 0)),
            path.stat().st_size,
        )


def restore(path: Path, folder: Path, now: datetime, progress: Progress = SILENT) -> Path | None:
    """Put the backup's store and keys into this folder; where the old ones went, if there were any.

    Needs no key. Nothing is ever deleted: an occupied folder's store is moved aside, whole.
    """
    places.refuse(folder)
    with translated():
        folder.mkdir(parents=True, exist_ok=True)
    lock.take(folder)
    try:
        with translated(), _room(folder) as room:
            _unpack(path, room, progress)
            aside = _aside(folder, now)
            if aside is not None:
                restored.note(folder, aside, f"{now:%Y-%m-%d}")
            for name in (KEYS, STORE):
                (room / name).replace(folder / name)
            _on_disk(folder)
    finally:
        lock.release(folder)
    return aside


def _unpack(path: Path, room: Path, progress: Progress) -> None:
    with _opened(path) as (given, about):
        for name in (KEYS, STORE):
            (room / name).touch(0o600)
        (room / KEYS).write_bytes(given.read(KEYS))
        with given.open(STORE) as source, (room / STORE).open("wb") as into:
            size = given.getinfo(STORE).file_size
            try:
                found = _pour(source, into, size, progress, "Restoring the store")
            except zipfile.BadZipFile as trouble:
                raise BadBackup("it is damaged.") from trouble
        if found != about.get("sha256"):
            raise BadBackup("it is damaged.")
    with (room / STORE).open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise BadBackup("the store in it is not encrypted.")
    for name in (KEYS, STORE):
        _on_disk(room / name)


def _aside(folder: Path, now: datetime) -> Path | None:
    there = [folder / name for name in _BESIDE if (folder / name).exists()]
    if not there:
        return None
    name, number = f"store-moved-aside-{now:%Y-%m-%d-%H%M%S}", 1
    place = folder / name
    while place.exists():
        number += 1
        place = folder / f"{name}-{number}"
    place.mkdir()
    for one in there:
        one.replace(place / one.name)
    _on_disk(place)
    return place


@contextmanager
def _opened(path: Path) -> Generator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """The backup, checked: three members of these names, stored, of believable sizes."""
    try:
        given = zipfile.ZipFile(path)
    except FileNotFoundError as trouble:
        raise BadBackup("it is not there.") from trouble
    except zipfile.BadZipFile as trouble:
        raise BadBackup("it is not a backup of this program, or not a whole one.") from trouble
    except OSError as trouble:
        raise NotReadable from trouble
    with given:
        infos = {info.filename: info for info in given.infolist()}
        if set(infos) != {STORE, KEYS, ABOUT} or len(given.infolist()) != len(infos):
            raise BadBackup("it is not a backup of this program.")
        stored = all(
            info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
            for info in infos.values()
        )
        small = infos[KEYS].file_size <= _SMALL and infos[ABOUT].file_size <= _SMALL
        if not stored or not small or infos[STORE].file_size > path.stat().st_size:
            raise BadBackup("its content is not what a backup holds.")
        yield given, _told(given)


def _told(given: zipfile.ZipFile) -> dict[str, Any]:
    try:
        about = json.loads(given.read(ABOUT))
    except (ValueError, RecursionError, zipfile.BadZipFile, NotImplementedError) as trouble:
        raise BadBackup("it is damaged.") from trouble
    if not isinstance(about, dict) or not isinstance(about.get("format"), int):
        raise BadBackup("it is damaged.")
    if about["format"] > FORMAT:
        raise BadBackup("it was made by a newer version of the program.")
    if not all(isinstance(about.get(name, 0), int) for name in ("entries", "drafts")):
        raise BadBackup("it is damaged.")
    return about


def _about(door: Door, copy: Path, now: datetime | None) -> dict[str, Any]:
    def count(table: str) -> int:
        there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        if door.raw.execute(there, (table,)).fetchone() is None:
            return 0
        return int(door.raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    with copy.open("rb") as file:
        hashed = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "format": FORMAT,
        "made": now.isoformat(timespec="seconds") if now else "",
        "store_format": int(door.raw.execute("PRAGMA user_version").fetchone()[0]),
        "entries": count("entry"),
        "drafts": count("draft_head"),
        "size": copy.stat().st_size,
        "sha256": hashed,
    }


def _info(name: str) -> zipfile.ZipInfo:
    # A fixed date: when a backup was made stands in it once, in its own words.
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.external_attr = 0o600 << 16
    return info


def _pour(
    source: IO[bytes], into: IO[bytes] | None, total: int, progress: Progress, words: str
) -> str:
    """Copy block by block, and tell the hash of what went through."""
    hashed, done = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        progress.step(done, total, words)
        hashed.update(block)
        done += len(block)
        if into is not None:
            into.write(block)
    return hashed.hexdigest()


@contextmanager
def _beside(target: Path) -> Generator[tuple[Path, Path]]:
    """A part file beside the target and a room for copies; neither is left behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _room(target.parent) as room:
        yield room / "backup.part", room


@contextmanager
def _room(folder: Path) -> Generator[Path]:
    room = Path(tempfile.mkdtemp(dir=folder, prefix=".backup-"))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _on_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _automatic(folder: Path) -> list[tuple[datetime, Path]]:
    found = []
    for path in (folder / FOLDER).glob(f"{_AUTOMATIC}*{SUFFIX}"):
        stamp = path.name.removeprefix(_AUTOMATIC).removesuffix(SUFFIX)
        try:
            found.append((datetime.strptime(stamp, "%Y-%m-%d-%H%M%S"), path))  # noqa: DTZ007 a name, not a moment
        except ValueError:
            continue
    return found


def _plain(now: datetime) -> datetime:
    return now.replace(tzinfo=None, microsecond=0)
