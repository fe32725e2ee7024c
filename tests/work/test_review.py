"""What a strict reviewer found of readings, safety stops and actions, held."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from qa_tool.audit.safety import Told
from qa_tool.errors import QAError, Refused
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import (
    action,
    audit,
    audit_list,
    council,
    moderation,
    moderation_queue,
    safety,
)
from qa_tool.work.workspace import Workspace
from tests.work.steps import draft, hand_in, read_by_mira, session_policy

Desk = Callable[[str], Workspace]


def test_a_reopened_audit_that_was_read_is_read_again(desk: Desk) -> None:
    """Nobody gets another lot by opening an audit again, whatever the new id's ticket says."""
    ada = desk("auditor")
    session_policy(desk, moderation_share=100)
    ada = desk("auditor")
    audit_id = draft(ada, 3)
    hand_in(ada, audit_id)
    read_by_mira(desk, audit_id, "requires_improvement")
    session_policy(desk, moderation_share=0)
    ada = desk("auditor")
    again = audit.reopen(ada, audit_id, "I want my grade back.")
    hand_in(ada, again)
    reading = reading_shelf.of_audit(ada.store, again)
    assert reading is not None
    assert reading.chosen == "reopened"
    assert not reading.random


def test_a_stop_raised_outside_the_form_holds_the_hand_in_too(desk: Desk) -> None:
    """A stop belongs to the child: raised on the page Safety, it holds the draft on that case."""
    ada = desk("auditor")
    audit_id = draft(ada, 3)
    stop = safety.raise_stop(ada, "", safety.case_of(ada, audit_id), "danger", "child", "An adult.")
    with pytest.raises(audit.NotReady):
        hand_in(ada, audit_id)
    with pytest.raises(Refused, match="no answer yet"):
        audit.give_up_draft(ada, audit_id, "I know them.")
    safety.tell(ada, stop, Told("Duty", ada.clock.now(), "spoken to", "Seen.", "team_manager"))
    hand_in(ada, audit_id)
    reading = reading_shelf.of_audit(ada.store, audit_id)
    assert reading is not None
    assert reading.chosen == "safety"


def test_a_stop_raised_after_hand_in_puts_the_audit_in_the_queue(desk: Desk) -> None:
    """Every safety stop is read again; and nothing is signed off while it has no answer."""
    session_policy(desk, moderation_share=0)
    ada = desk("auditor")
    audit_id = draft(ada, 2)
    hand_in(ada, audit_id)
    assert reading_shelf.of_audit(ada.store, audit_id) is None
    lead = desk("qa lead")
    head = audit_shelf.audit(lead.store, audit_id)
    assert head is not None
    safety.raise_stop(lead, "", head.case, "danger", "child", "An unknown adult.")
    reading = reading_shelf.of_audit(lead.store, audit_id)
    assert reading is not None
    assert reading.chosen == "safety"
    with pytest.raises(Refused, match="no answer yet"):
        read_by_mira(desk, audit_id, "good", grade_right=True)


def test_told_in_the_past_or_without_how_is_refused(desk: Desk) -> None:
    """A clock is not met by typing an old date."""
    ada = desk("auditor")
    audit_id = draft(ada, 3)
    stop = safety.raise_stop(ada, audit_id, safety.case_of(ada, audit_id), "danger", "child", "X.")
    told = Told("Duty", ada.clock.now(), "spoken to", "Seen.", "team_manager")
    with pytest.raises(QAError, match="more than a day before"):
        safety.tell(ada, stop, replace(told, when=told.when - timedelta(days=400)))
    with pytest.raises(QAError, match="how they were told"):
        safety.tell(ada, stop, replace(told, how=" "))


def test_who_held_the_case_then_or_holds_it_now_never_moderates(desk: Desk) -> None:
    """Moving the case to another worker opens it neither to the old worker nor the new line."""
    ada = desk("auditor")
    audit_id = draft(ada, 4)
    hand_in(ada, audit_id)
    lead = desk("qa lead")
    head = audit_shelf.audit(lead.store, audit_id)
    assert head is not None
    case = council_shelf.case(lead.store, head.case)
    assert case is not None
    other = next(
        p for p in lead.people.values() if "social_worker" in p.roles and p.id != head.worker
    )
    for person in (head.worker, other.line_manager, other.id):
        council.keep_person(
            lead, replace(lead.people[person], roles=("moderator", "social_worker"))
        )
    moved = replace(case, worker=other.id)
    council.keep_case(lead, moved)
    may = moderation_queue.eligible(lead, head, moved)
    assert may
    assert not {head.worker, other.id, other.line_manager} & set(may)


def test_the_order_of_the_list_betrays_no_shielded_grade(desk: Desk) -> None:
    """Sorted by grade, what is shielded stands at the end, whichever way round."""
    ada = desk("auditor")
    audit_id = draft(ada, 4)
    hand_in(ada, audit_id)
    lead = desk("qa lead")
    lead.person = replace(lead.person, roles=("qa_lead", "moderator"))
    for down in (True, False):
        rows = audit_list.rows(lead, audit_list.numbers(lead, Wanted(), sort="overall", down=down))
        shielded = [place for place, row in enumerate(rows) if row.shielded]
        assert shielded == list(range(len(rows) - len(shielded), len(rows)))
        assert shielded


def test_a_moderator_cannot_settle_a_grade_on_nothing(desk: Desk) -> None:
    """Outstanding over Inadequate domains wants a reason for what parts; codes are kept."""
    ada = desk("auditor")
    audit_id = draft(ada, 4)
    hand_in(ada, audit_id)
    reading = reading_shelf.of_audit(ada.store, audit_id)
    assert reading is not None
    lead = desk("qa lead")
    mira_id = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    if reading.moderator != mira_id:
        moderation.pass_on(lead, reading.id, mira_id)
    mira = desk("moderator")
    moderation.declare(mira, reading.id)
    opened = moderation.open_blind(mira, reading.id)
    for domain in opened.template.graded:
        moderation.keep_answer(mira, reading.id, f"{domain.key}.grade", "inadequate")
    moderation.keep_answer(mira, reading.id, "overall.grade", "outstanding")
    moderation.keep_answer(mira, reading.id, "overall.reason", "Because.")
    moderation.keep_answer(mira, reading.id, "about.mode", "record_only")
    with pytest.raises(audit.NotReady) as refusal:
        moderation.save_grades(mira, reading.id, "blind")
    assert any("overall" in key for key, _ in refusal.value.reasons)
    moderation.keep_answer(mira, reading.id, "overall.grade", "inadequate")
    moderation.save_grades(mira, reading.id, "blind")
    note = next(iter(mira.store.ledger.entries(kind="note", object=reading.id)))
    assert note.body is not None
    assert note.body["codes"]["about.mode"] == "record_only"


def test_an_audit_to_be_done_again_is_not_signed_off(desk: Desk) -> None:
    """'Not well done' has an effect: the auditor reopens it first."""
    ada = desk("auditor")
    audit_id = draft(ada, 4)
    hand_in(ada, audit_id)
    read_by_mira(desk, audit_id, "inadequate", well_done="no", feedback="No dates at all.")
    with pytest.raises(Refused, match="done again"):
        audit.sign_off(desk("qa lead"), audit_id)


@pytest.mark.parametrize(("share", "least", "most"), [(0, 0, 0), (100, 30, 30), (20, 1, 14)])
def test_the_share_of_actions_to_verify(desk: Desk, share: int, least: int, most: int) -> None:
    """None, all, or about the share of ordinary actions is verified by somebody else."""
    session_policy(desk, verify_share=share)
    lead = desk("qa lead")
    heads = audit_shelf.heads(
        lead.store, audit_shelf.rows_of(lead.store, Wanted(states=("closed",)))
    )
    plain = next(a for a in heads if a.final_overall == "good" == a.overall)
    due = action.due_choices(lead)[2][1]
    for number in range(30):
        action.raise_(
            lead,
            action.Wanted(plain.id, "identity.grade", f"Made-up {number}", lead.person.id, due=due),
        )
    made = [a for a in action_shelf.actions(lead.store, audit=plain.id) if "Made-up" in a.what]
    assert least <= sum(a.needs_verifying for a in made) <= most


def test_an_action_raised_while_grading_inadequate_is_verified(desk: Desk) -> None:
    """The grade stands in the draft when the action is raised; it is looked at there."""
    session_policy(desk, verify_share=0)
    ada = desk("auditor")
    audit_id = draft(ada, 3)
    audit.keep_answer(ada, audit_id, "identity.grade", "inadequate")
    due = action.due_choices(ada)[1][1]
    action.raise_(ada, action.Wanted(audit_id, "identity.grade", "X", ada.person.id, due=due))
    assert action_shelf.actions(ada.store, audit=audit_id)[0].needs_verifying
