"""Moderation in the window: half a verdict kept, the outcome answered, disputes, who reads."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from qa_tool.store import moderation as shelf
from qa_tool.work import moderation, moderation_dispute
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from tests.work.moderated import read_and_close, reading_of
from ui.pages.moderation import (
    ModerationComparePage,
    ModerationOutcomePage,
    ModerationPage,
)
from ui.widgets import GradeGroup


def _button(page: QWidget, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)


def _waiting(council: Council) -> str:
    """An Inadequate audit that waits for Mo; the reading's id."""
    reading = reading_of(council, council.hand_in(0, grade="inadequate"))
    if reading.moderator != "per-mo":
        moderation.pass_on(council.lead, reading.id, "per-mo")
    return reading.id


def test_closing_the_program_loses_no_half_given_verdict(council: Council, shown: Shown) -> None:
    """A new page over the same store shows every choice and every word, also the remark."""
    reading = _waiting(council)
    desk = council.read_again(reading, "good")
    page = shown(ModerationComparePage, desk, reading=reading)
    risk = page.finals["risk"]
    assert isinstance(risk, GradeGroup)
    risk.choose_place(2)
    page.cards["risk"].why.setPlainText("A plan stands on the record.")
    page.verdict.well.choose("mostly")
    page.verdict.feedback.setPlainText("Half a sent")
    page.talk.box.setPlainText("Which visit")
    page.flush()
    again = shown(ModerationComparePage, desk, reading=reading)
    assert again.chosen()["risk"] == "good"
    assert again.cards["risk"].why.toPlainText() == "A plan stands on the record."
    assert not again.cards["risk"].why.isHidden()
    assert again.verdict.well.value() == "mostly"
    assert again.verdict.feedback.toPlainText() == "Half a sent"
    assert again.talk.box.toPlainText() == "Which visit"


def test_a_reason_is_asked_for_only_where_the_grade_changes(council: Council, shown: Shown) -> None:
    """Keeping the first grade asks nothing; taking another opens the box."""
    reading = _waiting(council)
    page = shown(ModerationComparePage, council.read_again(reading, "good"), reading=reading)
    card = page.cards["risk"]
    assert not card.why.isVisibleTo(card)
    _button(card, "Take mine").click()
    assert card.why.isVisibleTo(card)
    _button(card, "Keep the first").click()
    assert not card.why.isVisibleTo(card)


def test_showing_the_comparison_keeps_when_the_first_grades_were_seen(
    council: Council, shown: Shown
) -> None:
    """Once, when the page first shows them."""
    reading = _waiting(council)
    desk = council.read_again(reading, "good")
    before = shelf.reading(desk.store, reading)
    shown(ModerationComparePage, desk, reading=reading)
    after = shelf.reading(desk.store, reading)
    assert before is not None
    assert after is not None
    assert (before.seen, after.seen) == (None, council.clock.now())


def test_who_knows_the_family_gives_it_on(council: Council, shown: Shown, heard: Heard) -> None:
    """The declaration asks; a reason is needed; then the case is somebody else's."""
    reading = _waiting(council)
    page = shown(ModerationPage, council.desk("per-mo"), reading=reading)
    page.begin.click()
    page.declaration.know.click()
    page.declaration.back.click()
    assert heard.said == []
    page.declaration.reason.setPlainText("A made-up reason")
    page.declaration.back.click()
    assert heard.said == ["Case MADE-000 goes to somebody else."]
    assert page.panel.isHidden()


def test_the_auditor_sees_the_outcome_and_disputes_it(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """Both verdicts and every grade; disagreeing needs words; then it waits for the QA lead."""
    reading = read_and_close(council, council.hand_in(0, grade="inadequate"), "good")
    page = shown(ModerationOutcomePage, council.desk("per-ada"), reading=reading)
    said = words(page)
    for part in ("11 grades changed", "No, another one counts", "Mostly", "Mo Thistlewood"):
        assert part in said, part
    page.disagree.click()
    assert "with what you disagree" in page.problem.words()
    page.answer.setPlainText("Risk: the visit is there.")
    page.disagree.click()
    assert "disputed" in heard.said[-1]
    assert "Waits for the QA lead" in [
        w.accessibleName() for w in page.findChildren(QWidget) if w.accessibleName()
    ]
    assert "I accept the outcome" not in words(page)


def test_the_lead_sends_a_dispute_to_a_third_reader(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list leads to the outcome; only those who may read it are offered."""
    reading = read_and_close(council, council.hand_in(0, grade="inadequate"), "good")
    moderation_dispute.disagree(council.desk("per-ada"), reading, "Made up.")
    queue = shown(ModerationPage, council.lead)
    assert cells(queue.lead.panel)[0][:3] == ["MADE-000", "Ada Merrow", "Mo Thistlewood"]
    queue.lead.panel.opened.emit(queue.lead.panel.rows.row(0))
    assert heard.went[-1] == ("moderation_outcome", {"reading": reading})
    page = shown(ModerationOutcomePage, council.lead, reading=reading)
    form = Answers({"who": "per-lia"})
    monkeypatch.setattr("ui.pages.moderation.outcome.ask_fields", form)
    _button(page, "Send to a third reader").click()
    assert {key for key, _ in form.fields[0].choices} == {"per-lia", "per-kim"}
    assert heard.said[-1] == "A third reader has the case."
    third = moderation_dispute.disputes(council.lead)[0]
    assert third.third == "Lia Northbeck"


def test_the_third_reader_sees_three_voices_and_decides(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """All three grades stand side by side; one button decides, with a reason."""
    reading = read_and_close(council, council.hand_in(0, grade="inadequate"), "good")
    ada = council.desk("per-ada")
    dispute = moderation_dispute.disagree(ada, reading, "Made up.").ids[0]
    third = moderation_dispute.to_third_reader(council.lead, dispute, "per-lia").ids[1]
    desk = council.read_again(third, "requires_improvement")
    page = shown(ModerationComparePage, desk, reading=third)
    said = words(page)
    for part in ("First reading", "Second reading", "Yours", "Decide the dispute", "Made up."):
        assert part in said, part
    for card in page.cards.values():
        _button(card, "Take mine").click()
    page.verdict.right.choose("no")
    page.verdict.well.choose("yes")
    page.verdict.close_it.click()
    assert "no reason" in page.verdict.problem.words()
    page.verdict.reason.setPlainText("The made-up file shows both.")
    page.verdict.close_it.click()
    assert heard.went[-1] == ("moderation", {})
    out = shown(ModerationOutcomePage, ada, reading=reading)
    assert "Decided by a third reader: Lia Northbeck" in words(out)


def test_the_lead_names_a_panel(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moderator's queue then says with whom; nothing else is told."""
    _waiting(council)
    page = shown(ModerationPage, council.lead)
    monkeypatch.setattr(
        "ui.pages.moderation.lead.ask_fields", Answers({"how": "panel", "seat1": "per-bo"})
    )
    page.readers.click()
    assert heard.faults == []
    theirs = shown(ModerationPage, council.desk("per-mo"))
    assert cells(theirs.panel)[0][1].endswith("panel with Bo Quillby")
