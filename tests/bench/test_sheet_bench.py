"""The 590-row form is read, opened and answered within its limits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_long_form_is_quick(tmp_path: Path, checkout: Path) -> None:
    """Read in under two seconds, opened in under one, answered in under 50 ms."""
    target = tmp_path / "figures.json"
    subprocess.run(
        [sys.executable, str(checkout / "tests/bench/run.py"), "--quick", "--only", "xlsform", "--json", str(target)],
        capture_output=True, timeout=120, check=False, cwd=tmp_path,
    )  # fmt: skip
    rows = json.loads(target.read_text("utf-8"))["rows"]
    assert len(rows) == 5
    assert [row["what"] for row in rows if not row["reached"]] == []
