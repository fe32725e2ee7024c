"""Control charts: the golden cases of NHSRplotthedots exactly, and where its pathologies are avoided."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.figures.signals import NEAR, Cause
from qa_tool.figures.spc import FULL, Chart, Cut, Point, Way, run_chart, xmr

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "spc_xmr.json").read_text("utf-8")
)["cases"]  # fmt: skip
WORDS: dict[str, Cause] = {
    "Common Cause": "common", "Above UCL": "above", "Below LCL": "below",
    "7 Point Trend (Increasing)": "rising", "7 Point Trend (Decreasing)": "falling",
    "2 in 3 Above CL": "near_above", "2 in 3 Below CL": "near_below",
    "7 Points Above CL": "run_above", "7 Points Below CL": "run_below",
}  # fmt: skip
KINDS = {
    "common_cause": "common", "special_cause_improvement": "improvement",
    "special_cause_concern": "concern", "special_cause_neutral_high": "neutral_high",
    "special_cause_neutral_low": "neutral_low",
}  # fmt: skip
ASSURED = {
    "consistent_pass": "pass",
    "consistent_fail": "fail",
    "inconsistent": "mixed",
    None: None,
}


def series(values: list[float | None], start: date = date(2026, 1, 1)) -> list[Point]:
    """Values on days that follow each other."""
    return [Point(start + timedelta(days=n), value) for n, value in enumerate(values)]


def drawn(case: dict[str, Any]) -> Chart:
    """The chart of a golden case."""
    told = case["input"]
    points = [
        Point(date.fromisoformat(day), value)
        for day, value in zip(told["dates"], told["values"], strict=True)
    ]
    way: Way = told["improvement_direction"]
    cuts = [
        Cut(date.fromisoformat(day), "The golden case says so", "R") for day in told["rebase"] or ()
    ]
    return xmr(points, way=way, target=told["target"], cuts=cuts, screen=told["screen_outliers"])


def whole(cases: list[dict[str, Any]]) -> list[Any]:
    """Cases with one expectation a point, which the reference gets right."""
    return [
        pytest.param(c, id=c["id"])
        for c in cases
        if isinstance(c["expected"].get("mean"), list) and "must_differ" not in c
        and not c["input"].get("fix_after_n_points")
    ]  # fmt: skip


@pytest.mark.parametrize("case", whole(GOLDEN))
def test_every_point_is_as_the_reference_has_it(case: dict[str, Any]) -> None:
    """Mean, limits, rule and meaning of each point, the icons, and trial limits."""
    chart, wanted = drawn(case), case["expected"]
    tolerance = case["tolerance"]
    for place, point in enumerate(chart.points):
        assert point.centre == pytest.approx(wanted["mean"][place], abs=tolerance)
        assert point.band is not None
        assert point.band.low == pytest.approx(wanted["lpl"][place], abs=tolerance)
        assert point.band.high == pytest.approx(wanted["upl"][place], abs=tolerance)
        assert point.group == wanted["rebase_group"][place]
    assert [point.cause for point in chart.points] == [
        WORDS[w] for w in wanted["special_cause_type"]
    ]
    assert [point.kind for point in chart.points] == [KINDS[w] for w in wanted["point_type"]]
    assert chart.variation == KINDS[wanted["variation_icon_from_last_point"]]
    assert chart.assurance == ASSURED[wanted["assurance"]]
    short = [chart.groups[point.group].standing == "trial" for point in chart.points]
    assert short == [bool(word) for word in wanted["short_group_warning"]]


def test_the_golden_cases_are_all_there() -> None:
    """None of them fell out of the list above by its shape."""
    named = {param.id for param in whole(GOLDEN)}
    left = {case["id"] for case in GOLDEN} - named
    assert len(named) >= 8
    assert {"vignette_outlier_screened", "vignette_outlier_unscreened"} <= named
    for case in GOLDEN:
        if case["id"] in left:
            assert "must_differ" in case, case["id"]


def golden(name: str) -> dict[str, Any]:
    """One golden case."""
    return next(case for case in GOLDEN if case["id"] == name)


def test_a_point_on_the_mean_breaks_a_run_and_screening_leaves_some_movement() -> None:
    """Where every movement would be screened away, limits stay those of the unscreened ranges."""
    case = golden("shift_point_on_mean_breaks")
    chart = drawn(case)
    bare = xmr([Point(p.when, p.value) for p in chart.points])
    assert [p.band for p in chart.points] == [p.band for p in bare.points]
    assert chart.points[0].band is not None
    assert chart.points[0].band.low < 10 < chart.points[0].band.high
    causes = {point.cause for point in chart.points}
    assert "common" in causes
    assert not {"run_above", "run_below"} & causes
    side = [(p.value > p.centre) - (p.value < p.centre) for p in chart.points]
    assert side == case["expected"]["relative_to_mean"]


def test_a_constant_series_flags_nothing_and_its_target_is_decided_by_the_mean() -> None:
    """Limits are the mean; a target above it is missed, one at it is met."""
    told = golden("constant_series")["input"]
    points = series(told["values"])
    chart = xmr(points, target=85, screen=True)
    assert {(p.band.low, p.band.high) for p in chart.points if p.band} == {(80.0, 80.0)}
    assert {p.cause for p in chart.points} == {"common"}
    assert chart.assurance == "fail"
    assert xmr(points, target=80).assurance == "pass"
    assert xmr(points, way="decrease", target=85).assurance == "pass"
    assert xmr(points, way="neutral", target=85).assurance is None


def test_the_usual_chart_screens_nothing() -> None:
    """The NHS Excel tool's limits are the default; the R package's must be asked for."""
    values = golden("vignette_outlier_screened")["input"]["values"]
    chart = xmr(series(values))
    assert chart.points[0].band is not None
    assert chart.points[0].band.high == pytest.approx(6.9515, abs=1e-3)
    assert not chart.screened


def test_gaps_are_gaps_and_no_zeros() -> None:
    """A month without audits changes neither mean nor limits, and is named as a gap."""
    values: list[float | None] = [50, 52, 51, 49, 50, 53, 51]
    full = xmr(series(values))
    holed = [*series(values[:3]), Point(date(2026, 2, 1), None)]
    holed += series(values[3:], date(2026, 3, 1))
    chart = xmr(holed)
    assert chart.gaps == (date(2026, 2, 1),)
    assert [p.band for p in chart.points] == [p.band for p in full.points]


def test_a_cut_begins_limits_and_rules_anew_and_asks_for_a_reason() -> None:
    """Six high points before and one after a cut are no run of seven; nobody moves limits silently."""
    values: list[float | None] = [1, 3, 1, 3, 1, 3, 1, 3, 9, 11, 9, 11, 9, 11, 9, 11]
    day = date(2026, 1, 9)
    chart = xmr(series(values), cuts=[Cut(day, "A new recording system", "Q. Lead")])
    assert [g.centre for g in chart.groups] == [2.0, 10.0]
    assert {p.cause for p in chart.points} == {"common"}
    assert chart.groups[1].cut is not None
    assert {p.cause for p in xmr(series(values)).points} != {"common"}
    with pytest.raises(ValueError, match="reason"):
        Cut(day, " ", "Q. Lead")
    with pytest.raises(ValueError, match="who decided"):
        Cut(day, "A reason")
    assert Cut(day, "Version 2 of the template", kind="break").by == ""


def test_few_points_have_no_limits_and_then_limits_on_trial() -> None:
    """Four points are a run chart, twelve are on trial, thirteen stand."""
    for n, standing in ((4, "run"), (5, "trial"), (FULL - 1, "trial"), (FULL, "full")):
        chart = xmr(series([float(50 + i % 3) for i in range(n)]))
        assert chart.standing == standing
        assert (chart.points[0].band is None) == (standing == "run")
    assert xmr([]).standing == "none"
    assert xmr(series([3.0, 1.0, 2.0])).groups[0].centre == 2.0


@given(st.lists(st.integers(0, 100), min_size=5, max_size=40))
def test_turned_upside_down_every_mark_is_its_opposite(values: list[int]) -> None:
    """The rules know no direction: a mirrored series has mirrored causes."""
    mirror: dict[Cause, Cause] = {
        "above": "below", "rising": "falling", "near_above": "near_below", "run_above": "run_below",
    }  # fmt: skip
    mirror |= {v: k for k, v in mirror.items()} | {"common": "common"}
    up = xmr(series([float(v) for v in values]))
    down = xmr(series([float(-v) for v in values]), way="decrease")
    assert [mirror[p.cause] for p in up.points] == [p.cause for p in down.points]
    assert [p.kind for p in up.points] == [p.kind for p in down.points]
    assert pytest.approx(2 / 3) == NEAR


def test_a_run_chart_finds_shifts_and_trends() -> None:
    """Six on one side (points on the median passed over), five in one direction."""
    shifted = run_chart(series([1, 1, 1, 1, 1, 1, 5, 9, 9, 9, 9, 9, 9]))
    assert shifted.median == 5
    first = date(2026, 1, 1)
    assert shifted.shifts == (
        (first, first + timedelta(days=5)), (first + timedelta(days=7), first + timedelta(days=12)),
    )  # fmt: skip
    rising = run_chart(series([5, 1, 2, 2, 3, 4, 5, 1, 9]))
    assert rising.trends == ((first + timedelta(days=1), first + timedelta(days=6)),)
    assert run_chart(series([5, 1, 2, 3, 4, 1, 5, 1])).trends == ()
    assert run_chart([]).median is None
