"""The shelf of legal holds and disposals: what is held, what is due for review, what is gone.

A hold is enforced here, at the store: `held` is asked by the door through which every erasure goes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from qa_tool.ledger.entry import Entry
from qa_tool.retention.model import Disposal, Hold
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, record, text_of

if TYPE_CHECKING:
    from qa_tool.store.core import Store

_MOST = 500


def _apply_hold(store: Door, entry: Entry) -> None:
    """A hold, or its lifting: two people who lift it at once lift it once."""
    if entry.body is None:
        return
    body = dict(entry.body)
    before = store.raw.execute("SELECT plain FROM hold WHERE id = ?", [body["id"]]).fetchone()
    held = json.loads(before[0]) if before else {}
    ends = [one for one in (held, body) if one.get("lifted")]
    kept = min(ends, key=lambda one: (one["lifted"], text_of(one))) if ends else body
    put(
        store, "hold",
        {"id": kept["id"], "what": kept["what"], "of": kept["of"], "at": kept["at"],
         "lifted": kept.get("lifted"), "plain": text_of(kept)},
    )  # fmt: skip


def _apply_disposal(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    body = dict(entry.body)
    put(
        store, "disposal",
        {"id": body["id"], "class": body["record_class"], "at": body["at"], "plain": text_of(body)},
    )  # fmt: skip
    store.raw.executemany(
        "INSERT OR IGNORE INTO disposed (class, of, disposal) VALUES (?, ?, ?)",
        [(body["record_class"], of, body["id"]) for of in body["of"]],
    )


register("hold", _apply_hold, tables=("hold",))
register("disposal", _apply_disposal, tables=("disposal", "disposed"))


def holds(store: Door, *, standing: bool = False) -> tuple[Hold, ...]:
    """Every hold, or those that nobody has lifted, the latest first."""
    where = " WHERE lifted IS NULL" if standing else ""
    found = dicts(store, f"SELECT plain FROM hold{where} ORDER BY at DESC, id")
    return tuple(record(Hold, json.loads(r["plain"])) for r in found)


def hold(store: Door, hold_id: str) -> Hold | None:
    """One hold by its id."""
    found = dicts(store, "SELECT plain FROM hold WHERE id = ?", [hold_id])
    return next((record(Hold, json.loads(r["plain"])) for r in found), None)


def disposals(store: Door) -> tuple[Disposal, ...]:
    """Everything that was disposed of or erased on request, the latest first."""
    found = dicts(store, "SELECT plain FROM disposal ORDER BY at DESC, id")
    return tuple(record(Disposal, json.loads(r["plain"])) for r in found)


# --- what a hold covers ------------------------------------------------------------------------

_FIRST: Mapping[str, tuple[str, ...]] = {
    "case": (
        'SELECT id FROM audit WHERE "case" = ?', 'SELECT id FROM draft WHERE json_extract(plain, \'$.case\') = ?',
        'SELECT id FROM allocation WHERE "case" = ?', 'SELECT id FROM action WHERE "case" = ?',
        'SELECT id FROM safety WHERE "case" = ?', 'SELECT id FROM notice WHERE "case" = ?',
        'SELECT s.id FROM notice_step s JOIN notice n ON n.id = s.notice WHERE n."case" = ?',
        "SELECT id FROM diagnostic_session WHERE instr(plain, '\"' || ? || '\"')",
        "SELECT id FROM calibration WHERE instr(examples, '\"' || ? || '\"')",
    ),
    "worker": (
        "SELECT id FROM audit WHERE worker = ?", "SELECT id FROM reply WHERE who = ?",
        "SELECT id FROM action WHERE owner = ?", "SELECT id FROM notice WHERE worker = ?",
        "SELECT s.id FROM notice_step s JOIN notice n ON n.id = s.notice WHERE n.worker = ?",
        "SELECT a.allocation FROM audit a WHERE a.worker = ?",
    ),
    "audit": (
        ("SELECT b.id FROM audit a JOIN audit b ON b.allocation = a.allocation WHERE a.id = ?"
        " AND a.allocation != ''"),
        "SELECT allocation FROM audit WHERE id = ?",
    ),
    "round": (
        "SELECT id FROM audit WHERE round = ?", "SELECT id FROM allocation WHERE round = ?",
    ),
}  # fmt: skip
# What hangs on audits and on what was given out: asked with many ids at once.
_THEN = tuple(
    f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
    for table, column in (
        ("reading", "audit"), ("dispute", "audit"), ("remark", "audit"), ("reply", "audit"),
        ("action", "audit"), ("safety", "audit"), ("quotation", "version"),
        ("feedback", "audit"), ("supervision", "audit"), ("tag", "audit"),
        ("voice_check", "allocation"), ("voice_attempt", "allocation"),
    )
)  # fmt: skip


def covered(store: Door, one: Hold) -> frozenset[str]:
    """The ids of everything that a hold covers."""
    found = {one.of}
    for sql in _FIRST[one.what]:
        found.update(str(row[0]) for row in store.raw.execute(sql, [one.of]) if row[0])
    asked = json.dumps(sorted(found))
    for sql in _THEN:
        found.update(str(row[0]) for row in store.raw.execute(sql, [asked]))
    return frozenset(found)


def held_ids(store: Door) -> dict[str, Hold]:
    """Every id that a standing hold covers, and which; of several the earliest made."""
    out: dict[str, Hold] = {}
    for one in holds(store, standing=True):
        out |= dict.fromkeys(covered(store, one), one)
    return out


def held(store: Door, entries: Iterable[Entry]) -> dict[str, Hold]:
    """The entries whose words a standing hold keeps, by id: by what they are of or what they name."""
    ids = held_ids(store)
    if not ids:
        return {}
    # A practitioner's own id stands in most entries that they only wrote.
    apart = {one.of for one in ids.values() if one.what == "worker"}
    out: dict[str, Hold] = {}
    for entry in entries:
        names = [entry.object.removesuffix(".words"), *(set(_texts(entry.body)) - apart)]
        found = next((ids[name] for name in names if name in ids), None)
        if found is not None:
            out[entry.id] = found
    return out


def _texts(value: Any) -> Iterator[str]:
    """Every short text in a body: an id is one of them."""
    if isinstance(value, str):
        if len(value) <= _MOST:
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


# --- what is due for review ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """One record that was finished before a day: what it is of, and when its period began."""

    id: str
    case: str
    began: date
    form: str = ""
    template: str = ""


def _gone(keys: Iterable[str], column: str) -> str:
    listed = ", ".join(f"'{key}'" for key in keys)
    return f"NOT EXISTS (SELECT 1 FROM disposed d WHERE d.class IN ({listed}) AND d.of = {column})"


_OF_AUDITS = ("case_audit", "observation", "supervision_audit", "service_audit")
_FINISHED = "(x.state IN ('verified', 'withdrawn') OR (x.state = 'done' AND x.needs_verifying = 0))"
_ACTION_END = "coalesce(x.verified, x.done, x.due, x.raised)"
_DUE: Mapping[str, str] = {
    "audit": (
        'SELECT x.id, x."case" AS c, coalesce(x.signed_off, x.handed_in) AS began, x.fingerprint AS f,'
        " x.template AS t FROM audit x WHERE x.superseded = 0 AND x.state IN ('signed_off', 'closed')"
        f" AND x.handed_in < :day AND began < :day AND {_gone(_OF_AUDITS, 'x.id')}"
    ),
    "action": (
        f"SELECT x.id, x.\"case\" AS c, {_ACTION_END} AS began, '' AS f, '' AS t FROM action x WHERE"
        f" {_FINISHED} AND x.raised < :day AND began < :day AND {_gone(('action',), 'x.id')}"
    ),
    "safety_stop": (
        "SELECT x.id, x.\"case\" AS c, x.settled AS began, '' AS f, '' AS t FROM safety x"
        f" WHERE x.settled < :day AND {_gone(('safety_stop',), 'x.id')}"
    ),
    "notice": (
        'SELECT x.id, x."case" AS c, (SELECT max(s.at) FROM notice_step s WHERE s.notice = x.id) AS'
        " began, '' AS f, '' AS t FROM notice x WHERE x.open = 0 AND x.effect_due IS NULL"
        f" AND began < :day AND {_gone(('notice',), 'x.id')}"
    ),
    "concern": (
        "SELECT x.id, '' AS c, x.ended AS began, '' AS f, '' AS t FROM concern x"
        f" WHERE x.ended < :day AND {_gone(('concern',), 'x.id')}"
    ),
    "diagnostic": (
        "SELECT x.id, '' AS c, x.day AS began, '' AS f, '' AS t FROM diagnostic_session x"
        f" WHERE x.state = 'closed' AND x.day < :day AND {_gone(('diagnostic',), 'x.id')}"
    ),
    "survey": (
        "SELECT x.id, '' AS c, date(x.quarter, '+3 months', '-1 day') AS began, '' AS f, '' AS t"
        f" FROM survey x WHERE began < :day AND {_gone(('survey',), 'x.id')}"
    ),
    "calibration": (
        "SELECT x.id, '' AS c, x.closed AS began, '' AS f, '' AS t FROM calibration x"
        f" WHERE x.state = 'closed' AND x.closed < :day AND {_gone(('calibration',), 'x.id')}"
    ),
    "requirement": (
        "SELECT x.id, coalesce(json_extract(s.plain, '$.case'), '') AS c, json_extract(x.plain,"
        " '$.settled') AS began, '' AS f, '' AS t FROM requirement x LEFT JOIN source s ON"
        f" s.id = x.source WHERE x.state != 'open' AND began < :day AND {_gone(('requirement',), 'x.id')}"
    ),
    "objective": (
        "SELECT x.id, '' AS c, coalesce(json_extract(x.plain, '$.due'), (SELECT max(json_extract("
        "r.plain, '$.settled')) FROM requirement r WHERE r.objective = x.id)) AS began, '' AS f, '' AS t"
        " FROM objective x WHERE json_extract(x.plain, '$.ended') AND began < :day"
        f" AND {_gone(('objective',), 'x.id')}"
    ),
    "comment": (
        "SELECT x.id, '' AS c, json_extract(x.plain, '$.said') AS began, '' AS f, '' AS t FROM"
        f" framework_comment x WHERE began < :day AND {_gone(('comment',), 'x.id')}"
    ),
    "case": (
        "SELECT x.id, x.id AS c, x.closed AS began, '' AS f, '' AS t FROM child_case x"
        " WHERE x.closed < :day AND (x.council_number != '' OR x.family != '')"
        f" AND {_gone(('case',), 'x.id')}"
        " AND NOT EXISTS (SELECT 1 FROM allocation l WHERE l.\"case\" = x.id AND l.state = 'allocated')"
        " AND NOT EXISTS (SELECT 1 FROM draft w WHERE json_extract(w.plain, '$.case') = x.id)"
        # While something about the child is open, somebody must be able to find the child.
        ' AND NOT EXISTS (SELECT 1 FROM safety s WHERE s."case" = x.id AND s.settled IS NULL)'
        ' AND NOT EXISTS (SELECT 1 FROM notice n WHERE n."case" = x.id AND (n.open OR n.effect_due IS NOT NULL))'
        ' AND NOT EXISTS (SELECT 1 FROM action a WHERE a."case" = x.id AND NOT'
        f" {_FINISHED.replace('x.', 'a.')})"
        ' AND NOT EXISTS (SELECT 1 FROM audit u WHERE u."case" = x.id AND u.superseded = 0'
        f" AND {_gone(_OF_AUDITS, 'u.id')})"
    ),
}


def due(store: Door, key: str, before: date) -> tuple[Found, ...]:
    """Finished records whose period began before a day, the oldest first; `audit` asks for all audits."""
    found = dicts(store, f"{_DUE[key]} ORDER BY began, x.id", {"day": before.isoformat()})
    return tuple(
        Found(r["id"], r["c"], date.fromisoformat(r["began"][:10]), r["f"], r["t"]) for r in found
    )


# --- what a record consists of --------------------------------------------------------------------

_PARTS: Mapping[str, tuple[str, ...]] = {
    "audit": (
        "SELECT id FROM audit WHERE id IN ({of})",
        "SELECT allocation FROM audit WHERE id IN ({of})",
        "SELECT id FROM reading WHERE audit IN ({of})", "SELECT id FROM dispute WHERE audit IN ({of})",
        "SELECT id FROM remark WHERE audit IN ({of})", "SELECT id FROM reply WHERE audit IN ({of})",
        "SELECT id FROM quotation WHERE version IN ({of}) OR audit IN ({of})",
        "SELECT id FROM voice_check WHERE allocation IN (SELECT allocation FROM audit WHERE id IN ({of}))",
        "SELECT id FROM voice_attempt WHERE allocation IN (SELECT allocation FROM audit WHERE id IN ({of}))",
        ("SELECT id || '.words' FROM voice_words WHERE allocation IN"
        " (SELECT allocation FROM audit WHERE id IN ({of}))"),
    ),
    "calibration": ("SELECT ?", "SELECT id FROM calibration_grades WHERE session = ?"),
    "comment": ("SELECT ?", "SELECT ? || '/answer'"),
    "notice": ("SELECT ?", "SELECT id FROM notice_step WHERE notice = ?"),
    "diagnostic": (
        "SELECT ?", "SELECT id FROM diagnostic_finding WHERE session = ?",
        "SELECT id FROM diagnostic_commitment WHERE session = ?",
    ),
}  # fmt: skip
# An audit with its earlier versions: they were given out once, and reopened.
_VERSIONS = (
    "SELECT ? UNION SELECT b.id FROM audit a JOIN audit b ON b.allocation = a.allocation"
    " WHERE a.allocation != '' AND a.id = ?"
)


def objects(store: Door, key: str, of: str) -> tuple[str, ...]:
    """The ids of everything in the ledger that one record of a class consists of."""
    asked = _PARTS.get(key, ("SELECT ?",))
    found: list[str] = []
    for sql in asked:
        whole = sql.replace("{of}", _VERSIONS)
        found += [
            str(row[0])
            for row in store.raw.execute(whole, [of] * whole.count("?")).fetchall()
            if row[0]
        ]
    return tuple(dict.fromkeys(found))


_OWN = '(x."case" = :case OR x.audit IN (SELECT id FROM audit WHERE "case" = :case))'
_NAMED = "instr(x.{}, '\"' || :case || '\"')"
_BESIDE: Mapping[str, str] = {
    "action, not finished": f"action x WHERE {_OWN} AND NOT {_FINISHED}",
    "action on findings elsewhere too": (
        f"action x WHERE NOT {_OWN} AND x.id IN (SELECT l.action FROM action_link l JOIN audit a"
        " ON a.id = l.of WHERE l.what = 'audit' AND a.\"case\" = :case)"
        f" AND {_gone(('action', 'on_request'), 'x.id')}"
    ),
    "safety stop": f"safety x WHERE {_OWN} AND {_gone(('safety_stop',), 'x.id')}",
    "QA notice": f'notice x WHERE x."case" = :case AND {_gone(("notice",), "x.id")}',
    "calibration session": (
        f"calibration x WHERE {_NAMED.format('examples')} AND {_gone(('calibration',), 'x.id')}"
    ),
    "diagnostic session": (
        f"diagnostic_session x WHERE {_NAMED.format('plain')} AND {_gone(('diagnostic',), 'x.id')}"
    ),
    "source of requirements": f"source x WHERE {_NAMED.format('plain')}",
}


def beside(store: Door, case: str) -> dict[str, int]:
    """What else holds words about a case and is kept by a class of its own: how many of each."""
    told = {
        name: int(store.raw.execute(f"SELECT count(*) FROM {sql}", {"case": case}).fetchone()[0])
        for name, sql in _BESIDE.items()
    }
    return {name: n for name, n in told.items() if n}


def finished_actions(store: Door, case: str) -> tuple[str, ...]:
    """Every finished action of a case and of its audits."""
    found = store.raw.execute(
        f"SELECT x.id FROM action x WHERE {_OWN} AND {_FINISHED} ORDER BY x.id", {"case": case}
    )
    return tuple(str(row[0]) for row in found)


def printed(store: Door, objects: Iterable[str]) -> dict[str, frozenset[str]]:
    """The frozen sets in which any of these quotations stands, by the set's name in the ledger."""
    quoted = store.raw.execute(
        "SELECT id FROM quotation WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(objects))],
    )
    out: dict[str, set[str]] = {}
    for (name,) in quoted.fetchall():
        sets = store.raw.execute(
            "SELECT object FROM entry WHERE kind = 'publication' AND object LIKE '%/set'"
            " AND instr(body, '\"' || ? || '\"')",
            [name],
        )
        for (set_,) in sets:
            out.setdefault(str(set_), set()).add(str(name))
    return {name: frozenset(ids) for name, ids in sorted(out.items())}


def versions(store: Door, case: str) -> tuple[str, ...]:
    """Every audit of a case, also one that was reopened since."""
    found = store.raw.execute('SELECT id FROM audit WHERE "case" = ? ORDER BY id', [case])
    return tuple(str(row[0]) for row in found)


def being_written(store: Door, case: str) -> bool:
    """Whether somebody is writing an audit of this case: here, or a reopened one on any laptop."""
    sql = (
        "SELECT 1 FROM draft WHERE json_extract(plain, '$.case') = :case UNION ALL SELECT 1 FROM audit a"
        ' WHERE a."case" = :case AND a.superseded = 1'
        " AND NOT EXISTS (SELECT 1 FROM audit b WHERE b.parent = a.id) LIMIT 1"
    )
    return store.raw.execute(sql, {"case": case}).fetchone() is not None


def given_out(store: Door, case: str) -> list[str]:
    """Every allocation of a case, also one that was returned."""
    found = store.raw.execute('SELECT id FROM allocation WHERE "case" = ? ORDER BY id', [case])
    return [str(row[0]) for row in found]


def about_worker(store: Door, person: str) -> dict[str, str]:
    """Every audit about a practitioner's work, each version, with its allocation."""
    found = store.raw.execute(
        "SELECT id, allocation FROM audit WHERE worker = ? ORDER BY id", [person]
    )
    return {str(audit): str(given) for audit, given in found}


def naming(
    store: "Store", ids: Iterable[str], wanted: Iterable[str], but: Iterable[str]
) -> tuple[Entry, ...]:
    """Every counting entry with words that is of one of these ids or names a wanted one, in order of arrival.

    What is of an id under `but`, or names one, is left out. Reads every body once.
    """
    asked = [json.dumps(sorted(some)) for some in (ids, wanted, but, but)]
    found = store.raw.execute(
        "SELECT id FROM entry WHERE body IS NOT NULL AND (replace(object, '.words', '') IN"
        " (SELECT value FROM json_each(?)) OR EXISTS (SELECT 1 FROM json_each(?) WHERE"
        " instr(body, '\"' || value || '\"')))"
        " AND replace(object, '.words', '') NOT IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(body, '\"' || value || '\"'))"
        " ORDER BY row",
        asked,
    ).fetchall()
    roster = store.ledger.roster()
    return tuple(one for one in store.ledger.these(row[0] for row in found) if roster.counts(one))
