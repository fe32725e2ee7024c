"""The loop that closes: an Inadequate is given out again in one act, audited, and shown before and after."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from qa_tool.demo import mould
from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import (
    audit,
    audit_list,
    council,
    reaudit,
    reaudit_pairs,
    reaudit_share,
    session,
)
from qa_tool.work.workspace import Workspace
from tests.work.steps import draft, hand_in, read_by_mira

Desk = Callable[[str], Workspace]


def long_round(lead: Workspace) -> None:
    """The latest round goes on, so that there is one to audit again in."""
    round_ = council.rounds(lead)[0]
    last = lead.clock.today() + timedelta(days=60)
    with lead.store.together():
        lead.write("round", round_.id, replace(round_, due=last, ends=last))


def test_every_re_audit_is_given_out_in_one_act_to_somebody_else(desk: Desk) -> None:
    """Nobody gets a file they have read; each is due within its time; Home has none left."""
    lead = desk("qa lead")
    long_round(lead)
    waiting = [row for row in reaudit.rows(lead) if row.state == "nobody"]
    offers = reaudit_share.preview(lead)
    assert offers.given
    assert len(offers.given) + len(offers.left) == len({row.case for row in waiting})
    assert all(one.auditor not in one.row.never for one in offers.given)
    today = lead.clock.today()
    assert all(one.due == one.row.due or (one.row.late and one.due > today) for one in offers.given)
    reaudit_share.share_out(lead, offers)
    still = {row.audit for row in reaudit.rows(lead) if row.state == "nobody"}
    assert not {one.row.audit for one in offers.given} & still
    given = council_shelf.allocations(lead.store)
    assert len([a for a in given if a.selection == "re_audit" and a.state == "allocated"]) == len(
        offers.given
    )
    with pytest.raises(Refused, match="in the meantime"):
        reaudit_share.share_out(lead, offers)
    with pytest.raises(QAError, match="nothing to keep"):
        reaudit_share.share_out(lead, reaudit_share.preview(lead))
    assert session.verify(lead) == ()


def test_without_a_round_under_way_it_stays_with_a_reason(desk: Desk) -> None:
    """Nothing is lost, and the sentence says what is missing."""
    lead = desk("qa lead")
    for round_ in council.rounds(lead):
        with lead.store.together():
            past = lead.clock.today() - timedelta(days=1)
            lead.write("round", round_.id, replace(round_, due=past, ends=past))
    offers = reaudit_share.preview(lead)
    assert offers.given == ()
    assert {why for _row, why in offers.left} == {"No round that is under way has this template."}


def _agreed_inadequate(desk: Desk) -> str:
    """An audit with the worst grade, read again and agreed: it waits for its sign-off."""
    ada = desk("auditor")
    made = draft(ada, 4)
    hand_in(ada, made)
    read_by_mira(desk, made, "inadequate")
    return made


@pytest.mark.parametrize("wanted", [True, False])
def test_a_sign_off_gives_the_re_audit_out_where_the_council_wants_it(desk: Desk, *, wanted: bool) -> None:  # fmt: skip
    """Off by default; on, nobody has to remember it."""
    one = _agreed_inadequate(desk)
    lead = desk("qa lead")
    long_round(lead)
    session.keep_policy(lead, replace(lead.policy, re_audit_at_sign_off=wanted))
    lead.forget()
    audit.sign_off(lead, one)
    states = {row.audit: row.state for row in reaudit.rows(lead)}
    assert states[one] == ("allocated" if wanted else "nobody")


def test_a_re_audit_stands_beside_its_first_audit_domain_by_domain(desk: Desk) -> None:
    """The pairs of the made-up council: the worst grade first, the same template, final grades, the way it went."""
    lead = desk("qa lead")
    found = reaudit_pairs.pairs(lead)
    assert found
    for row in found:
        before, after = (audit_shelf.audit(lead.store, one) for one in (row.before, row.after))
        assert before is not None
        assert after is not None
        assert before.case == after.case
        assert (before.template, after.selection) == (after.template, "re_audit")
        assert row.pair.before == "Inadequate"
        order = ["outstanding", "good", "requires_improvement", "inadequate"]
        step = order.index(after.final_overall) - order.index(before.final_overall)
        assert row.pair.way == ("better" if step < 0 else "worse" if step else "same")
        assert len(row.pair.domains) == len(after.grades)
        assert reaudit_pairs.of_audit(lead, row.after) == row
    assert reaudit_pairs.of_audit(lead, found[0].before) is None


def test_a_pair_with_a_half_out_of_sight_is_not_shown(desk: Desk) -> None:
    """While either audit waits for this person's own reading, the pair would tell its grade."""
    lead = desk("qa lead")
    row = reaudit_pairs.pairs(lead)[0]
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    after = audit_shelf.audit(lead.store, row.after)
    assert after is not None
    from qa_tool.moderation.model import Reading

    reading = Reading("rdg-made", after.id, after.template, after.case, mira.id, "random",
                      made=lead.clock.now())  # fmt: skip
    with lead.store.together():
        lead.write("moderation", reading.id, reading)
    desk_ = desk("moderator")
    desk_.person = replace(desk_.person, roles=("moderator", "qa_lead"))
    assert row.after not in {one.after for one in reaudit_pairs.pairs(desk_)}
    assert reaudit_pairs.of_audit(desk_, row.after) is None


def test_the_whole_turn_from_the_worst_grade_to_before_and_after(desk: Desk) -> None:
    """Given out, begun by somebody else, handed in: it is done, and stands as a pair."""
    lead = desk("qa lead")
    long_round(lead)
    ada = next(p for p in lead.people.values() if p.name == "Ada Fenwright")
    row = next(r for r in reaudit.rows(lead) if r.state == "nobody" and ada.id not in r.never and len(audit_list.of_case(lead, r.case)) == 1
               and r.template == "core_case_audit")  # fmt: skip
    round_ = council.rounds(lead)[0]
    council.allocate(
        lead, [council.Wish(round_.id, row.case, row.template, ada.id, row.due, "re_audit")]
    )
    before = len(reaudit_pairs.pairs(lead))
    mine = desk("auditor")
    waiting = next(
        r for r in audit_list.mine(mine) if r.state == "allocated" and r.reference == row.reference
    )
    made = audit.start(mine, waiting.allocation, declared=True)
    filled = mould.make(audit.open_draft(mine, made).template, 2, random.Random(5))
    for key, value in mould.moved(filled.answers, 140).items():
        audit.keep_answer(mine, made, key, value)
    hand_in(mine, made)
    lead = desk("qa lead")
    assert next(r for r in reaudit.rows(lead) if r.audit == row.audit).state == "done"
    pair = next(one for one in reaudit_pairs.pairs(lead) if one.after == made)
    assert len(reaudit_pairs.pairs(lead)) == before + 1
    assert (pair.before, pair.pair.way, pair.settled) == (row.audit, "better", False)
