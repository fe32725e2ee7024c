"""The canvas of a tagged PDF: every stroke belongs to a piece of the structure, or is marked as decoration."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from qa_tool.export.pdf_file import whole
from qa_tool.export.pdf_tree import Element, Tree

_LATE = re.compile(r"%late:(\S+)")
_PLAIN = re.compile(
    rb"[ -'*-\[\]-~]*"
)  # no bracket or backslash, which the format reads as its own
_MOST_KNOWN = 50_000


class _Link(pdfdoc.LinkAnnotation):
    """A link that knows its place in the structure."""

    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")


class Sheet(Canvas):
    """Pages that know what stands on them; without a `tree` they are drawn and not tagged.

    `late` holds what is known when all pages are set, by the names given to `later`.
    """

    # What reportlab's own canvas keeps, and its stubs leave out.
    _code: list[str]
    _pageNumber: int  # noqa: N815
    _annotationCount: int  # noqa: N815
    _doc: Any
    _filename: Any
    _escape: Any
    _bookmarkReference: Any  # noqa: N815
    _addAnnotation: Any  # noqa: N815

    def __init__(self, *given: Any, tree: Tree | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.tree = tree
        self.late: dict[str, str] = {}
        self.finish: Any = None
        self._marks: list[Element] = []
        self._known: dict[tuple[str, str, float], str] = {}

    def begin(self, piece: Element | None) -> None:
        """What is drawn until `end` belongs to this piece; to none, it is decoration."""
        if self.tree is None:
            return
        if piece is None:
            self._code.append("/Artifact BMC")
            return
        self._code.append(f"/{piece.role} <</MCID {self.mark(piece)}>> BDC")

    def end(self) -> None:
        """The piece ends here."""
        if self.tree is not None:
            self._code.append("EMC")

    def mark(self, piece: Element) -> int:
        """The number of a new mark on this page that belongs to the piece."""
        number = len(self._marks)
        self._marks.append(piece)
        piece.kids.append((self._pageNumber - 1, number))
        return number

    @contextmanager
    def piece(self, piece: Element | None) -> Iterator[None]:
        """`begin` and `end` around what is drawn."""
        self.begin(piece)
        yield
        self.end()

    def shown(self, text: str, font: str, size: float) -> str:
        """The operators that show a text where the line stands; what was asked before is known."""
        known = self._known.get((text, font, size))
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            made: Any = pdfmetrics.getFont(font)
            known = " ".join(
                f"{made.getSubsetInternalName(subset, self._doc)} {size:g} Tf ({self._safe(part)}) Tj"
                for subset, part in made.splitString(text, self._doc)
            )
            self._known[text, font, size] = known
        return known

    def _safe(self, part: bytes) -> str:
        if _PLAIN.fullmatch(part):
            return part.decode("ascii")
        escaped: str = self._escape(part)
        return escaped

    def put(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """A line of text, at a fifth of what drawString costs."""
        self._code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {self.shown(text, font, size)} ET")

    def later(self, name: str) -> None:
        """Here stands what `late` holds under this name when the file is saved."""
        self._code.append(f"%late:{name}")

    def lead_to(self, piece: Element, key: str, box: tuple[float, ...], says: str) -> None:
        """A link to a bookmark, part of a piece of the structure."""
        more: dict[str, Any] = {}
        if self.tree is not None:
            more["StructParent"] = self.tree.key(piece)
        made = _Link(box, says, self._bookmarkReference(key), "[0 0 0]", **more)
        self._addAnnotation(made)
        piece.kids.append((self._pageNumber - 1, f"Annot.NUMBER{self._annotationCount}"))

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """A page is done: its marks find their pieces by its key."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        if self.tree is not None:
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = self.tree.key(self._marks)
            page.Tabs = pdfdoc.PDFName("S")
        self._marks = []

    def save(self) -> None:
        """Fill in what could not be known before, and write the file."""
        if self._code:
            self.showPage()
        if self.finish is not None:
            self.finish(self)
        for page in self._doc.Pages.pages:
            drawn = _LATE.sub(lambda found: self.late.get(found[1], ""), page.stream)
            page.Contents = pdfdoc.PDFStream(content=drawn, filters=[pdfdoc.PDFZCompress])
        self._filename.write(whole(self._doc, self, self.tree))
