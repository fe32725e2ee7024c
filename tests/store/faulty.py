"""A process that keeps answers where the disk, or the folder, does not let it.

Run as `faulty.py full|limit|readonly FOLDER KEY`; speaks on its output, one line for each thing done.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from qa_tool.errors import QAError
from qa_tool.ledger.entry import Signer
from qa_tool.store.core import Store

NOW = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)


def say(*words: object) -> None:
    """One line to the parent."""
    print(*words, flush=True)  # noqa: T201 the parent reads it


def limit(folder: Path, key: bytes) -> None:
    """Keep answers until no file may grow; then with room again, in the same session."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = (folder / "store.db").stat().st_size + 400_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    _fill(folder, key, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard)))


def full(folder: Path, key: bytes) -> None:
    """Keep answers until the disk is full; then make room on it."""
    _fill(folder, key, (folder.parent / "ballast").unlink)


def _fill(folder: Path, key: bytes, make_room: Callable[[], object]) -> None:
    store = Store.open(folder, key)
    number, troubles = 0, 0
    while troubles < 3:
        try:
            store.drafts.keep("audit-1", f"q{number}", "x" * 3000, NOW)
            say("kept", number)
            number += 1
        except QAError as trouble:
            say("trouble", type(trouble).__name__)
            troubles += 1
    say("read", len(store.drafts.answers("audit-1")))
    make_room()
    store.drafts.keep("audit-1", f"q{number}", "after", NOW)
    say("kept", number)
    store.close()


def readonly(folder: Path, key: bytes) -> None:
    """Open as somebody who may only read there."""
    signer = Signer.from_seed(b"made up for tests, nobody's key!")
    assert signer.writer
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        Store.open(folder, key)
    except QAError as trouble:
        say("trouble", type(trouble).__name__, "|", trouble, "|", trouble.cure)
    try:
        with Store.open(folder, key, read_only=True) as store:
            say("read", store.ledger.count())
    except QAError as trouble:
        say("trouble", type(trouble).__name__)


if __name__ == "__main__":
    {"full": full, "limit": limit, "readonly": readonly}[sys.argv[1]](
        Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
    )
