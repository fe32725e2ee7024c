"""The same keys on a real X screen: focus, shortcuts and windows that ask are the desktop's there."""

import os
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest

NEEDED = ("xcb-cursor", "xkbcommon-x11", "xcb-icccm", "xcb-keysyms", "xcb-xkb", "EGL")


@pytest.fixture
def display(tmp_path: Path) -> str:
    """A screen that nobody sees."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    screen.terminate()
    screen.wait(10)


@pytest.mark.outside("Xvfb")
@pytest.mark.skipif(
    any(find_library(name) is None for name in NEEDED), reason="libraries of Qt for X are missing"
)
def test_the_first_part_of_the_job_on_an_x_screen(room: Path, checkout: Path, display: str):
    """Sign in, declare, answer, lock and go on, with the X plugin of Qt."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.e2e.on_screen", str(room)],
        cwd=checkout, capture_output=True, text=True, timeout=90, check=False,
        env=os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-3000:]
    platform, answers, grade = told.stdout.split()
    assert (platform, grade) == ("xcb", "requires_improvement")
    assert int(answers) >= 7
