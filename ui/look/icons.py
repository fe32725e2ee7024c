"""Lucide's line pictures, coloured for the theme."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from ui.look.now import colour, px

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    """The drawing's text; nothing where the picture is missing."""
    path = FOLDER / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@lru_cache(maxsize=512)
def _drawn(name: str, ink: str, size: int, ratio: int) -> QPixmap:
    """The drawing at one size and colour, `ratio` times as fine."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    source = _source(name)
    if source:
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  (only when a picture is drawn)

        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", ink).encode()))
        painter = QPainter(picture)
        renderer.render(painter, QRectF(picture.rect()))
        painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, tone: str = "text", size: float = 18) -> QPixmap:
    """The picture `name`, in the colour `tone` of the theme, `size` wide at 100 % text."""
    return _drawn(name, colour(tone).name(), px(size), 2)


def icon(name: str, tone: str = "text", size: float = 18, *, checked_tone: str = "") -> QIcon:
    """The picture as an icon; a row or button that is selected keeps its colour. Missing: empty."""
    result = QIcon()
    if not name or not _source(name):
        return result
    for ratio in (1, 2):
        plain = _drawn(name, colour(tone).name(), px(size), ratio)
        faint = _drawn(name, colour("edge").name(), px(size), ratio)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
            result.addPixmap(plain, mode, QIcon.State.Off)
            marked = colour(checked_tone or tone).name()
            result.addPixmap(_drawn(name, marked, px(size), ratio), mode, QIcon.State.On)
        result.addPixmap(faint, QIcon.Mode.Disabled)
    return result
