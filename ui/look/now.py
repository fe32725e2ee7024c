"""The theme and the text size that are on at this moment."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from ui.look.tokens import LIGHT, Tokens

SMALLEST, LARGEST = 1.0, 2.0


@dataclass(slots=True)
class Now:
    """What is on: changed only by `ui.look.apply`."""

    tokens: Tokens = LIGHT
    scale: float = 1.0


NOW = Now()


def tokens() -> Tokens:
    """The colours that are on."""
    return NOW.tokens


def text_scale() -> float:
    """The text size that is on: 1.0 to 2.0."""
    return NOW.scale


def px(size: float) -> int:
    """A length in pixels that follows the text size; every size and space in the window goes through it."""
    return round(size * NOW.scale)


def colour(name: str) -> QColor:
    """A colour of the theme by its name in `Tokens`, or by a grade's tone (`good`, `inadequate` ...)."""
    if name in NOW.tokens.grades:
        return QColor(NOW.tokens.grades[name].fill)
    return QColor(getattr(NOW.tokens, name))
