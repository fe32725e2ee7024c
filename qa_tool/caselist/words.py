"""Words as they are compared: without capitals, quotes, brackets, signs and needless spaces."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_LETTER = re.compile(r"^\s*[a-z]{1,2}\d?\)\s*", re.IGNORECASE)  # "a) Male"
_BRACKETS = re.compile(r"\s*[\[(][^\])]*[\])]")
_SIGNS = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """A heading or a code as it is compared: 'Child’s  Legal_Status ' is 'childs legal status'."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = plain.replace("'", "").replace("’", "").replace("‘", "").replace("`", "")
    return _SIGNS.sub(" ", plain).strip()


def without_brackets(text: str) -> str:
    """The words outside brackets."""
    return _BRACKETS.sub(" ", text)


def without_letter(text: str) -> str:
    """A code without the letter that puts codes in order: 'a) Male' is 'Male'."""
    return _LETTER.sub("", text)


def keys_of(headings: Sequence[str]) -> tuple[str, ...]:
    """Each heading as it is compared and remembered; the second of the same name has a 2 behind it."""
    seen: dict[str, int] = {}
    keys = []
    for heading in headings:
        key = bare(heading)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key} {seen[key]}")
    return tuple(keys)
