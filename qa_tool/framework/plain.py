"""A framework as plain JSON values and back; what comes from a file is checked value by value."""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from qa_tool.errors import QAError
from qa_tool.framework.model import Framework

Record = TypeVar("Record")
LONGEST_TEXT = 20_000
MOST = 2_000
_LARGEST = 1_000_000


class NotAFramework(QAError):
    """Values that are no framework of this program."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"This is no framework that can be read: '{where}' is not as expected.",
            "Ask for the file again; whoever wrote it should use the same version of the program.",
        )


def to_plain(value: Any) -> Any:
    """A record as JSON values; what has its default is left out, so that later fields fit in."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: to_plain(getattr(value, one.name))
            for one in fields(value)
            if not _is_default(one, getattr(value, one.name))
        }
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _is_default(one: "Field[Any]", value: object) -> bool:
    return one.default is not MISSING and bool(value == one.default)


def from_plain(cls: type[Record], plain: object, where: str = "framework") -> Record:
    """The record that `to_plain` was given; raises NotAFramework for anything else."""
    if not isinstance(plain, Mapping):
        raise NotAFramework(where)
    hints = _hints(cast("Any", cls))
    values = {}
    for key, value in plain.items():
        if key not in hints:
            raise NotAFramework(f"{where}.{str(key)[:40]}")
        values[key] = _value(hints[key], value, f"{where}.{key}")
    try:
        return cls(**values)
    except TypeError as trouble:
        raise NotAFramework(where) from trouble


@cache
def _hints(cls: Any) -> Mapping[str, Any]:
    return get_type_hints(cls)


def _value(hint: Any, plain: object, where: str) -> object:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return None if plain is None else _value(inner, plain, where)
    if origin is tuple:
        return _several(get_args(hint)[0], plain, where)
    if origin is Literal:
        if isinstance(plain, str) and plain in get_args(hint):
            return plain
        raise NotAFramework(where)
    if isinstance(hint, type) and is_dataclass(hint):
        return from_plain(hint, plain, where)
    return _single(hint, plain, where)


def _several(hint: Any, plain: object, where: str) -> tuple[object, ...]:
    if not isinstance(plain, list) or len(plain) > MOST:
        raise NotAFramework(where)
    return tuple(_value(hint, item, f"{where} {n}") for n, item in enumerate(plain, 1))


def _single(hint: Any, plain: object, where: str) -> object:
    """A text, a whole number, a truth value or a date; nothing without an end."""
    if hint is date and isinstance(plain, str):
        try:
            return date.fromisoformat(plain)
        except ValueError as trouble:
            raise NotAFramework(where) from trouble
    if isinstance(plain, str) and len(plain) > LONGEST_TEXT:
        raise NotAFramework(where)
    if type(plain) is int and abs(plain) > _LARGEST:
        raise NotAFramework(where)
    if hint in {str, int, bool} and type(plain) is hint:
        return plain
    raise NotAFramework(where)


def said(framework: Framework) -> dict[str, Any]:
    """What a framework says to whoever reads it: the same in every copy, whoever sends it on."""
    return {
        "framework": framework.identity,
        "name": framework.name,
        "version": framework.version,
        "note": framework.note,
        "planned": framework.planned.isoformat() if framework.planned else "",
        "content": to_plain(framework.content),
    }


def mark(framework: Framework) -> str:
    """SHA-256 (hex) of what it says, without the name that a copy is known by."""
    told = {name: value for name, value in said(framework).items() if name != "framework"}
    return digest(told)


def digest(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON: another word, another mark."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
