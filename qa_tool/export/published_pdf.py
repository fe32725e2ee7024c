"""What a published PDF says: text, bookmarks, properties, alternative texts, notes on pages, attachments."""

import ctypes
import re
from dataclasses import dataclass, field
from typing import Any

from qa_tool.disclosure.published import UNNAMED

_SIGN = r"(?:\[?(?:c|x|z|low|k)\]?|\d[\d,]*(?:\.\d+)?%?(?: \(\d+%? to \d+%?\))?)"  # an interval goes with its share
_LINE = re.compile(rf"^(?P<label>.*?[^\W\d].*?)\s+(?P<tokens>{_SIGN}(?:\s+{_SIGN})+)$")
_CAPTION = re.compile(r"table \d+[a-z]?: ", re.IGNORECASE)
_BAND = re.compile(r"(?:^|.*[ ])\d+ (?:to|and|or|[–-])$", re.IGNORECASE)
_HIDDEN = re.compile(r"(?<!\w)\[?(?:c|low)\]?(?!\w)")
_DEEPEST = 60
_BEFORE = 60  # lines above one that may hold the caption of its table


@dataclass(slots=True)
class PdfRead:
    """All that a PDF says; `tables` are found in its lines."""

    pages: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)  # place, words, before them
    tables: list[tuple[str, str, tuple[tuple[object, ...], ...]]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The words of all pages, where the key of the symbols stands."""
        return " ".join(text for _, text in self.pages)


def pdf(raw: bytes) -> PdfRead:
    """Everything that a PDF says; ValueError where it is damaged or closed by a password."""
    import pypdfium2

    read = PdfRead()
    try:
        with pypdfium2.PdfDocument(raw) as document:
            contents = _contents(document)
            for number, page in enumerate(document, 1):
                _page(read, f"page {number}", page, contents)
            for mark in document.get_toc():
                read.texts.append(("a bookmark", mark.get_title(), ""))
            for name, value in document.get_metadata_dict(skip_empty=True).items():
                read.texts.append((f"the property {name}", value, ""))
            for at in range(document.count_attachments()):
                held = document.get_attachment(at)
                words = bytes(held.get_data()).decode("utf-8", errors="replace")
                read.texts.append(("an attachment", f"{held.get_name()} {words}", ""))
    except pypdfium2.PdfiumError as error:
        raise ValueError("no PDF") from error
    return read


def _contents(document: Any) -> frozenset[str]:
    """The lines of a list of contents: what a bookmark is called, and the page that it leads to."""
    found = ((mark.get_title(), mark.get_dest()) for mark in document.get_toc())
    return frozenset(
        f"{' '.join(title.split())} {place.get_index() + 1}"
        for title, place in found
        if place is not None and place.get_index() is not None
    )


def _without_pages(lines: list[str], contents: frozenset[str]) -> list[str]:
    """The lines without the numbers of pages in a list of contents: they count nobody."""
    found: list[str] = []
    for line in lines:
        # A long title runs over two lines.
        whole = {line, f"{found[-1]} {line}"} if found else {line}
        found.append(re.sub(r"\d+$", "#", line) if whole & contents else line)
    return found


def _page(read: PdfRead, place: str, page: Any, contents: frozenset[str]) -> None:
    text = page.get_textpage().get_text_range()
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = _without_pages(lines, contents)
    read.pages.append((place, " ".join(lines)))
    read.texts += [
        (place, line, " ".join(lines[max(0, at - _BEFORE) : at]))
        for at, line in enumerate(lines)
        if line
    ]
    # A sentence may run over lines.
    joined, start = " ".join(lines), 0
    for part in re.split(r"(?<=[.;!?])\s+", joined):
        start = joined.find(part, start)
        read.texts.append((place, part, joined[:start]))
    read.texts += [(f"{place}, alternative text", told, "") for told in _alternative(page)]
    read.texts += [(f"{place}, a note", told, "") for told in _notes(page)]
    read.tables += [(place, caption, grid) for caption, grid in tables_in(lines)]


def tables_in(lines: list[str]) -> list[tuple[str, tuple[tuple[object, ...], ...]]]:
    """Tables that can be seen in lines of text: labels with equally many figures, something hidden."""
    found = []
    rows: list[tuple[str, list[str]]] = []
    above = last = caption = ""
    for line in [*lines, ""]:
        label, tokens = _row(line)
        if tokens and (not rows or len(tokens) == len(rows[0][1])):
            if not rows:
                above = last
            rows.append((label, tokens))
            continue
        if len(rows) > 1 and any(_HIDDEN.fullmatch(t) for _, made in rows for t in made):
            found.append((caption or above, _grid(rows, above)))
        rows = [(label, tokens)] if tokens else []
        above, last = (last if tokens else above), line or last
        caption = line if _CAPTION.match(line) else caption
    return found


def _row(line: str) -> tuple[str, list[str]]:
    """The label of a line and its figures; no figures where it is no row."""
    match = _LINE.match(line)
    if match is None:
        return "", []
    label, tokens = match["label"], re.findall(_SIGN, match["tokens"])
    if _BAND.match(label) and tokens[0].isdigit():
        return f"{label} {tokens[0]}", tokens[1:] if len(tokens) > 2 else []
    return label, tokens


def _grid(rows: list[tuple[str, list[str]]], above: str) -> tuple[tuple[object, ...], ...]:
    wide = len(rows[0][1])
    if len(words := above.split()) in {wide, wide + 1}:  # a heading of single words
        return (("", *words[-wide:]), *((label, *made) for label, made in rows))
    whole = [[int(t) for t in made] for _, made in rows if all(t.isdigit() for t in made)]
    adds = wide > 2 and bool(whole) and all(sum(made[:-1]) == made[-1] for made in whole)
    header = [f"{UNNAMED}{at}" for at in range(1, wide + 1)]
    if adds:
        header[-1] = "Total"
    return (("", *header), *((label, *made) for label, made in rows))


def _wide_text(ask: Any) -> str:
    """A text that PDFium gives as UTF-16 into a buffer of the length it says."""
    size = ask(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


def _alternative(page: Any) -> list[str]:
    """The alternative and the actual texts of the structure tree."""
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    found: list[str] = []
    todo = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, at), 0)
        for at in range(raw.FPDF_StructTree_CountChildren(tree))
    ]
    while todo:
        element, depth = todo.pop()
        if not element or depth > _DEEPEST:
            continue
        for ask in (raw.FPDF_StructElement_GetAltText, raw.FPDF_StructElement_GetActualText, raw.FPDF_StructElement_GetTitle):  # fmt: skip
            told = _wide_text(lambda b, n, e=element, a=ask: a(e, b, n))
            found += [told] if told else []
        todo += [
            (raw.FPDF_StructElement_GetChildAtIndex(element, at), depth + 1)
            for at in range(raw.FPDF_StructElement_CountChildren(element))
        ]
    raw.FPDF_StructTree_Close(tree)
    return found


def _notes(page: Any) -> list[str]:
    from pypdfium2 import raw

    found = []
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        for key in (b"Contents", b"T", b"TU"):
            told = _wide_text(
                lambda b, n, k=key, a=note: raw.FPDFAnnot_GetStringValue(
                    a, k, ctypes.cast(b, ctypes.POINTER(ctypes.c_ushort)) if b else None, n
                )
            )
            found += [told] if told else []
        raw.FPDFPage_CloseAnnot(note)
    return found
