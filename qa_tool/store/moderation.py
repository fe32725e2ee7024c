"""The shelf of second readings."""

from collections.abc import Iterable

from qa_tool.ledger.entry import Entry
from qa_tool.moderation.model import Reading
from qa_tool.store.apply import register
from qa_tool.store.audit import finals
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row, record, row


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    reading = record(Reading, entry.body)
    put(store, "reading", row(reading))
    if reading.state == "waiting":
        store.raw.execute(
            "UPDATE audit SET state = 'in_moderation', chosen = ? WHERE id = ?"
            " AND state = 'handed_in'",
            [reading.chosen, reading.audit],
        )


def _resolve(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    reading = record(Reading, entry.body)
    put(store, "reading", row(reading))
    finals(store, reading.audit, reading.final_overall, reading.final_grades, "agreed")
    # A reply that came while the file was read again, and disagrees, keeps the audit disputed.
    store.raw.execute(
        "UPDATE audit SET state = 'disputed' WHERE id = ? AND EXISTS (SELECT 1 FROM reply WHERE"
        " reply.audit = audit.id AND agrees = 0 AND answered IS NULL)",
        [reading.audit],
    )


register("moderation", _apply, tables=("reading",))
register("resolution", _resolve)


def reading(store: Door, reading_id: str) -> Reading | None:
    """One reading by its id."""
    found = dicts(store, "SELECT * FROM reading WHERE id = ?", [reading_id])
    return next((from_row(Reading, r) for r in found), None)


def of_audit(store: Door, audit_id: str) -> Reading | None:
    """The latest reading of an audit."""
    found = dicts(
        store, "SELECT * FROM reading WHERE audit = ? ORDER BY made DESC LIMIT 1", [audit_id]
    )
    return next((from_row(Reading, r) for r in found), None)


def all_of(
    store: Door, *, moderator: str = "", states: tuple[str, ...] = ()
) -> tuple[Reading, ...]:
    """Readings of a moderator or in some states, by due date."""
    where, values = ["1"], list[str]()
    if moderator:
        where.append("moderator = ?")
        values.append(moderator)
    if states:
        where.append(f"state IN ({', '.join('?' for _ in states)})")
        values.extend(states)
    found = dicts(
        store, f"SELECT * FROM reading WHERE {' AND '.join(where)} ORDER BY due, id", values
    )
    return tuple(from_row(Reading, r) for r in found)


def load(store: Door) -> dict[str, int]:
    """How many open readings each moderator has."""
    return dict(
        store.raw.execute(
            "SELECT moderator, count(*) FROM reading WHERE state != 'closed' GROUP BY moderator"
        ).fetchall()
    )


# Wants three values: the person, the person again, and 1 where they moderate.
HIDDEN = (
    "SELECT r.audit FROM reading r JOIN audit a ON a.id = r.audit WHERE r.state = 'waiting'"
    " AND a.auditor != ? AND (r.moderator = ? OR ?)"
)


def hidden_from(store: Door, person: str, *, moderates: bool) -> frozenset[str]:
    """The audits that this person must not see into until a second reading's own grades are saved.

    Those that wait for this person, and, for everybody who moderates, all that wait for somebody:
    a reading may be passed on, and then nobody may have seen the first grade before.
    """
    found = store.raw.execute(HIDDEN, [person, person, int(moderates)])
    return frozenset(audit for (audit,) in found)


def moderators(store: Door, audits: Iterable[str]) -> dict[str, str]:
    """Who read each of these audits again; of several readings the latest."""
    wanted, out = list(audits), dict[str, str]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" for _ in part)
        out |= store.raw.execute(
            f"SELECT audit, moderator FROM reading WHERE audit IN ({marks}) ORDER BY made", part
        ).fetchall()
    return out
