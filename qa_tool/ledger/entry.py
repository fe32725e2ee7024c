"""One entry: what it holds, how its identity is made, and how one is checked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qa_tool.errors import QAError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

VERSION = 1
_FORM = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
LONGEST_BODY = 32 * 1024 * 1024

Body = dict[str, Any]


class BadEntry(QAError):
    """An entry that is not what it says it is; it is never stored."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A signed record: the core, its signature and id, and the body that the core vouches for."""

    version: int
    writer: str
    n: int
    previous: str
    kind: str
    object: str
    parents: tuple[str, ...]
    body_hash: str
    claimed: str
    id: str
    signature: str
    salt: str | None
    body: Body | None

    @property
    def blank(self) -> bool:
        """Whether the body was erased: then figures and chain stand, the words are gone."""
        return self.salt is None


@dataclass(frozen=True, slots=True)
class Signer:
    """The key of one person on one installation; only what it signs is theirs."""

    writer: str
    key: "Ed25519PrivateKey"

    @classmethod
    def make(cls) -> "Signer":
        """A new key, as random as the machine can give."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (
            Ed25519PrivateKey,
        )

        return cls._of(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> "Signer":
        """The key that these 32 bytes stand for: out of the keys file, or of a made-up council."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (
            Ed25519PrivateKey,
        )

        return cls._of(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def _of(cls, key: "Ed25519PrivateKey") -> "Signer":
        return cls(writer_of(key.public_key().public_bytes_raw().hex()), key)

    @property
    def public_key(self) -> str:
        """The half that everybody may know, as hex."""
        return self.key.public_key().public_bytes_raw().hex()

    @property
    def seed(self) -> bytes:
        """The secret half; only `keys` asks for it, to wrap it."""
        return self.key.private_bytes_raw()

    def sign(self, data: bytes) -> str:
        """The signature over these bytes, as hex."""
        return self.key.sign(data).hex()


def writer_of(public_key: str) -> str:
    """The id of the writer who holds this key: bound to it, so that nobody can claim another's."""
    return hashlib.sha256(b"writer:" + public_key.encode("ascii")).hexdigest()[:32]


def canonical(value: object) -> bytes:
    """The one form in which a value is hashed and signed: sorted, no spaces, UTF-8, finite."""
    return canonical_text(value).encode("utf-8")


def canonical_text(value: object) -> str:
    """The same as text; refuses what cannot be written and read back unchanged."""
    try:
        text = _FORM.encode(value)
        text.encode("utf-8")
    except (TypeError, ValueError, RecursionError) as trouble:
        raise BadEntry(
            "This record holds a value that cannot be kept (a broken character or number).",
            "Remove the unusual characters and try again.",
        ) from trouble
    return text


def hash_of_body(salt: str, body_text: str) -> str:
    """What the core says of a body: SHA-256 over the canonical pair of salt and body."""
    return hashlib.sha256(f'["{salt}",{body_text}]'.encode()).hexdigest()


def core_text(entry: Entry) -> str:
    """The canonical core of an entry: what is hashed into its id and signed."""
    return _core(
        entry.version,
        entry.writer,
        entry.n,
        entry.previous,
        entry.kind,
        entry.object,
        entry.parents,
        entry.body_hash,
        entry.claimed,
    )


def _core(  # noqa: PLR0913, PLR0917 the nine fields of a core
    version: int,
    writer: str,
    n: int,
    previous: str,
    kind: str,
    object_: str,
    parents: tuple[str, ...],
    body_hash: str,
    claimed: str,
) -> str:
    return canonical_text(
        {
            "version": version,
            "writer": writer,
            "n": n,
            "previous": previous,
            "kind": kind,
            "object": object_,
            "parents": list(parents),
            "body_hash": body_hash,
            "claimed": claimed,
        }
    )


def make(  # noqa: PLR0913 the fields of an entry
    signer: Signer,
    *,
    n: int,
    previous: str,
    kind: str,
    object: str,  # noqa: A002 the ledger's own word
    parents: tuple[str, ...],
    body: Mapping[str, Any],
    claimed: datetime | str,
    salt: str,
) -> Entry:
    """A new entry of this writer: hashed, chained and signed."""
    when = claimed if isinstance(claimed, str) else claimed.isoformat(timespec="seconds")
    plain = dict(body)
    text = canonical_text(plain)
    if len(text) > LONGEST_BODY:
        raise BadEntry("This record is too long to be kept.", "Shorten its longest text.")
    body_hash = hash_of_body(salt, text)
    core = _core(
        VERSION, signer.writer, n, previous, kind, object, parents, body_hash, when
    ).encode()
    return Entry(
        VERSION,
        signer.writer,
        n,
        previous,
        kind,
        object,
        parents,
        body_hash,
        when,
        hashlib.sha256(core).hexdigest(),
        signer.sign(core),
        salt,
        plain,
    )


def check(entry: Entry, public_key: str) -> None:
    """Raise BadEntry unless id, body, writer and signature all belong together."""
    check_whole(entry)
    check_signature(entry, public_key)


def check_whole(entry: Entry) -> str | None:
    """Raise BadEntry unless the id is the core's and the body is the one the core names; the body's text."""
    if hashlib.sha256(core_text(entry).encode()).hexdigest() != entry.id:
        raise BadEntry(f"Entry {entry.id[:12]} was changed: its content is not what it names.")
    if (entry.salt is None) != (entry.body is None):
        raise BadEntry(f"Entry {entry.id[:12]} has lost half of its content.")
    if entry.salt is None:
        return None
    text = canonical_text(entry.body)
    if hash_of_body(entry.salt, text) != entry.body_hash:
        raise BadEntry(f"Entry {entry.id[:12]} was changed: its text is not what was signed.")
    return text


def check_signature(entry: Entry, public_key: str) -> None:
    """Raise BadEntry unless the writer is the holder of this key and signed this core."""
    if writer_of(public_key) != entry.writer:
        raise BadEntry(f"Entry {entry.id[:12]} names a writer whose key is another.")
    if not signed_by(public_key, entry.signature, core_text(entry).encode()):
        raise BadEntry(f"Entry {entry.id[:12]} was not signed by the person it names.")


def signed_by(public_key: str, signature: str, data: bytes) -> bool:
    """Whether the holder of this key signed these bytes."""
    from cryptography.exceptions import InvalidSignature

    try:
        raw = bytes.fromhex(signature)
        if raw.hex() != signature:
            return False  # one signature has one way to be written, or ids could be doubled
        _public(public_key).verify(raw, data)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=512)
def _public(public_key: str) -> "Ed25519PublicKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PublicKey,
    )

    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))


def to_plain(entry: Entry) -> dict[str, Any]:
    """The entry as JSON-able values, for parking and for carrying to another laptop."""
    return {
        "version": entry.version,
        "writer": entry.writer,
        "n": entry.n,
        "previous": entry.previous,
        "kind": entry.kind,
        "object": entry.object,
        "parents": list(entry.parents),
        "body_hash": entry.body_hash,
        "claimed": entry.claimed,
        "id": entry.id,
        "signature": entry.signature,
        "salt": entry.salt,
        "body": entry.body,
    }


_TEXTS = ("writer", "previous", "kind", "object", "body_hash", "claimed", "id", "signature")


def from_plain(plain: object) -> Entry:
    """The entry in these values; anything of the wrong shape is a BadEntry, never a crash."""
    if not isinstance(plain, dict) or set(plain) != set(Entry.__slots__):
        raise BadEntry("This is not an entry of the ledger.")
    whole = all(isinstance(plain[name], str) and len(plain[name]) <= 200 for name in _TEXTS)
    numbers = all(type(plain[name]) is int and 0 < plain[name] < 2**53 for name in ("version", "n"))
    parents = plain["parents"]
    listed = isinstance(parents, list) and all(isinstance(one, str) for one in parents)
    if not (whole and numbers and listed):
        raise BadEntry("This is not an entry of the ledger: a field has the wrong form.")
    salt, body = plain["salt"], plain["body"]
    if not (salt is None and body is None) and not (
        isinstance(salt, str) and _hexadecimal(salt) and isinstance(body, dict)
    ):
        raise BadEntry("This is not an entry of the ledger: its content has the wrong form.")
    return Entry(**{**plain, "parents": tuple(parents)})


def _hexadecimal(text: str) -> bool:
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)
