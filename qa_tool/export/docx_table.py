"""Tables of a Word document, written as its own markup: a header row that repeats, rows that stay whole."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa_tool.chart.tones import paper
from qa_tool.export.cells import shown, written
from qa_tool.export.docx_style import hexed
from qa_tool.report.blocks import TableBlock

WIDE = 9638  # 17 cm in twentieths of a point
LETTER, EDGES = 108, 190  # a letter, and the room beside the words of a cell
LONGEST, MOST = 18, 45  # letters of a word, and of a text, that a column counts
_NUMBERS = frozenset({"number", "percent"})
_MARKS = {
    "outstanding": "★",
    "good": "●",
    "requires_improvement": "▲",
    "inadequate": "■",
    "none": "○",
}


def runs(text: str, look: str = "") -> str:
    """Text as runs: lines stay lines, and no letter of it is markup."""
    parts = escape(written(text)).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
    return f"<w:r><w:rPr>{look}</w:rPr>{inner}</w:r>"


def table(block: TableBlock, name: str) -> Any:
    """The whole table as markup; `name` is what a screen reader calls it."""
    texts = [[shown(value) for value in row] for row in block.rows]
    texts = texts or [["Nothing to show.", *[""] * (len(block.header) - 1)]]
    widths = _widths(block, texts)
    body = [
        _row(block, row, widths, last=block.total_row and at == len(texts) - 1)
        for at, row in enumerate(texts)
    ]
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    line = 'w:val="single" w:sz="4" w:space="0"'
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{WIDE}" w:type="dxa"/>'
        f'<w:tblBorders><w:bottom {line} w:color="{hexed("line")}"/>'
        f'<w:insideH {line} w:color="{hexed("line")}"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(_one_line(name))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{_head(block, widths)}{''.join(body)}</w:tbl>"
    )


def _one_line(text: str) -> str:
    return " ".join(written(text).split())


def _head(block: TableBlock, widths: Sequence[int]) -> str:
    look = f'<w:b/><w:color w:val="{hexed("muted")}"/><w:sz w:val="19"/>'
    edge = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{hexed("edge")}"/></w:tcBorders>'
    cells = "".join(
        _cell(runs(title, look), wide, kind in _NUMBERS, edge, keep=True)
        for title, kind, wide in zip(block.header, block.kinds, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(
    block: TableBlock, row: Sequence[str], widths: Sequence[int], *, last: bool = False
) -> str:
    tones = dict(block.tones)
    look = ("<w:b/>" if last else "") + '<w:sz w:val="19"/>'
    cells = []
    for text, kind, wide in zip(row, block.kinds, widths, strict=True):
        mark = ""
        if kind == "grade" and text in tones:
            tone = tones[text]
            ink = paper("edge" if tone == "none" else tone).lstrip("#")
            mark = runs(f"{_MARKS.get(tone, '○')} ", f'<w:color w:val="{ink}"/><w:sz w:val="19"/>')
        cells.append(_cell(mark + runs(text, look), wide, kind in _NUMBERS))
    # A row stays whole unless it is so long that it must be parted.
    whole = "" if any(len(text) > 600 for text in row) else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cell(inner: str, wide: int, right: bool, edge: str = "", *, keep: bool = False) -> str:  # noqa: FBT001
    side = '<w:jc w:val="right"/>' if right else ""
    kept = "<w:keepNext/>" if keep else ""
    space = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{edge}</w:tcPr>'
        f"<w:p><w:pPr>{kept}{space}{side}</w:pPr>{inner}</w:p></w:tc>"
    )


def _widths(block: TableBlock, texts: Sequence[Sequence[str]]) -> list[int]:
    """Columns as wide as their longest word at least; the rest by how much stands in them."""
    least, wanted = [], []
    for place, title in enumerate(block.header):
        mark = 2 if block.kinds[place] == "grade" else 0
        cells = [row[place] for row in texts[:400]]
        whole = block.kinds[place] in _NUMBERS  # figures with their interval stay on one line
        words = [len(word) for cell in cells for word in ([cell] if whole else cell.split()[:50])]
        word = max((*(len(part) for part in title.split()), *words), default=0)
        least.append(LETTER * (mark + min(LONGEST, word)) + EDGES)
        longest = max((len(title) / 2, *(len(cell) for cell in cells)))
        wanted.append(max(least[-1], int(LETTER * (mark + min(MOST, longest))) + EDGES))
    spare = WIDE - sum(least)
    more = [want - low for want, low in zip(wanted, least, strict=True)]
    if spare <= 0:
        return [WIDE * low // sum(least) for low in least]
    if sum(more) < spare:
        return [WIDE * want // sum(wanted) for want in wanted]
    return [low + spare * one // sum(more) for low, one in zip(least, more, strict=True)]
