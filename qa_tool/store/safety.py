"""The shelf of safety stops: written when made, never waiting for a hand-in."""

import json

from qa_tool.audit.safety import SafetyStop
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    body = entry.body
    put(
        store,
        "safety",
        {
            "id": body["id"], "audit": body["audit"], "case": body["case"],
            "level": body["level"], "raised": body["raised"], "settled": body.get("settled"),
            "plain": json.dumps(dict(body), ensure_ascii=False, sort_keys=True),
        },
    )  # fmt: skip


register("safety", _apply, tables=("safety",))


def stop(store: Door, stop_id: str) -> SafetyStop | None:
    """One safety stop by its id."""
    found = dicts(store, "SELECT plain FROM safety WHERE id = ?", [stop_id])
    return next((record(SafetyStop, json.loads(r["plain"])) for r in found), None)


def stops(
    store: Door, *, audit: str = "", case: str = "", only_open: bool = False
) -> tuple[SafetyStop, ...]:
    """Safety stops, the latest first: of one audit, of one case, or the whole register."""
    asked = [("audit = ?", audit), ('"case" = ?', case), ("settled IS NULL", only_open)]
    where = [part for part, wanted in asked if wanted]
    found = dicts(
        store,
        f"SELECT plain FROM safety{' WHERE ' if where else ''}{' AND '.join(where)}"
        " ORDER BY raised DESC, id",
        [value for value in (audit, case) if value],
    )
    return tuple(record(SafetyStop, json.loads(r["plain"])) for r in found)
