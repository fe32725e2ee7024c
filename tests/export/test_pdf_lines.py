"""Texts in lines, and what stands together on a page."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from qa_tool import export
from qa_tool.chart.metrics import width
from qa_tool.export.pdf_lines import broken
from qa_tool.report import summary
from qa_tool.report.blocks import Chart, Heading, Paragraph, Report, TableBlock
from tests.report.made_up import TODAY, council


@given(st.text(alphabet="abc mW\n", max_size=300), st.integers(20, 200))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, room: int) -> None:
    """Every letter stands in some line in its order, and every line fits the room."""
    lines = broken(text, 9, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width(line, 9) <= room + 0.01 or len(line) == 1


@given(st.lists(st.sampled_from(["word", "words", "a", "longer"]), min_size=1, max_size=40))
def test_words_are_broken_between_words(words: list[str]) -> None:
    """A line ends where a word ends, and no word that would have fitted was put on the next."""
    lines = broken(" ".join(words), 9, 80)
    assert [word for line in lines for word in line.split()] == words
    for line, after in itertools.pairwise(lines):
        assert width(f"{line} {after.split()[0]}", 9) > 80


def test_the_lines_of_a_text_stay() -> None:
    """What was typed on its own line stands on its own line; the last line break begins none."""
    assert broken("one\ntwo\n\nthree", 9, 200) == ("one", "two", "", "three")
    assert len(broken("\n" * 5, 9, 200)) == 5


def _pages(folder: Path, *blocks: object) -> list[str]:
    report = Report("Made-up report", "", "Made-up Council", "MARKED", TODAY, tuple(blocks))  # type: ignore[arg-type]
    plain = replace(report, cover=False, contents=False)
    target = export.write("summary", ".pdf", plain, folder / "report.pdf")
    return [page.extract_text() for page in PdfReader(target).pages]


def _filler(lines: int) -> Paragraph:
    return Paragraph("\n".join(["Made-up line."] * lines))


@pytest.mark.parametrize("lines", range(4, 40, 2))
def test_a_chart_leaves_no_more_than_a_third_of_a_page_white(tmp_path: Path, lines: int) -> None:
    """It goes to the next page with its table only where little is left of this one."""
    chart = next(b for b in summary.build(council()).blocks if isinstance(b, Chart))
    before = chart.scene.height + 60
    used = 60 + 15 * lines
    texts = _pages(tmp_path, _filler(lines), Heading("Section", 2), chart, Paragraph("After it."))
    left = 702 - used
    if left > max(before, 235) + 40:
        assert chart.caption in texts[0], (lines, left)
    for text in texts:
        assert not text.rstrip().endswith("Section")


def test_a_high_table_of_few_rows_begins_where_there_is_room(tmp_path: Path) -> None:
    """Two rows of which one fills pages do not leave the page before them white."""
    rows = (("One", "short"), ("Two", "Made-up words. " * 600))
    texts = _pages(
        tmp_path, _filler(10), TableBlock("Tall", ("A", "Words"), ("text", "long"), rows)
    )
    assert "Tall" in texts[0]
    assert "Two" in texts[0]
    assert len(texts) == 3


def test_letters_of_other_scripts_stand_in_tables(tmp_path: Path) -> None:
    """A cell in Greek, whose letters may come from another font, is whole and over as many lines as it needs."""
    words = "Ελληνικά και Łódź שלום " * 30
    rows = (("Row", words), ("Next", "plain"))
    texts = _pages(tmp_path, TableBlock("Scripts", ("A", "Words"), ("text", "long"), rows))
    said = " ".join(texts)
    assert said.count("Łódź") == 30
    assert "Next" in said


def test_a_strong_total_stands_on_one_line(tmp_path: Path) -> None:
    """Bold figures are wider: the column has room for them."""
    rows = (*tuple((f"Row {n}", *([1111] * 8)) for n in range(9)), ("Total", *([1119] * 8)))
    header = ("Name", *[f"Good or better, percent {n}" for n in range(8)])
    block = TableBlock("Sums", header, ("text", *["number"] * 8), rows, total_row=True)  # type: ignore[arg-type]
    text = _pages(tmp_path, block)[0]
    assert text.count("1,119") == 8
