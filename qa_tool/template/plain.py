"""A template as plain JSON values and back, and its fingerprint: what the ledger keeps."""

import hashlib
import json
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache, partial
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from qa_tool.errors import QAError
from qa_tool.template.model import Template

Record = TypeVar("Record")
Reader = Callable[[object, str], object]  # what is read, and where it stands
_LARGEST = 1e15


class NotATemplate(QAError):
    """Plain values that are no template of this program."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"A stored template cannot be read: '{where}' is not as expected.",
            "Open it with the newest version of the program, or restore a backup.",
        )


def to_plain(template: Template) -> dict[str, object]:
    """The template as JSON values; what has its default is left out, so that later fields fit in."""
    return cast("dict[str, object]", _plain(template))


def from_plain(plain: Mapping[str, object]) -> Template:
    """The template that `to_plain` was given; raises NotATemplate for anything else."""
    return _record(Template, plain, "template")


def canonical(template: Template) -> str:
    """The one way of writing the template as JSON: keys sorted, no spaces, letters as they are."""
    plain = to_plain(template)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(template: Template) -> str:
    """SHA-256 (hex) of the canonical JSON: another word, another fingerprint."""
    return hashlib.sha256(canonical(template).encode("utf-8")).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 10 and 10.0 are one number, and JSON writers differ over the second
    return value


def _is_default(field: "Field[Any]", value: object) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    return field.default_factory is not MISSING and value == field.default_factory()


@cache
def _hints(kind: Hashable) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _record(kind: type[Record], plain: object, where: str) -> Record:
    """A dataclass made from its plain values, each checked against its type."""
    if not isinstance(plain, Mapping):
        raise NotATemplate(where)
    readers = _readers(cast("Hashable", kind))
    values = {}
    for key, value in plain.items():
        if key not in readers:
            raise NotATemplate(f"{where}.{key}")
        values[key] = readers[key](value, f"{where}.{key}")
    try:
        return kind(**values)
    except TypeError as trouble:
        raise NotATemplate(where) from trouble


@cache
def _readers(kind: Hashable) -> Mapping[str, Reader]:
    """How each field of this dataclass is read: its type is looked into once."""
    return {name: _reader(hint) for name, hint in _hints(kind).items()}


def _reader(hint: Any) -> Reader:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        inner = _reader(next(arg for arg in get_args(hint) if arg is not type(None)))
        return lambda plain, where: None if plain is None else inner(plain, where)
    if origin is tuple:
        return _tuple(get_args(hint))
    if origin is Literal:
        return partial(_one_of, get_args(hint))
    if is_dataclass(hint):
        return partial(_record, cast("type[object]", hint))
    return partial(_single, hint)


def _one_of(known: tuple[object, ...], plain: object, where: str) -> object:
    if plain in known:
        return plain
    raise NotATemplate(where)


def _tuple(args: tuple[Any, ...]) -> Reader:
    every = args[-1] is Ellipsis
    readers = [_reader(arg) for arg in args if arg is not Ellipsis]

    def read(plain: object, where: str) -> object:
        if not isinstance(plain, list | tuple) or not (every or len(plain) == len(readers)):
            raise NotATemplate(where)
        if every:
            return tuple(readers[0](item, where) for item in plain)
        return tuple(one(item, where) for one, item in zip(readers, plain, strict=True))

    return read


def _single(hint: Any, plain: object, where: str) -> object:
    """A text, number, truth value or date."""
    if hint is date and isinstance(plain, str):
        try:
            return date.fromisoformat(plain)
        except ValueError as trouble:
            raise NotATemplate(where) from trouble
    if hint is float and type(plain) in {int, float} and abs(cast("float", plain)) < _LARGEST:
        return float(cast("float", plain))
    if type(plain) is hint:
        return plain
    raise NotATemplate(where)
