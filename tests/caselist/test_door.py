"""Files that are no list, or mean harm: each refused with a sentence, in bounded memory, and this program lives."""

import random
import resource
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from qa_tool.caselist import child, door, workbook
from qa_tool.caselist.door import NotReadable, open_file
from qa_tool.errors import QAError

HEAD = ["Child Unique ID", "Allocated Team", "Allocated Worker"]
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.fixture
def plain(book) -> Path:
    """A workbook with one child."""
    return book({"List 6": [HEAD, [1, "North 1", "Amira Khan"]]}, "plain.xlsx")


def with_sheet(plain: Path, target: Path, cells: bytes) -> Path:
    """The same workbook with other XML as its sheet."""
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = (
                SHEET % cells if member.filename.startswith("xl/worksheets/") else old.read(member)
            )
            new.writestr(member.filename, data)
    return target


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n", "is empty"),
        (b"<html><table><tr><td>Child Unique ID</td></tr></table>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "web page"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
        (b"\x7fELF\x00\x00\x01", "neither a workbook nor a text file"),
        (b'Child Unique ID,Team\n"1,North', "known"),
    ],
)
def test_files_that_are_no_list(raw, says, tmp_path: Path, reads):
    """Empty files, web pages in disguise, damaged and foreign files: one sentence each."""
    path = tmp_path / "list.xls"
    path.write_bytes(raw)
    if says == "known":  # an open quotation mark swallows the rest: nothing under the headings
        found = reads(path)
        assert (found.children, len(found.rejects)) == ((), 1)
        return
    with pytest.raises(NotReadable, match=says) as told:
        reads(path)
    assert told.value.cure


def test_a_missing_file_is_said(tmp_path: Path):
    """A file that went away is no crash."""
    with pytest.raises(NotReadable, match="no such file"):
        open_file(tmp_path / "gone.xlsx")


def test_more_than_fifty_megabytes_are_refused(tmp_path: Path):
    """A file beyond the limit is not even opened."""
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(door.MOST_BYTES + 1)
    with pytest.raises(NotReadable, match="50 MB"):
        open_file(path)


def test_a_zip_bomb_is_refused_before_it_unpacks(packed, plain: Path):
    """A part that grows a thousandfold is refused by what the directory says."""
    path = packed([("xl/media/bomb.bin", b"\x00" * 60_000_000)], "bomb.xlsx", plain)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotReadable, match="Unpacked"):
        open_file(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_directory_that_lies_is_not_believed(packed, plain: Path, tmp_path: Path):
    """A sheet that says it is small and is not ends in a sentence, not in memory."""
    path = packed([("xl/worksheets/sheet9.xml", b"<c " * 3_000_000)], "lies.xlsx", plain)
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    while raw[at + 46 : at + 70] != b"xl/worksheets/sheet9.xml":
        at = raw.rfind(b"PK\x01\x02", 0, at)
    raw[at + 24 : at + 28] = struct.pack("<I", 1000)
    path.write_bytes(raw)
    with pytest.raises(QAError):
        open_file(path)


@pytest.mark.parametrize(
    ("name", "says"),
    [("../../outside.xml", "outside it"), ("/etc/outside.xml", "outside it"), ("xl\\..\\outside.xml", "outside it"),
     ("xl/WORKBOOK.xml", "twice")],
)  # fmt: skip
def test_names_that_wander_or_come_twice(name, says, packed, plain: Path):
    """Parts that point outside, or are there twice, are refused."""
    with pytest.raises(NotReadable, match=says):
        open_file(packed([(name, b"<x/>")], "odd.xlsx", plain))


def test_too_many_parts_are_refused(packed, plain: Path):
    """A workbook of thousands of parts is no list."""
    with pytest.raises(NotReadable, match="parts"):
        open_file(
            packed(
                [(f"xl/x{n}.xml", b"<x/>") for n in range(workbook.MOST_MEMBERS)],
                "many.xlsx",
                plain,
            )
        )


@pytest.mark.parametrize("far", ["XFD1048576", "XFD1", "A1048576", "ZZ50000"])
def test_a_cell_far_away_cannot_take_the_memory(far, tmp_path: Path):
    """One cell at the far end would make a rectangle of billions: it is refused by another process."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active[far] = "x", "y"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(NotReadable, match=r"memory|larger than"):
        open_file(tmp_path / "far.xlsx")


@pytest.mark.parametrize(
    "cells",
    [
        b"<row r='1'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row  r="1"><c\tr="XFD1048576"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:c r="XFD1048576"><v>1</v></x:c></x:row>',
        b'<!-- <c r="A1"> --><row r="1"><c r="A1"/><c s="1" r="XFD1048576"><v>1</v></c></row>',
        b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row>",
        b'<row r="59999"><c r="IV59999"><v>1</v></c></row><row r="70000"/>',
    ],
)
def test_disguised_cells_are_never_read_in_this_process(
    cells, plain: Path, tmp_path: Path, monkeypatch
):
    """XML that hides where a cell is goes to the process with limits, whatever becomes of it there."""
    went = []
    real = workbook.read_apart
    monkeypatch.setattr(workbook, "read_apart", lambda path: went.append(path) or real(path))
    path = with_sheet(plain, tmp_path / "odd.xlsx", cells)
    try:
        open_file(path)
    except NotReadable as told:
        assert told.cure  # noqa: PT017
    assert went == [path]


def test_16000_columns_are_refused(tmp_path: Path):
    """A row of 16,000 cells is more than a list can have."""
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("List 6").append([f"c{n}" for n in range(16_000)])
    book.save(tmp_path / "wide.xlsx")
    with pytest.raises(NotReadable, match="256 columns"):
        open_file(tmp_path / "wide.xlsx")
    (tmp_path / "wide.csv").write_text(",".join(f"c{n}" for n in range(16_000)))
    with pytest.raises(NotReadable, match="256 columns"):
        open_file(tmp_path / "wide.csv")


def test_a_long_text_repeated_without_end_is_refused(tmp_path: Path, monkeypatch):
    """A few bytes that name one long text a thousand times do not fill the memory."""
    monkeypatch.setattr(workbook, "MOST_SIGNS", 2_000_000)
    monkeypatch.setattr(workbook, "MOST_RATIO", 100_000)
    book = openpyxl.Workbook()
    for _ in range(200):
        book.active.append(["x" * 30_000])
    book.save(tmp_path / "long.xlsx")
    with pytest.raises(NotReadable, match="larger"):
        open_file(tmp_path / "long.xlsx")


def test_formulas_are_read_by_their_stored_results(plain: Path, tmp_path: Path, reads):
    """Nothing is computed; what was stored is read, and that is said."""
    cells = (b'<row r="1"><c r="A1" t="str"><v>Child Unique ID</v></c><c r="B1" t="str"><v>Allocated Team</v></c></row>'
             b'<row r="2"><c r="A2"><f>40+2</f><v>42</v></c><c r="B2" t="str"><f>HYPERLINK("http://x")</f><v>North 1</v></c></row>')  # fmt: skip
    found = reads(with_sheet(plain, tmp_path / "formula.xlsx", cells))
    assert [(c.number, c.team) for c in found.children] == [("42", "North 1")]
    assert [p.code for p in found.problems] == ["formulas"]


def test_macros_and_links_are_said_and_not_followed(packed, plain: Path, reads):
    """A workbook with macros and links to other files is read as cells alone."""
    path = packed(
        [
            ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro"),
            ("xl/externalLinks/externalLink1.xml", b"<x/>"),
        ],
        "live.xlsm",
        plain,
    )
    found = reads(path)
    assert len(found.children) == 1
    assert {p.code for p in found.problems} == {"macros", "links"}


def test_a_password_is_said(tmp_path: Path, packed, plain: Path):
    """A part that is encrypted is told as such."""
    raw = bytearray(plain.read_bytes())
    at = raw.find(b"PK\x01\x02")
    raw[at + 8] |= 1
    path = tmp_path / "locked.xlsx"
    path.write_bytes(raw)
    with pytest.raises(NotReadable, match="password"):
        open_file(path)


def test_an_endless_open_document_is_refused(packed):
    """An .ods that repeats a row a million times and a cell 16,000 times is refused in its own process."""
    rows = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row>'
    content = (b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
               b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
               b'<office:body><office:spreadsheet><table:table table:name="List 6">' + rows + b"</table:table></office:spreadsheet></office:body></office:document-content>")  # fmt: skip
    parts = [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content),
             ("META-INF/manifest.xml", b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')]  # fmt: skip
    with pytest.raises(NotReadable, match=r"memory|larger|seconds|damaged"):
        open_file(packed(parts, "endless.ods"))


def test_the_process_apart_has_limits(monkeypatch):
    """Memory, time and core files are limited before a byte is read."""
    held = {}
    monkeypatch.setattr(resource, "setrlimit", lambda what, size: held.update({what: size}))
    child.limit()
    assert held[resource.RLIMIT_AS] == (child.MEMORY, child.MEMORY)
    assert held[resource.RLIMIT_CPU][0] <= workbook.SECONDS
    assert held[resource.RLIMIT_CORE] == (0, 0)


def test_mutants_of_a_workbook_end_in_a_sentence(plain: Path, tmp_path: Path):
    """Whatever bytes are flipped, the file is read or refused with our own words."""
    raw, chance = plain.read_bytes(), random.Random(7)
    for number in range(150):
        bad = bytearray(raw)
        for _ in range(chance.randrange(1, 6)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(bad[: chance.randrange(1, len(bad))] if chance.random() < 0.2 else bad)
        try:
            open_file(path)
        except QAError as told:
            assert told.cure  # noqa: PT017
