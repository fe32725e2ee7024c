"""Frozen records to plain JSON values and back, and to rows and back: one place for all nouns."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from qa_tool.store.door import Door

T = TypeVar("T")


def plain(value: object) -> Any:
    """A record, or anything it may hold, as JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    return value


@cache
def _hints(cls: Any) -> Mapping[str, Any]:
    return get_type_hints(cast("Any", cls))


@cache
def _fields(cls: Any) -> tuple[Field[Any], ...]:
    return fields(cls)


def _built(hint: Any, value: Any) -> Any:  # noqa: PLR0911  one return for each kind of value
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        return _built(inner[0], value) if len(inner) == 1 else value
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if origin is tuple:
        return tuple(_built(get_args(hint)[0], item) for item in value)
    if isinstance(hint, type) and is_dataclass(hint):
        return record(hint, value)
    return value


def record(cls: type[T], values: Mapping[str, Any]) -> T:
    """The record that these plain values describe; what is missing takes its default."""
    hints = _hints(cast("Any", cls))
    given = {
        f.name: _built(hints[f.name], values[f.name])
        for f in _fields(cast("Any", cls))
        if f.name in values and not (values[f.name] is None and f.default is not MISSING)
    }
    return cls(**given)


def dicts(door: Door, sql: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a question as mappings, straight from the driver: no savepoint a question."""
    cursor = door.raw.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, found, strict=True)) for found in cursor.fetchall())


def row(value: object) -> dict[str, Any]:
    """A record as a row: lists and mappings as JSON text, truth as 0 and 1."""
    flat: dict[str, Any] = {}
    for name, item in plain(value).items():
        if isinstance(item, dict | list):
            flat[name] = json.dumps(item, ensure_ascii=False, sort_keys=True)
        elif isinstance(item, bool):
            flat[name] = int(item)
        else:
            flat[name] = item
    return flat


def from_row(cls: type[T], values: Mapping[str, Any]) -> T:
    """The record that a row holds."""
    hints = _hints(cast("Any", cls))
    opened: dict[str, Any] = {}
    for f in _fields(cast("Any", cls)):
        if f.name not in values:
            continue
        item, hint = values[f.name], hints[f.name]
        if get_origin(hint) in {tuple, dict} and isinstance(item, str):
            item = json.loads(item)
        elif hint is bool and item is not None:
            item = bool(item)
        opened[f.name] = item
    return record(cls, opened)
