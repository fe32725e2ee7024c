"""Colours can be read, sizes follow the text, pictures are there."""

import ast
import re
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import look
from ui.look.tokens import THEMES, Tokens


def light(colour: str) -> float:
    """Relative luminance as WCAG has it."""
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast as WCAG has it: 1 to 21."""
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    ("text", "ground"), ("text", "surface"), ("text", "raised"), ("text", "accent_soft"),
    ("muted", "ground"), ("muted", "surface"), ("muted", "raised"),
    ("accent", "ground"), ("accent", "surface"), ("accent", "accent_soft"),
    ("on_accent", "accent"), ("on_accent", "accent_over"), ("on_danger", "danger"),
    ("on_danger", "danger_over"), ("danger", "surface"), ("danger", "danger_soft"),
    ("warning", "surface"), ("warning", "warning_soft"), ("success", "surface"),
    ("success", "success_soft"), ("text", "danger_soft"), ("text", "warning_soft"),
    ("text", "success_soft"), ("tip_text", "tip"), ("nav_text", "nav"), ("nav_text", "nav_over"),
    ("nav_muted", "nav"), ("nav_now_text", "nav_now"),
]  # fmt: skip
CONTROLS = [
    ("edge", "surface"), ("edge", "ground"), ("focus", "surface"), ("focus", "ground"),
    ("accent", "surface"), ("accent", "groove"), ("nav_focus", "nav"), ("nav_focus", "nav_over"), ("warning", "ground"),
]  # fmt: skip


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: Tokens, ink: str, ground: str):
    """Text has 4.5 to 1 on its ground, in the high contrast theme 7."""
    wanted = 7.0 if theme.name == "high" else 4.5
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= wanted


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
@pytest.mark.parametrize(("ink", "ground"), CONTROLS)
def test_controls_and_focus_can_be_seen(theme: Tokens, ink: str, ground: str):
    """The edges of controls and the focus ring have 3 to 1."""
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 3.0


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
def test_grades_can_be_read_and_seen(theme: Tokens):
    """A grade's words, edge and shape stand out from its fill, its pale ground and the card."""
    for tone, grade in theme.grades.items():
        assert contrast(grade.on, grade.fill) >= 4.5, tone
        assert contrast(grade.edge, theme.surface) >= 3.0, tone
        assert contrast(grade.edge, grade.tint) >= 3.0, tone
        assert contrast(theme.text, grade.tint) >= 4.5, tone


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
def test_no_two_grades_share_shape_or_colour(theme: Tokens):
    """Each grade has its own shape and fill; not graded is dashed and never grey-filled."""
    for (one, first), (two, second) in combinations(theme.grades.items(), 2):
        assert first.shape != second.shape, (one, two)
        assert first.fill != second.fill, (one, two)
    assert theme.grades["none"].shape == "dashed"
    assert theme.grades["none"].fill == theme.surface


def test_the_grades_are_those_of_the_charts_on_paper():
    """Screen in the light theme, PDF and SVG show the same four colours."""
    from qa_tool.chart.tones import PAPER

    for tone in ("outstanding", "good", "requires_improvement", "inadequate"):
        assert THEMES["light"].grades[tone].fill.casefold() == PAPER[tone].casefold()
        assert THEMES["light"].grades[tone].on.casefold() == PAPER[f"on_{tone}"].casefold()


def test_an_unknown_tone_is_drawn_as_not_graded():
    """A scale with a tone of its own is never painted in a grade's colour."""
    assert THEMES["light"].grade("mauve").shape == "dashed"


def test_sizes_follow_the_text(qapp: QApplication):
    """At 200 % every space and letter is twice as large, and back again without drift."""
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.setSpacing(look.px(11))
    layout.setContentsMargins(7, 7, 7, 7)
    label = QLabel("Words")
    layout.addWidget(label)
    window.show()
    small = label.sizeHint()
    for scale in (1.15, 1.3, 1.5, 2.0):
        look.apply(qapp, "light", scale)
    assert (look.px(10), layout.spacing(), layout.contentsMargins().left()) == (20, 22, 14)
    assert label.sizeHint().height() >= small.height() * 1.8
    look.apply(qapp, "light", 1.0)
    assert (layout.spacing(), layout.contentsMargins().left()) == (11, 7)
    window.close()


def test_text_size_stays_within_its_bounds(qapp: QApplication):
    """Neither a wrong preference nor a slip makes the window unreadable."""
    look.apply(qapp, "light", 9.0)
    assert look.text_scale() == 2.0
    look.apply(qapp, "light", 0.1)
    assert look.text_scale() == 1.0


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_style_sheet_is_understood(qapp: QApplication, theme: str, scale: float):
    """Qt reads every rule (a warning would fail this test), and no placeholder is left."""
    look.apply(qapp, theme, scale)
    sheet = qapp.styleSheet()
    assert "$" not in sheet
    assert 40 <= sheet.count("{") <= 140
    window = QWidget()
    window.show()
    window.close()


def test_following_the_computer_gives_a_theme_there_is():
    """The wish `system` ends in one of the three."""
    assert look.theme_of("system") in THEMES
    assert look.theme_of("dark") == "dark"


NAMED = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


def _icon_names(path: Path) -> set[str]:
    """Every picture that a module names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [word.value for word in node.keywords if word.arg == "icon"]
            if called in ("icon", "pixmap", "show_icon"):
                given += node.args[:1]
            if called == "IconButton":
                given += node.args[1:2]
            found |= {
                g.value for g in given if isinstance(g, ast.Constant) and isinstance(g.value, str)
            }
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if getattr(target, "id", "") == "icon" and isinstance(node.value.value, str):
                found.add(node.value.value)
    return {name for name in found if NAMED.match(name)}


def test_every_picture_that_is_named_is_there(checkout: Path):
    """A misspelt icon would be an empty place on a button."""
    named = set[str]()
    for path in (checkout / "ui").rglob("*.py"):
        named |= _icon_names(path)
    assert len(named) > 12
    there = {path.stem for path in (checkout / "resources" / "icons").glob("*.svg")}
    assert named - there - {"case-audit"} == set()


def test_icons_keep_their_colour_when_a_row_is_selected(qapp: QApplication):
    """Qt tints the icons of selected rows; a tinted grade would be a wrong grade."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QIcon

    made = look.icon("star", "outstanding")
    plain = made.pixmap(QSize(18, 18), QIcon.Mode.Normal).toImage()
    assert made.pixmap(QSize(18, 18), QIcon.Mode.Selected).toImage() == plain
    assert plain.pixelColor(9, 1).alpha() > 0


def test_a_missing_picture_is_an_empty_icon():
    """In use a missing file costs a picture, never the page."""
    assert look.icon("there-is-no-such-picture").isNull()


def test_a_button_that_does_nothing_is_told_from_others_in_high_contrast(qapp: QApplication):
    """Its words are as strong as all others there, so its edge is dashed."""
    look.apply(qapp, "high", 1.0)
    on, off = QPushButton("Close"), QPushButton("Close")
    off.setEnabled(False)
    pictures = []
    for button in (on, off):
        button.resize(120, 40)
        button.ensurePolished()
        pictures.append(button.grab().toImage())
    edges = [{one.pixelColor(x, 0).rgb() for x in range(20, 100)} for one in pictures]
    assert len(edges[0]) == 1
    assert len(edges[1]) > 1
    look.apply(qapp, "light", 1.0)
