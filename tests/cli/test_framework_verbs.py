"""The QA framework from a terminal: shown, written in four forms, taken in with a dry run first."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qa_tool import cli
from qa_tool.keys.crypto import Cost
from qa_tool.work import session

CHEAP = Cost(1024, 1, 1)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another council's folder, with keys of its own."""
    doors = session.Doors(session.usual().clock, session.usual().ids, CHEAP, tmp_path / "there")
    space, _code = session.found(
        tmp_path / "other", "Made-up Elsewhere", "amara", "made-up words", doors=doors
    )
    space.store.close()
    return tmp_path / "other"


def test_the_versions_and_one_of_them(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One is in effect, one replaced, one out for comments; a version shows its clauses and changes."""
    assert cli.main(["framework", "show", "--at", str(at), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["state"] for row in rows] == ["In effect", "Out for comments", "Replaced"]
    assert cli.main(["framework", "show", "3", "--at", str(at), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {c["clause"] for c in told["changes"]} == {
        "setting/clocks.feedback_days", "setting/new_auditor_audits",
    }  # fmt: skip
    assert cli.main(["framework", "show", "in effect", "--at", str(at)]) == 0
    assert "6.1 Practitioner and manager hear of an audit within" in capsys.readouterr().out
    assert cli.main(["framework", "show", "77", "--at", str(at)]) == 1
    assert "no such framework" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["qaframework", "pdf", "xlsx", "qacomments"])
def test_it_is_written_in_four_forms(
    at: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The end of the file's name says which; another one is refused with those that there are."""
    target = tmp_path / f"f.{ending}"
    verb = ["framework", "export", str(target), "--at", str(at), "--framework", "3"]
    assert cli.main([*verb, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == str(target)
    assert target.stat().st_size > 1000
    again = 1 if ending == "xlsx" else 0  # the one that people fill in
    assert cli.main(verb) == again
    assert ("--replace" in capsys.readouterr().err) == bool(again)
    assert cli.main([*verb, "--replace"]) == 0
    verb[2] = str(tmp_path / "f.txt")
    assert cli.main(verb) == 1
    assert ".qaframework" in capsys.readouterr().err


def test_a_dry_run_says_all_and_writes_nothing(
    at: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Who signed and what differs; then the draft comes in, and a second time it is refused."""
    target = tmp_path / "f.qaframework"
    cli.main(["framework", "export", str(target), "--at", str(at), "--framework", "3"])
    doors = session.Doors(session.usual().clock, session.usual().ids, CHEAP, tmp_path / "there")
    monkeypatch.setattr(session, "usual", lambda: doors)
    monkeypatch.setenv(cli.PASSPHRASE, "made-up words")
    capsys.readouterr()
    verb = ["framework", "import", str(target), "--at", str(other), "--as", "amara"]
    assert cli.main([*verb, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["taken_in"], told["known_here"], told["already_here"]) == (False, "", "")
    assert told["council"] == "Demonstration Council"
    assert "setting/clocks.feedback_days" in {c["clause"] for c in told["changes"]}
    show = ["framework", "show", "--at", str(other), "--as", "amara", "--json"]
    assert cli.main(show) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert cli.main(verb) == 0
    assert "compare its code" in capsys.readouterr().out
    assert cli.main(show) == 0
    assert [row["state"] for row in json.loads(capsys.readouterr().out)] == ["Draft"]
    assert cli.main(verb) == 1
    assert "word for word" in capsys.readouterr().err


def test_comments_come_in_by_the_same_verb(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is here already is counted and not doubled."""
    target = tmp_path / "f.qacomments"
    cli.main(["framework", "export", str(target), "--at", str(at), "--framework", "3"])
    capsys.readouterr()
    for more in (["--dry-run"], []):
        assert cli.main(["framework", "import", str(target), "--at", str(at), "--json", *more]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["fresh"], told["already_here"]) == (0, 4)


def test_a_changed_file_is_one_sentence(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, what is wrong and what to do."""
    target = tmp_path / "f.qaframework"
    cli.main(["framework", "export", str(target), "--at", str(at), "--framework", "3"])
    target.write_bytes(target.read_bytes().replace(b"Feedback comes", b"Feedback cames"))
    capsys.readouterr()
    assert cli.main(["framework", "import", str(target), "--at", str(at)]) == 1
    assert "changed after it was signed" in capsys.readouterr().err


def test_a_faulty_comment_sheet_is_told_whole_and_its_rest_can_come_in(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both cells at once; nothing comes in unless --skip-faulty is said, and then the sound comment does."""
    target = tmp_path / "f.xlsx"
    cli.main(["framework", "export", str(target), "--at", str(at), "--framework", "3"])
    book = load_workbook(target)
    cells = {"B4": "Made-up Person", "C9": "=B2", "C10": "A made-up comment.", "C11": "=B3"}
    for cell, words in cells.items():
        book["Comments"][cell] = words
    book.save(target)
    capsys.readouterr()
    verb = ["framework", "import", str(target), "--at", str(at)]
    assert cli.main(verb) == 1
    said = capsys.readouterr().out
    assert all(words in said for words in ("C9", "C11", "--skip-faulty", "Nothing was written"))
    assert cli.main([*verb, "--skip-faulty", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["taken_in"], told["fresh"], len(told["problems"])) == (True, 1, 2)
    assert cli.main([*verb, "--dry-run", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["already_here"] == 1
