"""From entries of audits to rows: heads, grades, answers, kept sums."""

import hashlib
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from qa_tool.audit.record import Audit
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.door import Door
from qa_tool.store.record import record, row, text_of

_TERMS: "WeakKeyDictionary[Door, dict[str, int]]" = WeakKeyDictionary()
_COUNTED = ("signed_off", "closed")


def term(store: Door, text: str) -> int:
    """The number that stands for a long key in the large tables."""
    known = _TERMS.get(store)
    if known is None:
        known = _TERMS[store] = {}
        store.on_undone(lambda: _TERMS.get(store, {}).clear())
    if text not in known:
        store.raw.execute("INSERT OR IGNORE INTO term (text) VALUES (?)", [text])
        found = store.raw.execute("SELECT id FROM term WHERE text = ?", [text]).fetchone()
        known[text] = int(found[0])
    return known[text]


def number_of(audit_id: str) -> int:
    """The row number of an audit: 63 bits of its id's hash, the same on every laptop."""
    return int.from_bytes(hashlib.sha256(audit_id.encode()).digest()[:8], "big") >> 1


# --- what the ledger makes ---------------------------------------------------------------------


def _row_of(store: Door, audit_id: str) -> int | None:
    found = store.raw.execute("SELECT row FROM audit WHERE id = ?", [audit_id]).fetchone()
    return None if found is None else int(found[0])


def _write_answers(store: Door, number: int, answers: Mapping[str, Any]) -> None:
    store.raw.executemany(
        "INSERT OR REPLACE INTO answer (audit, key, value) VALUES (?, ?, ?)",
        [(number, term(store, key), text_of(value)) for key, value in answers.items()],
    )


def _apply_audit(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    audit = record(Audit, entry.body["audit"])
    values = row(audit)
    grades, finals = audit.grades, audit.final_grades or audit.grades
    for name in ("grades", "final_grades"):
        values.pop(name)
    values["final_overall"] = audit.final_overall or audit.overall
    values["entry"] = entry.id
    number = values["row"] = number_of(audit.id)
    names = ", ".join(f'"{name}"' for name in values)
    store.raw.execute(
        f"INSERT INTO audit ({names}) VALUES ({', '.join('?' for _ in values)})",
        list(values.values()),
    )
    store.raw.executemany(
        "INSERT INTO grade (audit, domain, first, final) VALUES (?, ?, ?, ?)",
        [
            (number, term(store, d), term(store, g), term(store, finals.get(d, g)))
            for d, g in grades.items()
        ],
    )
    _write_answers(store, number, entry.body["answers"])
    if audit.parent:
        _supersede(store, audit.parent)


def _apply_note(store: Door, entry: Entry) -> None:
    number = _row_of(store, entry.object)
    if entry.body is None or number is None:
        return
    _write_answers(store, number, entry.body["answers"])


def _supersede(store: Door, audit_id: str) -> None:
    found = store.raw.execute(
        "SELECT row, superseded, state FROM audit WHERE id = ?", [audit_id]
    ).fetchone()
    if found is None or found[1]:
        return
    if found[2] in _COUNTED:
        _tally(store, int(found[0]), -1)
    store.raw.execute("UPDATE audit SET superseded = 1 WHERE row = ?", [found[0]])


def _apply_reopen(store: Door, entry: Entry) -> None:
    _supersede(store, entry.object)


def _apply_sign_off(store: Door, entry: Entry) -> None:
    number = _row_of(store, entry.object)
    if entry.body is None or number is None:
        return
    before = store.raw.execute("SELECT state, superseded FROM audit WHERE row = ?", [number])
    state, superseded = before.fetchone()
    store.raw.execute(
        "UPDATE audit SET state = ?, signed_off = coalesce(signed_off, ?) WHERE row = ?",
        [entry.body["state"], entry.body["at"], number],
    )
    if state not in _COUNTED and not superseded:
        _tally(store, number, 1)


def _tally(store: Door, number: int, by: int) -> None:
    """Add one audit to the kept sums, or take it out again."""
    round_, template, team, handed_in, overall, selection = store.raw.execute(
        "SELECT round, template, team, coalesce(handed_in, ''), final_overall, selection FROM audit"
        " WHERE row = ?",
        [number],
    ).fetchone()
    if selection != "random":  # only first audits from a recorded draw enter rates
        return
    month = int(handed_in[:4] + handed_in[5:7]) if handed_in else 0
    place = (term(store, round_), term(store, template), term(store, team), month)
    graded = store.raw.execute("SELECT domain, final FROM grade WHERE audit = ?", [number])
    sums = [*graded.fetchall(), (term(store, "overall"), term(store, overall) if overall else 0)]
    store.raw.executemany(
        "INSERT INTO tally (round, template, team, month, domain, grade, n)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
        [(*place, domain, grade, by) for domain, grade in sums],
    )
    if by < 0:
        store.raw.execute("DELETE FROM tally WHERE n = 0 AND round = ? AND template = ?", place[:2])


def finals(store: Door, audit_id: str, overall: str, grades: Mapping[str, str], state: str) -> None:
    """Set what counts after a second reading; the first grades stay where they are."""
    number = _row_of(store, audit_id)
    if number is None:
        return
    store.raw.execute(
        "UPDATE audit SET state = ?, final_overall = ? WHERE row = ?", [state, overall, number]
    )
    store.raw.executemany(
        "UPDATE grade SET final = ? WHERE audit = ? AND domain = ?",
        [(term(store, g), number, term(store, d)) for d, g in grades.items()],
    )


register("audit", _apply_audit, tables=("audit", "grade", "answer", "tally"))
register("note", _apply_note)
register("reopen", _apply_reopen)
register("sign_off", _apply_sign_off)
