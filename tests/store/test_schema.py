"""The format of the store: fresh equals migrated, and a step that fails changes nothing."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from qa_tool.ledger.entry import Signer
from qa_tool.store import backup, driver, guard, schema
from qa_tool.store.core import Store
from qa_tool.store.door import Door
from qa_tool.store.trouble import OlderStore, StoreTrouble


def _step(name: str, apply: Callable[[Any], object]) -> schema.Step:
    return cast("schema.Step", SimpleNamespace(NAME=name, apply=apply))


def _shape(door: Door) -> list[tuple[object, ...]]:
    return list(
        door.raw.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master "
            "WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
        )
    )


def _bare(folder: Path, key: bytes) -> Door:
    folder.mkdir()
    raw = driver.connect(folder / "store.db", key, mode="rwc")
    raw.execute(f"PRAGMA application_id={driver.APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version={schema.MAJOR << 16}")
    raw.execute("PRAGMA journal_mode=WAL")
    driver.settle(raw)
    return Door(raw, folder, key, read_only=False)


def test_a_fresh_store_equals_one_that_took_each_step_alone(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    """However a store came to today's format, its tables, indexes and guards are the same."""
    door = _bare(tmp_path / "slow", key)
    names = [step.NAME for step in schema.STEPS]
    for name in [*names[1:], None]:
        schema.upgrade(door, stop_before=name)
    assert _shape(door) == _shape(store)
    assert driver.value(door.raw, "user_version") == schema.number()
    assert guard.missing(door.raw) == ()
    door.raw.close()


def test_steps_are_named_after_their_modules_and_import_nothing_of_ours() -> None:
    """A step never changes with the program: it leans on nothing of it."""
    folder = Path(schema.__file__).with_name("steps")
    there = sorted(path.stem for path in folder.glob("m*.py"))
    assert [step.NAME for step in schema.STEPS] == there
    for name in there:
        assert "qa_tool" not in (folder / f"{name}.py").read_text()


def _older(store: Store, monkeypatch: pytest.MonkeyPatch, apply: Callable[[Any], object]) -> None:
    steps = (*schema.STEPS, _step("m9999_of_tomorrow", apply))
    for function in (schema.upgrade, schema.behind):
        monkeypatch.setitem(cast("dict[str, Any]", function.__kwdefaults__ or {}), "steps", steps)
    monkeypatch.setattr(schema.behind, "__defaults__", (steps,))
    store.close()


def test_an_older_store_is_brought_up_to_date_after_a_backup(
    store: Store, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening takes the missing step; the backup made before holds the old format."""
    (folder / "store.keys").write_text("{}")
    _older(store, monkeypatch, lambda db: db.execute("CREATE TABLE of_tomorrow (a)"))
    with pytest.raises(OlderStore):
        Store.open(folder, key, read_only=True)
    with Store.open(folder, key) as opened:
        assert opened.rows["of_tomorrow"].exists()
        assert opened.ledger.count() == 1
        assert driver.value(opened.raw, "user_version") == schema.number() + 1
    (made,) = backup.kept(folder)
    assert made.path.name.startswith("before-upgrade")
    assert made.entries == 1


def _fails(db: Any) -> None:
    db.execute("CREATE TABLE of_tomorrow (a)")
    db["entry"].transform(rename={"claimed": "told"})
    raise ZeroDivisionError


def _breaks_a_link(db: Any) -> None:
    db.execute("CREATE TABLE of_tomorrow (a)")
    db.execute("INSERT INTO draft_answer VALUES (77, 'q', '1', '')")


@pytest.mark.parametrize(
    ("apply", "trouble"), [(_fails, ZeroDivisionError), (_breaks_a_link, StoreTrouble)]
)
def test_a_step_that_fails_leaves_the_store_as_it_was(
    store: Store, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch,
    apply: Callable[[Any], object], trouble: type[Exception],
) -> None:  # fmt: skip
    """All steps or none: tables, guards, format number and rows are as before."""
    shape, rows = _shape(store), list(store.raw.execute("SELECT * FROM entry"))
    with monkeypatch.context() as patch:
        _older(store, patch, apply)
        with pytest.raises(trouble):
            Store.open(folder, key)
    with Store.open(folder, key) as again:
        assert _shape(again) == shape
        assert list(again.raw.execute("SELECT * FROM entry")) == rows
        assert driver.value(again.raw, "user_version") == schema.number()
        assert driver.value(again.raw, "foreign_keys") == 1


def test_a_transform_in_a_step_does_not_cost_the_guard(
    store: Store, folder: Path, key: bytes, signer: Signer, now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A step that rebuilds the ledger's table drops its triggers; they are back after it."""

    def there_and_back(db: Any) -> None:
        db["entry"].transform(rename={"claimed": "told"})
        db["entry"].transform(rename={"told": "claimed"})
        assert not [one for one in db.triggers if one.table == "entry"]

    _older(store, monkeypatch, there_and_back)
    with Store.open(folder, key) as opened:
        assert guard.missing(opened.raw) == ()
        opened.append("area", "a", {"name": "North"}, signer=signer, claimed=now)


def test_the_control_a_plain_file_takes_the_standard_library(tmp_path: Path) -> None:
    """The standard library's driver ignores the key without a word: why nothing of ours uses it."""
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute(f"PRAGMA key=\"x'{bytes(32).hex()}'\"")
    plain.execute("CREATE TABLE a (b)")
    plain.close()
    assert (tmp_path / "plain.db").read_bytes().startswith(driver.PLAIN_HEADER)
