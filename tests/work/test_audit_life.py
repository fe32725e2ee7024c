"""One audit through the verbs: start, answer, hand in, read again, act, sign off, reopen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from qa_tool.audit.safety import Told
from qa_tool.demo import mould
from qa_tool.errors import QAError, Refused
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import action, audit, audit_list, council, moderation, safety, session
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def begin(ada: Workspace) -> str:
    """Ada starts the first case that waits for her."""
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    return audit.start(ada, waiting.allocation, declared=True)


def fill(ada: Workspace, audit_id: str, rank: int) -> None:
    """Answer everything, with an overall of this rank, one kept answer after the other."""
    import random

    template = audit.open_draft(ada, audit_id).template
    made = mould.make(template, rank, random.Random(5))
    for key, value in mould.moved(made.answers, 140).items():
        audit.keep_answer(ada, audit_id, key, value)


def reasons(ada: Workspace, audit_id: str) -> dict[str, str]:
    """A reason for every finding there is."""
    form = audit.open_draft(ada, audit_id).form
    return {f.code: "It stands." for f in audit.readiness(ada, audit_id, form).findings}


def handed_in(ada: Workspace, rank: int = 4) -> str:
    """A whole audit, handed in."""
    audit_id = begin(ada)
    fill(ada, audit_id, rank)
    audit.hand_in(ada, audit_id, reasons(ada, audit_id))
    return audit_id


def second_grades(mira: Workspace, reading_id: str, grade: str) -> None:
    """The moderator grades every domain and the overall alike, and saves."""
    moderation.declare(mira, reading_id)
    opened = moderation.open_blind(mira, reading_id)
    for domain in opened.template.graded:
        moderation.keep_answer(mira, reading_id, f"{domain.key}.grade", grade)
    moderation.keep_answer(mira, reading_id, "overall.grade", grade)
    moderation.keep_answer(mira, reading_id, "overall.reason", "The domains together.")
    moderation.save_grades(mira, reading_id, "blind")


def to_mira(lead: Workspace, audit_id: str) -> str:
    """Pass the reading of this audit to the moderator who signs in."""
    reading = reading_shelf.of_audit(lead.store, audit_id)
    assert reading is not None
    mira = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    if reading.moderator != mira:
        moderation.pass_on(lead, reading.id, mira)
    return reading.id


def test_starting_wants_the_declaration_and_ones_own_allocation(desk: Desk) -> None:
    """Without the declaration nothing starts; somebody else's case cannot be started."""
    ada = desk("auditor")
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    with pytest.raises(Refused, match="declaration"):
        audit.start(ada, waiting.allocation, declared=False)
    jonah = desk("team manager")
    with pytest.raises(Refused, match="somebody else"):
        audit.start(jonah, waiting.allocation, declared=True)


def test_starting_twice_goes_on_with_the_same_draft(desk: Desk) -> None:
    """The second start opens the draft that is there."""
    ada = desk("auditor")
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    first = audit.start(ada, waiting.allocation, declared=True)
    assert audit.start(ada, waiting.allocation, declared=True) == first


def test_an_unfinished_audit_is_not_handed_in_and_says_where(desk: Desk) -> None:
    """The refusal lists places; nothing is in the ledger."""
    ada = desk("auditor")
    audit_id = begin(ada)
    before = ada.store.ledger.count()
    with pytest.raises(audit.NotReady) as refusal:
        audit.hand_in(ada, audit_id)
    keys = [key for key, _ in refusal.value.reasons]
    assert "risk.grade" in keys
    assert "overall.grade" in keys
    assert ada.store.ledger.count() == before


def test_hand_in_writes_codes_and_words_apart(desk: Desk) -> None:
    """The audit entry holds grades and no typed word; the note, its child, holds the words."""
    ada = desk("auditor")
    audit_id = begin(ada)
    fill(ada, audit_id, 3)
    audit.keep_answer(ada, audit_id, "risk.reason", "typed-only-here")
    audit.hand_in(ada, audit_id, reasons(ada, audit_id))
    entry = next(iter(ada.store.ledger.entries(kind="audit", object=audit_id)))
    note = next(iter(ada.store.ledger.entries(kind="note", object=audit_id)))
    assert "typed-only-here" not in repr(entry.body)
    assert "typed-only-here" in repr(note.body)
    assert entry.id in note.parents
    assert audit_shelf.draft(ada.store, audit_id) is None
    assert audit_list.view(ada, audit_id).form.answers["risk.reason"] == "typed-only-here"


def test_an_inadequate_audit_is_always_read_again(desk: Desk) -> None:
    """The worst grade goes to moderation by rule, not by chance."""
    ada = desk("auditor")
    audit_id = handed_in(ada, rank=4)
    reading = reading_shelf.of_audit(ada.store, audit_id)
    assert reading is not None
    assert reading.chosen == "inadequate"
    assert not reading.random
    head = audit_shelf.audit(ada.store, audit_id)
    assert head is not None
    assert head.state == "in_moderation"


def test_the_first_grade_stays_when_the_moderator_changes_it(desk: Desk) -> None:
    """After closing, first and final stand side by side, and the change needs a reason."""
    ada = desk("auditor")
    audit_id = handed_in(ada, rank=4)
    reading_id = to_mira(desk("qa lead"), audit_id)
    mira = desk("moderator")
    second_grades(mira, reading_id, "requires_improvement")
    found = moderation.comparison(mira, reading_id)
    first = next(d for d in found.differences if d.domain == "overall")
    assert first.direction == "higher"
    assert first.singly
    verdict = moderation.Verdict(
        grade_right=False, well_done="mostly", final_overall="requires_improvement",
        final_grades=found.reading.grades,
    )  # fmt: skip
    with pytest.raises(QAError, match="no reason"):
        moderation.close(mira, reading_id, verdict)
    moderation.close(mira, reading_id, replace(verdict, reason="The file shows more."))
    head = audit_shelf.audit(mira.store, audit_id)
    assert head is not None
    assert (head.overall, head.final_overall, head.state) == (
        "inadequate", "requires_improvement", "agreed",
    )  # fmt: skip
    assert set(head.final_grades.values()) == {"requires_improvement"}
    assert session.verify(mira) == ()


def test_the_two_verdicts_may_not_contradict(desk: Desk) -> None:
    """'The grade is right' with another final grade is refused; 'not well done' wants a word."""
    audit_id = handed_in_by(desk, 4)
    reading_id = to_mira(desk("qa lead"), audit_id)
    mira = desk("moderator")
    second_grades(mira, reading_id, "good")
    with pytest.raises(QAError, match="grade is right"):
        moderation.close(
            mira, reading_id,
            moderation.Verdict(True, "yes", "good", {}, reason="better"),
        )  # fmt: skip
    with pytest.raises(QAError, match="no word why"):
        moderation.close(
            mira, reading_id,
            moderation.Verdict(False, "no", "good", {}, reason="better"),
        )  # fmt: skip


def handed_in_by(desk: Desk, rank: int) -> str:
    """Ada's audit, handed in, with her desk closed again by the next to sit down."""
    return handed_in(desk("auditor"), rank)


def test_nobody_moderates_their_own_audit_case_or_line(desk: Desk) -> None:
    """The list of those who may read leaves out auditor, worker and the worker's managers."""
    audit_id = handed_in_by(desk, 4)
    lead = desk("qa lead")
    head = audit_shelf.audit(lead.store, audit_id)
    reading = reading_shelf.of_audit(lead.store, audit_id)
    assert head is not None
    assert reading is not None
    everybody = ("auditor", "moderator", "team_manager", "social_worker")
    for person in list(lead.people.values()):
        with lead.store.together():
            lead.write("person", person.id, replace(person, roles=everybody))
    lead.forget()
    may = {person for person, _ in moderation.who_may_read(lead, reading.id)}
    assert may
    assert not may & {head.auditor, head.worker, *head.line}
    lead.person = replace(lead.person, roles=("qa_lead",))
    with pytest.raises(Refused):
        moderation.pass_on(lead, reading.id, head.auditor)


def test_sign_off_waits_for_moderation_and_is_not_for_ones_own(desk: Desk) -> None:
    """In moderation nothing is signed off; afterwards it counts in the kept sums once."""
    audit_id = handed_in_by(desk, 4)
    lead = desk("qa lead")
    with pytest.raises(Refused, match="cannot be signed off"):
        audit.sign_off(lead, audit_id)
    reading_id = to_mira(lead, audit_id)
    mira = desk("moderator")
    second_grades(mira, reading_id, "inadequate")
    found = moderation.comparison(mira, reading_id)
    moderation.close(
        mira, reading_id,
        moderation.Verdict(True, "yes", "inadequate", found.reading.grades, reason="Domains."),
    )  # fmt: skip
    lead = desk("qa lead")
    before = audit_shelf.tallies(lead.store)["overall"]["inadequate"]
    audit.sign_off(lead, audit_id)
    assert audit_shelf.tallies(lead.store)["overall"]["inadequate"] == before + 1
    with pytest.raises(Refused):
        audit.sign_off(lead, audit_id)


def test_reopening_makes_a_new_draft_and_voids_the_sign_off(desk: Desk) -> None:
    """The old audit stays, is superseded, and leaves the kept sums; the child names its parent."""
    lead = desk("qa lead")
    ada_id = next(p.id for p in lead.people.values() if p.name == "Ada Fenwright")
    wanted = Wanted(auditor=ada_id, states=("closed", "signed_off"))
    old = audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, wanted))[0]
    ada = desk("auditor")
    before = sum(audit_shelf.tallies(ada.store)["overall"].values())
    with pytest.raises(QAError, match="no reason"):
        audit.reopen(ada, old.id, " ")
    draft = audit.reopen(ada, old.id, "A visit was found.")
    assert audit_shelf.superseded(ada.store, old.id)
    assert sum(audit_shelf.tallies(ada.store)["overall"].values()) == before - 1
    audit.hand_in(ada, draft, reasons(ada, draft))
    fresh = audit_shelf.audit(ada.store, draft)
    assert fresh is not None
    assert fresh.parent == old.id
    assert session.verify(ada) == ()


def test_a_safety_stop_holds_the_hand_in_until_it_is_answered(desk: Desk) -> None:
    """Raised at once and signed; the audit waits until who was told and the answer are there."""
    ada = desk("auditor")
    audit_id = begin(ada)
    fill(ada, audit_id, 3)
    case = safety.case_of(ada, audit_id)
    stop = safety.raise_stop(ada, audit_id, case, "danger", "child", "An unknown adult at home.")
    assert next(iter(ada.store.ledger.entries(kind="safety", object=stop))).body
    with pytest.raises(audit.NotReady) as refusal:
        audit.hand_in(ada, audit_id, reasons(ada, audit_id))
    assert ("safety", "The safety stop has no answer yet.") in refusal.value.reasons
    told = Told("Duty manager", ada.clock.now(), "spoken to", "Seen tonight.", "team_manager")
    with pytest.raises(QAError, match="future"):
        safety.tell(ada, stop, replace(told, when=ada.clock.now() + timedelta(hours=2)))
    safety.tell(ada, stop, told)
    audit.hand_in(ada, audit_id, reasons(ada, audit_id))
    reading = reading_shelf.of_audit(ada.store, audit_id)
    assert reading is not None
    assert reading.chosen == "safety"


def test_a_finding_needs_a_reason_and_the_reason_is_kept(desk: Desk) -> None:
    """An overruled consistency finding stands in the audit, with its reason among the words."""
    ada = desk("auditor")
    audit_id = begin(ada)
    fill(ada, audit_id, 3)
    for domain in audit.open_draft(ada, audit_id).template.graded:
        audit.keep_answer(ada, audit_id, f"{domain.key}.evidence", None)
    with pytest.raises(audit.NotReady):
        audit.hand_in(ada, audit_id)
    audit.hand_in(ada, audit_id, {"grade_without_evidence": "The record was closed that day."})
    entry = next(iter(ada.store.ledger.entries(kind="audit", object=audit_id)))
    assert entry.body is not None
    assert "grade_without_evidence" in entry.body["overruled"]
    kept = audit_shelf.answers(ada.store, audit_id)
    assert kept["consistency.grade_without_evidence"] == "The record was closed that day."


def test_undo_and_redo_reach_across_a_restart(desk: Desk) -> None:
    """The steps are in the store: another sitting can take back and give again."""
    ada = desk("auditor")
    audit_id = begin(ada)
    audit.keep_answer(ada, audit_id, "risk.grade", "good")
    audit.keep_answer(ada, audit_id, "risk.grade", "inadequate")
    ada = desk("auditor")
    assert audit.can_undo(ada, audit_id) == (True, False)
    audit.undo(ada, audit_id)
    assert audit.open_draft(ada, audit_id).form.grade("risk") == "good"
    audit.redo(ada, audit_id)
    assert audit.open_draft(ada, audit_id).form.grade("risk") == "inadequate"


def test_giving_a_case_back_needs_a_reason_and_frees_it(desk: Desk) -> None:
    """'I know this family' returns the case; it is on nobody's desk."""
    ada = desk("auditor")
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    with pytest.raises(QAError, match="no reason"):
        council.give_back(ada, waiting.allocation, "")
    council.give_back(ada, waiting.allocation, "I chaired a conference for this family.")
    assert waiting.allocation not in {row.allocation for row in audit_list.mine(ada)}
    kept = council_shelf.allocation(ada.store, waiting.allocation)
    assert kept is not None
    assert kept.state == "returned"


def test_an_action_is_closed_only_by_somebody_elses_yes(desk: Desk) -> None:
    """Done with proof by its owner, verified by another; then the signed-off audit is closed."""
    audit_id = handed_in_by(desk, 4)
    lead = desk("qa lead")
    reading_id = to_mira(lead, audit_id)
    mira = desk("moderator")
    second_grades(mira, reading_id, "inadequate")
    own = moderation.comparison(mira, reading_id).reading.grades
    moderation.close(
        mira, reading_id, moderation.Verdict(True, "yes", "inadequate", own, reason="All lower.")
    )
    lead = desk("qa lead")
    jonah = next(p for p in lead.people.values() if p.name == "Jonah Pellow")
    wanted = action.Wanted(
        audit_id, "risk.grade", "See the child alone", owner=jonah.id,
        due=action.due_choices(lead)[1][1],
    )  # fmt: skip
    action.raise_(lead, wanted)
    audit.sign_off(lead, audit_id)
    made = action_shelf.actions(lead.store, audit=audit_id)[0]
    assert made.needs_verifying
    with pytest.raises(QAError, match="no proof"):
        action.mark_done(lead, made.id, " ")
    manager = desk("team manager")
    action.mark_done(manager, made.id, "Visit record of today")
    with pytest.raises(Refused, match="cannot verify"):
        action.verify(manager, made.id, "Seen")
    lead = desk("qa lead")
    with pytest.raises(Refused, match="what changed"):
        action.verify(lead, made.id, "")
    action.verify(lead, made.id, "The child told the worker about weekends.")
    head = audit_shelf.audit(lead.store, audit_id)
    assert head is not None
    assert head.state == "closed"


def test_an_action_in_the_past_or_without_owner_is_refused(desk: Desk) -> None:
    """What, who and by when are asked for before anything is written."""
    lead = desk("qa lead")
    number = audit_shelf.rows_of(lead.store, Wanted(states=("closed",)))[0]
    audit_id = audit_shelf.heads(lead.store, [number])[0].id
    day = lead.clock.today()
    good: dict[str, Any] = {"owner": lead.person.id, "due": day}
    for wrong, words in (
        ({"what": "", **good}, "says nothing"),
        ({"what": "x", "due": day}, "Nobody owns"),
        ({"what": "x", "owner": "p", "due": None}, "no due date"),
        ({"what": "x", "owner": "p", "due": day - timedelta(days=1)}, "past"),
    ):
        with pytest.raises(Refused, match=words):
            action.raise_(lead, action.Wanted(audit_id, "risk.grade", **wrong))


def test_the_councils_number_is_for_those_who_work_on_the_case(desk: Desk) -> None:
    """The auditor and the QA lead see it; the chief officer's list of cases is empty of it."""
    ada = desk("auditor")
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    allocation = council_shelf.allocation(ada.store, waiting.allocation)
    assert allocation is not None
    assert council.case(ada, allocation.case).council_number.startswith("DEMO")
    cswo = desk("cswo")
    assert council.case(cswo, allocation.case).council_number == ""
    assert council.case_rows(cswo) == ()
    assert council.case_rows(desk("qa lead"))[0].number.startswith("DEMO")
