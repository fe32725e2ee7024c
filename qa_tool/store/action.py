"""The shelf of actions."""

from qa_tool.action.model import Action
from qa_tool.ledger.entry import Entry
from qa_tool.store.apply import register
from qa_tool.store.council import put
from qa_tool.store.door import Door
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
        where.append(f"state IN ({', '.join('?' for _ in states)})")
        values.extend(states)
    found = dicts(
        store, f"SELECT * FROM action WHERE {' AND '.join(where)} ORDER BY due, id", values
    )
    return tuple(from_row(Action, r) for r in found)
