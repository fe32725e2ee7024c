"""Percentages and intervals: the published tables, and rounding as people round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.figures.distribution import distribute
from qa_tool.figures.proportion import (
    difference,
    interval_words,
    percent,
    percent_words,
    rounded,
    wilson,
)
from tests.report.made_up import GRADES, OFSTED

# Newcombe 1998 (printed) and R prop.test without correction: k, n, 95 % and 99.8 %.
PUBLISHED = [
    (81, 263, (0.2552885198783, 0.3662095769828), (0.228035740242, 0.4013894219094)),
    (0, 20, (0.0, 0.1611251580528), (0.0, 0.3231704146241)),
    (23, 60, (0.2708827237408, 0.509824041759), (0.218481891628, 0.5802227315176)),
    (0, 1, (0.0, 0.7934506856228), (0.0, 0.9052090984987)),
    (1, 1, (0.2065493143772, 1.0), (0.09479090150132, 1.0)),
    (6, 10, (0.3126737697337, 0.8318196702938), (0.2052893445827, 0.8970148753266)),
    (88, 367, (0.1989398721832, 0.2860152334099), (0.1780698554646, 0.3146927643542)),
    (17, 5357, (0.001982328890095, 0.00507653660917), (0.001525575642955, 0.006589421790001)),
]
# Worked examples of distributions: counts best first, n, good or better, percent, interval, median.
SPREADS = [
    ((2, 14, 18, 6), 40, 16, (26.348325684291922, 55.4041063396538), 3),
    ((0, 9, 3, 0), 12, 9, (46.76946650664344, 91.10583316059453), 2),
    ((0, 0, 4, 1), 5, 0, (0.0, 43.448246478317465), 3),
]


@pytest.mark.parametrize(("k", "n", "usual", "wide"), PUBLISHED)
def test_the_interval_is_the_published_one(
    k: int, n: int, usual: tuple[float, float], wide: tuple[float, float]
) -> None:
    """Wilson's interval agrees with the printed tables at both levels."""
    assert wilson(k, n) == pytest.approx(usual, abs=1e-6)
    assert wilson(k, n, 0.998) == pytest.approx(wide, abs=1e-6)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ((56, 70, 48, 80), (0.2, 0.05243147240236, 0.3338726540369)),
        ((9, 10, 3, 10), (0.6, 0.1705227239345, 0.8090179735355)),
    ],
)
def test_the_difference_of_two_rounds_is_newcombes(
    pair: tuple[int, int, int, int], expected: tuple[float, float, float]
) -> None:
    """The change between two rounds has the interval of Newcombe's own example."""
    assert difference(*pair) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("counts", "n", "good", "interval", "median"), SPREADS)
def test_spreads_are_the_worked_examples(
    counts: tuple[int, ...], n: int, good: int, interval: tuple[float, float], median: int
) -> None:
    """Counts, good or better, interval and the worse median come out as worked by hand."""
    grades = [key for key, count in zip(GRADES, counts, strict=True) for _ in range(count)]
    spread = distribute(grades, OFSTED)
    assert (spread.n, spread.good, spread.median_rank) == (n, good, median)
    assert [100 * side for side in spread.wilson] == pytest.approx(list(interval), abs=1e-4)


def test_halves_are_rounded_up() -> None:
    """22.5 is 23 and 12.5 is 13, where Python's own format says 22 and 12."""
    assert (percent(9, 40), percent(5, 40)) == (23, 13)
    assert (rounded(0.225), rounded(0.125), rounded(0.995)) == (23, 13, 100)


def test_no_percentage_below_ten() -> None:
    """Nine audits are shown as a count, ten as a percentage, none as no audits."""
    assert percent(5, 9) is None
    assert percent_words(5, 9) == "5 of 9"
    assert percent_words(5, 10) == "50%"
    assert percent_words(0, 0) == "no audits"
    assert interval_words(5, 9) == ""


@given(st.integers(1, 400), st.data())
def test_the_interval_holds_the_share(n: int, data: st.DataObject) -> None:
    """Whatever k and n, the interval lies in 0 to 1 and holds the share itself."""
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
