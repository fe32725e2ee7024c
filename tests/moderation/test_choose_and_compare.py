"""Which audits are read again, and how two readings compare."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.moderation.choose import chosen_for, moderator_for, ticket
from qa_tool.moderation.compare import compare, difference
from qa_tool.template.model import Grade, Scale

GOLDEN = json.loads(
    (Path(__file__).parent.parent / "golden" / "reproducible_draw.json").read_text("utf-8")
)
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
SCALE = Scale(
    "ofsted", "Ofsted",
    (*(Grade(key, key, rank, rank) for rank, key in enumerate(GRADES, 1)),
     Grade("not_enough_evidence", "Not enough evidence", None, 5)),
)  # fmt: skip


@pytest.mark.parametrize("case", GOLDEN["order"], ids=lambda c: c["id"])
def test_the_order_of_tickets_is_rivests(case: dict[str, Any]) -> None:
    """The published examples of the consistent sampler come out in their order."""
    found = sorted(case["ids"], key=lambda name: ticket(case["seed"], name))
    assert found[: len(case["order"])] == case["order"]


def test_the_published_ticket() -> None:
    """One ticket, digit for digit."""
    assert ticket(GOLDEN["ticket"]["seed"], GOLDEN["ticket"]["id"]) == GOLDEN["ticket"]["value"]


def chosen(audit: str, share: int = 30, **more: bool) -> str | None:
    """The rule with everything else switched off."""
    rest = {"overall_is_worst": False, "safety_stop": False, "thin_evidence": False} | more
    return chosen_for(audit, share_percent=share, seed="s", **rest)


def test_every_worst_grade_safety_stop_and_thin_evidence_is_read_again() -> None:
    """Whatever the share is; a safety stop comes before the grade."""
    assert chosen("a", 0, overall_is_worst=True) == "inadequate"
    assert chosen("a", 0, safety_stop=True, overall_is_worst=True) == "safety"
    assert chosen("a", 0, thin_evidence=True) == "evidence"
    assert chosen("a", 0) is None
    assert chosen("a", 100) == "random"


def test_about_the_share_is_drawn_and_always_the_same() -> None:
    """Of 2,000 audits 30 % are drawn within what chance allows, twice alike."""
    first = [chosen(f"aud-{n}") for n in range(2000)]
    assert first == [chosen(f"aud-{n}") for n in range(2000)]
    assert 540 <= sum(c == "random" for c in first) <= 660


def test_a_larger_share_keeps_the_ones_that_were_drawn() -> None:
    """Raising the share adds, and takes nobody out."""
    for n in range(300):
        if chosen(f"a{n}", 20):
            assert chosen(f"a{n}", 40)


def test_the_moderator_with_the_least_to_do_reads_it() -> None:
    """Load first, then the ticket; nobody where nobody may."""
    assert moderator_for(["a", "b"], {"a": 2}, seed="s", audit="x") == "b"
    assert moderator_for([], {}, seed="s", audit="x") is None


@given(st.sampled_from(GRADES), st.sampled_from(GRADES))
def test_swapping_the_readers_flips_the_direction_and_nothing_else(one: str, two: str) -> None:
    """Steps and the mark 'look at it singly' are symmetric; lower becomes higher."""
    there = difference("d", "D", one, two, SCALE)
    back = difference("d", "D", two, one, SCALE)
    flipped = {"lower": "higher", "higher": "lower", "same": "same"}
    assert back.direction == flipped[there.direction]
    assert (back.steps, back.singly) == (there.steps, there.singly)


def test_two_steps_or_the_line_to_inadequate_are_looked_at_singly() -> None:
    """One step above the line is not; one step across it is; without evidence always."""
    assert not difference("d", "D", "good", "requires_improvement", SCALE).singly
    assert difference("d", "D", "requires_improvement", "inadequate", SCALE).singly
    assert difference("d", "D", "outstanding", "requires_improvement", SCALE).singly
    assert difference("d", "D", "good", "not_enough_evidence", SCALE).direction == "apart"


def test_differences_come_first() -> None:
    """The furthest apart first, agreement last."""
    rows = [(key, key, SCALE) for key in ("a", "b", "c")]
    first = {"a": "good", "b": "good", "c": "outstanding"}
    second = {"a": "good", "b": "requires_improvement", "c": "inadequate"}
    assert [d.domain for d in compare(rows, first, second)] == ["c", "b", "a"]
