"""What goes wrong in the world comes out as a sentence with a cure, and nothing acknowledged is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from qa_tool.errors import QAError
from qa_tool.store import trouble
from qa_tool.store.core import Store
from qa_tool.store.trouble import Busy, StoreTrouble, told, translated

ROOT = Path(__file__).resolve().parents[2]
ONLY_HERE = pytest.mark.skipif(os.name == "nt", reason="limits and owners of POSIX")


def _run(what: str, folder: Path, key: bytes) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("faulty.py")), what, folder, key.hex()],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of two megabytes, where this machine lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)]
    if os.name == "nt" or os.getuid() or subprocess.run(line, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@ONLY_HERE
def test_a_file_that_may_not_grow_loses_nothing(store: Store, folder: Path, key: bytes) -> None:
    """The driver only says that writing failed: so does the sentence."""
    _keeps_all(store, folder, key, "limit", "NotWritten")


@ONLY_HERE
def test_a_full_disk_loses_nothing_and_work_goes_on(small_disk: Path, key: bytes) -> None:
    """Known trouble each time; all that was kept is there; with room again the session goes on."""
    (small_disk / "ballast").write_bytes(bytes(200_000))
    with Store.create(small_disk / "data", key) as there:
        _keeps_all(there, small_disk / "data", key, "full", "DiskFull")


def _keeps_all(store: Store, folder: Path, key: bytes, how: str, trouble: str) -> None:
    store.drafts.begin("audit-1")
    store.close()
    lines = [line.split() for line in _run(how, folder, key)]
    kept = [int(words[1]) for words in lines if words[0] == "kept"]
    assert {words[1] for words in lines if words[0] == "trouble"} == {trouble}
    assert ["read", str(len(kept) - 1)] in lines
    assert len(kept) > 20
    with Store.open(folder, key) as again:
        assert sorted(again.drafts.answers("audit-1")) == sorted(f"q{one}" for one in kept)
        assert again.drafts.answers("audit-1")[f"q{kept[-1]}"] == "after"
        assert again.raw.execute("PRAGMA quick_check").fetchone() == ("ok",)


@ONLY_HERE
def test_a_read_only_folder_is_told_with_a_cure(store: Store, folder: Path, key: bytes) -> None:
    """Whoever may not write there gets a sentence, not a traceback, and nothing is changed."""
    store.close()
    (folder / "store.db").chmod(0o444)
    (folder / "store.lock").chmod(0o444)
    folder.chmod(0o555)
    parents = [one for one in folder.parents if one.is_relative_to("/tmp")]
    modes = [(one, one.stat().st_mode) for one in parents if one != Path("/tmp")]
    try:
        for one, mode in modes:
            one.chmod(mode | 0o055)
        before = (folder / "store.db").read_bytes()
        lines = _run("readonly", folder, key)
    finally:
        folder.chmod(0o755)
        for one, mode in modes:
            one.chmod(mode)
    assert lines[0].startswith("trouble ReadOnlyStore |")
    assert lines[0].rsplit("|", 1)[1].strip()
    assert lines[1] in {"read 1", "trouble NotReadable", "trouble ReadOnlyStore"}
    assert (folder / "store.db").read_bytes() == before


def _trouble(name: str, text: str = "words of the driver") -> driver.DatabaseError:
    error = driver.OperationalError(text)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", "DiskFull"), ("SQLITE_IOERR_WRITE", "DiskFull"),
        ("SQLITE_IOERR_READ", "ReadFailed"), ("SQLITE_IOERR_FSYNC", "ReadFailed"),
        ("SQLITE_BUSY", "Busy"), ("SQLITE_BUSY_SNAPSHOT", "Busy"), ("SQLITE_LOCKED", "Busy"),
        ("SQLITE_READONLY", "ReadOnlyStore"), ("SQLITE_READONLY_DBMOVED", "ReadOnlyStore"),
        ("SQLITE_NOTADB", "WrongKey"), ("SQLITE_CORRUPT", "Damaged"),
        ("SQLITE_CORRUPT_VTAB", "Damaged"), ("SQLITE_CANTOPEN", "NotReadable"),
        ("SQLITE_CONSTRAINT_UNIQUE", "Broken"),
    ],
)  # fmt: skip
def test_the_drivers_errors_are_told_apart_by_name(name: str, kind: str) -> None:
    """Each name leads to one kind of trouble, with its own sentence and cure."""
    found = told(_trouble(name))
    assert type(found).__name__ == kind
    assert found is not None
    assert found.cure
    assert "words of the driver" not in str(found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("database or disk is full", "DiskFull"), ("database is locked", "Busy"),
        ("attempt to write a readonly database", "ReadOnlyStore"),
        ("file is not a database", "WrongKey"), ("database disk image is malformed", "Damaged"),
        ("unable to open database file", "NotReadable"), ("disk I/O error", "ReadFailed"),
        ("UNIQUE constraint failed: a.b", "Broken"),
    ],
)  # fmt: skip
def test_where_the_driver_gives_no_name_its_words_decide(text: str, kind: str) -> None:
    """Some errors carry no name: the words of SQLite itself are known."""
    assert type(told(driver.DatabaseError(text))).__name__ == kind


def test_bugs_stay_bugs() -> None:
    """A wrong statement or a programming error is not dressed up as trouble of the world."""
    for error in (driver.OperationalError("no such table: x"), ValueError("x")):
        assert told(error) is None
        with pytest.raises(type(error)), translated():
            raise error


def test_every_kind_of_trouble_has_a_sentence_and_a_cure() -> None:
    """Where, what, and what to do: no kind leaves a person alone."""
    kinds = [
        kind for kind in vars(trouble).values()
        if isinstance(kind, type) and issubclass(kind, StoreTrouble)
    ]  # fmt: skip
    assert len(kinds) > 12
    for kind in kinds:
        made: QAError = kind("setting") if kind is trouble.Unsafe else kind()
        assert str(made).endswith(".")
        assert made.cure.endswith(".")


def test_two_writers_take_turns(
    store: Store, folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second connection waits for the first; where it waits in vain, it says so."""
    monkeypatch.setattr("qa_tool.store.driver.WAIT_SECONDS", 0.05)
    with Store.open(folder, key) as second:
        with store.together(), pytest.raises(Busy):
            second.drafts.begin("audit-2")
        second.drafts.begin("audit-2")
    assert store.drafts.audits() == ("audit-2",)


def test_start_up_stays_light() -> None:
    """Opening a store loads neither cryptography nor an office library."""
    code = (
        "import sys; import qa_tool.store; import qa_tool.keys; "
        "print([n for n in ('cryptography', 'openpyxl', 'reportlab', 'PySide6') "
        "if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
