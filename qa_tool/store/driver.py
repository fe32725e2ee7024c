"""The one place where the encrypted driver is bound, a connection made, and its settings held."""

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2

from qa_tool.store.trouble import Damaged, NotEncrypted, NotOurs, Unsafe

# sqlite-utils catches the exceptions of the driver it finds at import, and it looks for this name
# first: without it, it would catch the standard library's, which never come.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

if TYPE_CHECKING:  # it is heavy, and only a store that takes a step has use for it
    from sqlite_utils import Database, Migrations

Connection = Any  # sqlcipher3 brings no types
DRIVER: ModuleType = sqlcipher3.dbapi2

APPLICATION_ID = 0x51415354
PLAIN_HEADER = b"SQLite format 3\x00"
WAIT_SECONDS = 5.0

_SET = (
    "PRAGMA cipher_log_level=NONE",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA synchronous=FULL",
)
_HELD: dict[str, object] = {
    "cipher_log_level": "NONE",
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "secure_delete": 1,
    "synchronous": 2,
    "journal_mode": "wal",
    "application_id": APPLICATION_ID,
}


def connect(path: Path, key: bytes, *, mode: str = "rw") -> Connection:
    """A keyed connection to this file (mode ro, rw or rwc); nothing is read or written yet."""
    if len(key) != 32:
        raise ValueError("the key of a store has 32 bytes")
    # The worker that derives the key opens the store and hands it to the window: one thread after
    # the other, never two at once.
    raw = DRIVER.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=WAIT_SECONDS,
        check_same_thread=False,
    )
    raw.execute("PRAGMA cipher_log_level=NONE")
    raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return raw


def refuse_foreign(path: Path) -> None:
    """A plain SQLite file or an empty one is not a store; say so before any key touches it."""
    with path.open("rb") as file:
        head = file.read(len(PLAIN_HEADER))
    if head == PLAIN_HEADER:
        raise NotEncrypted
    if len(head) < len(PLAIN_HEADER):
        raise Damaged


def settle(raw: Connection) -> None:
    """Set what holds for one connection; what holds for the file was set when it was made."""
    for line in _SET:
        raw.execute(line)


def hold(raw: Connection, path: Path) -> None:
    """Assert every setting that a promise rests on; a store that lacks one is not used."""
    if not value(raw, "cipher_version"):
        raise Unsafe("cipher_version")
    if value(raw, "application_id") != APPLICATION_ID:
        raise NotOurs
    for name, wanted in _HELD.items():
        found = value(raw, name)
        if (int(found) if isinstance(wanted, int) else found) != wanted:
            raise Unsafe(name)
    refuse_foreign(path)


def value(raw: Connection, pragma: str) -> Any:
    """What this setting is now; None where the driver does not know it."""
    row = raw.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None


def rows_of(raw: Connection) -> "Database":
    """The connection as sqlite-utils sees it; no installed plugin may hook into it."""
    from sqlite_utils import Database

    return Database(raw, execute_plugins=False)


def account(name: str) -> "Migrations":
    """An account of steps as sqlite-utils keeps it, still empty."""
    from sqlite_utils import Migrations

    return Migrations(name)


def taken(raw: Connection, name: str) -> set[str]:
    """The steps of this account that the store has taken."""
    there = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    )
    if not raw.execute(there).fetchone()[0]:
        return set()
    asked = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
    return {str(step) for (step,) in raw.execute(asked, (name,))}
