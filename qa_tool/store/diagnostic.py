"""The shelf of diagnostic sessions, apart from every audit.

Sessions, findings, commitments and outcomes come from the ledger. Private grades do not: an entry is
signed and would bear a name for ever. They are rows of this laptop, and go when they are revealed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from qa_tool.diagnostic.model import Commitment, Finding, Outcome, Session, Standards
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record, text_of

T = TypeVar("T")
_COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "set": ("diagnostic_set", ("id",)),
    "session": (
        "diagnostic_session",
        ("id", "team", "area", "service", "day", "state", "before"),
    ),
    "finding": ("diagnostic_finding", ("id", "session", "standard")),
    "commitment": ("diagnostic_commitment", ("id", "session", "due")),
    "outcome": ("diagnostic_outcome", ("id", "day")),
}


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    ((name, body),) = dict(entry.body).items()
    table, columns = _COLUMNS[name]
    row: dict[str, Any] = {column: body[column] for column in columns}
    if name == "commitment":
        row["open"] = int(not body.get("done") and not body.get("dropped"))
    put(store, table, row | {"plain": text_of(body)})


register(
    "diagnostic",
    _apply,
    tables=(
        "diagnostic_set", "diagnostic_session", "diagnostic_finding", "diagnostic_commitment",
        "diagnostic_outcome",
    ),
)  # fmt: skip


def _all(store: Door, cls: type[T], sql: str, values: Sequence[Any] = ()) -> tuple[T, ...]:
    return tuple(record(cls, json.loads(row["plain"])) for row in dicts(store, sql, values))


def standards(store: Door, mark: str) -> Standards | None:
    """The set of standards with this mark."""
    sql = "SELECT plain FROM diagnostic_set WHERE id = ?"
    found = next(dicts(store, sql, [mark]), None)
    return record(Standards, json.loads(found["plain"])["standards"]) if found else None


def session(store: Door, session_id: str) -> Session | None:
    """One session."""
    sql = "SELECT plain FROM diagnostic_session WHERE id = ?"
    return next(iter(_all(store, Session, sql, [session_id])), None)


def sessions(store: Door) -> tuple[Session, ...]:
    """Every session, the latest first."""
    return _all(store, Session, "SELECT plain FROM diagnostic_session ORDER BY day DESC, id")


def findings(store: Door, session_id: str) -> tuple[Finding, ...]:
    """What was found in one session, by standard."""
    sql = "SELECT plain FROM diagnostic_finding WHERE session = ? ORDER BY standard, id"
    return _all(store, Finding, sql, [session_id])


def every_finding(store: Door) -> Mapping[str, tuple[Finding, ...]]:
    """What was found in every session, by session."""
    found: dict[str, list[Finding]] = {}
    for one in _all(store, Finding, "SELECT plain FROM diagnostic_finding ORDER BY session, id"):
        found.setdefault(one.session, []).append(one)
    return {key: tuple(several) for key, several in found.items()}


def commitments(store: Door, session_id: str) -> tuple[Commitment, ...]:
    """The commitments of one session, the first due first."""
    sql = "SELECT plain FROM diagnostic_commitment WHERE session = ? ORDER BY due, id"
    return _all(store, Commitment, sql, [session_id])


def open_commitments(store: Door, until: str) -> tuple[Commitment, ...]:
    """The commitments that are not done and were due by a day."""
    sql = "SELECT plain FROM diagnostic_commitment WHERE open = 1 AND due <= ? ORDER BY due, id"
    return _all(store, Commitment, sql, [until])


def outcomes(store: Door) -> tuple[Outcome, ...]:
    """Inspections and peer challenges, the latest first."""
    return _all(store, Outcome, "SELECT plain FROM diagnostic_outcome ORDER BY day DESC, id")


# ---- private grades: this laptop alone -------------------------------------------------------------


def slip_of(store: Door, session_id: str, person: str) -> str:
    """The random word that one's private grades are known by here; "" where there is none yet."""
    found = store.raw.execute(
        "SELECT slip FROM diagnostic_slip WHERE session = ? AND person = ?", [session_id, person]
    ).fetchone()
    return str(found[0]) if found else ""


def take_slip(store: Door, session_id: str, person: str, slip: str) -> None:
    """Keep the random word of somebody's private grades."""
    store.raw.execute("INSERT INTO diagnostic_slip VALUES (?,?,?)", [session_id, person, slip])


def give(store: Door, session_id: str, slip: str, standard: str, grade: str) -> None:
    """Keep one private grade; "" takes it back."""
    values = [session_id, slip, standard]
    store.raw.execute(
        "DELETE FROM diagnostic_private WHERE session = ? AND slip = ? AND standard = ?", values
    )
    if grade:
        store.raw.execute("INSERT INTO diagnostic_private VALUES (?,?,?,?)", [*values, grade])


def given(store: Door, session_id: str, slip: str) -> dict[str, str]:
    """One's own private grades, by standard."""
    found = store.raw.execute(
        "SELECT standard, grade FROM diagnostic_private WHERE session = ? AND slip = ?"
        " ORDER BY standard",
        [session_id, slip],
    )
    return {str(standard): str(grade) for standard, grade in found}


def how_many(store: Door, session_id: str) -> dict[str, int]:
    """How many have graded each standard, and nothing of how."""
    found = store.raw.execute(
        "SELECT standard, count(*) FROM diagnostic_private WHERE session = ? GROUP BY standard",
        [session_id],
    )
    return {str(standard): int(n) for standard, n in found}


def counted(store: Door, session_id: str, standard: str) -> dict[str, int]:
    """How many gave each grade on one standard."""
    found = store.raw.execute(
        "SELECT grade, count(*) FROM diagnostic_private WHERE session = ? AND standard = ?"
        " GROUP BY grade ORDER BY grade",
        [session_id, standard],
    )
    return {str(grade): int(n) for grade, n in found}


def drop_private(store: Door, session_id: str, standard: str = "") -> None:
    """Let the private grades of one standard go, or of the whole session with its slips."""
    if standard:
        store.raw.execute(
            "DELETE FROM diagnostic_private WHERE session = ? AND standard = ?",
            [session_id, standard],
        )
        return
    for table in ("diagnostic_private", "diagnostic_slip"):
        store.raw.execute(f"DELETE FROM {table} WHERE session = ?", [session_id])
