"""The keys file on the disk: its shape, read with suspicion, written whole or not at all."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from qa_tool.errors import QAError
from qa_tool.keys.crypto import STRONG, Cost

FILE = "store.keys"
FORMAT = 1
_LARGEST = 1024 * 1024


class KeysUnreadable(QAError):
    """The keys file is missing, torn, or not one of ours."""

    def __init__(self, what: str = "The keys file cannot be read.") -> None:
        super().__init__(
            f"{what} Without it nobody can open the store; the store itself was not touched.",
            "Bring back the copy of the keys file that is in the newest backup.",
        )


class NewerKeys(QAError):
    """A newer program wrote the keys file."""

    def __init__(self) -> None:
        super().__init__(
            "The keys file was written by a newer version of the program; nothing was changed.",
            "Install the newer version on this computer.",
        )


class KeysNotWritten(QAError):
    """The disk did not take the new keys file."""

    def __init__(self) -> None:
        super().__init__(
            "The keys file could not be written; the old one stands as it was.",
            "Free some space on the disk, or ask who looks after this computer, and try again.",
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """One person's way in. It holds no name: only what opens with their passphrase."""

    salt: str
    cost: Cost
    data_key: str
    inside: str
    installation: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """The way in for whoever holds the recovery code, and the key that may vouch for them."""

    data_key: str
    signing_key: str
    writer: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything in the keys file; `slots` by the salted hash of the sign-in name."""

    name_salt: str
    name_cost: Cost
    slots: dict[str, Slot]
    recovery: Recovery

    def with_slot(self, id: str, slot: Slot) -> "Keys":  # noqa: A002 a slot's id
        """The same file with this slot put in or replaced."""
        return replace(self, slots={**self.slots, id: slot})

    def without_slot(self, id: str) -> "Keys":  # noqa: A002 a slot's id
        """The same file with this slot taken out."""
        return replace(self, slots={name: one for name, one in self.slots.items() if name != id})


def read(path: Path) -> Keys:
    """The keys in this file; KeysUnreadable where it is missing, torn or strange."""
    try:
        if path.stat().st_size > _LARGEST:
            raise KeysUnreadable
        plain = json.loads(path.read_bytes())
    except FileNotFoundError as trouble:
        raise KeysUnreadable("There is no keys file (store.keys) beside the store.") from trouble
    except (OSError, ValueError, RecursionError) as trouble:
        raise KeysUnreadable from trouble
    if (
        isinstance(plain, dict)
        and isinstance(plain.get("format"), int)
        and plain["format"] > FORMAT
    ):
        raise NewerKeys
    try:
        return _of_plain(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as trouble:
        raise KeysUnreadable from trouble


def _of_plain(plain: Any) -> Keys:
    return Keys(
        _hex(plain["name_salt"]),
        _cost(plain["name_cost"]),
        {
            str(id_): Slot(
                _hex(one["salt"]),
                _cost(one["cost"]),
                _hex(one["data_key"]),
                _hex(one["inside"]),
                str(one["installation"]),
            )
            for id_, one in plain["slots"].items()
        },
        Recovery(
            _hex(plain["recovery"]["data_key"]),
            _hex(plain["recovery"]["signing_key"]),
            str(plain["recovery"]["writer"]),
            _hex(plain["recovery"]["public_key"]),
        ),
    )


def _hex(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError
    bytes.fromhex(text)
    return text


def _cost(plain: dict[str, object]) -> Cost:
    numbers = [plain[name] for name in ("memory", "rounds", "lanes")]
    if not all(type(number) is int for number in numbers):
        raise TypeError
    return Cost(*(int(str(number)) for number in numbers))


def write(path: Path, keys: Keys) -> None:
    """Write the file whole: beside it first, onto the disk for certain, then in its place."""
    text = json.dumps({"format": FORMAT, **asdict(keys)}, indent=1, sort_keys=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keys-", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        if read(path) != keys:
            raise KeysNotWritten
    except OSError as trouble:
        raise KeysNotWritten from trouble


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cost_or(cost: Cost | None) -> Cost:
    """The cost that was asked for, or the strong one."""
    return STRONG if cost is None else cost
