"""Feedback on an audit, the reply to it, the dispute and the answer, on the audit's own page."""

from datetime import date

import pytest

from qa_tool.work import audit_list, feedback
from tests.ui.pages.conftest import Answers, Heard, Shown, words
from tests.ui.pages.made_up import Council, after
from ui.pages.audit_view import AuditViewPage
from ui.widgets import Banner, Pill

ASK = "ui.pages.audit_view.replies.ask_fields"
Patch = pytest.MonkeyPatch


def _pills(page: AuditViewPage) -> list[str]:
    return [pill.accessibleName() for pill in page.replies.findChildren(Pill)]


def _disagrees(council: Council) -> str:
    made = council.hand_in(0)
    desk = council.desk("per-tom")
    feedback.reply(desk, made, agrees=False, words="Made-up: the visit took place.")
    return made


def test_who_was_told_and_when_is_recorded_and_stands_there(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """Before that the card says until when; the practitioner's name stands in the form already."""
    made = council.hand_in(0)
    page = shown(AuditViewPage, council.desk("per-ada"), audit=made)
    assert "Nobody has been told what this audit found." in words(page.replies)
    assert _pills(page) == ["Due 16 Nov 2026"]
    form = Answers({"day": date(2026, 11, 9)})
    monkeypatch.setattr(ASK, form)
    page.replies.told.click()
    assert (form.complaint, heard.said) == ("", ["The feedback is recorded."])
    (kept,) = feedback.given(council.lead, made)
    assert (kept.given_to, kept.given_on, kept.by) == ("Tom Larkhill", date(2026, 11, 9), "per-ada")
    said = words(page.replies)
    assert "Tom Larkhill heard of it" in said
    assert "9 Nov 2026  ·  recorded by Ada Merrow" in said
    assert "Nobody has been told" not in said


def test_late_feedback_says_so(council: Council, shown: Shown) -> None:
    """Five working days after hand-in the QA lead sees that it is late."""
    made = council.hand_in(0)
    after(council, 9)
    page = shown(AuditViewPage, council.lead, audit=made)
    assert _pills(page) == ["Late: was due 16 Nov 2026"]


def test_what_is_wrong_with_the_feedback_stands_in_its_window(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """The verb's own words; nothing is recorded."""
    made = council.hand_in(0)
    page = shown(AuditViewPage, council.desk("per-ada"), audit=made)
    early = Answers({"day": date(2026, 11, 2)})
    monkeypatch.setattr(ASK, early)
    page.replies.told.click()
    assert early.complaint == "That is before the audit was handed in. Correct the day."
    assert feedback.given(council.lead, made) == ()
    assert heard.said == []


@pytest.mark.parametrize(
    ("person", "tells", "replies"),
    [
        ("per-ada", True, False),
        ("per-lead", True, False),
        ("per-tom", False, True),
        ("per-mia", True, True),
        ("per-head", True, True),
        ("per-vera", False, False),
    ],
)
def test_each_sees_the_verbs_that_are_theirs(
    council: Council, shown: Shown, person: str, tells: bool, replies: bool
) -> None:
    """Auditor, QA lead and managers tell; the practitioner and the managers above them reply."""
    made = council.hand_in(0)
    desk = council.lead if person == "per-lead" else council.desk(person)
    page = shown(AuditViewPage, desk, audit=made)
    assert page.replies.told.isHidden() is not tells
    assert page.replies.reply.isHidden() is not replies


def test_somebody_disagrees_and_the_audit_is_disputed(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """Neither yes nor no is chosen beforehand; what is said stands there with who and when."""
    made = council.hand_in(0)
    page = shown(AuditViewPage, council.desk("per-tom"), audit=made)
    form = Answers({"view": "disagrees", "words": "Made-up: the visit took place."})
    monkeypatch.setattr(ASK, form)
    page.replies.reply.click()
    assert next(f for f in form.fields if f.key == "view").value == ""
    assert heard.said == ["Your reply is kept."]
    said = words(page.replies)
    assert "Tom Larkhill does not agree" in said
    assert "Made-up: the visit took place." in said
    assert "9 Nov 2026, " in said
    assert _pills(page)[-1] == "Waits for an answer"
    assert page.replies.answers == {}
    assert "Disputed" in [pill.accessibleName() for pill in page.findChildren(Pill)]
    assert any("Disputed by Tom Larkhill" in words(one) for one in page.findChildren(Banner))


def test_agreeing_disputes_nothing(council: Council, shown: Shown, monkeypatch: Patch) -> None:
    """The words are kept, and the audit can be signed off as before."""
    made = council.hand_in(0)
    page = shown(AuditViewPage, council.desk("per-mia"), audit=made)
    monkeypatch.setattr(ASK, Answers({"view": "agrees", "words": "Made-up: it is so."}))
    page.replies.reply.click()
    assert "Mia Fernley agrees" in words(page.replies)
    assert audit_list.view(council.lead, made).audit.state == "handed_in"
    assert not shown(AuditViewPage, council.lead, audit=made).sign.isHidden()


def test_the_answer_ends_the_dispute(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """Until then the QA lead finds no sign-off; the question repeats what was said."""
    page = shown(AuditViewPage, council.lead, audit=_disagrees(council))
    assert page.sign.isHidden()
    (button,) = page.replies.answers.values()
    assert button.accessibleName() == "Answer the reply of Tom Larkhill"
    form = Answers({"words": "Made-up: the visit is on file; the grade stands."})
    monkeypatch.setattr(ASK, form)
    button.click()
    assert "Made-up: the visit took place." in form.text
    assert heard.said == ["The answer is kept."]
    said = words(page.replies)
    assert "Amara Lindenow answers" in said
    assert "the grade stands." in said
    assert page.replies.answers == {}
    assert not page.sign.isHidden()


def test_a_dispute_from_before_the_second_reading_still_waits_after_it(
    council: Council, shown: Shown
) -> None:
    """The reading agrees with the grade; the reply to it still has no answer, so no sign-off is offered."""
    from qa_tool.work import moderation

    made = council.hand_in(0, auditor="per-bo", grade="inadequate")
    feedback.reply(council.desk("per-tom"), made, agrees=False, words="Made-up: not so.")
    reading = council.reading_of(made)
    desk = council.read_again(reading, "inadequate")
    grades = dict(moderation.comparison(desk, reading).audit.grades)
    moderation.close(desk, reading, moderation.Verdict(True, "yes", "inadequate", grades))
    page = shown(AuditViewPage, council.lead, audit=made)
    assert page.sign.isHidden()
    assert any("Disputed by Tom Larkhill" in words(one) for one in page.findChildren(Banner))
    feedback.answer(council.lead, page.replies.open[0].id, "Made-up: it stands.")
    page.refresh()
    assert not page.sign.isHidden()


def test_an_empty_answer_is_refused_in_the_window(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """The verb says what is missing, and the audit stays disputed."""
    made = _disagrees(council)
    page = shown(AuditViewPage, council.lead, audit=made)
    empty = Answers({"words": "  "})
    monkeypatch.setattr(ASK, empty)
    next(iter(page.replies.answers.values())).click()
    assert empty.complaint.startswith("There is no answer yet.")
    assert audit_list.view(council.lead, made).audit.state == "disputed"


def test_a_reopened_audit_takes_neither_feedback_nor_reply(council: Council, shown: Shown) -> None:
    """What is said belongs to the audit that took its place."""
    from qa_tool.work import audit

    made = council.hand_in(0)
    desk = council.desk("per-ada")
    audit.reopen(desk, made, "A visit was missed.")
    page = shown(AuditViewPage, desk, audit=made)
    assert "belong to the later audit" in words(page.replies)
    assert page.replies.told.isHidden()
    assert page.replies.reply.isHidden()


def test_asked_to_be_done_again_stands_at_the_head(council: Council, shown: Shown) -> None:
    """The second reader's "not well done" is said before anybody tries to sign off."""
    from qa_tool.work import moderation

    made = council.hand_in(0, auditor="per-bo", grade="inadequate")
    reading = council.reading_of(made)
    desk = council.read_again(reading, "inadequate")
    found = moderation.comparison(desk, reading)
    moderation.close(
        desk, reading,
        moderation.Verdict(True, "no", "inadequate", dict(found.audit.grades), "", "Read it all."),
    )  # fmt: skip
    page = shown(AuditViewPage, council.lead, audit=made)
    assert any("to be done again" in words(one) for one in page.findChildren(Banner))
    page._sure = lambda _found: True
    page.sign.click()
    assert audit_list.view(council.lead, made).audit.state == "agreed"
