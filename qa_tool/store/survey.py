"""The shelf of surveys, complaints, compliments and advocacy: counts and messages by quarter."""

import json
from datetime import date

from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record
from qa_tool.survey.model import Survey


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:  # erased: the row goes, the entry stays
        store.raw.execute("DELETE FROM survey WHERE id = ?", [entry.object])
        return
    body = dict(entry.body)
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True)
    put(
        store, "survey",
        {"id": body["id"], "quarter": body["quarter"], "source": body["source"], "plain": plain},
    )  # fmt: skip


register("survey", _apply, tables=("survey",))


def surveys(
    store: Door, since: date | None = None, until: date | None = None
) -> tuple[Survey, ...]:
    """What was entered for the quarters that begin between two days, the earliest first."""
    found = dicts(
        store, "SELECT plain FROM survey WHERE quarter >= ? AND quarter <= ? ORDER BY quarter, source",
        [(since or date.min).isoformat(), (until or date.max).isoformat()],
    )  # fmt: skip
    return tuple(record(Survey, json.loads(r["plain"])) for r in found)
