"""Is the store whole? File, tables, ledger, templates, and rows against the ledger. Repairs nothing."""

import hashlib
import secrets
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from qa_tool.errors import Cancelled
from qa_tool.ledger import verify as ledger_verify
from qa_tool.ledger.entry import BadEntry
from qa_tool.problems import Problem
from qa_tool.progress import SILENT, Progress
from qa_tool.store import apply, guard
from qa_tool.store.core import Store
from qa_tool.store.driver import connect, settle
from qa_tool.store.trouble import Damaged, ReadFailed, StoreTrouble, WrongKey, translated

Templates = Callable[[Store], Iterable[Problem]]

_WHOLE = "The store"
_RESTORE = "Restore the newest backup; the damaged store is kept beside it."


def verify(
    store: Store, progress: Progress = SILENT, templates: Templates | None = None
) -> tuple[Problem, ...]:
    """Every problem of this store; empty where it is whole. Nothing is changed or repaired.

    `templates` checks that each template in use is there and equals its fingerprint.
    """
    checks: list[Callable[[Store], Iterable[Problem]]] = [
        _file,
        _tables,
        lambda one: _ledger(one, progress),
        *([templates] if templates else []),
        lambda one: _rows(one, progress),
    ]
    found: list[Problem] = []
    for number, check in enumerate(checks):
        progress.step(number, len(checks), "Checking the store")
        found += _twice(store, check)
    progress.step(len(checks), len(checks), "The store is checked")
    return tuple(found)


def _twice(store: Store, check: Callable[[Store], Iterable[Problem]]) -> tuple[Problem, ...]:
    """One failed read can look like damage: ask once more through a new connection."""
    try:
        with translated():
            return tuple(check(store))
    except (Damaged, ReadFailed, WrongKey):
        pass
    try:
        with translated(), closing(store.beside()) as again:
            return tuple(check(again))
    except Cancelled:
        raise
    except StoreTrouble as trouble:
        return (Problem("error", _WHOLE, str(trouble), trouble.cure, "unreadable"),)


def _file(store: Store) -> Iterable[Problem]:
    # Pages that still stand in the journal make a healthy store look damaged: bring them in first.
    if not store.read_only and not store.raw.in_transaction:
        store.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    journal = store.folder / "store.db-wal"
    if not journal.exists() or not journal.stat().st_size:
        for (words,) in store.raw.execute("PRAGMA cipher_integrity_check"):
            yield Problem("error", _WHOLE, f"A page is damaged ({words}).", _RESTORE, "page")
    for (words,) in store.raw.execute("PRAGMA quick_check"):
        if words != "ok":
            yield Problem("error", _WHOLE, f"It is damaged ({words}).", _RESTORE, "structure")


def _tables(store: Store) -> Iterable[Problem]:
    for table, row, parent, _ in store.raw.execute("PRAGMA foreign_key_check"):
        yield Problem(
            "error", f"Row {row} of {table}", f"It leads to nothing in {parent}.", _RESTORE, "link"
        )
    for name in guard.missing(store.raw):
        yield Problem(
            "error", _WHOLE, f"The guard of the ledger is not complete ({name}).", _RESTORE, "guard"
        )


def _ledger(store: Store, progress: Progress) -> Iterable[Problem]:
    ledger = store.ledger
    try:
        ledger.roster()
    except BadEntry as trouble:
        yield Problem("error", "The ledger", str(trouble), _RESTORE, "entry_unreadable")
        return
    yield from ledger_verify.verify(ledger.records(), ledger.roster(), ledger.count(), progress)
    yield from ledger_verify.forks(sorted(ledger.forks().items()))


def _rows(store: Store, progress: Progress) -> Iterable[Problem]:
    """Make all rows again from the ledger, in a copy, and compare."""
    tables = apply.projections()
    if not tables:
        return
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory(prefix="qa-tool-", ignore_cleanup_errors=True) as room:
        path = Path(room) / "copy.db"
        store.copy_to(path, key, progress)
        raw = connect(path, key)
        settle(raw)
        copy = Store(raw, Path(room), key, read_only=False)
        try:
            now = {table: digest(copy, table) for table in tables}
            apply.rebuild(copy, copy.ledger, progress)
            for table in tables:
                if digest(copy, table) != now[table]:
                    yield Problem(
                        "error",
                        f"The table {table}",
                        "It is not what the ledger says.",
                        "Make the tables again from the ledger (rebuild); the ledger is whole.",
                        "rows",
                    )
        finally:
            raw.close()


def digest(store: Store, table: str) -> tuple[int, int]:
    """How many rows a table has and what they come to, in whatever order they stand."""
    total, count = 0, 0
    for row in store.raw.execute(apply.question(table)):
        total += int.from_bytes(hashlib.sha256(repr(row).encode("utf-8", "replace")).digest()[:16])
        count += 1
    return count, total % (1 << 128)
