"""Page Voices: an auditor goes from safe contact to what was said by keyboard; the lead sees coverage."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit

from qa_tool.work import feedback, supervision, voice
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from ui.pages.audit_view import AuditViewPage
from ui.pages.voices import VoicesPage, ask
from ui.widgets import Pill

SAFE: Mapping[str, Any] = {
    "whom": "all", "safe": "yes", "by_whom": "The practitioner", "how": "At school",
}  # fmt: skip
SAID = "Made-up words of nobody."


def _asked(monkeypatch: pytest.MonkeyPatch, **values: Any) -> Answers:
    answers = Answers(values)
    monkeypatch.setattr(ask, "ask_fields", answers)
    return answers


def test_from_safe_contact_to_words_by_keyboard(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Key 1 asks for the check, then for the attempt, then opens what is to be written; all is kept."""
    made = council.draft(0)
    ada = council.desk("per-ada")
    page = shown(VoicesPage, ada)
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.panel.view.setFocus()
    assert cells(page.panel)[0][1] == "–"
    _asked(monkeypatch, outcome="reached", way="visit")
    one = page._view.rows[0]
    assert "not checked" in (_refused(page, one, monkeypatch))
    _asked(monkeypatch, **SAFE)
    QTest.keyClick(page.panel.view, Qt.Key.Key_1)
    assert page._view.rows[0].check is not None
    assert page._view.rows[1].check is not None
    _asked(monkeypatch, outcome="reached", way="visit")
    QTest.keyClick(page.panel.view, Qt.Key.Key_1)
    writing = page._writing
    assert writing is not None
    assert writing.rest.isHidden()
    writing.keep.click()
    assert "choose yes or no" in writing.problem.words()
    writing.used.setCurrentIndex(writing.used.findData("yes"))
    writing.used.picked.emit("yes")
    assert not writing.rest.isHidden()
    writing.boxes["different"].setPlainText("Ring 01632 960 123")
    writing.boxes["different"].flush()
    assert "telephone number" in writing.details.words()
    writing.boxes["different"].setPlainText(SAID)
    assert page.leave()
    attempt = page._view.rows[0].attempts[0].id
    assert voice.begun(ada, attempt)["different"] == SAID
    writing.view.setCurrentIndex(writing.view.findData("lot"))
    writing.keep.click()
    assert page._writing is None
    assert cells(page.panel)[0][1] == "Heard"
    assert SAID in words(page)
    assert heard.faults == []
    assert made


def _refused(page: VoicesPage, one: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """What an attempt without a check is answered in its window."""
    answers = _asked(monkeypatch, outcome="reached", way="visit")
    page._step(one, "attempt")
    return answers.complaint


def test_the_lead_sees_whom_to_chase_and_coverage(council: Council, shown: Shown) -> None:
    """The lists hold the open audits and the auditor; coverage counts what was handed in."""
    council.hand_in(0)
    council.draft(1)
    page = shown(VoicesPage, council.lead)
    assert {row[1] for row in cells(page.panel)} == {"Ada Merrow"}
    page.show_page(show="coverage")
    assert not page.area.isHidden()
    assert page.both.isHidden()
    assert "Sought and heard in 1 handed-in audits" in words(page) or "1 handed-in" in words(page)


def test_somebody_without_audits_is_told_so(council: Council, shown: Shown) -> None:
    """No list and no lead's choices for a practitioner: only what the page is for."""
    page = shown(VoicesPage, council.desk("per-tom"))
    assert not page.nothing.isHidden()
    assert page.shown.isHidden()


def test_every_control_has_a_name(council: Council, shown: Shown) -> None:
    """Whoever cannot see hears what each button, choice and text is for."""
    council.draft(0)
    ada = council.desk("per-ada")
    page = shown(VoicesPage, ada)
    allocation = page._view.allocation
    contact = voice.Contact(
        ("child",), "yes", False, "The practitioner", "At school", "Her", date(2026, 11, 8)
    )
    voice.check_contact(ada, allocation, contact)
    attempt = voice.record_attempt(
        ada, allocation, voice.Tried("child", date(2026, 11, 9), "reached", "visit")
    ).ids[1]
    for place in ({}, {"allocation": allocation, "attempt": attempt}):
        page.show_page(**place)
        for control in page.findChildren(QAbstractButton) + page.findChildren(QComboBox):
            if not control.objectName().startswith("qt_"):
                assert control.accessibleName() or getattr(control, "text", str)()
        for text in page.findChildren(QPlainTextEdit):
            assert text.accessibleName()


def test_beside_the_audit_voices_and_supervision(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The audit shows who sees it otherwise, until when a reply is asked for, and keeps the date of supervision."""
    made = council.hand_in(0, grade="good")
    ada = council.desk("per-ada")
    allocation = voice.voices_of_audit(ada, made).allocation
    contact = voice.Contact(
        ("child",), "yes", False, "The practitioner", "At school", "Her", date(2026, 11, 8)
    )
    voice.check_contact(ada, allocation, contact)
    attempt = voice.record_attempt(
        ada, allocation, voice.Tried("child", date(2026, 11, 9), "reached", "visit")
    ).ids[1]
    voice.keep_said(ada, attempt, voice.Said(True, "worse", answers={"different": SAID}))
    feedback.feedback_given(ada, made, "Practitioner", date(2026, 11, 9))
    page = shown(AuditViewPage, council.lead, audit=made)
    told = words(page)
    assert "made things worse; the grade is Good" in told
    assert SAID in told
    pills = {pill.accessibleName() for pill in page.findChildren(Pill)}
    assert "A reply is asked for by 16 Nov 2026" in pills
    assert any(word.startswith("To be talked about by") for word in pills)
    mia = council.desk("per-mia")
    assert SAID not in words(shown(AuditViewPage, mia, audit=made))
    from ui.pages.audit_view import voices

    page = shown(AuditViewPage, mia, audit=made, show="supervision")
    monkeypatch.setattr(voices, "ask_fields", Answers({"day": date(2026, 11, 9)}))
    page.supervision.talked.click()
    assert [d.day for d in supervision.discussed(mia, made)] == [date(2026, 11, 9)]
    assert "Talked about on 9 Nov 2026" in words(page)
    assert heard.faults == []
