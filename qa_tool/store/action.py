"""The shelf of actions."""

from collections.abc import Sequence
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
    put(store, "action", row(record(Action, entry.body)))


register("action", _apply, tables=("action",))


def action(store: Door, action_id: str) -> Action | None:
    """One action by its id."""
    found = dicts(store, "SELECT * FROM action WHERE id = ?", [action_id])
    return next((from_row(Action, r) for r in found), None)


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
    return tuple(from_row(Action, r) for r in found)


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
    where, values = (
        f"audit NOT IN ({HIDDEN})",
        [reader.person, reader.person, int(reader.moderates)],
    )
    if not reader.everything:
        where += " AND (owner = ? OR raised_by = ? OR team = ?)"
        values += [reader.person, reader.person, reader.team]
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
    return tuple(from_row(Action, r) for r in found)
