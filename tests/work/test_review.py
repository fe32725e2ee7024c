"""What a strict reviewer found, held: lots, safety stops by case, independence, modes, replies, re-audits."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from qa_tool.audit.safety import Told
from qa_tool.demo import mould
from qa_tool.errors import QAError, Refused
from qa_tool.policy.model import Clocks, Policy
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
    feedback,
    home,
    moderation,
    moderation_queue,
    reaudit,
    safety,
    session,
)
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def draft(ada: Workspace, rank: int) -> str:
    """A started audit of Ada's, filled in, with an overall of this rank."""
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    audit_id = audit.start(ada, waiting.allocation, declared=True)
    template = audit.open_draft(ada, audit_id).template
    made = mould.make(template, rank, random.Random(5))
    for key, value in mould.moved(made.answers, 140).items():
        audit.keep_answer(ada, audit_id, key, value)
    return audit_id


def hand_in(ada: Workspace, audit_id: str) -> None:
    """Hand in, standing by every finding."""
    form = audit.open_draft(ada, audit_id).form
    found = audit.readiness(ada, audit_id, form).findings
    audit.hand_in(ada, audit_id, {f.code: "It stands." for f in found})


def read_by_mira(desk: Desk, audit_id: str, grade: str, **verdict: object) -> Workspace:
    """Mira reads it blind with one grade for all, and closes with these verdicts."""
    lead = desk("qa lead")
    reading = reading_shelf.of_audit(lead.store, audit_id)
    assert reading is not None
    mira_id = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    if reading.moderator != mira_id:
        moderation.pass_on(lead, reading.id, mira_id)
    mira = desk("moderator")
    opened = moderation.open_blind(mira, reading.id)
    for domain in opened.template.graded:
        moderation.keep_answer(mira, reading.id, f"{domain.key}.grade", grade)
    moderation.keep_answer(mira, reading.id, "overall.grade", grade)
    moderation.keep_answer(mira, reading.id, "overall.reason", "The domains together.")
    moderation.save_grades(mira, reading.id, "blind")
    own = moderation.comparison(mira, reading.id)
    given = moderation.Verdict(
        own.audit.overall == grade, "mostly", grade, own.reading.grades, reason="As the file shows.",
    )  # fmt: skip
    moderation.close(mira, reading.id, replace(given, **verdict))  # type: ignore[arg-type]
    return mira


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


def session_policy(desk: Desk, **changes: int) -> None:
    """The QA lead changes the policy."""
    lead = desk("qa lead")
    session.keep_policy(lead, replace(lead.policy, **changes))


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


def test_only_drawn_audits_enter_homes_figures(desk: Desk) -> None:
    """A concern-led audit is signed off and changes none of the kept sums."""
    session_policy(desk, moderation_share=0)
    ada = desk("auditor")
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    allocation = council_shelf.allocation(ada.store, waiting.allocation)
    assert allocation is not None
    with ada.store.together():
        ada.write("allocation", allocation.id, replace(allocation, selection="concern"))
    audit_id = draft(ada, 2)
    hand_in(ada, audit_id)
    lead = desk("qa lead")
    before = audit_shelf.tallies(lead.store)
    audit.sign_off(lead, audit_id)
    assert audit_shelf.tallies(lead.store) == before


def test_a_manager_who_audits_finds_their_own_and_their_teams(desk: Desk) -> None:
    """Jonah sees what he audited elsewhere and what was audited in his team."""
    jonah = desk("team manager")
    rows = audit_list.rows(jonah, audit_list.numbers(jonah, Wanted()))
    team = jonah.team_name(jonah.person.team)
    assert any(row.auditor == jonah.person.name for row in rows)
    assert any(row.team == team for row in rows)
    assert all(row.team == team or row.auditor == jonah.person.name for row in rows)


def test_allocation_wants_a_fitting_case_and_works_out_the_selection(desk: Desk) -> None:
    """The same child twice, another kind, an unknown round: refused; by hand is 'picked'."""
    lead = desk("qa lead")
    round_ = council.rounds(lead)[0]
    auditor = next(p for p in lead.people.values() if p.roles == ("auditor",))
    free = next(
        c for c in council_shelf.cases(lead.store).values()
        if c.kind == "child_in_need" and c.id not in
        {a.case for a in council_shelf.allocations(lead.store, round_=round_.id)}
    )  # fmt: skip
    wish = council.Wish(round_.id, free.id, "core_case_audit", auditor.id)
    for wrong, words in (
        (replace(wish, round="nope"), "round is not known"),
        (replace(wish, template="care_leaver"), "not part of"),
        (replace(wish, template="child_in_care"), "does not fit"),
    ):
        with pytest.raises(QAError, match=words):
            council.allocate(lead, [wrong])
    council.allocate(lead, [wish])
    made = [a for a in council_shelf.allocations(lead.store, round_=round_.id) if a.case == free.id]
    assert [a.selection for a in made] == ["picked"]
    with pytest.raises(Refused, match="already"):
        council.allocate(lead, [wish])


def test_nobody_writes_in_anothers_draft(desk: Desk) -> None:
    """The verb itself refuses, not a greyed-out button."""
    ada = desk("auditor")
    audit_id = draft(ada, 3)
    mira = desk("moderator")
    for act in (
        lambda: audit.keep_answer(mira, audit_id, "risk.reason", "not mine"),
        lambda: audit.undo(mira, audit_id),
        lambda: audit.keep_place(mira, audit_id, "risk.grade"),
    ):
        with pytest.raises(Refused, match="somebody else"):
            act()


def test_a_reply_that_disagrees_makes_it_disputed_until_it_is_answered(desk: Desk) -> None:
    """The team's manager replies; sign-off waits for the QA lead's answer; all of it is kept."""
    session_policy(desk, moderation_share=0)
    lead = desk("qa lead")
    jonah = next(p for p in lead.people.values() if p.name == "Jonah Pellow")
    heads = audit_shelf.heads(
        lead.store, audit_shelf.rows_of(lead.store, Wanted(states=("handed_in",)))
    )
    theirs = next((a for a in heads if a.team == jonah.team), None)
    if theirs is None:
        theirs = heads[0]
        council.keep_person(lead, replace(jonah, team=theirs.team))
    manager = desk("team manager")
    with pytest.raises(QAError, match="says nothing"):
        feedback.reply(manager, theirs.id, agrees=False, words=" ")
    feedback.reply(manager, theirs.id, agrees=False, words="The visit of May is on the file.")
    lead = desk("qa lead")
    disputed = audit_shelf.audit(lead.store, theirs.id)
    assert disputed is not None
    assert disputed.state == "disputed"
    with pytest.raises(Refused):
        audit.sign_off(lead, theirs.id)
    said = feedback.disputed(lead)[0]
    assert any("disagrees" in w.title for w in home.overview(lead).waiting)
    feedback.answer(lead, said.id, "The visit is there; the grade stands for other reasons.")
    audit.sign_off(lead, theirs.id)
    assert session.verify(lead) == ()


def test_feedback_is_due_and_given(desk: Desk) -> None:
    """An audit waits for feedback until somebody says who was told and when."""
    ada = desk("auditor")
    audit_id = draft(ada, 2)
    hand_in(ada, audit_id)
    waiting = {row.audit for row in feedback.due(ada)}
    assert audit_id in waiting
    with pytest.raises(QAError, match="future"):
        feedback.feedback_given(ada, audit_id, "Worker", ada.clock.today() + timedelta(days=1))
    feedback.feedback_given(ada, audit_id, "The practitioner", ada.clock.today())
    assert audit_id not in {row.audit for row in feedback.due(ada)}
    assert feedback.given(ada, audit_id)[0].given_to == "The practitioner"


def test_every_worst_grade_asks_for_a_re_audit_by_somebody_else(desk: Desk) -> None:
    """It is due in the policy's months, late after that, and names who may not do it."""
    lead = desk("qa lead")
    rows = reaudit.rows(lead)
    assert rows
    assert all(row.state == "nobody" and row.never for row in rows)
    session.keep_policy(lead, replace(lead.policy, clocks=replace(Clocks(), re_audit_months=12)))
    assert not any(row.late for row in reaudit.rows(lead))
    assert any("re-audit" in w.title for w in home.overview(lead).waiting)
    assert date(2026, 11, 20) < max(row.due for row in reaudit.rows(lead))
    assert isinstance(lead.policy, Policy)


def test_a_reply_during_the_second_reading_is_not_lost(desk: Desk) -> None:
    """It disagrees while the file is read again: afterwards the audit is disputed, not agreed."""
    ada = desk("auditor")
    audit_id = draft(ada, 4)
    hand_in(ada, audit_id)
    lead = desk("qa lead")
    head = audit_shelf.audit(lead.store, audit_id)
    jonah = next(p for p in lead.people.values() if p.name == "Jonah Pellow")
    assert head is not None
    council.keep_person(lead, replace(jonah, team=head.team, roles=("team_manager",)))
    feedback.reply(desk("team manager"), audit_id, agrees=False, words="The visit is on the file.")
    read_by_mira(desk, audit_id, "inadequate")
    lead = desk("qa lead")
    after = audit_shelf.audit(lead.store, audit_id)
    assert after is not None
    assert after.state == "disputed"
    with pytest.raises(Refused):
        audit.sign_off(lead, audit_id)
    assert session.verify(lead) == ()


def test_a_re_audit_is_by_somebody_else(desk: Desk) -> None:
    """Neither the first auditor nor the moderator gets the case again as a re-audit."""
    lead = desk("qa lead")
    row = next(r for r in reaudit.rows(lead) if r.state == "nobody")
    round_ = council.rounds(lead)[0]
    first = audit_shelf.audit(lead.store, row.audit)
    assert first is not None
    wish = council.Wish(round_.id, row.case, row.template, first.auditor, selection="re_audit")
    with pytest.raises(Refused, match="before"):
        council.allocate(lead, [wish])


def test_homes_counts_are_those_of_the_lists(desk: Desk) -> None:
    """What Home counts in one question agrees with the lists: feedback, and re-audits."""
    ada = desk("auditor")
    hand_in(ada, draft(ada, 2))
    lead = desk("qa lead")
    rows = feedback.due(lead)
    n, late, oldest = feedback.everybodys(lead)
    assert n > 0
    assert (n, late) == (len(rows), sum(row.late for row in rows))
    assert oldest in {row.audit for row in rows}
    again = [row for row in reaudit.rows(lead) if row.state == "nobody"]
    found = reaudit.unallocated(lead)
    assert found is not None
    assert (found.n, found.late) == (len(again), sum(row.late for row in again))
    assert found.due == min(row.due for row in again)
    assert found.case in {row.case for row in again}
