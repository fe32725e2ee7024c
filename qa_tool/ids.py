"""Names for new things: random, so that two laptops never give the same one."""

import base64
import hashlib
import secrets
from typing import Protocol

_BYTES = 10  # 80 bits: sixteen letters, and no two alike in a council's lifetime


class Ids(Protocol):
    """Whoever gives names to new things."""

    def new_id(self, prefix: str) -> str:
        """A name nobody has had before, such as aud-k3v9qd5m2c7xw4ta."""
        ...


def _written(prefix: str, raw: bytes) -> str:
    return f"{prefix}-{base64.b32encode(raw).decode('ascii').lower()}"


def new_id(prefix: str) -> str:
    """A random name, such as aud-k3v9qd5m2c7xw4ta."""
    return _written(prefix, secrets.token_bytes(_BYTES))


class RandomIds:
    """Random names; what everybody uses."""

    def new_id(self, prefix: str) -> str:
        """A name nobody has had before."""
        return new_id(prefix)


class SeededIds:
    """The same names in the same order for the same seed: for the demonstration and for tests."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._given = 0

    def new_id(self, prefix: str) -> str:
        """The next name of this seed."""
        self._given += 1
        words = f"{self._seed}/{self._given}/{prefix}".encode()
        return _written(prefix, hashlib.sha256(words).digest()[:_BYTES])
