"""Actions: filters, raising one, doing it with proof, somebody else seeing the proof."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from qa_tool.work import action
from tests.ui.pages.conftest import Answers, Heard, Shown, cells, words
from tests.ui.pages.made_up import Council, after
from ui.pages.actions import ActionsPage


def _raised(
    council: Council, audit: str, what: str, *, owner: str = "per-mia", key: str = "risk"
) -> str:
    """An action due in a working day; its id."""
    due = action.due_choices(council.lead)[0][1]
    return action.raise_(council.lead, action.Wanted(audit, key, what, owner, due=due)).ids[0]


def _press(page: ActionsPage, verb: str) -> None:
    """Press the button with this verb beside the marked action."""
    next(b for b in page.card.findChildren(QPushButton) if b.text() == verb).click()


def _filter(page: ActionsPage, key: str) -> list[str]:
    page.filter.setCurrentIndex(page.filter.findData(key))
    page.filter.picked.emit(key)
    return [row[1] for row in cells(page.panel)]


def test_filters_show_what_they_say(council: Council, shown: Shown) -> None:
    """Open, overdue, proof to be seen, mine, all."""
    made = council.hand_in(0)
    late, mine = (
        _raised(council, made, "Late one"),
        _raised(council, made, "Mine", owner="per-lead"),
    )
    done = _raised(council, made, "Done one")
    action.mark_done(council.lead, done, "Made-up note of 1 November")
    action.withdraw(council.lead, _raised(council, made, "Gone"), "Not needed")
    after(council, 4)
    page = shown(ActionsPage, council.lead)
    assert set(_filter(page, "open")) == {"Late one", "Mine", "Done one"}
    assert set(_filter(page, "overdue")) == {"Late one", "Mine"}
    assert _filter(page, "proof") == ["Done one"]
    assert _filter(page, "mine") == ["Mine"]
    assert len(_filter(page, "all")) == 4
    assert late
    assert mine


def test_overdue_is_told_in_words(council: Council, shown: Shown) -> None:
    """Not by colour alone."""
    _raised(council, council.hand_in(0), "Late one")
    after(council, 4)
    page = shown(ActionsPage, council.lead)
    assert cells(page.panel)[0][0] == "3 days overdue"


def test_an_action_is_raised_for_an_audit_from_another_page(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an owner it is refused in the same window; with a partner agency it stands in the list."""
    made = council.hand_in(0)
    nobody = Answers({"what": "Do the made-up thing"})
    monkeypatch.setattr("ui.pages.actions.form.ask_fields", nobody)
    page = shown(ActionsPage, council.lead, new=made, question="voice")
    assert "Nobody owns this action." in nobody.complaint
    partner = Answers({"what": "Do the made-up thing", "owner_words": "Health visiting"})
    monkeypatch.setattr("ui.pages.actions.form.ask_fields", partner)
    page.show_page(new=made, question="voice")
    assert heard.said == ["The action is raised."]
    assert cells(page.panel)[0][1:3] == ["Do the made-up thing", "Health visiting"]
    assert "Voice and lived experience" in words(page)
    due = next(f for f in partner.fields if f.key == "due")
    assert [word for _key, word in due.choices] == [
        "1 working day (a child may be unsafe): 10 Nov 2026",
        "5 working days: 16 Nov 2026",
        "20 working days: 7 Dec 2026",
        "Another date, below",
    ]
    assert "hint" in partner.text


def test_another_date_stands_above_the_choice(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A typed date is taken; one in the past is refused."""
    made = council.hand_in(0)
    past = Answers({"what": "It", "owner": "per-mia", "day": date(2026, 1, 5)})
    monkeypatch.setattr("ui.pages.actions.form.ask_fields", past)
    page = shown(ActionsPage, council.lead, new=made)
    assert "past" in past.complaint
    page_form = Answers({"what": "It", "owner": "per-mia", "day": date(2026, 12, 24)})
    monkeypatch.setattr("ui.pages.actions.form.ask_fields", page_form)
    page.show_page(new=made)
    assert cells(page.panel)[0][0] == "24 Dec 2026"


def test_done_with_proof_then_seen_by_somebody_else(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner gives the proof; the owner cannot see it themselves; the lead does, and says what changed."""
    name = _raised(council, council.hand_in(0), "See the child alone")
    desk = council.desk("per-mia")
    owner = shown(ActionsPage, desk, action=name)
    monkeypatch.setattr(
        "ui.pages.actions.detail.ask_fields",
        Answers({"proof": "Visit of 2 November", "difference": ""}),
    )
    _press(owner, "It is done")
    buttons = [b.text() for b in owner.card.findChildren(QPushButton)]
    assert "I have seen the proof" not in buttons
    lead = shown(ActionsPage, council.lead, action=name)
    monkeypatch.setattr(
        "ui.pages.actions.detail.ask_text", lambda *_a, **_k: "The child is seen weekly."
    )
    _press(lead, "I have seen the proof")
    kept = next(r for r in action.rows(council.lead) if r.id == name)
    assert (kept.state, kept.action.difference) == ("verified", "The child is seen weekly.")
    assert "The child is seen weekly." in words(lead)
    assert heard.said == ["Done. The proof is kept.", "The proof is seen."]


def test_opening_again_and_withdrawing_keep_their_reason(
    council: Council, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each needs a reason, which stands beside the action."""
    name = _raised(council, council.hand_in(0), "See the child alone")
    action.mark_done(council.lead, name, "Made-up proof")
    page = shown(ActionsPage, council.lead, action=name)
    monkeypatch.setattr(
        "ui.pages.actions.detail.ask_text", lambda *_a, **_k: "The visit did not happen."
    )
    _press(page, "Open again")
    assert "The visit did not happen." in words(page)
    monkeypatch.setattr(
        "ui.pages.actions.detail.ask_text", lambda *_a, **_k: "The child has moved."
    )
    _press(page, "Withdraw")
    kept = next(r for r in action.rows(council.lead) if r.id == name)
    assert (kept.state, kept.action.reason) == ("withdrawn", "The child has moved.")


def test_what_may_not_be_done_is_refused_in_words(
    council: Council, shown: Shown, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's action is not done for them."""
    name = _raised(council, council.hand_in(0), "See the child alone")
    page = shown(ActionsPage, council.desk("per-tom"), action=name)
    monkeypatch.setattr(
        "ui.pages.actions.detail.ask_fields", Answers({"proof": "It", "difference": ""})
    )
    _press(page, "It is done")
    assert "needs the role" in heard.faults[0]
    assert next(r for r in action.rows(council.lead) if r.id == name).state == "open"


def test_nothing_to_do_says_where_actions_come_from(council: Council, shown: Shown) -> None:
    """An empty page says what to do first."""
    page = shown(ActionsPage, council.lead)
    assert page.both.isHidden()
    assert "No action has been raised" in words(page)


def test_a_narrow_window_shows_the_list_or_what_is_marked(council: Council, shown: Shown) -> None:
    """Walking with the arrows hides nothing; Enter shows the detail, and there is a way back."""
    made = council.hand_in(0)
    for number in range(3):
        _raised(council, made, f"Number {number}")
    page = shown(ActionsPage, council.lead, size=(780, 420))
    page.panel.view.selectRow(1)
    assert page.panel.isVisible()
    assert not page.both.detail.isVisible()
    page.panel.view._open(1)
    assert not page.panel.isVisible()
    assert page.both.detail.isVisible()
    page.both.back.click()
    assert page.panel.isVisible()
    page.resize(1160, 660)
    assert page.panel.isVisible()
    assert page.both.detail.isVisible()
