"""The paper of a framework: all of it, nobody's name, and only for who may read it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from qa_tool.errors import QAError
from qa_tool.report.blocks import Heading, Report, TableBlock
from qa_tool.store import framework as shelf
from qa_tool.work import framework, framework_comment, report, report_framework
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def _draft(lead: Workspace) -> str:
    made = framework.begin(lead, "Made-up framework", "9", "New clocks").ids[0]
    framework.set_value(lead, made, "clocks.feedback_days", (3,))
    return made


def _built(desk: Workspace, made: str) -> Report:
    class Silent:
        """No progress."""

        def step(self, done: int, total: int, words: str) -> None:
            """Nothing."""

    return report_framework.build(desk, ".pdf", Scope(framework=made), Silent())


def _words(paper: Report) -> str:
    cells = [
        str(c) for b in paper.blocks if isinstance(b, TableBlock) for row in b.rows for c in row
    ]
    return " ".join(cells)


def test_every_clause_and_every_template_stands_in_it(desk: Desk) -> None:
    """Sections by number, the change with before and after, an annex for each template."""
    lead = desk("qa lead")
    made = _draft(lead)
    paper = _built(lead, made)
    heads = [b.text for b in paper.blocks if isinstance(b, Heading)]
    one = framework.whole(lead, made)
    assert [h for h in heads if h.startswith("Annex: ")] == [
        f"Annex: {ref.title}, version {ref.version}" for ref in one.content.templates
    ]
    assert "What changes" in heads
    words = _words(paper)
    for theme in one.content.themes:
        assert theme.title in words
    assert "5 working days" in words
    assert "3 working days" in words


def test_it_goes_round_without_the_names_of_who_commented(desk: Desk) -> None:
    """A comment stands with the role and the answer; the name stays in the program."""
    lead = desk("qa lead")
    made = _draft(lead)
    framework.send_out(lead, made)
    ada = desk("auditor")
    name = ada.person.name
    framework_comment.say(ada, made, "whole", "A made-up thought.")
    lead = desk("qa lead")
    comment = shelf.comments(lead.store, made)[0]
    framework_comment.answer(lead, comment.id, "not_accepted", "A made-up reason.")
    words = _words(_built(lead, made))
    assert "A made-up thought." in words
    assert "Not accepted. A made-up reason." in words
    assert name not in words


def test_the_pdf_is_of_the_one_in_effect_where_none_is_named(desk: Desk, tmp_path: Path) -> None:
    """And of a named version otherwise; a draft is not an auditor's to print."""
    lead = desk("qa lead")
    made = _draft(lead)
    target = report.write(lead, "framework", tmp_path / "f.pdf")
    text = PdfReader(target).pages[0].extract_text()
    stands = framework.in_effect(lead)
    assert stands is not None
    assert f"Version {stands.version}." in " ".join(text.split())
    with pytest.raises(QAError, match="no such framework"):
        report.write(desk("auditor"), "framework", tmp_path / "g.pdf", Scope(framework=made))
    assert not (tmp_path / "g.pdf").exists()
