"""QA notices on a terminal: what is due, the report, a letter, ladders; one sentence for trouble."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool import cli
from qa_tool.clock import FixedClock
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.store import council as shelf
from qa_tool.work import notice, session
from qa_tool.work.notice import Wanted

CHEAP = Cost(1024, 1, 1)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A made-up council with a notice raised on Christmas Eve 2015, and the notice's id."""
    room = tmp_path_factory.mktemp("council")
    wishes = Wishes(audits=30, today=date(2026, 11, 20), cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    doors = session.Doors(
        FixedClock(datetime(2015, 12, 24, 9, tzinfo=UTC)), SeededIds(5), CHEAP, room / "here"
    )
    iro = session.unlock(room / "data", "iro", "demonstration", doors=doors)
    case = min(
        (c for c in shelf.cases(iro.store).values() if c.kind == "child_in_care"),
        key=lambda c: c.reference,
    )
    note = "Agreed in the review."
    name = notice.raise_(iro, Wanted(case.id, "Made up.", stage="stage_1", note=note)).ids[0]
    iro.store.close()
    return room / "data", name


@pytest.fixture(autouse=True)
def cheap(data: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost nothing, so that a test does not wait for each sign-in."""
    usual = session.usual()
    doors = session.Doors(usual.clock, usual.ids, CHEAP, data[0].parent / "here")
    monkeypatch.setattr(session, "usual", lambda: doors)


def test_golden_what_is_due_at_christmas(
    data: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """24 December 2015 plus 5 working days is 5 January 2016: due on that day, not before it."""
    at, name = data
    assert cli.main(["notices", "due", "--at", str(at), "--on", "2016-01-05", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(d["notice"], d["due"], d["what"], d["days_late"]) for d in found] == [
        (name, "2016-01-05", "stage", 0)
    ]
    assert cli.main(["notices", "due", "--at", str(at), "--on", "2016-01-04"]) == 0
    assert "Nothing is due on 4 January 2016." in capsys.readouterr().out
    assert cli.main(["notices", "due", "--at", str(at), "--on", "2016-01-06"]) == 0
    assert "1 day late" in capsys.readouterr().out


def test_a_day_that_is_none_is_one_sentence(
    data: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 and what to type."""
    assert cli.main(["notices", "due", "--at", str(data[0]), "--on", "soon"]) == 1
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_report_and_letter_are_written(
    data: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report as PDF and workbook, the letter of a stage; both say whom they are from and name nobody."""
    at, name = data
    for suffix in ("pdf", "xlsx"):
        target = tmp_path / f"notices.{suffix}"
        assert cli.main(["report", "notices", "--at", str(at), "--to", str(target)]) == 0
        assert target.stat().st_size > 2000
    letter = tmp_path / "letter.pdf"
    asked = ["report", "notice_letter", "--at", str(at), "--to", str(letter)]
    assert cli.main([*asked, "--notice", f"{name}/stage_1"]) == 0
    text = " ".join(page.extract_text() for page in PdfReader(letter).pages)
    assert "5 January 2016" in text
    assert "Stage 1" in text
    assert cli.main([*asked, "--notice", f"{name}/stage_3"]) == 1
    assert "has not stood" in capsys.readouterr().err
    assert cli.main(asked) == 1
    assert "which notice" in capsys.readouterr().err


def test_ladders_are_listed_and_a_file_is_checked(
    data: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three ladders come with the program; a broken file is exit 1 with every problem."""
    assert cli.main(["notices", "ladders", "--at", str(data[0]), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["key"] for one in found] == ["looked_after", "other_child", "partner"]
    broken = tmp_path / "own.toml"
    broken.write_text('key = "own"\n', "utf-8")
    assert cli.main(["notices", "check", str(broken)]) == 1
    assert "“title” is missing" in capsys.readouterr().out
    assert cli.main(["notices", "check", str(tmp_path / "not there")]) == 1
    assert "cannot be read" in capsys.readouterr().err
