"""What the window needs is loaded while somebody types, and the first screen does without it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qa_tool.keys import file as key_file
from qa_tool.store import backup
from qa_tool.work import folder
from ui.app import ahead, sweeping
from ui.app.ahead import Ahead


def test_modules_are_loaded_one_after_the_other(qtbot: QtBot) -> None:
    """All of them, in the order in which they stand, and then nothing more happens."""
    owner = QObject()
    one = Ahead(lambda: False, ("colorsys",), owner)
    sys.modules.pop("colorsys", None)
    one.begin()
    qtbot.waitUntil(lambda: not one.left, timeout=3000)
    assert "colorsys" in sys.modules


def test_nothing_is_loaded_while_the_worker_works(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two threads never load the same modules at once."""
    monkeypatch.setattr(ahead, "FIRST", 1)
    busy = [True]
    owner = QObject()
    one = Ahead(lambda: busy[0], ("colorsys",), owner)
    one.begin()
    qtbot.wait(80)
    assert one.left == ["colorsys"]
    busy[0] = False
    qtbot.waitUntil(lambda: not one.left, timeout=2000)


def test_the_window_ends_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the window stands nothing is loaded behind its back."""
    monkeypatch.setattr(ahead, "FIRST", 1)
    owner = QObject()
    one = Ahead(lambda: False, ("never.there",), owner)
    one.begin()
    one.end()
    qtbot.wait(60)
    assert one.left == []


def test_every_module_that_is_loaded_ahead_is_there() -> None:
    """A module that was renamed is renamed here too."""
    import importlib.util

    for name in ahead.MODULES:
        assert importlib.util.find_spec(name) is not None, name


def test_the_first_screen_knows_neither_store_nor_window(checkout: Path) -> None:
    """What only an open store needs is not loaded before there is a first screen."""
    code = (
        "import sys; import ui.app.program;"
        "from ui.app.session import WorkSession; from pathlib import Path;"
        "WorkSession().folder_state(Path('nowhere'));"
        "print(' '.join(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    loaded = set(told.stdout.split())
    for heavy in (
        "qa_tool.store.core", "qa_tool.work.session", "qa_tool.work.search", "ui.window",
        "ui.navigation", "sqlcipher3", "cryptography", "sqlite_utils",
    ):  # fmt: skip
        assert heavy not in loaded, heavy


def test_the_light_look_at_a_folder_knows_the_files_names() -> None:
    """The names that the first screen looks for are those that the store and the keys write."""
    assert (folder.STORE, folder.KEYS) == (backup.STORE, key_file.FILE)


def test_memory_is_swept_again_after_building() -> None:
    """Also where building failed."""
    import gc

    with sweeping.building():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="made up"), sweeping.building():
        raise ValueError("made up")
    assert gc.isenabled()
