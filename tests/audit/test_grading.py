"""What domain grades imply: the golden cases, caps that only lower, and every kind of overall."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.audit import consistency
from qa_tool.audit.form import Form
from qa_tool.audit.grading import departs, implied, without_evidence
from qa_tool.template.model import OverallKind, Rule, Template
from tests.audit.made_up import TODAY, graded, grades_as_answers, template

GOLDEN = Path(__file__).parent.parent / "golden" / "grade_aggregation_limits_and_flags.json"
SHORT = {"O": "outstanding", "G": "good", "RI": "requires_improvement", "I": "inadequate"}
WORST = ("outstanding", "good", "requires_improvement", "inadequate")


def _cases(start: str) -> list[Any]:
    cases = json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=case["id"]) for case in cases if case["id"].startswith(start)]


def _template_of(case: dict[str, Any]) -> Template:
    """The golden case's rule as a template's rules."""
    rule = case["input"].get("rule", {})
    rules = [
        Rule(
            key,
            f"{key} limits.",
            domains=(key,),
            at_or_below=SHORT[limit["at_or_below"]],
            overall_no_better_than=SHORT[limit["overall_no_better_than"]],
        )
        for key, limit in rule.get("limiting", {}).items()
    ]
    if "inadequate_count" in rule:
        rules.append(
            Rule(
                "count_of_inadequate",
                "Too many Inadequate.",
                at_or_below="inadequate",
                at_least=rule["inadequate_count"],
                overall_no_better_than="inadequate",
            )
        )
    return template([graded(key) for key in case["input"]["domains"]], rules=rules)


@pytest.mark.parametrize("case", _cases("limit_"))
def test_golden_limits(case: dict[str, Any]) -> None:
    """Suggestion, base and the list of what limits are exactly those of the golden file."""
    grades = {key: SHORT[grade] for key, grade in case["input"]["domains"].items()}
    found = implied(_template_of(case), grades)
    expected = case["expected"]
    assert found.grade == SHORT[expected["suggested"]]
    assert found.base == SHORT[expected["base"]]
    assert [cap.rule for cap in found.caps] == expected["limited_by"]


@pytest.mark.parametrize("case", _cases("flag_"))
def test_golden_flags(case: dict[str, Any]) -> None:
    """The consistency findings are exactly those of the golden file."""
    given = case["input"]
    grades = {key: SHORT[grade] for key, grade in given["domains"].items()}
    form = Form(_template_of(case), today=TODAY)
    for key, value in grades_as_answers(grades).items():
        form.answer(key, value)
    form.answer("overall.grade", SHORT[given["overall"]])
    found = consistency.check(form, immediate=given.get("immediate_safeguarding_action", False))
    assert [finding.code for finding in found] == case["expected"]["flags"]


def test_ties_take_the_worse_middle() -> None:
    """Two Good and two Requires improvement imply Requires improvement."""
    four = template([graded(key) for key in "abcd"])
    grades = dict(zip("abcd", ("good", "good", WORST[2], WORST[2]), strict=True))
    assert implied(four, grades).grade == "requires_improvement"


def test_not_enough_evidence_caps_only_where_the_domain_limits() -> None:
    """A limiting domain that could not be read holds the overall down; another one does not."""
    made = template(
        [graded("risk", limiting=True), graded("plan"), graded("voice")],
        evidence_cap="requires_improvement",
    )
    blind = implied(made, {"risk": "not_enough_evidence", "plan": "good", "voice": "good"})
    assert (blind.base, blind.grade) == ("good", "requires_improvement")
    assert [cap.domains for cap in blind.caps] == [("risk",)]
    assert "Risk" in blind.caps[0].why
    assert without_evidence(made, {"risk": "not_enough_evidence", "plan": "good"}) == ("risk",)
    assert without_evidence(made, {"plan": "not_enough_evidence"}) == ()
    other = implied(made, {"risk": "good", "plan": "not_enough_evidence", "voice": "good"})
    assert (other.grade, other.caps) == ("good", ())


def test_a_domain_not_graded_yet_is_named_and_nothing_departs() -> None:
    """Until every domain has a grade, the sentence says what is missing and no reason is asked."""
    made = template([graded("risk"), graded("plan")])
    partly = implied(made, {"risk": "good"})
    assert partly.missing == ("plan",)
    assert "Plan" in partly.sentence
    assert not departs(made, partly, "inadequate")
    assert departs(made, implied(made, {"risk": "good", "plan": "good"}), "inadequate")


def test_the_sentence_says_middle_cap_and_result() -> None:
    """The whole implication reads as plain words, with the reason of the cap that bites."""
    rule = Rule(
        "risk",
        "A child is at risk.",
        domains=("risk",),
        at_or_below="inadequate",
        overall_no_better_than="inadequate",
    )
    made = template([graded("risk"), graded("plan"), graded("voice")], rules=[rule])
    said = implied(made, {"risk": "inadequate", "plan": "good", "voice": "good"}).sentence
    assert said == (
        "The middle of the domain grades is Good. No better than Inadequate: A child is at risk. "
        "The domain grades imply Inadequate overall."
    )


@pytest.mark.parametrize(
    ("scale", "best", "worst"),
    [
        ("met", "met", "not_met"),
        ("decision", "right", "wrong_at_risk"),
        ("observed", "consistently", "not_observed"),
    ],
)
def test_any_scale_works_by_its_ranks(scale: str, best: str, worst: str) -> None:
    """No grade is known by name: other scales have a middle, caps and departures as well."""
    rule = Rule("a", "It limits.", domains=("a",), at_or_below=worst, overall_no_better_than=worst)
    made = template([graded(key) for key in "abc"], rules=[rule], scale=scale)
    assert implied(made, {"a": best, "b": best, "c": worst}).grade == best
    capped = implied(made, {"a": worst, "b": best, "c": best})
    assert (capped.base, capped.grade) == (best, worst)
    assert departs(made, capped, best)
    assert not departs(made, capped, worst)


def test_not_applicable_is_no_lack_of_evidence() -> None:
    """Not applicable stands outside the ranking, but it never caps."""
    made = template(
        [graded("a", limiting=True), graded("b")], scale="met", evidence_cap="partly_met"
    )
    found = implied(made, {"a": "not_applicable", "b": "met"})
    assert (found.grade, found.caps) == ("met", ())
    cannot = template(
        [graded("a", limiting=True), graded("b")], scale="decision", evidence_cap="wrong_no_harm"
    )
    assert implied(cannot, {"a": "cannot_tell", "b": "right"}).grade == "wrong_no_harm"


def test_a_domain_on_another_scale_limits_but_is_not_in_the_middle() -> None:
    """Grades of different scales are never put in one order."""
    rule = Rule(
        "set_up",
        "Supervision is not in place.",
        domains=("set_up",),
        at_or_below="not_met",
        overall_no_better_than="requires_improvement",
    )
    made = template([graded("a"), graded("b"), graded("set_up", scale="met")], rules=[rule])
    fine = implied(made, {"a": "good", "b": "good", "set_up": "met"})
    assert (fine.base, fine.grade) == ("good", "good")
    poor = implied(made, {"a": "good", "b": "good", "set_up": "not_met"})
    assert (poor.base, poor.grade) == ("good", "requires_improvement")


@pytest.mark.parametrize("overall", ["written", "absent"])
def test_without_an_overall_grade_flags_and_safety_remain(overall: OverallKind) -> None:
    """A template without a graded overall implies none, yet its rules still warn."""
    rules = [
        Rule("gap", "Nobody saw the child.", when="a.gap == 'yes'", flag="A gap in visits."),
        Rule("harm", "Left at risk.", domains=("a",), at_or_below="inadequate", safety="serious"),
    ]
    made = template([graded("a")], rules=rules, overall=overall)
    found = implied(made, {"a": "inadequate"}, {"a.gap": "yes"})
    assert (found.grade, found.base, found.caps) == (None, None, ())
    assert found.flags == ("A gap in visits.",)
    assert found.safety == (("serious", "Left at risk."),)
    assert not departs(made, found, "good")


def test_an_overall_on_nothing_but_missing_records_departs() -> None:
    """Where no domain could be judged, any grade on the ranking needs its reason."""
    made = template([graded("a"), graded("b")])
    found = implied(made, dict.fromkeys("ab", "not_enough_evidence"))
    assert found.grade is None
    assert departs(made, found, "good")
    assert not departs(made, found, "not_enough_evidence")


def test_without_graded_domains_nothing_is_implied_and_nothing_departs() -> None:
    """An overall that stands alone is simply the auditor's."""
    made = template([])
    found = implied(made, {})
    assert (found.grade, found.missing) == (None, ())
    assert not departs(made, found, "good")


GRADES = st.fixed_dictionaries({key: st.sampled_from(WORST) for key in "abcde"})
LIMITS = st.lists(
    st.builds(
        Rule,
        key=st.just("rule"),
        why=st.just("It limits."),
        domains=st.sets(st.sampled_from("abcde")).map(lambda keys: tuple(sorted(keys))),
        at_or_below=st.sampled_from(("", *WORST)),
        worse_than=st.sampled_from(("", *WORST)),
        at_least=st.integers(0, 3),
        overall_no_better_than=st.sampled_from(WORST),
    ),
    max_size=4,
)


@given(GRADES, LIMITS, st.sampled_from("abcde"))
def test_a_worse_domain_never_improves_the_overall(
    grades: dict[str, str], rules: list[Rule], which: str
) -> None:
    """Lowering one domain's grade leaves what is implied as it is, or lowers it."""
    made = template([graded(key) for key in "abcde"], rules=rules)
    before = WORST.index(implied(made, grades).grade or "")
    for worse in WORST[WORST.index(grades[which]) :]:
        after = WORST.index(implied(made, grades | {which: worse}).grade or "")
        assert after >= before


@given(GRADES, LIMITS)
def test_caps_only_lower(grades: dict[str, str], rules: list[Rule]) -> None:
    """What is implied is the worse of base and caps, and never better than the base."""
    made = template([graded(key) for key in "abcde"], rules=rules)
    found = implied(made, grades)
    ranks = [WORST.index(cap.no_better_than) for cap in found.caps]
    base = WORST.index(found.base or "")
    assert [cap.bites for cap in found.caps] == [rank > base for rank in ranks]
    assert WORST.index(found.grade or "") == max([base, *ranks])
    assert found.base in grades.values()
