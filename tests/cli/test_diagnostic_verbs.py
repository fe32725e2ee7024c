"""Diagnostic sessions on a terminal: the list, the workbook out and in, private grades, the cross-team workbook."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from openpyxl import load_workbook

from qa_tool import cli
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.keys.crypto import Cost
from qa_tool.work import session
from tests.work.filled import fill, place

CHEAP = Cost(1024, 1, 1)
Run = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up council with diagnostic sessions, one of them open."""
    room = tmp_path_factory.mktemp("council")
    wishes = Wishes(audits=30, today=date(2026, 11, 20), cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    return room / "data"


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A verb with --json as the partner: its exit code and what it printed."""
    usual = session.usual()
    doors = session.Doors(usual.clock, usual.ids, CHEAP, data.parent / "here")
    monkeypatch.setattr(session, "usual", lambda: doors)

    def verb(*words: object, name: str = "partner") -> tuple[int, Any]:
        code = cli.main([*map(str, words), "--at", str(data), "--as", name, "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else err

    return verb


def test_out_and_back_in(run: Run, tmp_path: Path) -> None:
    """The list names the session; the workbook goes out; a dry run writes nothing; then it is taken over."""
    _code, listed = run("diagnostic", "list")
    mine = next(row["session"] for row in listed if row["state"] == "open" and row["leads"])
    path = tmp_path / "team.xlsx"
    assert run("diagnostic", "export", path)[1] == {"file": str(path), "session": mine}
    key = _a_key(path)
    fill(path, {("Evidence", key, "Evidence"): "Made up.", ("Standards", key, "Team's agreed grade"): "Good"})  # fmt: skip
    code, seen = run("diagnostic", "import", path, "--dry-run")
    assert (code, seen["written"], seen["session"]) == (0, 0, mine)
    wanted = {d["place"]: d["kind"] for d in seen["differences"]}
    assert wanted == {f"standard/{key}/agreed": "fills", f"standard/{key}/evidence": "fills"}
    assert "Sheet “Standards”, cell" in seen["differences"][0]["offers"][0]["where"]
    code, done = run("diagnostic", "import", path, "--session", mine)
    assert (code, done["written"]) == (0, 2)
    assert run("diagnostic", "import", path)[1]["differences"] == []


def test_nothing_is_overwritten_without_a_word(
    run: Run, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change of what stands, a conflict and a faulty cell each hold the writing back until a flag says otherwise."""
    path, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    run("diagnostic", "export", path)
    key = _a_key(path, 2)
    fill(path, {("Evidence", key, "Evidence"): "First."})
    run("diagnostic", "import", path)
    held = path.read_bytes()
    code, err = run("diagnostic", "export", path.with_suffix(""))
    assert (code, path.read_bytes()) == (1, held)
    assert "a.xlsx is there already" in err
    run("diagnostic", "export", path, "--replace")
    fill(path, {("Evidence", key, "Evidence"): "Second."}, other)
    code, told = run("diagnostic", "import", other)
    assert (code, told["written"]) == (1, 0)
    assert "overwritten" in told["held_back"][0]
    fill(
        path,
        {("Evidence", key, "Evidence"): "Third.", ("Standards", key, "Partner's grade"): "Fine"},
    )
    code, told = run("diagnostic", "import", path, other)
    assert (code, told["written"], [p["code"] for p in told["problems"]]) == (1, 0, ["not_on_list"])
    assert len(told["held_back"]) == 2
    cli.main(["diagnostic", "import", str(path), str(other), "--at", str(data), "--as", "partner"])
    out = capsys.readouterr().out
    assert "(a.xlsx, Sheet “Evidence”, cell" in out
    assert "(b.xlsx, Sheet “Evidence”, cell" in out
    code, told = run("diagnostic", "import", path, other, "--skip-faulty", "--conflicts", "both")
    assert (code, told["written"]) == (0, 1)
    code, told = run("diagnostic", "import", other, "--dry-run")
    assert told["differences"][0]["now"] == "First.\n\nThird.\n\nSecond."


def _a_key(path: Path, n: int = 1) -> str:
    """The key of the n-th standard from the end."""
    sheet: Any = load_workbook(path)["Evidence"]
    return str([row[0].value for row in sheet.iter_rows() if row[0].value][-n])


def test_private_grades_by_files(run: Run, tmp_path: Path) -> None:
    """Copies go out, come back in one act, and are said as how many; a second time they are refused."""
    code, made = run("diagnostic", "copies", tmp_path, "--copies", "3")
    assert (code, len(made["files"])) == (0, 3)
    for name in made["files"]:
        sheet: Any = load_workbook(name)["Your grades"]
        keys = [r[0].value for r in sheet.iter_rows() if r[-1].protection.locked is False]
        assert keys
        fill(Path(name), {("Your grades", keys[0], "Your grade"): "Good"})
        assert place(sheet, keys[0], "Your grade")
    code, taken = run("diagnostic", "grades", *made["files"])
    assert (code, taken["copies"], max(taken["graded"].values())) == (0, 3, 3)
    code, again = run("diagnostic", "grades", *made["files"])
    assert (code, again["copies"], len(again["problems"])) == (1, 0, 3)


def test_the_cross_team_workbook(run: Run, tmp_path: Path) -> None:
    """Partner and CSWO write it with team-level grades and no evidence; others are refused in one sentence."""
    for name in ("partner", "cswo"):
        target = tmp_path / f"{name}.xlsx"
        assert run("report", "diagnostics", "--to", target, name=name)[0] == 0
        book = python_calamine.CalamineWorkbook.from_path(target)
        assert book.sheet_names == ["Grades", "Team and partner", "Standards", "Themes", "Key"]
        said = repr([book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names])
        assert "Assessment East" in said
        assert "Better" in said
        assert "told by the worker and not on the file" not in said
        assert "Ten minutes after each visit" not in said
    code, told = run("report", "diagnostics", "--to", tmp_path / "x.xlsx", name="iro")
    assert (code, "no held session that you may see" in told) == (1, True)
    code, told = run("report", "diagnostics", "--to", tmp_path / "x.xlsx", "--area", "Nowhere")
    assert (code, "There is no area" in told) == (1, True)
