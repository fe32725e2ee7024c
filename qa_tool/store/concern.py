"""The shelf of concerns that were taken higher."""

import json

from qa_tool.concern.model import Concern
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:  # erased: the row goes, the entry stays
        store.raw.execute("DELETE FROM concern WHERE id = ?", [entry.object])
        return
    body = dict(entry.body)
    put(
        store,
        "concern",
        {
            "id": body["id"], "taken": body["taken"],
            "ended": body.get("answered") or body.get("withdrawn"),
            "plain": json.dumps(body, ensure_ascii=False, sort_keys=True),
        },
    )  # fmt: skip


register("concern", _apply, tables=("concern",))


def concern(store: Door, concern_id: str) -> Concern | None:
    """One concern by its id."""
    found = dicts(store, "SELECT plain FROM concern WHERE id = ?", [concern_id])
    return next((record(Concern, json.loads(r["plain"])) for r in found), None)


def concerns(store: Door, *, only_waiting: bool = False) -> tuple[Concern, ...]:
    """Every concern, or those without an answer, the oldest first."""
    where = " WHERE ended IS NULL" if only_waiting else ""
    found = dicts(store, f"SELECT plain FROM concern{where} ORDER BY taken, id")
    return tuple(record(Concern, json.loads(r["plain"])) for r in found)
