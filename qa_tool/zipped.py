"""A packed file that somebody gives us (.xlsx, .ods), weighed before anything of it is unpacked."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Fault = Literal["many", "twice", "wanders", "locked", "swollen"]

BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError,
    RuntimeError, zlib.error,
)  # fmt: skip
"""What the unpacker raises where the file is damaged, or packed in a way that it does not know."""

_RATIO_FROM = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file of a sort never exceeds: how many parts, bytes of one and of all, and how much they swell."""

    members: int
    member_bytes: int
    unpacked: int
    ratio: int


def fault_of(packed: zipfile.ZipFile, limits: Limits) -> Fault | None:
    """Why the file must not be unpacked; None where nothing about it is hostile."""
    members = packed.infolist()
    names = [member.filename for member in members]
    if len(members) > limits.members:
        return "many"
    if len({name.casefold() for name in names}) != len(names):
        return "twice"
    if any(_wanders(name) for name in names):
        return "wanders"
    if any(member.flag_bits & 1 for member in members):
        return "locked"
    big = any(m.file_size > limits.member_bytes or _swells(m, limits.ratio) for m in members)
    return "swollen" if big or unpacked_size(packed) > limits.unpacked else None


def unpacked_size(packed: zipfile.ZipFile) -> int:
    """How many bytes the file says that it has when it is unpacked."""
    return sum(member.file_size for member in packed.infolist())


def part(packed: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """One part, unpacked; None where it is larger than that, whatever the directory says of its size."""
    with packed.open(name) as member:
        data = member.read(most + 1)
    return data if len(data) <= most else None


def _swells(member: zipfile.ZipInfo, ratio: int) -> bool:
    return member.file_size > _RATIO_FROM and member.file_size > ratio * max(
        1, member.compress_size
    )


def _wanders(name: str) -> bool:
    return (
        name.startswith(("/", "\\"))
        or "\\" in name
        or ":" in name
        or ".." in PurePosixPath(name).parts
    )
