"""Kappa, AC1 and AC2: the published values and errors, words where there is no figure, and symmetry."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.figures.coefficients import gwet, gwet_ac, kappa, weighted_kappa, weights
from qa_tool.figures.several import gwet_of_several

GOLDEN = Path(__file__).parents[1] / "golden"
KINDS = ("identity", "linear", "quadratic", "gwet_ordinal")
TABLES = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=4, max_size=4)
SMALL = [[1, 1, 0, 0], [1, 3, 1, 0], [0, 1, 6, 2], [0, 0, 1, 3]]


def _cases(name: str) -> list[Any]:
    return json.loads((GOLDEN / name).read_text("utf-8"))["cases"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("case", _cases("agreement_two_raters.json"), ids=lambda case: case["id"])
def test_the_published_tables_give_their_values_and_errors(case: Any) -> None:
    """Every kappa, AC1 and AC2 of the references, with its standard error."""
    table, wanted, near = case["input"]["table"], case["expected"], case["tolerance"]
    for kind in KINDS:
        name = "unweighted" if kind == "identity" else kind
        for found, key in (
            (kappa(table, kind), f"cohen_kappa_{name}"),
            (gwet(table, kind), "gwet_ac1" if kind == "identity" else f"gwet_ac2_{kind}"),
        ):
            if key not in wanted:
                continue
            if wanted[key] is None:
                assert found is None
                continue
            assert found is not None
            assert found[0] == pytest.approx(wanted[key]["value"], abs=near)
            if "se" in wanted[key]:
                assert found[1] == pytest.approx(wanted[key]["se"], abs=near)


@pytest.mark.parametrize("case", _cases("alpha_missing_data.json"), ids=lambda case: case["id"])
def test_several_graders_with_gaps_give_the_published_ac1_and_ac2(case: Any) -> None:
    """Gwet's coefficients for raw grades, gaps among them, with their standard errors."""
    ratings = case["input"]["ratings"]
    size = max(value for row in ratings for value in row if value)
    for kind, key in (
        ("identity", "gwet_ac1"), ("linear", "gwet_ac2_linear"), ("quadratic", "gwet_ac2_quadratic"),
    ):  # fmt: skip
        if key in case["expected"]:
            found = gwet_of_several(ratings, size, kind)
            assert found is not None
            wanted = case["expected"][key]
            assert found == pytest.approx((wanted["value"], wanted["se"]), abs=case["tolerance"])


def test_several_graders_without_a_pair_have_no_figure() -> None:
    """One grade a case is no agreement."""
    assert gwet_of_several([[1, None], [None, 2]], 4) is None
    assert gwet_of_several([], 4) is None


def test_one_grade_throughout_is_said_in_words() -> None:
    """Kappa is 0 by 0: no number, never 1 and never 0; AC1 is 1 and pretends no interval."""
    table = [[0] * 4, [0] * 4, [0, 0, 12, 0], [0] * 4]
    found = weighted_kappa(table)
    assert (found.value, found.low, found.n) == (None, None, 12)
    assert "not computable" in found.why
    same = gwet_ac(table, "identity")
    assert (same.value, same.low, same.how) == (1.0, None, "none")
    assert same.why


def test_perfect_agreement_pretends_no_certainty() -> None:
    """Seventeen pairs without a difference: 1, and no interval of no width."""
    for found in (weighted_kappa([[5, 0], [0, 12]]), gwet_ac([[5, 0], [0, 40]])):
        assert (found.value, found.low, found.how) == (1.0, None, "none")
        assert "no proof" in found.why


def test_an_unused_middle_grade_stays_on_the_scale() -> None:
    """To drop it would bring the ends of the scale nearer: other weights, other figures."""
    whole = [[6, 0, 3, 0], [0, 0, 0, 0], [2, 0, 12, 4], [0, 0, 1, 7]]
    squeezed = [[row[j] for j in (0, 2, 3)] for i, row in enumerate(whole) if i != 1]
    full, less = kappa(whole), kappa(squeezed)
    assert full is not None
    assert less is not None
    assert full[0] == pytest.approx(1 - 35 * 25 / _expected(whole))
    assert abs(full[0] - less[0]) > 0.02
    assert weights(4, "quadratic")[0][2] == pytest.approx(1 - 4 / 9)


def _expected(table: list[list[int]]) -> int:
    """The squared steps that chance would give, times n: kappa the other way round."""
    rows = [sum(row) for row in table]
    columns = [sum(row[j] for row in table) for j in range(len(table))]
    return sum(
        (i - j) ** 2 * rows[i] * columns[j] for i in range(len(table)) for j in range(len(table))
    )


def test_below_ten_there_are_counts_only() -> None:
    """Nine pairs have no coefficient, and the words say why."""
    found = weighted_kappa([[4, 1], [1, 3]])
    assert (found.n, found.value, found.se) == (9, None, None)
    assert "counts only" in found.why
    assert "nothing" in gwet_ac([[0, 0], [0, 0]]).why


def test_below_thirty_the_interval_is_drawn_and_repeats() -> None:
    """Twenty pairs: percentile bootstrap with a seed, inside the bounds, the same every time."""
    found = weighted_kappa(SMALL)
    assert found.how == "bootstrap"
    assert found.n == 20
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert -1 <= found.low < found.value < found.high <= 1
    assert found == weighted_kappa(SMALL)
    assert (round(found.low, 2), round(found.high, 2)) == (0.58, 0.91)


def test_from_thirty_on_the_interval_is_the_large_sample_one() -> None:
    """The forty audits: AC2 0.88, from 0.83 to 0.94."""
    found = gwet_ac([[4, 2, 0, 0], [1, 9, 5, 0], [0, 1, 8, 4], [0, 0, 0, 6]])
    assert found.how == "analytic"
    assert [f"{x:.2f}" for x in (found.value, found.low, found.high) if x is not None] == [
        "0.88", "0.83", "0.94",
    ]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_swapping_the_readers_leaves_the_coefficients_alone(table: list[list[int]]) -> None:
    """Both are symmetric, their errors and intervals too, drawn ones included."""
    turned = [list(column) for column in zip(*table, strict=True)]
    for kind in KINDS:
        assert _near(kappa(table, kind), kappa(turned, kind))
        assert _near(gwet(table, kind), gwet(turned, kind))


def test_swapping_the_readers_leaves_the_drawn_interval_alone() -> None:
    """Which of the two is called the first does not matter to the resamples either."""
    turned = [list(column) for column in zip(*SMALL, strict=True)]
    assert turned != SMALL
    one, two = weighted_kappa(SMALL), weighted_kappa(turned)
    assert (one.low, one.high) == (two.low, two.high)
    assert one.value == pytest.approx(two.value)


def _near(one: tuple[float, float] | None, two: tuple[float, float] | None) -> bool:
    if one is None or two is None:
        return one is two
    return one == pytest.approx(two, abs=1e-7)
