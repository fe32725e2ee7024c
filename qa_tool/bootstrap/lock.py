"""The lock of all packages: which belong on this machine, and whether they are there already."""

import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import metadata
from typing import NamedTuple


class Pin(NamedTuple):
    """One locked package; `marker` says on which machines it is wanted."""

    name: str
    version: str
    marker: str


_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]+))?", re.MULTILINE)
_TEST = re.compile(r"^\s*(\w+)\s*(==|!=|<=|>=|<|>)\s*'([^']*)'\s*$")


def read(text: str) -> tuple[Pin, ...]:
    """Every package of the lock."""
    return tuple(Pin(found[1], found[2], (found[3] or "").strip()) for found in _PIN.finditer(text))


def facts() -> dict[str, str]:
    """What markers may ask about this machine."""
    return {
        "sys_platform": sys.platform,
        "os_name": os.name,
        "platform_system": platform.system(),
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "implementation_name": sys.implementation.name,
        "python_version": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "python_full_version": platform.python_version(),
    }


def applies(marker: str, known: Mapping[str, str]) -> bool:
    """Whether a marker holds here; one that cannot be read counts as yes, so nothing is forgotten."""
    if not marker:
        return True
    return any(
        all(_holds(test, known) for test in every.split(" and "))
        for every in marker.replace("(", " ").replace(")", " ").split(" or ")
    )


def _holds(test: str, known: Mapping[str, str]) -> bool:
    found = _TEST.match(test)
    if found is None or found[1] not in known:
        return True
    name, sign, wanted = found.groups()
    ours = known[name]
    if "version" not in name:
        return (ours == wanted) if sign == "==" else (ours != wanted) if sign == "!=" else True
    left, right = _numbers(ours), _numbers(wanted)
    results = {"==": left == right, "!=": left != right, "<": left < right, ">": left > right}
    return results.get(sign, left == right or (left < right) == (sign == "<="))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def all_there(pins: Iterable[Pin], version_of: Callable[[str], str] = metadata.version) -> bool:
    """Whether every package that is wanted here can be imported, at its locked major version."""
    known = facts()
    return all(_is_there(pin, version_of) for pin in pins if applies(pin.marker, known))


def _is_there(pin: Pin, version_of: Callable[[str], str]) -> bool:
    try:
        here = _numbers(version_of(pin.name))
    except metadata.PackageNotFoundError:
        return False
    # PySide6 6.12 crashes below Python 3.12: there it is not the package we mean.
    if pin.name == "pyside6-essentials" and here >= (6, 12) and sys.version_info < (3, 12):
        return False
    return here[:1] == _numbers(pin.version)[:1]
