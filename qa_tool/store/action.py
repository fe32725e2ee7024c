"""The shelf of actions."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa_tool.action.model import Action
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
from qa_tool.store.moderation import HIDDEN
from qa_tool.store.record import dicts, from_row, record, row


def _apply(store: Door, entry: Entry) -> None:
    if entry.body is None:
        return
    action = record(Action, entry.body)
    put(store, "action", row(action))
    links = [("audit", audit) for audit, _key in action.findings[1 if action.audit else 0 :]]
    links += [("requirement", of) for of in action.requirements]
    links += [("theme", of) for of in action.themes]
    store.raw.execute("DELETE FROM action_link WHERE action = ?", [action.id])
    store.raw.executemany(
        "INSERT OR IGNORE INTO action_link (action, what, of) VALUES (?, ?, ?)",
        [(action.id, what, of) for what, of in links],
    )


register("action", _apply, tables=("action", "action_link"))


def _read(values: Mapping[str, Any]) -> Action:
    """The action that a row holds."""
    held = values.get("learned")
    return from_row(Action, {**values, "learned": json.loads(held) if held else None})


def action(store: Door, action_id: str) -> Action | None:
    """One action by its id."""
    found = dicts(store, "SELECT * FROM action WHERE id = ?", [action_id])
    return next((_read(r) for r in found), None)


def actions(
    store: Door, *, audit: str = "", owner: str = "", states: tuple[str, ...] = ()
) -> tuple[Action, ...]:
    """Actions of an audit, an owner or in some states, by due date."""
    where, values = ["1"], list[str]()
    for column, value in (("audit", audit), ("owner", owner)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if states:
        # Of one owner or audit there are few: the plus keeps SQLite from reading all of a state.
        plus = "+" if owner or audit else ""
        where.append(f"{plus}state IN ({', '.join('?' for _ in states)})")
        values.extend(states)
    found = dicts(
        store, f"SELECT * FROM action WHERE {' AND '.join(where)} ORDER BY due, id", values
    )
    return tuple(_read(r) for r in found)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for actions: the whole council's, or those of one's own and one's team."""

    person: str
    team: str
    everything: bool
    moderates: bool


# As the index `action_unfinished` has it, letter for letter: only then is it used. Left to itself
# SQLite takes two searches in another index, and reads every row they find.
_INDEXED = "action INDEXED BY action_unfinished"
_UNFINISHED = "(state = 'open' OR (state = 'done' AND needs_verifying = 1))"


def _seen(reader: Reader) -> tuple[str, list[Any]]:
    blind = [reader.person, reader.person, int(reader.moderates)]
    # A finding that is out of sight takes with it the improvement actions that answer it.
    where = (
        f"audit NOT IN ({HIDDEN}) AND action.rowid NOT IN (SELECT x.rowid FROM action_link l"
        f" JOIN action x ON x.id = l.action WHERE l.what = 'audit' AND l.of IN ({HIDDEN}))"
    )
    values: list[Any] = [*blind, *blind]
    if not reader.everything:
        own = "owner = ? OR raised_by = ?"
        values += [reader.person, reader.person]
        if reader.team:
            own += " OR team = ? OR owner_team = ?"
            values += [reader.team, reader.team]
        where += f" AND ({own})"
    return where, values


def unfinished(store: Door, reader: Reader, today: date) -> tuple[int, int, int]:
    """How many actions are unfinished, how many of them overdue, and how many proofs this person may see to."""
    where, values = _seen(reader)
    found = store.raw.execute(
        "SELECT count(*), coalesce(sum(state = 'open' AND due < ?), 0),"
        " coalesce(sum(state = 'done' AND done_by != ? AND owner != ?), 0)"
        f" FROM {_INDEXED} WHERE {_UNFINISHED} AND {where}",
        [today.isoformat(), reader.person, reader.person, *values],
    ).fetchone()
    n, overdue, proofs = (int(each) for each in found)
    return n, overdue, proofs


def to_verify(store: Door, reader: Reader, most: int) -> Sequence[Action]:
    """The first of the proofs that this person may see to, by due date."""
    where, values = _seen(reader)
    found = dicts(
        store,
        f"SELECT * FROM {_INDEXED} WHERE {_UNFINISHED} AND state = 'done' AND done_by != ?"
        f" AND owner != ? AND {where} ORDER BY due, id LIMIT ?",
        [reader.person, reader.person, *values, most],
    )
    return tuple(_read(r) for r in found)


# --- long lists: numbers first, rows when they are shown -----------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions a list shows; empty fields do not restrict.

    `view` is unfinished, overdue, proof, finished or a state; `late` restricts to so many days
    overdue (from, to or None). `requirement` and `objective` are ids, or "none". `text` is looked
    for in what the action says; the ids after it widen that to people, teams and cases that fit it.
    """

    view: str = ""
    late: tuple[int, int | None] | None = None
    team: str = ""
    owner: str = ""
    theme: str = ""
    requirement: str = ""
    objective: str = ""
    level: str = ""
    kind: str = ""
    audit: str = ""
    reopened: bool = False
    text: str = ""
    or_people: tuple[str, ...] = ()
    or_teams: tuple[str, ...] = ()


_LATE = "state = 'open' AND due < ?"
_VIEWS = {
    "unfinished": _UNFINISHED,
    "overdue": _LATE,
    "proof": "state = 'done' AND needs_verifying = 1",
    "finished": "(state = 'verified' OR (state = 'done' AND needs_verifying = 0))",
    **{f"is_{state}": f"state = '{state}'" for state in ("open", "done", "verified", "withdrawn")},
}
_LINKED = "(SELECT x.rowid FROM action_link l JOIN action x ON x.id = l.action WHERE l.what = ?"


def _where(reader: Reader, wanted: Wanted, today: date) -> tuple[str, list[Any]]:
    where, values = _seen(reader)
    parts = [where]
    if wanted.view:
        parts.append(_VIEWS[wanted.view])
        values += [today.isoformat()] if wanted.view == "overdue" else []
    for column in ("team", "owner", "level", "kind", "audit"):
        if getattr(wanted, column):
            parts.append(f"{column} = ?")
            values.append(getattr(wanted, column))
    if wanted.objective:
        # Said twice, because only then does SQLite know that the small index holds them all.
        none = wanted.objective == "none"
        parts.append("objective = ?" if none else "objective = ? AND objective != ''")
        values.append("" if none else wanted.objective)
    if wanted.reopened:
        parts.append("reopened > 0")
    for part, more in (_linked(wanted), _aged(wanted, today), _worded(wanted)):
        if part:
            parts.append(part)
            values += more
    return " AND ".join(parts), values


def _linked(wanted: Wanted) -> tuple[str, list[Any]]:
    """What answers a requirement, or none; what belongs to a theme."""
    parts, values = list[str](), list[Any]()
    if wanted.requirement == "none":
        parts.append(f"action.rowid NOT IN {_LINKED})")
        values.append("requirement")
    elif wanted.requirement:
        parts.append(f"action.rowid IN {_LINKED} AND l.of = ?)")
        values += ["requirement", wanted.requirement]
    if wanted.theme:
        parts.append(f"action.rowid IN {_LINKED} AND l.of = ?)")
        values += ["theme", wanted.theme]
    return " AND ".join(parts), values


def _aged(wanted: Wanted, today: date) -> tuple[str, list[Any]]:
    """Open and so many days overdue."""
    if wanted.late is None:
        return "", []
    least, most = wanted.late
    values = [date.fromordinal(today.toordinal() - least).isoformat()]
    part = "state = 'open' AND due <= ?"
    if most is not None:
        part += " AND due >= ?"
        values.append(date.fromordinal(today.toordinal() - most).isoformat())
    return part, list(values)


def _worded(wanted: Wanted) -> tuple[str, list[Any]]:
    """What fits typed words: in the action itself, its owner, its team, its case."""
    if not wanted.text:
        return "", []
    like = f"%{wanted.text.replace('%', '')}%"
    # The words are looked for in an index that holds nothing else: a sixth of the table.
    either = [
        (
            "action.rowid IN (SELECT w.rowid FROM action w INDEXED BY action_words WHERE w.what LIKE ?"
            ' OR w.owner_words LIKE ? OR w."case" IN (SELECT id FROM child_case WHERE reference LIKE ?))'
        )
    ]
    values: list[Any] = [like, like, like]
    for columns, found in (
        (("owner",), wanted.or_people),
        (("team", "owner_team"), wanted.or_teams),
    ):
        for column in columns if found else ():
            either.append(f"{column} IN ({', '.join('?' for _ in found)})")
            values.extend(found)
    return f"({' OR '.join(either)})", values


def _from(wanted: Wanted) -> str:
    """The index that holds all a list asks for; one audit or objective has few, and its own index."""
    few = wanted.audit or wanted.objective not in ("", "none")
    return "action" if few else "action INDEXED BY action_list"


def numbers(
    store: Door, reader: Reader, wanted: Wanted, today: date, *, sort: str = "", down: bool = False,
) -> list[tuple[int, str]]:  # fmt: skip
    """The row numbers of a list by due date, each with the value of the column it is to be sorted by.

    Without a column: what is unfinished first, by its date; then the rest, the latest first. Dealt
    out in the order of the index: nothing is sorted.
    """
    where, values = _where(reader, wanted, today)
    way = "DESC" if down and sort == "due" else "ASC"
    column = sort if sort in ("owner", "team", "state") else _UNFINISHED
    found = store.raw.execute(
        f"SELECT action.rowid, {column} FROM {_from(wanted)} WHERE {where} ORDER BY due {way}",
        values,
    ).fetchall()
    if sort == "what":
        fits = {number for number, _value in found}
        return [(number, "") for number in _by_words(store, down=down) if number in fits]
    if sort:
        return [(number, value) for number, value in found]
    first = [(number, "") for number, unfinished_ in found if unfinished_]
    rest = [(number, "") for number, unfinished_ in found if not unfinished_]
    return first + rest[::-1]


def _by_words(store: Door, *, down: bool) -> list[int]:
    """Every row number in the order of what the action says."""
    way = "DESC" if down else "ASC"
    found = store.raw.execute(
        "SELECT rowid FROM action INDEXED BY action_words"
        f" ORDER BY what COLLATE NOCASE {way}, owner_words {way}"
    )
    return [number for (number,) in found]


def number_of(store: Door, action_id: str) -> int | None:
    """The row number of one action."""
    found = store.raw.execute("SELECT rowid FROM action WHERE id = ?", [action_id]).fetchone()
    return int(found[0]) if found else None


def by_number(store: Door, wanted: Sequence[int]) -> list[Action]:
    """Actions by row number, in the order asked for."""
    out: dict[int, Action] = {}
    for start in range(0, len(wanted), 500):
        part = list(wanted[start : start + 500])
        marks = ", ".join("?" for _ in part)
        found = dicts(
            store, f"SELECT rowid AS number, * FROM action WHERE rowid IN ({marks})", part
        )
        out |= {r.pop("number"): _read(r) for r in found}
    return [out[number] for number in wanted if number in out]


def visible(store: Door, reader: Reader, wanted: Wanted, today: date) -> tuple[Action, ...]:
    """Every action of a filter that this person may see, by due date: for reports and short lists."""
    where, values = _where(reader, wanted, today)
    found = dicts(store, f"SELECT * FROM action WHERE {where} ORDER BY due, id", values)
    return tuple(_read(r) for r in found)


@dataclass(frozen=True, slots=True)
class Counted:
    """A filter's actions counted once: by state, the overdue by age with the oldest date, the reopened."""

    n: int
    open: int
    late: tuple[int, int, int]
    oldest: date | None
    proof: int
    finished: int
    withdrawn: int
    reopened: int


def counted(store: Door, reader: Reader, wanted: Wanted, today: date) -> Counted:
    """Count in one reading of the index."""
    where, values = _where(reader, wanted, today)
    day = [date.fromordinal(today.toordinal() - n).isoformat() for n in (0, 8, 29)]
    found = store.raw.execute(
        "SELECT count(*), sum(state = 'open'), sum(state = 'open' AND due < ? AND due > ?),"
        " sum(state = 'open' AND due <= ? AND due > ?), sum(state = 'open' AND due <= ?),"
        " min(CASE WHEN state = 'open' THEN due END),"
        f" sum({_VIEWS['proof']}), sum({_VIEWS['finished']}), sum(state = 'withdrawn'),"
        f" sum(reopened > 0) FROM {_from(wanted)} WHERE {where}",
        [day[0], day[1], day[1], day[2], day[2], *values],
    ).fetchone()
    n, open_, week, month, more, oldest, proof, done, gone, again = found
    first = date.fromisoformat(oldest) if oldest else None
    return Counted(
        n or 0, open_ or 0, (week or 0, month or 0, more or 0),
        first if first is not None and first < today else None,
        proof or 0, done or 0, gone or 0, again or 0,
    )  # fmt: skip


def open_by_age(
    store: Door, reader: Reader, today: date, team: str = ""
) -> tuple[int, tuple[int, int, int], date | None]:
    """Open actions, how many of them are overdue by bands of age, and the oldest overdue date."""
    where, values = _seen(reader)
    day = [date.fromordinal(today.toordinal() - n).isoformat() for n in (0, 8, 29)]
    n, week, month, more, oldest = store.raw.execute(
        "SELECT count(*), sum(due < ? AND due > ?), sum(due <= ? AND due > ?), sum(due <= ?), min(due)"
        f" FROM {_INDEXED} WHERE {_UNFINISHED} AND state = 'open' AND ? IN ('', team) AND {where}",
        [day[0], day[1], day[1], day[2], day[2], team, *values],
    ).fetchone()
    first = date.fromisoformat(oldest) if oldest else None
    late = (week or 0, month or 0, more or 0)
    return int(n), late, first if first is not None and first < today else None


def without_requirement(store: Door, reader: Reader, today: date) -> tuple[int, int]:
    """Unfinished actions that answer no requirement: for the service, and for one child."""
    wanted = Wanted(view="unfinished", requirement="none")
    where, values = _where(reader, wanted, today)
    found = store.raw.execute(
        "SELECT coalesce(sum(level = 'service'), 0), coalesce(sum(level = 'child'), 0)"
        f" FROM {_from(wanted)} WHERE {where}", values,
    ).fetchone()  # fmt: skip
    return int(found[0]), int(found[1])


def unseen(store: Door, audits: Iterable[str]) -> frozenset[str]:
    """The actions that answer a finding in one of these audits, beside those raised there."""
    wanted = list(audits)
    marks = ", ".join("?" for _ in wanted)
    found = store.raw.execute(
        f"SELECT action FROM action_link WHERE what = 'audit' AND of IN ({marks})", wanted
    )
    return frozenset(action for (action,) in found)
