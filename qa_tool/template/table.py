"""One table of a template file, read key by key: wrong types, missing and unknown keys are told."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from qa_tool.template.findings import Findings, Place, shown

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
CHOICE_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
_LARGEST = 1_000_000_000


class Table:
    """Reads one table; what nobody has asked for by `done` is an unknown key."""

    def __init__(self, data: Mapping[str, object], place: Place, findings: Findings) -> None:
        self.data = data
        self.place = place
        self.findings = findings
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is written at all."""
        return key in self.data

    def error(self, key: str, what: str, cure: str, code: str) -> None:
        """Report an error at one key of this table."""
        self.findings.error(self.place.at(key), what, cure, code)

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text without spaces around it; empty when it is left out."""
        value = self._value(key, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong_type(key, value, f'a text in quotes: {key} = "..."')
            return ""
        text = value.strip()
        if needed and not text:
            self.error(key, f"'{key}' is empty.", f"Write {key}, or see the guide.", "empty")
        self._clean(key, text)
        return text

    def key(self, key: str = "key", pattern: re.Pattern[str] = KEY) -> str:
        """A key in snake_case."""
        text = self.text(key, needed=True)
        if text and not pattern.fullmatch(text):
            cure = "Use small letters, digits and _ only, beginning with a letter, 60 at most."
            self.error(key, f"{shown(text)} is no key.", cure, "bad_key")
            return ""
        return text

    def key_written(self) -> str:
        """The table's own key as it is written, without a word about its faults."""
        value = self.data.get("key")
        return value.strip() if isinstance(value, str) else ""

    def word(self, key: str, known: Iterable[str], *, needed: bool = False) -> str:
        """One of the known words; empty when it is left out or not known."""
        text = self.text(key, needed=needed)
        allowed = tuple(known)
        if text and text not in allowed:
            self.error(
                key,
                f"{shown(text)} is not known in '{key}'.",
                self.findings.near(text, allowed),
                "unknown_word",
            )
            return ""
        return text

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Yes or no, written true or false."""
        value = self._value(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._wrong_type(key, value, f"true or false, without quotes: {key} = true")
            return default
        return value

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number between two bounds; needed when there is no default."""
        value = self._value(key, needed=default is None)
        fallback = least if default is None else default
        if value is None:
            return fallback
        if isinstance(value, bool) or not isinstance(value, int):
            self._wrong_type(key, value, f"a whole number without quotes: {key} = {least}")
            return fallback
        if not least <= value <= most:
            what = f"'{key}' is out of bounds."
            self.error(key, what, f"Write a number from {least} to {most}.", "out_of_bounds")
            return fallback
        return value

    def number(self, key: str) -> float | None:
        """A number, or nothing when it is left out."""
        value = self._value(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong_type(key, value, f"a number without quotes: {key} = 1")
            return None
        if abs(value) > _LARGEST or math.isnan(value):
            self.error(
                key, f"'{key}' is out of bounds.", "Write a smaller number.", "out_of_bounds"
            )
            return None
        return float(value)

    def day(self, key: str) -> date | None:
        """A date without a time."""
        value = self._value(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self._wrong_type(key, value, f"a date without quotes and time: {key} = 2026-11-21")
            return None
        return value

    def words(self, key: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts, each among the known ones where these are given."""
        value = self._value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong_type(key, value, f'a list of texts: {key} = ["...", "..."]')
            return ()
        self._each_known(key, value, known)
        return tuple(dict.fromkeys(value))

    def _each_known(self, key: str, items: list[str], known: Iterable[str] | None) -> None:
        allowed = None if known is None else tuple(known)
        seen: set[str] = set()
        for position, item in enumerate(items):
            place = self.place.at(key, position)
            if item in seen:
                cure = "Take the second one out."
                self.findings.error(place, f"{shown(item)} stands here twice.", cure, "duplicate")
            elif allowed is not None and item not in allowed:
                what = f"{shown(item)} is not known in '{key}'."
                self.findings.error(place, what, self.findings.near(item, allowed), "unknown_word")
            elif allowed is None:
                self._clean(key, item)
            seen.add(item)

    def table(self, key: str, words: str) -> "Table | None":
        """A table inside this one, or nothing."""
        value = self._value(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong_type(key, value, f"a table under its own heading: [{key}]")
            return None
        return Table(value, self.place.at(key, words=words), self.findings)

    def tables(self, key: str, noun: str = "") -> "list[Table]":
        """A list of tables; each is named by its key, or by its number when it has none."""
        value = self._value(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong_type(key, value, f"one or more headings in double brackets: [[{key}]]")
            return []
        return [
            Table(item, self.place.at(key, n, words=_named(noun or key, item, n)), self.findings)
            for n, item in enumerate(value)
        ]

    def skip(self, *keys: str) -> None:
        """Say nothing about these keys: they are read elsewhere."""
        self._asked.update(keys)

    def done(self, elsewhere: Mapping[str, str] | None = None) -> None:
        """Report each key that nobody asked for; `elsewhere` says why a known key does not fit."""
        for key in self.data:
            if key in self._asked:
                continue
            if elsewhere is not None and key in elsewhere:
                cure = "Take it out, or change what it belongs to."
                self.error(key, elsewhere[key], cure, "key_does_not_fit")
            else:
                cure = self.findings.near(key, self._asked)
                self.error(key, f"The key {shown(key)} is not known here.", cure, "unknown_key")

    def _value(self, key: str, *, needed: bool = False) -> object:
        self._asked.add(key)
        if key not in self.data and needed:
            what = f"'{key}' is missing."
            self.findings.error(self.place, what, f"Add a line that begins: {key} =", "missing_key")
        return self.data.get(key)

    def _wrong_type(self, key: str, value: object, wanted: str) -> None:
        what = f"'{key}' is {_sort(value)}."
        self.error(key, what, f"Write {wanted}.", "wrong_type")

    def _clean(self, key: str, text: str) -> None:
        if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
            what = f"'{key}' holds a control character, which nobody can see."
            self.error(key, what, "Type the text again instead of pasting it.", "control_character")


def _named(noun: str, item: Mapping[str, object], position: int) -> str:
    key = item.get("key")
    return f"{noun} {shown(key)}" if isinstance(key, str) and key else f"{noun} {position + 1}"


def _sort(value: object) -> str:
    """What a value is, in plain words; bool first, for True is an int too."""
    sorts = (
        (bool, "true or false"),
        (str, "a text"),
        (int | float, "a number"),
        (date | time, "a date or time"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((words for sort, words in sorts if isinstance(value, sort)), "something else")
