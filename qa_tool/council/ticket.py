"""The hash ticket: which of several names comes first under a seed, the same on every machine."""

import hashlib
from collections.abc import Iterable


def ticket(seed: str, name: str) -> str:
    """The hash ticket of a name under a seed, as text between 0 and 1.

    Rivest's consistent sampler: "0." and the reversed decimal of
    SHA-256(hex SHA-256(seed) + name). The same on every machine and Python.
    """
    return _ticket(_first(seed), name)


def in_ticket_order(seed: str, names: Iterable[str]) -> list[str]:
    """The names, the smallest ticket first; the order in which they are given does not matter."""
    first = _first(seed)
    return sorted(names, key=lambda name: (_ticket(first, name), name))


def _first(seed: str) -> str:
    return hashlib.sha256(str(seed).encode()).hexdigest()


def _ticket(first: str, name: str) -> str:
    number = int(hashlib.sha256((first + str(name)).encode()).hexdigest(), 16)
    return "0." + str(number)[::-1].ljust(64, "0")
