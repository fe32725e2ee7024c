"""The program's own environment: where it lies, whether it is whole, and how it is made."""

import contextlib
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

from qa_tool.bootstrap import installer, lock
from qa_tool.bootstrap.words import SetUpFailed, say

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LOCK = CHECKOUT / "packaging" / "requirements.lock"
STAMP = "qa-tool-stamp"
UNFINISHED = "qa-tool-unfinished"


def fingerprint(lock_bytes: bytes) -> str:
    """What an environment was made from: this lock, this Python, this kind of machine."""
    made_from = "\n".join((sys.version, sys.platform, sys.base_prefix, str(sys.maxsize)))
    return hashlib.sha256(lock_bytes + made_from.encode()).hexdigest()


def python_of(place: Path) -> Path:
    """The Python of an environment."""
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def whole(place: Path) -> bool:
    """Whether the environment was finished, from this very lock and Python."""
    try:
        stamp = (place / STAMP).read_text(encoding="ascii")
    except (OSError, ValueError):
        return False
    return stamp == fingerprint(LOCK.read_bytes()) and python_of(place).exists()


def places() -> tuple[Path, Path]:
    """Where the environment may lie: in the checkout, or for a read-only one in the person's cache."""
    return CHECKOUT / ".venv", cache_folder() / "environment"


def cache_folder() -> Path:
    """The person's cache for this very checkout."""
    if os.name == "nt":
        home = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = str(Path.home() / "Library" / "Caches")
    else:
        home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = hashlib.sha256(str(CHECKOUT).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return Path(home) / "qa-tool" / name


def provide() -> Path:
    """An environment that is whole: the one that is there, or a new one. Gives its place."""
    for place in places():
        if whole(place):
            return place
    for place in places():
        try:
            with _alone(place) as held:
                if not whole(place):
                    _make(place, held)
                return place
        except _NotWritable:
            continue
    raise SetUpFailed(
        "There is no folder to set the program up in: neither its own nor your cache can be written.",
        f"Make one of these writable, then start again: {places()[0]}, {places()[1]}",
    )


class _NotWritable(Exception):
    """Nothing can be written at this place."""


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[tuple[int, ...]]:
    """Hold the place while it is made, so that two starts at once do not build over each other."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        gate = place.with_name(place.name + ".lock").open("a")
    except OSError as trouble:
        raise _NotWritable from trouble
    with gate:
        if os.name == "nt":
            yield ()
            return
        import fcntl

        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another start is setting the program up; waiting for it.")
            fcntl.flock(gate, fcntl.LOCK_EX)
        # The installer holds the gate too: it may outlive us when we are killed.
        yield (gate.fileno(),)


def _make(place: Path, held: tuple[int, ...]) -> None:
    """Make or mend the environment; the stamp comes last, so a broken run is seen and repaired."""
    pins = lock.read(LOCK.read_text(encoding="utf-8"))
    known = lock.facts()
    count = sum(lock.applies(pin.marker, known) for pin in pins)
    say(f"Setting up Case Audit in {place} (once; {count} packages, about 150 MB to fetch) ...")
    try:
        venv.EnvBuilder(
            with_pip=False, symlinks=os.name != "nt", clear=not _can_be_built_on(place)
        ).create(place)
        (place / STAMP).unlink(missing_ok=True)
        (place / UNFINISHED).touch()
        installer.bring(python_of(place), LOCK, count, held)
        (place / STAMP).write_text(fingerprint(LOCK.read_bytes()), encoding="ascii")
        (place / UNFINISHED).unlink()
    except OSError as trouble:
        raise SetUpFailed(
            f"The program's environment could not be written: {trouble.strerror} ({place}).",
            "Make room or the right to write there, then start again.",
        ) from trouble
    say("Set up.")


def _can_be_built_on(place: Path) -> bool:
    """Whether what stands there is a sound environment of this Python, not left half made."""
    if not python_of(place).exists() or (place / UNFINISHED).exists():
        return False
    ask = "import sys; print(sys.version); print(sys.base_prefix)"
    answer = subprocess.run(
        [str(python_of(place)), "-I", "-c", ask],
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    return answer.stdout.splitlines() == [*sys.version.splitlines(), sys.base_prefix]
