"""The few system libraries that Qt needs: tried by loading them, installed where we may, else named."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from qa_tool.bootstrap.words import SetUpFailed, say


class Library(NamedTuple):
    """A shared library, and the Debian or Ubuntu package that holds it."""

    file: str
    package: str


ALWAYS = (
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libEGL.so.1", "libegl1"),
    Library("libGL.so.1", "libgl1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
)
FOR_X = (
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
)
PIP = "python3-pip"


def loads(file: str) -> bool:
    """Whether the system can load this library."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def missing(*, for_x: bool, can_load: Callable[[str], bool] = loads) -> tuple[Library, ...]:
    """The libraries that are not on this machine; only Linux keeps them apart from Qt."""
    if not sys.platform.startswith("linux"):
        return ()
    wanted = ALWAYS + (FOR_X if for_x else ())
    return tuple(library for library in wanted if not can_load(library.file))


def provide(*, for_x: bool) -> None:
    """Install what is missing where we may; otherwise say the exact line for an administrator."""
    lacking = missing(for_x=for_x)
    if not lacking:
        return
    packages = [library.package for library in lacking]
    if not install(packages) or missing(for_x=for_x):
        raise trouble(lacking)


def trouble(lacking: Sequence[Library]) -> SetUpFailed:
    """What is missing, and the exact line for an administrator."""
    files = ", ".join(library.file for library in lacking)
    line = admin_line([library.package for library in lacking])
    what = f"Qt needs system libraries that are not on this machine: {files}."
    if shutil.which("apt-get"):
        cure = "Ask an administrator to run this line, then start again:"
    else:
        cure = (
            "Ask an administrator to install the packages that hold them, then start again.\n"
            "On Debian or Ubuntu that is:"
        )
    return SetUpFailed(what, f"{cure}\n  {line}")


def admin_line(packages: Iterable[str]) -> str:
    """The one line that an administrator types."""
    return f"sudo apt-get install --no-install-recommends -y {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Install these packages where we are root or sudo asks no password; no where we may not."""
    right = _right_to_install()
    if right is None:
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    command = [*right, "apt-get", "install", "--no-install-recommends", "-y", "-qq", *packages]
    # The lists of packages may be old or empty: only then is the time for an update spent.
    return _run(command) or (_run([*right, "apt-get", "update", "-qq"]) and _run(command))


def _right_to_install() -> list[str] | None:
    """How a command is run as root here: directly, through sudo, or not at all."""
    if os.environ.get("QA_TOOL_NO_SYSTEM") == "1" or shutil.which("apt-get") is None:
        return None
    plain = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return plain
    if shutil.which("sudo") and _run(["sudo", "-n", "true"]):
        return ["sudo", "-n", *plain]
    return None


def _run(command: list[str]) -> bool:
    """Whether a command ended well; what it says is kept from the person, our own words follow."""
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode == 0
