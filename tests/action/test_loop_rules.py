"""Moving a date, handing over, learning; and the property: whoever verifies is another."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.action import rules
from qa_tool.action.model import Action, Learned
from qa_tool.action.smart import hints
from qa_tool.errors import Refused

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
WHO = st.sampled_from(("per-1", "per-2", "per-3", ""))
STEPS = st.lists(
    st.tuples(st.sampled_from(("done", "verified", "reopened", "moved", "withdrawn")), WHO)
)


def action(**more: object) -> Action:
    """A made-up open action."""
    given_ = {"owner": "per-1", "due": date(2026, 12, 1), "needs_verifying": True} | more
    return Action("act-1", "aud-1", "case-1", "risk.grade", "See the child alone", **given_)  # type: ignore[arg-type]


def step(one: Action, what: str, who: str) -> Action:
    """One step that may be refused."""
    if what == "done":
        return rules.done(one, who, NOW, "Visit record")
    if what == "verified":
        return rules.verified(one, who, NOW, "Nothing can be seen")
    if what == "moved":
        return rules.moved(one, date(2026, 12, 8), "Illness", TODAY)
    return (rules.reopened if what == "reopened" else rules.withdrawn)(one, "It changed")


@given(STEPS)
def test_a_verified_action_was_verified_by_another(steps: list[tuple[str, str]]) -> None:
    """However the steps fall: somebody who neither owns it nor did it has seen the proof."""
    one = action()
    for what, who in steps:
        try:
            one = step(one, what, who)
        except Refused:
            continue
        if one.state == "verified":
            assert one.verified_by
            assert one.verified_by not in {one.owner, one.done_by}
            assert one.proof
        assert one.reopened <= len(steps)


def test_a_moved_date_keeps_the_first() -> None:
    """Twice moved, the first stays; into the past or without a reason it is refused."""
    once = rules.moved(action(), date(2026, 12, 8), "Illness", TODAY)
    twice = rules.moved(once, date(2026, 12, 20), "Still ill", TODAY)
    assert (twice.due, twice.first_due) == (date(2026, 12, 20), date(2026, 12, 1))
    with pytest.raises(Refused, match="lies in the past"):
        rules.moved(action(), date(2026, 11, 20), "Illness", TODAY)
    with pytest.raises(Refused, match="no reason"):
        rules.moved(action(), date(2026, 12, 8), " ", TODAY)
    with pytest.raises(Refused, match="not open"):
        rules.moved(action(state="done"), date(2026, 12, 8), "Illness", TODAY)


def test_an_action_is_handed_to_a_person_a_team_or_an_agency_but_not_to_nobody() -> None:
    """The one before goes; nobody at all is refused."""
    team = rules.handed_over(action(), "", "team-1")
    assert (team.owner, team.owner_team) == ("", "team-1")
    assert rules.handed_over(action(), "", "", " Police ").owner_words == "Police"
    with pytest.raises(Refused, match="Nobody owns"):
        rules.handed_over(action(), "", "", " ")


def test_a_childs_action_has_an_audit_and_a_services_need_not() -> None:
    """Without an audit only the service can have it; opened again is counted."""
    with pytest.raises(Refused, match="comes from an audit"):
        rules.checked(Action("a", "", "", "", "Do it", "per-1", due=TODAY), TODAY)
    service = Action("a", "", "", "", "Do it", "per-1", due=TODAY, level="service")
    assert rules.checked(service, TODAY) is service
    assert rules.reopened(action(state="done"), "Not on the record").reopened == 1


def test_learning_is_kept_as_counts_on_a_learning_offer_only() -> None:
    """An ordinary action takes none; the sum is told."""
    held = Learned(TODAY, {"Social worker": 12, "Team manager": 3})
    assert held.n == 15
    with pytest.raises(Refused, match="no learning offer"):
        rules.learned(action(), held)
    with pytest.raises(Refused, match="below nothing"):
        rules.learned(action(kind="learning"), Learned(TODAY, {"Others": -1}))
    kept = rules.learned(action(kind="learning"), held).learned
    assert kept is not None
    assert kept.took_part["Team manager"] == 3


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Ensure better oversight", "“ensure” cannot be seen"),
        ("Better oversight", "What will somebody see"),
        ("See the child alone by Friday and record what they say", ""),
        ("", ""),
    ],
)
def test_the_smart_hint_says_what_to_look_at_again(what: str, said: str) -> None:
    """It is a hint: where nothing stands out it is silent."""
    assert said in " ".join(hints(what)) if said else hints(what) == ()
