"""Shares, weighted figures, changes, transitions, funnels and years: golden cases and promises."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa_tool.figures.change import change, shift
from qa_tool.figures.funnel import FEWEST, funnel, limits
from qa_tool.figures.pchart import Count, pchart, trend, varies
from qa_tool.figures.share import share
from qa_tool.figures.spc import Cut
from qa_tool.figures.transition import transition
from qa_tool.figures.weighted import weighted
from qa_tool.figures.years import before, bounds, name_of, spans, start_of, year_of, year_on_year
from qa_tool.sampling.precision import Counted
from tests.report.made_up import OFSTED

HERE = Path(__file__).parents[1] / "golden"


def cases(name: str, starts: str) -> list[Any]:
    """The golden cases of a file whose id starts like this."""
    found = json.loads((HERE / name).read_text("utf-8"))["cases"]
    return [pytest.param(c, id=c["id"]) for c in found if c["id"].startswith(starts)]


FUNNEL, SHARES = "funnel_pchart.json", "shares_and_changes.json"
KEYS = [grade.key for grade in OFSTED.ranked]


@pytest.mark.parametrize("case", cases(FUNNEL, "theta"))
def test_funnel_limits_are_the_exact_ones(case: dict[str, Any]) -> None:
    """Binomial with interpolation, never beyond 0 and 1."""
    found = limits(case["input"]["theta"], case["input"]["n"])
    for name, attribute in (
        ("lower95", "low95"), ("upper95", "high95"), ("lower998", "low998"), ("upper998", "high998"),
    ):  # fmt: skip
        assert getattr(found, attribute) == pytest.approx(case["expected"][name], abs=1e-6)


def test_the_p_chart_is_the_published_one() -> None:
    """Orange juice: its mean, its limits, and the two samples above them."""
    (param,) = cases(FUNNEL, "orangejuice")
    told, wanted = param.values[0]["input"], param.values[0]["expected"]  # type: ignore[index, call-overload]
    chart = pchart(
        [Count(date(2026, 1, day + 1), k, told["n"]) for day, k in enumerate(told["nonconforming"])],
        way="decrease",
    )  # fmt: skip
    assert chart.groups[0].centre == pytest.approx(wanted["pbar"], abs=1e-4)
    band = chart.groups[0].band
    assert band is not None
    assert (band.low, band.high) == pytest.approx((wanted["lcl"], wanted["ucl"]), abs=1e-4)
    above = [n + 1 for n, point in enumerate(chart.points) if point.cause == "above"]
    assert above == wanted["points_above"]
    assert chart.points[14].kind == "concern"


@pytest.mark.parametrize("case", cases(SHARES, "finite"))
def test_a_small_list_has_the_exact_interval(case: dict[str, Any]) -> None:
    """Hypergeometric, as numbers of the list."""
    told = case["input"]
    found = share(told["x"], told["n"], told["N"])
    low, high = case["expected"]["good_in_population_low_high"]
    assert (found.low * told["N"], found.high * told["N"]) == pytest.approx((low, high))
    assert found.method == "exact"


def test_how_a_share_says_what_it_can_bear() -> None:
    """None, few, a large list, everything; the size of a list matters from a twentieth on."""
    assert share(0, 0).method == "none"
    assert share(0, 0).value is None
    assert (share(5, 9).method, share(5, 9).percent, share(5, 9).ends) == ("few", None, None)
    assert share(20, 40).ends == (35, 65)
    assert share(20, 40, 800).method == "wilson"
    assert share(20, 40, 799).method == "exact"
    whole = share(30, 40, 40)
    assert (whole.method, whole.percent, whole.ends) == ("whole", 75, None)
    assert share(20, 40, 30).method == "wilson"
    with pytest.raises(ValueError, match="no share"):
        share(3, 2)


@pytest.mark.parametrize("case", [*cases(SHARES, "strat_"), *cases(SHARES, "srs_")])
def test_the_weighted_figure_is_that_of_the_survey_package(case: dict[str, Any]) -> None:
    """Mean and standard error with the correction for a finite population."""
    told = case["input"] if "A" in case["input"] else {"all": case["input"]}
    strata = {name: Counted(one["N"], one["n"], one["x"]) for name, one in told.items()}
    found = weighted(strata)
    assert found is not None
    assert found.share == pytest.approx(case["expected"]["mean"], abs=1e-8)
    assert found.error == pytest.approx(case["expected"]["se"], abs=1e-8)
    assert 0 <= found.low < found.share < found.high <= 1


def test_what_a_weighted_figure_does_not_speak_for_is_named() -> None:
    """A stratum without audits is left out by name; one single audit never narrows the interval."""
    strata = {"East": Counted(60, 12, 7), "South": Counted(8, 0, 0), "West": Counted(10, 1, 1)}
    found = weighted(strata)
    assert found is not None
    assert (found.uncovered, found.missing, found.single) == (("South",), 8, ("West",))
    alone = weighted({"East": Counted(60, 12, 7)})
    assert alone is not None
    assert found.error > alone.error * 60 / 70
    assert weighted({"South": Counted(8, 0, 0)}) is None
    whole = weighted({"a": Counted(20, 20, 5)})
    assert whole is not None
    assert (whole.low, whole.share, whole.high) == (0.25, 0.25, 0.25)


@example([(1, 1, 1), (5, 1, 1), (1, 1, 1), (1, 1, 1), (1, 1, 1)])
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60)), min_size=1))
def test_a_weighted_interval_holds_its_share(strata: list[tuple[int, int, int]]) -> None:
    """Whatever the strata, the interval stays between 0 and 1 and around the figure."""
    held = {
        str(n): Counted(size, min(size, drawn), min(size, drawn, good))
        for n, (size, drawn, good) in enumerate(strata)
    }
    found = weighted(held)
    if found is not None:
        assert 0 <= found.low <= found.share + 1e-9
        assert found.share - 1e-9 <= found.high <= 1


@pytest.mark.parametrize("case", cases(SHARES, "diff_"))
def test_the_difference_is_newcombes(case: dict[str, Any]) -> None:
    """The later share less the earlier, with the published interval."""
    told, wanted = case["input"], case["expected"]
    found = change((told["x2"], told["n2"]), (told["x1"], told["n1"]))
    assert found.gap == pytest.approx(wanted["difference"], abs=1e-6)
    assert (found.low, found.high) == pytest.approx(wanted["newcombe95"], abs=1e-6)
    assert found.verdict == "better"


def test_a_change_says_no_more_than_the_audits_bear() -> None:
    """Below ten, and with an interval wider than twenty points either way, it is too early to say."""
    assert change((1, 9), (9, 9)).words == "too early to say"
    assert change((5, 10), (6, 10)).verdict == "too_early"
    assert change((50, 100), (52, 100)).words == "no reliable change"
    assert change((48, 80), (56, 70)).verdict == "better"
    assert change((48, 80), (56, 70), more_is_better=False).verdict == "worse"
    assert change((0, 0), (5, 10)).words == "no audits to compare"


def test_two_samples_grades_are_compared_as_a_whole() -> None:
    """Mann-Whitney with ties, as R has it; all in one grade has no p."""
    (param,) = cases(SHARES, "grade_distribution_shift")
    told, wanted = param.values[0]["input"], param.values[0]["expected"]  # type: ignore[index, call-overload]
    found = shift(told["previous_O_G_RI_I"], told["current_O_G_RI_I"])
    assert found is not None
    assert found.worse == pytest.approx(wanted["prob_superiority_current_worse"], abs=1e-6)
    assert found.p == pytest.approx(wanted["p"], abs=1e-6)
    same = shift([0, 4, 0], [0, 7, 0])
    assert same is not None
    assert (same.worse, same.p) == (0.5, None)
    assert shift([0, 0], [1, 2]) is None


@pytest.mark.parametrize("case", cases(SHARES, "travel"))
def test_a_transition_table_tells_the_distance_travelled(case: dict[str, Any]) -> None:
    """Improved, same, declined, the sign test, and who left the worst grade."""
    table, wanted = case["input"]["table"], case["expected"]
    pairs = [
        (KEYS[i], KEYS[j]) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)
    ]  # fmt: skip
    found = transition([*pairs, ("good", "not_enough_evidence")], OFSTED)
    assert found.apart == 1
    assert (found.n, found.improved, found.same, found.declined) == (
        wanted["n"], wanted["improved"], wanted["same"], wanted["declined"],
    )  # fmt: skip
    assert found.net == pytest.approx(wanted["net_percent"] / 100)
    assert found.gained == pytest.approx(wanted["mean_grades_gained"])
    assert found.p == pytest.approx(wanted["sign_test_p"], abs=1e-6)
    assert (found.left_worst, found.was_worst) == (
        wanted["moved_out_of_inadequate"], wanted["was_inadequate"],
    )  # fmt: skip
    empty = transition([], OFSTED)
    assert (empty.n, empty.net, empty.gained, empty.p) == (0, None, None, None)


def test_a_funnel_ranks_nobody() -> None:
    """Units stand by name; those with too few audits lie nowhere; the whole is what they come to."""
    found = funnel([("West", 30, 40), ("East", 8, 40), ("North", 3, 4), ("South", 20, 40)])
    assert found is not None
    assert [unit.name for unit in found.units] == ["East", "North", "South", "West"]
    assert found.centre == pytest.approx(61 / 124)
    where = {unit.name: unit.where for unit in found.units}
    assert where == {"East": "far_low", "North": "few", "South": "inside", "West": "far_high"}
    assert {unit.name for unit in found.outside} == {"East", "West"}
    assert funnel([("None", 0, 0)]) is None
    assert FEWEST == 5


@given(st.integers(0, 30), st.integers(1, 400))
def test_funnel_limits_hold_their_centre(part: int, n: int) -> None:
    """The outer limits lie around the inner ones, and all within 0 and 1."""
    found = limits(part / 30, n)
    assert 0 <= found.low998 <= found.low95 <= found.high95 <= found.high998 <= 1


def test_the_chart_that_fits_a_share_over_time() -> None:
    """P-chart where numbers vary by more than a quarter, XmR where not, counts where there is little."""
    months = spans(date(2025, 4, 1), date(2026, 3, 1), "month")
    even = [Count(m, 20 + i % 3, 40) for i, m in enumerate(months)]
    uneven = [Count(m, 10 + i % 3, 20 + 5 * i) for i, m in enumerate(months)]
    assert (trend(even).fit, trend(uneven).fit) == ("xmr", "p")
    assert trend(even[:4]).fit == "run"
    few = trend([Count(m, 2, 4) for m in months])
    assert (few.fit, few.chart, few.thin) == ("few", None, months)
    assert trend([Count(m, 0, 0) for m in months]).fit == "none"
    holed = trend([*even[:6], Count(months[6], 3, 5), Count(months[7], 0, 0), *even[8:]])
    assert holed.chart is not None
    assert holed.chart.gaps == (months[6], months[7])
    assert holed.thin == (months[6],)
    assert not varies([40, 50])
    assert varies([10, 40, 40])
    cut = Cut(months[6], "Version 2 of the template", kind="break")
    split = trend(uneven, cuts=[cut]).chart
    assert split is not None
    assert [group.cut for group in split.groups] == [None, cut]


def test_years_run_from_april_to_march() -> None:
    """Days, quarters and names of periods; a word that is no year is refused."""
    assert (year_of(date(2026, 3, 31)), year_of(date(2026, 4, 1))) == ("2025-26", "2026-27")
    assert bounds("2025-26") == (date(2025, 4, 1), date(2026, 3, 31))
    assert bounds("1999-00") == (date(1999, 4, 1), date(2000, 3, 31))
    assert before("2025-26") == "2024-25"
    assert start_of(date(2026, 2, 9), "quarter") == date(2026, 1, 1)
    assert name_of(date(2026, 4, 1), "quarter") == "April to June 2026"
    assert name_of(date(2026, 4, 1), "month") == "April 2026"
    assert len(spans(date(2025, 11, 3), date(2026, 2, 1), "month")) == 4
    for wrong in ("2025", "2025-27", "25-26", "year"):
        with pytest.raises(ValueError, match="no year"):
            bounds(wrong)


def test_only_years_that_follow_each_other_are_compared() -> None:
    """A year without audits in between breaks the comparison."""
    found = year_on_year({"2023-24": (40, 80), "2024-25": (60, 80), "2026-27": (10, 80)})
    assert [year.change.verdict if year.change else None for year in found] == [
        None, "better", None,
    ]  # fmt: skip
