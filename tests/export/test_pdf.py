"""The PDF read back: metadata, bookmarks, fonts, marking, numbers, and what typed text may not do."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PageObject, PdfReader

from qa_tool import export
from qa_tool.audit.safety import ABOUT, routes
from qa_tool.disclosure.small import names_in
from qa_tool.errors import Cancelled
from qa_tool.figures.dataset import Words
from qa_tool.policy import Numbers
from qa_tool.report import feedback, learning, note, summary
from qa_tool.report.blocks import (
    Bullets,
    Callout,
    Chart,
    Figures,
    Heading,
    Paragraph,
    Quote,
    Report,
    TableBlock,
)
from tests.report.made_up import TODAY, all_inadequate, council, nothing

Write = Callable[[Report], PdfReader]
MARKING = "OFFICIAL-SENSITIVE"


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes a report and opens it again."""
    folder = tmp_path_factory.mktemp("pdf")

    def written(report: Report) -> PdfReader:
        target = folder / f"{len(list(folder.iterdir()))}.pdf"
        return PdfReader(export.write("summary", ".pdf", report, target))

    return written


@pytest.fixture(scope="module")
def whole(write: Write) -> PdfReader:
    """The summary of the made-up council."""
    return write(summary.build(council()))


@pytest.fixture(scope="module")
def learned(write: Write) -> PdfReader:
    """The learning report of the made-up council."""
    return write(learning.build(council()))


def _report(*blocks: Any, **changes: Any) -> Report:
    made = Report("Made-up report", "Made up", "Made-up Council", MARKING, TODAY, blocks)
    return replace(made, cover=False, contents=False, **changes)


def _outline(found: list[Any]) -> Iterator[tuple[Any, int]]:
    level = 0

    def walk(items: list[Any], level: int) -> Iterator[tuple[Any, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield item, level

    yield from walk(found, level)


def _sizes(page: PageObject) -> set[float]:
    found: set[float] = set()

    def visit(text: str, _cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.add(round(abs(size * tm[3]), 1))

    page.extract_text(visitor_text=visit)
    return found


def test_metadata_names_the_council_and_no_user(whole: PdfReader) -> None:
    """Title, language and author are there for a reader that speaks; the author is the council."""
    known = whole.metadata
    assert known is not None
    assert known.title == "Moderated audit summary: Quarter 3, 2026 to 2027: Children who wait"
    assert known.author == "Made-up Council"
    assert known.subject == MARKING
    assert known.creator == "Case Audit"
    root = whole.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_section_is_a_bookmark_on_its_page(whole: PdfReader) -> None:
    """Bookmarks follow the headings in order and lead to the page where the heading stands."""
    headings = [
        block.text
        for block in summary.build(council()).blocks
        if isinstance(block, Heading) and block.level < 3
    ]
    found = [item for item, _level in _outline(whole.outline)]
    assert [item.title for item in found] == headings
    for item in found:
        page = whole.get_destination_page_number(item)
        assert page is not None
        assert item.title in whole.pages[page].extract_text().replace("\n", " ")


def test_the_contents_print_the_right_pages(whole: PdfReader) -> None:
    """Every line of the contents ends in the number of the page its bookmark leads to."""
    text = whole.pages[1].extract_text()
    lines = [line.split()[-1] for line in text.splitlines() if line.strip()]
    numbers = [int(last) for last in lines if last.isdigit()]
    pages = [whole.get_destination_page_number(item) for item, _level in _outline(whole.outline)]
    assert numbers[-len(pages) :] == [page + 1 for page in pages if page is not None]
    assert len(whole.pages[1]["/Annots"]) == len(pages)


def test_contents_that_would_spill_over_list_the_sections_only(write: Write) -> None:
    """No page of contents with two lines on it; every heading stays a bookmark."""
    blocks = [
        block
        for i in range(20)
        for block in (Heading(f"Section {i}"), Heading(f"Part {i}", 2), Paragraph("Made-up words."))
    ]
    reader = write(replace(_report(*blocks), cover=True, contents=True))
    listed = reader.pages[1].extract_text()
    assert "Section 19" in listed
    assert "Part 3" not in listed
    assert "Contents" not in reader.pages[2].extract_text()
    assert "Section 0" in reader.pages[2].extract_text()
    assert len(list(_outline(reader.outline))) == 40


@pytest.mark.parametrize("name", ["whole", "learned"])
def test_marking_and_page_number_stand_on_every_page(
    name: str, request: pytest.FixtureRequest
) -> None:
    """Each page carries the marking at head and foot, and all but the cover "Page x of y"."""
    reader: PdfReader = request.getfixturevalue(name)
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert text.count(MARKING) >= 2, number
        if number > 1:
            assert f"Page {number} of" in text
            assert re.search(
                rf"^{len(reader.pages)}$|of\s*{len(reader.pages)}\b", text, re.MULTILINE
            )


@pytest.mark.parametrize("name", ["whole", "learned"])
def test_all_fonts_are_embedded_inter(name: str, request: pytest.FixtureRequest) -> None:
    """Every font has its file in the PDF, and is Inter."""
    reader: PdfReader = request.getfixturevalue(name)
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            fonts[font["/BaseFont"]] = font
    assert fonts
    for base, font in fonts.items():
        assert "Inter" in base
        assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.parametrize("name", ["whole", "learned"])
def test_no_text_is_under_nine_points(name: str, request: pytest.FixtureRequest) -> None:
    """Charts, tables, heads and feet are all 9 points or more."""
    reader: PdfReader = request.getfixturevalue(name)
    sizes = set().union(*(_sizes(page) for page in reader.pages))
    assert sizes
    assert min(sizes) >= 9


def test_charts_are_vectors(whole: PdfReader) -> None:
    """There is no picture of pixels in the file."""
    assert sum(len(page.images) for page in whole.pages) == 0


@pytest.mark.parametrize("build", [summary.build, learning.build])
@pytest.mark.parametrize("number", [140, 61])
def test_no_heading_stands_at_the_foot_of_a_page(
    tmp_path: Path, build: Callable[[Any], Report], number: int
) -> None:
    """The lowest line of running text on a page is never a heading or a table's caption."""
    report = build(council(number))
    titles = {block.text for block in report.blocks if isinstance(block, Heading)}
    titles |= {block.caption for block in report.blocks if isinstance(block, TableBlock | Chart)}
    target = export.write("summary", ".pdf", report, tmp_path / "report.pdf")
    with pypdfium2.PdfDocument(target) as document:
        lowest = [_lowest(page) for page in list(document)[2:]]
    assert len(lowest) > 5
    assert not titles & set(lowest)


def test_no_label_is_parted_from_its_words(tmp_path: Path) -> None:
    """Small print that says what the words below it are never ends a page, wherever pages end."""
    data = council(12)
    pages = 0
    for number, audit in enumerate(data.audits):
        more = replace(audit.words[0], key="risk.note", text="Made-up words. " * (7 * number))
        said = replace(data, audits=(replace(audit, words=(more, *audit.words)),), actions=())
        report = feedback.build(said, audit.id)
        labels = {b.text for b in report.blocks if isinstance(b, Paragraph) and b.muted}
        titles = {b.text for b in report.blocks if isinstance(b, Heading)}
        assert labels
        target = export.write("audit", ".pdf", report, tmp_path / f"{number}.pdf")
        with pypdfium2.PdfDocument(target) as document:
            lowest = [_lowest(page) for page in document]
        pages += len(lowest)
        assert not (labels | titles) & set(lowest), number
    assert pages > 24


def test_the_reply_stands_with_its_heading(tmp_path: Path) -> None:
    """Heading, question and the room to write are on one page, wherever the page before ends."""
    data = council(12)
    for number, audit in enumerate(data.audits):
        more = replace(audit.words[0], key="other.note", text="Made-up words. " * (9 * number))
        said = replace(data, audits=(replace(audit, words=(*audit.words, more)),), actions=())
        report = feedback.build(said, audit.id)
        target = export.write("audit", ".pdf", report, tmp_path / f"{number}.pdf")
        last = [page.extract_text() for page in PdfReader(target).pages][-1]
        assert "Your reply" in last, number
        assert "Practitioner" in last
        assert "Manager" in last


def test_the_fullest_safety_note_is_one_page(tmp_path: Path) -> None:
    """Three routes with their clocks, a plan, three answers and the warning of a demonstration fit one page."""
    when = datetime(2026, 11, 20, 14, 32)  # noqa: DTZ001  the council's own time
    level, about = "serious", "worker_with_children"
    clock = note.SafetyClock(when, met=True, late=False)
    ways = tuple(
        note.SafetyRoute(r.who, r.within, f"01234 000 001 {r.note}", clock)
        for r in routes(level, about, Numbers())
    )
    made = note.SafetyNote(
        reference="K7Q3-MD9", level=level, about=ABOUT[about], raised_by="A made-up auditor",
        raised=when, what="Made-up words about what was seen in the file. " * 4, routes=ways,
        told=tuple(note.SafetyTold(w.who, when, "spoken", "Goes out now, made up.") for w in ways),
        council="Made-up Council", made=TODAY, demonstration=True,
        plan=note.SafetyClock(TODAY, met=False, late=False),
    )  # fmt: skip
    target = export.write("safety_note", ".pdf", note.build(made), tmp_path / "note.pdf")
    pages = PdfReader(target).pages
    assert len(ways) == 3
    assert len(pages) == 1
    assert "written by hand when this is filed" in pages[0].extract_text()


def _lowest(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    boxes = [text.get_rect(i) for i in range(text.count_rects())]
    inside = [box for box in boxes if 60 < box[1] < 770]
    left, bottom, right, top = min(inside, key=lambda box: box[1])
    return str(text.get_text_bounded(left - 400, bottom, right + 400, top)).strip()


def test_the_learning_report_on_paper_names_nobody(learned: PdfReader, write: Write) -> None:
    """No reference, worker, auditor or moderator is on any page; a control that plants one finds it."""
    data = council()
    names = learning.forbidden(data)
    assert names_in((page.extract_text() for page in learned.pages), names) == ()
    name = data.audits[0].worker
    report = learning.build(data)
    control = write(replace(report, blocks=(*report.blocks, Paragraph(f"Seen by {name}."))))
    assert names_in((page.extract_text() for page in control.pages), names) == (name,)


def test_markup_is_printed_and_never_obeyed(write: Write, tmp_path: Path) -> None:
    """Angle brackets in any block are printed as typed; no file is read into the page."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not a picture")
    typed = f'<b>bold</b> &amp; <img src="{secret}"/> <a href="file:///etc/passwd">x</a> </para>'
    table = TableBlock("Cap " + typed, ("Head " + typed, "B"), ("text", "long"), ((typed, typed),))
    reader = write(
        _report(
            Heading(typed),
            Paragraph(typed),
            Bullets((typed,)),
            Callout(typed, typed),
            Quote(typed, typed),
            Figures(((typed, typed, typed),)),
            table,
            title=typed,
            subtitle=typed,
            facts=((typed, typed),),
        )
    )
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    assert text.count("<b>bold</b> &amp;") >= 10
    assert sum(len(page.images) for page in reader.pages) == 0


@pytest.mark.parametrize("words", ["word " * 8000, "x" * 40_000, "line\n" * 8000])
def test_forty_thousand_characters_split_over_pages(write: Write, words: str) -> None:
    """A reason longer than a page, in a table and in running text, is printed whole."""
    table = TableBlock("Long", ("A", "Words"), ("text", "long"), (("1", "short"), ("2", words)))
    reader = write(_report(Heading("Long"), table, Quote(words), Callout("Long", words)))
    text = "".join(page.extract_text() for page in reader.pages)
    wanted = "x" if "x" in words else words[:4]
    assert text.count(wanted) >= 3 * words.count(wanted)
    assert len(reader.pages) > 6


def test_a_table_of_eight_rows_begins_where_there_is_room(write: Write) -> None:
    """It is parted, at least two rows on each page, instead of leaving half a page empty."""
    rows = tuple((f"Row {i}", "Made-up words. " * 12) for i in range(8))
    filler = Paragraph("Made-up line.\n" * 24)
    pages = write(
        _report(filler, TableBlock("Eight", ("A", "Words"), ("text", "long"), rows))
    ).pages
    counts = [len(re.findall(r"Row \d", page.extract_text())) for page in pages]
    assert sum(counts) == 8
    assert len(counts) == 2
    assert min(counts) >= 2


def test_a_long_table_repeats_its_header(write: Write) -> None:
    """Every page of a long table begins with its header, and holds rows below it."""
    rows = tuple((f"Row {i}", i) for i in range(300))
    reader = write(
        _report(TableBlock("Long", ("First column", "Number"), ("text", "number"), rows))
    )
    assert len(reader.pages) > 5
    for page in reader.pages:
        text = page.extract_text()
        assert "First column" in text
        assert len(re.findall(r"Row \d+", text)) >= 3
    last = reader.pages[-1].extract_text()
    assert "Row 299" in last


def test_other_scripts_and_control_characters_do_not_stop_it(write: Write) -> None:
    """Hebrew, Arabic, emoji, combining marks and pasted control characters make a PDF."""
    words = "שלום مرحبا 👩‍👩‍👧 Łódź Şanlıurfa e\u0301 \x0b\x07\ud800 中文"
    text = write(_report(Heading(words), Paragraph(words), Callout(words, words)))
    assert "Łódź Şanlıurfa" in text.pages[0].extract_text()


@pytest.mark.parametrize("data", [nothing, all_inadequate, lambda: council(1)])
def test_odd_councils_make_a_pdf(write: Write, data: Callable[[], Any]) -> None:
    """Nothing, one audit, or only the worst: both reports can be printed, and no page is empty."""
    for report in (summary.build(data()), learning.build(data())):
        for page in write(report).pages[1:]:
            assert len(page.extract_text()) > 150


def test_feedback_fits_its_reader(write: Write) -> None:
    """Feedback has no cover, begins with its title, and prints the typed words as typed."""
    data = council(8)
    more = Words("risk.reason", "Risk: why?", "Made-up <i>and</i> & so on")
    audit = replace(data.audits[6], words=(more, *data.audits[6].words))
    data = replace(data, audits=(audit,))
    reader = write(feedback.build(data, audit.id))
    first = reader.pages[0].extract_text()
    assert "Audit feedback" in first
    assert "Page 1 of" in first
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Made-up <i>and</i> & so on" in text


def test_stopping_leaves_the_old_pdf(tmp_path: Path) -> None:
    """When the person stops in the middle, the old file stays and it is known why."""
    target = tmp_path / "summary.pdf"
    target.write_bytes(b"old")

    class Stop:
        def step(self, done: int, total: int, words: str) -> None:
            if done == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        export.write("summary", ".pdf", summary.build(council()), target, Stop())
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["summary.pdf"]
