"""Who reads again and how: declaration, stepping aside, panels, outside peers, places, verdicts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.moderation.model import Mode
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as shelf
from qa_tool.store.verify import verify
from qa_tool.work import (
    audit_list,
    council,
    moderation,
    moderation_lead,
    moderation_talk,
    session,
)
from qa_tool.work.council import round_named
from qa_tool.work.workspace import Workspace
from tests.ui.pages.made_up import Council
from tests.work.moderated import found, reading_of, verdict_of


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council."""
    one = found(tmp_path, cases=9)
    yield one
    one.lead.store.close()


def _waiting(made: Council, who: str = "per-mo", case: int = 0) -> tuple[str, str]:
    """An Inadequate audit that waits for this moderator: audit and reading."""
    handed = made.hand_in(case, grade="inadequate")
    reading = reading_of(made, handed)
    if reading.moderator != who:
        moderation.pass_on(made.lead, reading.id, who)
    return handed, reading.id


def test_a_moderator_declares_before_the_case_opens(made: Council) -> None:
    """Asked once, like an auditor; from then on the history says what was in sight, and when."""
    handed, reading = _waiting(made)
    mo = made.desk("per-mo")
    with pytest.raises(Refused, match="neither this family nor this case"):
        moderation.open_blind(mo, reading)
    moderation.declare(mo, reading)
    before = shelf.reading(mo.store, reading)
    moderation.declare(mo, reading)
    assert shelf.reading(mo.store, reading) == before
    assert moderation.open_blind(mo, reading).form.answers == {}
    made.clock.advance(3600)
    made.read_again(reading, "good")
    made.clock.advance(60)
    moderation.see_first(mo, reading)
    assert moderation.see_first(mo, reading) is None
    head = audit_shelf.audit(made.lead.store, handed)
    assert head is not None
    told = [e.what for e in audit_list.history(made.lead, head)]
    steps = [t for t in told if t.startswith("Second reading")]
    assert steps[-3:] == [
        "Second reading opened: case, template and due date in sight, no grade",
        (
            "Second reading: own grades saved (blind, full re-read of the file); "
            "the earlier ones come into sight"
        ),
        "Second reading: the earlier grades were looked at for the first time",
    ]
    assert any("The overall is the worst grade" in step for step in steps)


def test_who_knows_the_family_steps_aside(made: Council) -> None:
    """The reading goes to the next who may have it, never back, and what was typed is gone."""
    _, reading = _waiting(made)
    mo = made.desk("per-mo")
    moderation.declare(mo, reading)
    moderation.open_blind(mo, reading)
    moderation.keep_answer(mo, reading, "risk.grade", "good")
    with pytest.raises(QAError, match="no reason"):
        moderation.step_aside(mo, reading, "")
    moderation.step_aside(mo, reading, "I know an aunt of theirs.")
    after = shelf.reading(mo.store, reading)
    assert after is not None
    assert after.moderator not in {"", "per-mo"}
    assert after.opened is None
    assert "per-mo" not in {name for name, _ in moderation.who_may_read(made.lead, reading)}
    with pytest.raises(Refused):
        moderation.pass_on(made.lead, reading, "per-mo")
    other = made.desk(after.moderator)
    moderation.declare(other, reading)
    assert moderation.open_blind(other, reading).form.answers == {}


def test_a_moderator_who_is_the_auditor_is_refused_in_words(made: Council) -> None:
    """Kim audits and moderates: their own audit never comes to them."""
    handed = made.hand_in(0, auditor="per-kim", grade="inadequate")
    reading = reading_of(made, handed)
    assert reading.moderator != "per-kim"
    with pytest.raises(Refused, match="their own audit"):
        moderation.pass_on(made.lead, reading.id, "per-kim")


def test_a_panel_has_names_and_a_conclusion_and_is_no_blind_reading(made: Council) -> None:
    """Its mode is panel whatever is chosen; nobody of the case sits on it."""
    handed, reading = _waiting(made)
    with pytest.raises(Refused, match="may not sit"):
        moderation_lead.by_panel(made.lead, reading, ["per-ada"])
    moderation_lead.by_panel(made.lead, reading, ["per-bo", "per-lia"])
    with pytest.raises(Refused, match="panel"):
        _as(made, reading, "blind")
    mo = _as(made, reading, "panel")
    own = moderation.comparison(mo, reading)
    assert own.reading.mode == "panel"
    with pytest.raises(QAError, match="conclusion"):
        moderation.close(mo, reading, verdict_of(own))
    moderation.close(mo, reading, verdict_of(own, conclusion="We came to it together."))
    out = moderation_talk.outcome(made.desk("per-ada"), reading)
    assert out.reading.panel == ("per-bo", "per-lia")
    assert shelf.readers(mo.store, handed) == {"per-mo", "per-bo", "per-lia"}


def _as(made: Council, reading: str, mode: Mode) -> Workspace:
    """Grade all Good and save in this mode."""
    mo = made.desk("per-mo")
    moderation.declare(mo, reading)
    opened = moderation.open_blind(mo, reading)
    for domain in opened.template.graded:
        moderation.keep_answer(mo, reading, f"{domain.key}.grade", "good")
    moderation.keep_answer(mo, reading, "overall.grade", "good")
    moderation.keep_answer(mo, reading, "overall.reason", "The domains together.")
    try:
        moderation.save_grades(mo, reading, mode)
    except Refused:
        raise
    except QAError as error:
        raise Refused(str(error), error.cure) from error
    return mo


def test_a_panel_without_names_is_refused(made: Council) -> None:
    """Choosing Panel is not enough."""
    _, reading = _waiting(made)
    with pytest.raises(Refused, match="panel has names"):
        _as(made, reading, "panel")


def test_an_outside_peer_has_name_and_organisation(made: Council) -> None:
    """The QA lead enters both; the moderator behind the shield types in for them."""
    handed, reading = _waiting(made)
    with pytest.raises(QAError, match="organisation"):
        moderation_lead.by_outside_peer(made.lead, reading, "Rowan Made-Up", "")
    with pytest.raises(Refused):
        moderation_lead.by_outside_peer(made.desk("per-mo"), reading, "Rowan", "Council X")
    moderation_lead.by_outside_peer(made.lead, reading, "Rowan Made-Up", "Elsewhere Council")
    mo = made.desk("per-mo")
    moderation.declare(mo, reading)
    assert moderation.open_blind(mo, reading).peer == "Rowan Made-Up, Elsewhere Council"
    moderation.keep_answer(mo, reading, "risk.grade", "good")
    with pytest.raises(Refused, match="typed in"):
        moderation_lead.by_second_reader(made.lead, reading)
    head = audit_shelf.audit(made.lead.store, handed)
    assert head is not None
    told = [e.what for e in audit_list.history(made.lead, head)]
    assert any("outside peer: Rowan Made-Up, Elsewhere Council" in what for what in told)


def test_a_half_given_verdict_outlives_the_program(made: Council) -> None:
    """It is on the disk, is nobody else's to read, and goes when the reading is closed."""
    _, reading = _waiting(made)
    mo = made.read_again(reading, "good")
    moderation.keep_verdict(mo, reading, {"final.risk": "good", "reason": "Half a sent"})
    moderation.keep_verdict(mo, reading, {"reason": "Half a sentence"})
    again = replace(mo, own_drafts=set())
    assert moderation.half_verdict(again, reading)["reason"] == "Half a sentence"
    assert moderation.half_verdict(again, reading)["final.risk"] == "good"
    with pytest.raises(Refused):
        moderation.half_verdict(made.desk("per-kim"), reading)
    moderation.close(mo, reading, verdict_of(moderation.comparison(mo, reading)))
    assert moderation.half_verdict(mo, reading) == {}


def test_every_change_needs_its_reason(made: Council) -> None:
    """A reason for one domain does not speak for another; what is silent is named."""
    _, reading = _waiting(made)
    mo = made.read_again(reading, "good")
    own = moderation.comparison(mo, reading)
    reasons = dict.fromkeys(own.reading.grades, "The file shows it.")
    with pytest.raises(QAError, match="Overall"):
        moderation.close(mo, reading, verdict_of(own, reason="", reasons=reasons))
    moderation.close(
        mo, reading, verdict_of(own, reason="", reasons=reasons | {"overall": "All together."})
    )
    out = moderation_talk.outcome(made.desk("per-ada"), reading)
    assert {row.reason for row in out.changed} == {"The file shows it.", "All together."}


def test_grades_of_two_scale_versions_are_told_apart(made: Council) -> None:
    """A grade that the audit's scale does not know is no disagreement; nothing is lost, and it is said."""
    _, reading = _waiting(made)
    mo = made.read_again(reading, "good")
    kept = shelf.reading(mo.store, reading)
    assert kept is not None
    with mo.store.together():
        mo.write("moderation", reading, replace(kept, grades={**kept.grades, "risk": "met"}))
    own = moderation.comparison(mo, reading)
    assert len(own.unknown) == 1
    assert own.differences[0].direction == "scales"
    with pytest.raises(QAError, match="another version of the scale") as told:
        moderation.close(mo, reading, verdict_of(own))
    assert "Outstanding" in told.value.cure
    grades = {**own.reading.grades, "risk": "good"}
    moderation.close(mo, reading, verdict_of(own, final_grades=grades))
    after = shelf.reading(mo.store, reading)
    assert after is not None
    assert after.grades["risk"] == "met"


def _round(made: Council, planned: int, capacity: int, firsts: int = 0) -> None:
    """Nothing by lot; so many planned, so much room."""
    council.keep_round(
        made.lead, replace(round_named(made.lead), moderation_share=0, planned=planned)
    )
    policy = replace(made.lead.policy, moderation_capacity=capacity, new_auditor_audits=firsts)
    session.keep_policy(made.lead, policy)


def test_places_that_are_left_go_to_departures_and_new_auditors(made: Council) -> None:
    """First what departs, then new auditors, as many as there is room for; the rest is printed."""
    _round(made, planned=4, capacity=50, firsts=1)
    plain = made.hand_in(0, auditor="per-ada")
    made.clock.advance(60)
    second = made.hand_in(1, auditor="per-ada")
    departing = made.hand_in(2, auditor="per-ada", overall="outstanding")
    newcomer = made.hand_in(3, auditor="per-bo")
    found_ = moderation_lead.places(made.lead, round_named(made.lead))
    assert (found_.room, found_.taken, found_.left) == (2, 0, 2)
    assert {c.audit for c in found_.candidates} == {plain, departing, newcomer}
    moderation_lead.fill_places(made.lead, round_named(made.lead))
    assert made.reading_of(departing)
    assert not made.reading_of(second)
    chosen = reading_of(made, departing)
    assert chosen.chosen in {"override", "consistency"}
    assert "0 of 2 places were taken" in chosen.rule
    taken = {a for a in (plain, newcomer) if made.reading_of(a)}
    assert len(taken) == 1
    with pytest.raises(QAError, match="nothing to put"):
        moderation_lead.fill_places(made.lead, round_named(made.lead))
    out = moderation_lead.coverage(made.lead, round_named(made.lead))
    assert [(n.audit in {plain, newcomer}, n.why) for n in out.not_read if n.chosen == "new_auditor"
            and n.why == "No place was left"] == [(True, "No place was left")]  # fmt: skip
    assert out.not_drawn == 1
    assert out.handed_in == 4
    assert verify(made.lead.store) == ()


def test_rule_and_lot_come_before_what_fills(made: Council) -> None:
    """Every Inadequate takes its place even where none is left; then nothing is filled."""
    _round(made, planned=2, capacity=50, firsts=5)
    for case in range(2):
        assert made.reading_of(made.hand_in(case, grade="inadequate"))
    made.hand_in(2)
    found_ = moderation_lead.places(made.lead, round_named(made.lead))
    assert (found_.room, found_.taken, found_.left) == (1, 2, 0)
    with pytest.raises(QAError):
        moderation_lead.fill_places(made.lead, round_named(made.lead))


def test_the_clock_of_a_reading_counts_working_days(made: Council) -> None:
    """Handed in on a Monday, five working days are the Monday after; a policy sets another number."""
    _, reading = _waiting(made)
    first = shelf.reading(made.lead.store, reading)
    assert first is not None
    assert first.due == made.clock.today() + timedelta(days=7)
    policy = made.lead.policy
    session.keep_policy(made.lead, replace(policy, clocks=replace(policy.clocks, reading_days=10)))
    made.desks.clear()
    _, other = _waiting(made, case=1)
    second = shelf.reading(made.lead.store, other)
    assert second is not None
    assert second.due == made.clock.today() + timedelta(days=14)


def test_coverage_of_a_lead_who_moderates_leaves_out_what_is_shielded(made: Council) -> None:
    """Nora counts what she may know, and is told how many are left out."""
    _waiting(made)
    out = moderation_lead.coverage(made.desk("per-nor"), round_named(made.lead))
    assert (out.withheld, out.chosen, out.not_read) == (1, {}, ())
    whole = moderation_lead.coverage(made.lead, round_named(made.lead))
    assert (whole.withheld, whole.chosen) == (0, {"inadequate": 1})
    assert whole.not_read[0].why.startswith("Not read yet; due")
