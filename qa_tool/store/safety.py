"""The shelf of safety stops: written when made, never waiting for a hand-in."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from qa_tool.audit.safety import SafetyStop
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    body = _joined(store, entry.body)
    put(
        store,
        "safety",
        {
            "id": body["id"], "audit": body["audit"], "case": body["case"],
            "level": body["level"], "raised": body["raised"], "settled": body.get("settled"),
            "plain": json.dumps(dict(body), ensure_ascii=False, sort_keys=True),
        },
    )  # fmt: skip


def _joined(store: Door, body: Mapping[str, Any]) -> dict[str, Any]:
    """What two people recorded at the same time on two laptops: nobody's call or visit is lost."""
    found = store.raw.execute("SELECT plain FROM safety WHERE id = ?", [body["id"]]).fetchone()
    held = json.loads(found[0]) if found else {}
    out = {**body}
    for name, order in (("told", "when"), ("followed", "on")):
        every = {_text(one): one for one in (*held.get(name, ()), *body.get(name, ()))}
        out[name] = [every[key] for key in sorted(every, key=lambda k: (every[k][order], k))]
    out["plan"] = min(filter(None, (held.get("plan"), body.get("plan"))), default=None)
    ends = [one for one in (held, body) if one.get("settled")]
    if ends:  # the later words stand, whichever laptop is read first
        last = max(ends, key=lambda one: tuple(one.get(name) or "" for name in _END))
        out |= {name: last.get(name) or "" for name in _END}
    return out


_END = ("settled", "settled_by", "difference")


def _text(one: Mapping[str, Any]) -> str:
    return json.dumps(one, ensure_ascii=False, sort_keys=True)


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


def cases_of(store: Door, audits: Iterable[str]) -> frozenset[str]:
    """The cases that these audits are about."""
    found = store.raw.execute(
        'SELECT "case" FROM audit WHERE id IN (SELECT value FROM json_each(?))',
        [json.dumps(sorted(audits))],
    )
    return frozenset(case for (case,) in found)
