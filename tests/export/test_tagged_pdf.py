"""Every PDF is tagged: the tree is read back, and every stroke is a piece of it or is decoration."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from qa_tool import export
from qa_tool.progress import SILENT
from qa_tool.report import feedback, learning, summary
from qa_tool.report.blocks import (
    Bullets,
    Callout,
    Chart,
    Definitions,
    Figures,
    Heading,
    Note,
    Paragraph,
    Quote,
    Report,
    TableBlock,
    Vignette,
)
from tests.export.structure import Piece, pages_of, read
from tests.report.made_up import TODAY, council

LONG = "Made-up words that run on. " * 420
ROWS = tuple((f"Row {n}", n, "Made-up words. " * 9) for n in range(60))


def _everything() -> Report:
    table = TableBlock(
        "Sixty rows", ("Name", "Number", "Words"), ("text", "number", "long"), ROWS,
        "Made up.", head_columns=1,
    )  # fmt: skip
    tall = TableBlock(
        "A tall row", ("Name", "Words"), ("text", "long"), (("One", "short"), ("Two", LONG))
    )
    chart = next(b for b in summary.build(council()).blocks if isinstance(b, Chart))
    blocks: tuple[Any, ...] = (
        Heading("First section"),
        Paragraph(LONG),
        Bullets(("First point", "Second point")),
        Heading("Deep at once", 3),
        Callout("Mind this", "Callout words."),
        Figures((("12", "audits", "of 20"), ("43%", "good or better", "n 12"))),
        table,
        Heading("Second section"),
        chart,
        Quote("Quoted words.", "A made-up child"),
        Definitions((("Term", "What it means."),)),
        Vignette("A story", "Story words."),
        Note("Small print."),
        tall,
    )
    return Report("Made-up report", "Made up", "Made-up Council", "MARKED", TODAY, blocks)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with every kind of block, texts and tables over several pages."""
    target = tmp_path_factory.mktemp("tagged") / "everything.pdf"
    return export.write("summary", ".pdf", _everything(), target)


@pytest.fixture(scope="module")
def reader(written: Path) -> PdfReader:
    """The report, opened."""
    return PdfReader(written)


@pytest.fixture(scope="module")
def tree(reader: PdfReader) -> Piece:
    """Its structure."""
    return read(reader)


def test_the_catalogue_says_that_it_is_tagged(reader: PdfReader) -> None:
    """Marked, with its language, its title shown, and pages walked in the order of the structure."""
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all(page["/Tabs"] == "/S" for page in reader.pages)


@pytest.mark.parametrize("build", [summary.build, learning.build, None])
def test_every_stroke_belongs_to_one_piece_or_is_decoration(
    build: Callable[[Any], Report] | None, written: Path, tmp_path: Path
) -> None:
    """No mark is drawn without an owner, owned twice, nested, or named by a page that has it not."""
    if build is not None:
        written = export.write("summary", ".pdf", build(council()), tmp_path / "report.pdf")
    opened = PdfReader(written)
    owned = [(mark, piece) for piece in read(opened).walk() for mark in piece.marks]
    pages = pages_of(opened)
    drawn = {(at, number) for at, page in enumerate(pages) for number in page.roles}
    assert len(owned) == len({mark for mark, _ in owned})
    assert {mark for mark, _ in owned} == drawn
    for (at, number), piece in owned:
        assert pages[at].roles[number] == piece.role
    for page in pages:
        assert page.stray == []
        assert page.nested == 0


def test_pages_and_links_find_their_pieces(reader: PdfReader, tree: Piece) -> None:
    """The way back, from a mark or a link to its piece, leads to the piece that owns it."""
    nums: Any = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    ways = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
    owners = {mark: piece.number for piece in tree.walk() for mark in piece.marks}
    keys = []
    for at, page in enumerate(reader.pages):
        keys.append(int(page["/StructParents"]))
        back: Any = ways[keys[-1]].get_object()
        assert [one.idnum for one in back] == [owners[at, n] for n in range(len(back))]
        for given in page.get("/Annots", []):
            link = given.get_object()
            assert link["/Contents"]
            keys.append(int(link["/StructParent"]))
            assert nums[2 * keys[-1] + 1].get_object()["/S"] == "/Link"
    assert sorted(keys) == sorted(ways)


def test_the_order_of_reading_is_the_order_of_the_blocks(tree: Piece) -> None:
    """What was written first is read first, whatever page it stands on."""
    said = " ".join(kid.all_text() for kid in tree.kids if kid.role != "TOC")
    wanted = (
        "Made-up report", "First section", "Made-up words that run on", "First point",
        "Second point", "Deep at once", "Mind this", "Callout words", "audits", "good or better",
        "Sixty rows", "Row 0", "Row 59", "Second section", "Quoted words", "A made-up child", "Term",
        "What it means", "A story", "Story words", "Small print", "A tall row",
    )  # fmt: skip
    places = [said.index(words) for words in wanted]
    assert places == sorted(places)


def test_headings_go_down_one_step_at_a_time(reader: PdfReader, tree: Piece) -> None:
    """The title is the first; no level is left out; bookmarks are the headings."""
    heads = [(p.role, p.text) for p in tree.walk() if p.role[0] == "H" and p.role[1:].isdigit()]
    assert heads == [("H1", "Made-up report"), ("H2", "First section"), ("H3", "Deep at once"),
                     ("H2", "Second section")]  # fmt: skip
    marks: Any = reader.outline
    assert [one.title for one in marks if not isinstance(one, list)] == [
        "First section",
        "Second section",
    ]


def test_a_table_over_pages_is_one_table_with_headers(tree: Piece) -> None:
    """Its header is read once; each header cell says for what it is one; every row has all cells."""
    table = next(p for p in tree.walk() if p.role == "Table" and "Sixty" in p.all_text())
    assert [kid.role for kid in table.kids] == ["Caption", *["TR"] * 61]
    assert table.kids[0].all_text() == "Sixty rows Made up."
    head, *rows = table.kids[1:]
    assert [(c.role, c.attribute("/Scope"), c.text) for c in head.kids] == [
        ("TH", "/Column", "Name"), ("TH", "/Column", "Number"), ("TH", "/Column", "Words")
    ]  # fmt: skip
    for number, row in enumerate(rows):
        assert [cell.role for cell in row.kids] == ["TH", "TD", "TD"]
        assert row.kids[0].attribute("/Scope") == "/Row"
        assert [row.kids[0].text, row.kids[1].text] == [f"Row {number}", str(number)]
    assert len({at for piece in table.walk() for at, _ in piece.marks}) > 1


def test_the_header_on_later_pages_is_decoration(reader: PdfReader) -> None:
    """It is printed on every page of the table and read on the first only."""
    printed = [page for page in reader.pages if "Name" in page.extract_text()]
    read_there = [p for p in pages_of(reader) if "Name" in p.texts.values()]
    passed = [p for p in pages_of(reader) if "Name" in p.artifacts]
    assert len(printed) > len(read_there) == 2
    assert passed


def test_a_row_taller_than_a_page_stays_one_row(tree: Piece) -> None:
    """Its long cell is one piece on all its pages, with every word of it."""
    table = next(p for p in tree.walk() if p.role == "Table" and "A tall row" in p.all_text())
    rows = [kid for kid in table.kids if kid.role == "TR"]
    assert len(rows) == 3
    cell = rows[2].kids[1]
    assert len({at for at, _ in cell.marks}) > 1
    assert cell.text.split() == LONG.split()


def test_a_paragraph_over_pages_is_one_paragraph(tree: Piece) -> None:
    """Its marks stand on more than one page, and all its words are in it."""
    piece = next(
        p for p in tree.walk() if p.role == "P" and p.text.startswith("Made-up words that")
    )
    assert len({at for at, _ in piece.marks}) > 1
    assert piece.text.split() == LONG.split()


def test_a_figure_tells_in_words_what_it_shows(tree: Piece) -> None:
    """Every figure has its words and its place, and a caption before it."""
    figures = [piece for piece in tree.walk() if piece.role == "Figure"]
    assert figures
    for figure in figures:
        assert len(figure.alt) > 20
        assert len(figure.attribute("/BBox")) == 4
        assert figure.parent is not None
        assert figure.parent.kids[0].role == "Caption"
        assert figure.parent.kids[0].all_text()


def test_lists_quotes_and_contents_are_what_they_are(tree: Piece) -> None:
    """Points are items with a label, a quotation is one, the contents lead somewhere."""
    lists = [piece for piece in tree.walk() if piece.role == "L"]
    points = next(one for one in lists if "First point" in one.all_text())
    assert [[kid.role for kid in item.kids] for item in points.kids] == [["Lbl", "LBody"]] * 2
    words = next(one for one in lists if "What it means." in one.all_text())
    assert [kid.text for kid in words.kids[0].kids] == ["Term", "What it means."]
    quote = next(piece for piece in tree.walk() if piece.role == "BlockQuote")
    assert quote.all_text() == "Quoted words. A made-up child"
    contents = next(piece for piece in tree.walk() if piece.role == "TOC")
    links = [piece for piece in contents.walk() if piece.role == "Link"]
    assert [link.links for link in links] == [1, 1]
    assert [link.text.rpartition(" ")[0] for link in links] == ["First section", "Second section"]


def test_heads_and_feet_are_decoration(reader: PdfReader, tree: Piece) -> None:
    """The marking is read once, on the cover; page numbers and running heads are passed over."""
    assert tree.all_text().count("MARKED") == 1
    assert "Page 2 of" not in tree.all_text()
    for page in pages_of(reader)[1:]:
        assert page.artifacts.count("MARKED") == 2


def test_a_report_without_marking_prints_none(tmp_path: Path) -> None:
    """The public edition has no marking, and no empty piece in its place."""
    target = tmp_path / "public.pdf"
    export.write("summary", ".pdf", replace(_everything(), marking=""), target)
    opened = PdfReader(target)
    assert "MARKED" not in "".join(page.extract_text() for page in opened.pages)
    assert all(piece.kids or piece.marks for piece in read(opened).walk() if piece.role == "P")


def test_feedback_is_tagged_from_its_title_on(tmp_path: Path) -> None:
    """A report without a cover begins with its title; its facts are a list of names and values."""
    data = council(12)
    made = feedback.build(data, data.audits[3].id)
    found = read(PdfReader(export.write("audit", ".pdf", made, tmp_path / "feedback.pdf")))
    first = next(piece for piece in found.walk() if piece.marks)
    assert (first.role, first.text) == ("H1", made.title)
    facts = next(piece for piece in found.walk() if piece.role == "L")
    assert [kid.kids[0].text for kid in facts.kids] == [name for name, _ in made.facts]


def test_the_same_pages_stand_there_without_tags(tmp_path: Path, reader: PdfReader) -> None:
    """What the benchmark measures against is the same document, word for word."""
    from qa_tool.export.pdf import fill

    target = tmp_path / "plain.pdf"
    with target.open("wb") as file:
        fill(_everything(), file, SILENT, tagged=False)
    plain = PdfReader(target)
    assert "/StructTreeRoot" not in plain.trailer["/Root"]
    assert [p.extract_text() for p in plain.pages] == [p.extract_text() for p in reader.pages]


@pytest.mark.outside("pdfinfo")
def test_another_reader_finds_the_same_structure(written: Path) -> None:
    """Poppler calls the file tagged, and reads headings, cells and the figure's words."""
    said = subprocess.run(
        ["pdfinfo", written], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert "Tagged:          yes" in said
    found = subprocess.run(
        ["pdfinfo", "-struct-text", written], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stderr == ""
    lines = [line.strip() for line in found.stdout.splitlines()]
    assert lines[lines.index("H1 (block)") + 1] == '"Made-up report"'
    assert sum(line.startswith("TR") for line in lines) > 60
    assert any(line.startswith("Figure") for line in lines)


@pytest.mark.outside("qpdf")
def test_a_checker_finds_no_fault_in_the_file(written: Path) -> None:
    """The streams, the shared objects and the table of places are whole."""
    done = subprocess.run(
        ["qpdf", "--check", written], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
