"""A blank form: safety first, every question with room for its answer, as paper and as a workbook."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool.errors import QAError
from qa_tool.report.blocks import Definitions, Heading, Paragraph, Report, TableBlock
from qa_tool.template.edit import done
from qa_tool.template.edit_new import KINDS, add_domain, add_question, empty_template
from qa_tool.template.edit_preview import shown
from qa_tool.work import blank_form, report
from qa_tool.work import template as templates
from qa_tool.work.report_kinds import Scope
from qa_tool.work.template_sheet import read_file
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def test_the_first_page_says_what_to_do_where_a_child_may_be_in_danger(
    desk: Desk, tmp_path: Path
) -> None:
    """The instruction stands before everything else, with 999, and every domain follows."""
    lead = desk("qa lead")
    file = report.write(
        lead, "blank_form", tmp_path / "form.pdf", Scope(template="front_door_dip_sample")
    )
    pages = [page.extract_text() for page in PdfReader(file).pages]
    first = " ".join(pages[0].split())
    assert "999" in first
    for words in (
        "1. A child may be in danger now", "2. A serious practice concern", "Head of service",
        "(LADO)", "Adult safeguarding", "whom you told, when, and what they answered",
        lead.policy.numbers.lado, lead.policy.numbers.adult_safeguarding,
    ):  # fmt: skip
        assert words in first, words
    whole = " ".join(" ".join(pages).split())
    assert whole.index("What they answered") < whole.index("Whose file")
    template, _mark = templates.current(lead, "front_door_dip_sample")
    for domain in template.domains:
        assert " ".join(domain.title.split()) in whole


def test_the_workbook_of_a_blank_form_comes_in_again(desk: Desk, tmp_path: Path) -> None:
    """What is handed out for writing in Excel reads back to the same template."""
    lead = desk("qa lead")
    scope = Scope(template="core_case_audit")
    file = report.write(lead, "blank_form", tmp_path / "form.xlsx", scope)
    assert read_file(file)[0] == templates.current(lead, "core_case_audit")[0]


def test_every_kind_of_question_has_room_for_its_answer(desk: Desk) -> None:
    """Each asked question stands there with boxes, a table or lines; what is kept by itself does not."""
    tables = done(t := empty_template("Made up", "Made-up council", "child", "ofsted"), add_domain(t, 1))  # fmt: skip
    for kind in KINDS:
        tables = done(tables, add_question(tables, ("domain", 1, "question", 99), kind))
    template = shown(tables)
    assert template is not None
    made = blank_form.on_paper(desk("qa lead"), template)
    assert isinstance(made, Report)
    asked = [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 3]
    silent = {"calculate", "hidden", "today", "note"}
    numbered = [text for text in asked if text.endswith("(not worded yet)")]
    wanted = sum(q.kind not in silent for q in template.domains[1].questions)
    assert len(numbered) == wanted + 3  # one question inside the group, three times
    boxes = [b.text for b in made.blocks if isinstance(b, Paragraph) and "□" in b.text]
    assert any("Yes" in text for text in boxes)
    assert any(isinstance(b, Definitions) for b in made.blocks)
    grids = [b for b in made.blocks if isinstance(b, TableBlock) and "□" in str(b.rows)]
    assert len(grids) == 1


def test_without_a_template_or_with_another_ending_it_is_refused(
    desk: Desk, tmp_path: Path
) -> None:
    """One sentence each, and what to do."""
    lead = desk("qa lead")
    with pytest.raises(QAError, match="which template") as missing:
        report.write(lead, "blank_form", tmp_path / "form.pdf", Scope())
    assert "--template" in missing.value.cure
    template, _mark = templates.current(lead, "core_case_audit")
    with pytest.raises(QAError, match=r"not written as '\.doc'"):
        blank_form.write(lead, template, tmp_path / "form.doc")
