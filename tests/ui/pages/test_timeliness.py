"""The block Timeliness beside an audit: written by the auditor, read by others, hidden by the blind."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from qa_tool.work import audit, clocks
from qa_tool.work.clocks import Asked
from tests.ui.pages.conftest import Heard, Shown, words
from tests.ui.pages.made_up import Council
from ui.dialogs import timeliness
from ui.dialogs.timeliness import DatesDialog, TimelinessCard
from ui.pages.audit_form import AuditFormPage
from ui.pages.audit_view import AuditViewPage
from ui.widgets import Pill

LATE = Asked("assessment", date(2026, 6, 1), (date(2026, 10, 30),))


def _allocation(council: Council, audit_id: str) -> str:
    return audit.open_draft(council.desk("per-ada"), audit_id).audit.allocation


def _pills(card: QWidget) -> list[str]:
    """The states that a card shows, as they are read aloud."""
    return [pill.accessibleName() for pill in card.findChildren(Pill)]


def test_the_dates_stand_beside_the_audit_with_their_judgement(
    council: Council, shown: Shown
) -> None:
    """Title, length, both dates, how late; and the sentence that it lifts no grade."""
    made = council.hand_in(0)
    page = shown(AuditViewPage, council.desk("per-ada"), audit=made)
    clocks.keep(council.desk("per-ada"), page.found.audit.allocation, LATE)
    page = shown(AuditViewPage, council.lead, audit=made)
    said = words(page.timeliness)
    for part in ("Assessment", "Within 45 working days", "Referral received: 1 Jun 2026",
                 "63 working days late (by 3 Aug 2026)", "lifts and lowers no grade"):  # fmt: skip
        assert part in said, part
    assert _pills(page.timeliness) == ["Late"]


def test_a_blind_reader_finds_no_dates(council: Council, shown: Shown) -> None:
    """The page of a shielded audit has no block, and asking for it by hand gives a sentence."""
    made = council.hand_in(0, auditor="per-kim", grade="inadequate")
    page = shown(AuditViewPage, council.lead, audit=made)
    allocation = page.found.audit.allocation
    clocks.keep(council.lead, allocation, LATE)
    reader = shown(AuditViewPage, council.desk("per-mo"), audit=made)
    assert "working days late" not in words(reader)
    card = TimelinessCard(council.desk("per-mo"), allocation, lambda _c, _s: None)
    assert "blind second reading" in words(card)
    assert "working days late" not in words(card)


def test_the_window_asks_in_the_clocks_own_words_and_keeps(council: Council, qtbot: object) -> None:
    """Another clock, other fields; what is no date is told and stays; what is right is kept."""
    space = council.desk("per-ada")
    allocation = _allocation(council, council.draft(0))
    card = TimelinessCard(space, allocation, lambda _c, _s: None)
    asked = DatesDialog(card, space, card.found)
    place = asked.clock.findData("protection_review")
    asked.clock.setCurrentIndex(place)
    asked.clock.picked.emit("protection_review")
    said = words(asked)
    assert "Initial conference" in said
    assert "Council to check against the law" in said
    asked.begins.show_date(date(2026, 1, 5))
    asked.happened.show_text("1/4/2026\nsoon")
    assert asked._check is not None
    assert "“soon” is not a date" in asked._check()
    asked.happened.show_text("1/4/2026\n1/10/2026")
    assert asked._check() == ""
    assert clocks.block(space, allocation).judged[0].met == 2
    card.refresh()
    assert "2 of 2 in time" in _pills(card)
    assert "protection_review" in card.changes


def test_taking_away_asks_first(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a yes the dates are gone from the block."""
    space = council.desk("per-ada")
    allocation = _allocation(council, council.draft(0))
    clocks.keep(space, allocation, LATE)
    said: list[str] = []
    card = TimelinessCard(space, allocation, lambda _c, words_: said.append(words_))
    monkeypatch.setattr(timeliness, "ask", lambda *_a, **_k: False)
    card._take(card.found.judged[0])
    assert card.found.judged
    monkeypatch.setattr(timeliness, "ask", lambda *_a, **_k: True)
    card._take(card.found.judged[0])
    assert not card.found.judged
    assert said == ["The dates are taken away."]


def test_the_form_opens_the_block_for_its_auditor(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case tab of the form leads to the dates; answers and grades are not touched."""
    draft = council.draft(0)
    page = shown(AuditFormPage, council.desk("per-ada"), audit=draft)
    opened: list[str] = []
    monkeypatch.setattr(
        "ui.pages.audit_form.show_timeliness", lambda _p, _w, name, _d: opened.append(name)
    )
    page.view.guide.tabs.setCurrentIndex(1)
    assert not page.view.guide.clocks.isHidden()
    page.view.guide.clocks.click()
    assert opened == [_allocation(council, draft)]
    del heard
