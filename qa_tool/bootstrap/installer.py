"""Who brings the packages into the environment: the pip or uv that is there, or one that can be had."""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from qa_tool.bootstrap import libraries
from qa_tool.bootstrap.words import SetUpFailed, say, show_count

_PIP_INSTALL = [
    "install",
    "--require-hashes",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--no-user",
    "--no-input",
    "--disable-pip-version-check",
    "--retries",
    "2",
    "--progress-bar",
    "off",
]
_COLLECTING = re.compile(r"^Collecting (\S+?)(?:==|\s|$)")


def bring(python: Path, lock: Path, count: int, keep_open: Sequence[int] = ()) -> None:
    """Install the whole lock, hashes checked; `keep_open` are files that the installer holds too."""
    command = next(_ways(python), None)
    if command is None:
        raise SetUpFailed(
            "This Python has no pip, and there is no uv: nothing here can install packages.",
            "Ask an administrator to run this line, then start again:\n  "
            + libraries.admin_line([libraries.PIP]),
        )
    code, words = _watch([*command, "-r", str(lock)], count, keep_open)
    if code != 0:
        raise explain(words)


def _ways(python: Path) -> Iterator[list[str]]:
    """The installers that are there, best first; the later ones are made only when asked for."""
    own_pip = [sys.executable, "-m", "pip", "--python", str(python), *_PIP_INSTALL]
    if _pip_can_reach_elsewhere():
        yield own_pip
    uv = shutil.which("uv")
    if uv:
        yield [
            uv,
            "pip",
            "install",
            "--python",
            str(python),
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
        ]
    if _ensurepip_works(python):
        yield [str(python), "-m", "pip", *_PIP_INSTALL]
    if libraries.install([libraries.PIP]):
        importlib.invalidate_caches()
        yield own_pip


def _pip_can_reach_elsewhere() -> bool:
    """Whether this Python's pip knows --python (22.3 and newer)."""
    if importlib.util.find_spec("pip") is None:
        return False
    try:
        version = metadata.version("pip")
    except metadata.PackageNotFoundError:
        return False
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2]) >= (22, 3)


def _ensurepip_works(python: Path) -> bool:
    """Whether the environment can make its own pip; Debian's Python cannot without python3-venv."""
    done = subprocess.run(
        [str(python), "-m", "ensurepip", "--default-pip"], capture_output=True, check=False
    )
    return done.returncode == 0


def _watch(command: list[str], count: int, keep_open: Sequence[int]) -> tuple[int, str]:
    """Run the installer, show how far it is, and keep its last words for the explanation."""
    words: list[str] = []
    seen = 0
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        pass_fds=tuple(keep_open),
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            words.append(line)
            found = _COLLECTING.match(line)
            if found:
                seen += 1
                show_count(seen, count, found[1])
        code = running.wait()
    return code, "".join(words[-60:])


_OFFLINE = re.compile(
    r"NewConnectionError|Temporary failure in name resolution|Max retries exceeded|Connection refused"
    r"|Network is unreachable|ConnectTimeout|timed out|dns error|error sending request|ProxyError"
    r"|SSLError|CERTIFICATE_VERIFY|Failed to establish|Connection reset|Retrying \(Retry"
)
_HOW_TO_REACH = """\
Behind a proxy set HTTPS_PROXY, and PIP_CERT to its certificate (REQUESTS_CA_BUNDLE and
SSL_CERT_FILE come before PIP_CERT where they are set). For an index of your own set
PIP_INDEX_URL; with the packages in a folder set PIP_FIND_LINKS to it and PIP_NO_INDEX=1.
Then start again."""
_WHAT_RUNS_IT = """\
Use Python 3.11 to 3.14 on 64-bit Windows 10 or newer, macOS 14 or newer, or Linux with
glibc 2.34 or newer (Debian 12, Ubuntu 22.04)."""


def _first_reason(words: str) -> str:
    """The installer's own reason in one line, for whoever looks after the network."""
    line = next(line for line in words.splitlines() if _OFFLINE.search(line))
    return f"({line.strip()[:300]})"


def explain(words: str) -> SetUpFailed:
    """What went wrong and what to do, from the installer's last words."""
    if "No space left" in words:
        return SetUpFailed("The disk is full.", "Make 1 GB of room, then start again.")
    if "DO NOT MATCH THE HASHES" in words or "Hash mismatch" in words:
        return SetUpFailed(
            "A package that was fetched is not the one the lock names; it was not installed.",
            "Try again; if it stays so, tell whoever looks after your package index or proxy.",
        )
    if _OFFLINE.search(words):
        what = "The packages could not be fetched: there is no way to the package index from here."
        return SetUpFailed(f"{what}\n{_first_reason(words)}", _HOW_TO_REACH)
    say(words.strip())
    if "No matching distribution" in words or "has no wheels" in words:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        what = f"The lock has no package for this machine ({sys.platform}, Python {version})."
        return SetUpFailed(what, _WHAT_RUNS_IT)
    what = "The packages could not be installed; the installer's words stand above."
    return SetUpFailed(what, "Start again; if it stays so, show those words to whoever helps you.")
