"""From entries of audits to rows: heads, grades, answers, kept sums."""

import hashlib
from collections.abc import Mapping
from typing import Any

from qa_tool.audit.record import Audit
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.counting import again, heard, read_again, term
from qa_tool.store.door import Door
from qa_tool.store.record import record, row, text_of

__all__ = ["finals", "number_of", "term"]


def number_of(audit_id: str) -> int:
    """The row number of an audit: 63 bits of its id's hash, the same on every laptop."""
    return int.from_bytes(hashlib.sha256(audit_id.encode()).digest()[:8], "big") >> 1


# --- what the ledger makes ---------------------------------------------------------------------


def _row_of(store: Door, audit_id: str) -> int | None:
    found = store.raw.execute("SELECT row FROM audit WHERE id = ?", [audit_id]).fetchone()
    return None if found is None else int(found[0])


def _case_of(store: Door, audit_id: str) -> str | None:
    found = store.raw.execute('SELECT "case" FROM audit WHERE id = ?', [audit_id]).fetchone()
    return None if found is None else str(found[0])


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
    with again(store, audit.case):
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
    heard(store, audit.id)
    if audit.parent:
        _supersede(store, audit.parent)


def _apply_note(store: Door, entry: Entry) -> None:
    number = _row_of(store, entry.object)
    if entry.body is None or number is None:
        return
    _write_answers(store, number, entry.body["answers"])


def _supersede(store: Door, audit_id: str) -> None:
    found = store.raw.execute(
        'SELECT "case", superseded FROM audit WHERE id = ?', [audit_id]
    ).fetchone()
    if found is None or found[1]:
        return
    with again(store, found[0]):
        store.raw.execute("UPDATE audit SET superseded = 1 WHERE id = ?", [audit_id])
    heard(store, audit_id)


def _apply_reopen(store: Door, entry: Entry) -> None:
    _supersede(store, entry.object)


def _apply_sign_off(store: Door, entry: Entry) -> None:
    case = _case_of(store, entry.object)
    if entry.body is None or case is None:
        return
    with again(store, case):
        store.raw.execute(
            "UPDATE audit SET state = ?, signed_off = coalesce(signed_off, ?) WHERE id = ?",
            [entry.body["state"], entry.body["at"], entry.object],
        )
    heard(store, entry.object)


def finals(store: Door, audit_id: str, overall: str, grades: Mapping[str, str], state: str) -> None:
    """Set what counts after a second reading; the first grades stay where they are."""
    number, case = _row_of(store, audit_id), _case_of(store, audit_id)
    if number is None or case is None:
        return
    with again(store, case):
        store.raw.execute(
            "UPDATE audit SET state = ?, final_overall = ? WHERE row = ?", [state, overall, number]
        )
        store.raw.executemany(
            "UPDATE grade SET final = ? WHERE audit = ? AND domain = ?",
            [(term(store, g), number, term(store, d)) for d, g in grades.items()],
        )
    heard(store, audit_id)
    read_again(store, case)


register(
    "audit",
    _apply_audit,
    tables=("audit", "grade", "answer", "counted", "tally", "reread", "unheard"),
)
register("note", _apply_note)
register("reopen", _apply_reopen)
register("sign_off", _apply_sign_off)
