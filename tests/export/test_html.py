"""The page as a text: its build, its words beside the PDF's, and what typed words may not do."""

from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.errors import Cancelled
from qa_tool.export import pdf
from qa_tool.export.cells import shown, written
from qa_tool.export.html import fill, html, style, write
from qa_tool.progress import SILENT
from qa_tool.report import learning, summary
from qa_tool.report.blocks import Chart, Heading, House, Report, TableBlock
from tests.export.every_block import DAY, report, scene, wide
from tests.export.page_text import read
from tests.report.made_up import council

PNG = b"\x89PNG\r\n\x1a\n" + b"made up"
HOSTILE = (
    "<script>alert(1)</script>", "</style><b>", '" onload="x', "{{ 7 * 7 }}", "]]>", "<!--", "&lt;",
    "<img src=http://x>", "\x00\x0b\ud800", "a\u202eb", "%}{% raw %}", "é ß 漢", "'</title>",
)  # fmt: skip
typed = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)).map(lambda text: text + "x")


def test_landmarks_headings_and_language() -> None:
    """One h1, headings that never skip a level, a way past the head, and the parts of a page."""
    found = read(html(report()))
    assert found.unclosed == []
    assert found.of("html", "lang") == ["en-GB"]
    assert [found.tags.count(tag) for tag in ("h1", "header", "main", "footer", "nav")] == [1] * 5
    levels = [int(tag[1]) for tag in found.tags if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert found.of("a", "href")[0] == "#main"
    names = found.of("h2", "id") + found.of("h3", "id") + ["main"]
    assert {link.removeprefix("#") for link in found.of("a", "href")} <= set(names)
    assert "found" in names
    ids = [value for _, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_tables_have_captions_and_heads_with_scope() -> None:
    """Every column and every row says what it is about; a wide table can be scrolled with the keyboard."""
    found = read(html(report()))
    assert found.tags.count("caption") == 2
    assert found.of("th", "scope").count("row") >= 6
    assert found.of("th", "scope").count("col") >= 6
    assert found.tags.count("th") == len(found.of("th", "scope"))
    wide_ones = [value for value in found.of("div", "class") if value.endswith("wide")]
    assert len(wide_ones) == len(found.of("div", "tabindex")) == len(found.of("div", "aria-label"))


def test_a_chart_is_a_figure_with_words_and_its_table() -> None:
    """Its drawing has a name and a description, and the same figures stand below it."""
    page = html(report())
    found = read(page)
    assert found.tags.count("figure") == found.tags.count("details") == 1
    assert "Audits by area" in found.of("svg", "aria-label")
    assert "<desc>Good in three of four areas.</desc>" in page
    at = page.index("</svg>\n" if "</svg>\n" in page else "<details")
    assert page.index("The chart in figures.", at) < page.index("North", at)


def test_a_table_given_beside_a_chart_keeps_its_words() -> None:
    """The words to open and close it say what it is; its own caption and note stand with it."""
    made = replace(report(), blocks=(Chart(scene(), "Audits", wide()),))
    found = read(html(made))
    words = " ".join(found.words)
    assert "The chart in figures. Grades by service Made up. Assessment" in words
    assert found.tags.count("caption") == 1


def test_nothing_is_fetched_and_nothing_runs() -> None:
    """No address but places in the page, no script, and the page itself forbids both."""
    page = html(replace(report(), house=House(logo=PNG)))
    found = read(page)
    assert "default-src 'none'" in page
    assert not {"script", "iframe", "link", "object", "embed"} & set(found.tags)
    links = found.of("a", "href") + found.of("use", "href")
    assert all(link.startswith("#") for link in links)
    assert [src.split(";")[0] for src in found.of("img", "src")] == ["data:image/png"]
    assert "url(" not in page
    assert "@import" not in page


def test_no_marking_no_logo_no_contents() -> None:
    """A public edition prints no marking; a file that is no picture is no logo."""
    page = html(replace(report(), marking="", house=House(logo=b"GIF"), contents=False))
    assert "SENSITIVE" not in page
    assert "top-center" not in page
    assert not {"img", "nav"} & set(read(page).tags)


def test_the_councils_colour_and_marking_in_the_style() -> None:
    """Only a colour becomes part of the style; words there are written by their numbers."""
    made = replace(
        report(), marking='"} body{display:none} </style>', house=House(accent="#005A30")
    )
    assert "--accent: #005A30" in style(made)
    assert "display:none" not in style(made)
    assert "<" not in style(made)
    assert "red" not in style(replace(made, house=House(accent="red}")))


@settings(max_examples=60, deadline=None)
@given(typed)
def test_typed_words_stay_words(words: str) -> None:
    """Whatever is typed anywhere, the page has the same tags, and the words stand in it as typed."""
    made = replace(report(words), title=words, subtitle=words, council=words, marking=words)
    made = replace(made, facts=((words, words),))
    plain, found = read(html(report("plain"))), read(html(made))
    assert found.tags == plain.tags
    assert found.unclosed == []
    assert found.all_text.count(written(words)) >= 12
    assert {name for _, name, _ in found.attributes} == {name for _, name, _ in plain.attributes}


def _pdf_words(made: Report) -> list[str]:
    file = BytesIO()
    pdf.fill(made, file, SILENT)
    words: list[str] = []
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        for page in document:
            high, wide_ = page.get_height(), page.get_width()
            text = page.get_textpage().get_text_bounded(0, 60, wide_, high - 60)
            words += text.replace("\ufffe", "-").split()
    return words


@pytest.mark.parametrize("kind", ["every block", "learning"])
def test_the_same_words_in_the_same_order_as_the_pdf(kind: str) -> None:
    """A text reader hears what stands on paper: nothing more, nothing less, in the same order."""
    made = report() if kind == "every block" else learning.build(council())
    if kind == "learning":  # the reader of paper puts the labels of some drawings in another order
        plain = tuple(b.twin() if isinstance(b, Chart) else b for b in made.blocks)
        made = replace(made, blocks=plain)
    made = replace(made, cover=False, contents=False, facts=())
    printed = [word for word in _pdf_words(made) if word != "•"]
    heard = read(html(made)).words
    begins = next(at for at in range(len(heard)) if heard[at : at + 2] == ["Made", "on"])
    del heard[begins : begins + 5]  # the day stands at the foot of paper
    tables = [b.twin() if isinstance(b, Chart) else b for b in made.blocks]
    heads = {w for b in tables if isinstance(b, TableBlock) for t in b.header for w in t.split()}
    rest = iter(printed)
    assert all(word in rest for word in heard)
    # Where a table runs over two pages, paper says its head again.
    assert set((Counter(printed) - Counter(heard)).elements()) <= heads
    assert kind == "learning" or heard == printed


def test_forty_tables_in_a_blink() -> None:
    """A report of forty tables is written in well under a second and stays below a megabyte."""
    many = tuple(part for at in range(40) for part in (Heading(f"Part {at}"), wide(rows=25)))
    made = replace(report(), blocks=many)
    html(made)
    begun = perf_counter()
    page = html(made)
    assert perf_counter() - begun < 1.5
    assert len(page) < 1_000_000


def test_a_long_text_and_no_blocks(tmp_path: Path) -> None:
    """40,000 characters without a space, and a report with nothing in it."""
    assert "x" * 40_000 in html(report("x" * 40_000))
    empty = replace(report(), blocks=())
    assert "<h1>Annual report</h1>" in write(empty, tmp_path / "a.html", SILENT).read_text("utf-8")


def test_stopping_keeps_the_old_page(tmp_path: Path) -> None:
    """The person may stop; what was there before is unchanged."""

    class Stop:
        def step(self, done: int, total: int, words: str) -> None:
            raise Cancelled

    target = tmp_path / "report.html"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(Cancelled):
        write(report(), target, Stop())
    assert target.read_text("utf-8") == "before"
    with pytest.raises(Cancelled):
        fill(report(), BytesIO(), Stop())


def test_cells_as_people_read_them() -> None:
    """Numbers with commas, halves up, dates in words, nothing for nothing."""
    assert [shown(v) for v in (None, "a", 1840, 22.25, DAY)] == [
        "",
        "a",
        "1,840",
        "22.3",
        "21 Nov 2026",
    ]


def test_the_summary_of_a_council_holds_all_its_tables() -> None:
    """The same blocks as the PDF: every table and chart of the summary."""
    made = summary.build(council())
    found = read(html(made))
    tables = [block for block in made.blocks if isinstance(block, TableBlock | Chart)]
    assert found.tags.count("table") == len(tables)
