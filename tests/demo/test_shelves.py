"""Whoever makes the demonstration has every shelf: otherwise entries would be kept without their rows."""

import subprocess
import sys
from pathlib import Path

ASK = (
    "import qa_tool.demo.make\n"
    "from qa_tool.store.apply import SHELVES\n"
    "print(sorted({'concern', 'survey', 'publication', 'calibration', 'framework'} - set(SHELVES)))"
)


def test_the_maker_alone_knows_every_shelf(checkout: Path) -> None:
    """In a process of its own, where nobody else has loaded them."""
    told = subprocess.run(
        [sys.executable, "-c", ASK], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
