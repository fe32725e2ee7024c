"""The annual report as its user makes it: from a terminal, into a folder, and attacked there."""

import csv
import io
import json
from pathlib import Path

import pypdfium2
import pytest

from qa_tool import cli
from qa_tool.demo import make
from qa_tool.keys import unlock
from qa_tool.keys.crypto import Cost

CHEAP = Cost(1024, 1, 1)


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A made-up council whose keys cost nothing."""
    from qa_tool.work import session

    usual = session.usual
    monkeypatch.setattr(
        session, "usual", lambda: session.Doors(usual().clock, usual().ids, CHEAP)
    )  # fmt: skip
    monkeypatch.setattr(unlock, "STRONG", CHEAP)
    monkeypatch.setattr(unlock, "NAME_COST", CHEAP)
    wishes = make.Wishes
    monkeypatch.setattr(make, "Wishes", lambda *a, **k: wishes(*a, **{"cost": CHEAP, **k}))
    place = tmp_path / "data"
    assert cli.main(["demo", "--at", str(place), "--audits", "40", "--today", "2026-11-20"]) == 0
    return place


def test_one_command_writes_both_editions_and_nothing_falls(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Report annual, then publish check: a draft that says so, in every format, with nothing to work out."""
    target = tmp_path / "annual"
    capsys.readouterr()
    asked = ["report", "annual", "--at", str(data), "--to", str(target), "--json"]
    assert cli.main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["year"], told["approved"]) == ("2026-27", False)
    assert {Path(name).suffix for name in told["files"]} == {".pdf", ".html", ".xlsx", ".csv"}
    assert cli.main(["publish", "check", str(target / "public")]) == 0
    pages = pypdfium2.PdfDocument(target / "public" / "annual-report.pdf")
    every = [page.get_textpage().get_text_range() for page in pages]
    text = " ".join(every)
    pages.close()
    first = next(words for words in every[2:] if "The year on one page" in words)
    assert "Equality" in first, "page one goes on to a second page"
    assert "The year on one page" in text
    assert "OFFICIAL-SENSITIVE" not in text
    assert "Draft, not for publication" in text
    record = (target / "disclosure-record.csv").read_text(encoding="utf-8-sig")
    assert any(part == "Rule" for part, _ in csv.reader(io.StringIO(record)))
    assert not list((target / "public").rglob("*disclosure*"))


def test_another_report_does_not_ask_for_a_folder_and_this_one_for_no_round(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the annual report would pass over is refused, and a year that is none gets a sentence."""
    base = ["report", "annual", "--at", str(data), "--to", str(tmp_path / "x")]
    assert cli.main([*base, "--round", "Round of April 2026"]) == 1
    assert "does not ask for --round" in capsys.readouterr().err
    assert cli.main([*base, "--year", "26/27"]) == 1
    assert "is not a year" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_year_in_which_nothing_happened_is_written_and_says_so(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback and no hidden nought: a whole set that says that there are no audits."""
    target = tmp_path / "none"
    asked = ["report", "annual", "--at", str(data), "--year", "2019-20", "--to", str(target)]
    assert cli.main(asked) == 0
    assert "Traceback" not in capsys.readouterr().err
    text = (target / "public" / "annual-report.html").read_text(encoding="utf-8")
    assert "no audits counted" in text
    assert "a number counted that is not shown" not in text


def test_a_set_that_stands_there_is_replaced_whole_and_a_foreign_folder_is_left(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second run leaves exactly its own files; somebody else's folder is never touched."""
    target = tmp_path / "annual"
    base = ["report", "annual", "--at", str(data), "--to", str(target)]
    assert cli.main(base) == 0
    stray = target / "public" / "tables" / "table-99-old.csv"
    stray.write_text("old")
    assert cli.main(base) == 0
    assert not stray.exists()
    (target / "notes.txt").write_text("mine")
    capsys.readouterr()
    assert cli.main(base) == 1
    assert "notes.txt" in capsys.readouterr().err
    assert (target / "notes.txt").read_text() == "mine"
