"""Inter, where the program brings it; otherwise the desktop's own letters."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from qa_tool.paths import RESOURCES

FOLDER = RESOURCES / "fonts"


@lru_cache(maxsize=1)
def family() -> str:
    """The family to draw with, once a QApplication is there."""
    found = ""
    for path in sorted(FOLDER.glob("**/*.ttf")) if FOLDER.is_dir() else ():
        number = QFontDatabase.addApplicationFont(str(path))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if not found and names and names[0].startswith("Inter"):
            found = names[0]
    return found or ("Inter" if "Inter" in QFontDatabase.families() else QFont().family())
