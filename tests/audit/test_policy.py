"""The council's policy: its defaults can be worked with, it survives the ledger, faults are said."""

import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.errors import QAError
from qa_tool.policy import Clocks, Numbers, Policy, Titles, check, from_plain, to_plain, why
from qa_tool.problems import errors


def test_the_defaults_are_those_of_the_practice_standard() -> None:
    """Thirty percent, twelve months, teams of ten audits and three workers, and the clocks."""
    policy = Policy()
    assert policy.moderation_fraction == Decimal("0.30")
    assert (policy.exclude_months, policy.small_team_audits, policy.small_team_workers) == (
        12, 10, 3,
    )  # fmt: skip
    clocks = policy.clocks
    assert (clocks.child_action_days, clocks.service_action_months) == ((1, 5, 20), (1, 3, 6))
    assert (clocks.feedback_days, clocks.reply_days, clocks.re_audit_months) == (5, 5, 3)
    assert policy.keep_council_number
    assert not errors(check(policy))


@pytest.mark.parametrize("part", [Policy, Numbers, Titles, Clocks])
def test_every_setting_says_why(part: type[Policy]) -> None:
    """A setting without a reason is not shipped."""
    assert all(why(setting.name, part).endswith(".") for setting in fields(part))
    assert why("nothing", part) == ""


@given(
    st.builds(
        Policy,
        council_name=st.text(),
        moderation_share=st.integers(),
        keep_council_number=st.booleans(),
        titles=st.builds(Titles, cswo=st.text()),
        numbers=st.builds(Numbers, danger=st.text(), lado=st.text()),
        clocks=st.builds(Clocks, child_action_days=st.lists(st.integers()).map(tuple)),
    )
)
def test_a_policy_survives_the_ledger(policy: Policy) -> None:
    """Plain values, JSON and back give the same policy; checking it never fails."""
    assert from_plain(json.loads(json.dumps(to_plain(policy)))) == policy
    check(policy)


def test_an_older_or_newer_policy_opens() -> None:
    """What is missing gets its default; what is not known is left out."""
    kept = {"moderation_share": 40, "clocks": {"reply_days": 7}, "invented_later": [1]}
    policy = from_plain(kept)
    assert policy == replace(Policy(), moderation_share=40, clocks=Clocks(reply_days=7))


@pytest.mark.parametrize(
    "broken",
    [
        {"moderation_share": "30"},
        {"moderation_share": True},
        {"keep_council_number": 1},
        {"clocks": [1]},
        {"clocks": {"child_action_days": ["1"]}},
        {"numbers": {"lado": None}},
    ],
)
def test_a_value_of_the_wrong_sort_is_trouble(broken: dict[str, object]) -> None:
    """Half a policy is none: the setting is named."""
    with pytest.raises(QAError, match="has the wrong sort of value"):
        from_plain(broken)


@pytest.mark.parametrize(
    ("policy", "where", "code"),
    [
        (replace(Policy(), moderation_share=101), "moderation_share", "out_of_range"),
        (replace(Policy(), moderation_share=0), "moderation_share", "no_random_share"),
        (replace(Policy(), small_team_workers=2), "small_team_workers", "shows_single_workers"),
        (replace(Policy(), lock_minutes=0), "lock_minutes", "out_of_range"),
        (replace(Policy(), council_name="x" * 501), "council_name", "too_long"),
        (replace(Policy(), clocks=Clocks(feedback_days=0)), "clocks.feedback_days", "out_of_range"),
        (replace(Policy(), clocks=Clocks(child_action_days=())), "clocks.child_action_days",
         "nothing_to_choose"),
        (replace(Policy(), clocks=Clocks(child_action_days=(5, 1))), "clocks.child_action_days",
         "not_in_order"),
        (replace(Policy(), titles=Titles(cswo=" ")), "titles.cswo", "no_title"),
        (Policy(), "numbers.lado", "no_number"),
        (Policy(), "council_name", "no_name"),
    ],
)  # fmt: skip
def test_faults_are_said_with_place_and_cure(policy: Policy, where: str, code: str) -> None:
    """Each fault is found where it is, and says what to do."""
    found = [problem for problem in check(policy) if (problem.where, problem.code) == (where, code)]
    assert len(found) == 1
    assert found[0].cure
