"""Voices from the check that contact is safe to coverage, and who may read what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import moderation as reading_shelf
from qa_tool.store import voice as shelf
from qa_tool.store.apply import rebuild
from qa_tool.work import audit_list, council, home, report, session, shield, voice, voice_coverage
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace
from tests.work import steps

Desk = Callable[[str], Workspace]
DAY = date(2026, 11, 18)
WORDS = "Made-up words: marigold lantern forty-four."
CONTACT = voice.Contact(
    ("child", "family"), "with_care", danger=True, by_whom="The practitioner", how="At school",
    checked_with="The practitioner", checked_on=DAY - timedelta(days=1),
)  # fmt: skip


def _draft(ada: Workspace) -> tuple[str, str]:
    """A new draft of Ada's with a grade of Good: the audit and its allocation."""
    made = steps.draft(ada, 2)
    draft = next(r for r in audit_list.mine(ada) if r.id == made)
    return made, draft.allocation


def _spoken(ada: Workspace, allocation: str, view: str = "not") -> str:
    """The child was asked safely, was reached, and said something."""
    voice.check_contact(ada, allocation, CONTACT)
    attempt = voice.record_attempt(
        ada, allocation, voice.Tried("child", DAY, "reached", "visit", helps=("easy_read",))
    ).ids[1]
    voice.keep_said(
        ada, attempt, voice.Said(True, view, shared=False, quoted=True, answers={"different": WORDS})  # type: ignore[arg-type]
    )  # fmt: skip
    return attempt


def test_from_safe_contact_to_what_was_said(desk: Desk) -> None:
    """Refused without a check, recorded with one; typed words survive; the audit tells who disagrees."""
    ada = desk("auditor")
    made, allocation = _draft(ada)
    tried = voice.Tried("child", DAY, "reached", "visit")
    with pytest.raises(Refused, match="not checked whether contact"):
        voice.record_attempt(ada, allocation, tried)
    voice.check_contact(ada, allocation, CONTACT)
    with pytest.raises(Refused, match="no voicemail, no letter"):
        voice.record_attempt(ada, allocation, replace(tried, way="letter"))
    attempt = voice.record_attempt(ada, allocation, tried).ids[1]
    assert any(w.page == "voices" and "child" in w.title for w in home.overview(ada).waiting)
    voice.keep_word(ada, attempt, "different", WORDS[:5])
    voice.keep_word(ada, attempt, "different", WORDS)
    assert voice.begun(desk("auditor"), attempt) == {"different": WORDS}
    ada = desk("auditor")
    said = voice.Said(True, "not", quoted=True, answers={"different": WORDS})
    voice.keep_said(ada, attempt, said)
    row = next(r for r in voice.voices(ada, allocation).rows if r.who == "child")
    assert row.standing == "obtained"
    assert row.attempts[0].answers[0].words == WORDS
    assert voice.voices(ada, allocation).disagreements == ()
    steps.hand_in(ada, made)
    lead = desk("qa lead")
    found = voice.voices_of_audit(lead, made).disagreements
    assert [d.direction for d in found] == ["kinder"]
    assert [q.answer.words for q in voice.quotable(lead, made)] == [WORDS]
    assert session.verify(lead) == ()
    before = shelf.attempts(lead.store, [allocation]), shelf.words(lead.store, [allocation])
    rebuild(lead.store, lead.store.ledger)
    assert (
        shelf.attempts(lead.store, [allocation]),
        shelf.words(lead.store, [allocation]),
    ) == before


def test_without_consent_nothing_is_kept(desk: Desk) -> None:
    """Somebody who did not agree is counted as declined, and no word of theirs is signed."""
    ada = desk("auditor")
    _, allocation = _draft(ada)
    voice.check_contact(ada, allocation, CONTACT)
    attempt = voice.record_attempt(
        ada, allocation, voice.Tried("child", DAY, "reached", "visit")
    ).ids[1]
    with pytest.raises(Refused, match="did not agree"):
        voice.keep_said(ada, attempt, voice.Said(False, answers={"different": WORDS}))
    with pytest.raises(QAError, match="how good they find"):
        voice.keep_said(ada, attempt, voice.Said(True, answers={"different": WORDS}))
    voice.keep_said(ada, attempt, voice.Said(False, shared=True, quoted=True))
    row = next(r for r in voice.voices(ada, allocation).rows if r.who == "child")
    assert row.standing == "declined"
    assert not row.attempts[0].shared
    assert shelf.words(ada.store, [allocation]) == {}


def test_words_can_be_erased_and_the_counts_stand(desk: Desk) -> None:
    """The words are an entry of their own: blanked, they are gone; that a child was heard stays."""
    ada = desk("auditor")
    _, allocation = _draft(ada)
    attempt = _spoken(ada, allocation)
    store = ada.store
    said = list(store.ledger.entries(object=f"{attempt}.words"))
    with store.together():
        ada.write("erase", "era-1", {"entries": [e.id for e in said], "reason": "Asked for"})
    rebuild(store, store.ledger)
    assert WORDS not in repr(voice.voices(ada, allocation))
    row = next(r for r in voice.voices(ada, allocation).rows if r.who == "child")
    assert row.standing == "obtained"
    assert row.attempts[0].view == "It did not help"


@pytest.mark.parametrize(
    ("tried", "sentence"),
    [
        (voice.Tried("child", DAY, "not_tried"), "not said why"),
        (voice.Tried("child", DAY + timedelta(days=9), "reached", "visit"), "future"),
        (voice.Tried("worker", DAY, "declined", "call", why="Ring 01632 960 123"), "telephone"),
        (voice.Tried("worker", DAY, "reached"), "how it was tried"),
    ],
)
def test_bad_input_is_told(desk: Desk, tried: voice.Tried, sentence: str) -> None:
    """What cannot be kept is refused with a sentence, and nothing is written."""
    ada = desk("auditor")
    _, allocation = _draft(ada)
    with pytest.raises(QAError, match=sentence):
        voice.record_attempt(ada, allocation, tried)
    assert shelf.attempts(ada.store, [allocation]) == ()


def test_only_the_auditor_and_the_lead_write(desk: Desk) -> None:
    """Nobody else writes down a voice, nor reads those of an audit that is not theirs."""
    ada = desk("auditor")
    _, allocation = _draft(ada)
    _spoken(ada, allocation)
    iro = desk("iro")
    with pytest.raises(Refused, match="by the auditor who asked"):
        voice.record_attempt(iro, allocation, voice.Tried("worker", DAY, "reached", "call"))
    with pytest.raises(Refused, match="not yours to read"):
        voice.voices(iro, allocation)
    with pytest.raises(Refused):
        voice.coverage(iro, None)
    with pytest.raises(Refused):
        voice.chase(iro, None)


def test_the_practitioner_reads_only_what_was_shared(desk: Desk) -> None:
    """Words that a child did not agree to share are withheld from the practitioner, and said so."""
    ada = desk("auditor")
    made, allocation = _draft(ada)
    attempt = _spoken(ada, allocation)
    steps.hand_in(ada, made)
    lead = desk("qa lead")
    worker = lead.people[audit_list.view(lead, made).audit.worker]
    lead.person = worker
    view = voice.voices_of_audit(lead, made)
    assert WORDS not in repr(view)
    assert view.disagreements == ()
    assert next(r for r in view.rows if r.who == "child").attempts[0].withheld
    ada = desk("auditor")
    said = voice.Said(True, "not", shared=True, answers={"different": WORDS})
    voice.keep_said(ada, attempt, said)
    ada.person = worker
    assert WORDS in repr(voice.voices_of_audit(ada, made))


def _all_answers(mira: Workspace, made: str, allocation: str, room: Path) -> str:
    """Everything that the questions about voices tell this person."""
    told = []
    questions: tuple[Callable[[], object], ...] = (
        lambda: voice.voices(mira, allocation),
        lambda: voice.voices_of_audit(mira, made),
        lambda: voice.quotable(mira, made),
        lambda: voice.coverage(mira, None),
        lambda: voice_coverage.mine(mira),
        lambda: voice_coverage.every(mira, None),
        lambda: voice.chase(mira, None),
        lambda: report.write(mira, "supervision", room / "slip.pdf", Scope(audit=made)),
    )
    for question in questions:
        try:
            told.append(repr(question()))
        except QAError as error:
            told.append(str(error))
    return "\n".join(told)


def test_the_blind_holds_for_voices(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A moderator learns nothing of a voice before their own grades; without the shield they would."""
    ada = desk("auditor")
    made, allocation = _draft(ada)
    _spoken(ada, allocation)
    steps.hand_in(ada, made)
    lead = desk("qa lead")
    if reading_shelf.of_audit(lead.store, made) is None:
        from qa_tool.work import moderation

        moderation.send_to_moderation(lead, made)
    mira = desk("moderator")
    mira.person = replace(mira.person, roles=("moderator", "qa_lead"))
    assert made in shield.hidden(mira)
    before = voice.coverage(mira, None).audits
    told = _all_answers(mira, made, allocation, tmp_path)
    assert WORDS not in told
    assert allocation not in told
    assert not (tmp_path / "slip.pdf").exists()
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset())
    assert WORDS in _all_answers(mira, made, allocation, tmp_path)
    assert voice.coverage(mira, None).audits > before


def test_coverage_counts_what_was_done(desk: Desk) -> None:
    """One more audit in which the child was heard is one more sought, heard and disagreeing."""
    ada = desk("auditor")
    made, allocation = _draft(ada)
    asked = shelf.asked_one(ada.store, allocation)
    assert asked is not None
    lead = desk("qa lead")
    round_ = council.round_named(lead, asked.round)
    before = voice.coverage(lead, round_)
    assert allocation in {r.allocation for r in voice.chase(desk("qa lead"), round_)}
    ada = desk("auditor")
    _spoken(ada, allocation)
    voice.record_attempt(
        ada, allocation, voice.Tried("partner", DAY, "not_tried", why="Made-up reason")
    )
    steps.hand_in(ada, made)
    after = voice.coverage(desk("qa lead"), round_)
    assert after.audits == before.audits + 1
    assert after.of("child").obtained == before.of("child").obtained + 1
    assert after.of("partner").not_tried == before.of("partner").not_tried + 1
    assert after.kinder == before.kinder + 1
    assert [r.why for r in after.reasons if r.why == "Made-up reason"]
    assert sum(t.audits for t in after.teams) == after.audits
