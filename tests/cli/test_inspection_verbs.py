"""The inspection drawer from a terminal: list, show, print, and what is refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.store import council as council_shelf
from qa_tool.work import session


def test_list_show_and_print(at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list names references; a case shows by number without printing it; PDFs are written."""
    assert cli.main(["inspection", "list", "--at", str(at), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert date.fromisoformat(found[0]["handed_in"][:10]) <= session.usual().clock.today()
    assert {"case", "first", "final", "actions", "overdue"} <= set(found[0])
    with_number = session.unlock(at, "qa lead", "demonstration", read_only=True)
    case = council_shelf.case_by_reference(with_number.store, found[0]["case"])
    with_number.store.close()
    assert case is not None
    assert cli.main(["inspection", "show", case.council_number, "--at", str(at)]) == 0
    said = capsys.readouterr().out
    assert found[0]["case"] in said
    assert "ACTIONS AND PROOF" in said
    assert case.council_number not in said
    assert cli.main(["inspection", "show", found[0]["case"], "--at", str(at), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["case"] == found[0]["case"]
    out = tmp_path / "out"
    verb = ["inspection", "print", found[0]["case"], "--at", str(at), "--to", str(out)]
    assert cli.main([*verb, "--why", "Asked for."]) == 0
    assert [p.suffix for p in out.iterdir()] == [".pdf"]
    assert cli.main(["report", "safety", "--at", str(at), "--to", str(tmp_path / "s.pdf")]) == 0


def test_what_is_refused(at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown number, an auditor, no months: one sentence each."""
    assert cli.main(["inspection", "show", "nothing", "--at", str(at)]) == 1
    assert "There is no case with this number here." in capsys.readouterr().err
    assert cli.main(["inspection", "list", "--at", str(at), "--as", "auditor"]) == 1
    assert "needs the role" in capsys.readouterr().err
    assert cli.main(["inspection", "list", "--at", str(at), "--months", "0"]) == 2
    verb = ["inspection", "print", "--at", str(at), "--to", str(tmp_path / "x"), "--why", " "]
    assert cli.main(verb) == 1
    assert "why they leave" in capsys.readouterr().err
