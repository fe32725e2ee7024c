"""The shelf of templates in use, and of the council's policy."""

import json
from typing import Any

from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.door import Door
from qa_tool.store.record import dicts


def _apply_template(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    body = entry.body
    if "retired" in body:
        store.raw.execute(
            "UPDATE template SET retired = ? WHERE key = ?", [body["retired"], body["key"]]
        )
        return
    store.raw.execute("UPDATE template SET current = 0, retired = '' WHERE key = ?", [body["key"]])
    store.raw.execute(
        "INSERT OR REPLACE INTO template"
        " (fingerprint, key, version, title, plain, since, current, notes)"
        " VALUES (?, ?, ?, ?, ?, ?, 1, ?)",
        [
            body["fingerprint"], body["key"], body["version"], body["title"],
            json.dumps(body["plain"], ensure_ascii=False, sort_keys=True), entry.claimed,
            body.get("notes") or _notes(store, body["fingerprint"]),
        ],
    )  # fmt: skip


def _notes(store: Door, fingerprint: str) -> str:
    """What was said of this version before: taken into use once more it keeps that."""
    found = store.raw.execute("SELECT notes FROM template WHERE fingerprint = ?", [fingerprint])
    return next((str(notes) for (notes,) in found), "")


def _apply_policy(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    store.raw.execute(
        "INSERT OR REPLACE INTO policy (one, plain, since) VALUES (1, ?, ?)",
        [json.dumps(entry.body, ensure_ascii=False, sort_keys=True), entry.claimed],
    )


register("template", _apply_template, tables=("template",))
register("policy", _apply_policy, tables=("policy",))


def current(store: Door) -> dict[str, dict[str, Any]]:
    """The version in use of every template: key to its row, `plain` opened."""
    found = dicts(store, "SELECT * FROM template WHERE current = 1 ORDER BY title")
    return {r["key"]: r | {"plain": json.loads(r["plain"])} for r in found}


def every(store: Door) -> tuple[dict[str, Any], ...]:
    """Every version that was ever in use, without its text."""
    return tuple(
        dicts(
            store,
            "SELECT fingerprint, key, version, title, since, current, notes, retired FROM template"
            " ORDER BY title, since",
        )
    )


def plain(store: Door, fingerprint: str) -> dict[str, Any] | None:
    """The template with this fingerprint, as plain values."""
    found = dicts(store, "SELECT plain FROM template WHERE fingerprint = ?", [fingerprint])
    return next((json.loads(r["plain"]) for r in found), None)


def policy(store: Door) -> dict[str, Any] | None:
    """The council's policy in force, as plain values."""
    found = dicts(store, "SELECT plain FROM policy WHERE one = 1")
    return next((json.loads(r["plain"]) for r in found), None)


def used_by_audits(store: Door) -> set[str]:
    """The fingerprints that audits and drafts name."""
    found = {mark for (mark,) in store.raw.execute("SELECT DISTINCT fingerprint FROM audit")}
    drafts = store.raw.execute("SELECT DISTINCT json_extract(plain, '$.fingerprint') FROM draft")
    return found | {mark for (mark,) in drafts}
