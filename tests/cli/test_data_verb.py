"""Everything out from a terminal: three kinds of file, the record, and what is refused."""

import json
import sqlite3
from pathlib import Path

import pytest

from qa_tool import cli


def test_a_file_with_the_wide_form(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is there, JSON says what stands in it, and any SQLite program reads it."""
    target = tmp_path / "out.sqlite"
    verb = ["data", "export", "--at", str(at), "--to", str(target)]
    assert cli.main([*verb, "--wide", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(target)
    assert told["release"] == ""
    assert any(name.startswith("wide_") for name in told["tables"])
    db = sqlite3.connect(target)
    assert db.execute("SELECT count(*) FROM audits").fetchone() == (told["audits"],)
    assert "case_number" not in {c[1] for c in db.execute("PRAGMA table_info(audits)")}
    db.close()
    assert cli.main(["data", "export", "--at", str(at), "--to", str(tmp_path / "tables")]) == 0
    assert "audits in" in capsys.readouterr().out
    assert (tmp_path / "tables" / "answers.csv").is_file()
    assert not list((tmp_path / "tables").glob("wide_*"))


def test_numbers_want_a_reason(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without one it is a sentence and no file; with one it is recorded."""
    target = tmp_path / "out.xlsx"
    verb = ["data", "export", "--at", str(at), "--to", str(target), "--with-case-numbers"]
    assert cli.main(verb) == 1
    assert "not said why" in capsys.readouterr().err
    assert not target.exists()
    assert cli.main([*verb, "--reason", "Made-up analysis."]) == 0
    assert "Recorded as rel" in capsys.readouterr().out
    assert (
        cli.main(["data", "export", "--at", str(at), "--to", str(target), "--as", "auditor"]) == 1
    )
    assert "needs the role" in capsys.readouterr().err


def test_one_round_or_some_days_and_an_unknown_round_is_a_sentence(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fewer audits than in all; the names of the rounds where the typed one is not there."""
    verb = ["data", "export", "--at", str(at), "--json", "--to"]

    def count(name: str, *more: str) -> int:
        assert cli.main([*verb, str(tmp_path / name), *more]) == 0
        return int(json.loads(capsys.readouterr().out)["audits"])

    whole = count("all.sqlite")
    assert count("none.sqlite", "--from", "2999-01-01") == 0
    assert count("until.sqlite", "--until", "2999-01-01") == whole
    assert cli.main([*verb, str(tmp_path / "x.sqlite"), "--round", "No such round"]) == 1
    told = capsys.readouterr().err
    assert "There is no round called 'No such round'." in told
    name = told.partition("There are: ")[2].split(",")[0].strip().rstrip(".")
    assert 0 < count("round.sqlite", "--round", name) <= whole
    assert not (tmp_path / "x.sqlite").exists()
