"""Set up what is missing and run again in it; then the tests and the checks of the house."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from qa_tool.bootstrap import environment, libraries, lock
from qa_tool.bootstrap.screen import wants_x
from qa_tool.bootstrap.words import SetUpFailed, say

_STARTED = "QA_TOOL_STARTED"
NOT_SET_UP = 3


def ensure(args: list[str]) -> None:
    """Return where everything is there; otherwise set it up and start again in it, or exit with 3."""
    if getattr(sys, "frozen", False) or os.environ.pop(_STARTED, "") == str(os.getpid()):
        return
    try:
        libraries.provide(for_x=wants_x())
        pins = lock.read(environment.LOCK.read_text(encoding="utf-8"))
        if lock.all_there(pins):
            return
        place = environment.provide()
    except SetUpFailed as trouble:
        say(str(trouble))
        sys.exit(NOT_SET_UP)
    except KeyboardInterrupt:
        say("\nStopped. Start again at any time: set-up begins where it must.")
        sys.exit(130)
    _again(environment.python_of(place), args)


def _again(python: Path, args: list[str]) -> NoReturn:
    """Run the same command in the environment, in place of this process where the system can."""
    command = [str(python), str(environment.CHECKOUT / "main.py"), *args]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execve(command[0], command, {**os.environ, _STARTED: str(os.getpid())})


def run_tests(args: list[str]) -> int:
    """Every test, or those that pytest's own arguments choose; gives pytest's exit code."""
    return _run([sys.executable, "-m", "pytest", *args])


_LINT_IMPORTS = "from importlinter.cli import lint_imports_command as go; go()"
CHECKS = (
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "."]),
    ("types", ["-m", "mypy"]),
    ("import contracts", ["-c", _LINT_IMPORTS]),
)


def run_checks() -> int:
    """Format, lint, types and import contracts, each named; 1 where one does not hold."""
    broken = []
    for title, command in CHECKS:
        say(f"== {title}")
        if _run([sys.executable, *command]) != 0:
            broken.append(title)
    say(f"Not in order: {', '.join(broken)}." if broken else "All four checks hold.")
    return 1 if broken else 0


def _run(command: list[str]) -> int:
    """Run one of the house's tools in the checkout; its caches go elsewhere where that is read-only."""
    environ = dict(os.environ)
    if not os.access(environment.CHECKOUT, os.W_OK):
        cache = environment.cache_folder()
        environ |= {
            "PYTEST_ADDOPTS": f"{environ.get('PYTEST_ADDOPTS', '')} -p no:cacheprovider".strip(),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(cache / "hypothesis"),
            "RUFF_CACHE_DIR": str(cache / "ruff"),
            "MYPY_CACHE_DIR": str(cache / "mypy"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
    try:
        return subprocess.call(command, cwd=environment.CHECKOUT, env=environ)
    except KeyboardInterrupt:
        return 130
