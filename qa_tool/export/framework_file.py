"""One signed file: a framework, or comments on one. A few lines to read, then canonical JSON.

The signature is over every line of the head and every byte of the body, so that nothing can be
changed, left out or added. The same content has one way to be written; anything else is refused.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from qa_tool.errors import QAError
from qa_tool.export.file import write_whole
from qa_tool.ledger.entry import Signer, canonical, signed_by

Kind = Literal["framework", "comments"]

FORMAT = 1
MOST_BYTES = 20_000_000
LONGEST_HEAD = 20_000
SUFFIXES: Mapping[Kind, str] = {"framework": ".qaframework", "comments": ".qacomments"}
_FIRST: Mapping[Kind, str] = {
    "framework": "CASE AUDIT QA FRAMEWORK",
    "comments": "CASE AUDIT COMMENTS ON A QA FRAMEWORK",
}
FIELDS = (
    "Name", "Version", "Council", "Council id", "Signed by", "Role", "Signed on", "Made up", "Key",
)  # fmt: skip
_SIGNATURE = "Signature"
_DOMAIN = b"case-audit-framework-file\n"
_ALTERED = "Ask for it again as it was written. Opening it in a text editor and saving it is enough to change it."


class NotThisFile(QAError):
    """A file that is refused as a whole, with the reason."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is whole: its head, and its body as plain values. Whose key it is, is another question."""

    kind: Kind
    head: Mapping[str, str]
    body: dict[str, Any]


def code_of(key: str) -> str:
    """A public key as people can compare it by telephone: six groups of four."""
    import hashlib

    digest = hashlib.sha256(key.encode()).hexdigest()
    return " ".join(digest[place : place + 4] for place in range(0, 24, 4))


def pack(kind: Kind, head: Mapping[str, str], body: object, signer: Signer) -> bytes:
    """The bytes of a signed file; `head` has a value for each of FIELDS but the key."""
    told = {name: _one_line(head.get(name, "")) for name in FIELDS} | {"Key": signer.public_key}
    signed = _signed(kind, told, canonical(body))
    lines = _head(kind, told) + f"{_SIGNATURE}: {signer.sign(signed)}\n\n".encode()
    return lines + canonical(body) + b"\n"


def write(raw: bytes, target: Path) -> Path:
    """Put the bytes into a file, whole or not at all."""

    def fill(file: BinaryIO) -> None:
        file.write(raw)

    return write_whole(target, fill)


def read(path: Path) -> Opened:
    """What a file holds, where it is whole and as it was signed."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotThisFile(
                f"The file has more than {MOST_BYTES // 1_000_000} MB; no framework has.",
                "Choose the file that was written by this program.",
            )
        raw = path.read_bytes()
    except OSError as trouble:
        raise NotThisFile(
            f"{path.name} cannot be opened.", "Choose the file again, or close it elsewhere first."
        ) from trouble
    return unpack(raw)


def unpack(raw: bytes) -> Opened:
    """What these bytes hold; refused with a sentence where they are not what was signed."""
    kind = _kind(raw)
    if len(raw) > MOST_BYTES:
        raise NotThisFile("The file is too large for a framework.", "Ask for it again.")
    top, gap, rest = raw.partition(b"\n\n")
    if not gap or len(top) > LONGEST_HEAD or not rest.endswith(b"\n"):
        raise NotThisFile("The file is not whole: its end is missing.", "Ask for it again.")
    head, signature = _lines(top)
    text = rest[:-1]
    if _rebuilt(kind, head, signature) != top + gap or not signed_by(
        head["Key"], signature, _signed(kind, head, text)
    ):
        raise NotThisFile("The file was changed after it was signed.", _ALTERED)
    return Opened(kind, head, _body(text))


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _head(kind: Kind, head: Mapping[str, str]) -> bytes:
    lines = [f"{_FIRST[kind]} {FORMAT}", *(f"{name}: {head[name]}" for name in FIELDS)]
    return "".join(f"{line}\n" for line in lines).encode()


def _rebuilt(kind: Kind, head: Mapping[str, str], signature: str) -> bytes:
    return _head(kind, head) + f"{_SIGNATURE}: {signature}\n\n".encode()


def _signed(kind: Kind, head: Mapping[str, str], text: bytes) -> bytes:
    return _DOMAIN + _head(kind, head) + text


def _kind(raw: bytes) -> Kind:
    """What sort of file it is, by its first line."""
    first = raw[:200].split(b"\n", 1)[0].decode("utf-8", "replace")
    for kind, words in _FIRST.items():
        found = re.fullmatch(rf"{words} (\d{{1,4}})", first)
        if found is None:
            continue
        if int(found[1]) > FORMAT:
            raise NotThisFile(
                "A newer version of the program wrote this file.",
                "Update the program, or ask for the file in the older form.",
            )
        return kind
    raise NotThisFile(
        "This is no file of a QA framework.",
        f"Choose a file that ends in {SUFFIXES['framework']} or {SUFFIXES['comments']}.",
    )


def _lines(top: bytes) -> tuple[dict[str, str], str]:
    try:
        lines = top.decode("utf-8").split("\n")[1:]
    except UnicodeDecodeError:
        lines = []
    parted = [line.partition(": ") for line in lines]
    if tuple(name for name, _colon, _value in parted) != (*FIELDS, _SIGNATURE):
        raise NotThisFile("The file was changed: its first lines are not whole.", _ALTERED)
    told = {name: value for name, _colon, value in parted}
    return told, told.pop(_SIGNATURE)


def _body(text: bytes) -> dict[str, Any]:
    """The body as plain values, where it is written in the one way there is."""
    try:
        found = json.loads(text, parse_constant=_no_number)
        if isinstance(found, dict) and canonical(found) == text:
            return found
    except (ValueError, RecursionError, QAError):
        pass
    raise NotThisFile("What the file says cannot be read.", "Ask for it again.")


def _no_number(_name: str) -> float:
    raise ValueError("no number")
