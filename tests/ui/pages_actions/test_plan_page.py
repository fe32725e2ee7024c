"""The page of the improvement plan: entering an inspection, the lists, meeting, re-audits."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from qa_tool.action.requirement import Objective
from qa_tool.work import reaudit, requirement
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council
from ui.pages.plan import PlanPage

Patch = pytest.MonkeyPatch
ASK = "ui.pages.plan.entering.ask_fields"
TYPED = {
    "kind": "inspection", "title": "Made-up inspection", "said": date(2026, 10, 1),
    "scale": "ofsted_2012", "judgements": "Overall effectiveness: Adequate",
    "list": "Immediately:\n- see every child\nWithin three months:\n- one strategy",
}  # fmt: skip


def press(page: Any, verb: str) -> None:
    """Press a button by its words."""
    next(b for b in page.findChildren(QPushButton) if b.text() == verb).click()


def enter(page: Any, monkeypatch: Patch, **more: object) -> Answers:
    """Enter the inspection and keep it."""
    form = Answers({**TYPED, **more})
    monkeypatch.setattr(ASK, form)
    monkeypatch.setattr("ui.pages.plan.entering._sure", lambda _parent, _found: True)
    page.enter.click()
    return form


def test_an_inspection_is_entered_and_stands_with_its_dates(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """Empty at first; then each line with its day, and its judgements beside it."""
    page = shown(PlanPage, council.lead)
    assert "There is no improvement plan yet" in words(page)
    enter(page, monkeypatch)
    assert [row[:2] for row in cells(page.panel)] == [
        ["38 days overdue", "See every child"], ["1 Jan 2027", "One strategy"],
    ]  # fmt: skip
    page.panel.view.selectRow(0)
    said = words(page.card)
    assert "Overall effectiveness: Adequate" in said
    assert "Ofsted grades of 2012" in said
    assert "No action yet" in said


def test_who_looks_and_goes_back_finds_what_was_typed(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """The form comes again with every word; nothing is kept until it is wanted."""
    page = shown(PlanPage, council.lead)
    seen: list[dict[str, Any]] = []
    form = Answers(TYPED)

    def ask(parent: object, title: str, fields: Any, yes: str, **more: Any) -> Any:
        seen.append({f.key: f.value for f in fields})
        return form(parent, title, fields, yes, **more) if len(seen) == 1 else None

    monkeypatch.setattr(ASK, ask)
    monkeypatch.setattr("ui.pages.plan.entering._sure", lambda _parent, _found: False)
    page.enter.click()
    assert seen[1]["list"] == TYPED["list"]
    assert seen[1]["said"] == TYPED["said"]
    assert requirement.plan(council.lead).sources == ()


def test_what_is_wrong_with_an_inspection_is_said_in_the_form(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """A judgement that its scale has not."""
    page = shown(PlanPage, council.lead)
    form = enter(page, monkeypatch, judgements="Leaders: Requires improvement")
    assert "this scale has no judgement" in form.complaint
    assert requirement.plan(council.lead).sources == ()


def test_a_requirement_is_met_with_what_shows_it_and_opened_again(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """It leaves the list of those with no action."""
    page = shown(PlanPage, council.lead)
    enter(page, monkeypatch)
    page._use("lonely")
    page.refresh()
    page.panel.view.selectRow(0)
    monkeypatch.setattr("ui.pages.plan.detail.ask_text", lambda *_a, **_k: "Seen in ten files")
    press(page.card, "It is met")
    assert [row[1] for row in cells(page.panel)] == ["One strategy"]
    page._use("requirements")
    page.refresh()
    page.panel.view.selectRow(0)
    assert "Seen in ten files" in words(page.card)
    press(page.card, "Open again")
    assert requirement.plan(council.lead).requirements[0].state == "open"


def test_objectives_are_added_and_corrected(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """Its own list; ended ones are marked so."""
    page = shown(PlanPage, council.lead)
    monkeypatch.setattr(ASK, Answers({"title": "Children are heard", "owner": "per-vera"}))
    page.objective.click()
    assert cells(page.panel)[0][:2] == ["Children are heard", "Vera Oakfield"]
    page.panel.view.selectRow(0)
    monkeypatch.setattr(ASK, Answers({"title": "Children are heard at home"}))
    press(page.card, "Correct")
    assert cells(page.panel)[0][0] == "Children are heard at home"


def test_re_audits_are_given_out_in_one_act(
    council: Council, shown: Shown, heard: Heard, monkeypatch: Patch
) -> None:
    """The dialog says who gets what; afterwards none is left and the button goes."""
    council.draw()
    for number in (0, 1):
        made = council.hand_in(number, auditor="per-bo", grade="inadequate")
        reading = council.reading_of(made)
        if reading:
            _settle(council, reading)
    assert [row.state for row in reaudit.rows(council.lead)] == ["nobody", "nobody"]
    page = shown(PlanPage, council.lead, list="re_audits")
    shown_: list[str] = []

    def run(dialog: Any) -> bool:
        shown_.append(dialog.windowTitle())
        return True

    monkeypatch.setattr("ui.pages.plan.again.Dialog.run", run)
    page.share.click()
    assert shown_ == ["Give out 2 re-audits"]
    assert {row.state for row in reaudit.rows(council.lead)} == {"allocated"}
    assert page.share.isHidden()
    assert heard.said[-1] == "2 re-audits are given out."


def _settle(council: Council, reading: str) -> None:
    """The second reader agrees."""
    from qa_tool.work import moderation

    desk = council.read_again(reading, "inadequate")
    own = moderation.comparison(desk, reading)
    moderation.close(
        desk, reading,
        moderation.Verdict(True, "yes", own.audit.overall, own.reading.grades, reason="As the file shows."),
    )  # fmt: skip


def test_an_auditor_sees_the_plan_and_changes_nothing(council: Council, shown: Shown) -> None:
    """No verb that would be refused stands there."""
    requirement.keep_objective(council.lead, Objective("", "Children are heard"))
    page = shown(PlanPage, council.desk("per-ada"))
    page.panel.view.selectRow(0)
    buttons = {b.text() for b in page.findChildren(QPushButton) if b.isVisible()}
    assert not buttons & {
        "Enter an inspection or challenge", "Add an objective", "Give out re-audits", "Correct",
        "Raise an action",
    }  # fmt: skip
