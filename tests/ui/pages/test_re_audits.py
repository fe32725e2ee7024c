"""Cases: what was drawn is never typed, and worst-graded audits are given to somebody else."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qa_tool.work import audit, reaudit
from qa_tool.work import council as verbs
from tests.ui.pages.conftest import Answers, Heard, Shown, cells
from tests.ui.pages.made_up import TEMPLATE, Council, after
from ui.pages.cases import CasesPage
from ui.widgets import Pill

ASK = "ui.pages.cases.allocating.ask_fields"
Patch = pytest.MonkeyPatch


def _worst(council: Council, case: int = 0) -> str:
    """An audit that a second reader leaves at the worst grade."""
    from qa_tool.work import moderation

    made = council.hand_in(case, auditor="per-bo", grade="inadequate")
    reading = council.reading_of(made)
    desk = council.read_again(reading, "inadequate")
    grades = dict(moderation.comparison(desk, reading).audit.grades)
    moderation.close(desk, reading, moderation.Verdict(True, "yes", "inadequate", grades))
    audit.sign_off(council.lead, made)
    return made


def _keys(form: Answers, name: str) -> list[str]:
    return [key for key, _word in next(f for f in form.fields if f.key == name).choices]


def _values(form: Answers) -> dict[str, object]:
    return {field.key: field.value for field in form.fields}


def test_nobody_can_type_that_a_case_was_drawn(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """What is chosen beforehand is "from the draw, or picked"; without a draw it was picked."""
    page = shown(CasesPage, council.lead, case="case-1")
    form = Answers({"auditor": "per-bo"})
    monkeypatch.setattr(ASK, form)
    page.give.click()
    assert _keys(form, "selection") == ["picked", "re_audit", "concern", "calibration", "mock"]
    assert _values(form)["selection"] == "picked"
    assert heard.said == ["1 case is allocated: 1 picked by hand."]


def test_what_a_recorded_draw_holds_is_said_after_allocating(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """Two cases, one of them drawn: the sentence tells them apart; other reasons need no word."""
    monkeypatch.setattr(
        "ui.pages.cases.allocating.selection_of",
        lambda _space, _round, _template, case: "random" if case == "case-1" else "picked",
    )
    page = shown(CasesPage, council.lead)
    monkeypatch.setattr(ASK, Answers({"auditor": "per-bo"}))
    page._allocate(["case-1", "case-3"])
    monkeypatch.setattr(ASK, Answers({"auditor": "per-bo", "selection": "concern"}))
    page._allocate(["case-5"])
    assert heard.said == [
        "2 cases are allocated: 1 from the draw, 1 picked by hand.",
        "1 case is allocated.",
    ]


def test_a_worst_grade_waits_to_be_audited_by_somebody_else(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """Case, template and day stand there; the form offers neither auditor nor second reader."""
    assert shown(CasesPage, council.lead).again.isHidden()
    _worst(council)
    (row,) = reaudit.rows(council.lead)
    page = shown(CasesPage, council.lead)
    assert page.again.title.text() == "Re-audits to allocate (1)"
    (line,) = page.again.lines
    assert line.accessibleName() == "Case MADE-000: Core case audit"
    assert line.accessibleDescription() == "Due 9 Feb 2027"
    form = Answers({})
    monkeypatch.setattr(ASK, form)
    page.again.gives[0].click()
    offered = _keys(form, "auditor")
    assert offered
    assert not set(offered) & set(row.never)
    assert "per-bo" in row.never
    first, second, third = (council.lead.name(one) for one in row.never)
    assert f"somebody else than {first}, {second} and {third}:" in form.text
    assert _values(form) == {
        "round": council.round, "template": TEMPLATE, "auditor": offered[0],
        "due": date(2027, 2, 9), "selection": "re_audit",
    }  # fmt: skip
    assert heard.said == ["1 case is allocated."]
    assert [one.state for one in reaudit.rows(council.lead)] == ["allocated"]
    assert page.again.isHidden()


def test_beside_a_worst_graded_case_allocating_means_its_re_audit(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """The button of the case itself begins with a re-audit there, and nowhere else."""
    _worst(council)
    for case, selection in (("case-1", "picked"), ("case-0", "re_audit")):
        page = shown(CasesPage, council.lead, case=case)
        form = Answers({})
        monkeypatch.setattr(ASK, form)
        next(b for b in page.card.findChildren(QPushButton) if b.text() == "Allocate").click()
        assert _values(form)["selection"] == selection


def test_a_large_text_leads_past_the_card_to_the_case(
    council: Council, shown: Shown, qtbot: QtBot
) -> None:
    """Where the card above fills the page, whoever asks for a case sees that case."""
    _worst(council)
    page = shown(CasesPage, council.lead, size=(620, 300), case="case-1")
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=2000)
    assert page.both.visibleRegion().boundingRect().height() > page.area.height() / 2
    page.show_page()
    assert page.panel.view.current_row().id == "case-1"


def test_a_late_re_audit_says_how_late_and_keeps_no_day_in_the_past(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """The round's day is over too: the form begins with none."""
    _worst(council)
    after(council, 95)
    page = shown(CasesPage, council.lead)
    assert page.again.lines[0].accessibleDescription() == "Was due 9 Feb 2027  ·  3 days late"
    form = Answers({})
    monkeypatch.setattr(ASK, form)
    page.again.gives[0].click()
    assert _values(form)["due"] is None


def test_by_hand_a_re_audit_does_not_go_to_the_first_auditor_either(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """Chosen in the ordinary form, it is refused there; somebody else is taken."""
    _worst(council)
    page = shown(CasesPage, council.lead, case="case-0")
    form = Answers({"auditor": "per-bo", "selection": "re_audit"})
    monkeypatch.setattr(ASK, form)
    page.give.click()
    assert form.complaint.startswith("Case MADE-000 cannot go to Bo Quillby: they audited it")
    other = Answers({"auditor": "per-ada", "selection": "re_audit"})
    monkeypatch.setattr(ASK, other)
    page.give.click()
    assert other.complaint == ""


def test_a_line_of_the_card_finds_its_case_behind_a_filter(council: Council, shown: Shown) -> None:
    """Where the team's filter or the words in the box hide the case, they go."""
    _worst(council)
    page = shown(CasesPage, council.lead)
    page.team.setCurrentIndex(page.team.findData("team-2"))
    page._filtered()
    page.panel.search.setText("made-001")
    page.panel.rows.search("made-001")
    assert [row[0] for row in cells(page.panel)] == ["MADE-001"]
    page.again.lines[0].click()
    assert page.panel.view.current_row().id == "case-0"
    assert page.team.value() == ""
    assert page.panel.search.text() == ""
    assert "To be audited again" in [p.accessibleName() for p in page.card.findChildren(Pill)]


def test_many_are_folded_and_can_all_be_seen(council: Council, shown: Shown) -> None:
    """The list below keeps its room."""
    for number in (0, 1, 2):
        _worst(council, number)
    page = shown(CasesPage, council.lead)
    assert len(page.again.lines) == 1
    assert page.again.turn.text() == "Show all 3"
    page.again.turn.click()
    assert len(page.again.lines) == 3


def test_only_the_qa_lead_sees_them(council: Council, shown: Shown) -> None:
    """An auditor has the cases and no such card."""
    _worst(council)
    verbs.allocate(council.lead, [verbs.Wish(council.round, "case-2", TEMPLATE, "per-ada")])
    page = shown(CasesPage, council.desk("per-ada"))
    assert page.again.isHidden()
    assert page.again.lines == []
