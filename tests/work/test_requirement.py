"""The improvement plan: an inspection is entered whole, actions answer it, the two lists say who does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from qa_tool.action.model import Learned
from qa_tool.action.requirement import Objective, Source
from qa_tool.errors import QAError, Refused
from qa_tool.store import requirement as shelf
from qa_tool.work import action, action_list, requirement, session
from qa_tool.work.action import Wanted
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
LIST = "Immediately:\n- see every child\nWithin three months:\n- one strategy\n- hear children\n"
SOURCE = Source("", "inspection", "Made-up inspection", date(2026, 10, 1), "ofsted_2012")


def entered(lead: Workspace, source: Source = SOURCE, judgements: str = "") -> list[str]:
    """An inspection with three requirements; their ids."""
    ready = requirement.look_at(lead, source, judgements, LIST)
    return list(requirement.enter(lead, ready).ids[1:])


def service(lead: Workspace, **more: object) -> str:
    """An action for the service; its id."""
    due = action.due_choices(lead, "service")[0][1]
    wanted = Wanted(
        "", "", "Hold a made-up morning", owner=lead.person.id, level="service", due=due
    )
    return action.raise_(lead, replace(wanted, **more)).ids[0]  # type: ignore[arg-type]


def test_an_inspection_is_entered_whole_with_its_dates(desk: Desk) -> None:
    """In the order of its list; nothing is written by looking; the ledger still proves it."""
    lead = desk("qa lead")
    before = len(shelf.requirements(lead.store))
    ready = requirement.look_at(lead, SOURCE, "Overall effectiveness: Inadequate", LIST)
    assert len(shelf.requirements(lead.store)) == before
    ids = requirement.enter(lead, ready).ids
    source = next(row for row in requirement.plan(lead).sources if row.source.id == ids[0])
    assert [(r.text, r.due, r.lonely) for r in source.rows] == [
        ("See every child", date(2026, 10, 2), True),
        ("One strategy", date(2027, 1, 1), True),
        ("Hear children", date(2027, 1, 1), True),
    ]
    assert source.rows[0].days_late == 49
    assert session.verify(lead) == ()


def test_the_two_lists_follow_what_actions_answer(desk: Desk) -> None:
    """A requirement leaves its list with its first action, and comes back when that is withdrawn."""
    lead = desk("qa lead")
    first, second, _third = entered(lead)
    free = requirement.plan(lead).free_service
    one = service(lead, requirements=(first, second))
    alone = service(lead)
    plan = requirement.plan(lead)
    lonely = {row.id for row in plan.lonely}
    assert not {first, second} & lonely
    assert plan.free_service == free + 1
    wanted = action_list.Wanted(requirement="none", level="service", view="unfinished")
    assert alone in {row.id for row in action_list.chosen(lead, wanted)}
    by = action_list.Wanted(requirement=second)
    assert [row.id for row in action_list.chosen(lead, by)] == [one]
    action.link(lead, one, requirements=(second,))
    assert first in {row.id for row in requirement.plan(lead).lonely}
    action.withdraw(lead, one, "Not needed")
    assert {first, second} <= {row.id for row in requirement.plan(lead).lonely}
    assert any("no action" in line.title for line in requirement.waiting(lead))


def test_a_requirement_is_met_only_when_its_actions_are_finished(desk: Desk) -> None:
    """Otherwise what they were for would be lost from sight; it can be opened again."""
    lead = desk("qa lead")
    first = entered(lead)[0]
    one = service(lead, requirements=(first,))
    with pytest.raises(Refused, match="not finished"):
        requirement.settle(lead, first, "met", "Seen")
    action.withdraw(lead, one, "Another way was found")
    requirement.settle(lead, first, "met", "Seen in ten files")
    assert requirement.requirement(lead, first).state == "met"
    requirement.settle(lead, first, "open", "It slipped back")
    assert requirement.requirement(lead, first).state == "open"


def test_many_findings_lead_to_one_improvement_action(desk: Desk) -> None:
    """It is verified where any finding asks it, and the worker of any of those audits may not see to it."""
    lead = desk("qa lead")
    rows = [row for row in action_list.chosen(lead, action_list.Wanted(level="child")) if row.audit]
    audits = list(dict.fromkeys(row.audit for row in rows))[:3]
    risky = tuple(f"{audit}/risk.grade" for audit in audits)
    one = action_list.chosen(lead, action_list.Wanted())
    made = service(lead, links=risky)
    found = next(row for row in action_list.chosen(lead, action_list.Wanted()) if row.id == made)
    assert len(found.action.findings) == 3
    assert found.needs_verifying
    assert found.action.why_verified in {"worst", "safety", "limiting"}
    assert len(action_list.chosen(lead, action_list.Wanted())) == len(one) + 1


def test_an_answer_to_the_worst_judgement_is_verified(desk: Desk) -> None:
    """Inadequate on the inspection's own scale; otherwise the recorded lot decides."""
    lead = desk("qa lead")
    session.keep_policy(lead, replace(lead.policy, verify_share=0))
    lead.forget()
    calm = service(lead, requirements=(entered(lead)[0],))
    worst = service(lead, requirements=(entered(lead, judgements="Leadership: Inadequate")[0],))
    found = {row.id: row.action for row in action_list.chosen(lead, action_list.Wanted())}
    assert (found[calm].needs_verifying, found[calm].why_verified) == (False, "")
    assert (found[worst].needs_verifying, found[worst].why_verified) == (True, "requirement")
    assert found[calm].ticket.startswith("0.")


def test_objectives_count_their_actions_and_learning_is_measured_again(desk: Desk) -> None:
    """A learning offer belongs to the plan like any other action; who took part is counts."""
    lead = desk("qa lead")
    objective = requirement.keep_objective(lead, Objective("", "Children are heard")).ids[0]
    made = service(lead, objective=objective, kind="learning", offer="seminar")
    action.record_learning(lead, made, Learned(date(2026, 11, 2), {"Social worker": 9}))
    row = next(r for r in requirement.plan(lead).objectives if r.objective.id == objective)
    assert (row.actions, row.finished, row.overdue) == (1, 0, 0)
    held = next(
        r for r in action_list.chosen(lead, action_list.Wanted(kind="learning")) if r.id == made
    )
    assert held.action.learned is not None
    assert held.action.learned.n == 9
    with pytest.raises(Refused, match="no title"):
        requirement.keep_objective(lead, Objective("", " "))


def test_who_may_enter_and_who_may_see(desk: Desk) -> None:
    """A complaint about one child is for few; an auditor enters nothing, and is told what role it needs."""
    lead = desk("qa lead")
    private = Source("", "complaint", "Made-up complaint", date(2026, 10, 1))
    asked = entered(lead, private)[0]
    ada = desk("auditor")
    assert asked not in {row.id for row in requirement.plan(ada).requirements}
    with pytest.raises(QAError, match="not known"):
        requirement.requirement(ada, asked)
    with pytest.raises(Refused, match="needs the role"):
        requirement.look_at(ada, SOURCE, "", LIST)
    with pytest.raises(Refused, match="needs the role"):
        service(ada)
    iro = desk("iro")
    assert asked in {row.id for row in requirement.plan(iro).requirements}
    notice = replace(private, kind="notice")
    assert requirement.look_at(iro, notice, "", LIST).found


def test_bad_input_is_a_sentence_and_nothing_is_kept(desk: Desk) -> None:
    """A day ahead, no list, an unknown requirement."""
    lead = desk("qa lead")
    before = len(shelf.sources(lead.store))
    with pytest.raises(Refused, match="lies ahead"):
        requirement.look_at(lead, replace(SOURCE, said=date(2027, 1, 1)), "", LIST)
    with pytest.raises(QAError, match="no requirement in this list"):
        requirement.look_at(lead, SOURCE, "", "Immediately:\n")
    with pytest.raises(QAError, match="not known"):
        service(lead, requirements=("req-nothing",))
    assert len(shelf.sources(lead.store)) == before
