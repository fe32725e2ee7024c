"""One writing process for one store; who holds it is told by computer and time, never by name."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from qa_tool.store import lock
from qa_tool.store.core import Store
from qa_tool.store.trouble import Locked

HOLD = """
import sys
from pathlib import Path
from qa_tool.store.core import Store
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_who_holds_the_store(
    store: Store, folder: Path, key: bytes
) -> None:
    """Writing is refused with computer and time; reading works beside; a kill frees the store."""
    store.close()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder, key.hex()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdin is not None
    try:
        assert other.stdout.readline().strip() == "open"
        assert lock.taken(folder)
        with pytest.raises(Locked) as trouble:
            Store.open(folder, key)
        assert socket.gethostname() in str(trouble.value)
        assert " since " in str(trouble.value)
        assert "Close the other window" in trouble.value.cure
        with Store.open(folder, key, read_only=True) as reader:
            assert reader.ledger.count() == 1
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
        other.stdin.close()
    assert not lock.taken(folder)
    Store.open(folder, key).close()


def test_within_one_process_a_long_task_may_write_too(
    store: Store, folder: Path, key: bytes
) -> None:
    """The window's and a task's connection share the lock; the last one to close frees it."""
    second = Store.open(folder, key)
    store.close()
    assert (os.getpid(), folder.resolve()) in lock._HELD
    second.close()
    assert not lock.taken(folder)


def test_a_failed_open_does_not_keep_the_lock(store: Store, folder: Path, key: bytes) -> None:
    """A wrong key leaves the store free for the right one."""
    store.close()
    with pytest.raises(Exception, match="key"):
        Store.open(folder, bytes(32))
    assert not lock.taken(folder)
