"""The parts of a plain workbook around its rows: names, styles, tables, and what belongs to what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from qa_tool.export.cells import written
from qa_tool.report.data_sheets import ColumnKind, DataOut, DataTable

HEADER, DAY, QUOTED = 1, 2, 3  # the styles of a cell, in the order of _STYLES
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST_NAME = 31
_WIDTHS: dict[ColumnKind, int] = {"text": 24, "number": 12, "date": 13, "yes_no": 10}
_WIDE = frozenset({"title", "words", "about", "about_table", "text", "what"})
_TO_READ = frozenset({"about", "columns"})  # what people read before they count
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet that is written: its number, its name, its columns and its last row."""

    number: int
    name: str
    columns: tuple[str, ...]
    last: int

    @property
    def path(self) -> str:
        """Where it lies in the file."""
        return f"xl/worksheets/sheet{self.number}.xml"


def escaped(text: str, *, quotes: bool = False) -> str:
    """The text as XML holds it; what looks like one of Excel's own codes stays as it was typed."""
    if "_x" in text:
        text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return escape(text, {'"': "&quot;"} if quotes else {})


def column_name(place: int) -> str:
    """A, B … Z, AA: the letters of a column, the first of which is 1."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_name(table: str, part: int, taken: Sequence[str]) -> str:
    """A name that a sheet may have and no other sheet has."""
    clean = re.sub(r"[\[\]:*?/\\']", " ", written(table)).strip() or "table"
    number, used = part, {name.casefold() for name in taken}
    while True:
        tail = f" ({number})" if number > 1 else ""
        name = clean[: _LONGEST_NAME - len(tail)] + tail
        if name.casefold() not in used:
            return name
        number += 1


def sheet_top(table: DataTable) -> str:
    """What stands before the rows: the first row stays in sight, columns are as wide as their kind."""
    wide = 100 if table.name in _TO_READ else 60
    # The button of the filter stands in the heading: three letters more.
    widths = (
        wide if c.name in _WIDE else max(_WIDTHS[c.kind], min(len(c.name) + 3, 40))
        for c in table.columns
    )
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def sheet_end(marking: str) -> str:
    """What stands after the rows: how it is printed, with the marking on every page."""
    # An ampersand begins a code in a footer; doubled it is itself.
    foot = escaped(f"&L{written(marking).replace('&', '&&')}&RPage &P of &N")
    return (
        "</sheetData>"
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{foot}</oddFooter></headerFooter>"
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    )


def frame(source: DataOut, sheets: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """Every other part of the workbook, by its name in the file."""
    yield "[Content_Types].xml", _types(sheets)
    yield (
        "_rels/.rels",
        _relations(
            ("officeDocument", "xl/workbook.xml", _OFFICE),
            ("metadata/core-properties", "docProps/core.xml", f"{_PACKAGE}/relationships"),
        ),
    )
    yield "docProps/core.xml", _core(source)
    yield "xl/styles.xml", _STYLES
    yield "xl/workbook.xml", _workbook(sheets)
    targets = [("worksheet", f"worksheets/sheet{s.number}.xml", _OFFICE) for s in sheets]
    yield "xl/_rels/workbook.xml.rels", _relations(*targets, ("styles", "styles.xml", _OFFICE))
    for sheet in sheets:
        link = ("table", f"../tables/table{sheet.number}.xml", _OFFICE)
        yield f"xl/worksheets/_rels/sheet{sheet.number}.xml.rels", _relations(link)
        yield f"xl/tables/table{sheet.number}.xml", _table(sheet)


def _types(sheets: Sequence[Placed]) -> str:
    own = "".join(
        f'<Override PartName="/xl/worksheets/sheet{s.number}.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/tables/table{s.number}.xml" ContentType="{_SHEET}.table+xml"/>'
        for s in sheets
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{own}</Types>"
    )


def _relations(*links: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{space}/{kind}" Target="{target}"/>'
        for n, (kind, target, space) in enumerate(links, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _core(source: DataOut) -> str:
    made = date.isoformat(source.made)
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(source.title)}</dc:title><dc:creator>{escaped(source.council)}</dc:creator>"
        f"<cp:category>{escaped(source.marking)}</cp:category>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def _workbook(sheets: Sequence[Placed]) -> str:
    inside = "".join(
        f'<sheet name="{escaped(s.name, quotes=True)}" sheetId="{s.number}" r:id="rId{s.number}"/>'
        for s in sheets
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{inside}</sheets></workbook>"
    )


def _table(sheet: Placed) -> str:
    last = f"{column_name(len(sheet.columns))}{max(sheet.last, 2)}"
    inside = "".join(
        f'<tableColumn id="{n}" name="{escaped(written(name), quotes=True)}"/>'
        for n, name in enumerate(sheet.columns, start=1)
    )
    return (
        f'{_HEAD}<table xmlns="{_MAIN}" id="{sheet.number}" name="Table_{sheet.number}"'
        f' displayName="Table_{sheet.number}" ref="A1:{last}" totalsRowShown="0">'
        f'<autoFilter ref="A1:{last}"/><tableColumns count="{len(sheet.columns)}">{inside}</tableColumns>'
        '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0"'
        ' showRowStripes="1" showColumnStripes="0"/></table>'
    )
