"""A backup is one file that opens again; restoring never deletes anything."""

import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qa_tool.errors import Cancelled
from qa_tool.ledger.entry import Signer
from qa_tool.store import backup, driver
from qa_tool.store.backup import BadBackup, NoKeys
from qa_tool.store.core import Store
from qa_tool.store.places import BadPlace
from qa_tool.store.trouble import DiskFull, Locked, NotEncrypted
from qa_tool.store.verify import verify

CANARY = "CANARY-Zephyrine-Quillfeather"


@pytest.fixture
def kept(store: Store, signer: Signer, now: datetime, folder: Path) -> Store:
    """A store with keys, a note and a draft."""
    (folder / "store.keys").write_text('{"made": "up"}')
    store.append("note", "a", {"words": CANARY}, signer=signer, claimed=now)
    store.drafts.begin("audit-1")
    store.drafts.keep("audit-1", "q", CANARY, now)
    return store


def test_a_backup_made_while_working_opens_and_verifies(
    kept: Store, key: bytes, signer: Signer, now: datetime, tmp_path: Path
) -> None:
    """Store and keys come back as they were then; what was done afterwards is not in it."""
    made = backup.make(kept, tmp_path / "out" / "one.qabackup", now)
    kept.append("note", "a", {"words": "later"}, signer=signer, claimed=now)
    assert (made.entries, made.drafts, made.made) == (2, 1, now.isoformat(timespec="seconds"))
    there = tmp_path / "there"
    assert backup.restore(made.path, there, now) is None
    with Store.open(there, key) as again:
        assert verify(again) == ()
        assert again.ledger.count() == 2
        assert again.drafts.answers("audit-1") == {"q": CANARY}
    assert (there / "store.keys").read_text() == '{"made": "up"}'


def test_a_backup_shows_nothing(kept: Store, now: datetime, tmp_path: Path) -> None:
    """No typed word and no name in the file or its account; the store in it is encrypted."""
    made = backup.make(kept, tmp_path / "one.qabackup", now)
    assert CANARY.encode() not in made.path.read_bytes()
    with zipfile.ZipFile(made.path) as given:
        assert sorted(given.namelist()) == ["about.json", "store.db", "store.keys"]
        assert not given.read("store.db").startswith(b"SQLite format 3")
        assert set(json.loads(given.read("about.json"))) == {
            "format", "made", "store_format", "entries", "drafts", "size", "sha256"
        }  # fmt: skip
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_restoring_into_an_occupied_folder_moves_the_old_store_aside(
    kept: Store, key: bytes, signer: Signer, folder: Path, now: datetime, tmp_path: Path
) -> None:
    """Nothing is deleted: the store that was there stands beside, whole, and opens."""
    made = backup.make(kept, tmp_path / "one.qabackup", now)
    kept.append("note", "a", {"words": "later"}, signer=signer, claimed=now)
    kept.close()
    aside = backup.restore(made.path, folder, now)
    assert aside is not None
    assert aside.name == "store-moved-aside-2026-11-21-143200"
    with Store.open(folder, key) as restored, Store.open(aside, key) as old:
        assert (restored.ledger.count(), old.ledger.count()) == (2, 3)
    again = backup.restore(made.path, folder, now)
    assert again is not None
    assert again.name.endswith("-2")


def test_an_open_store_is_not_covered(kept: Store, now: datetime, tmp_path: Path) -> None:
    """While another process writes, restore refuses; and so does a synchronised folder."""
    made = backup.make(kept, tmp_path / "one.qabackup", now)
    with pytest.raises(BadPlace):
        backup.restore(made.path, tmp_path / "Dropbox", now)
    import fcntl

    other = tmp_path / "other"
    other.mkdir()
    with (other / "store.lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Locked):
            backup.restore(made.path, other, now)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    at = data.index(b"store.db") + 5000
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    "change", [_cut, _flip, lambda data: b"", lambda data: b"a letter", lambda data: data[:-1]]
)
def test_a_damaged_backup_changes_nothing(
    kept: Store, folder: Path, now: datetime, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    """Cut, flipped, empty or something else: one sentence, and the store that is there stays."""
    made = backup.make(kept, tmp_path / "one.qabackup", now)
    kept.close()
    made.path.write_bytes(change(made.path.read_bytes()))
    before = (folder / "store.db").read_bytes()
    with pytest.raises(BadBackup):
        backup.restore(made.path, folder, now)
    assert (folder / "store.db").read_bytes() == before
    assert [one.name for one in folder.iterdir() if one.name.startswith(".backup")] == []


@pytest.mark.parametrize(
    "names",
    [
        ["../store.db", "store.keys", "about.json"],
        ["store.db", "store.keys", "about.json", "extra"],
        ["store.db", "store.keys"],
        ["/etc/store.db", "store.keys", "about.json"],
    ],
)
def test_a_hostile_zip_writes_nothing_outside(
    tmp_path: Path, now: datetime, names: list[str]
) -> None:
    """Only three members of three fixed names; anything else is refused before it is unpacked."""
    path = tmp_path / "bad.qabackup"
    with zipfile.ZipFile(path, "w") as made:
        for name in names:
            made.writestr(name, "{}")
    with pytest.raises(BadBackup):
        backup.restore(path, tmp_path / "in" / "there", now)
    assert not (tmp_path / "in" / "store.db").exists()


def _zip(path: Path, about: object, store: bytes = b"x" * 100, **options: int) -> Path:
    with zipfile.ZipFile(path, "w", **options) as made:  # type: ignore[arg-type]
        made.writestr("store.db", store)
        made.writestr("store.keys", "{}")
        made.writestr("about.json", json.dumps(about))
    return path


def test_bombs_newer_backups_and_plain_stores_are_refused(tmp_path: Path, now: datetime) -> None:
    """Compressed members, numbers of the wrong kind, another format, an open store."""
    bomb = _zip(tmp_path / "a", {"format": 1}, bytes(10**7), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(BadBackup, match="not what a backup holds"):
        backup.look(bomb)
    with pytest.raises(BadBackup, match="newer"):
        backup.look(_zip(tmp_path / "b", {"format": 2}))
    for about in ([], {"format": "1"}, {"format": 1, "entries": "x"}):
        with pytest.raises(BadBackup):
            backup.look(_zip(tmp_path / "c", about))
    import hashlib

    plain = b"SQLite format 3\x00" + bytes(4096)
    told = {"format": 1, "sha256": hashlib.sha256(plain).hexdigest()}
    with pytest.raises(BadBackup, match="not encrypted"):
        backup.restore(_zip(tmp_path / "d", told, plain), tmp_path / "there", now)
    assert not (tmp_path / "there" / "store.db").exists()


def test_automatic_backups_come_daily_and_the_last_ten_stay(
    kept: Store, folder: Path, now: datetime
) -> None:
    """One a day at most; ten of them; what a person put there is never thinned."""
    mine = backup.make(kept, folder / "backups" / "before the inspection.qabackup", now)
    for day in range(13):
        at = now + timedelta(days=day)
        assert backup.automatic(kept, at) is not None
        assert backup.automatic(kept, at + timedelta(hours=23)) is None
    found = backup.kept(folder)
    assert len(found) == 11
    assert mine.path in {one.path for one in found}
    assert min(one.made for one in found if one.path != mine.path) > mine.made
    assert found[0].made.startswith("2026-12-03")


def test_a_clock_set_back_does_not_stop_backups(kept: Store, now: datetime) -> None:
    """A backup from the future is no reason to wait for it."""
    backup.automatic(kept, now + timedelta(days=400))
    assert backup.automatic(kept, now) is not None


def test_a_stopped_or_failed_backup_leaves_the_old_one(
    kept: Store, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelled, or with a full disk: the file that was there stands, and no part is left."""
    target = tmp_path / "one.qabackup"
    target.write_bytes(b"the old one")

    class Stop:
        def step(self, done: int, total: int, words: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.make(kept, target, now, Stop())

    def full(_: Path) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(backup, "_on_disk", full)
    with pytest.raises(DiskFull):
        backup.make(kept, target, now)
    assert target.read_bytes() == b"the old one"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_without_keys_there_is_no_backup(store: Store, now: datetime, tmp_path: Path) -> None:
    """A backup that nobody could open would be a false promise."""
    with pytest.raises(NoKeys):
        backup.make(store, tmp_path / "one.qabackup", now)


def test_the_copy_is_never_plain(kept: Store, tmp_path: Path, key: bytes) -> None:
    """The copy's header is looked at; a driver that wrote plain text would be caught."""
    kept.copy_to(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").read_bytes().startswith(b"SQLite format 3")
    (tmp_path / "plain.db").write_bytes(driver.PLAIN_HEADER)
    with pytest.raises(NotEncrypted):
        driver.refuse_foreign(tmp_path / "plain.db")
