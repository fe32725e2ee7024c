"""What follows from an answer, in the made-up council: actions that let an audit be handed in, and half a re-reading."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from qa_tool.paths import FORMS
from qa_tool.store import moderation as reading_shelf
from qa_tool.template.model import Domain, Template
from qa_tool.template.read import read_template
from qa_tool.work import action, audit, moderation
from qa_tool.work import template as templates
from qa_tool.work.report_words import words_of
from qa_tool.work.workspace import Workspace
from tests.work.steps import draft, hand_in, read_by_mira

Desk = Callable[[str], Workspace]
DUE = date(2026, 11, 27)
QUESTION = "plan.contingency"


def _use(desk: Desk, change: Callable[[Domain], Domain]) -> Template:
    """The template of Ada's next audit with its domains changed, in use as a new version."""
    lead = desk("qa lead")
    found, _mark = templates.current(lead, "child_protection_plan")
    domains = tuple(change(domain) for domain in found.domains)
    fresh = replace(found, version="1.1 made up", domains=domains)
    templates.use(lead, [fresh])
    return fresh


def _asks_for_action(domain: Domain) -> Domain:
    questions = tuple(
        replace(q, action_when=f"answered({q.key})") if q.key == QUESTION else q
        for q in domain.questions
    )
    return replace(domain, questions=questions)


def test_an_action_at_the_question_lets_the_audit_go(desk: Desk) -> None:
    """The list says what is missing until one is raised there; withdrawn, it is missing again."""
    _use(desk, _asks_for_action)
    ada = desk("auditor")
    made = draft(ada, 2)
    audit.keep_answer(ada, made, f"{QUESTION}#comment", None)
    form = audit.open_draft(ada, made).form
    missing = f"{QUESTION}#comment"
    assert missing in dict(audit.readiness(ada, made, form).gaps)
    with pytest.raises(audit.NotReady, match="asked for"):
        audit.hand_in(ada, made)
    wanted = action.Wanted(made, QUESTION, "See the child this week.", owner=ada.person.id, due=DUE)
    raised = action.raise_(ada, wanted).ids[0]
    assert missing not in dict(audit.readiness(ada, made, form).gaps)
    action.withdraw(ada, raised, "Raised twice.")
    assert missing in dict(audit.readiness(ada, made, form).gaps)
    audit.keep_answer(ada, made, missing, "The manager saw to it on the same day.")
    hand_in(ada, made)


def test_only_what_is_moderated_is_read_again(desk: Desk) -> None:
    """The blind form has two domains, the comparison those two, and the first grades of the rest stand."""
    few = ("risk", "impact")
    _use(desk, lambda d: replace(d, moderated=True) if d.key in few else d)
    ada = desk("auditor")
    made = draft(ada, 4)
    hand_in(ada, made)
    mira = read_by_mira(desk, made, "requires_improvement")
    reading = reading_shelf.of_audit(mira.store, made)
    assert reading is not None
    assert set(reading.grades) == set(few)
    found = moderation.comparison(mira, reading.id)
    assert {one.domain for one in found.differences} == {*few, "overall"}
    first, final = found.audit.grades, reading.final_grades
    assert set(final) == set(first)
    assert {key: final[key] for key in first if key not in few} == {
        key: first[key] for key in first if key not in few
    }
    assert {final[key] for key in few} == {"requires_improvement"}
    asked = {d.key for d in moderation.open_blind(mira, reading.id).form.domains()}
    assert asked == {*few, "safety", "overall"}


def test_evidence_beside_an_answer_is_printed() -> None:
    """What was named as evidence for one answer stands in the report under its question."""
    template, _problems = read_template(FORMS / "organisation_safeguarding.toml")
    assert template is not None
    seen = [{"what": "LADO's letter", "date": "2026-10-05", "shows": "Advice was asked for."}]
    found = words_of({"worries.none_yet": "yes", "worries.none_yet#evidence": seen}, template)
    assert [one.text for one in found] == ["5 October 2026, LADO's letter: Advice was asked for."]
    assert found[0].label.endswith("handled with the LADO's advice? (evidence)")
