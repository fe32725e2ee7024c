"""Records from a terminal: due, hold, dispose, and what is refused."""

import json
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.work import session


def _said(capsys: pytest.CaptureFixture[str], *verb: str) -> tuple[int, str, str]:
    code = cli.main(["records", *verb])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_due_hold_and_dispose(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is due is listed; what is held is refused; what is disposed of leaves the list and the store whole."""
    place = ("--at", str(at))
    code, out, _ = _said(capsys, "due", *place, "--json")
    assert code == 0
    rows = json.loads(out)
    first = next(row for row in rows if not row["hold"])
    held = next(row for row in rows if row["hold"])
    code, _, err = _said(
        capsys, "dispose", held["class"], held["id"], *place, "--why", "x", "--yes"
    )
    assert code == 1
    assert "legal hold" in err
    code, out, _ = _said(capsys, "dispose", first["class"], first["id"], *place)
    assert code == 0
    assert "Nothing was done" in out
    code, out, _ = _said(
        capsys, "hold", "case", first["case"], *place, "--why", "A made-up claim", "--json"
    )
    assert code == 0
    made = next(row for row in json.loads(out) if row["of"] == first["case"] and row["stands"])
    code, _, err = _said(
        capsys, "dispose", first["class"], first["id"], *place, "--why", "x", "--yes"
    )
    assert (code, "legal hold" in err) == (1, True)
    assert _said(capsys, "hold", "lift", made["id"], *place, "--why", "It was withdrawn")[0] == 0
    code, out, _ = _said(
        capsys, "dispose", first["class"], first["id"], *place, "--why", "Reviewed", "--yes"
    )
    assert code == 0
    assert "Disposed of, as entry" in out
    left = json.loads(_said(capsys, "due", *place, "--json")[1])
    assert first["id"] not in {row["id"] for row in left}
    assert cli.main(["verify", *place]) == 0


def test_what_is_refused(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An auditor, an unknown class, an unknown case: one sentence each."""
    place = ("--at", str(at))
    assert "needs the role" in _said(capsys, "due", *place, "--as", "auditor")[2]
    assert "no record class" in _said(capsys, "due", *place, "--class", "nothing")[2]
    assert "No case is found" in _said(capsys, "hold", "case", "nothing", *place, "--why", "x")[2]
    assert _said(capsys, "hold", "list", *place)[0] == 0


def test_erase_looks_first(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --yes nothing is done; the child's words go with it, and the store stays whole."""
    place = ("--at", str(at))
    reference, before = _spoken(at)
    code, out, _ = _said(capsys, "erase", "child", reference, *place)
    assert code == 0
    assert "Nothing was done" in out
    code, out, _ = _said(
        capsys, "erase", "child", reference, *place, "--why", "A made-up letter", "--yes"
    )
    assert code == 0
    assert "Erased, as entry" in out
    assert _spoken(at, reference)[1] < before
    assert cli.main(["verify", *place]) == 0


def test_a_bundle_is_written_and_recorded(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both files, how many places are marked, and the record; a folder with something in it is refused."""
    reference = _spoken(at)[0]
    verb = (
        "bundle",
        "child",
        reference,
        "--at",
        str(at),
        "--why",
        "A request",
        "--for",
        "A reviewer",
    )
    code, out, _ = _said(capsys, *verb, "--to", str(tmp_path / "out"), "--json")
    assert code == 0
    told = json.loads(out)
    assert sorted(Path(one).suffix for one in told["files"]) == [".docx", ".pdf"]
    assert all(Path(one).stat().st_size > 5_000 for one in told["files"])
    assert told["marks"] > 0
    assert told["release"].startswith("rel-")
    code, _, err = _said(capsys, *verb, "--to", str(tmp_path / "out"))
    assert (code, "not an empty folder" in err) == (1, True)


def _spoken(at: Path, reference: str = "") -> tuple[str, int]:
    """A case whose child was heard, and how many words of children are kept of it."""
    desk = session.unlock(at, "qa lead", "demonstration", read_only=True)
    found = desk.store.raw.execute(
        "SELECT c.reference, count(*) FROM voice_words w JOIN voice_attempt a ON a.id = w.id"
        ' JOIN allocation l ON l.id = a.allocation JOIN child_case c ON c.id = l."case"'
        " WHERE a.who = 'child' AND ? IN ('', c.reference) GROUP BY c.reference ORDER BY 1",
        [reference],
    ).fetchone()
    desk.store.close()
    return found or ("", 0)
