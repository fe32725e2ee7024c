"""Reads the structure of a tagged PDF back: pieces in reading order, and whose each mark on a page is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

PAINTS = frozenset(
    {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do"}
)


@dataclass(slots=True)
class Piece:
    """One element: its role, its marks as (page, number), its kids, and what it says."""

    role: str
    raw: DictionaryObject
    number: int
    parent: "Piece | None"
    marks: list[tuple[int, int]] = field(default_factory=list)
    kids: list["Piece"] = field(default_factory=list)
    links: int = 0
    text: str = ""

    def walk(self) -> Iterator["Piece"]:
        """It and all below, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all_text(self) -> str:
        """What it says with all below."""
        return " ".join(one.text for one in self.walk() if one.text)

    def attribute(self, name: str) -> Any:
        """One attribute, or None."""
        return self.raw.get("/A", {}).get(name)

    @property
    def alt(self) -> str:
        """Its alternative text."""
        return str(self.raw.get("/Alt", ""))


@dataclass(slots=True)
class Page:
    """What is drawn on a page: the text of each mark, and what was painted outside of every mark."""

    roles: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    nested: int = 0


def read(reader: PdfReader) -> Piece:
    """The tree, with the text of every piece."""
    pages = [_page(page, reader) for page in reader.pages]
    places = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    top = reader.trailer["/Root"]["/StructTreeRoot"]["/K"].indirect_reference
    return _piece(top, None, places, pages)


def pages_of(reader: PdfReader) -> list[Page]:
    """What is drawn on every page."""
    return [_page(page, reader) for page in reader.pages]


def _piece(
    given: IndirectObject, parent: Piece | None, places: dict[int, int], pages: list[Page]
) -> Piece:
    raw: Any = given.get_object()
    made = Piece(str(raw["/S"])[1:], raw, given.idnum, parent)
    kids = raw.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, int):
            made.marks.append((places[raw.raw_get("/Pg").idnum], int(kid)))
            continue
        found: Any = kid.get_object()
        if found.get("/Type") == "/OBJR":
            made.links += 1
        elif found.get("/Type") == "/MCR":
            made.marks.append((places[found.raw_get("/Pg").idnum], int(found["/MCID"])))
        else:
            reference = raw.raw_get("/K") if not isinstance(kids, list) else kid
            made.kids.append(_piece(reference, made, places, pages))
    made.text = " ".join(pages[at].texts.get(number, "") for at, number in made.marks).strip()
    return made


def _page(page: Any, reader: PdfReader) -> Page:
    made = Page()
    open_: list[int | None] = []
    font = ""
    for given, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            made.nested += bool(open_)
            number = int(given[1]["/MCID"]) if operator == b"BDC" else None
            open_.append(number)
            if number is not None:
                made.roles[number] = str(given[0])[1:]
        elif operator == b"EMC":
            open_.pop()
        elif operator == b"Tf":
            font = str(given[0])
        elif operator in PAINTS:
            _painted(made, open_, operator, given, font)
    assert not open_
    return made


def _painted(made: Page, open_: list[int | None], operator: bytes, given: Any, font: str) -> None:
    said = ""
    # The first part of every font keeps plain letters as they are.
    if operator == b"Tj" and font.endswith("+0"):
        raw = given[0]
        said = raw if isinstance(raw, str) else raw.decode("latin-1")
    if not open_:
        made.stray.append(operator.decode() + said)
    elif open_[-1] is None:
        made.artifacts.append(said)
    else:
        made.texts[open_[-1]] = f"{made.texts.get(open_[-1], '')} {said}".strip()
