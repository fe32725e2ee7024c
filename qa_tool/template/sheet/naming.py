"""Names of a form made into keys of ours: small letters, digits and _, each once."""

import re
import unicodedata
from collections.abc import Container

LONGEST = 60
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^a-z0-9]+")


def key_of(name: str, fallback: str = "question") -> str:
    """The key of a domain or question: it begins with a letter."""
    key = _bare(_HUMPS.sub("_", name))
    if not key:
        return fallback
    return key if key[0].isalpha() else f"{fallback[0]}_{key}"[:LONGEST].rstrip("_")


def choice_key(name: str) -> str:
    """The key of a choice, which may begin with a digit."""
    return _bare(name) or "choice"


def free(key: str, taken: Container[str]) -> str:
    """This key, or with a number behind it where it is taken."""
    number, found = 1, key
    while found in taken:
        number += 1
        tail = f"_{number}"
        found = f"{key[: LONGEST - len(tail)]}{tail}"
    return found


def words_of(name: str) -> str:
    """A name in words, for what has no label: 'days_open' is 'Days open'."""
    words = re.sub(r"[\s_.-]+", " ", _HUMPS.sub(" ", name)).strip()
    return words[:1].upper() + words[1:] if words else "Question"


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _OTHER.sub("_", letters.casefold()).strip("_")[:LONGEST].rstrip("_")
