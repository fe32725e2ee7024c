"""Passphrase to key, and one key wrapped in another: the only place that knows how."""

import base64
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from qa_tool.errors import QAError

KEY = 32
_NONCE = 12
_CODE_BYTES = 20
_GROUP = 4
LEAST_MEMORY_KIB = 64 * 1024


class WeakKeyFile(QAError):
    """Somebody made the keys file easier to guess than the program ever makes it."""

    def __init__(self) -> None:
        super().__init__(
            "The keys file was changed so that passphrases could be guessed; it is not used.",
            "Bring the keys file back from a backup.",
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess of a passphrase is: memory in KiB, rounds, lanes."""

    memory: int = 256 * 1024
    rounds: int = 3
    lanes: int = 4

    @property
    def weak(self) -> bool:
        """Whether it is cheaper than anything the program makes by itself."""
        return self.memory < LEAST_MEMORY_KIB or self.rounds < 1 or self.lanes < 1

    @property
    def absurd(self) -> bool:
        """So dear that opening would stop the computer: a changed file, not a choice."""
        return self.memory > 4 * 1024 * 1024 or self.rounds > 100 or self.lanes > 64


STRONG = Cost()
# The sign-in name is no secret; its hash only keeps names out of the file.
NAME_COST = Cost(memory=64 * 1024, rounds=1, lanes=4)


def derive(words: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id over these words; the same on every computer, however the letters were typed."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    plain = unicodedata.normalize("NFC", words).encode("utf-8", "surrogatepass")
    return Argon2id(
        salt=salt,
        length=KEY,
        iterations=cost.rounds,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(plain)


def wrap(key: bytes, secret: bytes, about: str) -> bytes:
    """The secret under this key; `about` binds it to its place, so that none can be swapped."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, secret, about.encode("utf-8"))


def unwrap(key: bytes, wrapped: bytes, about: str) -> bytes | None:
    """The secret, or None where this key does not open it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(
            wrapped[:_NONCE], wrapped[_NONCE:], about.encode("utf-8")
        )
    except (InvalidTag, ValueError):
        return None


def new_code() -> str:
    """A recovery code of 160 bits, in groups that can be read aloud and typed."""
    text = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode("ascii")
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def key_of_code(code: str) -> bytes | None:
    """The key that a typed recovery code stands for; None where it cannot be one.

    The code is as long as a key, so guessing is hopeless without making each guess dear.
    """
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    letters = letters.replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode(letters)
    except ValueError:
        return None
    if len(raw) != _CODE_BYTES:
        return None
    return hashlib.sha256(b"recovery code:" + raw).digest()
