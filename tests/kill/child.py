"""The process that is killed: keeps answers, and acknowledges each once it is kept.

Run as `child.py FOLDER KEY ACKS`, it is a nursery: everything is imported once, and each line on
its input ("after 17 3" or "before 17 3": when to acknowledge, seed, round) makes one process that
works until it is killed. That keeps two hundred kills short.
"""

import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from qa_tool.ledger.entry import Signer
from qa_tool.store.core import Store

NOW = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
SEED = b"made up for tests, nobody's key!"
AUDIT = "audit-1"


def work(folder: Path, key: bytes, acks: Path, when: str, seed: int) -> None:
    """Keep answers for ever; now and then sign an entry."""
    signer, draw = Signer.from_seed(SEED), random.Random(seed)
    log = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    store = Store.open(folder, key)
    os.write(log, b"open\n")
    for number in range(1, 1_000_000):
        value = seed * 1_000_000 + number
        if number % 12 == 0:
            entry = store.append("action", "a", {"n": value}, signer=signer, claimed=NOW)
            os.write(log, f"entry {entry.id}\n".encode())
            continue
        name = f"domain.q{draw.randrange(40)}"
        line = f"answer {name} {value}\n".encode()
        if when == "before":
            os.write(log, line)
        store.drafts.keep(AUDIT, name, {"n": value, "words": "x" * draw.randrange(2000)}, NOW)
        if when == "after":
            os.write(log, line)


def main() -> None:
    """Make one working process a line; say its number, and when it is gone."""
    folder, key, acks = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), Path(sys.argv[3])
    for line in sys.stdin:
        when, seed = line.split()
        child = os.fork()
        if child == 0:
            try:
                work(folder, key, acks, when, int(seed))
            finally:
                os._exit(9)
        print(child, flush=True)  # noqa: T201 the parent reads it
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)  # noqa: T201 the parent reads it


if __name__ == "__main__":
    main()
