"""The supervision slip stays one page, however much was written."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool.export.kinds import write
from qa_tool.report.supervision import Slip, SlipAction, build, short

LONG = "Made-up words that go on and on about the work. " * 40
DAY = date(2026, 11, 20)


@pytest.mark.parametrize("actions", [0, 1, 2, 3, 9])
def test_the_slip_is_one_page_at_its_fullest(tmp_path: Path, actions: int) -> None:
    """The longest strengths, questions, actions and reply are cut at a word, and notes have room."""
    action = SlipAction(LONG, "Somebody With-A-Long-Name", DAY, "Open")
    slip = Slip(
        "MADE-001", "Core case audit", "Somebody With-A-Long-Name", "Children in care North", DAY,
        DAY, DAY, (LONG,) * 4, (LONG,) * 8, (action,) * actions, LONG, "Made-up Council", DAY,
        demonstration=True,
    )  # fmt: skip
    write("supervision", ".pdf", build(slip), tmp_path / "slip.pdf")
    pages = PdfReader(tmp_path / "slip.pdf").pages
    assert len(pages) == 1
    words = " ".join(pages[0].extract_text().split())
    assert ("more stand in the program" in words) == (actions > 3)
    assert "What we agreed" in words
    assert "Date discussed" in words


def test_words_are_cut_at_a_word() -> None:
    """What is short stays whole; what is long ends with a whole word and three dots."""
    assert short("two\nlines") == "two lines"
    assert short(LONG).removesuffix(" …") in " ".join(LONG.split())
    assert short(LONG).endswith(" …")
    assert len(short(LONG, 100)) <= 102
