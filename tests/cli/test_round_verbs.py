"""Rounds from a terminal: made, shown in lines and as JSON, and refused in a sentence."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import RandomIds
from qa_tool.keys import unlock
from qa_tool.keys.crypto import Cost
from qa_tool.work import session

CHEAP = Cost(1024, 1, 1)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder of a made-up council whose keys cost nothing."""
    clock = session.usual().clock
    here = tmp_path / "here"
    monkeypatch.setattr(session, "usual", lambda: session.Doors(clock, RandomIds(), CHEAP, here))
    monkeypatch.setattr(unlock, "NAME_COST", CHEAP)
    wishes = Wishes(audits=20, today=date(2026, 11, 20), cost=CHEAP, installation=here)
    make_demonstration(tmp_path / "data", wishes).store.close()
    return str(tmp_path / "data")


def create(data: str, *more: str) -> int:
    """Run `round create` with a core template and these flags."""
    return cli.main(
        ["round", "create", "--at", data, "--template", "core_case_audit", *more]
    )  # fmt: skip


def test_a_round_is_made_and_shown(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What was typed comes back; without a name the latest round is shown."""
    dates = ("--from", "2027-01-04", "--to", "2027-03-31")
    assert create(data, "--template", "care_leaver", "--name", "Spring", *dates,
                  "--planned", "30") == 0  # fmt: skip
    assert "The round 'Spring' is made." in capsys.readouterr().out
    assert cli.main(["round", "show", "--at", data, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["round"], told["from"], told["due"]) == ("Spring", "2027-01-04", "2027-03-31")
    assert told["templates"] == ["core_case_audit", "care_leaver"]
    assert (told["whole"]["planned"], told["whole"]["allocated"]) == (30, 0)
    assert cli.main(["round", "show", "--at", data, "--round", "Round of August 2026"]) == 0
    shown = capsys.readouterr().out
    assert "By auditor" in shown
    assert "Ada Fenwright" in shown
    assert "the whole round" in shown


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--name", "X", "--from", "2027-02-30", "--to", "2027-03-31"), "is not a date"),
        (("--name", "X", "--from", "2027-04-01", "--to", "2027-03-31"), "ends before it starts"),
        (("--name", " ", "--from", "2027-01-04", "--to", "2027-03-31"), "has no name"),
        (("--name", "Round of August 2026", "--from", "2027-01-04", "--to", "2027-03-31"),
         "Another round has this name"),
        (("--name", "X", "--template", "none", "--from", "2027-01-04", "--to", "2027-03-31"),
         "'none' is not in use"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence(
    data: str, flags: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong dates, names and templates end with 1, say what to do, and make nothing."""
    assert create(data, *flags) == 1
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error
    assert cli.main(["round", "show", "--at", data, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["round"] == "Round of August 2026"


def test_an_unknown_round_names_those_there_are(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence lists the rounds."""
    assert cli.main(["round", "show", "--at", data, "--round", "Nowhere"]) == 1
    assert "'Round of August 2026'" in capsys.readouterr().err
