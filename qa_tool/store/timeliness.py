"""The shelf of the dates that stand beside audits: of every clock that somebody looked at."""

import json
from collections.abc import Iterable

from qa_tool.audit.timeliness import Dates
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record, text_of

_SOME = 500


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        store.raw.execute("DELETE FROM timeliness WHERE id = ?", [entry.object])
        return
    body = dict(entry.body)
    put(
        store,
        "timeliness",
        {
            "id": body["id"], "allocation": body["allocation"], "clock": body["clock"],
            "withdrawn": int(body.get("withdrawn", False)), "plain": text_of(body),
        },
    )  # fmt: skip


register("timeliness", _apply, tables=("timeliness",))


def of_allocations(store: Door, allocations: Iterable[str]) -> tuple[Dates, ...]:
    """Every clock's dates of these audits that nobody took back."""
    wanted, found = list(allocations), list[Dates]()
    for start in range(0, len(wanted), _SOME):
        some = wanted[start : start + _SOME]
        marks = ", ".join("?" for _ in some)
        rows = dicts(
            store,
            f"SELECT plain FROM timeliness WHERE withdrawn = 0 AND allocation IN ({marks})"
            " ORDER BY id",
            some,
        )
        found += [record(Dates, json.loads(r["plain"])) for r in rows]
    return tuple(found)


def allocations_of(store: Door, audits: Iterable[str]) -> dict[str, str]:
    """The allocation that each of these audits was made of, by the audit's id."""
    wanted, found = list(audits), dict[str, str]()
    for start in range(0, len(wanted), _SOME):
        some = wanted[start : start + _SOME]
        marks = ", ".join("?" for _ in some)
        rows = store.raw.execute(f"SELECT id, allocation FROM audit WHERE id IN ({marks})", some)
        found |= {str(audit): str(allocation) for audit, allocation in rows}
    return found


def versions(store: Door, allocation: str) -> tuple[str, ...]:
    """The audits that were made of an allocation, the replaced ones too."""
    rows = store.raw.execute("SELECT id FROM audit WHERE allocation = ? ORDER BY id", [allocation])
    return tuple(str(found[0]) for found in rows)
