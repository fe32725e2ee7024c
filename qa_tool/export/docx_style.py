"""How a Word document of ours looks: its named styles, so that the council can change them in one place."""

import re
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from qa_tool.chart.tones import paper
from qa_tool.report.blocks import Report

FONT = "Arial"
WIDE = Cm(17)
PANELS = {
    "info": ("accent_soft", "accent"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
    "good": ("success_soft", "success"),
    "quote": ("surface", "edge"),
    "vignette": ("surface", "accent"),
}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SPACES: dict[str, tuple[float, float, float, bool]] = {  # size, before, after, bold
    "Title": (26, 0, 4, True),
    "Subtitle": (14, 0, 12, False),
    "Heading 1": (18, 22, 6, True),
    "Heading 2": (14, 16, 4, True),
    "Heading 3": (12, 12, 3, True),
    "Caption": (10, 10, 3, True),
}


def hexed(tone: str) -> str:
    """A colour as Word writes it."""
    return paper(tone).lstrip("#")


def accent(report: Report) -> str:
    """The council's colour where it has one, ours otherwise."""
    own = report.house.accent
    return own.lstrip("#") if _COLOUR.fullmatch(own) else hexed("accent")


def _font(style: Any, size: float, colour: str, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour.upper())
    given = style.element.get_or_add_rPr()
    for apart in given.findall(qn("w:spacing")):  # letters set apart by the blank document
        given.remove(apart)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):  # a font of the theme would stand before ours
        fonts.attrib.pop(qn(f"w:{name}Theme"), None)
        fonts.set(qn(f"w:{name}"), FONT)


def _space(style: Any, before: float, after: float, *, follows: bool = False) -> None:
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.keep_with_next = follows


def _panel(style: Any, fill: str, edge: str) -> None:
    """A bar at the left and a tint, as parts of the style."""
    given = style.element.get_or_add_pPr()
    for old in (*given.findall(qn("w:pBdr")), *given.findall(qn("w:shd"))):
        given.remove(old)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="8" w:color="{edge}"/></w:pBdr>'
    )
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    spacing = given.find(qn("w:spacing"))
    for part in (border, shade):  # the order that Word asks for: border, shade, then spacing
        spacing.addprevious(part)


def set_up(document: Any, report: Report) -> None:
    """Fonts, spaces, language and page of the whole document."""
    styles, own = document.styles, accent(report)
    _font(styles["Normal"], 11, hexed("text"))
    _space(styles["Normal"], 0, 7)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    for name, (size, before, after, bold) in _SPACES.items():
        colour = own if name in {"Title", "Heading 1"} else hexed("text")
        _font(styles[name], size, hexed("muted") if name == "Subtitle" else colour, bold=bold)
        _space(styles[name], before, after, follows=name not in {"Title", "Subtitle"})
    for old in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(old)
    _font(styles["List Bullet"], 11, hexed("text"))
    _space(styles["List Bullet"], 0, 3)
    for name, size, tone in (
        ("Lead", 13, "text"),
        ("Small print", 9.5, "muted"),
        ("Term", 11, "text"),
    ):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        _font(made, size, hexed(tone), bold=name == "Term")
        _space(made, 0, 1 if name == "Term" else 7, follows=name == "Term")
    for name, (fill, edge) in PANELS.items():
        made = styles.add_style(f"Panel {name}", WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        _space(made, 0, 0)
        made.paragraph_format.left_indent = Cm(0.4)
        _panel(made, hexed(fill), own if edge == "accent" else hexed(edge))
    _language(document, report.language)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.5), Cm(2.2)


def _language(document: Any, language: str) -> None:
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
