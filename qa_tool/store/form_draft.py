"""The shelf of templates that are being written: rows of this store, with the steps that take changes back.

They are no entries: a draft has one writer and changes with every word. What is published from it
is an entry. The whole draft and its step are one transaction, and it returns only after the commit.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qa_tool.errors import QAError
from qa_tool.store.door import Door
from qa_tool.store.record import dicts

_DAY = "$day"
_HEADS = "id, owner, key, title, version, based_on, started, touched"
_NUMBERS = (
    "SELECT undone, coalesce((SELECT max(n) FROM form_step WHERE draft = id), 0)"
    " FROM form_draft WHERE id = ?"
)


class NoFormDraft(QAError):
    """A template that is not being written here (any more)."""

    def __init__(self) -> None:
        super().__init__(
            "This template is not being written here any more: it was published or given up.",
            "Look under Templates, or begin a new draft.",
        )


@dataclass(frozen=True, slots=True)
class FormDraft:
    """One template being written: whose it is, which version it began from, and when it was touched."""

    id: str
    owner: str
    key: str
    title: str
    version: str
    based_on: str
    started: datetime
    touched: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in a draft: its tables, its own scales as plain values, and how far it can be undone."""

    tables: dict[str, Any]
    scales: list[Any]
    undo: int
    redo: int


def begin(store: Door, head: FormDraft, tables: dict[str, Any], scales: Sequence[Any]) -> None:
    """Put a new draft on the shelf."""
    with store.together():
        store.raw.execute(
            f"INSERT INTO form_draft ({_HEADS}, undone, plain, scales)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
            [
                head.id, head.owner, head.key, head.title, head.version, head.based_on,
                head.started.isoformat(), head.touched.isoformat(), _text(tables), _text(list(scales)),
            ],
        )  # fmt: skip


def every(store: Door) -> tuple[FormDraft, ...]:
    """Every template that is being written, the one touched last first."""
    found = dicts(store, f"SELECT {_HEADS} FROM form_draft ORDER BY touched DESC, id")
    return tuple(_head(row) for row in found)


def head(store: Door, draft: str) -> FormDraft:
    """One draft without what stands in it."""
    found = dicts(store, f"SELECT {_HEADS} FROM form_draft WHERE id = ?", [draft])
    for row in found:
        return _head(row)
    raise NoFormDraft


def held(store: Door, draft: str) -> Held:
    """What stands in it now."""
    for row in dicts(store, "SELECT plain, scales FROM form_draft WHERE id = ?", [draft]):
        undone, last = _numbers(store, draft)
        return Held(_read(row["plain"]), _read(row["scales"]), last - undone, undone)
    raise NoFormDraft


def keep(
    store: Door, draft: str, tables: dict[str, Any], step: Any, when: datetime, *, grow: bool
) -> None:
    """Keep the draft as it is now, with the step that led there; with `grow` the last step becomes this one."""
    with store.together():
        undone, last = _numbers(store, draft)
        if undone:
            _run(store, "DELETE FROM form_step WHERE draft = ? AND n > ?", draft, last - undone)
            last -= undone
        place = last if grow and last else last + 1
        _run(store, "INSERT OR REPLACE INTO form_step VALUES (?, ?, ?)", draft, place, _text(step))
        _put(store, draft, tables, 0, when)


def step(store: Door, draft: str, *, ahead: bool) -> Any:
    """The step that would be taken back, or done again; None where there is none."""
    undone, last = _numbers(store, draft)
    place = last - undone + (1 if ahead else 0)
    found = store.raw.execute(
        "SELECT plain FROM form_step WHERE draft = ? AND n = ?", [draft, place]
    ).fetchone()
    return _read(found[0]) if found else None


def go(store: Door, draft: str, tables: dict[str, Any], when: datetime, *, ahead: bool) -> None:
    """Keep the draft as it is after one step was taken back, or done again."""
    with store.together():
        undone, _last = _numbers(store, draft)
        _put(store, draft, tables, undone + (-1 if ahead else 1), when)


def finish(store: Door, draft: str) -> None:
    """Drop a draft with its steps: it was published, or given up."""
    with store.together():
        _run(store, "DELETE FROM form_step WHERE draft = ?", draft)
        _run(store, "DELETE FROM form_draft WHERE id = ?", draft)


def _put(store: Door, draft: str, tables: dict[str, Any], undone: int, when: datetime) -> None:
    store.raw.execute(
        "UPDATE form_draft SET key = ?, title = ?, version = ?, touched = ?, undone = ?, plain = ?"
        " WHERE id = ?",
        [
            str(tables.get("key", "")), str(tables.get("title", "")),
            str(tables.get("version", "")), when.isoformat(), undone, _text(tables), draft,
        ],
    )  # fmt: skip


def _run(store: Door, statement: str, *values: object) -> None:
    store.raw.execute(statement, values)


def _numbers(store: Door, draft: str) -> tuple[int, int]:
    """How many steps are undone, and the number of the last."""
    found = store.raw.execute(_NUMBERS, [draft]).fetchone()
    if found is None:
        raise NoFormDraft
    return int(found[0]), int(found[1])


def _head(row: dict[str, Any]) -> FormDraft:
    days = {key: datetime.fromisoformat(row[key]) for key in ("started", "touched")}
    return FormDraft(**(row | days))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=False, default=_day)


def _day(value: object) -> dict[str, str]:
    """A date among the values; nothing else that JSON does not know may stand there."""
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    raise TypeError(type(value).__name__)


def _read(text: str) -> Any:
    return json.loads(text, object_hook=_back)


def _back(table: dict[str, Any]) -> Any:
    return date.fromisoformat(table[_DAY]) if set(table) == {_DAY} else table
