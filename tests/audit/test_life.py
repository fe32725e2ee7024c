"""The life of an audit: every road of the framework, and plain refusals off them."""

from typing import get_args

import pytest

from qa_tool.audit.life import Act, after, allowed, changeable
from qa_tool.audit.record import State
from qa_tool.errors import Refused

ROADS: list[list[tuple[Act, State]]] = [
    [("hand_in", "handed_in"), ("sign_off", "signed_off"), ("close", "closed")],
    [("hand_in", "handed_in"), ("choose", "in_moderation"), ("agree", "agreed"),
     ("sign_off", "signed_off"), ("close", "closed"), ("reopen", "draft")],
    [("hand_in", "handed_in"), ("choose", "in_moderation"), ("dispute", "disputed"),
     ("resolve", "agreed"), ("sign_off", "signed_off"), ("reopen", "draft")],
]  # fmt: skip


@pytest.mark.parametrize("road", ROADS)
def test_roads(road: list[tuple[Act, State]]) -> None:
    """From draft to closed with and without moderation, and back by reopening."""
    state: State = "draft"
    for act, expected in road:
        assert allowed(state, act)
        state = after(state, act)
        assert state == expected


@pytest.mark.parametrize(
    ("state", "act", "cure"),
    [
        ("draft", "sign_off", "handed in"),
        ("draft", "reopen", "go on with it"),
        ("handed_in", "hand_in", "sent to moderation or signed off or reopened"),
        ("in_moderation", "sign_off", "agreed first"),
        ("in_moderation", "reopen", "wait"),
        ("disputed", "sign_off", "dispute"),
        ("agreed", "close", "signed off first"),
        ("closed", "hand_in", "reopened"),
    ],
)
def test_refusals_say_state_and_cure(state: State, act: Act, cure: str) -> None:
    """A refusal is a whole sentence, and its cure says what can be done now."""
    assert not allowed(state, act)
    with pytest.raises(Refused, match="cannot be") as trouble:
        after(state, act)
    assert cure in trouble.value.cure


def test_only_a_draft_may_change_and_nothing_leads_back_but_reopening() -> None:
    """Nothing that was graded is overwritten."""
    assert [state for state in get_args(State) if changeable(state)] == ["draft"]
    for state in get_args(State):
        for act in get_args(Act):
            if allowed(state, act) and after(state, act) == "draft":
                assert act == "reopen"
