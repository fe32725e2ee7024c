"""The shelf of the council: areas, teams, people, cases, rounds, allocations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from qa_tool.council.model import Allocation, Area, Auditor, Case, Person, Round, Team
from qa_tool.ledger.entry import Entry
from qa_tool.store import counting
from qa_tool.store.apply import register
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row, record, row

_NOUNS: Mapping[str, tuple[str, type]] = {
    "area": ("area", Area),
    "team": ("team", Team),
    "person": ("person", Person),
    "auditor": ("auditor", Auditor),
    "case": ("child_case", Case),
    "round": ("round", Round),
    "allocation": ("allocation", Allocation),
}


def put(store: Door, table: str, values: Mapping[str, Any]) -> None:
    """Insert a row, or bring the one with this id up to date."""
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    fresh = ", ".join(f'"{name}" = excluded."{name}"' for name in values if name != "id")
    store.raw.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {fresh}",
        list(values.values()),
    )


def _apply_case(store: Door, entry: Entry) -> None:
    if not counting.audited(store, entry.object):
        _apply(store, entry)
        return
    with counting.again(store, entry.object):
        _apply(store, entry)
    counting.read_again(store, entry.object)


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:  # erased: the row goes, the entry stays
        store.raw.execute(f"DELETE FROM {_NOUNS[entry.kind][0]} WHERE id = ?", [entry.object])
        return
    table, cls = _NOUNS[entry.kind]
    put(store, table, row(record(cls, entry.body)))


for _kind, (_table, _cls) in _NOUNS.items():
    register(_kind, _apply_case if _kind == "case" else _apply, tables=(_table,))


def areas(store: Door) -> dict[str, Area]:
    """Every area by id, in the order of their names."""
    return {r["id"]: from_row(Area, r) for r in dicts(store, "SELECT * FROM area ORDER BY name")}


def teams(store: Door) -> dict[str, Team]:
    """Every team by id, in the order of their names."""
    return {r["id"]: from_row(Team, r) for r in dicts(store, "SELECT * FROM team ORDER BY name")}


def people(store: Door) -> dict[str, Person]:
    """Everybody by id, in the order of their names."""
    found = dicts(store, "SELECT * FROM person ORDER BY name")
    return {r["id"]: from_row(Person, r) for r in found}


def rounds(store: Door) -> tuple[Round, ...]:
    """Every round, the latest first."""
    found = dicts(store, "SELECT * FROM round ORDER BY starts DESC, id")
    return tuple(from_row(Round, r) for r in found)


def case(store: Door, case_id: str) -> Case | None:
    """One case by its id."""
    found = dicts(store, "SELECT * FROM child_case WHERE id = ?", [case_id])
    return next((from_row(Case, r) for r in found), None)


def cases(store: Door, ids: Iterable[str] | None = None) -> dict[str, Case]:
    """Cases by id: those asked for, or all."""
    if ids is None:
        found = dicts(store, "SELECT * FROM child_case ORDER BY reference")
        return {r["id"]: from_row(Case, r) for r in found}
    wanted = list(dict.fromkeys(ids))
    out: dict[str, Case] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" for _ in part)
        for r in dicts(store, f"SELECT * FROM child_case WHERE id IN ({marks})", part):
            out[r["id"]] = from_row(Case, r)
    return out


def case_by_number(store: Door, number: str) -> Case | None:
    """The case with this council number or reference."""
    found = dicts(
        store,
        "SELECT * FROM child_case WHERE council_number = ? OR reference = ?",
        [number, number],
    )
    return next((from_row(Case, r) for r in found), None)


def case_by_reference(store: Door, reference: str) -> Case | None:
    """The case with this reference."""
    found = dicts(store, "SELECT * FROM child_case WHERE reference = ?", [reference])
    return next((from_row(Case, r) for r in found), None)


def open_cases_by_kind(store: Door) -> dict[str, int]:
    """How many open cases there are of each kind."""
    found = dicts(
        store,
        "SELECT kind, count(*) AS n FROM child_case WHERE closed IS NULL GROUP BY kind ORDER BY kind",
    )
    return {r["kind"]: r["n"] for r in found}


def allocation(store: Door, allocation_id: str) -> Allocation | None:
    """One allocation by its id."""
    found = dicts(store, "SELECT * FROM allocation WHERE id = ?", [allocation_id])
    return next((from_row(Allocation, r) for r in found), None)


def allocations(
    store: Door, *, round_: str = "", auditor: str = "", states: Sequence[str] = ()
) -> tuple[Allocation, ...]:
    """Allocations of a round, an auditor or in some states, by due date."""
    where, values = ["1"], list[str]()
    if round_:
        where.append("round = ?")
        values.append(round_)
    if auditor:
        where.append("auditor = ?")
        values.append(auditor)
    if states:
        where.append(f"state IN ({', '.join('?' for _ in states)})")
        values.extend(states)
    found = dicts(
        store, f"SELECT * FROM allocation WHERE {' AND '.join(where)} ORDER BY due, id", values
    )
    return tuple(from_row(Allocation, r) for r in found)


def cases_like(store: Door, text: str, *, number: bool = False, most: int = 8) -> tuple[Case, ...]:
    """Cases whose reference begins with the text; with `number` also by the council's whole number."""
    begins = text.upper().replace("%", "").replace("_", "") + "%"
    found = dicts(
        store,
        "SELECT * FROM child_case WHERE reference LIKE ? OR (? AND council_number = ?)"
        " ORDER BY reference LIMIT ?",
        [begins, int(number), text, most],
    )
    return tuple(from_row(Case, r) for r in found)


def given(store: Door, round_: str, today: date) -> tuple[int, int]:
    """How many cases of a round are given to somebody, and how many of them are late to start."""
    every = store.raw.execute(
        "SELECT count(*) FROM allocation WHERE round = ? AND state != 'returned'", [round_]
    ).fetchone()[0]
    late = store.raw.execute(
        "SELECT count(*) FROM allocation WHERE round = ? AND state = 'allocated' AND due < ?",
        [round_, today.isoformat()],
    ).fetchone()[0]
    return int(every), int(late)


def allocated_again(store: Door) -> frozenset[str]:
    """The cases that wait for a re-audit with somebody."""
    found = store.raw.execute(
        "SELECT \"case\" FROM allocation WHERE selection = 're_audit' AND state = 'allocated'"
    )
    return frozenset(case for (case,) in found)
