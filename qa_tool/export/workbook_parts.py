"""The XML inside a workbook: cells with what stands behind them, merged ranges, properties."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 400_000
MOST_SHEETS = 200
MOST_MERGED = 5_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DATES_WITHOUT_WORDS = frozenset({*range(27, 37), *range(50, 59)})


class Damaged(Exception):
    """The XML cannot be read, or is more than a workbook of ours can be."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One merged range."""

    ref: str
    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, row: int, column: int) -> bool:
        """Whether this cell lies in it."""
        return self.first[0] <= row <= self.last[0] and self.first[1] <= column <= self.last[1]


@dataclass(frozen=True, slots=True)
class PutIn:
    """One cell as the XML has it."""

    value: Any
    formula: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class PartSheet:
    """One sheet as the XML has it."""

    name: str
    cells: dict[tuple[int, int], PutIn]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """All sheets and properties of a workbook."""

    sheets: tuple[PartSheet, ...]
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """What cells point at: texts, which styles are dates, and where dates begin."""

    texts: Sequence[str]
    dates: frozenset[int]
    epoch: datetime


def escaped(text: str) -> str:
    """A text that would be read as an escaped character (“_x0041_”), written so that it stays itself."""
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "" if 0xD800 <= code <= 0xDFFF or code == 0 else chr(code)


def read_parts(parts: Mapping[str, bytes]) -> Parts:
    """Read the XML parts of a workbook by their names in the file."""
    try:
        book = _tree(parts["xl/workbook.xml"])
        known = _Known(_texts(parts), _dates(parts), _epoch(book))
        return Parts(tuple(_sheets(book, parts, known)), _properties(parts))
    except (
        etree.XMLSyntaxError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        OverflowError,
    ) as error:
        raise Damaged("The workbook is damaged: its cells cannot be read.") from error  # fmt: skip


def _tree(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _each(data: bytes, *names: str) -> Iterator[Any]:
    """Elements of these names as they end; what is done with is let go, so that memory stays small."""
    tags = [f"{{*}}{name}" for name in names]
    for _event, element in etree.iterparse(
        BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True
    ):
        yield element
        element.clear(keep_tail=True)
        while element.getprevious() is not None:
            del element.getparent()[0]


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Any, name: str) -> Any:
    return next((one for one in element if _local(one) == name), None)


def _words(element: Any) -> str:
    """The text of a rich or plain string, without the reading aids of East Asian text."""
    found: list[str] = []
    for one in element:
        name = _local(one)
        if name == "t":
            found.append(one.text or "")
        elif name == "r":
            found.extend(t.text or "" for t in one if _local(t) == "t")
    return _unescaped("".join(found))


def _texts(parts: Mapping[str, bytes]) -> list[str]:
    name = next((n for n in parts if n.casefold() == "xl/sharedstrings.xml"), "")
    return [_words(si) for si in _each(parts[name], "si")] if name else []


def _dates(parts: Mapping[str, bytes]) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a date."""
    if "xl/styles.xml" not in parts:
        return frozenset()
    tree = _tree(parts["xl/styles.xml"])
    formats = dict(BUILTIN_FORMATS)
    for one in tree.iter("{*}numFmt"):
        formats[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
    styles = _child(tree, "cellXfs")
    found = [int(one.get("numFmtId", "0")) for one in styles] if styles is not None else []
    return frozenset(
        place for place, number in enumerate(found)
        if number in _DATES_WITHOUT_WORDS or is_date_format(formats.get(number, "General"))
    )  # fmt: skip


def _epoch(book: Any) -> datetime:
    told = _child(book, "workbookPr")
    old = told is not None and told.get("date1904") in {"1", "true"}
    return CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900


def _sheets(book: Any, parts: Mapping[str, bytes], known: _Known) -> Iterator[PartSheet]:
    listed = _child(book, "sheets")
    targets = _targets(parts)
    if listed is None or len(listed) > MOST_SHEETS:
        raise Damaged("The workbook has no sheets, or more than any of ours.")
    for one in listed:
        key = next((v for k, v in one.attrib.items() if k.endswith("}id")), "")
        name, target = one.get("name", ""), targets.get(key, "")
        if "worksheets/" not in target or target not in parts:
            continue  # a chart on a sheet of its own
        cells, merged = _read_sheet(name, parts[target], known)
        yield PartSheet(name, cells, merged, one.get("state", "visible") != "visible")


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    found = {}
    for one in _tree(parts["xl/_rels/workbook.xml.rels"]):
        target = one.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[one.get("Id", "")] = str(PurePosixPath(whole))
    return found


def _read_sheet(
    name: str, data: bytes, known: _Known
) -> tuple[dict[tuple[int, int], PutIn], tuple[Merged, ...]]:
    cells: dict[tuple[int, int], PutIn] = {}
    merged: list[Merged] = []
    row = 0
    for element in _each(data, "row", "mergeCell"):
        if _local(element) == "mergeCell":
            merged.append(_merged(element.get("ref", "")))
        else:
            row = int(element.get("r", row + 1))
            cells.update(_row(element, row, known))
        if len(cells) > MOST_CELLS or len(merged) > MOST_MERGED:
            raise _too_large(name)
    if any(r > MOST_ROWS or c > MOST_COLUMNS for r, c in cells):
        raise _too_large(name)
    return cells, tuple(merged)


def _too_large(name: str) -> Damaged:
    return Damaged(f"The sheet “{name[:40]}” is larger than any of ours.")


def _merged(ref: str) -> Merged:
    left, top, right, bottom = range_boundaries(ref)
    if left is None or top is None or right is None or bottom is None:
        raise Damaged("The workbook is damaged: a merged range has no end.")
    return Merged(ref, (top, left), (bottom, right))


def _row(element: Any, row: int, known: _Known) -> Iterator[tuple[tuple[int, int], PutIn]]:
    column = 0
    for one in element:
        if _local(one) != "c":
            continue
        ref = one.get("r")
        at = coordinate_to_tuple(ref) if ref else (row, column + 1)
        column = at[1]
        put = _put_in(one, known)
        if put is not None:
            yield at, put


def _put_in(element: Any, known: _Known) -> PutIn | None:
    """The value of one cell; None where nothing stands in it."""
    formula = _child(element, "f") is not None
    kind = element.get("t", "n")
    if kind == "inlineStr":
        inside = _child(element, "is")
        text = _words(inside) if inside is not None else ""
        return PutIn(text, formula) if text or formula else None
    held = _child(element, "v")
    raw = (held.text or "") if held is not None else ""
    if not raw:
        return PutIn(None, formula=True) if formula else None
    if kind == "e":
        return PutIn(None, formula, raw)
    return PutIn(_value(kind, raw, int(element.get("s", "0")), known), formula)


def _value(kind: str, raw: str, style: int, known: _Known) -> Any:
    if kind == "s":
        return known.texts[int(raw)]
    if kind == "str":
        return _unescaped(raw)
    if kind == "b":
        return raw.strip() in {"1", "true"}
    if kind == "d":
        return _day(datetime.fromisoformat(raw))
    number = float(raw)
    if style in known.dates:
        return _dated(number, known)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _dated(number: float, known: _Known) -> datetime | date | time | timedelta | float:
    """A number that is shown as a date; one that is no date stays the number that it is."""
    try:
        found = from_excel(number, known.epoch)
    except (ValueError, OverflowError):
        return number
    return _day(found) if isinstance(found, datetime) else found if found is not None else number


def _day(found: datetime) -> datetime | date:
    midnight = (found.hour, found.minute, found.second) == (0, 0, 0)
    return found.date() if midnight else found


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Core properties by their local names, custom ones by their own."""
    found: dict[str, str] = {}
    if "docProps/core.xml" in parts:
        found.update((_local(o), o.text or "") for o in _tree(parts["docProps/core.xml"]))
    if "docProps/custom.xml" in parts:
        for one in _tree(parts["docProps/custom.xml"]):
            value = next(iter(one), None)
            if one.get("name") and value is not None:
                found[one.get("name")] = value.text or ""
    return found


__all__ = ["Damaged", "Merged", "PartSheet", "Parts", "PutIn", "escaped", "read_parts"]
