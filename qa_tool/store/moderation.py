"""The shelf of second readings, of what is said about them, and of disputes."""

from collections.abc import Iterable

from qa_tool.audit.record import Audit
from qa_tool.ledger.entry import Entry
from qa_tool.moderation.dispute import Dispute, Remark
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
    if reading.state == "waiting" and not reading.dispute:
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
    _still_disputed(store, reading.audit)


def _still_disputed(store: Door, audit: str) -> None:
    """A reply that disagrees and has no answer, or an unsettled dispute, keeps the audit disputed."""
    store.raw.execute(
        "UPDATE audit SET state = 'disputed' WHERE id = ? AND state = 'agreed' AND (EXISTS (SELECT 1"
        " FROM reply WHERE reply.audit = audit.id AND agrees = 0 AND answered IS NULL)"
        " OR EXISTS (SELECT 1 FROM dispute WHERE dispute.audit = audit.id AND state != 'settled'))",
        [audit],
    )


def _dispute(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    if "remark" in entry.body:
        put(store, "remark", row(record(Remark, entry.body["remark"])))
        return
    dispute = record(Dispute, entry.body)
    put(store, "dispute", row(dispute))
    if dispute.state == "settled":
        finals(store, dispute.audit, dispute.final_overall, dispute.final_grades, "agreed")
    _still_disputed(store, dispute.audit)


register("moderation", _apply, tables=("reading",))
register("resolution", _resolve)
register("dispute", _dispute, tables=("dispute", "remark"))


# What may leave the store before a reader's own grades are saved: not why a case was chosen.
_BLIND = (
    'id, audit, template, "case", moderator, mode, state, due, made, saved, closed, opened, seen,'
    " panel, outside, organisation, CASE WHEN state = 'waiting' THEN 'picked' ELSE chosen END AS chosen"
)
# Of the audit no grade, no state and no reason: whose it is, and by which template.
_BLIND_AUDIT = (
    'id, allocation, round, "case", template, version, fingerprint, auditor, team, area, service,'
    " worker, line, selection, started"
)


def blind_reading(store: Door, reading_id: str) -> Reading | None:
    """One reading without why it was chosen, for whoever has not saved their own grades yet."""
    found = dicts(store, f"SELECT {_BLIND} FROM reading WHERE id = ?", [reading_id])
    return next((from_row(Reading, r) for r in found), None)


def blind_queue(store: Door, moderator: str = "") -> tuple[Reading, ...]:
    """What waits to be read or compared, without why it was chosen."""
    found = dicts(
        store,
        f"SELECT {_BLIND} FROM reading WHERE state IN ('waiting', 'saved') AND ? IN ('', moderator)"
        " ORDER BY due, id",
        [moderator],
    )
    return tuple(from_row(Reading, r) for r in found)


def blind_audit(store: Door, audit_id: str) -> Audit | None:
    """The head of an audit that is read again: no grade leaves the store with it."""
    found = dicts(store, f"SELECT {_BLIND_AUDIT} FROM audit WHERE id = ?", [audit_id])
    return next((from_row(Audit, r) for r in found), None)


def reading(store: Door, reading_id: str) -> Reading | None:
    """One reading by its id."""
    found = dicts(store, "SELECT * FROM reading WHERE id = ?", [reading_id])
    return next((from_row(Reading, r) for r in found), None)


def of_audit(store: Door, audit_id: str) -> Reading | None:
    """The latest second reading of an audit; a third reader's is asked for by its dispute."""
    found = dicts(
        store,
        "SELECT * FROM reading WHERE audit = ? AND dispute = '' ORDER BY made DESC LIMIT 1",
        [audit_id],
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


# Wants three values: the person, the person again, and 1 where they moderate. A third reading hides
# nothing from those who read the audit before: they know it.
HIDDEN = (
    "SELECT r.audit FROM (SELECT ? AS me, ? AS again, ? AS moderates) AS p"
    " JOIN reading r ON r.state = 'waiting' JOIN audit a ON a.id = r.audit"
    " WHERE a.auditor != p.me"
    " AND (r.moderator = p.me OR p.moderates OR instr(r.panel, '\"' || p.me || '\"'))"
    " AND NOT (r.dispute != '' AND EXISTS (SELECT 1 FROM reading e WHERE e.audit = r.audit"
    " AND e.state != 'waiting' AND (e.moderator = p.me OR instr(e.panel, '\"' || p.me || '\"'))))"
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


def readers_of_others(store: Door, audit_id: str, reading_id: str) -> frozenset[str]:
    """Everybody who read an audit again in another reading than this one."""
    found = store.raw.execute(
        "SELECT r.moderator, p.value FROM reading r LEFT JOIN json_each(r.panel) p"
        " WHERE r.audit = ? AND r.id != ?",
        [audit_id, reading_id],
    )
    return frozenset(person for row_ in found for person in row_ if person)


def every_reading(store: Door, audit_id: str) -> tuple[Reading, ...]:
    """Every reading of an audit, second and third, the first first."""
    found = dicts(
        store, "SELECT * FROM reading WHERE audit = ? ORDER BY dispute != '', made, id", [audit_id]
    )
    return tuple(from_row(Reading, r) for r in found)


def readers(store: Door, audit_id: str) -> frozenset[str]:
    """Everybody who read an audit again, or is to: moderators, panels, third readers."""
    return frozenset(
        person
        for one in every_reading(store, audit_id)
        for person in (one.moderator, *one.panel)
        if person
    )


def of_round(store: Door, round_: str) -> tuple[Reading, ...]:
    """The second readings of a round's audits; those of audits that were replaced are left out."""
    found = dicts(
        store,
        "SELECT r.* FROM audit a JOIN reading r ON r.audit = a.id WHERE a.round = ?"
        " AND a.superseded = 0 AND r.dispute = '' ORDER BY r.made, r.id",
        [round_],
    )
    return tuple(from_row(Reading, r) for r in found)


def unread(store: Door, round_: str) -> tuple[tuple[str, bool, bool, str, str], ...]:
    """Handed-in audits of a round that nobody reads again: id, whether the overall departs, whether
    a consistency problem was overruled, the auditor, the state.
    """  # noqa: D205
    found = store.raw.execute(
        "SELECT a.id, a.differs, EXISTS (SELECT 1 FROM answer w JOIN term t ON t.id = w.key"
        " WHERE w.audit = a.row AND t.text >= 'consistency.' AND t.text < 'consistency/'),"
        " a.auditor, a.state FROM audit a WHERE a.round = ? AND a.superseded = 0"
        " AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.audit = a.id) ORDER BY a.id",
        [round_],
    )
    return tuple((str(i), bool(d), bool(o), str(who), str(s)) for i, d, o, who, s in found)


def first_audits(store: Door, auditor: str, n: int) -> frozenset[str]:
    """The first so many audits that somebody handed in; a reopened one is the same audit."""
    found = store.raw.execute(
        "SELECT id FROM audit WHERE auditor = ? AND superseded = 0 AND handed_in IS NOT NULL"
        " ORDER BY handed_in, id LIMIT ?",
        [auditor, n],
    )
    return frozenset(str(audit) for (audit,) in found)


# --- what is said about a reading, and disputes ----------------------------------------------------


def remarks(store: Door, reading_id: str) -> tuple[Remark, ...]:
    """What was said about a reading, the first first."""
    found = dicts(store, "SELECT * FROM remark WHERE reading = ? ORDER BY said, id", [reading_id])
    return tuple(from_row(Remark, r) for r in found)


def dispute(store: Door, dispute_id: str) -> Dispute | None:
    """One dispute by its id."""
    found = dicts(store, "SELECT * FROM dispute WHERE id = ?", [dispute_id])
    return next((from_row(Dispute, r) for r in found), None)


def disputes(store: Door, *, audit: str = "", states: tuple[str, ...] = ()) -> tuple[Dispute, ...]:
    """Disputes of an audit, or in some states; those of audits that were replaced are left out."""
    where, values = ["a.superseded = 0"], list[str]()
    if audit:
        where = ["d.audit = ?"]
        values.append(audit)
    if states:
        where.append(f"d.state IN ({', '.join('?' for _ in states)})")
        values.extend(states)
    found = dicts(
        store,
        "SELECT d.* FROM dispute d JOIN audit a ON a.id = d.audit"
        f" WHERE {' AND '.join(where)} ORDER BY d.raised, d.id",
        values,
    )
    return tuple(from_row(Dispute, r) for r in found)


def unanswered_outcomes(store: Door, auditor: str) -> tuple[Reading, ...]:
    """Closed second readings of somebody's audits to which they have not said anything yet."""
    found = dicts(
        store,
        "SELECT r.* FROM audit a JOIN reading r ON r.audit = a.id WHERE a.auditor = ?"
        " AND a.superseded = 0 AND a.state IN ('agreed', 'disputed') AND r.state = 'closed'"
        " AND r.dispute = '' AND NOT EXISTS (SELECT 1 FROM remark m WHERE m.reading = r.id"
        " AND m.who = a.auditor AND m.stance != '') ORDER BY r.closed, r.id",
        [auditor],
    )
    return tuple(from_row(Reading, r) for r in found)


def spoken_to(store: Door, person: str) -> tuple[Remark, ...]:
    """The last words of discussions that wait for this person: said by the other of the two."""
    found = dicts(
        store,
        "SELECT m.* FROM reading r JOIN audit a ON a.id = r.audit JOIN remark m ON m.reading = r.id"
        " WHERE r.state = 'saved' AND a.superseded = 0 AND ? IN (r.moderator, a.auditor)"
        " AND m.who != ? AND m.id = (SELECT l.id FROM remark l WHERE l.reading = r.id"
        " ORDER BY l.said DESC, l.id DESC LIMIT 1) ORDER BY m.said, m.id",
        [person, person],
    )
    return tuple(from_row(Remark, r) for r in found)
