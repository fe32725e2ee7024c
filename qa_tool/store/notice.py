"""The shelf of QA notices: each step its own entry; what Home asks for is worked out when one comes in."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.ledger.entry import Entry
from qa_tool.notice.ladder import Ladder
from qa_tool.notice.model import Happened, Notice, Raised
from qa_tool.notice.rules import answerers, fold, in_order
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record, text_of


def _apply(store: Door, entry: Entry) -> None:
    """One step comes in, in whatever order: the notice's row is worked out of all that are here."""
    body = entry.body
    if body is None:
        return
    plain = text_of(dict(body))
    if "notice" in body:
        step = {"id": body["id"], "notice": body["notice"], "at": body["at"], "plain": plain}
        put(store, "notice_step", step | {"entry": entry.id})
        _settle(store, body["notice"])
        return
    columns = ("id", "kind", "case", "raised", "raised_by", "team", "worker")
    row = {name: body[name] for name in columns}
    put(
        store,
        "notice",
        row | {"audits": text_of(body["audits"]), "plain": plain, "entry": entry.id},
    )
    _settle(store, body["id"])


def _settle(store: Door, notice_id: str) -> None:
    found = notice(store, notice_id)
    if found is None:
        return
    now, effect = found.now, found.effect
    waits = found.waits
    store.raw.execute(
        "UPDATE notice SET open = ?, waits = ?, stage = ?, asked = ?, due = ?, effect_due = ?,"
        " answerers = ? WHERE id = ?",
        [
            int(found.open), waits, now.stage.key, now.to,
            now.due.isoformat() if now.due and waits == "answer" else None,
            effect.due.isoformat() if effect else None,
            text_of(sorted(answerers(found))),
            notice_id,
        ],
    )  # fmt: skip


def _ladder(store: Door, entry: Entry) -> None:
    if entry.body is not None:
        plain = text_of(dict(entry.body))
        put(store, "ladder", {"id": entry.object, "plain": plain, "entry": entry.id})


register("notice", _apply, tables=("notice", "notice_step"))
register("ladder", _ladder, tables=("ladder",))


def notice(store: Door, notice_id: str) -> Notice | None:
    """One notice with all that has happened to it."""
    return next(iter(notices(store, (notice_id,))), None)


def notices(
    store: Door, ids: Iterable[str] | None = None, *, live: bool = False
) -> tuple[Notice, ...]:
    """Notices, the latest first: those with these ids, or all; `live` those that are not over yet."""
    where = "(waits != '' OR effect_due IS NOT NULL)" if live else "1"
    values: list[str] = []
    if ids is not None:
        where += " AND id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(ids)))
    heads = dicts(store, f"SELECT plain FROM notice WHERE {where} ORDER BY raised DESC, id", values)
    found = [record(Raised, json.loads(r["plain"])) for r in heads]
    steps: dict[str, list[Happened]] = {}
    asked = json.dumps([one.id for one in found])
    for r in dicts(
        store,
        "SELECT plain FROM notice_step WHERE notice IN (SELECT value FROM json_each(?))",
        [asked],
    ):
        step = record(Happened, json.loads(r["plain"]))
        steps.setdefault(step.notice, []).append(step)
    # A notice is written with its first stage; without one (only in a pack cut short) it is not shown.
    made = (fold(one, steps.get(one.id, ())) for one in found)
    return tuple(one for one in made if one.steps)


def happened(store: Door, notice_id: str) -> tuple[Happened, ...]:
    """Every step of one notice, as it was written, the earliest first."""
    found = dicts(store, "SELECT plain FROM notice_step WHERE notice = ?", [notice_id])
    steps = [record(Happened, json.loads(r["plain"])) for r in found]
    return tuple(in_order(steps))


def entries(store: Door, notice_id: str) -> tuple[str, ...]:
    """The entries that a notice consists of now: what is written next names them as its parents."""
    found = store.raw.execute(
        "SELECT entry FROM notice WHERE id = ? UNION SELECT entry FROM notice_step WHERE notice = ?",
        [notice_id, notice_id],
    )
    return tuple(sorted(str(r[0]) for r in found))


@dataclass(frozen=True, slots=True)
class Line:
    """What Home and the counts ask of a notice, without its words."""

    id: str
    case: str
    raised_by: str
    waits: str
    asked: str
    due: date | None
    effect_due: date | None
    answerers: tuple[str, ...]
    worker: str


_LINE = 'SELECT id, "case", raised_by, waits, asked, due, effect_due, answerers, worker FROM notice'


def waiting(store: Door, today: date) -> tuple[Line, ...]:
    """Open notices, and those whose effect is asked for by now; the most urgent first."""
    found = dicts(
        store,
        f"{_LINE} WHERE (waits != '' OR effect_due IS NOT NULL)"
        " AND (waits != '' OR effect_due <= ?) ORDER BY coalesce(due, effect_due), id",
        [today.isoformat()],
    )
    return tuple(_line(r) for r in found)


def _line(r: Mapping[str, str]) -> Line:
    return Line(
        r["id"], r["case"], r["raised_by"], r["waits"], r["asked"],
        date.fromisoformat(r["due"]) if r["due"] else None,
        date.fromisoformat(r["effect_due"]) if r["effect_due"] else None,
        tuple(json.loads(r["answerers"])), r["worker"],
    )  # fmt: skip


def touching(store: Door, audits: Iterable[str]) -> frozenset[str]:
    """Notices that tell of these audits: linked to one, or raised by its auditor on the same child."""
    asked = json.dumps(sorted(audits))
    if asked == "[]":
        return frozenset()
    found = store.raw.execute(
        "WITH kept AS (SELECT value AS id FROM json_each(?))"
        " SELECT n.id FROM notice n, json_each(n.audits) a WHERE a.value IN (SELECT id FROM kept)"
        ' UNION SELECT n.id FROM audit a JOIN notice n ON n."case" = a."case"'
        " AND n.raised_by = a.auditor WHERE a.id IN (SELECT id FROM kept)",
        [asked],
    )
    return frozenset(str(r[0]) for r in found)


def concerns_of(store: Door, cases: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The concerns of each of these cases by id, the earliest first."""
    found: dict[str, list[str]] = {}
    for r in dicts(
        store,
        'SELECT id, "case" FROM notice WHERE kind = \'concern\' AND "case" IN'
        " (SELECT value FROM json_each(?)) ORDER BY raised, id",
        [json.dumps(sorted(set(cases)))],
    ):
        found.setdefault(r["case"], []).append(r["id"])
    return {case: tuple(ids) for case, ids in found.items()}


def ladders(store: Door) -> tuple[Ladder, ...]:
    """The ladders that the council wrote itself and still uses."""
    found = (json.loads(r["plain"]) for r in dicts(store, "SELECT plain FROM ladder ORDER BY id"))
    return tuple(record(Ladder, body["ladder"]) for body in found if body["ladder"])
