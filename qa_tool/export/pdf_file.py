"""A finished canvas as the bytes of a PDF: small objects share compressed streams, and the structure is added.

reportlab writes every object by itself and knows no structure: a long table would be five times as large.
"""

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from qa_tool.export.pdf_tree import Tree, objects

TOGETHER = 400  # so many objects share one stream
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def whole(document: Any, canvas: Any, tree: Tree | None) -> bytes:
    """The file; every page is drawn."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.info.digest(document.signature)
    catalogue, info = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    if tree is not None:
        # Its number is given out now; what it says is known when every other object has one.
        document.Catalog.StructTreeRoot = document.Reference(pdfdoc.PDFDictionary({}), "Structure")
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    bodies = _bodies(document)
    if tree is not None:
        numbers = {name: n for name, (n, _) in document.idToObjectNumberAndVersion.items()}
        pages = [numbers[f"Page{place}"] for place in range(1, document.pageCounter)]
        bodies |= objects(tree, numbers["Structure"], pages, numbers, len(bodies) + 1)
    ends = [_bytes(document, "Root", catalogue), _bytes(document, "Info", info)]
    identity = document.ID().strip().partition(b"]")[0] + b"]"
    return _file(bodies, b"".join(ends) + b"/ID" + identity)


def _bytes(document: Any, name: str, reference: Any) -> bytes:
    return f"/{name} ".encode() + bytes(reference.format(document))


def _bodies(document: Any) -> dict[int, bytes]:
    """Every object by its number; more are made while these are written."""
    bodies: dict[int, bytes] = {}
    number = 1
    while number in document.numberToId:
        made = document.idToObject[document.numberToId[number]]
        bodies[number] = pdfdoc.format(made, document, toplevel=1)
        number += 1
    return bodies


def _file(bodies: dict[int, bytes], ends: bytes) -> bytes:
    parts = [HEAD]
    at = len(HEAD)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def add(number: int, body: bytes) -> None:
        nonlocal at
        places[number] = (1, at, 0)
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body.rstrip(b"\n"))
        parts.append(part)
        at += len(part)

    small: list[int] = []
    for number, body in sorted(bodies.items()):
        if body.rstrip().endswith(b"endstream"):
            add(number, body)
        else:
            small.append(number)
    following = max(bodies) + 1
    for start in range(0, len(small), TOGETHER):
        some = small[start : start + TOGETHER]
        for place, number in enumerate(some):
            places[number] = (2, following, place)
        add(following, _together([(number, bodies[number].strip()) for number in some]))
        following += 1
    places[following] = (1, at, 0)
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + more.to_bytes(2, "big")
        for _number, (kind, place, more) in sorted(places.items())
    )
    named = b"/Type/XRef/Size %d/W[1 4 2]%b" % (following + 1, ends)
    parts.append(b"%d 0 obj\n%b\nendobj\n" % (following, _stream(named, table)))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


def _together(some: list[tuple[int, bytes]]) -> bytes:
    """One stream that holds objects: their numbers and places, then they themselves."""
    starts: list[str] = []
    at = 0
    for number, body in some:
        starts.append(f"{number} {at}")
        at += len(body) + 1
    index = " ".join(starts).encode() + b"\n"
    named = b"/Type/ObjStm/N %d/First %d" % (len(some), len(index))
    return _stream(named, index + b"\n".join(body for _number, body in some))


def _stream(named: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<<%b/Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (
        named, len(packed), packed,
    )  # fmt: skip
