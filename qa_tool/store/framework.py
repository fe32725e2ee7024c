"""The shelf of QA frameworks: as they are written, as they came into effect, and comments on drafts.

A comment and a coming into effect never change. Where two laptops wrote the same one, the row is the
lesser of the two texts, so that the order in which they arrive does not matter; one whose words were
disposed of stands above both.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa_tool.framework.model import Answer, Comment, Effect, Framework
from qa_tool.ledger.entry import Entry
from qa_tool.retention.words import GONE
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record, text_of


def _apply(store: Door, entry: Entry) -> None:
    body = dict(entry.body or {})
    if "framework" in body:
        one = body["framework"]
        row = {name: one[name] for name in ("id", "name", "version", "state")}
        put(store, "framework", row | {"plain": text_of(one)})
    elif "effect" in body:
        one = body["effect"]
        row = {name: one[name] for name in ("day", "at", "name", "version")}
        _once(store, "framework_effect", {"id": one["framework"], **row, "plain": text_of(one)})
    elif "template" in body:
        one = body["template"]
        row = {"id": one["fingerprint"], "plain": text_of(one["plain"])}
        put(store, "framework_text", row)


def _comment(store: Door, entry: Entry) -> None:
    body = dict(entry.body or {})
    if "comment" in body:
        one = body["comment"]
        row = {name: one[name] for name in ("id", "framework", "person")}
        _once(store, "framework_comment", row | {"plain": text_of(one)})
    elif "answer" in body:
        one = body["answer"]
        put(store, "framework_answer", {"id": one["comment"], "plain": text_of(one)})


def _once(store: Door, table: str, row: Mapping[str, Any]) -> None:
    """Keep a row; where there is one already, the one with the lesser text."""
    found = store.raw.execute(f"SELECT plain FROM {table} WHERE id = ?", [row["id"]]).fetchone()
    if found is None or _order(row["plain"]) < _order(found[0]):
        put(store, table, dict(row))


def _order(text: str) -> tuple[bool, str]:
    return GONE not in text, text


register("framework", _apply, tables=("framework", "framework_effect", "framework_text"))
register("comment", _comment, tables=("framework_comment", "framework_answer"))


def framework(store: Door, framework_id: str) -> Framework | None:
    """One version as it is written."""
    sql = "SELECT plain FROM framework WHERE id = ?"
    found = next(dicts(store, sql, [framework_id]), None)
    return record(Framework, json.loads(found["plain"])) if found else None


def frameworks(store: Door, states: Iterable[str] = ()) -> tuple[Framework, ...]:
    """Every version, or those in some states, by name and version."""
    wanted = tuple(states)
    where = f" WHERE state IN ({', '.join('?' for _ in wanted)})" if wanted else ""
    sql = f"SELECT plain FROM framework{where} ORDER BY name, version, id"
    return tuple(record(Framework, json.loads(r["plain"])) for r in dicts(store, sql, wanted))


def effects(store: Door) -> tuple[Effect, ...]:
    """Everything that came into effect, the first first."""
    sql = "SELECT plain FROM framework_effect ORDER BY day, at, id"
    return tuple(record(Effect, json.loads(r["plain"])) for r in dicts(store, sql))


@dataclass(frozen=True, slots=True)
class Stood:
    """What was in effect on a day, without its content."""

    framework: str
    name: str
    version: str
    day: date

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.name}, version {self.version}"


def stood_on(store: Door, day: date) -> Stood | None:
    """The framework in effect on a day: one indexed question."""
    found = store.raw.execute(
        "SELECT id, name, version, day FROM framework_effect WHERE day <= ?"
        " ORDER BY day DESC, at DESC, id DESC LIMIT 1",
        [day.isoformat()],
    ).fetchone()
    return Stood(found[0], found[1], found[2], date.fromisoformat(found[3])) if found else None


def text(store: Door, fingerprint: str) -> dict[str, Any] | None:
    """The text of a template that came with a framework."""
    sql = "SELECT plain FROM framework_text WHERE id = ?"
    found = next(dicts(store, sql, [fingerprint]), None)
    return json.loads(found["plain"]) if found else None


def comments(store: Door, framework_id: str) -> tuple[Comment, ...]:
    """What was said about one framework, in the order of days."""
    sql = "SELECT plain FROM framework_comment WHERE framework = ? ORDER BY id"
    found = [record(Comment, json.loads(r["plain"])) for r in dicts(store, sql, [framework_id])]
    return tuple(sorted(found, key=lambda one: (one.said, one.who, one.id)))


def comment(store: Door, comment_id: str) -> Comment | None:
    """One comment."""
    found = next(
        dicts(store, "SELECT plain FROM framework_comment WHERE id = ?", [comment_id]), None
    )
    return record(Comment, json.loads(found["plain"])) if found else None


def answers(store: Door, framework_id: str) -> Mapping[str, Answer]:
    """The answers to the comments on one framework, by comment."""
    sql = (
        "SELECT a.plain FROM framework_answer a JOIN framework_comment c ON c.id = a.id"
        " WHERE c.framework = ? ORDER BY a.id"
    )
    found = [record(Answer, json.loads(r["plain"])) for r in dicts(store, sql, [framework_id])]
    return {one.comment: one for one in found}


def counted(store: Door, ids: Sequence[str] = ()) -> dict[str, tuple[int, int]]:
    """By framework: how many comments, and how many of them have no answer."""
    where = f" WHERE c.framework IN ({', '.join('?' for _ in ids)})" if ids else ""
    sql = (
        "SELECT c.framework AS f, count(*) AS n, sum(a.id IS NULL) AS waits"
        " FROM framework_comment c LEFT JOIN framework_answer a ON a.id = c.id"
        f"{where} GROUP BY c.framework"
    )
    return {r["f"]: (int(r["n"]), int(r["waits"])) for r in dicts(store, sql, ids)}


def said_by(store: Door, framework_id: str, person: str) -> bool:
    """Whether somebody here has said anything about a framework."""
    found = store.raw.execute(
        "SELECT 1 FROM framework_comment WHERE framework = ? AND person = ? LIMIT 1",
        [framework_id, person],
    ).fetchone()
    return found is not None
