"""The store is encrypted, guarded, all-or-nothing, and refuses what is not its own."""

import hashlib
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from qa_tool.errors import QAError
from qa_tool.ledger.entry import BadEntry, Signer
from qa_tool.store import driver, guard, schema
from qa_tool.store.core import NotEnrolled, Store
from qa_tool.store.trouble import (
    Damaged,
    Guarded,
    NewerStore,
    NoStore,
    NotEncrypted,
    NotOurs,
    ReadOnlyStore,
    StoreExists,
    Unsafe,
    WrongKey,
)

REST = "version, writer, previous, kind, object, parents, body_hash, claimed, signature"
COLUMNS = f"id, n, {REST}"
CANARY = "CANARY-Zephyrine-Quillfeather"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_nothing_readable_stands_on_the_disk(
    store: Store, folder: Path, signer: Signer, now: datetime, tmp_path: Path
) -> None:
    """A canary in every kind of field is in no file; a plain file, the control, shows it."""
    store.drafts.begin("audit-1")
    store.drafts.keep("audit-1", "risk.reason", CANARY, now)
    store.append("note", CANARY, {"words": CANARY}, signer=signer, claimed=now)
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert {one.name for one in files} >= {"store.db", "store.db-wal"}
    for one in files:
        assert CANARY.encode() not in one.read_bytes()
        assert not one.read_bytes().startswith(driver.PLAIN_HEADER)
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE note (words TEXT)")
    plain.execute("INSERT INTO note VALUES (?)", (CANARY,))
    plain.commit()
    plain.close()
    assert CANARY.encode() in (tmp_path / "plain.db").read_bytes()


def test_every_setting_holds_at_every_open(store: Store, folder: Path, key: bytes) -> None:
    """What the promises rest on is set after a create, an open, and an open for reading."""
    store.close()
    for read_only in (False, True):
        with Store.open(folder, key, read_only=read_only) as opened:
            assert driver.value(opened.raw, "cipher_version")
            for name, wanted in {
                "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1,
                "recursive_triggers": 1, "temp_store": 2, "trusted_schema": 0, "secure_delete": 1,
                "cipher_log_level": "NONE", "application_id": driver.APPLICATION_ID,
                "user_version": schema.number(),
            }.items():  # fmt: skip
                assert driver.value(opened.raw, name) == wanted, name


@pytest.mark.parametrize(
    "line",
    [
        "PRAGMA foreign_keys=OFF", "PRAGMA recursive_triggers=OFF", "PRAGMA temp_store=FILE",
        "PRAGMA trusted_schema=ON", "PRAGMA secure_delete=OFF", "PRAGMA synchronous=NORMAL",
        "PRAGMA cipher_log_level=ERROR", "PRAGMA journal_mode=DELETE",
    ],
)  # fmt: skip
def test_a_setting_that_does_not_hold_is_refused(store: Store, line: str) -> None:
    """The assertion looks at each setting: turn one off, and the store is not used."""
    driver.hold(store.raw, store.folder / "store.db")
    store.raw.execute(line).fetchall()
    with pytest.raises(Unsafe):
        driver.hold(store.raw, store.folder / "store.db")


def test_a_wrong_key_opens_nothing_and_changes_nothing(store: Store, folder: Path) -> None:
    """The file is byte for byte what it was."""
    store.close()
    before = _hash(folder / "store.db")
    with pytest.raises(WrongKey):
        Store.open(folder, bytes(32))
    assert _hash(folder / "store.db") == before


def test_a_plain_database_is_refused_untouched(folder: Path, key: bytes) -> None:
    """What is not encrypted is no store, whatever its tables are called."""
    folder.mkdir()
    plain = sqlite3.connect(folder / "store.db")
    plain.execute("CREATE TABLE entry (id TEXT)")
    plain.close()
    before = _hash(folder / "store.db")
    with pytest.raises(NotEncrypted):
        Store.open(folder, key)
    assert _hash(folder / "store.db") == before


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        (f"PRAGMA user_version={(schema.MAJOR + 1) << 16}", NewerStore),
        ("PRAGMA application_id=1", NotOurs),
    ],
)
def test_a_newer_or_foreign_store_is_refused_untouched(
    store: Store, folder: Path, key: bytes, line: str, trouble: type[QAError]
) -> None:
    """A newer major format, or an encrypted file of another program: hash equal afterwards."""
    store.raw.execute(line)
    store.close()
    before = _hash(folder / "store.db")
    for read_only in (False, True):
        with pytest.raises(trouble):
            Store.open(folder, key, read_only=read_only)
    assert _hash(folder / "store.db") == before


def test_a_newer_minor_format_opens_and_keeps_its_number(
    store: Store, folder: Path, key: bytes
) -> None:
    """One more step than we know is no reason to refuse."""
    number = schema.number() + 5
    store.raw.execute(f"PRAGMA user_version={number}")
    store.close()
    with Store.open(folder, key) as opened:
        assert opened.ledger.count() == 1
        assert driver.value(opened.raw, "user_version") == number


def test_a_folder_without_a_store_and_one_with_a_store(
    store: Store, folder: Path, key: bytes, tmp_path: Path
) -> None:
    """Nothing is made by opening, and nothing is covered by creating."""
    store.close()
    with pytest.raises(NoStore):
        Store.open(tmp_path / "nowhere", key)
    assert not (tmp_path / "nowhere").exists()
    with pytest.raises(StoreExists):
        Store.create(folder, key)


def test_together_is_all_or_nothing(store: Store, signer: Signer, now: datetime) -> None:
    """What fails inside leaves no row, no entry, and no wrong memory of the chain."""

    def fail() -> None:
        with store.together():
            store.drafts.begin("audit-1")
            store.append("area", "a", {"name": "North"}, signer=signer, claimed=now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not store.drafts.has("audit-1")
    assert store.ledger.count() == 1
    entry = store.append("area", "a", {"name": "North"}, signer=signer, claimed=now)
    assert entry.n == 2


def test_an_inner_failure_that_is_caught_undoes_the_inner_part_alone(
    store: Store, signer: Signer, now: datetime
) -> None:
    """Blocks nest: the outer goes on with what it had."""

    def fail() -> None:
        with store.together():
            store.drafts.begin("lost")
            store.append("area", "a", {"x": float("nan")}, signer=signer, claimed=now)

    with store.together():
        store.drafts.begin("kept")
        with pytest.raises(BadEntry):
            fail()
        store.append("area", "a", {"x": 1}, signer=signer, claimed=now)
    assert store.drafts.audits() == ("kept",)
    assert store.ledger.count() == 2


@pytest.mark.parametrize(
    "line",
    [
        "DELETE FROM entry",
        "UPDATE entry SET kind = 'note'",
        "UPDATE entry SET body = NULL, salt = NULL",
        "UPDATE entry SET row = row + 100",
        "UPDATE entry SET body = '{}'",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        f"REPLACE INTO entry ({COLUMNS}) SELECT 'x', n, {REST} FROM entry",
        f"INSERT INTO entry ({COLUMNS}) SELECT 'x', 7, {REST} FROM entry",
    ],
)
def test_the_ledger_only_grows(store: Store, line: str) -> None:
    """No statement changes, replaces or removes an entry, or breaks a chain."""
    before = list(store.raw.execute("SELECT * FROM entry"))
    with pytest.raises(Guarded), store.together():
        store.raw.execute(line)
    assert list(store.raw.execute("SELECT * FROM entry")) == before


def test_without_the_guard_the_same_statements_pass(store: Store) -> None:
    """The control: it is the triggers that refuse, not chance."""
    for name in guard.TRIGGERS:
        store.raw.execute(f"DROP TRIGGER {name}")
    with store.together():
        store.raw.execute("DELETE FROM entry")
    assert store.ledger.count() == 0


def test_the_guard_is_counted_and_comes_back_after_a_transform(store: Store) -> None:
    """sqlite-utils drops triggers without a word; the one function that owns them sets them anew."""
    assert guard.missing(store.raw) == ()
    count = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'"
    assert store.raw.execute(count).fetchone() == (3,) == (len(guard.TRIGGERS),)
    store.rows["entry"].transform(rename={"claimed": "told"})
    assert set(guard.missing(store.raw)) == set(guard.TRIGGERS)
    store.rows["entry"].transform(rename={"told": "claimed"})
    guard.set_triggers(store.raw)
    assert guard.missing(store.raw) == ()


def test_somebody_who_is_not_enrolled_records_nothing(store: Store, now: datetime) -> None:
    """A stranger's entry, and a stranger's own enrol, are refused with a cure."""
    stranger = Signer.make()
    for kind in ("area", "enrol"):
        with pytest.raises(NotEnrolled) as trouble:
            store.append(kind, "a", {"name": "North"}, signer=stranger, claimed=now)
        assert "QA lead" in trouble.value.cure
    assert store.ledger.count() == 1


def test_a_reader_reads_beside_a_writer_and_never_writes(
    store: Store, folder: Path, key: bytes, signer: Signer, now: datetime
) -> None:
    """Reports and checks open read-only; they see what was committed, in one snapshot."""
    with store.beside() as reader:
        assert reader.ledger.count() == 1
        with reader.snapshot():
            store.append("area", "a", {"name": "North"}, signer=signer, claimed=now)
            assert reader.ledger.count() == 1
        assert reader.ledger.count() == 2
        with pytest.raises(ReadOnlyStore):
            reader.drafts.begin("audit-1")
        with pytest.raises(ReadOnlyStore):
            reader.append("area", "b", {}, signer=signer, claimed=now)


def test_plugins_of_other_packages_stay_outside(
    folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No installed package is handed the open store."""
    import sqlite_utils.db

    def loaded() -> None:
        raise AssertionError("a plugin was asked for")

    monkeypatch.setattr(sqlite_utils.db, "ensure_plugins_loaded", loaded)
    Store.create(folder, key).close()


def test_sqlite_utils_knows_our_drivers_exceptions(store: Store) -> None:
    """Bound to the encrypted driver, `alter=True` adds a column instead of failing."""
    store.rows["loose"].insert({"a": 1})
    store.rows["loose"].insert({"a": 2, "b": 3}, alter=True)
    assert [row["b"] for row in store.rows["loose"].rows] == [None, 3]


def test_truncated_and_empty_files_are_damage_not_a_wrong_key(
    store: Store, folder: Path, key: bytes
) -> None:
    """With pages left that the key signed, the sentence is about damage."""
    store.close()
    whole = (folder / "store.db").read_bytes()
    (folder / "store.db").write_bytes(b"")
    with pytest.raises(Damaged):
        Store.open(folder, key)
    torn = bytearray(whole)
    torn[100:140] = bytes(40)
    (folder / "store.db").write_bytes(torn)
    with pytest.raises(Damaged, match="nothing was changed"):
        Store.open(folder, key)
    assert (folder / "store.db").read_bytes() == bytes(torn)
    torn[0:16] = bytes(16)
    (folder / "store.db").write_bytes(torn)
    with pytest.raises(WrongKey, match="or the start of the store is damaged"):
        Store.open(folder, key)
