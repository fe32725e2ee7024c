"""One scene, three writers: words, places, sizes and shapes are the same on paper, in SVG and on the screen."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from qa_tool.chart.pdf import draw
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from qa_tool.chart.svg import svg
from qa_tool.chart.tones import PAPER, paper
from tests.chart.samples import SAMPLES
from ui.look import apply
from ui.look.tokens import THEMES
from ui.widgets.chart_drawing import ink, paint_scene

SPACE = "{http://www.w3.org/2000/svg}"
_ANCHORS = {"drawString": "start", "drawCentredString": "middle", "drawRightString": "end"}
Words = list[tuple[str, float, float, str]]


class Paper:
    """Stands where reportlab's canvas would, and keeps what is drawn on it."""

    def __init__(self, tall: float) -> None:
        self._tall = tall
        self.words: Words = []
        self.boxes: list[tuple[float, ...]] = []
        self.lines: list[tuple[float, ...]] = []

    def __getattr__(self, name: str) -> Any:
        """Whatever else a canvas can do, without doing it."""
        return lambda *given, **_more: self._take(name, given)

    def _take(self, name: str, given: tuple[Any, ...]) -> "Paper":
        if name in _ANCHORS:
            x, y, text = given
            self.words.append((text, x, self._tall - y, _ANCHORS[name]))
        elif name == "roundRect":
            x, y, wide, tall = given[:4]
            self.boxes.append((x, self._tall - y - tall, wide, tall))
        elif name == "line":
            x1, y1, x2, y2 = given
            self.lines.append((x1, self._tall - y1, x2, self._tall - y2))
        return self


class Pen(QPainter):
    """A painter on the screen that keeps the words it draws."""

    words: Words

    def drawText(self, at: QPointF, text: str) -> None:  # type: ignore[override]  # noqa: N802
        """Keep the words instead."""
        self.words.append((text, at.x(), at.y(), "start"))


def _near(one: Words, two: Words, slack: float) -> None:
    assert [w[0] for w in one] == [w[0] for w in two]
    for (_text, x, y, _a), (_same, x2, y2, _b) in zip(one, two, strict=True):
        assert x == pytest.approx(x2, abs=slack)
        assert y == pytest.approx(y2, abs=slack)


def _given(scene: Scene) -> Words:
    return [(i.text, i.x, i.y, i.anchor) for i in scene.shapes if isinstance(i, Text)]


@pytest.mark.parametrize("name", SAMPLES)
def test_paper_draws_the_scene(name: str) -> None:
    """Every word, box and line stands on paper where the scene has it."""
    scene = SAMPLES[name]()
    sheet = Paper(scene.height)
    draw(sheet, scene, ("Inter", "Inter-Bold"))  # type: ignore[arg-type]
    _near(sheet.words, _given(scene), 0.001)
    assert [w[3] for w in sheet.words] == [w[3] for w in _given(scene)]
    boxes = [(r.x, r.y, r.width, r.height) for r in scene.shapes if isinstance(r, Rect)]
    assert sheet.boxes == [pytest.approx(box) for box in boxes]
    lines = [(i.x1, i.y1, i.x2, i.y2) for i in scene.shapes if isinstance(i, Line)]
    assert sheet.lines == [pytest.approx(line) for line in lines]


@pytest.mark.parametrize("name", SAMPLES)
def test_svg_draws_the_scene_and_nothing_more(name: str) -> None:
    """The same words in the same places, what each mark says, and no other word."""
    scene = SAMPLES[name]()
    root = ET.fromstring(svg(scene))
    found: Words = [
        (t.text or "", float(t.get("x", 0)), float(t.get("y", 0)), t.get("text-anchor", ""))
        for t in root.iter(f"{SPACE}text")
    ]
    _near(found, _given(scene), 0.01)
    said = [s.says for s in scene.shapes if isinstance(s, Rect | Mark) and s.says]
    assert [t.text for t in root.iter(f"{SPACE}title")] == [scene.title, *said]
    assert [t.text for t in root.iter(f"{SPACE}desc")] == [scene.sentence]
    drawn = {e.tag.removeprefix(SPACE) for e in root.iter()}
    assert drawn <= {"svg", "title", "desc", "rect", "line", "polygon", "circle", "text"}
    tones = {paper(item.tone) for item in scene.shapes} | {paper("edge"), "none"}
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg(scene))) <= tones


@pytest.mark.parametrize("name", SAMPLES)
def test_the_screen_draws_the_scene(name: str, qapp: QApplication) -> None:
    """On the screen every word begins where its width in the font puts it, within two points."""
    from tests.chart.drawn import extent

    apply(qapp, "light", 1.0)
    scene = SAMPLES[name]()
    image = QImage(round(scene.width) * 2, round(scene.height) * 2, QImage.Format.Format_RGB32)
    pen = Pen(image)
    pen.words = []
    paint_scene(pen, scene, 2.0)
    pen.end()
    texts = [i for i in scene.shapes if isinstance(i, Text)]
    _near(pen.words, [(t.text, extent(t)[0], t.y, "start") for t in texts], 2.0)


@pytest.mark.parametrize("theme", THEMES)
def test_every_tone_has_its_colour_in_every_theme(theme: str, qapp: QApplication) -> None:
    """Heat and signals are told apart from each other and read on, in light, dark and high contrast."""
    apply(qapp, theme, 1.0)
    try:
        fills = [f"heat{step}" for step in range(1, 6)] + ["improvement", "concern"]
        assert len({ink(tone).name() for tone in fills}) == len(fills)
        for tone in fills:
            assert _contrast(ink(tone).name(), ink(f"on_{tone}").name()) >= 4.5, tone
        for tone in ("improvement", "concern"):
            assert _contrast(ink(tone).name(), THEMES[theme].surface) >= 3, tone
        steps = [_light(ink(f"heat{step}").name()) for step in range(1, 6)]
        assert steps in (sorted(steps), sorted(steps, reverse=True))
    finally:
        apply(qapp, "light", 1.0)


@pytest.mark.parametrize("tone", [t for t in PAPER if f"on_{t}" in PAPER])
def test_ink_on_paper_can_be_read(tone: str) -> None:
    """Every fill that carries words carries them at 4.5 to 1."""
    assert _contrast(PAPER[tone], PAPER[f"on_{tone}"]) >= 4.5


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    line = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def _contrast(one: str, two: str) -> float:
    light, dark = sorted((_light(one), _light(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
