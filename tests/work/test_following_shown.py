"""What stands beside an answer and what followed from it is shown wherever one audit is read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from qa_tool.progress import SILENT
from qa_tool.report.blocks import Bullets, Paragraph, Report
from qa_tool.template.model import Domain
from qa_tool.work import action, audit, audit_list, inspection, report_one, theme, theme_tag
from qa_tool.work import template as templates
from qa_tool.work.data_audits import _answer_rows
from qa_tool.work.data_sight import Sight
from qa_tool.work.report_kinds import Scope
from qa_tool.work.theme_tag import Spot
from qa_tool.work.workspace import Workspace
from tests.work.steps import draft, hand_in

Desk = Callable[[str], Workspace]
QUESTION = "plan.contingency"
DUE = date(2026, 11, 27)
COMMENT = "The plan says nothing of the weekend (made up)."
PIECE = [{"what": "Plan of May", "date": "2026-05-03", "shows": "No contingency (made up)."}]


def _followed(domain: Domain) -> Domain:
    rule = f"answered({QUESTION})"
    questions = tuple(
        replace(q, action_when=rule, evidence_when=rule) if q.key == QUESTION else q
        for q in domain.questions
    )
    return replace(domain, questions=questions)


def _handed_in(desk: Desk) -> tuple[str, str]:
    """An audit with a comment, evidence, an action and a theme at one answer; its id, and the theme."""
    lead = desk("qa lead")
    found, _mark = templates.current(lead, "child_protection_plan")
    domains = tuple(map(_followed, found.domains))
    templates.use(lead, [replace(found, version="1.1 made up", domains=domains)])
    ada = desk("auditor")
    made = draft(ada, 2)
    audit.keep_answer(ada, made, f"{QUESTION}#comment", COMMENT)
    audit.keep_answer(ada, made, f"{QUESTION}#evidence", PIECE)
    action.raise_(
        ada, action.Wanted(made, QUESTION, "Write one (made up).", owner=ada.person.id, due=DUE)
    )
    one = theme.codebook(ada).in_use[0]
    theme_tag.tag(ada, made, Spot(QUESTION), one.id)
    hand_in(ada, made)
    return made, one.title


def _words(report: Report) -> list[str]:
    said: list[str] = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            said.append(block.text)
        elif isinstance(block, Bullets):
            said += block.items
    return said


def test_the_printed_audit_tells_all_of_it_under_the_question(desk: Desk) -> None:
    """Answer, comment, evidence, action and theme in one place, each once."""
    made, title = _handed_in(desk)
    lead = desk("qa lead")
    said = _words(report_one.feedback(lead, ".pdf", Scope(audit=made), SILENT))
    for line in (f"Comment: {COMMENT}", "Evidence: Plan of May, 3 May 2026: No contingency (made up).",
                 "Action: Write one (made up). (due 27 November 2026)", f"Theme: {title}"):  # fmt: skip
        assert said.count(line) == 1, line
    found = audit_list.view(lead, made)
    assert found.form.view(QUESTION).acted
    assert found.form.view(QUESTION).text in said


def test_the_inspection_drawer_tells_it(desk: Desk) -> None:
    """Under its domain, with the answer."""
    made, _title = _handed_in(desk)
    lead = desk("qa lead")
    reference = audit_list.view(lead, made).case.reference
    parts = {part.key: part for part in inspection.open_case(lead, reference).parts}
    text = audit_list.view(lead, made).form.view(QUESTION).text
    detail = next(line.detail for line in parts["audits"].lines if line.title == text)
    assert f"Comment: {COMMENT}" in detail
    assert "Evidence: Plan of May, 3 May 2026: No contingency (made up)." in detail


def test_the_data_export_says_what_stands_beside(desk: Desk) -> None:
    """Comment and evidence name the answer that they stand beside."""
    made, _title = _handed_in(desk)
    sight = Sight(desk("qa lead"))
    rows = {(r[1], r[2]): r for r in _answer_rows(sight) if r[0] == made}
    comment = rows[f"{QUESTION}#comment", ""]
    assert (comment[7], comment[9]) == (COMMENT, "comment")
    assert rows[f"{QUESTION}#evidence", "1.what"][9] == "evidence"
    assert rows[QUESTION, ""][9] == ""
