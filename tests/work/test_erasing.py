"""Erasing one person's words on request: what goes, what stays, and what forbids it."""

from collections.abc import Callable
from datetime import date

import pytest

from qa_tool.audit.record import Audit
from qa_tool.audit.reply import Reply
from qa_tool.errors import QAError, Refused
from qa_tool.retention.words import GONE
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import reply as reply_shelf
from qa_tool.store import voice as voice_shelf
from qa_tool.store.verify import verify
from qa_tool.template.model import VoiceKind
from qa_tool.voice.model import Answer, Attempt, Words
from qa_tool.work import erasing, retention
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
WHY = "They asked for it in a made-up letter."


def _signed(lead: Workspace) -> tuple[Audit, str]:
    """A finished audit with a practitioner, and its case's reference; every version of the case is finished."""
    wanted = audit_shelf.Wanted(states=("signed_off", "closed"))
    for one in audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, wanted)):
        every = audit_shelf.rows_of(lead.store, audit_shelf.Wanted(case=one.case))
        case = council_shelf.case(lead.store, one.case)
        if one.worker and len(every) == 1 and case is not None:
            return one, case.reference
    raise AssertionError("no such audit")


def _say(lead: Workspace, audit: Audit, who: VoiceKind, words: str) -> None:
    name = f"vat-{who}"
    attempt = Attempt(name, audit.allocation, who, date(2026, 11, 1), "visit", "reached", "the auditor",
                      lead.person.id, lead.clock.now(), used=True, view="lot" if who != "worker" else "")  # fmt: skip
    said = Words(name, audit.allocation, "", (Answer("q", "What helped?", words),))
    with lead.store.together():
        lead.write("voice", name, voice_shelf.body(attempt))
        lead.write("voice", f"{name}.words", voice_shelf.body(said))


def _said(lead: Workspace, audit: Audit) -> set[str]:
    held = voice_shelf.words(lead.store, [audit.allocation])
    return {answer.words for words in held.values() for answer in words.answers}


def test_only_the_childs_own_words_go(desk: Desk) -> None:
    """The family's stay, the attempt stays, the audit stays; the ledger is whole and holds them no more."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _say(lead, audit, "child", "zebra-child")
    _say(lead, audit, "family", "zebra-family")
    tried = voice_shelf.attempts(lead.store, [audit.allocation])
    answers = audit_shelf.answers(lead.store, audit.id)
    look = erasing.look(lead, "child", reference)
    assert any("vat-child.words" in part.objects for part in look.parts)
    assert not any("vat-family.words" in part.objects for part in look.parts)
    assert any("Backups" in words for words in look.stays)
    assert "zebra-child" in _said(lead, audit)
    erasing.erase(lead, "child", reference, WHY)
    assert "zebra-child" not in _said(lead, audit)
    assert "zebra-family" in _said(lead, audit)
    assert voice_shelf.attempts(lead.store, [audit.allocation]) == tried
    assert audit_shelf.answers(lead.store, audit.id) == answers
    held = lead.store.raw.execute("SELECT count(*) FROM entry WHERE body LIKE '%zebra-child%'")
    assert held.fetchone() == (0,)
    assert verify(lead.store) == ()
    assert retention.disposals(lead)[0].title == "Erased on request"


def test_a_practitioners_reply_goes_and_the_answer_to_it_stays(desk: Desk) -> None:
    """Their words are theirs; what the QA lead answered is not."""
    lead = desk("qa lead")
    audit, _ = _signed(lead)
    now = lead.clock.now()
    reply = Reply("rep-z", audit.id, audit.worker, agrees=False, words="zebra-reply", said=now,
                  answer="An answer of the lead", answered_by=lead.person.id, answered=now)  # fmt: skip
    with lead.store.together():
        lead.write("reply", "rep-z", reply)
    erasing.erase(lead, "worker", lead.name(audit.worker), WHY)
    left = reply_shelf.reply(lead.store, "rep-z")
    assert left is not None
    assert (left.words, left.answer) == (GONE, "An answer of the lead")
    assert (left.agrees, left.who) == (False, audit.worker)
    assert verify(lead.store) == ()


def test_the_whole_audit_goes_where_that_is_asked_for(desk: Desk) -> None:
    """With `audits` every typed word of the case's audits goes; grades stay."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    grades = audit_shelf.audit(lead.store, audit.id)
    before = len(audit_shelf.answers(lead.store, audit.id))
    erasing.erase(lead, "child", reference, WHY, audits=True)
    assert audit_shelf.audit(lead.store, audit.id) == grades
    assert len(audit_shelf.answers(lead.store, audit.id)) < before
    assert not [e for e in lead.store.ledger.entries("note", audit.id) if not e.blank]
    assert verify(lead.store) == ()


def test_a_hold_forbids_it_and_its_lifting_allows_it(desk: Desk) -> None:
    """The look says which hold; nothing is written while it stands."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    _say(lead, audit, "child", "zebra-child")
    hold = retention.put_on_hold(lead, "case", reference, "A made-up claim").ids[0]
    assert "A made-up claim" in erasing.look(lead, "child", reference).held
    count = lead.store.ledger.count()
    with pytest.raises(Refused, match="legal hold"):
        erasing.erase(lead, "child", reference, WHY)
    assert lead.store.ledger.count() == count
    retention.lift(lead, hold, "Withdrawn")
    erasing.erase(lead, "child", reference, WHY)
    assert "zebra-child" not in _said(lead, audit)


def test_what_is_refused(desk: Desk) -> None:
    """Nobody, nothing to erase, no reason, no right: a plain sentence each."""
    lead = desk("qa lead")
    audit, reference = _signed(lead)
    with pytest.raises(QAError, match="no case"):
        erasing.look(lead, "child", "nowhere")
    with pytest.raises(QAError, match="Nobody"):
        erasing.look(lead, "worker", "Nobody Atall")
    _say(lead, audit, "child", "zebra-child")
    with pytest.raises(QAError, match="why"):
        erasing.erase(lead, "child", reference, " ")
    erasing.erase(lead, "child", reference, WHY)
    with pytest.raises(QAError, match="no words"):
        erasing.erase(lead, "child", reference, WHY)
    with pytest.raises(Refused, match="needs the role"):
        erasing.look(desk("auditor"), "child", reference)
