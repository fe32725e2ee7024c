"""A report as a Word document: real headings, header rows that repeat, pictures with words, its language."""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

from qa_tool.export.cells import written
from qa_tool.export.docx_style import WIDE, accent, hexed, set_up
from qa_tool.export.docx_table import runs, table
from qa_tool.export.file import write_whole
from qa_tool.export.scene_png import png
from qa_tool.progress import Progress
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Definitions,
    Figures,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    TableBlock,
    Vignette,
)

_LINK = '<w:u w:val="single"/>'
PROPERTY = 255  # letters that a property of a document may hold


class Maker:
    """Puts blocks into a document, one after the other."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document, self.report = document, report
        self.headings: list[tuple[str, int, str]] = []
        self._section = report.title

    def add(self, block: Block) -> None:  # noqa: C901, PLR0912  one case a kind of block
        """One block more."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                style = "Lead" if block.lead else "Small print" if block.muted else "Normal"
                self.words(block.text, style)
            case Bullets():
                for item in block.items:
                    self.words(item, "List Bullet")
            case Callout():
                self._panel(f"Panel {block.tone}", block.title, block.text)
            case Vignette():
                self._panel("Panel vignette", block.title, block.text)
            case Quote():
                self._panel("Panel quote", "", block.text, block.source)
            case Figures():
                for figure in block.items[:4]:
                    self._figure(*figure)
            case TableBlock():
                self.table(block, block.caption or self._section)
            case Chart():
                self._chart(block)
            case Note():
                self.words(block.text, "Small print")
            case Definitions():
                for term, words in block.items:
                    self.words(term, "Term")
                    self.words(words, "Normal")
            case PageBreak():
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def words(self, text: str, style: str) -> Any:
        """A paragraph in a named style; what is typed stays as typed."""
        made = self.document.add_paragraph(style=style)
        made.add_run(written(text))
        return made

    def _heading(self, block: Heading) -> None:
        """A heading, at most one level below the one before it."""
        before = self.headings[-1][1] if self.headings else 0
        level = min(max(block.level, 1), before + 1, 3)
        text = " ".join(written(block.text).split())
        made = self.document.add_paragraph(style=f"Heading {level}")
        mark = f"_Toc{len(self.headings) + 1:06}"
        space = nsdecls("w")
        number = len(self.headings) + 1
        made._p.append(parse_xml(f'<w:bookmarkStart {space} w:id="{number}" w:name="{mark}"/>'))  # noqa: SLF001
        made.add_run(text)
        made._p.append(parse_xml(f'<w:bookmarkEnd {space} w:id="{number}"/>'))  # noqa: SLF001
        self.headings.append((text, level, mark))
        self._section = text

    def _panel(self, style: str, title: str, text: str, source: str = "") -> None:
        made = self.document.add_paragraph(style=style)
        if title:
            made.add_run(written(title)).bold = True
            made.add_run("\n")
        made.add_run(written(text))
        if source:
            small = made.add_run(f"\n{written(source)}")
            small.font.size, small.font.color.rgb = Pt(9.5), RGBColor.from_string(hexed("muted"))
        made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(8)

    def _figure(self, figure: str, name: str, small: str) -> None:
        made = self.document.add_paragraph()
        large = made.add_run(f"{written(figure)} ")
        large.bold, large.font.size = True, Pt(18)
        large.font.color.rgb = RGBColor.from_string(accent(self.report).upper())
        made.add_run(f"{written(name)} ").bold = True
        made.add_run(written(small)).font.color.rgb = RGBColor.from_string(hexed("muted"))
        made.paragraph_format.space_after = Pt(3)

    def table(self, block: TableBlock, name: str) -> None:
        """A caption, what belongs to it, and the table."""
        if block.caption:
            self.words(block.caption, "Caption")
        if block.note:
            self.words(block.note, "Small print").paragraph_format.keep_with_next = True
        made = table(block, name)
        self.document.element.body.insert(len(self.document.element.body) - 1, made)
        after = self.document.add_paragraph()
        after.paragraph_format.space_after = Pt(4)

    def _chart(self, block: Chart) -> None:
        scene = block.scene
        self.words(block.caption, "Caption")
        made = self.document.add_paragraph()
        made.paragraph_format.keep_with_next = True
        picture = made.add_run().add_picture(BytesIO(png(scene)), width=min(WIDE, Pt(scene.width)))
        told = picture._inline.docPr  # noqa: SLF001
        told.set("name", f"Chart {len(self.document.inline_shapes)}")
        told.set("descr", " ".join(f"{written(scene.title)}. {written(scene.sentence)}".split()))
        self.table(block.twin(), block.caption or scene.title)


def _opening(document: Document, maker: Maker, report: Report) -> None:
    if report.house.logo:
        try:
            held = document.add_picture(BytesIO(report.house.logo), height=Cm(1.6))
            held._inline.docPr.set("descr", written(report.council))  # noqa: SLF001
        except (UnrecognizedImageError, ValueError, OSError):
            document.paragraphs[-1]._p.getparent().remove(document.paragraphs[-1]._p)  # noqa: SLF001
    maker.words(report.title, "Title")
    if report.subtitle:
        maker.words(report.subtitle, "Subtitle")
    for name, value in (*report.facts, ("Made on", _day(report))):
        made = document.add_paragraph()
        made.add_run(f"{written(name)}: ").bold = True
        made.add_run(written(value))
        made.paragraph_format.space_after = Pt(1)


def _day(report: Report) -> str:
    return f"{report.made.day} {report.made:%B %Y}"


def _field(paragraph: Any, code: str) -> None:
    """A field that the reader's program works out, such as the page number."""
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))  # noqa: SLF001


def _margins(document: Document, report: Report) -> None:
    """The running head and foot, with the marking on every page."""
    page = document.sections[0]
    for part, left in ((page.header, report.council), (page.footer, _day(report))):
        made = part.paragraphs[0]
        made.style.font.size = Pt(9)
        stops = made.paragraph_format.tab_stops
        stops.add_tab_stop(WIDE // 2, WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(WIDE, WD_TAB_ALIGNMENT.RIGHT)
        made.add_run(f"{' '.join(written(left).split())}\t")
        made.add_run(" ".join(written(report.marking).split())).bold = True
        made.add_run("\tPage " if part is page.footer else "\t")
    foot = page.footer.paragraphs[0]
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _contents(before: Any, maker: Maker) -> None:
    """Links to the headings, inside the field that Word itself makes contents with."""
    space = nsdecls("w")
    some = [one for one in maker.headings if one[1] <= 2]
    for at, (text, level, mark) in enumerate(some):
        begin = end = ""
        if at == 0:
            begin = (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
                ' TOC \\o "1-2" \\h \\n </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            )
        if at == len(some) - 1:
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        indent = 0 if level == 1 else 360
        before.addprevious(
            parse_xml(
                f'<w:p {space}><w:pPr><w:spacing w:after="40"/><w:ind w:left="{indent}"/></w:pPr>{begin}'
                f'<w:hyperlink w:anchor="{mark}" w:history="1">{runs(text, _LINK)}'
                f"</w:hyperlink>{end}</w:p>"
            )
        )


def _properties(document: Document, report: Report) -> None:
    """What the file says of itself: the council, never a person."""
    known = document.core_properties
    made = datetime.combine(report.made, time())
    known.title, known.subject = _short(report.title), _short(report.subtitle)
    known.author = known.last_modified_by = _short(report.council)
    known.category, known.language = _short(report.marking), report.language
    known.comments = known.keywords = ""
    known.created = known.modified = made
    known.revision = 1


def _short(text: str) -> str:
    return " ".join(written(text).split())[:PROPERTY]


def fill(report: Report, file: BinaryIO, progress: Progress) -> None:
    """Write the whole document into an open file."""
    document = docx.Document()
    set_up(document, report)
    maker = Maker(document, report)
    _opening(document, maker, report)
    place = None
    if report.contents:
        title = maker.words("Contents", "Term")
        title.paragraph_format.space_before = Pt(14)
        place = document.add_paragraph()
    for done, block in enumerate(report.blocks):
        progress.step(done, len(report.blocks), "Writing the document")
        maker.add(block)
    if place is not None:
        _contents(place._p, maker)  # noqa: SLF001
    _margins(document, report)
    _properties(document, report)
    document.save(file)


def write(source: Report, target: Path, progress: Progress) -> Path:
    """The whole document, or the old file as it was."""
    return write_whole(target, lambda file: fill(source, file, progress))
