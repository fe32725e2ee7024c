"""Reports at each level and the peer pack from a terminal."""

import json
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.store import audit as audit_shelf
from qa_tool.work import session

AUDITS = 30


def test_levels_are_asked_for_by_name(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An area, a service, oneself; a name that is not there is answered with those that are."""
    for kind, flags, file in (
        ("learning", ("--area", "south"), "area.pdf"),
        ("pack", ("--service", "family help"), "pack.pdf"),
        ("worker", (), "own.pdf"),
    ):
        target = tmp_path / file
        assert cli.main(["report", kind, "--at", str(at), *flags, "--to", str(target)]) == 0
        assert target.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    wrong = [
        "report",
        "pack",
        "--at",
        str(at),
        "--service",
        "Nothing",
        "--to",
        str(tmp_path / "no.pdf"),
    ]
    assert cli.main(wrong) == 1
    said = capsys.readouterr().err
    assert "There is no service called 'Nothing'" in said
    assert "'Family help'" in said
    assert not (tmp_path / "no.pdf").exists()


def test_a_peer_pack_is_read_and_then_released(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The draft says how it goes on; the code that it gives opens the pack; verify stays clean."""
    desk = session.unlock(at, "qa lead", "demonstration", read_only=True)
    wanted = audit_shelf.Wanted(states=("signed_off", "closed"))
    (head,) = audit_shelf.heads(desk.store, audit_shelf.rows_of(desk.store, wanted)[:1])
    desk.store.close()
    verb = ["peer-pack", head.id, "--at", str(at), "--for", "Made-up County", "--why", "Review", "--json"]  # fmt: skip
    assert cli.main([*verb, "--to", str(tmp_path / "draft")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["released"] is False
    assert cli.main([*verb, "--to", str(tmp_path / "pack"), "--read", told["code"]]) == 0
    assert json.loads(capsys.readouterr().out)["released"] is True
    assert sorted(p.name for p in (tmp_path / "pack").iterdir()) == [
        "peer-grades.xlsx",
        "peer-pack.pdf",
    ]
    assert cli.main(["verify", "--at", str(at)]) == 0
