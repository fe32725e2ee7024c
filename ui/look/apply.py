"""Put a theme and a text size on the whole program."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QStyleFactory, QWidget

from ui.look.fonts import family
from ui.look.now import LARGEST, NOW, SMALLEST, px
from ui.look.style import sheet
from ui.look.tokens import THEMES, Tokens

_BASE = "look_at_100"


def theme_of(wish: str) -> str:
    """The theme to draw for a wish (`system`, `light`, `dark`, `high`): the system's where it is asked."""
    if wish in THEMES:
        return wish
    hints = QGuiApplication.styleHints()
    contrast = hints.accessibility().contrastPreference()
    if contrast == Qt.ContrastPreference.HighContrast:
        return "high"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def base_font() -> QFont:
    """Body text: 14 px at 100 %."""
    font = QFont(family())
    font.setPixelSize(px(14))
    return font


def apply(app: QApplication, theme: str = "system", text_scale: float = 1.0) -> None:
    """Put the theme and the text size (1.0 to 2.0) on every widget there is and will be."""
    before = NOW.scale
    NOW.tokens = THEMES[theme_of(theme)]
    NOW.scale = min(LARGEST, max(SMALLEST, text_scale))
    if app.style().objectName() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(NOW.tokens))
    app.setFont(base_font())
    made = sheet(NOW.tokens)
    if made != app.styleSheet():
        app.setStyleSheet(made)
    if before != NOW.scale:
        for widget in app.topLevelWidgets():
            _rescale(widget, before)


def _rescale(root: QWidget, before: float) -> None:
    """Give every space in the window its length at the new text size, always from its length at 100 %."""
    for layout in (root.layout(), *root.findChildren(QLayout)):
        if layout is None:
            continue
        base = layout.property(_BASE)
        if base is None:
            margins = layout.contentsMargins()
            sides = (margins.left(), margins.top(), margins.right(), margins.bottom())
            base = [value / before for value in (layout.spacing(), *sides)]
            layout.setProperty(_BASE, base)
        spacing, left, top, right, bottom = cast("list[float]", base)
        if spacing >= 0:
            layout.setSpacing(px(spacing))
        layout.setContentsMargins(px(left), px(top), px(right), px(bottom))


def _palette(tokens: Tokens) -> QPalette:
    """The palette under the style sheet, for everything that the sheet does not name."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in (
        (role.Window, tokens.ground),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.danger),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.tip),
        (role.ToolTipText, tokens.tip_text),
        (role.Light, tokens.surface),
        (role.Mid, tokens.line),
        (role.Dark, tokens.edge),
        (role.Accent, tokens.accent),
    ):
        palette.setColor(name, QColor(value))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.edge))
    return palette
