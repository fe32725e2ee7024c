"""The colour words of charts: what each is on paper, the ink on each grade, and the shape of each grade."""

from types import MappingProxyType
from typing import Literal

Shape = Literal["star", "circle", "triangle", "square", "dashed"]

# Found by search over normal, protan, deutan and tritan sight; no grade uses the accent.
PAPER = MappingProxyType(
    {
        "outstanding": "#12307A",
        "good": "#24929C",
        "requires_improvement": "#B9770A",
        "inadequate": "#861A22",
        "none": "#FFFFFF",
        "on_outstanding": "#FFFFFF",
        "on_good": "#000000",
        "on_requires_improvement": "#000000",
        "on_inadequate": "#FFFFFF",
        "on_none": "#15161F",
        "text": "#15161F",
        "muted": "#565B70",
        "line": "#DFE1EA",
        "edge": "#7D8296",
        "surface": "#F7F7FB",
        "accent": "#4338A8",
        "on_accent": "#FFFFFF",
        "accent_soft": "#ECEBF9",
        "warning": "#8A5300",
        "warning_soft": "#FDF3E0",
        "danger": "#A61B29",
        "danger_soft": "#FBEAEC",
        "success": "#1B6E4B",
        "success_soft": "#E5F4EC",
        # Control charts: what NHS England's blue and orange mean, dark enough to be seen on white.
        "improvement": "#0090C8",
        "on_improvement": "#000000",
        "concern": "#D95F02",
        "on_concern": "#000000",
        # Heat: one hue from pale to dark, of which no grade is made.
        "heat1": "#F1F0FB",
        "on_heat1": "#15161F",
        "heat2": "#D5D2F2",
        "on_heat2": "#15161F",
        "heat3": "#AFA9E4",
        "on_heat3": "#000000",
        "heat4": "#7F76CC",
        "on_heat4": "#000000",
        "heat5": "#4338A8",
        "on_heat5": "#FFFFFF",
    }
)

SHAPES: MappingProxyType[str, Shape] = MappingProxyType(
    {
        "outstanding": "star",
        "good": "circle",
        "requires_improvement": "triangle",
        "inadequate": "square",
        "none": "dashed",
    }
)


def paper(tone: str) -> str:
    """The colour of a word on paper; an unknown one is the colour of text, never invisible."""
    return PAPER.get(tone, PAPER["text"])


def shape(tone: str) -> Shape:
    """The shape of a grade's tone; not graded is dashed."""
    return SHAPES.get(tone, "dashed")


def on(tone: str) -> str:
    """The word for the ink that is read on a fill."""
    return f"on_{tone}" if f"on_{tone}" in PAPER else "text"
