"""The rules of asking: safe contact first, no traces where abuse is known, where a voice stands."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.errors import QAError, Refused
from qa_tool.template.library import known_scales
from qa_tool.template.model import VoiceKind
from qa_tool.voice import rules
from qa_tool.voice.model import STANDINGS, WHO, Attempt, Check, Standing

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
CHECK = Check(
    "c1", "all-1", "child", "yes", False, "The practitioner", "At school", "The practitioner",
    date(2026, 11, 10), "per-1", NOW,
)  # fmt: skip
ATTEMPT = Attempt(
    "a1", "all-1", "child", date(2026, 11, 12), "visit", "reached", "Ada", "per-1", NOW
)
OFSTED = known_scales()["ofsted"]


def _allowed(attempt: Attempt, *checks: Check) -> Attempt:
    return rules.allowed(attempt, checks, TODAY, 14)


def test_no_attempt_without_a_check() -> None:
    """A child is not contacted before somebody asked whether it is safe; a professional may be."""
    with pytest.raises(Refused, match="not checked whether contact with the child is safe"):
        _allowed(ATTEMPT)
    assert _allowed(replace(ATTEMPT, who="worker")).who == "worker"
    assert _allowed(ATTEMPT, CHECK) == ATTEMPT


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        ({"checked_on": date(2026, 11, 13)}, "not checked .* before this day"),
        ({"safe": "no"}, "is not safe"),
        ({"checked_on": date(2026, 10, 28)}, "15 days before this attempt; it holds for 14"),
    ],
)
def test_a_check_must_hold_on_the_day(check: dict[str, Any], sentence: str) -> None:
    """Made later, made too long ago, or a no: the attempt is refused, each with its own sentence."""
    with pytest.raises(Refused, match=sentence):
        _allowed(ATTEMPT, replace(CHECK, **check))


def test_the_last_check_counts() -> None:
    """A yes after a no allows contact again, and a no after a yes forbids it."""
    no = replace(CHECK, id="c2", safe="no", checked_on=date(2026, 11, 11))
    with pytest.raises(Refused, match="is not safe"):
        _allowed(ATTEMPT, CHECK, no)
    _allowed(ATTEMPT, replace(no, checked_on=date(2026, 11, 9)), CHECK)


@pytest.mark.parametrize("way", ["voicemail", "letter", "message"])
def test_no_traces_where_abuse_is_known(way: Any) -> None:
    """No voicemail, no letter and no message where domestic abuse or coercion is known."""
    danger = replace(CHECK, danger=True, safe="with_care")
    with pytest.raises(Refused, match="no voicemail, no letter"):
        _allowed(replace(ATTEMPT, way=way), danger)
    assert _allowed(replace(ATTEMPT, way=way), CHECK)
    assert _allowed(ATTEMPT, danger)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"checked_with": " "}, "with whom"),
        ({"checked_on": date(2026, 11, 21)}, "future"),
        ({"how": ""}, "by whom and how"),
        ({"danger": True}, "only with care"),
        ({"who": "worker"}, "not asked for a practitioner"),
        ({"how": "Ring 01632 960 123 in the morning"}, "telephone number.*case system"),
        ({"how": "Write to made.up@example.org"}, "e-mail address"),
        ({"by_whom": "Aunt at ZZ9 9ZZ"}, "postcode"),
    ],
)
def test_a_check_says_everything_and_no_details(changes: dict[str, Any], sentence: str) -> None:
    """A check without its parts, or with contact details in it, is refused with a sentence."""
    with pytest.raises(QAError, match=sentence):
        rules.checked(replace(CHECK, **changes), TODAY)
    assert rules.checked(CHECK, TODAY) == CHECK


@pytest.mark.parametrize(
    "words", ["On 2026-11-21 at 14.30", "He is 7, she is 9", "Room 12 345, 3 times", "21.11.2026 10.30"]
)  # fmt: skip
def test_dates_and_counts_are_no_numbers_to_ring(words: str) -> None:
    """What an auditor writes every day is not taken for a telephone number."""
    assert rules.contact_details(words) == ""


def test_not_contacting_needs_no_check_and_no_way() -> None:
    """That somebody was left out is recorded without a check: nobody was contacted."""
    left = replace(ATTEMPT, outcome="not_appropriate", way="")
    assert _allowed(left) == left
    with pytest.raises(QAError, match="how it was tried"):
        _allowed(replace(ATTEMPT, way=""), CHECK)


def test_where_a_voice_stands() -> None:
    """The best that came of all attempts; without consent it is declined; a no to contact is not safe."""
    heard = replace(ATTEMPT, used=True)
    no_answer = replace(ATTEMPT, id="a0", outcome="no_answer")
    assert rules.standing([], None) == "none"
    assert rules.standing([no_answer], CHECK) == "no_answer"
    assert rules.standing([no_answer, ATTEMPT], CHECK) == "reached"
    assert rules.standing([no_answer, heard], CHECK) == "obtained"
    assert rules.standing([replace(ATTEMPT, used=False)], CHECK) == "declined"
    assert rules.standing([no_answer], replace(CHECK, safe="no")) == "not_safe"


@given(st.lists(st.tuples(st.sampled_from(sorted(WHO)), st.sampled_from(sorted(STANDINGS)))))
def test_every_audit_stands_in_exactly_one_part(found: list[tuple[VoiceKind, Standing]]) -> None:
    """The parts of the coverage add up to the audits, and sought is the sum of its parts."""
    for one in rules.covered(found):
        parts = (
            one.obtained, one.reached, one.declined, one.no_answer, one.not_safe,
            one.not_appropriate, one.not_tried, one.none,
        )  # fmt: skip
        assert sum(parts) == one.audits == sum(1 for who, _ in found if who == one.who)
        assert one.sought == sum(parts[:4])


@pytest.mark.parametrize(
    ("view", "grade", "direction"),
    [
        ("not", "good", "kinder"), ("worse", "outstanding", "kinder"), ("lot", "good", None),
        ("lot", "requires_improvement", "harsher"), ("bit", "requires_improvement", None),
        ("bit", "inadequate", "harsher"), ("not", "inadequate", None), ("cannot_say", "good", None),
        ("not", "", None),
    ],
)  # fmt: skip
def test_who_sees_it_otherwise(view: Any, grade: str, direction: str | None) -> None:
    """Good while it did not help, and weak while it helped, are told; no consent, nothing is told."""
    said = replace(ATTEMPT, view=view, used=True)
    found = rules.disagreement(said, grade, OFSTED)
    assert (found.direction if found else None) == direction
    assert rules.disagreement(replace(said, used=False), grade, OFSTED) is None
    assert rules.disagreement(replace(said, who="worker"), grade, OFSTED) is None
