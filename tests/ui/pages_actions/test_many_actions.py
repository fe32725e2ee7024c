"""The page of actions: ages, filters, board, many at once with undo, one action for many findings."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from qa_tool.work import action, action_list, requirement
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council, after
from ui.pages.actions import ActionsPage
from ui.pages.plan import PlanPage

Patch = pytest.MonkeyPatch
FORM, DETAIL = "ui.pages.actions.form.ask_fields", "ui.pages.actions.detail.ask_fields"
BULK = "ui.pages.actions.bulk.ask_fields"


def raised(council: Council, audit: str, *whats: str) -> list[str]:
    """Actions of an audit, due in a day; their ids."""
    due = action.due_choices(council.lead)[0][1]
    return [
        action.raise_(council.lead, action.Wanted(audit, "risk", what, "per-mia", due=due)).ids[0]
        for what in whats
    ]


def asked(council: Council) -> str:
    """A requirement of a made-up challenge; its id."""
    from qa_tool.action.requirement import Source

    source = Source("", "peer_challenge", "Made-up challenge", council.clock.today())
    ready = requirement.look_at(
        council.lead, source, "", "Within three months:\n- hear children\n- be kind"
    )
    return requirement.enter(council.lead, ready).ids[1]


def press(page: Any, verb: str) -> None:
    """Press a button by its words."""
    next(b for b in page.findChildren(QPushButton) if b.text() == verb).click()


@pytest.fixture
def page(council: Council, shown: Shown) -> Callable[..., ActionsPage]:
    """The page with three late actions."""
    made = council.hand_in(0)
    raised(
        council,
        made,
        "See the child alone",
        "Write the contingency",
        "Bring the chronology up to date",
    )
    after(council, 12)
    return lambda **place: shown(ActionsPage, council.lead, **place)


def test_ages_are_counted_and_lead_to_their_list(page: Callable[..., ActionsPage]) -> None:
    """The oldest is told; where there is none there is nothing to press."""
    it = page()
    said = words(it.filters.ages)
    assert "Overdue 8 to 28 days: 3" in said
    assert "1 to 7" not in said
    press(it.filters, "Overdue 8 to 28 days: 3")
    assert it.filter.value() == "month"
    assert it.panel.rows.rowCount() == 3


def test_many_are_changed_at_once_and_undo_brings_them_back(
    council: Council, page: Callable[..., ActionsPage], heard: Heard, monkeypatch: Patch
) -> None:
    """The page's own undo; the window's buttons work on it."""
    it = page()
    assert not it.bulk.isEnabled()
    it.panel.view.selectAll()
    assert it.bulk.isEnabled()
    monkeypatch.setattr(BULK, Answers({"owner": "team:team-2", "reason": ""}))
    it.bulk.click()
    rows = action_list.chosen(council.lead, action_list.Wanted())
    assert {row.owner for row in rows} == {"Team 2"}
    assert heard.said[-1] == "3 actions changed. Undo brings them back."
    it.undo.undo()
    assert {r.owner for r in action_list.chosen(council.lead, action_list.Wanted())} == {
        "Mia Fernley"
    }
    it.undo.redo()
    assert {r.owner for r in action_list.chosen(council.lead, action_list.Wanted())} == {"Team 2"}


def test_a_bulk_change_without_a_reason_stays_in_the_form(
    council: Council, page: Callable[..., ActionsPage], monkeypatch: Patch
) -> None:
    """The sentence stands in the form, where the reason can still be typed."""
    it = page()
    it.panel.view.selectAll()
    form = Answers({"withdraw": True})
    monkeypatch.setattr(BULK, form)
    it.bulk.click()
    assert form.complaint.startswith("There is no reason.")
    assert not it.undo.canUndo()
    assert {r.state for r in action_list.chosen(council.lead, action_list.Wanted())} == {"open"}


def test_the_board_has_a_column_a_state_and_its_cards_open(
    council: Council, page: Callable[..., ActionsPage]
) -> None:
    """Every card is a button with a name; it leads to the list and what can be done."""
    it = page()
    first = action_list.chosen(council.lead, action_list.Wanted())[0]
    action.mark_done(council.lead, first.id, "Made-up record")
    it.turn.click()
    assert [card.title.text() for card in it.board.columns] == [
        "Open (2)", "Done, proof given (1)", "Verified (0)", "Withdrawn (0)",
    ]  # fmt: skip
    assert len(it.board.cards) == 3
    assert all(card.accessibleName() for card in it.board.cards)
    it.board.cards[0].click()
    assert it.board.isHidden()
    assert it.panel.view.current_row().what == it.board.cards[0].accessibleName()


def test_one_improvement_action_for_many_findings(
    council: Council, page: Callable[..., ActionsPage], monkeypatch: Patch
) -> None:
    """Choose several in the list; the new one is for the service and answers each of their questions."""
    it = page()
    second = council.hand_in(1)
    raised(council, second, "Ask the father")
    it.refresh()
    it.panel.view.selectAll()
    form = Answers({"what": "Hold a morning about fathers", "owner": "per-lead"})
    monkeypatch.setattr(FORM, form)
    it.together.click()
    assert form.complaint == ""
    found = action_list.chosen(council.lead, action_list.Wanted(level="service"))
    assert [row.what for row in found] == ["Hold a morning about fathers"]
    assert {key for _audit, key in found[0].action.findings} == {"risk"}
    assert len(found[0].action.findings) == 2
    assert "2 findings of other audits" in words(it.card)


def test_an_action_for_the_service_answers_a_requirement_by_its_date(
    council: Council, shown: Shown, monkeypatch: Patch
) -> None:
    """The requirement's own date is among the choices; a learning offer can be chosen."""
    one = asked(council)
    form = Answers(
        {"what": "A seminar", "owner": "per-mia", "offer": "seminar", "due": "2027-02-09"}
    )
    monkeypatch.setattr(FORM, form)
    it = shown(ActionsPage, council.lead, new="service", requirement=one)
    assert "When it is asked for: 9 Feb 2027" in dict(
        next(f for f in form.fields if f.key == "due").choices
    ).values()  # fmt: skip
    row = action_list.chosen(council.lead, action_list.Wanted(requirement=one))[0]
    assert (row.action.kind, row.action.offer) == ("learning", "seminar")
    learned = Answers({"held": council.clock.today(), "Social worker": 12})
    monkeypatch.setattr(DETAIL, learned)
    press(it.card, "Who took part")
    assert "12 took part (Social worker: 12)" in words(it.card)


def test_the_filters_narrow_by_team_level_and_requirement(
    council: Council, page: Callable[..., ActionsPage]
) -> None:
    """A place says what to show; the filter it needs is opened."""
    it = page(filter="all", requirement="none")
    assert it.filters.rest.isVisible()
    assert it.panel.rows.rowCount() == 3
    it.filters.team.setCurrentIndex(it.filters.team.findData("team-2"))
    it.filters.team.picked.emit("team-2")
    assert cells(it.panel) == []
    it.show_page(filter="to_verify")
    assert it.filter.value() == "proof"


def test_what_it_answers_is_linked_from_its_card(
    council: Council, page: Callable[..., ActionsPage], monkeypatch: Patch
) -> None:
    """The requirement leaves the list of those with no action."""
    one = asked(council)
    it = page()
    it.panel.view.selectRow(0)
    monkeypatch.setattr(DETAIL, Answers({"requirement": one}))
    press(it.card, "What it answers")
    assert one not in {row.id for row in requirement.plan(council.lead).lonely}


def test_the_plan_leads_to_raising_an_action(council: Council, shown: Shown, heard: Heard) -> None:
    """From a requirement with no action, in one press."""
    one = asked(council)
    plan = shown(PlanPage, council.lead, list="lonely")
    plan.panel.view.selectRow(0)
    press(plan.card, "Raise an action")
    assert heard.went == [("actions", {"new": "service", "requirement": one})]
