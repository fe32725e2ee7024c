"""The check of a store: silent on a whole one, says what is broken, repairs nothing."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from qa_tool.ledger.entry import Entry, Signer
from qa_tool.problems import Problem
from qa_tool.store import apply, guard
from qa_tool.store.core import Store
from qa_tool.store.door import Door
from qa_tool.store.trouble import Damaged, WrongKey
from qa_tool.store.verify import _file, _twice, verify


@pytest.fixture
def rows() -> Iterator[None]:
    """A projection of one table, with numbers of its own."""
    kept = dict(apply.APPLY), dict(apply._TABLES)
    for kind in list(apply.APPLY):
        apply.unregister(kind)

    def put(door: Door, entry: Entry) -> None:
        body = entry.body or {}
        door.raw.execute("INSERT INTO told (grade) VALUES (?)", (body["grade"],))

    apply.register("audit", put, ("told",), {"told": "SELECT grade FROM told"})
    yield
    apply.unregister("audit")
    apply._COMPARE.pop("told")
    apply.APPLY.update(kept[0])
    apply._TABLES.update(kept[1])


@pytest.fixture
def full(store: Store, signer: Signer, now: datetime, rows: None) -> Store:
    """A store with audits, rows made from them, and drafts."""
    store.raw.execute("CREATE TABLE told (row INTEGER PRIMARY KEY AUTOINCREMENT, grade TEXT)")
    with store.together():
        for number in range(300):
            store.append(
                "audit", f"a{number}", {"grade": "good", "n": number}, signer=signer, claimed=now
            )
    store.drafts.begin("audit-1")
    store.drafts.keep("audit-1", "q", "x" * 50_000, now)
    return store


def _codes(problems: Iterable[Problem]) -> set[str]:
    return {one.code for one in problems}


def test_a_whole_store_has_no_problems(full: Store, now: datetime) -> None:
    """With the journal full or empty, for writing or for reading beside a writer."""
    assert verify(full) == ()
    full.drafts.keep("audit-1", "q", "more", now)
    with full.beside() as reader:
        assert verify(reader) == ()


def test_a_healthy_store_with_a_full_journal_raises_no_alarm(full: Store, now: datetime) -> None:
    """Checkpoint first: thirty rounds of writing and checking, never a false alarm."""
    for number in range(30):
        full.drafts.keep("audit-1", f"q{number}", "y" * 20_000, now)
        assert verify(full) == ()


def test_rows_that_the_ledger_does_not_say_are_found_and_not_repaired(full: Store) -> None:
    """A row changed behind the ledger's back is named; the check changes nothing."""
    full.raw.execute("UPDATE told SET grade = 'inadequate' WHERE row = 7")
    full.raw.commit()
    assert _codes(verify(full)) == {"rows"}
    assert full.raw.execute("SELECT grade FROM told WHERE row = 7").fetchone() == ("inadequate",)
    full.rebuild()
    assert verify(full) == ()


def test_an_entry_changed_with_a_database_tool_is_found(full: Store) -> None:
    """Somebody with the key and a tool takes the guard away and changes a grade: it shows."""
    for name in guard.TRIGGERS:
        full.raw.execute(f"DROP TRIGGER {name}")
    full.raw.execute('UPDATE entry SET body = \'{"grade":"outstanding"}\' WHERE n = 9')
    full.raw.commit()
    assert {"body_changed", "guard"} <= _codes(verify(full))


def test_a_link_that_leads_to_nothing_is_found(full: Store) -> None:
    """Foreign keys are checked whole."""
    full.raw.execute("PRAGMA foreign_keys=OFF")
    full.raw.execute("INSERT INTO draft_answer VALUES (99, 'q', '1', '')")
    full.raw.commit()
    assert "link" in _codes(verify(full))


def test_the_templates_check_is_called_and_its_problems_are_told(full: Store) -> None:
    """Whoever knows templates says whether those in use are there."""
    problem = Problem("error", "Template x", "It is not here.", "Restore it.", "template")
    assert verify(full, templates=lambda store: [problem]) == (problem,)


def test_every_flipped_page_is_found(full: Store, folder: Path, key: bytes) -> None:
    """One byte in each page of the file in turn: refused at open, or named by the check."""
    full.close()
    path = folder / "store.db"
    whole = path.read_bytes()
    pages = len(whole) // 4096
    for page in range(pages):
        torn = bytearray(whole)
        torn[page * 4096 + 700] ^= 1
        path.write_bytes(torn)
        try:
            with Store.open(folder, key, read_only=True) as opened:
                assert {"page", "structure", "unreadable"} & _codes(_twice(opened, _file)), page
        except Damaged:
            pass
        assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(torn).digest()
        for extra in ("-wal", "-shm"):
            (folder / f"store.db{extra}").unlink(missing_ok=True)
    path.write_bytes(whole)
    with Store.open(folder, key) as opened:
        assert verify(opened) == ()
    assert pages > 20


def test_truncated_at_any_page_the_store_is_refused_or_named(
    full: Store, folder: Path, key: bytes
) -> None:
    """A file cut short is never taken for a whole one."""
    full.close()
    path = folder / "store.db"
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 4096 * 7 + 1000):
        path.write_bytes(whole[:length])
        try:
            with Store.open(folder, key, read_only=True) as opened:
                assert verify(opened), length
        except (Damaged, WrongKey):
            assert length < len(whole)
        for extra in ("-wal", "-shm"):
            (folder / f"store.db{extra}").unlink(missing_ok=True)


def test_one_failed_read_is_not_damage(full: Store) -> None:
    """The check asks again through a new connection before it says so; twice is said."""
    calls: list[bool] = []

    def once(store: Store) -> Iterable[Problem]:
        calls.append(store is full)
        if len(calls) == 1:
            raise Damaged
        return ()

    assert _twice(full, once) == ()
    assert calls == [True, False]

    def always(store: Store) -> Iterable[Problem]:
        raise Damaged

    assert _codes(_twice(full, always)) == {"unreadable"}


def test_the_copy_for_the_comparison_is_gone_and_was_encrypted(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the check writes for itself is encrypted with a key nobody keeps, and is removed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    heads: list[bytes] = []
    copy_to = Store.copy_to

    def watched(self: Store, target: Path, *args: object) -> None:
        copy_to(self, target, *args)  # type: ignore[arg-type]
        heads.append(target.read_bytes()[:16])

    monkeypatch.setattr(Store, "copy_to", watched)
    assert verify(full) == ()
    assert len(heads) == 1
    assert not heads[0].startswith(b"SQLite")
    assert [one.name for one in tmp_path.iterdir() if one.name != "data"] == []
