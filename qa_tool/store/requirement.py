"""The shelf of requirements and objectives: what asks for actions, and which actions answer."""

import json
from collections.abc import Iterable
from typing import Any

from qa_tool.action.requirement import Objective, Requirement, Source
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, plain, record

TABLES = ("source", "requirement", "objective")


def _text(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)


def _apply(store: Door, entry: Entry) -> None:
    """An entry of this kind holds a source or a requirement."""
    if entry.body is None:
        for table in ("source", "requirement"):
            store.raw.execute(f"DELETE FROM {table} WHERE id = ?", [entry.object])
        return
    if "source" in entry.body:
        source = record(Source, entry.body["source"])
        put(store, "source", {"id": source.id, "plain": _text(source)})
        return
    one = record(Requirement, entry.body["requirement"])
    put(
        store, "requirement",
        {"id": one.id, "source": one.source, "state": one.state, "due": plain(one.due),
         "objective": one.objective, "plain": _text(one)},
    )  # fmt: skip


def _apply_objective(store: Door, entry: Entry) -> None:
    if entry.body is None:
        store.raw.execute("DELETE FROM objective WHERE id = ?", [entry.object])
        return
    objective = record(Objective, entry.body)
    put(store, "objective", {"id": objective.id, "plain": _text(objective)})


register("requirement", _apply, tables=("source", "requirement"))
register("objective", _apply_objective, tables=("objective",))


def source(store: Door, source_id: str) -> Source | None:
    """One source by its id."""
    found = dicts(store, "SELECT plain FROM source WHERE id = ?", [source_id])
    return next((record(Source, json.loads(r["plain"])) for r in found), None)


def sources(store: Door) -> tuple[Source, ...]:
    """Every source, the latest first."""
    found = [record(Source, json.loads(r["plain"])) for r in dicts(store, "SELECT * FROM source")]
    found.sort(key=lambda one: (one.title, one.id))
    found.sort(key=lambda one: one.said.isoformat() if one.said else "", reverse=True)
    return tuple(found)


def requirement(store: Door, requirement_id: str) -> Requirement | None:
    """One requirement by its id."""
    found = dicts(store, "SELECT plain FROM requirement WHERE id = ?", [requirement_id])
    return next((record(Requirement, json.loads(r["plain"])) for r in found), None)


def requirements(store: Door, *, source: str = "") -> tuple[Requirement, ...]:
    """Every requirement, or those of one source, in the order of the list they came from."""
    where, values = (" WHERE source = ?", [source]) if source else ("", [])
    found = dicts(store, f"SELECT plain FROM requirement{where}", values)
    every = [record(Requirement, json.loads(r["plain"])) for r in found]
    return tuple(sorted(every, key=lambda one: (one.source, one.place, one.id)))


def objectives(store: Door) -> tuple[Objective, ...]:
    """Every objective, in the order of the plan."""
    found = dicts(store, "SELECT plain FROM objective")
    every = [record(Objective, json.loads(r["plain"])) for r in found]
    return tuple(sorted(every, key=lambda one: (one.ended, one.place, one.title, one.id)))


def answered(store: Door, hidden: Iterable[str]) -> dict[str, tuple[int, int, int, int]]:
    """By requirement, the actions that answer it: in sight, finished, open, out of sight.

    Withdrawn actions answer nothing; the last number is of those that the blind withholds.
    """
    blind = list(hidden)
    marks = ", ".join("?" for _ in blind) or "SELECT 1 WHERE 0"  # of nothing
    found = store.raw.execute(
        "SELECT l.of, sum(NOT out), sum(NOT out AND done), sum(NOT out AND a.state = 'open'), sum(out)"
        " FROM action_link l JOIN (SELECT id, state,"
        " state = 'verified' OR (state = 'done' AND NOT needs_verifying) AS done,"
        f" audit IN ({marks}) OR id IN (SELECT action FROM action_link WHERE what = 'audit'"
        f" AND of IN ({marks})) AS out FROM action WHERE state != 'withdrawn') a ON a.id = l.action"
        " WHERE l.what = 'requirement' GROUP BY l.of",
        [*blind, *blind],
    )
    return {of: (int(n), int(done), int(still), int(out)) for of, n, done, still, out in found}
