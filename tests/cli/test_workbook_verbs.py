"""Audits on paper from a terminal: out, back, what is refused, and what a script reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qa_tool import cli

SAID = {"@declared": "I declare this", "@name": "Ada Fenwright", "recording.grade": "Good"}


def _fill(path: Path, answers: dict[str, str]) -> None:
    book = load_workbook(path)
    for row in book.worksheets[1].iter_rows(min_row=2):
        if row[0].value in answers:
            row[2].value = answers[str(row[0].value)]
    book.save(path)


def _run(capsys: pytest.CaptureFixture[str], *verb: str) -> tuple[int, Any, str]:
    """The code, what was printed as JSON, and what was complained of."""
    code = cli.main(["workbook", *verb, "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out.strip() else None, said.err


def _fresh(at: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A workbook with one case of Ada's that nobody has begun; its reference."""
    code, told, _err = _run(
        capsys, "export", str(path), "--at", str(at), "--auditor", "Ada Fenwright", "--replace"
    )
    assert code == 0
    for reference in told["cases"]:
        _run(capsys, "export", str(path), "--at", str(at), "--allocation", reference, "--replace")
        _fill(path, SAID)
        _code, looked, _err = _run(
            capsys, "import", str(path), "--at", str(at), "--as", "auditor", "--dry-run"
        )
        if (
            looked["sheets"][0]["new"]
            and "recording" in str(looked["sheets"][0]["missing"]).lower()
        ):
            return str(reference)
    raise AssertionError("Ada has no fresh core audit")


def test_out_and_back(at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run keeps nothing, the second run makes a draft, and a different copy wants a choice."""
    path = tmp_path / "paper.xlsx"
    reference = _fresh(at, path, capsys)
    place = ("import", str(path), "--at", str(at), "--as", "auditor")
    code, told, _err = _run(capsys, *place, "--dry-run")
    assert (code, told["kept"], told["sheets"][0]["case"]) == (0, [], reference)
    code, told, _err = _run(capsys, *place)
    assert (code, told["kept"][0]["answers"], told["kept"][0]["case"]) == (0, 1, reference)
    _fill(path, {"recording.grade": "Inadequate", "@stop.what": "Nobody saw the child"})
    code, told, err = _run(capsys, *place)
    assert (code, told["kept"]) == (1, [])
    assert "differ" in err
    assert told["sheets"][0]["differences"][0]["workbook"] == "Inadequate"
    assert told["sheets"][0]["worries"] == ["Nobody saw the child"]
    assert any("960" in line for line in told["sheets"][0]["routes"])
    code, told, _err = _run(capsys, *place, "--take", "workbook")
    assert code == 0
    assert told["kept"][0]["safety"]


def test_the_worry_is_printed_first(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any count: who may be unsafe, and whom to ring; also from a sheet without a declaration."""
    path = tmp_path / "paper.xlsx"
    _fresh(at, path, capsys)
    _fill(path, {"@declared": "", "@stop.what": "Nobody saw the child"})
    verb = ["workbook", "import", str(path), "--at", str(at), "--as", "auditor"]
    assert cli.main(verb) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("SAFETY, case ")
    assert any("declaration" in line for line in lines)


def test_what_is_refused(at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No such case, no such person, no such file: one sentence each, and code 1."""
    target = str(tmp_path / "a.xlsx")
    for wrong in (
        ["--allocation", "NOBODY"],
        ["--auditor", "Nobody Here"],
        ["--with-case-numbers"],
    ):
        code, _told, err = _run(
            capsys, "export", target, "--at", str(at), "--as", "auditor", *wrong
        )
        assert code == 1
        assert len(err.strip().splitlines()) == 1
    assert not Path(target).exists()
    (tmp_path / "no.xlsx").write_text("nothing", encoding="utf-8")
    code, _told, err = _run(capsys, "import", str(tmp_path / "no.xlsx"), "--at", str(at))
    assert code == 1
    assert "not a workbook" in err


def test_numbers_with_a_reason_are_recorded(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The council's numbers leave only with a reason, and the record's id is told."""
    code, told, _err = _run(
        capsys, "export", str(tmp_path / "a.xlsx"), "--at", str(at), "--as", "auditor",
        "--with-case-numbers", "--reason", "To find the files",
    )  # fmt: skip
    assert (code, told["release"][:4]) == (0, "rel-")


def test_a_filled_in_workbook_is_not_written_over(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A day of an auditor's work stays as it is unless --replace is said."""
    path = tmp_path / "paper.xlsx"
    reference = _fresh(at, path, capsys)
    before = path.read_bytes()
    verb = ("export", str(path), "--at", str(at), "--allocation", reference)
    code, told, err = _run(capsys, *verb)
    assert (code, told, path.read_bytes()) == (1, None, before)
    assert "paper.xlsx is there already" in err
    assert "--replace" in err
    assert _run(capsys, *verb, "--replace")[0] == 0
    assert path.read_bytes() != before


def test_the_workbook_of_a_blank_form_says_that_it_is_none(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is the template itself; what can be filled in in Excel is pointed at."""
    verb = ["report", "blank_form", "--template", "front_door_dip_sample", "--at", str(at), "--to"]
    assert cli.main([*verb, str(tmp_path / "form.xlsx")]) == 0
    assert "workbook export" in capsys.readouterr().out
    assert cli.main([*verb, str(tmp_path / "form.pdf")]) == 0
    assert "workbook export" not in capsys.readouterr().out
