"""What may happen to an action: proof, another pair of eyes, and a reason for going back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.action import rules
from qa_tool.action.model import Action
from qa_tool.errors import Refused

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
OPEN = Action(
    "act", "aud", "case", "risk.grade", "See the child alone", owner="w", due=date(2026, 11, 27),
    needs_verifying=True,
)  # fmt: skip


def test_done_needs_proof_and_verified_needs_somebody_else() -> None:
    """The owner gives the proof; neither owner nor whoever did it may verify."""
    with pytest.raises(Refused, match="no proof"):
        rules.done(OPEN, "w", NOW, "  ")
    done = rules.done(OPEN, "m", NOW, "Visit record")
    for person in ("w", "m"):
        with pytest.raises(Refused, match="cannot verify"):
            rules.verified(done, person, NOW, "Seen")
    assert rules.verified(done, "q", NOW, "Seen").state == "verified"


def test_the_difference_for_the_child_is_asked() -> None:
    """A child-level action is not verified without a word; a service-level one may be."""
    done = rules.done(OPEN, "w", NOW, "Visit record")
    with pytest.raises(Refused, match="what changed"):
        rules.verified(done, "q", NOW, " ")
    assert rules.verified(replace(done, level="service"), "q", NOW, "").state == "verified"


def test_finished_follows_whether_it_must_be_verified() -> None:
    """Done is enough only where nobody has to look."""
    done = rules.done(OPEN, "w", NOW, "Visit record")
    assert not done.finished
    assert replace(done, needs_verifying=False).finished


def test_overdue_is_after_the_day_not_on_it() -> None:
    """On the due date there is still time."""
    assert not OPEN.overdue(date(2026, 11, 27))
    assert OPEN.overdue(date(2026, 11, 28))


def test_reopening_and_withdrawing_need_reasons() -> None:
    """Neither happens without a word, and a reopened action is unverified again."""
    done = rules.verified(rules.done(OPEN, "w", NOW, "P"), "q", NOW, "D")
    with pytest.raises(Refused):
        rules.reopened(done, "")
    with pytest.raises(Refused):
        rules.withdrawn(done, "")
    again = rules.reopened(done, "The visit was not made.")
    assert (again.state, again.verified_by, again.verified) == ("open", "", None)


@given(st.lists(st.sampled_from(["done", "verify", "reopen"]), max_size=8),
       st.lists(st.sampled_from(["w", "m", "q"]), min_size=8, max_size=8))  # fmt: skip
def test_whatever_happens_a_verified_action_was_verified_by_another(
    acts: list[str], people: list[str]
) -> None:
    """No order of acts ends with somebody verifying their own work."""
    action = OPEN
    for act, person in zip(acts, people, strict=False):
        try:
            if act == "done":
                action = rules.done(action, person, NOW, "proof")
            elif act == "verify":
                action = rules.verified(action, person, NOW, "difference")
            else:
                action = rules.reopened(action, "not done after all")
        except Refused:
            continue
        if action.state == "verified":
            assert action.verified_by not in {action.owner, action.done_by}
