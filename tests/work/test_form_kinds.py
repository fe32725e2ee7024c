"""A multi-agency audit from allocation to report: what is kept where, and that it enters no rate."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from qa_tool.errors import Refused
from qa_tool.figures.basis import basis
from qa_tool.paths import FORMS
from qa_tool.template.read import read_template
from qa_tool.work import audit, council, report
from qa_tool.work.audit_list import view
from qa_tool.work.report_facts import dataset
from qa_tool.work.report_words import words_of
from qa_tool.work.workspace import Workspace
from tests.scenario.story import Story

Desk = Callable[[str], Workspace]
KEY = "multi_agency_audit"
PLANTED = "A made-up sentence of one agency about quince jelly"


def _started(desk: Desk) -> tuple[Workspace, str]:
    """A multi-agency audit of some made-up case, begun by Ada."""
    lead = desk("qa lead")
    ada = next(p for p in lead.people.values() if p.name == "Ada Fenwright")
    latest = replace(council.rounds(lead)[0], id="round-several", name="Several", templates=(KEY,))
    council.keep_round(lead, latest)
    for row in council.case_rows(lead):
        try:
            wish = council.Wish(latest.id, row.id, KEY, ada.id)
            allocation = council.allocate(lead, [wish]).ids[0]
            break
        except Refused:
            continue
    desk_of_ada = desk("auditor")
    return desk_of_ada, audit.start(desk_of_ada, allocation, declared=True)


def test_a_multi_agency_audit_from_start_to_report(desk: Desk, tmp_path: Path) -> None:
    """Two agencies stand there at once; words and codes are kept apart; the report tells all of it."""
    ada, audit_id = _started(desk)
    opened = audit.open_draft(ada, audit_id)
    assert opened.form.answers["agency.each"] == ["1", "2"]
    story = Story(opened.template, opened.form.answers)
    story.answer("agency.each", ["1", "2", "3"]).answer("agency.each[3].name", "Taken away again")
    story.answer("agency.each", ["2", "1"]).answer("agency.each[2].name", PLANTED)
    story.answer("about.agencies", ["police", "other"]).fill("good")
    story.answer("panel.first", ["share", "recognise", "decide", "voice", "challenge"])
    for key, value in story.form.answers.items():
        audit.keep_answer(ada, audit_id, key, value)
    form = audit.open_draft(ada, audit_id).form
    assert form.gaps() == ()
    audit.hand_in(ada, audit_id)
    bodies = {e.kind: e.body or {} for e in ada.store.ledger.entries(object=audit_id)}
    codes, words = bodies["audit"]["answers"], bodies["note"]["answers"]
    assert words["agency.each[2].name"] == PLANTED
    assert "about.agencies#other" in words
    assert codes["grades.own"]["recognise.police"]
    assert codes["agency.each"] == ["2", "1"]
    assert PLANTED not in str(codes)
    assert "Taken away again" not in str(bodies)
    seen = view(ada, audit_id).form
    assert seen.view("agency.each[2].name").within == "Agency 1"
    lead = desk("qa lead")
    data = dataset(lead, next(r for r in council.rounds(lead) if r.id == "round-several"))
    assert basis(data).counted == ()
    assert [(left.code, left.count) for left in basis(data).left_out] == [("multi_agency", 1)]
    target = report.write(lead, "audit", tmp_path / "one.pdf", report.Scope(audit=audit_id))
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(target).pages).split())
    assert PLANTED in text
    assert "Sharing what others need: Social care Outstanding" in text
    assert "1. Sharing what others need; 2. Recognising harm and need" in text


def test_words_stand_in_the_order_of_the_form() -> None:
    """Domains, questions and entries come as they were asked, and an entry by its place now."""
    template, _ = read_template(FORMS / f"{KEY}.toml")
    assert template is not None
    answers = {
        "panel.apart": "Last.", "journey.unknown": "First.", "agency.each": ["2", "1"],
        "agency.each[1].name": "Came second.", "agency.each[2].name": "Came first.",
        "agency.each[2].change": "After its name.",
    }  # fmt: skip
    found = [(one.label, one.text) for one in words_of(answers, template)]
    assert [text for _, text in found] == [
        "First.", "Came first.", "After its name.", "Came second.", "Last.",
    ]  # fmt: skip
    assert found[1][0] == "Agency 1: Which agency or service?"
