"""The shelf of audits: drafts as rows, and every question about handed-in audits."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_tool.audit.record import Audit
from qa_tool.store.audit_rows import finals, number_of, term
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row, plain, record

__all__ = ["finals", "number_of", "term"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An audit that is still being written; `place` is the question the person was on."""

    audit: Audit
    place: str
    touched: datetime


# --- drafts --------------------------------------------------------------------------------------


def begin(store: Door, audit: Audit, when: datetime) -> None:
    """Put a new draft on the shelf."""
    store.raw.execute(
        "INSERT INTO draft (id, auditor, allocation, started, plain, touched)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            audit.id, audit.auditor, audit.allocation, when.isoformat(),
            json.dumps(plain(audit), ensure_ascii=False), when.isoformat(),
        ],
    )  # fmt: skip


def _draft(values: Mapping[str, Any]) -> Draft:
    return Draft(
        record(Audit, json.loads(values["plain"])),
        values["place"],
        datetime.fromisoformat(values["touched"]),
    )


def draft(store: Door, audit_id: str) -> Draft | None:
    """One draft by its id."""
    found = dicts(store, "SELECT * FROM draft WHERE id = ?", [audit_id])
    return next((_draft(r) for r in found), None)


def drafts(store: Door, auditor: str = "") -> tuple[Draft, ...]:
    """Drafts, the one touched last first."""
    found = dicts(
        store, "SELECT * FROM draft WHERE ? IN ('', auditor) ORDER BY touched DESC", [auditor]
    )
    return tuple(_draft(r) for r in found)


def touch(store: Door, audit_id: str, place: str, when: datetime) -> None:
    """Remember where the person was."""
    store.raw.execute(
        "UPDATE draft SET place = ?, touched = ? WHERE id = ?", [place, when.isoformat(), audit_id]
    )


def drop_draft(store: Door, audit_id: str) -> None:
    """The draft has become an audit (or was given back)."""
    store.raw.execute("DELETE FROM draft WHERE id = ?", [audit_id])


# --- questions -------------------------------------------------------------------------------------


def _with_grades(store: Door, values: dict[str, Any]) -> Audit:
    found = store.raw.execute(
        "SELECT d.text, f.text, l.text FROM grade g JOIN term d ON d.id = g.domain"
        " JOIN term f ON f.id = g.first JOIN term l ON l.id = g.final WHERE g.audit = ?",
        [values["row"]],
    ).fetchall()
    return from_row(
        Audit,
        values
        | {
            "grades": {d: f for d, f, _ in found},
            "final_grades": {d: last for d, _, last in found},
        },
    )


def audit(store: Door, audit_id: str) -> Audit | None:
    """One handed-in audit by its id, with its grades."""
    found = dicts(store, "SELECT * FROM audit WHERE id = ?", [audit_id])
    return next((_with_grades(store, r) for r in found), None)


def head_entry(store: Door, audit_id: str) -> str:
    """The ledger entry that an audit was made from."""
    found = store.raw.execute("SELECT entry FROM audit WHERE id = ?", [audit_id]).fetchone()
    return found[0] if found else ""


def superseded(store: Door, audit_id: str) -> bool:
    """Whether a later audit took this one's place."""
    found = store.raw.execute("SELECT superseded FROM audit WHERE id = ?", [audit_id]).fetchone()
    return bool(found and found[0])


def answers(store: Door, audit_id: str) -> dict[str, Any]:
    """Every answer of a handed-in audit."""
    found = store.raw.execute(
        "SELECT t.text, a.value FROM answer a JOIN term t ON t.id = a.key"
        " JOIN audit h ON h.row = a.audit WHERE h.id = ?",
        [audit_id],
    )
    return {key: json.loads(value) for key, value in found}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which audits a list shows; empty fields do not restrict.

    `reference` is the beginning or middle of a case's reference; the three after it widen that to
    teams, auditors and templates whose names fit the same typed words. `person` restricts to what
    is theirs as auditor or worker, and `person_team` widens that to a team.
    """

    auditor: str = ""
    round: str = ""
    team: str = ""
    template: str = ""
    states: tuple[str, ...] = ()
    case: str = ""
    since: str = ""
    superseded: bool = False
    reference: str = ""
    or_teams: tuple[str, ...] = ()
    or_auditors: tuple[str, ...] = ()
    or_templates: tuple[str, ...] = ()
    person: str = ""
    person_team: str = ""
    overalls: tuple[str, ...] = ()


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    # One case or one auditor has few audits: the plus keeps SQLite from reading the whole list.
    parts = ["+superseded = ?" if wanted.case or wanted.auditor else "superseded = ?"]
    values: list[Any] = [int(wanted.superseded)]
    for column in ("auditor", "round", "team", "template", "case"):
        value = getattr(wanted, column)
        if value:
            parts.append(f'"{column}" = ?')
            values.append(value)
    for column, several in (("state", wanted.states), ("final_overall", wanted.overalls)):
        if several:
            parts.append(f"{column} IN ({', '.join('?' for _ in several)})")
            values.extend(several)
    for part, more in (_theirs(wanted), _worded(wanted)):
        if part:
            parts.append(part)
            values += more
    if wanted.since:
        parts.append("handed_in >= ?")
        values.append(wanted.since)
    return " AND ".join(parts), values


def _theirs(wanted: Wanted) -> tuple[str, list[Any]]:
    """What is somebody's as auditor or worker, or of their team."""
    if not wanted.person:
        return "", []
    own, values = ["auditor = ?", "worker = ?"], [wanted.person, wanted.person]
    if wanted.person_team:
        own.append("team = ?")
        values.append(wanted.person_team)
    return f"({' OR '.join(own)})", list(values)


def _worded(wanted: Wanted) -> tuple[str, list[Any]]:
    """What fits typed words: a piece of a reference, a team, an auditor, a template."""
    if not wanted.reference:
        return "", []
    either = ['"case" IN (SELECT id FROM child_case WHERE reference LIKE ?)']
    values: list[Any] = [f"%{wanted.reference}%"]
    for column in ("team", "auditor", "template"):
        found = getattr(wanted, f"or_{column}s")
        if found:
            either.append(f"{column} IN ({', '.join('?' for _ in found)})")
            values.extend(found)
    return f"({' OR '.join(either)})", values


_SORTS = {
    "handed_in": "handed_in", "due": "handed_in", "team": "team", "template": "template",
    "overall": "final_overall", "state": "state", "auditor": "auditor",
}  # fmt: skip


def rows_of(
    store: Door, wanted: Wanted, *, sort: str = "handed_in", down: bool = True,
    words: Callable[[str], str] = str,
) -> list[int]:  # fmt: skip
    """The row numbers of a list in its order: ids first, rows when shown.

    `words` says what people read for a team, an auditor and so on: that is what is sorted by, and
    the newest stand first among equals. Read in the order of an index and dealt out: no sorting.
    """
    where, values = _where(wanted)
    column = _SORTS[sort]
    if column == "handed_in":
        order = "DESC" if down else "ASC"
        found = store.raw.execute(
            f"SELECT row FROM audit WHERE {where} ORDER BY handed_in {order}", values
        )
        return [number for (number,) in found]
    dealt: dict[str, list[int]] = {}
    for value, number in store.raw.execute(
        f"SELECT {column}, row FROM audit WHERE {where} ORDER BY handed_in DESC", values
    ):
        if value in dealt:
            dealt[value].append(number)
        else:
            dealt[value] = [number]
    order_of = sorted(dealt, key=lambda value: (words(value).casefold(), value), reverse=down)
    return [number for value in order_of for number in dealt[value]]


def heads(store: Door, numbers: Sequence[int]) -> list[Audit]:
    """Audits by row number, in the order asked for, without their domain grades."""
    out: dict[int, Audit] = {}
    for start in range(0, len(numbers), 500):
        part = list(numbers[start : start + 500])
        marks = ", ".join("?" for _ in part)
        for r in dicts(store, f"SELECT * FROM audit WHERE row IN ({marks})", part):
            out[r["row"]] = from_row(Audit, r)
    return [out[number] for number in numbers if number in out]


def whole(store: Door, wanted: Wanted) -> Iterable[tuple[Audit, dict[str, Any]]]:
    """Audits with their grades and every answer, for a report."""
    where, values = _where(wanted)
    ids = list(dicts(store, f"SELECT * FROM audit WHERE {where} ORDER BY handed_in, row", values))
    for values_ in ids:
        found = store.raw.execute(
            "SELECT t.text, a.value FROM answer a JOIN term t ON t.id = a.key WHERE a.audit = ?",
            [values_["row"]],
        )
        yield _with_grades(store, values_), {key: json.loads(value) for key, value in found}


def counts_by_state(store: Door, round_: str = "") -> dict[str, int]:
    """How many audits stand in each state, drafts too."""
    here, values = (" AND round = ?", [round_]) if round_ else ("", [])
    found = dict(
        store.raw.execute(
            f"SELECT state, count(*) FROM audit WHERE superseded = 0{here} GROUP BY state", values
        ).fetchall()
    )
    drafts_ = store.raw.execute(
        "SELECT count(*) FROM draft d LEFT JOIN allocation a ON a.id = d.allocation"
        " WHERE ? IN ('', a.round)",
        [round_],
    ).fetchone()[0]
    return found | {"draft": drafts_}


def count(store: Door, wanted: Wanted) -> int:
    """How many audits a list would show."""
    where, values = _where(wanted)
    return int(store.raw.execute(f"SELECT count(*) FROM audit WHERE {where}", values).fetchone()[0])


def fingerprints(store: Door, ids: Iterable[str]) -> dict[str, str]:
    """The template's fingerprint of each of these audits, drafts too."""
    wanted, out = list(dict.fromkeys(ids)), dict[str, str]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" for _ in part)
        out |= store.raw.execute(
            f"SELECT id, fingerprint FROM audit WHERE id IN ({marks})", part
        ).fetchall()
        out |= store.raw.execute(
            f"SELECT id, json_extract(plain, '$.fingerprint') FROM draft WHERE id IN ({marks})",
            part,
        ).fetchall()
    return out


def tallies(store: Door, *, round_: str = "", template: str = "") -> dict[str, dict[str, int]]:
    """Counted final grades by domain, from the kept sums: domain to grade to n."""
    # One look for each domain, since the sums stand by domain first; and summed in the order in which
    # they stand, then again: nothing large is sorted.
    every = (
        "WITH RECURSIVE d(id) AS (SELECT min(domain) FROM tally UNION ALL"
        " SELECT (SELECT min(domain) FROM tally WHERE domain > d.id) FROM d WHERE d.id IS NOT NULL)"
    )
    where, values = ["domain IN (SELECT id FROM d WHERE id IS NOT NULL)"], list[str]()
    for column, value in (("round", round_), ("template", template)):
        if value:
            where.append(f"{column} = (SELECT id FROM term WHERE text = ?)")
            values.append(value)
    inner = (
        f"SELECT domain, grade, sum(n) AS n FROM tally WHERE {' AND '.join(where) if values else '1'}"
        " GROUP BY domain, template, round, kind, grade"
    )
    found = store.raw.execute(
        f"{every if values else ''} SELECT d.text, coalesce(g.text, ''), s.n FROM (SELECT domain,"
        f" grade, sum(n) AS n FROM ({inner}) GROUP BY domain, grade) s JOIN term d ON"
        " d.id = s.domain LEFT JOIN term g ON g.id = s.grade ORDER BY 1, 2",
        values,
    )
    out: dict[str, dict[str, int]] = {}
    for domain, grade, n in found:
        if n:
            out.setdefault(domain, {})[grade] = n
    return out


def chain(store: Door, audit_id: str) -> tuple[Audit, ...]:
    """An audit's earlier versions, the first one first; without the audit itself."""
    found: list[Audit] = []
    held = audit(store, audit_id)
    parent = held.parent if held is not None else ""
    if held is None:
        draft_ = draft(store, audit_id)
        parent = draft_.audit.parent if draft_ is not None else ""
    while parent and (before := audit(store, parent)) is not None:
        found.append(before)
        parent = before.parent
    return tuple(reversed(found))


def newest_of_case(store: Door, case: str, states: Sequence[str]) -> Audit | None:
    """The newest audit of a case that stands in one of these states and was not replaced."""
    numbers = rows_of(store, Wanted(case=case, states=tuple(states)))
    return next(iter(heads(store, numbers[:1])), None)


def audited_again(store: Door) -> dict[str, tuple[tuple[str, str], ...]]:
    """The re-audits that were handed in, by case: when, and the audit's id."""
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for case, handed_in, audit_id in store.raw.execute(
        "SELECT \"case\", handed_in, id FROM audit WHERE selection = 're_audit'"
        " AND handed_in IS NOT NULL AND superseded = 0"
    ):
        out[case] = (*out.get(case, ()), (handed_in, audit_id))
    return out


def asking_for_another(
    store: Door, worst: Sequence[str], before: str, *, blind: bool
) -> tuple[int, int, str, str]:
    """Worst-graded audits that nobody re-audits yet: how many, how many since before a day, the first.

    The first one's day and case come last; `blind` leaves out what waits for a second reading.
    """
    if not worst:
        return 0, 0, "", ""
    shielded = (
        " AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.audit = a.id AND r.state = 'waiting')"
        if blind
        else ""
    )
    n, late, first = store.raw.execute(
        "SELECT count(*), coalesce(sum(since < ?), 0), min(since || ' ' || c) FROM ("
        ' SELECT coalesce(a.signed_off, a.handed_in) AS since, a."case" AS c FROM audit a'
        " WHERE a.superseded = 0 AND a.selection != 'calibration'"
        " AND a.state IN ('agreed', 'signed_off', 'closed', 'handed_in')"
        f" AND a.final_overall IN ({', '.join('?' for _ in worst)}){shielded}"
        ' AND NOT EXISTS (SELECT 1 FROM audit l WHERE l."case" = a."case" AND l.id != a.id'
        " AND l.superseded = 0 AND l.selection = 're_audit' AND l.handed_in >= a.handed_in)"
        ' AND NOT EXISTS (SELECT 1 FROM allocation g WHERE g."case" = a."case"'
        " AND g.selection = 're_audit' AND g.state = 'allocated'))",
        [before, *worst],
    ).fetchone()
    day, _, case = str(first or "").partition(" ")
    return int(n), int(late), day[:10], case
