"""What a person prefers on this laptop: one declared table, which also makes the settings page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FILE_NAME = "preferences.json"


@dataclass(frozen=True, slots=True)
class Preference:
    """One thing a person may choose: its words for the page, and the choices it allows."""

    key: str
    title: str
    help: str
    choices: tuple[tuple[str, str], ...]
    default: str

    def allows(self, value: object) -> bool:
        """Whether the value is one of the choices."""
        return any(value == choice for choice, _ in self.choices)


PREFERENCES: tuple[Preference, ...] = (
    Preference(
        "theme",
        "Colours",
        "Light, dark or high contrast. Follow the computer: as the desktop is set.",
        (
            ("system", "Follow the computer"),
            ("light", "Light"),
            ("dark", "Dark"),
            ("high", "High contrast"),
        ),
        "system",
    ),
    Preference(
        "text_size",
        "Size of the text",
        "Larger text makes the guidance fold away where there is no room for it.",
        (
            ("100", "100 %"),
            ("115", "115 %"),
            ("130", "130 %"),
            ("150", "150 %"),
            ("175", "175 %"),
            ("200", "200 %"),
        ),
        "100",
    ),
    Preference(
        "lock_minutes",
        "Lock when nobody types",
        "After this time the window locks and asks for the passphrase. What was typed is kept first.",
        (
            ("5", "After 5 minutes"),
            ("10", "After 10 minutes"),
            ("15", "After 15 minutes"),
            ("30", "After 30 minutes"),
        ),
        "10",
    ),
    Preference(
        "backup",
        "Automatic backup",
        "A copy of the store is made when the program starts; the last ten are kept beside it.",
        (
            ("daily", "Once a day"),
            ("every_start", "At every start"),
            ("never", "Never: I make backups myself"),
        ),
        "daily",
    ),
)
_BY_KEY: Mapping[str, Preference] = MappingProxyType({p.key: p for p in PREFERENCES})


class Settings:
    """The preferences of one person on one laptop; what was never chosen has its default."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        self._chosen = _read(self._file)

    def value(self, key: str) -> str:
        """What is chosen for this preference."""
        return self._chosen.get(key, _BY_KEY[key].default)

    def choose(self, key: str, value: str) -> None:
        """Choose, and keep it at once; ValueError where the preference has no such choice."""
        if not _BY_KEY[key].allows(value):
            raise ValueError(f"{key} has no choice {value!r}")
        self._chosen[key] = value
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(self._chosen, indent=1), encoding="utf-8")
        beside.replace(self._file)


def _read(file: Path) -> dict[str, str]:
    """What was chosen earlier; a file that is missing, damaged or of a later version gives what it can."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {key: kept[key] for key, each in _BY_KEY.items() if each.allows(kept.get(key))}
