"""The life of an audit: what may happen to it in each state, and why not."""

from typing import Literal, get_args

from qa_tool.audit.record import State
from qa_tool.errors import Refused

Act = Literal["hand_in", "choose", "sign_off", "agree", "dispute", "resolve", "close", "reopen"]

STATES: dict[State, str] = {
    "draft": "Draft",
    "handed_in": "Handed in",
    "in_moderation": "In moderation",
    "agreed": "Agreed",
    "disputed": "Disputed",
    "signed_off": "Signed off",
    "closed": "Closed",
}
ACTS: dict[Act, str] = {
    "hand_in": "handed in",
    "choose": "sent to moderation",
    "sign_off": "signed off",
    "agree": "agreed",
    "dispute": "disputed",
    "resolve": "settled",
    "close": "closed",
    "reopen": "reopened",
}
# Reopening leaves the old audit as it is, for ever: the state is that of the new draft, whose
# parent is the old audit and which visibly voids its sign-off.
_NEXT: dict[tuple[State, Act], State] = {
    ("draft", "hand_in"): "handed_in",
    ("handed_in", "choose"): "in_moderation",
    ("handed_in", "sign_off"): "signed_off",
    ("in_moderation", "agree"): "agreed",
    ("in_moderation", "dispute"): "disputed",
    ("disputed", "resolve"): "agreed",
    ("agreed", "sign_off"): "signed_off",
    ("signed_off", "close"): "closed",
    ("handed_in", "reopen"): "draft",
    ("agreed", "reopen"): "draft",
    ("disputed", "reopen"): "draft",
    ("signed_off", "reopen"): "draft",
    ("closed", "reopen"): "draft",
}
# Where a plain "not now" would leave people guessing.
_WHY_NOT: dict[tuple[State, Act], str] = {
    ("draft", "reopen"): "It is still a draft: go on with it.",
    ("in_moderation", "reopen"): "A moderator is reading the same file; wait until they have said.",
    ("in_moderation", "sign_off"): "It must be agreed first.",
    ("disputed", "sign_off"): "Settle the dispute first.",
    ("handed_in", "close"): "It must be signed off first.",
    ("agreed", "close"): "It must be signed off first.",
}


def allowed(state: State, act: Act) -> bool:
    """Whether this may happen to an audit in this state."""
    return (state, act) in _NEXT


def after(state: State, act: Act) -> State:
    """The state afterwards; Refused says why it cannot be. Reopening gives the new draft's state."""
    found = _NEXT.get((state, act))
    if found is None:
        may = [ACTS[other] for other in get_args(Act) if (state, other) in _NEXT]
        otherwise = f"Now it can be {' or '.join(may)}."
        raise Refused(
            f"This audit cannot be {ACTS[act]}; its state is: {STATES[state]}.",
            _WHY_NOT.get((state, act), otherwise),
        )
    return found


def changeable(state: State) -> bool:
    """Whether its answers may still be changed: only a draft's, nothing graded is overwritten."""
    return state == "draft"
