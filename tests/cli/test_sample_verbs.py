"""Samples from a terminal: seed, draw, certificate, prove, and what is refused."""

import csv
import json
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.keys import unlock
from qa_tool.keys.crypto import Cost
from qa_tool.store import council as council_shelf
from qa_tool.work import session
from tests.work.borough import DOOR, doors, made_borough


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up council that the terminal opens with cheap keys."""
    made_borough(tmp_path)
    monkeypatch.setattr(session, "usual", lambda: doors(tmp_path))
    monkeypatch.setattr(unlock, "STRONG", Cost(1024, 1, 1))
    monkeypatch.setattr(unlock, "NAME_COST", Cost(1024, 1, 1))
    monkeypatch.setenv(cli.PASSPHRASE, DOOR)
    return tmp_path / "data"


def test_a_sample_from_a_terminal(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Refused without a seed; then seed, draw, certificate, proof, and a list that differs."""
    where = ["--at", str(at), "--as", "lead"]
    draw = ["sample", "draw", *where, "--round", "Made-up round", "--size", "10"]
    assert cli.main(draw) == 1
    assert "Record the seed first" in capsys.readouterr().err
    assert cli.main(["sample", "seed", *where, "--seed", "4711"]) == 0
    assert cli.main([*draw, "--strata", "team", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert (told["drawn"], told["frame"], told["seed"]) == (10, 40, "4711")
    assert cli.main(["sample", "seed", *where, "--seed", "4712"]) == 1
    assert "frozen" in capsys.readouterr().err
    certificate = at.parent / "certificate.xlsx"
    for target in (certificate, certificate.with_suffix(".pdf")):
        assert cli.main(["sample", "certificate", *where, "--to", str(target)]) == 0
    space = session.unlock(at, "lead", DOOR, read_only=True)
    rows = [
        (c.council_number, space.team_name(c.team))
        for c in council_shelf.cases(space.store).values()
    ]
    space.store.close()
    listed = at.parent / "list.csv"
    with listed.open("w", newline="") as file:
        csv.writer(file).writerows([("Case number", "Team"), *rows])
    capsys.readouterr()
    assert cli.main(["sample", "prove", str(certificate), str(listed)]) == 0
    assert "The certificate holds." in capsys.readouterr().out
    assert cli.main(["sample", "prove", str(certificate), str(listed), *where]) == 0
    assert "enrolled in this council" in capsys.readouterr().out
    with listed.open("a", newline="") as file:
        csv.writer(file).writerow(("MU9999", "Alder"))
    assert cli.main(["sample", "prove", str(certificate), str(listed)]) == 1
    assert "not the list" in capsys.readouterr().out
    listed.write_text("")
    assert cli.main(["sample", "prove", str(certificate), str(listed)]) == 1
    assert "empty" in capsys.readouterr().err
