"""Indicators and statutory clocks from a terminal."""

import json
from pathlib import Path

import pytest

from qa_tool import cli


def test_the_clocks_with_their_sources(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every clock with its length and who says so; the local one says that it is local."""
    assert cli.main(["clocks", "--at", str(at), "--json"]) == 0
    found = {one["key"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["assessment"]["lengths"] == "45 working days"
    assert found["protection_visit"]["standing"] == "local"
    assert cli.main(["clocks", "--at", str(at)]) == 0
    assert "Council to check" in capsys.readouterr().out


def test_months_are_taken_from_a_list(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong list keeps nothing, an unknown indicator is told with those there are, a right one counts."""
    assert cli.main(["indicators", "list", "--at", str(at), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    raised = next(row for row in rows if row["rounds"])
    assert "Before the round" in raised["rounds"][0]["around"]
    file = tmp_path / "months.csv"
    file.write_text("Month,Value\n2020-01,many\n", "utf-8")
    verb = ["indicators", "take", raised["name"], str(file), "--at", str(at)]
    assert cli.main(verb) == 1
    assert "Line 2" in capsys.readouterr().err
    file.write_text("Month,Value\n2020-01,70\n2020-02,71\n", "utf-8")
    assert cli.main(["indicators", "take", "no such", str(file), "--at", str(at)]) == 1
    assert raised["name"] in capsys.readouterr().err
    assert cli.main([*verb, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"months": 2}
