"""Small marks that a style sheet can only take from a file: the arrow, the tick and the dot."""

import hashlib
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTemporaryDir

_DRAWINGS = {
    "down": '<path d="M4 6l4 4 4-4" fill="none" stroke="{ink}" stroke-width="2"/>',
    "tick": '<path d="M3.5 8.5l3 3 6-7" fill="none" stroke="{ink}" stroke-width="2.2"/>',
    "dot": '<circle cx="8" cy="8" r="3.4" fill="{ink}"/>',
}


@lru_cache(maxsize=1)
def _folder() -> QTemporaryDir:
    """Where the marks lie while the program runs; Qt takes the folder away at the end."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
    return QTemporaryDir(f"{place}/case-audit-marks-XXXXXX")


def mark(name: str, ink: str) -> str:
    """The path of a mark drawn in one colour, as a style sheet wants it."""
    drawing = _DRAWINGS[name].format(ink=ink)
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{drawing}</svg>'
    path = Path(_folder().path()) / f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.svg"
    if not path.exists():
        path.write_text(text, encoding="utf-8")
    return path.as_posix()
