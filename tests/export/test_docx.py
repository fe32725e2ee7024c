"""The Word document read back: headings, tables, pictures with words, language, and what typed words may not do."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.errors import Cancelled
from qa_tool.export.cells import shown, written
from qa_tool.export.docx import fill, write
from qa_tool.export.scene_png import png
from qa_tool.progress import SILENT
from qa_tool.report.blocks import Chart, Heading, House, Report, TableBlock
from tests.export.every_block import report, scene

typed = st.one_of(
    st.sampled_from(("<w:p/>", "]]>", "&amp;", "a\x0bb\ud800", "=1+1", "שלום", "a\nb", '"x"')),
    st.text(max_size=30),
).map(lambda text: text + "x")


def _open(made: Report) -> Any:
    file = BytesIO()
    fill(made, file, SILENT)
    return docx.Document(file)


@pytest.fixture(scope="module")
def whole() -> Any:
    """Every block, opened again."""
    return _open(report())


def test_headings_are_real_and_never_skip(whole: Any) -> None:
    """Word's own heading styles, in order, so that its navigation and a screen reader know them."""
    found = [(p.style.name, p.text) for p in whole.paragraphs if p.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "What was found"),
        ("Heading 2", "By service"),
        ("Heading 3", "Deeper than the one before"),
        ("Heading 1", "Words"),
    ]
    deep = _open(replace(report(), blocks=(Heading("A", 3), Heading("B", 3), Heading("C", 1))))
    names = [p.style.name for p in deep.paragraphs if p.style.name.startswith("Heading")]
    assert names == ["Heading 1", "Heading 2", "Heading 1"]
    assert whole.paragraphs[0].style.name == "Title"


def test_tables_say_every_cell_and_repeat_their_header(whole: Any) -> None:
    """The same cells as the blocks, the header marked as one, and a name for who cannot see."""
    blocks = [
        block.twin() if isinstance(block, Chart) else block
        for block in report().blocks
        if isinstance(block, TableBlock | Chart)
    ]
    assert len(whole.tables) == len(blocks)
    for table, block in zip(whole.tables, blocks, strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert rows[0] == list(block.header)
        expected = [[shown(value) for value in row] for row in block.rows]
        if expected:
            heard = [[text.lstrip("★●▲■○ ") for text in row] for row in rows[1:]]
            assert heard == expected
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        wide = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert 0.97 < sum(wide) / 9638 <= 1.0


def test_a_chart_is_a_picture_with_words(whole: Any) -> None:
    """Alternative text says what it shows; the picture is a sharp PNG."""
    (picture,) = whole.inline_shapes
    told = picture._inline.docPr.get("descr")
    assert told == "Audits by area. Good in three of four areas."
    image = png(scene())
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20]) == 480 * 3


def test_language_properties_and_marking(whole: Any) -> None:
    """British English, the council as author, no person, and the marking at head and foot."""
    known = whole.core_properties
    assert (known.title, known.author, known.last_modified_by) == (
        "Annual report", "Made-up Council", "Made-up Council",
    )  # fmt: skip
    assert known.language == "en-GB"
    assert known.created.year == 2026
    languages = {one.get(qn("w:val")) for one in whole.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    page = whole.sections[0]
    for part in (page.header, page.footer):
        assert "OFFICIAL-SENSITIVE" in part.paragraphs[0].text
    public = _open(replace(report(), marking=""))
    assert "SENSITIVE" not in public.sections[0].header.paragraphs[0].text


def test_contents_point_at_the_headings(whole: Any) -> None:
    """Every link of the contents leads to a mark that is there."""
    body = whole.element.body
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(links) == 3
    assert set(links) <= set(marks)
    assert "Contents" not in [p.text for p in _open(replace(report(), contents=False)).paragraphs]


@settings(max_examples=10, deadline=None)
@given(typed)
def test_typed_words_stay_words(words: str) -> None:
    """Whatever is typed anywhere, the document opens and holds it as typed."""
    made = _open(replace(report(words), title=words, subtitle=words, council=words, marking=words))
    texts = [paragraph.text for paragraph in made.paragraphs]
    kept = written(words)
    assert sum(kept in text for text in texts) >= 9
    assert len(made.tables) == 4


def test_a_logo_that_is_none_is_left_out(tmp_path: Path) -> None:
    """A broken picture stops nothing; a real one stands at the top with its words."""
    broken = _open(replace(report(), house=House(logo=b"no picture")))
    assert len(broken.inline_shapes) == 1
    assert broken.paragraphs[0].style.name == "Title"
    made = _open(replace(report(), house=House(logo=png(scene()), accent="#005A30")))
    assert len(made.inline_shapes) == 2
    assert str(made.styles["Heading 1"].font.color.rgb) == "005A30"
    target = write(report(), tmp_path / "a.docx", SILENT)
    with zipfile.ZipFile(target) as parts:
        relations = " ".join(parts.read(n).decode() for n in parts.namelist() if n.endswith("rels"))
    assert "External" not in relations


def test_stopping_keeps_the_old_document(tmp_path: Path) -> None:
    """The person may stop; what was there before is unchanged."""

    class Stop:
        def step(self, done: int, total: int, words: str) -> None:
            raise Cancelled

    target = tmp_path / "report.docx"
    target.write_bytes(b"before")
    with pytest.raises(Cancelled):
        write(report(), target, Stop())
    assert target.read_bytes() == b"before"
