"""How the window looks: colours, sizes, letters and pictures, and the one way to put them on."""

from ui.look.apply import apply, base_font, theme_of
from ui.look.icons import icon, pixmap
from ui.look.now import colour, px, text_scale, tokens
from ui.look.shapes import paint_shape
from ui.look.tokens import THEMES, Grade, Tokens

__all__ = [
    "THEMES",
    "Grade",
    "Tokens",
    "apply",
    "base_font",
    "colour",
    "icon",
    "paint_shape",
    "pixmap",
    "px",
    "text_scale",
    "theme_of",
    "tokens",
]
