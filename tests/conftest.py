"""What every test stands on: no screen, no touching of the person's own folders, outside programs counted."""

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

# Before anything imports Qt: without a screen Qt would abort the whole run, and with one
# the tests would open windows over somebody's work.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
_KEEP = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
_LEFT_OUT = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the run its own data, settings and log folders, so that nobody's store is met."""
    keep = tempfile.TemporaryDirectory(prefix="qa-tool-tests-", ignore_cleanup_errors=True)
    config.stash[_KEEP] = keep
    config.stash[_LEFT_OUT] = Counter()
    for name in _FOLDERS:
        folder = Path(keep.name) / name.lower()
        folder.mkdir()
        os.environ[name] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the run's folders away again."""
    config.stash[_KEEP].cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose outside program is not on this machine, and count them."""
    for item in items:
        wanted = [name for mark in item.iter_markers("outside") for name in mark.args]
        missing = sorted({name for name in wanted if shutil.which(name) is None})
        if missing:
            config.stash[_LEFT_OUT][", ".join(missing)] += 1
            item.add_marker(pytest.mark.skip(reason=f"not on this machine: {', '.join(missing)}"))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many outside tests were left out, before pytest's own closing line."""
    left_out = config.stash[_LEFT_OUT]
    if left_out:
        each = "; ".join(f"{program}: {count}" for program, count in sorted(left_out.items()))
        terminalreporter.write_line(
            f"{left_out.total()} outside tests left out, their program is missing ({each})"
        )


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds main.py."""
    return Path(__file__).resolve().parent.parent
