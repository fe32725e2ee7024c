"""A dispute: the auditor disagrees, a third reader decides or the QA lead settles, and the sign-off waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as shelf
from qa_tool.store.verify import verify
from qa_tool.work import (
    audit,
    audit_list,
    feedback,
    home,
    moderation,
    moderation_dispute,
    moderation_talk,
    shield,
)
from tests.ui.pages.made_up import Council
from tests.work.moderated import found, read_and_close, reading_of, verdict_of


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council."""
    made = found(tmp_path)
    yield made
    made.lead.store.close()


def _state(council: Council, name: str) -> str:
    one = audit_shelf.audit(council.lead.store, name)
    assert one is not None
    return one.state


def _disputed(council: Council) -> tuple[str, str, str]:
    """An Inadequate audit that was read as Good, which its auditor disputes: audit, reading, dispute."""
    handed = council.hand_in(0, grade="inadequate")
    reading = read_and_close(council, handed, "good")
    ada = council.desk("per-ada")
    change = moderation_dispute.disagree(ada, reading, "Risk: the visit is on the record.")
    return handed, reading, change.ids[0]


def test_a_dispute_goes_to_a_third_reader_who_decides(council: Council) -> None:
    """The whole way: disputed, read blind a third time, decided with a reason, then signed off."""
    handed, _, dispute = _disputed(council)
    assert _state(council, handed) == "disputed"
    lines = [w.title for w in home.overview(council.lead).waiting]
    assert "The outcome of case MADE-000 is disputed" in lines
    with pytest.raises(Refused, match="disputes the outcome"):
        audit.sign_off(council.lead, handed)
    third = moderation_dispute.to_third_reader(council.lead, dispute, "per-lia").ids[1]
    assert _state(council, handed) == "disputed"
    lia = council.desk("per-lia")
    assert handed in shield.hidden(lia)
    assert [row.reference for row in moderation.queue(lia)] == ["MADE-000"]
    council.read_again(third, "requires_improvement")
    own = moderation.comparison(lia, third)
    assert own.before is not None
    assert (own.audit.overall, own.before.overall) == ("inadequate", "good")
    with pytest.raises(QAError, match="no reason"):
        moderation_dispute.decide(lia, third, verdict_of(own, reason=""))
    moderation_dispute.decide(lia, third, verdict_of(own))
    after = audit_shelf.audit(council.lead.store, handed)
    assert after is not None
    assert (after.state, after.overall, after.final_overall) == (
        "agreed", "inadequate", "requires_improvement",
    )  # fmt: skip
    told = [event.what for event in audit_list.history(council.lead, after)]
    assert "Dispute decided by a third reader" in told
    assert "Third reading opened: case, template and due date in sight, no grade" in told
    audit.sign_off(council.lead, handed)
    assert _state(council, handed) in {"signed_off", "closed"}
    assert verify(council.lead.store) == ()


def test_the_third_reader_is_neither_auditor_nor_reader_nor_somebody_who_knows(
    council: Council,
) -> None:
    """Only Lia and Kim may: Mo read it, Nora is a QA lead and may know, Ada audited it."""
    _, _, dispute = _disputed(council)
    able = {name for name, _ in moderation_dispute.third_readers(council.lead, dispute)}
    assert able == {"per-lia", "per-kim"}
    for wrong in ("per-mo", "per-nor", "per-ada"):
        with pytest.raises(Refused, match="may not be the third reader"):
            moderation_dispute.to_third_reader(council.lead, dispute, wrong)
    with pytest.raises(Refused):
        moderation_dispute.to_third_reader(council.desk("per-mo"), dispute, "per-lia")


def test_who_read_it_before_keeps_seeing_it_and_a_new_moderator_does_not(council: Council) -> None:
    """The second reader knows the audit already; for every other moderator it is shielded."""
    handed, reading, dispute = _disputed(council)
    moderation_dispute.to_third_reader(council.lead, dispute, "per-lia")
    assert handed not in shield.hidden(council.desk("per-mo"))
    assert handed in shield.hidden(council.desk("per-kim"))
    with pytest.raises(Refused):
        moderation_talk.outcome(council.desk("per-lia"), reading)
    assert moderation_dispute.disputes(council.desk("per-lia")) == ()


def test_the_qa_lead_settles_it_with_a_reason(council: Council) -> None:
    """The first grades stand again; a second word about it is refused."""
    handed, _, dispute = _disputed(council)
    with pytest.raises(QAError, match="no reason"):
        moderation_dispute.settle(council.lead, dispute, first_stands=True, reason=" ")
    moderation_dispute.settle(council.lead, dispute, first_stands=True, reason="Made-up reason.")
    after = audit_shelf.audit(council.lead.store, handed)
    assert after is not None
    assert (after.state, after.final_overall) == ("agreed", "inadequate")
    assert set(after.final_grades.values()) == {"inadequate"}
    with pytest.raises(QAError, match="settled"):
        moderation_dispute.settle(council.lead, dispute, first_stands=False, reason="Again.")
    assert verify(council.lead.store) == ()


def test_a_qa_lead_who_read_the_case_does_not_settle_it(council: Council) -> None:
    """Nora is QA lead and second reader: she is no judge of her own reading."""
    handed = council.hand_in(0, grade="inadequate")
    reading = read_and_close(council, handed, "good", who="per-nor")
    dispute = moderation_dispute.disagree(council.desk("per-ada"), reading, "Made up.").ids[0]
    with pytest.raises(Refused, match="You read this case"):
        moderation_dispute.settle(
            council.desk("per-nor"), dispute, first_stands=False, reason="Mine stands."
        )


def test_the_auditor_takes_it_back_until_somebody_reads(council: Council) -> None:
    """Taken back, the outcome stands; once a third reader has it, it goes its way."""
    handed, _, dispute = _disputed(council)
    moderation_dispute.withdraw(council.desk("per-ada"), dispute, "I looked again.")
    after = audit_shelf.audit(council.lead.store, handed)
    assert after is not None
    assert (after.state, after.final_overall) == ("agreed", "good")
    other = council.hand_in(1, grade="inadequate")
    reading = read_and_close(council, other, "good")
    second = moderation_dispute.disagree(council.desk("per-ada"), reading, "Made up.").ids[0]
    moderation_dispute.to_third_reader(council.lead, second)
    with pytest.raises(Refused, match="third reader"):
        moderation_dispute.withdraw(council.desk("per-ada"), second)
    with pytest.raises(Refused, match="third reader"):
        audit.reopen(council.desk("per-ada"), other, "Made up.")


def test_only_the_auditor_answers_and_only_once(council: Council) -> None:
    """Accepting is an answer; a dispute needs words; nobody else answers."""
    handed = council.hand_in(0, grade="inadequate")
    reading = read_and_close(council, handed, "good")
    ada = council.desk("per-ada")
    with pytest.raises(Refused, match="auditor"):
        moderation_talk.accept(council.lead, reading)
    with pytest.raises(QAError, match="with what you disagree"):
        moderation_dispute.disagree(ada, reading, "  ")
    assert any("was read again" in w.title for w in home.overview(ada).waiting)
    moderation_talk.accept(ada, reading, "Thank you.")
    assert not any("was read again" in w.title for w in home.overview(ada).waiting)
    with pytest.raises(Refused, match="answered"):
        moderation_dispute.disagree(ada, reading, "After all not.")
    audit.sign_off(council.lead, handed)


def test_a_reply_and_a_dispute_hold_each_other_open(council: Council) -> None:
    """Answering the practitioner's reply does not end the auditor's dispute, nor the other way round."""
    handed, _, dispute = _disputed(council)
    feedback.reply(council.desk("per-tom"), handed, agrees=False, words="Made-up words.")
    said = feedback.said(council.lead, handed)[0]
    feedback.answer(council.lead, said.id, "Made-up answer.")
    assert _state(council, handed) == "disputed"
    feedback.reply(council.desk("per-mia"), handed, agrees=False, words="More made-up words.")
    moderation_dispute.settle(council.lead, dispute, first_stands=False, reason="Made up.")
    assert _state(council, handed) == "disputed"
    open_ = next(r for r in feedback.said(council.lead, handed) if r.open)
    feedback.answer(council.lead, open_.id, "Made-up answer.")
    assert _state(council, handed) == "agreed"
    assert verify(council.lead.store) == ()


def test_the_discussion_is_kept_in_order_and_asks_the_other(council: Council) -> None:
    """Before closing the second reader asks, the auditor is told on Home, and answers."""
    handed = council.hand_in(0, grade="inadequate")
    reading = reading_of(council, handed)
    if reading.moderator != "per-mo":
        moderation.pass_on(council.lead, reading.id, "per-mo")
    mo, ada = council.desk("per-mo"), council.desk("per-ada")
    with pytest.raises(Refused):
        moderation_talk.say(mo, reading.id, "Too early.")
    council.read_again(reading.id, "good")
    moderation_talk.say(mo, reading.id, "Which visit?")
    assert any("writes about case MADE-000" in w.title for w in home.overview(ada).waiting)
    council.clock.advance(60)
    moderation_talk.say(ada, reading.id, "The one in June.")
    assert not any("writes about" in w.title for w in home.overview(ada).waiting)
    assert any("writes about" in w.title for w in home.overview(mo).waiting)
    words = [one.words for one in moderation_talk.discussion(mo, reading.id)]
    assert words == ["Which visit?", "The one in June."]
    with pytest.raises(Refused, match="not finished"):
        moderation_talk.outcome(ada, reading.id)
    with pytest.raises(Refused, match="not yours"):
        moderation_talk.discussion(council.desk("per-bo"), reading.id)


def test_a_third_reading_is_apart_from_the_second(council: Council) -> None:
    """The audit's second reading stays the second; the third is found by its dispute alone."""
    handed, reading, dispute = _disputed(council)
    third = moderation_dispute.to_third_reader(council.lead, dispute, "per-lia").ids[1]
    latest = shelf.of_audit(council.lead.store, handed)
    assert latest is not None
    assert latest.id == reading
    assert [r.id for r in shelf.every_reading(council.lead.store, handed)] == [reading, third]
    assert shelf.readers(council.lead.store, handed) == {"per-mo", "per-lia"}
