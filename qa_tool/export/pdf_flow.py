"""What is set on pages besides running text and tables: charts, panels, and breaks that spare white."""

from typing import Any

from reportlab.platypus import CondPageBreak, Flowable

from qa_tool.chart.pdf import draw
from qa_tool.chart.scene import Scene
from qa_tool.export.fonts import Fonts
from qa_tool.export.pdf_tree import Element


class SceneOnPaper(Flowable):
    """A chart as vectors in the running text; its piece tells in words what it shows."""

    canv: Any

    def __init__(self, scene: Scene, known: Fonts, tag: Element) -> None:
        super().__init__()
        self.width, self.height = scene.width, scene.height
        self._scene, self._fonts, self._tag = scene, (known.regular, known.semibold), tag
        tag.alt = told(scene)
        # Room below is never a spacer: that could begin a page of its own.
        self.spaceAfter = 8

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The room that it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at its place."""
        left, low = self.canv.absolutePosition(0, 0)
        box = f"{left:.1f} {low:.1f} {left + self.width:.1f} {low + self.height:.1f}"
        self._tag.attributes = f"/O/Layout/Placement/Block/BBox[{box}]"
        with self.canv.piece(self._tag):
            draw(self.canv, self._scene, self._fonts)


def told(scene: Scene) -> str:
    """A chart in words, for who cannot see it."""
    title = scene.title.rstrip(" .")
    return f"{title}. {scene.sentence}".strip(". ") + "." if title else scene.sentence or "Chart."


class BreakIfNear(CondPageBreak):
    """A new page where so much room is not left, but only if little is left: white is no gain."""

    def __init__(self, height: float, most_white: float) -> None:
        super().__init__(height)
        self._most = most_white

    def wrap(self, aW: float, aH: float) -> Any:  # noqa: N803  reportlab's names
        """Break, or take no room."""
        return (0, 0) if aH > self._most else super().wrap(aW, aH)


def _decorated(table: Any, what: str, *_more: Any) -> None:
    if what in {"startBG", "startLines"}:
        table.canv.begin(None)
    elif what in {"endBG", "endLines"}:
        table.canv.end()


decorated: Any = _decorated
"""A table that only places things: ground and lines are decoration, its cells speak for themselves."""
