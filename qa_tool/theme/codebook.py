"""The codebook: shipped themes and the council's own, what a merged one became, and finding one."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from qa_tool.errors import QAError
from qa_tool.theme.model import TONES, Theme, Tone

_TEXTS = ("title", "definition", "counts", "not_counts", "group")


def shipped(text: str) -> tuple[Theme, ...]:
    """The themes of a codebook file, in its order."""
    return tuple(_theme(found) for found in tomllib.loads(text).get("theme", ()))


def _theme(found: Mapping[str, Any]) -> Theme:
    tone: Tone = found["tone"]
    if tone not in get_args(Tone):
        raise QAError(
            f"The theme '{found['key']}' has the tone '{tone}', which there is not.",
            f"Write one of {', '.join(TONES)}.",
        )
    return Theme(id=found["key"], tone=tone, **{name: found.get(name, "") for name in _TEXTS})


@dataclass(frozen=True, slots=True)
class Codebook:
    """Every theme by id, in the order of the codebook: shipped ones first, then the council's own."""

    themes: Mapping[str, Theme]

    @property
    def in_use(self) -> tuple[Theme, ...]:
        """The themes that can be tagged."""
        return tuple(theme for theme in self.themes.values() if theme.state == "in_use")

    def settled(self, theme_id: str) -> str:
        """Where tags of this theme count: itself, or what it was merged into, however often."""
        seen = {theme_id}
        while True:
            theme = self.themes.get(theme_id)
            if theme is None or theme.state != "merged" or theme.into in seen:
                return theme_id
            theme_id = theme.into
            seen.add(theme_id)

    def theme(self, theme_id: str) -> Theme | None:
        """The theme where tags of this one count now."""
        return self.themes.get(self.settled(theme_id))

    def find(self, text: str, first: Iterable[str] = ()) -> tuple[Theme, ...]:
        """The themes in use that fit what was typed, best first; `first` come first where equal."""
        before = {theme_id: place for place, theme_id in enumerate(first)}
        ranked = sorted(
            (place, before.get(theme.id, len(before)), number)
            for number, theme in enumerate(self.in_use)
            if (place := fit(text, theme)) is not None
        )
        found = self.in_use
        return tuple(found[number] for _place, _before, number in ranked)

    def named(self, name: str) -> Theme | None:
        """A theme by its id or title, whatever the capitals."""
        low = name.strip().casefold()
        for theme in self.themes.values():
            if low in (theme.id.casefold(), theme.title.casefold()):
                return self.theme(theme.id)
        return None


def codebook(shipped_ones: Iterable[Theme], own: Iterable[Theme]) -> Codebook:
    """The shipped themes with the council's own words over them, and the council's own after them."""
    themes = {theme.id: theme for theme in shipped_ones}
    for theme in own:
        themes[theme.id] = theme
    return Codebook(themes)


def fit(text: str, theme: Theme) -> int | None:
    """How well a theme fits what was typed: 0 is best, None is not at all."""
    words = text.casefold().split()
    title = theme.title.casefold()
    if not words or title.startswith(text.casefold().strip()):
        return 0
    starts = title.split()
    if all(any(part.startswith(word) for part in starts) for word in words):
        return 1
    more = " ".join((title, theme.group, TONES[theme.tone], theme.definition)).casefold()
    if all(word in title for word in words):
        return 2
    return 3 if all(word in more for word in words) else None


def wrong_with(theme: Theme, book: Codebook) -> tuple[str, str] | None:
    """What is wrong with a theme as it was typed, and what to do; None where nothing is."""
    if not theme.title.strip():
        return "The theme has no title.", "Say in a few words what auditors look for."
    if not theme.definition.strip():
        return (
            "The theme has no definition.",
            "Say in one sentence what it is, so that two people tag alike.",
        )
    low = theme.title.strip().casefold()
    for other in book.in_use:
        if other.id != theme.id and other.title.casefold() == low:
            return (
                f"There is a theme called “{other.title}” already.",
                "Choose another title, or reword that one.",
            )
    return None
