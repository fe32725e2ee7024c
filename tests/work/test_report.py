"""What is gathered for a report: the right round, every stop, nothing that may not be seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from qa_tool.audit.safety import Told
from qa_tool.calendar import add_working_days
from qa_tool.figures.agreement import rereads
from qa_tool.figures.basis import basis
from qa_tool.figures.dataset import DataSet
from qa_tool.moderation.model import Reading
from qa_tool.policy.plain import to_plain
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import council, feedback, reaudit, report, safety
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def gathered(lead: Workspace) -> dict[str, DataSet]:
    """The data set of every round, by the round's id."""
    return {r.id: report.dataset(lead, r) for r in council_shelf.rounds(lead.store)}


def waiting_audit(lead: Workspace, moderator: str) -> Any:
    """An audit that this person is to read blind from now on."""
    number = audit_shelf.rows_of(lead.store, Wanted(states=("handed_in",)))[0]
    head = audit_shelf.heads(lead.store, [number])[0]
    reading = Reading(
        "rdg-planted", head.id, head.template, head.case, moderator, "random",
        made=lead.clock.now(),
    )  # fmt: skip
    with lead.store.together():
        lead.write(
            "moderation", reading.id, reading,
            parents=(audit_shelf.head_entry(lead.store, head.id),),
        )  # fmt: skip
    return head


def test_not_read_is_counted_in_its_own_round(desk: Desk) -> None:
    """A reading that waits in one round is in the report of no other."""
    lead = desk("qa lead")
    before = gathered(lead)
    head = waiting_audit(lead, "")
    after = gathered(lead)
    assert len(after) > 1
    for round_, data in after.items():
        assert data.not_read - before[round_].not_read == (round_ == head.round)
    open_ = reading_shelf.all_of(lead.store, states=("waiting", "saved"))
    assert sum(data.not_read for data in after.values()) == len(open_)


def test_what_a_moderating_lead_may_not_see_is_counted(desk: Desk) -> None:
    """The data set of a QA lead who also moderates says how many audits are missing from it."""
    lead = desk("qa lead")
    head = waiting_audit(lead, "")
    whole = gathered(lead)
    assert all(data.withheld == 0 for data in whole.values())
    safety.raise_stop(lead, head.id, head.case, "serious", "child", "Made-up words.")
    council.keep_person(lead, replace(lead.person, roles=("qa_lead", "moderator")))
    both = gathered(desk("qa lead"))
    for round_, data in both.items():
        assert len(data.audits) + data.withheld == len(whole[round_].audits)
        assert basis(data).looked_at == basis(whole[round_]).looked_at
    assert both[head.round].withheld >= 1


def test_a_stop_on_what_is_read_blind_is_not_betrayed(desk: Desk) -> None:
    """Somebody else's stop on a case that waits for one's own blind reading is not in the report."""
    ada = desk("auditor")
    head = waiting_audit(ada, "")
    safety.raise_stop(ada, head.id, head.case, "serious", "child", "Made-up words.")
    lead = desk("qa lead")
    reference = next(a.reference for a in gathered(lead)[head.round].audits if a.id == head.id)
    assert reference in {s.reference for s in gathered(lead)[head.round].safety}
    council.keep_person(lead, replace(lead.person, roles=("qa_lead", "moderator")))
    found = gathered(desk("qa lead"))[head.round]
    assert reference not in {s.reference for s in found.safety}


def test_the_stop_of_a_draft_is_in_the_report_of_its_round(desk: Desk) -> None:
    """A stop counts at once, first as within its time, then as told; handed in or not."""
    ada = desk("auditor")
    draft = audit_shelf.drafts(ada.store, ada.person.id)[0].audit
    before = {r: d.safety for r, d in gathered(ada).items()}

    def new() -> dict[str, list[Any]]:
        return {r: [s for s in d.safety if s not in before[r]] for r, d in gathered(ada).items()}

    stop = safety.raise_stop(ada, draft.id, draft.case, "danger", "child", "Made-up words.")
    (mine,) = new().pop(draft.round)
    assert not any(stops for round_, stops in new().items() if round_ != draft.round)
    assert (mine.told, mine.settled, mine.level) == ("not_yet", None, "danger")
    told = Told("Made-up duty manager", ada.clock.now(), "spoken", "Goes out now.", "team_manager")
    safety.tell(ada, stop, told)
    (mine,) = new()[draft.round]
    assert mine.told == "in_time"


def test_the_councils_numbers_reach_the_report(desk: Desk) -> None:
    """Small teams and months until a re-audit are the policy's, not constants."""
    lead = desk("qa lead")
    policy = lead.policy
    other = replace(
        policy, small_team_audits=17, small_team_workers=5,
        clocks=replace(policy.clocks, re_audit_months=2),
    )  # fmt: skip
    with lead.store.together():
        lead.write("policy", "policy", to_plain(other))
    data = next(iter(gathered(desk("qa lead")).values()))
    assert (data.small_audits, data.small_workers, data.re_audit_months) == (17, 5, 2)


def test_feedback_says_by_when_to_reply(desk: Desk, tmp_path: Path) -> None:
    """The council's number of working days after the people were told, or from today where nobody was."""
    lead = desk("qa lead")
    number = audit_shelf.rows_of(lead.store, Wanted(states=("closed",)))[0]
    head = audit_shelf.heads(lead.store, [number])[0]
    target = report.write(lead, "audit", tmp_path / "feedback.pdf", report.Scope(audit=head.id))
    words = " ".join(" ".join(p.extract_text() for p in PdfReader(target).pages).split())
    told = feedback.given(lead, head.id)
    since = told[0].given_on if told else lead.clock.today()
    by: date = add_working_days(since, lead.policy.clocks.reply_days)
    assert f"Please reply by {by.day} {by:%B %Y}" in words


def reread(lead: Workspace) -> Any:
    """The reading of an audit that was read again blind and at random, and is closed."""
    for reading in reading_shelf.all_of(lead.store, states=("closed",)):
        if reading.random and reading.mode == "blind":
            return reading
    return pytest.fail("the demonstration has no random reading")


def again(lead: Workspace, reading: Any) -> Any:
    """The same audit as its auditor would hand it in again, unchanged."""
    old = audit_shelf.audit(lead.store, reading.audit)
    assert old is not None
    fresh = replace(
        old, id="aud-again", parent=old.id, state="handed_in", signed_off=None, chosen="",
        final_overall="", final_grades={},
    )  # fmt: skip
    with lead.store.together():
        lead.write("audit", fresh.id, {"audit": fresh, "answers": {}})
    return old


def test_reopening_loses_neither_the_pair_nor_the_settled_grade(desk: Desk) -> None:
    """Handed in again without a new reading, the pair stays in agreement and the reading's grade counts."""
    lead = desk("qa lead")
    reading = reread(lead)
    round_ = audit_shelf.audit(lead.store, reading.audit).round  # type: ignore[union-attr]
    before = gathered(lead)[round_]
    pairs = {a.id for a in rereads(before).random}
    assert reading.audit in pairs
    old = again(lead, reading)
    after = gathered(lead)[round_]
    assert {a.id for a in rereads(after).random} == pairs
    found = next(a for a in after.audits if a.id == "aud-again")
    assert (found.reopened, found.chain, found.superseded) == (1, old.id, False)
    assert found.reading is None
    assert found.final_overall == reading.final_overall
    assert dict(found.final_grades) == dict(reading.final_grades)
    assert next(a for a in after.audits if a.id == old.id).superseded
    assert len(basis(after).counted) == len(basis(before).counted) - 1


def test_actions_go_with_the_newest_version(desk: Desk) -> None:
    """What was raised on a version that was replaced is not lost, and is listed once."""
    lead = desk("qa lead")
    raised = [a for a in action_shelf.actions(lead.store) if a.state != "withdrawn"]
    read = {r.audit for r in reading_shelf.all_of(lead.store, states=("closed",))}
    one = next(a for a in raised if a.audit in read)
    reading = next(
        r for r in reading_shelf.all_of(lead.store, states=("closed",)) if r.audit == one.audit
    )
    round_ = audit_shelf.audit(lead.store, one.audit).round  # type: ignore[union-attr]
    before = gathered(lead)[round_]
    again(lead, reading)
    after = gathered(lead)[round_]
    assert len(after.actions) == len(before.actions)
    assert {a.audit for a in after.actions if a.what == one.what} >= {"aud-again"}
    assert one.audit not in {a.audit for a in after.actions}


def test_second_readers_reasons_are_gathered(desk: Desk) -> None:
    """What the second reader wrote for their own grades is in the data set."""
    lead = desk("qa lead")
    reading = reread(lead)
    words = {"answers": {"risk.reason": "Made-up second words.", "risk.seen#comment": "other"}}
    with lead.store.together():
        lead.write("note", reading.id, words)
    fact = next(a for data in gathered(lead).values() for a in data.audits if a.id == reading.audit)
    assert fact.reading is not None
    assert fact.reading.reasons["risk"] == "Made-up second words."
    assert "risk.seen" not in fact.reading.reasons


def test_templates_are_told_apart_by_their_fingerprint(desk: Desk) -> None:
    """Each audit finds the very template it was made with."""
    lead = desk("qa lead")
    for data in gathered(lead).values():
        for fact in data.audits:
            template = data.template_of(fact)
            assert template is not None
            assert (template.key, template.version) == (fact.template, fact.version)
        assert set(data.templates) == {fact.fingerprint for fact in data.audits}


def test_the_note_of_a_stop_about_a_manager_leaves_that_manager_out(
    desk: Desk, tmp_path: Path
) -> None:
    """On paper: no team manager, whom it is about, the written plan's day, one page."""
    ada = desk("auditor")
    draft = audit_shelf.drafts(ada.store, ada.person.id)[0].audit
    stop = safety.raise_stop(ada, draft.id, draft.case, "serious", "manager", "Made-up words.")
    target = report.write(ada, "safety_note", tmp_path / "note.pdf", report.Scope(stop=stop))
    pages = PdfReader(target).pages
    assert len(pages) == 1
    words = " ".join(pages[0].extract_text().split())
    assert "team manager" not in words.casefold()
    assert "A manager's own decision" in words
    assert "Head of service: the same day." in words
    assert "Written plan" in words
    assert "Case reference" in words


def test_re_audits_are_gathered_in_the_round_of_their_audit(desk: Desk) -> None:
    """Each audit that asks for a re-audit stands in its own round's report, and in no other."""
    lead = desk("qa lead")
    wanted = {row.reference for row in reaudit.rows(lead)}
    found = {r: {one.reference for one in d.re_audits} for r, d in gathered(lead).items()}
    assert wanted
    assert set().union(*found.values()) == wanted
    for round_, data in gathered(lead).items():
        worst = {a.reference for a in data.audits if a.final_overall == "inadequate"}
        assert found[round_] <= worst


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_the_learning_report_as_page_and_word_document(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    """The same report as on paper, as a web page and for Word."""
    target = report.write(desk("qa lead"), "learning", tmp_path / f"learning{suffix}")
    content = target.read_bytes()
    assert content.startswith({".html": b"<!DOCTYPE html>", ".docx": b"PK"}[suffix])
