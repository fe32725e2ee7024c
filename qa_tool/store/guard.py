"""The append-only guard of the ledger: the one place that owns its triggers.

sqlite-utils' `transform()` drops a table's triggers without a word, so they are set anew after
every migration, and a test counts them.
"""

from qa_tool.store.driver import Connection

TRIGGERS: dict[str, str] = {
    "entry_never_removed": """
        BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no entry is removed'); END""",
    "entry_never_changed": """
        BEFORE UPDATE ON entry
        WHEN NOT (
          NEW.body IS NULL AND NEW.salt IS NULL
          AND NEW.rowid = OLD.rowid AND NEW.id IS OLD.id AND NEW.version IS OLD.version
          AND NEW.writer IS OLD.writer AND NEW.n IS OLD.n AND NEW.previous IS OLD.previous
          AND NEW.kind IS OLD.kind AND NEW.object IS OLD.object AND NEW.parents IS OLD.parents
          AND NEW.body_hash IS OLD.body_hash AND NEW.claimed IS OLD.claimed
          AND NEW.signature IS OLD.signature
          AND OLD.kind NOT IN ('enrol','revoke','erase')
          AND EXISTS (
            SELECT 1 FROM entry AS e, json_each(e.body, '$.entries') AS named
            WHERE e.kind = 'erase' AND named.value = OLD.id))
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no entry is changed'); END""",
    "entry_in_its_chain": """
        BEFORE INSERT ON entry
        WHEN NOT ((NEW.n = 1 AND NEW.previous = '') OR EXISTS (
            SELECT 1 FROM entry
            WHERE writer = NEW.writer AND n = NEW.n - 1 AND id = NEW.previous))
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an entry continues its chain'); END""",
}


def set_triggers(raw: Connection) -> None:
    """Make the guard as it must be, whatever a migration did to it."""
    for name, words in TRIGGERS.items():
        raw.execute(f"DROP TRIGGER IF EXISTS {name}")
        raw.execute(f"CREATE TRIGGER {name} {words}")


def missing(raw: Connection) -> tuple[str, ...]:
    """The triggers that should be there and are not."""
    there = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}
    return tuple(name for name in TRIGGERS if name not in there)
