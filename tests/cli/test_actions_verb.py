"""`actions list` for scripts, and the report of actions from a terminal."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa_tool.cli import main
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import RandomIds
from qa_tool.keys import unlock
from qa_tool.keys.crypto import Cost
from qa_tool.work import session

CHEAP = Cost(1024, 1, 1)
TODAY = date(2026, 11, 20)
KEYS = ["id", "case", "what", "owner", "team", "due", "days_late", "state"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made-up council on the disk; only read."""
    room = tmp_path_factory.mktemp("council")
    wishes = Wishes(audits=40, today=TODAY, cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    return room


@pytest.fixture
def at(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its folder, with keys that cost nothing."""
    clock = session.usual().clock
    here = made / "here"
    monkeypatch.setattr(session, "usual", lambda: session.Doors(clock, RandomIds(), CHEAP, here))
    monkeypatch.setattr(unlock, "NAME_COST", CHEAP)
    return made / "data"


def test_overdue_actions_are_a_json_list_with_keys_that_do_not_change(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The earliest due first; every one is open and late."""
    assert main(["actions", "list", "--overdue", "--at", str(at), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told
    assert all(list(one) == KEYS for one in told)
    assert {one["state"] for one in told} == {"open"}
    assert all(one["days_late"] > 0 for one in told)
    assert [one["due"] for one in told] == sorted(one["due"] for one in told)


def test_a_person_sees_what_is_theirs_and_a_team_can_be_named(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An auditor's list is not longer than the QA lead's; an unknown team is a sentence."""
    main(["actions", "list", "--state", "all", "--at", str(at), "--json"])
    every = json.loads(capsys.readouterr().out)
    main(["actions", "list", "--state", "all", "--at", str(at), "--as", "iro", "--json"])
    assert json.loads(capsys.readouterr().out) == []
    team = next(one["team"] for one in every if one["team"])
    main(["actions", "list", "--state", "all", "--team", team, "--at", str(at), "--json"])
    assert {one["team"] for one in json.loads(capsys.readouterr().out)} == {team}
    assert main(["actions", "list", "--team", "Nowhere", "--at", str(at)]) == 1
    assert "no team called 'Nowhere'" in capsys.readouterr().err


def test_the_report_of_actions_is_written_as_pdf_and_workbook(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For everything and for one round; it says the marking, the two lists and the re-audits."""
    from pypdf import PdfReader
    from python_calamine import CalamineWorkbook

    paper, book = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    assert main(["report", "actions", "--at", str(at), "--to", str(paper)]) == 0
    said = "\n".join(page.extract_text() for page in PdfReader(paper).pages)
    for words in ("OFFICIAL-SENSITIVE", "Requirements with no action", "Actions with no requirement",
                  "before and after", "Compliance only", "made up"):  # fmt: skip
        assert words in said
    assert main(["report", "actions", "--at", str(at), "--to", str(book)]) == 0
    opened = CalamineWorkbook.from_path(str(book))
    assert opened.sheet_names == [
        "Summary", "Actions", "Requirements", "Objectives", "Learning", "Re-audits", "Pairs",
    ]  # fmt: skip
    whole = len(opened.get_sheet_by_name("Actions").to_python())
    name = _a_round(at, capsys)
    assert main(["report", "actions", "--at", str(at), "--round", name, "--to", str(book)]) == 0
    part = len(CalamineWorkbook.from_path(str(book)).get_sheet_by_name("Actions").to_python())
    assert 3 < part < whole


def _a_round(at: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    main(["round", "show", "--at", str(at), "--json"])
    return str(json.loads(capsys.readouterr().out)["round"])


def test_a_report_of_actions_needs_its_role(at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """An auditor is told which role it needs, and nothing is written."""
    target = tmp_path / "a.pdf"
    assert main(["report", "actions", "--at", str(at), "--as", "auditor", "--to", str(target)]) == 1
    assert "needs the role" in capsys.readouterr().err
    assert not target.exists()
