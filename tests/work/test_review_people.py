"""What a strict reviewer found of lists, allocation, drafts, replies and re-audits, held."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.policy.model import Clocks, Policy
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import (
    audit,
    audit_list,
    council,
    feedback,
    home,
    reaudit,
    session,
)
from qa_tool.work.workspace import Workspace
from tests.work.steps import draft, hand_in, read_by_mira, session_policy

Desk = Callable[[str], Workspace]


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
    assert all(row.never for row in rows)
    assert "nobody" in {row.state for row in rows}
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
