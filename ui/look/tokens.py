"""The colours of the three themes, by what they are for; nothing else in the window names a colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Shape = Literal["star", "circle", "triangle", "square", "dashed"]


@dataclass(frozen=True, slots=True)
class Grade:
    """How one grade tone looks: its fill, the words on it, its pale ground, its edge and its shape."""

    fill: str
    on: str
    tint: str
    edge: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: `ground` lies under cards (`surface`); `edge` draws controls, `line` only divides."""

    name: str
    dark: bool
    ground: str
    surface: str
    raised: str
    line: str
    groove: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_over: str
    on_accent: str
    accent_soft: str
    focus: str
    danger: str
    danger_over: str
    on_danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    nav: str
    nav_text: str
    nav_muted: str
    nav_over: str
    nav_now: str
    nav_now_text: str
    nav_focus: str
    nav_line: str
    tip: str
    tip_text: str
    grades: Mapping[str, Grade]
    charts: Mapping[str, str]

    def grade(self, tone: str) -> Grade:
        """The look of a grade's tone; a tone that is not known is drawn as not graded, never as grey."""
        return self.grades.get(tone, self.grades["none"])


def _grades(**grades: Grade) -> Mapping[str, Grade]:
    """A table of grades that nobody changes."""
    return MappingProxyType(grades)


def _charts(*heat: tuple[str, str], improvement: str, concern: str) -> Mapping[str, str]:
    """The tones that only charts have: heat from little to much, each with its ink, and two signals."""
    found = {"improvement": improvement, "concern": concern}
    found |= {"on_improvement": "#000000", "on_concern": "#000000"}
    for step, (fill, ink) in enumerate(heat, 1):
        found |= {f"heat{step}": fill, f"on_heat{step}": ink}
    return MappingProxyType(found)


LIGHT = Tokens(
    name="light",
    dark=False,
    ground="#f4f5f9",
    surface="#ffffff",
    raised="#f7f7fb",
    line="#dfe1ea",
    groove="#dfe1ea",
    edge="#7d8296",
    text="#15161f",
    muted="#565b70",
    accent="#4338a8",
    accent_over="#372d8f",
    on_accent="#ffffff",
    accent_soft="#ecebf9",
    focus="#4338a8",
    danger="#a61b29",
    danger_over="#861522",
    on_danger="#ffffff",
    danger_soft="#fbeaec",
    warning="#8a5300",
    warning_soft="#fdf3e0",
    success="#1b6e4b",
    success_soft="#e5f4ec",
    nav="#1c1b3a",
    nav_text="#d9d8ea",
    nav_muted="#a5a2c6",
    nav_over="#2a2852",
    nav_now="#3b3583",
    nav_now_text="#ffffff",
    nav_focus="#ffffff",
    nav_line="#1c1b3a",
    tip="#1c1b3a",
    tip_text="#ffffff",
    grades=_grades(
        outstanding=Grade("#12307a", "#ffffff", "#e6ecfa", "#12307a", "star"),
        good=Grade("#24929c", "#000000", "#e6f5f6", "#24929c", "circle"),
        requires_improvement=Grade("#b9770a", "#000000", "#fdf5e6", "#b9770a", "triangle"),
        inadequate=Grade("#861a22", "#ffffff", "#f9e6e8", "#861a22", "square"),
        none=Grade("#ffffff", "#15161f", "#ffffff", "#7d8296", "dashed"),
    ),
    charts=_charts(
        ("#f1f0fb", "#15161f"),
        ("#d5d2f2", "#15161f"),
        ("#afa9e4", "#000000"),
        ("#7f76cc", "#000000"),
        ("#4338a8", "#ffffff"),
        improvement="#0090c8",
        concern="#d95f02",
    ),
)

DARK = Tokens(
    name="dark",
    dark=True,
    ground="#11131c",
    surface="#1a1c28",
    raised="#212432",
    line="#323547",
    groove="#323547",
    edge="#7f8499",
    text="#eceef6",
    muted="#a6aabd",
    accent="#a99cff",
    accent_over="#bdb3ff",
    on_accent="#12102a",
    accent_soft="#29274e",
    focus="#cfc8ff",
    danger="#ff8f8f",
    danger_over="#ffadad",
    on_danger="#2a0b0e",
    danger_soft="#3c2027",
    warning="#f2c265",
    warning_soft="#39301d",
    success="#6fd6a4",
    success_soft="#18362b",
    nav="#0c0e16",
    nav_text="#d2d4e2",
    nav_muted="#9a9db3",
    nav_over="#1b1d2b",
    nav_now="#38326f",
    nav_now_text="#ffffff",
    nav_focus="#ffffff",
    nav_line="#323547",
    tip="#eceef6",
    tip_text="#11131c",
    grades=_grades(
        outstanding=Grade("#3f78e8", "#000000", "#1b2845", "#4f84ea", "star"),
        good=Grade("#5be0d4", "#000000", "#15373a", "#5be0d4", "circle"),
        requires_improvement=Grade("#fadb85", "#000000", "#3a3320", "#fadb85", "triangle"),
        inadequate=Grade("#d9574b", "#000000", "#40232a", "#e0685d", "square"),
        none=Grade("#1a1c28", "#eceef6", "#1a1c28", "#8b90a5", "dashed"),
    ),
    charts=_charts(
        ("#222038", "#eceef6"),
        ("#332e63", "#eceef6"),
        ("#4a4391", "#ffffff"),
        ("#9a92ea", "#000000"),
        ("#d6d2ff", "#000000"),
        improvement="#3db8ee",
        concern="#ff9d4d",
    ),
)

HIGH = Tokens(
    name="high",
    dark=True,
    ground="#000000",
    surface="#000000",
    raised="#000000",
    line="#ffffff",
    groove="#505050",
    edge="#ffffff",
    text="#ffffff",
    muted="#ffffff",
    accent="#ffff00",
    accent_over="#ffffff",
    on_accent="#000000",
    accent_soft="#26265c",
    focus="#39e7ff",
    danger="#ff9d94",
    danger_over="#ffffff",
    on_danger="#000000",
    danger_soft="#000000",
    warning="#ffd35c",
    warning_soft="#000000",
    success="#7df0b4",
    success_soft="#000000",
    nav="#000000",
    nav_text="#ffffff",
    nav_muted="#ffffff",
    nav_over="#26265c",
    nav_now="#ffff00",
    nav_now_text="#000000",
    nav_focus="#39e7ff",
    nav_line="#ffffff",
    tip="#ffffff",
    tip_text="#000000",
    grades=_grades(
        outstanding=Grade("#86acff", "#000000", "#000000", "#86acff", "star"),
        good=Grade("#5be0d4", "#000000", "#000000", "#5be0d4", "circle"),
        requires_improvement=Grade("#fadb85", "#000000", "#000000", "#fadb85", "triangle"),
        inadequate=Grade("#ff8a80", "#000000", "#000000", "#ff8a80", "square"),
        none=Grade("#000000", "#ffffff", "#000000", "#ffffff", "dashed"),
    ),
    charts=_charts(
        ("#000000", "#ffffff"),
        ("#1c1c5c", "#ffffff"),
        ("#34349c", "#ffffff"),
        ("#9c9cff", "#000000"),
        ("#ffffff", "#000000"),
        improvement="#39c6ff",
        concern="#ffa552",
    ),
)

THEMES: Mapping[str, Tokens] = MappingProxyType({"light": LIGHT, "dark": DARK, "high": HIGH})
