"""The shelf of indicators."""

import json

from qa_tool.indicator.model import Indicator
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record, text_of


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        store.raw.execute("DELETE FROM indicator WHERE id = ?", [entry.object])
        return
    body = dict(entry.body)
    put(
        store,
        "indicator",
        {
            "id": body["id"], "name": body["name"], "retired": int(body.get("retired", False)),
            "plain": text_of(body),
        },
    )  # fmt: skip


register("indicator", _apply, tables=("indicator",))


def indicator(store: Door, indicator_id: str) -> Indicator | None:
    """One indicator by its id."""
    found = dicts(store, "SELECT plain FROM indicator WHERE id = ?", [indicator_id])
    return next((record(Indicator, json.loads(r["plain"])) for r in found), None)


def indicators(store: Door) -> tuple[Indicator, ...]:
    """Every indicator, those in use first, by name."""
    found = dicts(store, "SELECT plain FROM indicator ORDER BY retired, name, id")
    return tuple(record(Indicator, json.loads(r["plain"])) for r in found)
