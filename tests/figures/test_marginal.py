"""The shape behind the direction: the published tests, and what the references got wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.figures.agreement import sign_test
from qa_tool.figures.interval import bootstrap, chi_square_tail, t_quantile, z_quantile
from qa_tool.figures.marginal import (
    bowker,
    mean_difference,
    ordinal_homogeneity,
    signed_ranks,
    stuart_maxwell,
)

CASES = json.loads(
    (Path(__file__).parents[1] / "golden" / "directional_bias.json").read_text("utf-8")
)["cases"]
NEAR = 1e-5
TABLES = st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=4, max_size=4)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_published_tables_give_their_tests(case: Any) -> None:
    """Sign test, Stuart and Maxwell, Bowker, ordinal homogeneity, mean difference, Wilcoxon."""
    table, wanted = case["input"]["table"], case["expected"]
    up = sum(table[i][j] for i in range(4) for j in range(i))
    down = sum(table[i][j] for i in range(4) for j in range(i + 1, 4))
    assert (up, down) == (wanted["first_higher_index"], wanted["first_lower_index"])
    assert sign_test(up, down) == pytest.approx(wanted["sign_test_p_exact"], rel=NEAR)
    assert mean_difference(table) == pytest.approx(
        wanted["mean_difference_first_minus_second"], abs=NEAR
    )
    shape, whole = stuart_maxwell(table), bowker(table)
    ordinal, ranks = ordinal_homogeneity(table), signed_ranks(table)
    assert shape is not None
    assert whole is not None
    assert ordinal is not None
    assert (shape.statistic, shape.df, shape.p) == pytest.approx(
        tuple(wanted["stuart_maxwell"].values()), rel=NEAR
    )
    assert (whole.statistic, whole.df, whole.p) == pytest.approx(
        tuple(wanted["bowker"].values()), rel=NEAR
    )
    assert (ordinal.statistic, ordinal.p) == pytest.approx(
        tuple(wanted["ordinal_marginal_homogeneity"].values()), rel=NEAR
    )
    exact = wanted.get("wilcoxon_exact_zeros_dropped")
    if exact:
        assert ranks is not None
        assert (ranks.statistic, ranks.p) == pytest.approx((exact["V"], exact["p"]), rel=NEAR)
    if case["id"] == "vision":
        assert ranks is None  # too many splits for an exact distribution, and that is said


def test_a_grade_with_equal_margins_and_disagreements_stays_in() -> None:
    """The middle grade is given as often by both and still holds disagreements: two degrees of freedom."""
    table = [[3, 4, 0], [1, 5, 2], [0, 5, 6]]
    found = stuart_maxwell(table)
    assert found is not None
    assert found.df == 2


def test_a_grade_without_disagreement_costs_a_degree_of_freedom() -> None:
    """An unused grade, and one that both always agree on, are left out; without moves there is no test."""
    found = stuart_maxwell([[3, 4, 0, 0], [1, 5, 0, 0], [0, 0, 9, 0], [0, 0, 0, 0]])
    assert found is not None
    assert (found.df, found.statistic) == (1, pytest.approx(9 / 5))
    assert stuart_maxwell([[3, 0], [0, 4]]) is None
    assert bowker([[3, 0], [0, 4]]) is None
    assert ordinal_homogeneity([[3, 0], [0, 4]]) is None
    assert signed_ranks([[3, 0], [0, 4]]) is None
    assert mean_difference([[0, 0], [0, 0]]) is None


def test_grades_that_no_disagreement_joins_are_added_and_do_not_break_it() -> None:
    """Moves between the best two and between the worst two only: the plain matrix has no inverse."""
    found = stuart_maxwell([[3, 4, 0, 0], [1, 5, 0, 0], [0, 0, 9, 6], [0, 0, 1, 2]])
    assert found is not None
    assert (found.df, found.statistic) == (2, pytest.approx(9 / 5 + 25 / 7))


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_swapping_the_readers_flips_the_direction_and_nothing_else(table: list[list[int]]) -> None:
    """The symmetric tests stay, the directed ones change their sign."""
    turned = [list(column) for column in zip(*table, strict=True)]
    for test in (stuart_maxwell, bowker):
        one, two = test(table), test(turned)
        assert one == two or (one and two and one.p == pytest.approx(two.p))
    first, second = mean_difference(table), mean_difference(turned)
    assert first == (None if second is None else -second)
    z, back = ordinal_homogeneity(table), ordinal_homogeneity(turned)
    assert (z is None) == (back is None)
    if z and back:
        assert z.statistic == pytest.approx(-back.statistic)
    v, w = signed_ranks(table), signed_ranks(turned)
    assert v == w or (v and w and v.p == pytest.approx(w.p))


def test_quantiles_and_tails_are_those_of_the_tables() -> None:
    """Printed values of normal, t and chi-square."""
    assert z_quantile() == pytest.approx(1.959964, abs=1e-6)
    printed = {1: 12.7062, 2: 4.3027, 9: 2.2622, 29: 2.0452, 100: 1.9840}
    for df, value in printed.items():
        assert t_quantile(df) == pytest.approx(value, abs=1e-4)
    for df, value in {1: 3.841459, 2: 5.991465, 3: 7.814728, 6: 12.591587}.items():
        assert chi_square_tail(value, df) == pytest.approx(0.05, abs=1e-6)
    assert chi_square_tail(0, 3) == 1


def test_a_figure_that_is_mostly_missing_has_no_drawn_interval() -> None:
    """No interval is told where one resample in ten has no figure."""
    assert bootstrap(10, lambda _picks: None) is None
    assert bootstrap(10, lambda picks: None if 0 in picks[:1] else 1.0) is None
    assert bootstrap(10, lambda picks: sum(picks) / 10) == bootstrap(10, lambda p: sum(p) / 10)
