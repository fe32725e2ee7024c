"""The benchmark's command works: some cheap rows in their quick sizes."""

import json
import subprocess
import sys
from pathlib import Path


def test_the_command_measures_and_writes_its_figures(tmp_path: Path, checkout: Path) -> None:
    """A table on the screen, the same figures as JSON, each with its ratio and its limit."""
    target = tmp_path / "figures.json"
    told = subprocess.run(
        [sys.executable, str(checkout / "tests/bench/run.py"), "--quick", "--only", "keep",
         "--only", "xlsx", "--only", "dashboard", "--only", "suppression", "--only", "caselist", "--only", "draw", "--only", "share", "--json", str(target)],
        capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "keep one answer, p50" in told.stdout
    rows = json.loads(target.read_text("utf-8"))["rows"]
    names = [row["row"] for row in rows]
    assert names == [
        *["keep"] * 2, *["dashboard"] * 15, "xlsx", "suppression", "caselist", "draw", "share",
    ]  # fmt: skip
    for row in rows[-3:]:
        assert row["most"]
    for row in rows:
        assert row["ours"] > 0
        if row["bare"] is not None:
            assert row["ratio"] == row["ours"] / row["bare"]
        assert row["most_ratio"] or row["most"]
