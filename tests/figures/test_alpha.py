"""Krippendorff's alpha: the published values, missing grades, and what must not matter."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.figures.alpha import METRICS, Metric, alpha, alpha_of_grades
from tests.report.made_up import NONE, OFSTED

GOLDEN = Path(__file__).parents[1] / "golden"
Rows = list[list[int | None]]
ROWS = st.lists(
    st.lists(st.sampled_from([1, 2, 3, 4, None]), min_size=3, max_size=3), min_size=1, max_size=14
)


def _cases(name: str) -> list[Any]:
    return json.loads((GOLDEN / name).read_text("utf-8"))["cases"]  # type: ignore[no-any-return]


def _units(table: list[list[int]]) -> Rows:
    return [
        [row, column]
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        for _each in range(count)
    ]


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("case", _cases("alpha_missing_data.json"), ids=lambda case: case["id"])
def test_alpha_with_missing_grades_is_the_published_one(case: Any, metric: Metric) -> None:
    """Krippendorff's own twelve units with four observers, and two readers with a gap."""
    found = alpha(case["input"]["ratings"], metric)
    assert found.value == pytest.approx(case["expected"][f"alpha_{metric}"], abs=1e-9)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("case", _cases("agreement_two_raters.json"), ids=lambda case: case["id"])
def test_alpha_of_two_graders_without_gaps_is_the_reference_one(case: Any, metric: Metric) -> None:
    """Square tables give the printed alphas; one single grade gives none, and says so in words."""
    found = alpha(_units(case["input"]["table"]), metric)
    wanted = case["expected"].get(f"krippendorff_alpha_{metric}")
    if case["id"] == "all_same_grade":
        assert found.value is None
        assert "one and the same grade" in found.why
    else:
        assert found.value == pytest.approx(wanted, abs=case["tolerance"])


def test_nothing_to_compare_is_said_in_words() -> None:
    """No cases, or none that two people graded: no number."""
    assert alpha([]).value is None
    found = alpha([[1, None], [None, 2]])
    assert (found.value, found.units) == (None, 0)
    assert "two people" in found.why


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_cases_and_of_graders_does_not_matter(rows: Rows, chance: Random) -> None:
    """Any permutation gives the very same number."""
    mixed = [chance.sample(row, len(row)) for row in chance.sample(rows, len(rows))]
    for metric in METRICS:
        assert alpha(rows, metric) == alpha(mixed, metric)


@given(ROWS)
def test_a_case_with_one_grade_changes_nothing(rows: Rows) -> None:
    """Only what two people graded is in it."""
    for metric in METRICS:
        assert alpha(rows, metric) == alpha([*rows, [4, None, None], [None, None, None]], metric)


@given(ROWS)
def test_alpha_is_never_above_one_and_is_one_without_difference(rows: Rows) -> None:
    """1 is perfect agreement, whatever the metric."""
    for metric in METRICS:
        value = alpha(rows, metric).value
        assert value is None or value <= 1
    alike = [[row[0], row[0], None] for row in rows]
    if len({row[0] for row in rows} - {None}) > 1:
        assert alpha(alike).value == 1


def test_the_interval_metric_looks_at_ranks_and_not_at_places_in_use() -> None:
    """A grade that nobody used still keeps its neighbours apart."""
    rows = [["outstanding", "outstanding"], ["outstanding", "inadequate"], ["good", NONE]]
    found = alpha_of_grades(rows, OFSTED, "interval")
    assert (found.units, found.grades) == (2, 4)
    assert found.value == alpha([[1, 1], [1, 4]], "interval").value
