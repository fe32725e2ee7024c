"""The verbs from a terminal: files made, exit codes, one sentence for trouble."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.demo import make
from qa_tool.keys import unlock
from qa_tool.keys.crypto import Cost


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost nothing, so that a test does not wait ten seconds for each sign-in."""
    from qa_tool.work import session

    usual = session.usual
    monkeypatch.setattr(
        session, "usual",
        lambda: session.Doors(usual().clock, usual().ids, Cost(1024, 1, 1)),
    )  # fmt: skip
    monkeypatch.setattr(unlock, "STRONG", Cost(1024, 1, 1))
    monkeypatch.setattr(unlock, "NAME_COST", Cost(1024, 1, 1))
    wishes = make.Wishes
    monkeypatch.setattr(
        make, "Wishes", lambda *a, **k: wishes(*a, **{"cost": Cost(1024, 1, 1), **k})
    )


def test_the_whole_story_from_a_terminal(
    cheap: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """demo, report, verify, backup, restore: each does its work and says where."""
    data = tmp_path / "data"
    assert (
        cli.main(["demo", "--at", str(data), "--audits", "30", "--today", "2026-11-20", "--json"])
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert all(Path(file).stat().st_size > 500 for file in told["files"])
    assert {Path(f).suffix for f in told["files"]} == {".xlsx", ".pdf", ".csv"}
    target = tmp_path / "summary.xlsx"
    assert cli.main(["report", "summary", "--at", str(data), "--to", str(target)]) == 0
    assert target.read_bytes()[:2] == b"PK"
    capsys.readouterr()
    assert cli.main(["verify", "--at", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["whole"] is True
    kept = tmp_path / "one.qabackup"
    assert cli.main(["backup", "--at", str(data), "--to", str(kept)]) == 0
    assert cli.main(["restore", str(kept), "--at", str(tmp_path / "back")]) == 0
    assert (tmp_path / "back" / "store.db").exists()
    capsys.readouterr()
    assert cli.main(["restore", str(kept), "--at", str(tmp_path / "back")]) == 0
    assert "a hold made since then no longer stands" in capsys.readouterr().out
    assert cli.main(["demo", "--at", str(data)]) == 1
    assert "store in this folder" in capsys.readouterr().err


def test_a_broken_store_is_told_with_exit_1(
    cheap: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A flipped byte in the middle of the store makes verify fail with a sentence."""
    data = tmp_path / "data"
    assert cli.main(["demo", "--at", str(data), "--audits", "5"]) == 0
    file = data / "store.db"
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    file.write_bytes(bytes(raw))
    capsys.readouterr()
    assert cli.main(["verify", "--at", str(data)]) == 1
    said = capsys.readouterr()
    assert "damaged" in said.out + said.err
    assert "Traceback" not in said.err


def test_templates_list_and_check(
    tmp_path: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The shipped ones are whole; a faulty one gives place and cure, and exit 1."""
    assert cli.main(["templates", "list"]) == 0
    assert "core_case_audit" in capsys.readouterr().out
    assert cli.main(["templates", "check", *map(str, (checkout / "forms").glob("*.toml"))]) == 0
    faulty = tmp_path / "faulty.toml"
    faulty.write_text('key = "x"\nverzion = "1"\n', "utf-8")
    capsys.readouterr()
    assert cli.main(["templates", "check", str(faulty)]) == 1
    assert "version" in capsys.readouterr().out


def test_another_suffix_is_refused_before_anything_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence names the suffixes that are possible."""
    assert cli.main(["report", "learning", "--at", str(tmp_path), "--to", "x.odt"]) == 1
    assert ".pdf" in capsys.readouterr().err


def test_no_passphrase_and_no_terminal_is_exit_2(tmp_path: Path, checkout: Path) -> None:
    """One sentence on the error stream, and nothing is asked for on the command line."""
    clean = {k: v for k, v in os.environ.items() if k != "QA_TOOL_PASSPHRASE"}
    (tmp_path / "store.db").write_bytes(b"x")
    (tmp_path / "store.keys").write_bytes(b"{}")
    done = subprocess.run(
        [sys.executable, "main.py", "verify", "--at", str(tmp_path), "--as", "una"],
        cwd=checkout, env=clean, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "QA_TOOL_PASSPHRASE" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not any(
        "passphrase" in p.name for c in cli.commands.commands.values() for p in c.params if p.name
    )
