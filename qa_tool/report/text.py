"""Every word that a report holds, wherever it stands: for the check that nobody is named."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass


def texts(thing: object) -> Iterator[str]:
    """Every text in a report, its tables, charts and small print."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from texts(key)
            yield from texts(value)
    elif isinstance(thing, tuple | list | frozenset | set):
        for item in thing:
            yield from texts(item)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))
