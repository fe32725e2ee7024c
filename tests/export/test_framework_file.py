"""The signed file: read back as it was written, refused where one byte differs, and the proof that this can fail."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings

from qa_tool.errors import QAError
from qa_tool.export import framework_file as files
from qa_tool.framework.model import Framework
from qa_tool.framework.plain import from_plain, said, to_plain
from qa_tool.ledger.entry import Signer
from tests.framework.made import FRAMEWORK, frameworks

SIGNER = Signer.from_seed(bytes(range(32)))
OTHER = Signer.from_seed(bytes(range(1, 33)))
HEAD = dict.fromkeys(files.FIELDS, "Made-up")


def packed(one: Framework = FRAMEWORK, signer: Signer = SIGNER) -> bytes:
    """A framework's file."""
    return files.pack("framework", HEAD, said(one), signer)


@settings(max_examples=60)
@given(frameworks())
def test_written_read_and_written_again_is_the_same_but_for_the_signature(one: Framework) -> None:
    """Whoever signs, what is said is the same byte for byte, and reads back to the same framework."""
    first = packed(one)
    opened = files.unpack(first)
    again = files.pack("framework", HEAD, opened.body, OTHER)
    assert first.partition(b"\n\n")[2] == again.partition(b"\n\n")[2]
    assert first != again
    back = from_plain(type(one.content), opened.body["content"])
    assert back == one.content
    assert to_plain(back) == opened.body["content"]


def _tampered(raw: bytes) -> list[bytes]:
    """The file with one bit changed in places all over it."""
    rng = random.Random(6)
    places = {*range(0, 420, 7), *(rng.randrange(len(raw)) for _ in range(120))}
    return [raw[:p] + bytes([raw[p] ^ 1]) + raw[p + 1 :] for p in sorted(places)]


def test_every_changed_byte_is_refused() -> None:
    """In the head, the signature or the body."""
    for wrong in _tampered(packed()):
        with pytest.raises(QAError):
            files.unpack(wrong)


def test_it_is_the_signature_that_refuses_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the check off, changed bytes come through, so the test before can fail."""
    monkeypatch.setattr(files, "signed_by", lambda *_a: True)
    through = 0
    for wrong in _tampered(packed()):
        try:
            files.unpack(wrong)
        except QAError:
            continue
        through += 1
    assert through > 20


def test_every_cut_is_refused() -> None:
    """A file that lost its end, wherever."""
    raw = packed()
    for end in {*range(0, len(raw), 97), len(raw) - 1}:
        with pytest.raises(QAError):
            files.unpack(raw[:end])
    with pytest.raises(QAError):
        files.unpack(raw + b" ")


def test_saved_in_a_text_editor_it_is_refused_with_that_reason() -> None:
    """Other line ends are another file, and the sentence says how that happens."""
    with pytest.raises(QAError) as told:
        files.unpack(packed().replace(b"\nVersion", b"\r\nVersion"))
    assert "text editor" in told.value.cure


def test_a_newer_form_is_refused_with_what_to_do() -> None:
    """Nothing of it is guessed."""
    with pytest.raises(QAError, match="newer version"):
        files.unpack(packed().replace(b"FRAMEWORK 1\n", b"FRAMEWORK 2\n", 1))


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04", b"%PDF-1.7", b"{}", b"CASE AUDIT QA FRAMEWORK one\n", b"\xff" * 500]
)
def test_another_file_is_refused(raw: bytes) -> None:
    """With a sentence, never an error of the program."""
    with pytest.raises(QAError):
        files.unpack(raw)


def test_a_file_that_is_too_large_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is weighed first."""
    path = tmp_path / "large.qaframework"
    path.write_bytes(packed())
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("it was read"))
    with pytest.raises(QAError, match="MB"):
        files.read(path)


def test_what_is_signed_but_not_canonical_is_refused() -> None:
    """A key twice, a space, NaN or a nest without end, though somebody signed it."""
    for body in (b'{"a":1,"a":2}', b'{"a": 1}', b'{"a":NaN}', b"[1]", b"[" * 100_000, b'{"b":1,"a":2}'):  # fmt: skip
        told = HEAD | {"Key": SIGNER.public_key}
        signature = SIGNER.sign(files._signed("framework", told, body))
        raw = files._head("framework", told) + f"Signature: {signature}\n\n".encode() + body + b"\n"
        with pytest.raises(QAError, match="cannot be read"):
            files.unpack(raw)


def test_comments_are_no_framework() -> None:
    """One sort of file cannot be passed off as the other, though the same key signed it."""
    raw = files.pack("comments", HEAD, {"comments": []}, SIGNER)
    assert files.unpack(raw).kind == "comments"
    swapped = raw.replace(b"COMMENTS ON A QA FRAMEWORK", b"QA FRAMEWORK", 1)
    with pytest.raises(QAError, match="changed"):
        files.unpack(swapped)


def test_a_name_of_two_lines_stays_one_line_of_the_head() -> None:
    """Nobody can write a line of the head into a name."""
    head = HEAD | {"Name": "Made-up\nCouncil: Somebody else"}
    opened = files.unpack(files.pack("framework", head, {}, SIGNER))
    assert opened.head["Name"] == "Made-up Council: Somebody else"
    assert opened.head["Council"] == "Made-up"


def test_the_code_of_a_key_can_be_read_aloud() -> None:
    """Six groups of four, and another key has another code."""
    code = files.code_of(SIGNER.public_key)
    assert [len(part) for part in code.split()] == [4] * 6
    assert code != files.code_of(OTHER.public_key)
