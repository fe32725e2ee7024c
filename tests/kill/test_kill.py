"""No acknowledged answer is ever lost, at whatever moment the program is killed.

A child keeps answers in the real encrypted store and acknowledges each only when keep() has
returned; the parent kills it with SIGKILL at random moments, opens the store and compares.
QA_TOOL_KILLS sets how often: 200 in every run, 1,000 in the long one.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa_tool.ledger.entry import Signer
from qa_tool.ledger.roster import enrol_body
from qa_tool.store.core import Store
from qa_tool.store.verify import verify

KILLS = int(os.environ.get("QA_TOOL_KILLS", "200"))
KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
AUDIT = "audit-1"

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the nursery forks"),
    pytest.mark.slow,
    pytest.mark.timeout(60 + KILLS),
]


@dataclass
class Told:
    """What the child acknowledged before it died."""

    answers: dict[str, int] = field(default_factory=dict)
    entries: set[str] = field(default_factory=set)
    count: int = 0

    def read(self, acks: Path) -> None:
        """Take in the acknowledgements; a line that was cut by the kill was not given."""
        for line in acks.read_bytes().split(b"\n")[:-1]:
            word, *rest = line.decode().split()
            if word == "answer":
                self.answers[rest[0]] = int(rest[1])
                self.count += 1
            elif word == "entry":
                self.entries.add(rest[0])
                self.count += 1


class Nursery:
    """Starts children quickly, and kills them."""

    def __init__(self, folder: Path, acks: Path) -> None:
        self.acks = acks
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("child.py")), folder, KEY.hex(), acks],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def kill_one(self, when: str, seed: int, draw: random.Random) -> None:
        """Start a child, let it work for a random while, and kill it: sometimes while it opens."""
        self.acks.write_bytes(b"")
        assert self._process.stdin is not None
        self._process.stdin.write(f"{when} {seed}\n")
        self._process.stdin.flush()
        child = int(self._line())
        if draw.random() < 0.85:
            until = time.monotonic() + 20
            while not self.acks.stat().st_size and time.monotonic() < until:
                time.sleep(0.001)
        time.sleep(draw.random() * 0.06)
        os.kill(child, signal.SIGKILL)
        assert self._line() == "killed"

    def close(self) -> None:
        """Let the nursery end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def _nursery(tmp_path: Path) -> Iterator[tuple[Nursery, Path]]:
    folder, signer = tmp_path / "data", Signer.from_seed(b"made up for tests, nobody's key!")
    with Store.create(folder, KEY) as store:
        body = enrol_body(signer, "p1", ("qa_lead",), "here")
        store.append("enrol", "p1", body, signer=signer, claimed=NOW)
        store.drafts.begin(AUDIT)
    nursery = Nursery(folder, tmp_path / "acks")
    try:
        yield nursery, folder
    finally:
        nursery.close()


def _lost(store: Store, told: Told) -> int:
    """How many acknowledged answers and entries are not there, or older than acknowledged."""
    answers = store.drafts.answers(AUDIT)
    lost = sum(1 for key, value in told.answers.items() if answers.get(key, {"n": -1})["n"] < value)
    return lost + sum(1 for one in told.entries if store.ledger.by_id(one) is None)


def test_no_acknowledged_answer_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Kill at random moments; every acknowledged answer and entry is there, and the store verifies."""
    told, draw = Told(), random.Random(2026)
    started, undone = time.monotonic(), 0
    with _nursery(tmp_path) as (nursery, folder):
        for number in range(KILLS):
            nursery.kill_one("after", number + 1, draw)
            told.read(nursery.acks)
            with Store.open(folder, KEY) as store:
                assert _lost(store, told) == 0, f"after kill {number + 1}"
                steps, cursor = store.drafts.steps(AUDIT) if number % 20 == 19 else ([], 0)
                undone += cursor != len(steps)
                if number % 50 == 49:
                    assert store.raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
        with Store.open(folder, KEY) as store:
            assert verify(store) == ()
            steps, cursor = store.drafts.steps(AUDIT)
            kept = sum(1 for step in steps if step.after is not None)
            assert cursor == len(steps) == kept
            assert kept + len(told.entries) >= told.count
    assert undone == 0
    assert told.count > KILLS // 4  # a slow disk acknowledges little; none at all proves nothing
    with capsys.disabled():
        print(  # noqa: T201 the figures belong in the run's record
            f"\n{KILLS} kills in {time.monotonic() - started:.0f} s: {told.count} acknowledged, "
            f"0 lost, {kept - (told.count - len(told.entries))} kept beyond what was acknowledged"
        )


def test_the_control_loses(tmp_path: Path) -> None:
    """A child that acknowledges before it keeps must be caught: the test above can fail."""
    draw = random.Random(2027)
    with _nursery(tmp_path) as (nursery, folder):
        for number in range(max(KILLS, 200)):
            told = Told()
            nursery.kill_one("before", number + 1, draw)
            told.read(nursery.acks)
            with Store.open(folder, KEY) as store:
                if _lost(store, told):
                    return
    pytest.fail("the control never lost an answer, so the kill test proves nothing")
