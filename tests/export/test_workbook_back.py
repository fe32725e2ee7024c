"""Workbooks that come back: their cells with what stands behind them, and what is refused."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from qa_tool.export import workbook_back
from qa_tool.export.cells import written
from qa_tool.export.workbook_back import NotABook, open_back, read_back
from qa_tool.export.workbook_parts import escaped


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def of(values: dict[str, Any]) -> Workbook:
    """A workbook of one sheet with these cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Standards"
    for place, value in values.items():
        sheet[place] = value
    return book


def refused(raw: bytes) -> str:
    """Why these bytes are refused."""
    with pytest.raises(NotABook) as told:
        read_back(raw)
    assert told.value.cure
    return str(told.value)


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return held.getvalue()


def repacked(raw: bytes, **changed: bytes) -> bytes:
    """A workbook with the named sheet part exchanged (sheet1, workbook)."""
    places = {"sheet1": "xl/worksheets/sheet1.xml", "workbook": "xl/workbook.xml"}
    with zipfile.ZipFile(BytesIO(raw)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return packed(parts | {places[name]: data for name, data in changed.items()})


def test_cells_keep_their_kind() -> None:
    """Texts, numbers, yes and no, days and times come back as what they are."""
    moment = datetime(2026, 3, 2, 14, 30)  # noqa: DTZ001  a cell knows no zone
    values = {"A1": "Made up", "B2": 3, "C3": 2.5, "D4": True, "E5": date(2026, 3, 2), "F6": moment}
    sheet = read_back(saved(of(values))).sheets[0]
    found = [sheet.cell(n, n).value for n in range(1, 7)]
    assert found == list(values.values())
    assert [type(one) for one in found] == [str, int, float, bool, date, datetime]
    assert sheet.cell(9, 9).value is None


def test_a_formula_is_flagged_and_never_computed() -> None:
    """A formula says that it is one; an error in a cell says its name and has no value."""
    sheet = read_back(saved(of({"A1": "=1+1", "A2": "#REF!"}))).sheets[0]
    assert sheet.cell(1, 1).formula
    assert sheet.cell(1, 1).value is None  # nothing was stored, so nothing is there
    assert sheet.cell(2, 1).error == "#REF!"
    assert sheet.cell(2, 1).value is None


def test_a_stored_result_of_a_formula_is_read() -> None:
    """What the spreadsheet program stored behind a formula is the value."""
    raw = saved(of({"A1": "x"}))
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row><c t="str"><f>B1</f><v>Good</v></c><c><v>4</v></c></row></sheetData></worksheet>'
    )
    sheet = read_back(repacked(raw, sheet1=xml)).sheets[0]
    assert (sheet.cell(1, 1).value, sheet.cell(1, 1).formula) == ("Good", True)
    assert (sheet.cell(1, 2).value, sheet.cell(1, 2).formula) == (4, False)


def test_merged_hidden_and_properties_are_told() -> None:
    """Merged ranges, hidden sheets and both kinds of properties come back."""
    book = of({"B2": "one"})
    book.active.merge_cells("B2:C4")  # type: ignore[union-attr]
    book.create_sheet("Away").sheet_state = "hidden"
    book.properties.title = "A workbook"
    book.custom_doc_props.append(StringProperty(name="fingerprint", value="abc"))
    back = read_back(saved(book))
    sheet = back.sheets[0]
    assert (sheet.merge(3, 3), sheet.merge(5, 3)) == ("B2:C4", "")
    assert [one.hidden for one in back.sheets] == [False, True]
    assert (back.properties["title"], back.properties["fingerprint"]) == ("A workbook", "abc")
    assert back.sheet(" standards ") is sheet
    assert sheet.where(2, 3) == "Sheet “Standards”, cell C2"
    assert (sheet.find("one", 2), sheet.find("two", 2)) == (2, 0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    """Any text that a cell may hold comes back letter by letter, escapes too."""
    kept = [written(text) for text in [*texts, "_x0041_ = A", "=1+1"]]
    book = Workbook()
    sheet: Any = book.active
    for row, text in enumerate(kept, 1):
        sheet.cell(row, 1).value = escaped(text)
        sheet.cell(row, 1).data_type = "s"
    back = read_back(saved(book)).sheets[0]
    assert [back.cell(row, 1).value or "" for row in range(1, len(kept) + 1)] == kept


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """Each kind of wrong file has its own sentence."""
    assert "not a workbook" in refused(b"<html>")
    assert "damaged" in refused(b"PK\x03\x04 and then nothing")
    assert "not an Excel workbook" in refused(packed({"content.xml": b"<x/>"}))
    assert "old .xls" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "password" in refused(locked)
    with pytest.raises(NotABook, match="no such file"):
        open_back(tmp_path / "nowhere.xlsx")


def test_hostile_workbooks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bombs, parts that point outside, entities and endless sheets do no harm."""
    whole = saved(of({"A1": "x"}))
    assert "larger" in refused(repacked(whole, sheet1=b" " * 3_000_000))
    assert "outside" in refused(packed({"xl/workbook.xml": b"<x/>", "../up.xml": b"<x/>"}))
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "damaged" in refused(repacked(whole, workbook=entity)) or "no sheets" in refused(
        repacked(whole, workbook=entity)
    )
    far = b'<w><sheetData><row r="900000"><c r="A900000"><v>1</v></c></row></sheetData></w>'
    assert "larger than any of ours" in refused(repacked(whole, sheet1=far))
    monkeypatch.setattr(workbook_back, "MOST_MEMBER_BYTES", 100)
    assert "larger inside" in refused(whole)


def test_an_entity_in_a_cell_is_not_filled_in() -> None:
    """A text that stands in an entity of the file, or in another file, never becomes an answer."""
    whole = saved(of({"A1": "x"}))
    xml = (
        b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w><sheetData>'
        b'<row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></w>'
    )
    try:
        found = read_back(repacked(whole, sheet1=xml)).sheets[0].text(1, 1)
    except NotABook:
        found = ""
    assert found == ""
