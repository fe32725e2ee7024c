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
