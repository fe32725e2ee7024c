"""The shelf of feedback and replies."""

from qa_tool.audit.reply import Feedback, Reply
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.counting import heard
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row, record, row


def _apply_feedback(store: Door, entry: Entry) -> None:
    if entry.body is not None:
        feedback_ = record(Feedback, entry.body)
        put(store, "feedback", row(feedback_))
        heard(store, feedback_.audit)


def _apply_reply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    reply = record(Reply, entry.body)
    put(store, "reply", row(reply))
    if reply.open:
        store.raw.execute(
            "UPDATE audit SET state = 'disputed' WHERE id = ? AND state IN ('handed_in', 'agreed')",
            [reply.audit],
        )
    else:
        store.raw.execute(
            "UPDATE audit SET state = CASE WHEN EXISTS (SELECT 1 FROM reading WHERE audit = audit.id"
            " AND reading.audit = ? AND reading.state = 'closed') THEN 'agreed' ELSE 'handed_in' END"
            " WHERE id = ? AND state = 'disputed' AND NOT EXISTS (SELECT 1 FROM reply WHERE"
            " reply.audit = ? AND agrees = 0 AND answered IS NULL) AND NOT EXISTS (SELECT 1 FROM"
            " dispute WHERE dispute.audit = ? AND dispute.state != 'settled')",
            [reply.audit, reply.audit, reply.audit, reply.audit],
        )


register("feedback", _apply_feedback, tables=("feedback",))
register("reply", _apply_reply, tables=("reply",))


def feedback(store: Door, audit: str) -> tuple[Feedback, ...]:
    """When feedback on an audit was given, and to whom, the first first."""
    found = dicts(store, "SELECT * FROM feedback WHERE audit = ? ORDER BY given_on, id", [audit])
    return tuple(from_row(Feedback, r) for r in found)


def replies(store: Door, audit: str = "") -> tuple[Reply, ...]:
    """What was said to an audit (or to any), the first first."""
    found = dicts(store, "SELECT * FROM reply WHERE ? IN ('', audit) ORDER BY said, id", [audit])
    return tuple(from_row(Reply, r) for r in found)


def reply(store: Door, reply_id: str) -> Reply | None:
    """One reply by its id."""
    found = dicts(store, "SELECT * FROM reply WHERE id = ?", [reply_id])
    return next((from_row(Reply, r) for r in found), None)


def without_feedback(store: Door, auditor: str = "") -> tuple[tuple[str, str, str], ...]:
    """Audits that nobody has been told of: id, case, day of hand-in; the oldest first."""
    found = store.raw.execute(
        'SELECT a.id, a."case", a.handed_in FROM unheard u CROSS JOIN audit a ON a.id = u.audit'
        " WHERE ? IN ('', u.auditor) ORDER BY u.handed_in, u.audit",
        [auditor],
    )
    return tuple((str(a), str(c), str(h)) for a, c, h in found)


def waiting_for_feedback(store: Door, before: str, *, blind: bool) -> tuple[int, int, str]:
    """How many audits nobody was told of, how many of them were handed in before a day, and the oldest.

    `blind` leaves out those that wait for a second reading.
    """
    shielded = (
        " WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.audit = u.audit AND r.state = 'waiting')"
        if blind
        else ""
    )
    n, late, oldest = store.raw.execute(
        "SELECT count(*), coalesce(sum(u.handed_in < ?), 0), min(u.handed_in || ' ' || u.audit)"
        f" FROM unheard u{shielded}",
        [before],
    ).fetchone()
    return int(n), int(late), str(oldest or "").rpartition(" ")[2]
