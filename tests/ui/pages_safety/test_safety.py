"""Safety: late first, clocks in words, who was told, the note, a stop outside an audit."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from qa_tool.audit.safety import Told
from qa_tool.work import safety
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council, after
from ui.form.safety_card import ToldForm
from ui.form.safety_panel import RaiseStop
from ui.pages.safety import SafetyPage
from ui.widgets import Pill

HOUR = 1 / 24


def _pills(page: SafetyPage) -> list[str]:
    return [pill.accessibleName() for pill in page.card.findChildren(Pill)]


def test_late_stops_stand_first_with_their_clocks_in_words(council: Council, shown: Shown) -> None:
    """The one whose hour is over comes first; the other says how long there is."""
    lead = council.lead
    safety.raise_stop(lead, "", "case-1", "serious", "child", "Made-up worry one.")
    late = safety.raise_stop(lead, "", "case-0", "danger", "child", "Made-up worry two.")
    after(council, 2 * HOUR)
    safety.raise_stop(lead, "", "case-2", "danger", "child", "Made-up worry three.")
    after(council, HOUR / 4)
    page = shown(SafetyPage, lead)
    assert cells(page.panel)[0][0] == "MADE-000"
    assert cells(page.panel)[0][3] == "Overdue"
    page._mark(late)
    assert "Overdue" in _pills(page)
    page.panel.view.selectRow(
        next(n for n, r in enumerate(cells(page.panel)) if r[0] == "MADE-002")
    )
    assert "45 minutes left" in _pills(page)
    assert "This program notifies nobody." in words(page)


def test_the_councils_numbers_stand_there(council: Council, shown: Shown) -> None:
    """Whom to call, with the number from the policy; where none is set, it says so."""
    from dataclasses import replace

    from qa_tool.work import session

    policy = council.lead.policy
    numbers = replace(policy.numbers, danger="01632 960001")
    session.keep_policy(council.lead, replace(policy, numbers=numbers))
    safety.raise_stop(council.lead, "", "case-0", "danger", "child", "Made-up worry.")
    page = shown(SafetyPage, council.lead)
    assert "01632 960001" in words(page)
    assert "No number set: ask the QA lead" in words(page)
    assert "999" in words(page)


def test_recording_who_was_told_settles_it(council: Council, shown: Shown, heard: Heard) -> None:
    """Name, time and answer are kept, and the stop is answered."""
    stop = safety.raise_stop(council.lead, "", "case-0", "danger", "child", "Made-up worry.")
    page = shown(SafetyPage, council.lead, stop=stop)
    form = page.card.findChildren(ToldForm)[0]
    form.who.setText("Mia Fernley")
    form.answer.setPlainText("Goes there now.")
    next(b for b in form.findChildren(QPushButton) if b.text() == "Record the answer").click()
    assert heard.faults == []
    row = safety.one(council.lead, stop)
    assert row.answered
    assert (row.told[0].who, row.told[0].answer) == ("Mia Fernley", "Goes there now.")
    assert "What followed?" in _pills(page)
    assert "Goes there now." in words(page)
    assert not page.card.findChildren(ToldForm)


def test_what_is_being_typed_outlives_a_change_elsewhere(council: Council, shown: Shown) -> None:
    """Reading the register again does not take the form away from whoever types in it."""
    stop = safety.raise_stop(council.lead, "", "case-0", "danger", "child", "Made-up worry.")
    page = shown(SafetyPage, council.lead, stop=stop)
    page.card.findChildren(ToldForm)[0].answer.setPlainText("Half a sent")
    page.refresh()
    page.show_page()
    assert page.card.findChildren(ToldForm)[0].answer.toPlainText() == "Half a sent"


def test_a_serious_concern_wants_its_plan(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answered, but the plan is missing: it waits for the plan, and then for what followed."""
    lead = council.lead
    stop = safety.raise_stop(lead, "", "case-0", "serious", "manager", "Made-up worry.")
    told = Told(
        "Head of service", council.clock.now(), "telephone", "Writes a plan", "head_of_service"
    )
    safety.tell(lead, stop, told)
    page = shown(SafetyPage, lead)
    assert [row[0] for row in cells(page.panel)] == ["MADE-000"]
    form = Answers({})
    monkeypatch.setattr("ui.pages.safety.page.ask_fields", form)
    next(
        b for b in page.card.findChildren(QPushButton) if b.text() == "The plan is written"
    ).click()
    assert all(clock.met for clock in safety.one(lead, stop).clocks)
    assert [row[3] for row in cells(page.panel)] == ["What followed?"]


def _typing(case: str, what: str, seen: list[Any]) -> Any:
    """Somebody who types into the window of a new stop."""

    def run(dialog: Any) -> bool:
        line = dialog.findChildren(QLineEdit)[0]
        line.setText(case)
        form = dialog.findChildren(RaiseStop)[0]
        seen.append(dialog)
        form.asked.emit("danger", "child", what)
        return False

    return run


def test_a_stop_is_raised_outside_an_audit(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case and a worry are enough; it is signed at once and marked in the register."""
    page = shown(SafetyPage, council.lead)
    assert "No safety stop has been raised" in words(page)
    monkeypatch.setattr(
        "ui.pages.safety.raising.Dialog.run", _typing("made-001", "Made-up worry.", [])
    )
    page.add.click()
    (row,) = safety.register(council.lead)
    assert (row.reference, row.audit, row.what) == ("MADE-001", "", "Made-up worry.")
    assert page.panel.view.current_row().id == row.id
    assert "signed and kept" in heard.said[0]


def test_an_unknown_case_is_said_in_the_same_window(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept for a case that nobody knows."""
    seen: list[Any] = []
    page = shown(SafetyPage, council.lead)
    monkeypatch.setattr(
        "ui.pages.safety.raising.Dialog.run", _typing("MADE-999", "Made-up worry.", seen)
    )
    page.add.click()
    assert safety.register(council.lead) == ()
    assert "There is no case with this reference here." in words(seen[0])


def test_whoever_raises_a_second_stop_is_told_of_the_first(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another stop is open on the same case: it is said afterwards, not before."""
    safety.raise_stop(council.desk("per-ada"), "", "case-1", "danger", "child", "Made-up worry.")
    page = shown(SafetyPage, council.lead)
    monkeypatch.setattr(
        "ui.pages.safety.raising.Dialog.run", _typing("MADE-001", "Another worry.", [])
    )
    page.add.click()
    assert "Another safety stop is open on this case already." in heard.faults[0]


def test_the_note_is_one_page_of_pdf(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """For the child's own file; its name holds the reference and nothing else."""
    from pypdf import PdfReader

    safety.raise_stop(council.lead, "", "case-0", "danger", "child", "Made-up worry.")
    names: list[str] = []

    def save(_parent: object, _title: str, name: str, _kinds: str) -> Path:
        names.append(name)
        return tmp_path / "note.pdf"

    monkeypatch.setattr("ui.pages.safety.page.save_file", save)
    page = shown(SafetyPage, council.lead)
    next(b for b in page.card.findChildren(QPushButton) if b.text() == "Note as PDF").click()
    assert heard.faults == []
    read = PdfReader(tmp_path / "note.pdf")
    assert len(read.pages) == 1
    assert "Made-up worry." in read.pages[0].extract_text()
    assert names == ["Safety note MADE-000.pdf"]


def test_what_followed_is_kept_and_somebody_else_settles_it(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The raiser's button says why not; the QA lead's ends it, with what is different."""
    raiser = council.desk("per-vera")
    stop = safety.raise_stop(raiser, "", "case-0", "danger", "child", "Made-up worry.")
    told = Told("Duty", council.clock.now(), "telephone", "Goes there.", "team_manager")
    safety.tell(raiser, stop, told)
    page = shown(SafetyPage, council.lead)
    settle = next(b for b in page.card.findChildren(QPushButton) if b.text() == "Settle")
    assert not settle.isEnabled()
    assert "Nothing is recorded that followed." in settle.toolTip()
    form = Answers({"kind": "visit", "what": "Seen, and safe tonight."})
    monkeypatch.setattr("ui.pages.safety.page.ask_fields", form)
    next(b for b in page.card.findChildren(QPushButton) if b.text() == "What followed").click()
    assert form.complaint == ""
    assert "Seen, and safe tonight." in words(page)
    other = shown(SafetyPage, raiser)
    settle = next(b for b in other.card.findChildren(QPushButton) if b.text() == "Settle")
    assert "Whoever raised a safety stop does not settle it." in settle.toolTip()
    monkeypatch.setattr("ui.pages.safety.page.ask_text", lambda *_a, **_k: "The adult moved out.")
    page._mark(stop)
    next(b for b in page.card.findChildren(QPushButton) if b.text() == "Settle").click()
    assert heard.faults == []
    assert "Settled" in _pills(page)
    assert "The adult moved out." in words(page)


def test_filters_show_what_fits(council: Council, shown: Shown) -> None:
    """By state, level, what it is about and team; taking them off shows every one."""
    safety.raise_stop(council.lead, "", "case-0", "danger", "child", "Made-up worry.")
    safety.raise_stop(council.lead, "", "case-1", "serious", "manager", "Made-up worry.")
    page = shown(SafetyPage, council.lead)
    assert len(cells(page.panel)) == 2
    page.level.setCurrentIndex(page.level.findData("serious"))
    page.refresh()
    assert [row[0] for row in cells(page.panel)] == ["MADE-001"]
    page.team.setCurrentIndex(page.team.findData("team-1"))
    page.refresh()
    assert cells(page.panel) == []
    page._show_all()
    page.refresh()
    assert len(cells(page.panel)) == 2


def test_the_register_is_written_without_the_words(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A list to print: level, dates and where it stands, never what was feared."""
    from pypdf import PdfReader

    safety.raise_stop(council.lead, "", "case-0", "danger", "child", "Zebra umbrella.")
    monkeypatch.setattr("ui.pages.safety.page.save_file", lambda *_a: tmp_path / "register.pdf")
    page = shown(SafetyPage, council.lead)
    page.write.click()
    assert heard.faults == []
    said = "".join(p.extract_text() for p in PdfReader(tmp_path / "register.pdf").pages)
    assert "MADE-000" in said
    assert "Zebra" not in said
