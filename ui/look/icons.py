"""Lucide's line pictures, coloured for the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from qa_tool.paths import RESOURCES
from ui.look.now import colour, px

FOLDER = RESOURCES / "icons"


# The program's own mark: Lucide's shield with a tick.
_MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1'
    "c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"
    '"/><path d="m9 12 2 2 4-4"/></svg>'
)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    """The drawing's text; nothing where the picture is missing."""
    if name == "case-audit":
        return _MARK
    path = FOLDER / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@lru_cache(maxsize=256)
def _shape(name: str, size: int, ratio: int, gap: int) -> QPixmap:
    """The drawing in black at one size: read and drawn once, whatever colours it is shown in."""
    picture = QPixmap(QSize(size + gap, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    source = _source(name)
    if source:
        from PySide6.QtSvg import QSvgRenderer

        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", "#000").encode()))
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
    return picture


@lru_cache(maxsize=512)
def _drawn(name: str, ink: str, size: int, ratio: int, gap: int = 0) -> QPixmap:
    """The drawing at one size and colour, `ratio` times as fine."""
    picture = QPixmap(_shape(name, size, ratio, gap))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(ink))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, tone: str = "text", size: float = 18) -> QPixmap:
    """The picture `name`, in the colour `tone` of the theme, `size` wide at 100 % text."""
    return _drawn(name, colour(tone).name(), px(size), 2)


def icon(
    name: str, tone: str = "text", size: float = 18, *, checked_tone: str = "", gap: float = 0
) -> QIcon:
    """The picture as an icon with `gap` after it; what is selected keeps its colour. Missing: empty."""
    if not name or not _source(name):
        return QIcon()
    inks = tuple(colour(one).name() for one in (tone, checked_tone or tone, "edge"))
    return QIcon(_made(name, inks, px(size), px(gap), _ratios()))


def _ratios() -> tuple[int, ...]:
    """How fine pictures are drawn: once where every screen is coarse, twice as fine as well else."""
    screens = QGuiApplication.screens()
    return (1,) if screens and all(s.devicePixelRatio() <= 1 for s in screens) else (1, 2)


@lru_cache(maxsize=512)
def _made(name: str, inks: tuple[str, ...], size: int, gap: int, ratios: tuple[int, ...]) -> QIcon:
    """The icon in its ink, in that of what is on, and in the faint one; a form has hundreds of few."""
    plain, marked, faint = inks
    result = QIcon()
    for ratio in ratios:
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
            result.addPixmap(_drawn(name, plain, size, ratio, gap), mode, QIcon.State.Off)
            result.addPixmap(_drawn(name, marked, size, ratio, gap), mode, QIcon.State.On)
        result.addPixmap(_drawn(name, faint, size, ratio, gap), QIcon.Mode.Disabled)
    return result
