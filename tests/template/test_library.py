"""The scales and lists that the program ships: complete, dated, and with rank apart from order."""

from datetime import date
from itertools import pairwise

import pytest

from qa_tool.template.library import entries, known_scales, lists, response_sets, shipped
from qa_tool.template.model import NOT_ENOUGH_EVIDENCE

TONES = {"outstanding", "good", "requires_improvement", "inadequate", "none"}


def test_the_scales_of_the_contract() -> None:
    """Every scale is there with its grades in display order."""
    shown = {key: [choice.key for choice in choices] for key, choices in response_sets().items()}
    assert shown == {
        "ofsted": [
            "outstanding",
            "good",
            "requires_improvement",
            "inadequate",
            NOT_ENOUGH_EVIDENCE,
        ],
        "ofsted_2012": ["outstanding", "good", "adequate", "inadequate", NOT_ENOUGH_EVIDENCE],
        "met": ["met", "partly_met", "not_met", "not_applicable"],
        "yes_no": ["yes", "no", "not_applicable", "not_known"],
        "score_0_3": ["0", "1", "2", "3"],
        "score_0_10": [str(number) for number in range(11)],
        "rag": ["green", "amber", "red"],
        "observed": ["consistently", "sometimes", "not_observed", "not_applicable"],
        "decision": ["right", "wrong_no_harm", "wrong_at_risk", "cannot_tell"],
    }


@pytest.mark.parametrize("key", sorted(known_scales()))
def test_each_scale_is_sound(key: str) -> None:
    """Ranks run from 1 without gaps, positions are all different, tones and dates are known."""
    scale = known_scales()[key]
    ranks = [grade.rank for grade in scale.ranked]
    assert ranks == list(range(1, len(ranks) + 1))
    positions = [grade.position for grade in scale.grades]
    assert sorted(positions) == list(range(1, len(positions) + 1))
    assert {grade.tone for grade in scale.grades} <= TONES
    assert all(grade.tone == "none" for grade in scale.grades if grade.rank is None)
    assert scale.valid_from is not None
    assert scale.source
    better = [grade.good_or_better for grade in scale.ranked]
    assert all(first or not second for first, second in pairwise(better))


def test_rank_and_position_are_two_things() -> None:
    """Scores are shown from the smallest, and the largest is the best."""
    scale = known_scales()["score_0_3"]
    assert [grade.key for grade in scale.grades] == ["0", "1", "2", "3"]
    assert [grade.key for grade in scale.ranked] == ["3", "2", "1", "0"]


def test_not_enough_evidence_stands_outside_the_ranking() -> None:
    """Only Ofsted's scales have it, and it has no rank."""
    having = {k: s.grade(NOT_ENOUGH_EVIDENCE) for k, s in known_scales().items()}
    assert {key for key, grade in having.items() if grade is not None} == {"ofsted", "ofsted_2012"}
    assert all(grade is None or grade.rank is None for grade in having.values())


def test_ofsteds_scales_follow_each_other() -> None:
    """History keeps its own scale: that of 2012 ends on the day before today's begins."""
    old, new = known_scales()["ofsted_2012"], known_scales()["ofsted"]
    assert old.valid_to is not None
    assert new.valid_from is not None
    assert (new.valid_from - old.valid_to).days == 1
    assert new.valid_to is None


def test_lists() -> None:
    """The dated lists hold the kinds of the practice standard, each key once."""
    keys = {name: [entry.key for entry in rows] for name, rows in lists().items()}
    assert set(keys) == {"kind_of_case", "practitioner", "ethnicity", "age_band", "frame"}
    assert all(len(rows) == len(set(rows)) for rows in keys.values())
    assert keys["age_band"] == ["unborn", "0_4", "5_9", "10_15", "16_17", "18_25"]
    assert keys["frame"] == [f"annex_a.{number}" for number in range(1, 12)]
    assert {"family_help", "child_protection", "child_in_care"} <= set(keys["kind_of_case"])
    assert "lead_child_protection_practitioner" in keys["practitioner"]
    assert len(keys["ethnicity"]) > 5


def test_entries_of_a_day() -> None:
    """A list read for a day holds what was in force then."""
    before = {entry.key for entry in entries("kind_of_case", date(2025, 3, 31))}
    after = {entry.key for entry in entries("kind_of_case", date(2025, 4, 1))}
    assert after - before == {"family_help"}


def test_shipped_forms_are_in_order() -> None:
    """The forms are listed by name, and all are TOML."""
    names = [path.name for path in shipped()]
    assert names == sorted(names)
    assert all(name.endswith(".toml") for name in names)
