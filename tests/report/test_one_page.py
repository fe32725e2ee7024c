"""The service-area pack and the briefing stay one page, however much there is to say."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool.export.kinds import write
from qa_tool.figures.dataset import DataSet
from qa_tool.report import briefing, pack
from qa_tool.report.pack import Pack, PackLine
from qa_tool.report.text import texts
from tests.report.made_up import council, nothing

LONG = "Made-up words that go on and on about the work with children and families, " * 12
DAY = date(2026, 11, 20)


def fullest() -> Pack:
    """A pack in which every part is as long as it can be."""
    line = PackLine("Audits that heard the child", 1234, 56789, LONG)
    return Pack(
        "Service-area pack: practice quality", LONG, "Made-up Council", DAY,
        "21 November 2025 to 21 November 2026", (("1,234", LONG, LONG),) * 5, LONG, (LONG,) * 9, (LONG,) * 4,
        (LONG,) * 4, (line,) * 8, LONG, (LONG,) * 9, 12, LONG, demonstration=True,
    )  # fmt: skip


def test_the_pack_fits_one_page_at_its_fullest(tmp_path: Path) -> None:
    """Everything is cut at a word, and what is missing is still said."""
    write("pack", ".pdf", pack.build(fullest()), tmp_path / "pack.pdf")
    pages = PdfReader(tmp_path / "pack.pdf").pages
    assert len(pages) == 1
    said = " ".join(pages[0].extract_text().split())
    assert "12 audits missing" in said
    assert "Everything here is made up." in said


def long_winded(data: DataSet) -> DataSet:
    """The same audits under a template whose every text is long."""
    core = data.templates["core"]
    domains = tuple(
        replace(
            domain, title=f"{domain.title} and everything else that belongs to it here", purpose=LONG,
            descriptors=tuple((grade, LONG) for grade, _ in domain.descriptors),
            questions=tuple(replace(question, text=LONG) for question in domain.questions),
        )
        for domain in core.domains
    )  # fmt: skip
    title = "Core case audit with a very long title that nobody would choose"
    return replace(
        data, templates={**data.templates, "core": replace(core, title=title, domains=domains)}
    )


@pytest.mark.parametrize("data", [council(), long_winded(council()), council(12), nothing()])
def test_the_briefing_fits_one_side(tmp_path: Path, data: DataSet) -> None:
    """Much, little or nothing to say: one page."""
    made = briefing.build(replace(data, withheld=3), f"Quarter 3: {LONG}")
    write("briefing", ".pdf", made, tmp_path / "briefing.pdf")
    pages = PdfReader(tmp_path / "briefing.pdf").pages
    assert len(pages) == 1
    assert "3 audits missing" in " ".join(pages[0].extract_text().split())


def test_the_briefing_speaks_of_the_largest_group_only() -> None:
    """Unlike audits are not added: what it counts is one group, and the others are told as others."""
    from qa_tool.figures.basis import basis

    data = council()
    found = basis(data)
    said = "\n".join(texts(briefing.build(data, "Quarter 3")))
    assert f"the records of {found.groups[0].n} children" in said
    assert f"{found.n - found.groups[0].n} audits of other kinds" in said
