"""Audits: the desk, the list, what is blind in it, and the sign-off."""

from typing import Any

import pytest

from qa_tool.work import audit_list
from tests.ui.pages.conftest import Heard, Shown, cells
from tests.ui.pages.made_up import Council
from ui.pages.audits import BLIND, TO_SIGN_OFF, AuditsPage
from ui.widgets import PlainTable
from ui.widgets.line_button import LineButton


def test_the_desk_stands_on_top_and_opens_the_form(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """What is being written and what is not started, each one key from the form."""
    draft, given = council.draft(0), council.allocate(1)
    page = shown(AuditsPage, council.desk("per-ada"))
    lines = page.desk.findChildren(LineButton)
    assert [line.accessibleName() for line in lines] == [
        "Go on with case MADE-000",
        "Start case MADE-001",
    ]
    for line in lines:
        line.click()
    assert heard.went == [("audit_form", {"audit": draft}), ("audit_form", {"allocation": given})]


def test_a_shielded_audit_shows_no_grade_and_opens_the_queue(
    council: Council, shown: Shown, heard: Heard
) -> None:
    """The moderator-to-be sees that it is blind, and not how it was graded; the QA lead does."""
    made = council.hand_in(0, auditor="per-kim", grade="inadequate")
    reader = council.lead.name  # the name of whoever must read it again
    assert reader("per-mo") == "Mo Thistlewood"
    assert council.reading_of(made)
    other = council.hand_in(2, auditor="per-kim", grade="good")
    lead = shown(AuditsPage, council.lead)
    assert sorted(row[4] for row in cells(lead.panel)) == ["Good", "Inadequate"]
    desk = council.desk("per-mo")
    desk.person = _as_lead(desk.person)
    blind = shown(AuditsPage, desk)
    said = {row[0]: row[4] for row in cells(blind.panel)}
    assert said["MADE-000"] == BLIND
    assert said["MADE-002"] == "Good"
    assert other
    row = next(r for r in _rows(blind) if r.reference == "MADE-000")
    blind.panel.opened.emit(row)
    assert heard.went == [("moderation", {})]


def _as_lead(person: Any) -> Any:
    """The same person with the QA lead's role too."""
    from dataclasses import replace

    return replace(person, roles=(*person.roles, "qa_lead"))


def _rows(page: AuditsPage) -> list[Any]:
    return [page.panel.rows.row(n) for n in range(page.panel.rows.rowCount())]


def test_filters_of_team_state_and_words(council: Council, shown: Shown) -> None:
    """The list shows what the filters say, and the words are looked for in what may be seen."""
    council.hand_in(0)
    council.hand_in(1)
    council.hand_in(2, grade="inadequate")
    page = shown(AuditsPage, council.lead)
    assert len(cells(page.panel)) == 3
    page.team.setCurrentIndex(page.team.findData("team-2"))
    page.team.activated.emit(0)
    assert [row[0] for row in cells(page.panel)] == ["MADE-001"]
    page.team.setCurrentIndex(0)
    page.state.setCurrentIndex(page.state.findData("in_moderation"))
    page.state.activated.emit(0)
    assert [row[0] for row in cells(page.panel)] == ["MADE-002"]
    page.state.setCurrentIndex(0)
    page.state.activated.emit(0)
    page.panel.rows.search("made-001")
    assert [row[0] for row in cells(page.panel)] == ["MADE-001"]
    page.panel.rows.search("inadequate")
    assert cells(page.panel) == []


def test_enter_opens_an_audit(council: Council, shown: Shown, heard: Heard) -> None:
    """A line leads to the audit, read-only."""
    made = council.hand_in(0)
    page = shown(AuditsPage, council.lead)
    page.panel.view.selectRow(0)
    page.panel.view._open(0)
    assert heard.went == [("audit_view", {"audit": made})]


def test_sign_off_shows_exactly_what_is_signed(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case, auditor and the grade that counts stand in the window; yes signs, and the state is there."""
    made = council.hand_in(0, grade="requires_improvement")
    council.hand_in(1)
    seen: list[tuple[str, ...]] = []

    def run(dialog: Any) -> bool:
        for table in dialog.findChildren(PlainTable):
            seen.extend(table._rows.rows)
        return True

    monkeypatch.setattr("ui.pages.audits.Dialog.run", run)
    page = shown(AuditsPage, council.lead, filter=TO_SIGN_OFF)
    assert len(cells(page.panel)) == 2
    assert not page.sign.isEnabled()
    number = next(n for n, row in enumerate(_rows(page)) if row.reference == "MADE-000")
    page.panel.view.selectRow(number)
    page.sign.click()
    assert seen == [("MADE-000", "Core case audit", "Team 1", "Ada Merrow", "Requires improvement")]
    assert audit_list.view(council.lead, made).audit.state in ("signed_off", "closed")
    assert [row[0] for row in cells(page.panel)] == ["MADE-001"]
    assert heard.said == ["1 audit is signed off."]


def test_ones_own_audit_is_refused_in_words(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever graded an audit cannot sign it off, and is told why."""
    made = council.hand_in(0)
    desk = council.desk("per-ada")
    desk.person = _as_lead(desk.person)
    monkeypatch.setattr("ui.pages.audits.Dialog.run", lambda _dialog: True)
    page = shown(AuditsPage, desk, filter=TO_SIGN_OFF)
    page.panel.view.selectRow(0)
    page.sign.click()
    assert "You graded this audit" in heard.faults[0]
    assert audit_list.view(council.lead, made).audit.state == "handed_in"
