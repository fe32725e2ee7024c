"""Frozen records to plain JSON values and back, and to rows and back: one place for all nouns.

What is known of a class (its fields, how each is read) is worked out once: a large pack, a long list
and the demonstration pass here some hundred times for every audit.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from json.encoder import encode_basestring
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from qa_tool.store.door import Door

T = TypeVar("T")
Reader = Callable[[Any], Any]
_FORM = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True
)  # made once: json.dumps makes one a call
_SIMPLE = frozenset({str, int, float, bool, type(None)})


def text_of(value: object) -> str:
    """A JSON value as the text that a row holds."""
    return encode_basestring(value) if type(value) is str else _FORM.encode(value)


def plain(value: object) -> Any:
    """A record, or anything it may hold, as JSON values."""
    if type(value) in _SIMPLE:
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(cast("Any", type(value)))}
    return value


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


@cache
def _readers(cls: Any) -> tuple[tuple[str, Reader | None, bool], ...]:
    """Each field: its name, what reads it (None: as it is), and whether None means its default."""
    hints = get_type_hints(cls)
    return tuple((f.name, _reader(hints[f.name]), f.default is not MISSING) for f in fields(cls))


def _reader(hint: Any) -> Reader | None:
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        return _reader(inner[0]) if len(inner) == 1 else None
    if origin is tuple:
        return partial(_tuple, _reader(get_args(hint)[0]))
    if hint in {datetime, date}:
        return cast("Reader", hint.fromisoformat)
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(record, hint)
    return None


def _tuple(read: Reader | None, value: Any) -> tuple[Any, ...]:
    if read is None:
        return tuple(value)
    return tuple(None if item is None else read(item) for item in value)


def record(cls: type[T], values: Mapping[str, Any]) -> T:
    """The record that these plain values describe; what is missing takes its default."""
    given: dict[str, Any] = {}
    for name, read, has_default in _readers(cast("Any", cls)):
        if name not in values:
            continue
        value = values[name]
        if value is None:
            if not has_default:
                given[name] = None
        else:
            given[name] = value if read is None else read(value)
    return cls(**given)


def dicts(
    door: Door, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> Iterator[dict[str, Any]]:
    """The rows of a question as mappings, straight from the driver: no savepoint a question."""
    cursor = door.raw.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, found, strict=True)) for found in cursor.fetchall())


def row(value: object) -> dict[str, Any]:
    """A record as a row: lists and mappings as JSON text, truth as 0 and 1."""
    flat: dict[str, Any] = {}
    for name in _names(cast("Any", type(value))):
        item = plain(getattr(value, name))
        if isinstance(item, dict | list):
            item = text_of(item)
        flat[name] = int(item) if isinstance(item, bool) else item
    return flat


@cache
def _held(cls: Any) -> tuple[tuple[str, bool, bool], ...]:
    """Each field: its name, whether a row holds it as JSON text, and whether as 0 and 1."""
    hints = get_type_hints(cls)
    return tuple(
        (f.name, get_origin(hints[f.name]) in {tuple, dict}, hints[f.name] is bool)
        for f in fields(cls)
    )


def from_row(cls: type[T], values: Mapping[str, Any]) -> T:
    """The record that a row holds."""
    opened: dict[str, Any] = {}
    for name, written, truth in _held(cast("Any", cls)):
        if name not in values:
            continue
        item = values[name]
        if written and isinstance(item, str):
            item = json.loads(item)
        elif truth and item is not None:
            item = bool(item)
        opened[name] = item
    return record(cls, opened)
