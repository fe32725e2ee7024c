"""The shelf of voices: attempts to reach somebody, what they said, and what went to supervision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row, record, row
from qa_tool.voice.model import Attempt, Check, Discussed, Words

_PARTS: Mapping[str, tuple[str, type]] = {
    "check": ("voice_check", Check),
    "attempt": ("voice_attempt", Attempt),
    "words": ("voice_words", Words),
}


def _apply(store: Door, entry: Entry) -> None:
    """One entry is a check, an attempt or the words of one; its body says which, under `part`."""
    if entry.body is None:  # erased: the words go, the attempt stays
        store.raw.execute("DELETE FROM voice_words WHERE id || '.words' = ?", [entry.object])
        return
    table, cls = _PARTS[entry.body["part"]]
    put(store, table, row(record(cls, entry.body["is"])))


def _apply_supervision(store: Door, entry: Entry) -> None:
    if entry.body is not None:
        put(store, "supervision", row(record(Discussed, entry.body)))


register("voice", _apply, tables=("voice_check", "voice_attempt", "voice_words"))
register("supervision", _apply_supervision, tables=("supervision",))


def body(part: Check | Attempt | Words) -> dict[str, Any]:
    """What the entry of a check, an attempt or its words holds."""
    name = next(name for name, (_, cls) in _PARTS.items() if isinstance(part, cls))
    return {"part": name, "is": part}


def _some(store: Door, table: str, allocations: Sequence[str], order: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for start in range(0, len(allocations), 500):
        some = allocations[start : start + 500]
        marks = ", ".join("?" for _ in some)
        found += dicts(
            store, f"SELECT * FROM {table} WHERE allocation IN ({marks}) ORDER BY {order}", some
        )
    return found


def checks(store: Door, allocations: Iterable[str]) -> tuple[Check, ...]:
    """Every check that contact is safe, of these allocations, the first first."""
    found = _some(store, "voice_check", list(allocations), "checked_on, at, id")
    return tuple(from_row(Check, r) for r in found)


def attempts(store: Door, allocations: Iterable[str]) -> tuple[Attempt, ...]:
    """Every attempt of these allocations, the first first."""
    found = _some(store, "voice_attempt", list(allocations), "day, at, id")
    return tuple(_attempt(r) for r in found)


def _attempt(values: Mapping[str, Any]) -> Attempt:
    used = values["used"]
    return from_row(Attempt, {**values, "used": None if used is None else bool(used)})


def attempt(store: Door, attempt_id: str) -> Attempt | None:
    """One attempt by its id."""
    found = dicts(store, "SELECT * FROM voice_attempt WHERE id = ?", [attempt_id])
    return next((_attempt(r) for r in found), None)


def words(store: Door, allocations: Iterable[str]) -> dict[str, Words]:
    """The typed words of these allocations, by the attempt's id."""
    found = _some(store, "voice_words", list(allocations), "id")
    return {r["id"]: from_row(Words, r) for r in found}


@dataclass(frozen=True, slots=True)
class Asked:
    """An audit whose voices are counted: its newest version, or a case that is still to be audited."""

    allocation: str
    audit: str
    round: str
    case: str
    template: str
    fingerprint: str
    auditor: str
    team: str
    state: str
    due: str | None
    handed_in: str | None
    overall: str
    final_overall: str


_ASKED = (
    "SELECT l.id AS allocation, coalesce(a.id, d.id, '') AS audit, l.round, l.\"case\","
    " l.template, coalesce(a.fingerprint, '') AS fingerprint, l.auditor,"
    " coalesce(a.team, c.team, '') AS team,"
    " coalesce(a.state, CASE WHEN d.id IS NULL THEN 'allocated' ELSE 'draft' END) AS state, l.due,"
    " a.handed_in, coalesce(a.overall, '') AS overall,"
    " coalesce(a.final_overall, '') AS final_overall"
    " FROM allocation l LEFT JOIN audit a ON a.allocation = l.id AND a.superseded = 0"
    ' LEFT JOIN draft d ON d.allocation = l.id LEFT JOIN child_case c ON c.id = l."case"'
)


def asked(
    store: Door, *, round_: str = "", auditor: str = "", team: str = "", handed_in: bool = False
) -> tuple[Asked, ...]:
    """What was given to auditors and not given back, by due date; of a round, an auditor, a team."""
    where, values = ["l.state != 'returned'"], list[str]()
    for column, value in (("l.round", round_), ("l.auditor", auditor)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if team:
        where.append("coalesce(a.team, c.team) = ?")
        values.append(team)
    if handed_in:
        where.append("a.id IS NOT NULL")
    found = dicts(store, f"{_ASKED} WHERE {' AND '.join(where)} ORDER BY l.due, l.id", values)
    return tuple(from_row(Asked, r) for r in found)


def asked_one(store: Door, allocation: str) -> Asked | None:
    """One allocation with its audit."""
    found = dicts(store, f"{_ASKED} WHERE l.id = ?", [allocation])
    return next((from_row(Asked, r) for r in found), None)


def allocations_of(store: Door, audits: Iterable[str]) -> frozenset[str]:
    """The allocations that these audits were made of."""
    wanted, found = list(audits), set[str]()
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" for _ in some)
        rows = store.raw.execute(f"SELECT allocation FROM audit WHERE id IN ({marks})", some)
        found |= {allocation for (allocation,) in rows}
    return frozenset(found)


def to_write(store: Door, person: str) -> tuple[Attempt, ...]:
    """Somebody was reached, and what they said was not written down yet; of one person, oldest first."""
    found = dicts(
        store,
        "SELECT * FROM voice_attempt INDEXED BY voice_to_write WHERE outcome = 'reached'"
        ' AND used IS NULL AND "by" = ? ORDER BY day, id',
        [person],
    )
    return tuple(_attempt(r) for r in found)


def discussed(store: Door, audit: str) -> tuple[Discussed, ...]:
    """When an audit was taken to supervision."""
    found = dicts(store, "SELECT * FROM supervision WHERE audit = ? ORDER BY day, id", [audit])
    return tuple(from_row(Discussed, r) for r in found)


def not_discussed(store: Door, team: str) -> tuple[tuple[str, str, str, str], ...]:
    """Audits of a team that its people heard of and that were not taken to supervision yet.

    Id, case, worker and the day of the first feedback; the oldest first.
    """
    found = store.raw.execute(
        'SELECT a.id, a."case", a.worker, min(f.given_on) FROM audit a INDEXED BY audit_of_team'
        " JOIN feedback f ON f.audit = a.id"
        " WHERE a.team = ? AND a.superseded = 0"
        " AND a.state IN ('handed_in', 'agreed', 'signed_off', 'closed')"
        " AND NOT EXISTS (SELECT 1 FROM supervision s WHERE s.audit = a.id)"
        " GROUP BY a.id ORDER BY min(f.given_on), a.id",
        [team],
    )
    return tuple((str(a), str(c), str(w), str(d)) for a, c, w, d in found)
