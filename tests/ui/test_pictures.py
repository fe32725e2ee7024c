"""Pictures of every piece in every theme, to be looked at: set QA_TOOL_SHOTS to a folder and run `-m shots`."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.gallery import Gallery, entries
from ui import look, messages
from ui.window import MainWindow


def _settle() -> None:
    """Let layouts come to rest."""
    for _ in range(4):
        QGuiApplication.processEvents()


@pytest.mark.shots
@pytest.mark.parametrize("theme", ["light", "dark", "high"])
@pytest.mark.parametrize("size", [100, 150, 200])
def test_pictures_of_all_pieces(qtbot: QtBot, tmp_path: Path, theme: str, size: int):
    """Each picture is whole: the window, scrolled to its end, in the theme's ground."""
    folder = Path(os.environ.get("QA_TOOL_SHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    window = MainWindow(entries(), person="Amara Reviewer", demonstration=True)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    window.choose_look(theme, size)
    window.go("audits")
    window.show_title("Case R-0421 · Child in need", [("My audits", "audits"), ("Quarter 2", "")])
    window.show_state("Saved 14:32")
    _settle()
    shown = window.pages.current()
    assert isinstance(shown, Gallery)
    shown.grades.buttons()[2].setFocus()
    bar, number = shown.body.verticalScrollBar(), 0
    bar.setValue(0)
    while True:
        _settle()
        picture = window.grab()
        assert picture.save(str(folder / f"{theme}-{size}-{number}.png"))
        assert picture.toImage().pixelColor(1360, 300).name() in (
            look.tokens().ground, look.tokens().edge, look.tokens().surface, look.tokens().accent,
            look.tokens().line,
        )  # fmt: skip
        if bar.value() >= bar.maximum() or number >= 8:
            break
        bar.setValue(bar.value() + bar.pageStep() - 40)
        number += 1
    window.close()
    messages.listen(None)
