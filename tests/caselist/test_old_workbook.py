"""Old .xls workbooks, made here byte by byte: what a sheet promises is not believed, what it holds is read."""

import struct
from pathlib import Path

import pytest

from qa_tool.caselist import child
from qa_tool.caselist.door import NotReadable, open_file

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _label(row: int, column: int, words: str) -> bytes:
    body = struct.pack("<HHHHB", row, column, 0, len(words), 0) + words.encode("latin-1")
    return _record(0x0204, body)


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _stream(rows: int, columns: int, cells: dict[tuple[int, int], str]) -> bytes:
    """One sheet that says it has so many rows and columns, and holds these cells."""
    name = b"survey"
    listed = struct.pack("<IHBB", 0, 0, len(name), 0) + name
    head = len(_begin(5)) + len(_record(0x0085, listed)) + len(_record(0x000A, b""))
    listed = struct.pack("<IHBB", head, 0, len(name), 0) + name
    sheet = _begin(0x10) + _record(0x0200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))
    sheet += b"".join(_label(row, column, words) for (row, column), words in cells.items())
    whole = (
        _begin(5) + _record(0x0085, listed) + _record(0x000A, b"") + sheet + _record(0x000A, b"")
    )
    return whole.ljust(4096, b"\0")


def _entry(name: str, kind: int, child_: int, start: int, size: int) -> bytes:
    called = name.encode("utf-16-le")
    return (
        called.ljust(64, b"\0") + struct.pack("<HBB", len(called) + 2 if name else 0, kind, 1)
        + struct.pack("<III", _FREE, _FREE, child_) + b"\0" * 36 + struct.pack("<IQ", start, size)
    )  # fmt: skip


def _book(path: Path, rows: int, columns: int, cells: dict[tuple[int, int], str]) -> Path:
    """A whole .xls: header, table of sectors, directory, the stream of the workbook."""
    stream = _stream(rows, columns, cells)
    sectors = len(stream) // 512
    table = [_TABLE, _END, *range(3, 2 + sectors), _END]
    table += [_FREE] * (128 - len(table))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0
    )
    head += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    blank = _entry("", 0, _FREE, 0, 0) * 2
    path.write_bytes(head + struct.pack("<128I", *table) + directory + blank + stream)
    return path


CELLS = {(0, 0): "type", (0, 1): "name", (3, 1): "Zebra-lamp"}


@pytest.mark.parametrize("rows", [4, 65_500, 1_048_576])
def test_a_sheet_may_promise_a_million_rows(tmp_path: Path, rows: int) -> None:
    """Whatever size is promised, the cells come in at their rows and columns."""
    (sheet,) = open_file(_book(tmp_path / "form.xls", rows, 256, CELLS)).sheets
    assert [list(row) for row in sheet.rows] == [
        ["type", "name"], ["", ""], ["", ""], ["", "Zebra-lamp"],
    ]  # fmt: skip


def test_what_really_lies_far_out_is_refused(tmp_path: Path) -> None:
    """A cell beyond the largest list is no promise but a cell."""
    path = _book(tmp_path / "far.xls", 4, 4, {**CELLS, (65_000, 3): "far"})
    with pytest.raises(NotReadable):
        open_file(path)


def test_only_an_impossible_promise_is_made_small(tmp_path: Path) -> None:
    """A modest workbook goes to the reader byte by byte as it is."""
    raw = _book(tmp_path / "small.xls", 400, 20, CELLS).read_bytes()
    assert child.modest(raw) == raw
    large = _book(tmp_path / "large.xls", 1_048_576, 256, CELLS).read_bytes()
    changed = [at for at, (one, two) in enumerate(zip(large, child.modest(large), strict=True)) if one != two]  # fmt: skip
    assert changed
    assert max(changed) - min(changed) < 14
