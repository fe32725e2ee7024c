"""Templates on a terminal: convert any way round, compare, check workbooks; exit codes for scripts."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.paths import FORMS

CORE = FORMS / "front_door_dip_sample.toml"


def test_convert_any_way_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """TOML to workbook to Markdown to TOML: the last differs in nothing from the first."""
    files = [CORE, tmp_path / "a.xlsx", tmp_path / "b.md", tmp_path / "c.toml"]
    for before, after in pairwise(files):
        assert cli.main(["templates", "convert", str(before), "--to", str(after)]) == 0
    capsys.readouterr()
    assert cli.main(["templates", "diff", str(CORE), str(files[-1])]) == 0
    assert capsys.readouterr().out == "They are the same.\n"


def test_diff_says_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where two files differ the exit code is 1; where one cannot be read it is 2."""
    text = CORE.read_text("utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace('version = "1.0"', 'version = "1.1"'), "utf-8")
    assert cli.main(["templates", "diff", str(CORE), str(other), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["sort"], one["what"], one["before"], one["after"]) for one in told] == [
        ("changed", "version", "1.0", "1.1")
    ]
    other.write_text("nonsense", "utf-8")
    assert cli.main(["templates", "diff", str(CORE), str(other)]) == 2
    assert "other.toml, line 1" in capsys.readouterr().err


def test_convert_with_faults_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A form with a fault is not half converted: exit 1, the cell is named, there is no file."""
    form = tmp_path / "form.md"
    form.write_text("| survey |\n| | type | name | label |\n| | txet | a | A |\n", "utf-8")
    assert cli.main(["templates", "convert", str(form), "--to", str(tmp_path / "a.toml")]) == 1
    told = capsys.readouterr().out
    assert "form.md, sheet survey, row 3" not in told
    assert (
        "form.md, sheet survey, row 2, column A: The type 'txet' is not known. Did you mean 'text'?"
        in told
    )
    assert not (tmp_path / "a.toml").exists()


def test_check_reads_workbooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Check takes every kind of file; what is not carried over is a warning."""
    form = tmp_path / "form.md"
    form.write_text(
        "| survey |\n| | type | name | label |\n| | text | a | A |\n| | geopoint | g | Where |\n",
        "utf-8",
    )
    assert cli.main(["templates", "check", str(form), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["usable"]
    assert told["problems"][0]["code"] == "not_carried_over"
