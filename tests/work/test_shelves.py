"""Every kind of entry that has rows is known wherever a session begins."""

import subprocess
import sys
from pathlib import Path


def test_a_session_alone_knows_every_shelf(checkout: Path) -> None:
    """In a fresh interpreter, importing sessions registers every module that registers anything."""
    shelves = {
        path.stem
        for path in (checkout / "qa_tool" / "store").glob("*.py")
        if "\nregister(" in path.read_text("utf-8") or "\n    register(" in path.read_text("utf-8")
    }
    code = (
        "import sys; from qa_tool.work import session;"
        "print(' '.join(m.__name__.rpartition('.')[2] for m in session.SHELVES))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert shelves - {"apply"} <= set(done.stdout.split())
