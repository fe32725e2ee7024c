"""The fonts of a PDF: Inter, embedded; and what stands in for letters that Inter does not have."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from qa_tool.export.cells import written
from qa_tool.paths import RESOURCES

MISSING = "□"
_FALLBACKS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("C:/Windows/Fonts/segoeui.ttf"),
    Path("/System/Library/Fonts/Supplemental/Arial Unicode.ttf"),
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The names under which the fonts are known, and the letters that each has."""

    regular: str
    semibold: str
    bold: str
    letters: frozenset[int]
    other: str
    other_letters: frozenset[int]

    def has(self, text: str) -> bool:
        """Whether the text can be set without any other font."""
        return text.isascii() or all(ord(letter) in self.letters for letter in text)


def _register(name: str, path: Path) -> frozenset[int]:
    font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


@lru_cache(maxsize=1)
def fonts() -> Fonts:
    """Register the fonts once; without Inter reportlab's own embeddable font stands in."""
    folder = RESOURCES / "fonts"
    own = Path(reportlab.__file__).parent / "fonts"
    plain = {"Regular": "Vera.ttf", "SemiBold": "VeraBd.ttf", "Bold": "VeraBd.ttf"}
    letters: list[frozenset[int]] = []
    for weight, stand_in in plain.items():
        path = folder / f"Inter-{weight}.ttf"
        letters.append(_register(f"Inter-{weight}", path if path.is_file() else own / stand_in))
    other = next((path for path in _FALLBACKS if path.is_file()), None)
    found = _register("Other", other) if other is not None else frozenset()
    return Fonts(
        "Inter-Regular", "Inter-SemiBold", "Inter-Bold",
        letters[0], "Other" if other is not None else "", found,
    )  # fmt: skip


def line(text: str, known: Fonts) -> str:
    """One line to be drawn as it is: letters that the font lacks become a box."""
    text = " ".join(written(text).split())
    if known.has(text):
        return text
    return "".join(letter if ord(letter) in known.letters else MISSING for letter in text)


def markup(text: str, known: Fonts) -> str:
    """Text for a paragraph: no letter of it is read as markup, lines stay lines."""
    text = written(text).expandtabs(4)
    marked = escape(text) if known.has(text.replace("\n", " ")) else _runs(text, known)
    return marked.replace("\n", "<br/>")


def _runs(text: str, known: Fonts) -> str:
    found: list[str] = []
    run = ""
    for letter in text:
        if letter == "\n" or ord(letter) in known.letters:
            found.append(_other(run, known) + escape(letter))
            run = ""
        elif letter not in {"\ufe0f", "\u200d", "\u200e", "\u200f", "\u2060"}:
            run += letter if ord(letter) in known.other_letters else MISSING
    return "".join(found) + _other(run, known)


def _other(run: str, known: Fonts) -> str:
    if not run:
        return ""
    if not known.other or set(run) == {MISSING}:
        return run
    return f'<font face="{known.other}">{escape(run)}</font>'
