"""Case lists and people from a terminal: said first, brought in, refused in a sentence."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.caselist import child
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import RandomIds
from qa_tool.keys import unlock
from qa_tool.keys.crypto import Cost
from qa_tool.work import session

CHEAP = Cost(1024, 1, 1)
ROWS = [["Child Unique ID", "Surname", "CIN Start Date", "Allocated Team", "Allocated Worker"],
        ["900001", "Nightlantern", date(2026, 2, 1), "Far Away", "Nova Newcomer"],
        [None, "Nightlantern", date(2026, 2, 1), "Far Away", "Nova Newcomer"]]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder of a made-up council whose keys cost nothing."""
    clock = session.usual().clock
    here = tmp_path / "here"
    monkeypatch.setattr(session, "usual", lambda: session.Doors(clock, RandomIds(), CHEAP, here))
    monkeypatch.setattr(unlock, "NAME_COST", CHEAP)
    wishes = Wishes(audits=4, today=date(2026, 11, 20), cost=CHEAP, installation=here)
    make_demonstration(tmp_path / "data", wishes).store.close()
    return str(tmp_path / "data")


def entries(data: str, capsys: pytest.CaptureFixture[str]) -> int:
    """How many entries the store holds."""
    capsys.readouterr()
    assert cli.main(["verify", "--at", data, "--json"]) == 0
    return int(json.loads(capsys.readouterr().out)["entries"])


def test_a_dry_run_says_all_and_writes_nothing(data, book, capsys):
    """The report has rows, reasons and unknown names; the store is as it was; no number is printed."""
    before = entries(data, capsys)
    assert (
        cli.main(["caselist", "import", str(book({"List 6": ROWS})), "--at", data, "--dry-run"])
        == 0
    )
    told = capsys.readouterr().out
    assert "2 rows read, 1 child, 1 row not taken" in told
    assert "row 3: it has no number for the child" in told
    assert "1 teams" not in told
    assert "“Far Away”" in told
    assert "Nothing was written." in told
    assert "900001" not in told
    assert "Nightlantern" not in told
    assert entries(data, capsys) == before


def test_a_list_is_brought_in_once(data, book, capsys):
    """The second time everything is as it was; flags add teams and workers."""
    path = str(book({"List 6": ROWS}))
    area = "North"
    flags = ["--at", data, "--json", "--list", "6", "--add-workers"]
    assert cli.main(["caselist", "import", path, *flags, "--area", "Nowhere"]) == 1
    area = capsys.readouterr().err.split("There are: ")[1].split(",", maxsplit=1)[0].strip(". \n")
    assert cli.main(["caselist", "import", path, *flags, "--area", area]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["written"], first["new"], first["teams"], first["people"], first["rejected"]) == (
        True,
        1,
        1,
        1,
        1,
    )
    assert cli.main(["caselist", "import", path, *flags]) == 0
    second = json.loads(capsys.readouterr().out)
    assert (second["new"], second["same"], second["unknown_teams"], second["unknown_workers"]) == (
        0,
        1,
        [],
        [],
    )


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--list", "Shopping"], "There is no list called"),
        (["--list", "8"], "was not found in this file"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(flags, says, data, book, capsys):
    """No traceback, exit 1, and what to do."""
    assert cli.main(["caselist", "import", str(book({"List 6": ROWS})), "--at", data, *flags]) == 1
    assert says in capsys.readouterr().err


def test_people_come_in_whole_or_not_at_all(data, text, capsys):
    """A right file adds and corrects; one wrong row and nothing is written, with its row named."""
    right = text("name,roles\nNova Newcomer,Auditor\n", name="right.csv")
    assert cli.main(["people", "import", str(right), "--at", data]) == 0
    assert "1 added, 0 corrected, 0 as they were." in capsys.readouterr().out
    before = entries(data, capsys)
    wrong = text("name,roles\nMo Second,Auditor\nLu Third,Wizard\n", name="wrong.csv")
    assert cli.main(["people", "import", str(wrong), "--at", data]) == 1
    told = capsys.readouterr().out
    assert "Row 3" in told
    assert "Nothing was written." in told
    assert entries(data, capsys) == before


def test_the_frozen_program_reads_a_workbook_apart(book, monkeypatch, capsys):
    """The hidden verb does what the process of its own does: the path by the pipe, the cells as JSON."""
    import io
    import sys

    class Pipe:
        buffer = io.BytesIO(str(book({"List 6": ROWS})).encode())

    monkeypatch.setattr(sys, "stdin", Pipe())
    monkeypatch.setattr(child, "limit", lambda: None)
    assert cli.main(["read-workbook"]) == 0
    ((name, rows),) = json.loads(capsys.readouterr().out)
    assert (name, rows[1][:3]) == ("List 6", ["900001", "Nightlantern", ["2026-02-01"]])
