"""The start and the memory of the window, against an empty QMainWindow: each in a process of its own."""

import os
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

import stores
from measure import Line, Sizes, in_turn

CHILD = Path(__file__).resolve().parent / "child.py"


def _start(kind: str, folder: Path) -> tuple[float, int]:
    """Start one process; its milliseconds to the first frame, and its memory in kB."""
    room = stores.room() / "person"
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    # As on anybody's computer, what was compiled at the first start is there at the second.
    home = {
        **{name: str(room / name.lower()) for name in names},
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(room / "compiled"),
    }
    began = time.monotonic()
    words = [sys.executable, str(CHILD), kind, str(folder), str(stores.room() / "here"), str(began)]
    told = subprocess.run(
        words, env={**os.environ, **home}, capture_output=True, text=True, timeout=120, check=False
    )
    if told.returncode:
        raise RuntimeError(told.stderr[-2000:])
    took, held = told.stdout.split()
    return float(took), int(held)


@lru_cache(maxsize=1)
def _measured(sizes: Sizes) -> tuple[list[float], list[float]]:
    """Milliseconds and megabytes: of the window on Home, of the first screen, and of an empty window."""
    folder = stores.demonstration(sizes.audits)
    held: dict[str, list[float]] = {"home": [], "first": [], "empty": []}

    def one(kind: str) -> float:
        took, memory = _start(kind, folder)
        held[kind].append(memory / 1024)
        return took / 1000

    one("home")  # the first start of all compiles and reads from the disk
    one("first")
    one("empty")
    times = in_turn(sizes.turns, lambda: one("home"), lambda: one("first"), lambda: one("empty"))
    return times, [sorted(found)[len(found) // 2] for found in held.values()]


def start(sizes: Sizes) -> list[Line]:
    """From the interpreter's start to Home painted with its figures."""
    (ours, first, bare), _ = _measured(sizes)
    return [
        Line("start", f"start to Home painted, store of {sizes.audits:,}", ours, bare=bare,
             most_ratio=2.5, why="key derivation aside; with unlocking and opening the store"),
        Line("start", "start to the first screen painted", first, bare=bare, most_ratio=2.5,
             why="while name and passphrase are typed, what Home needs is loaded"),
    ]  # fmt: skip


def memory(sizes: Sizes) -> list[Line]:
    """What the window holds when Home stands there."""
    _, (ours, _first, bare) = _measured(sizes)
    return [
        Line("memory", f"memory of the window, store of {sizes.audits:,}", ours, "MB", bare, 2.5)
    ]
