"""Months and values as people write them, and what may stand in an indicator."""

from datetime import date

import pytest

from qa_tool.figures.indicator import around, chart_of
from qa_tool.indicator.model import Indicator, Value
from qa_tool.indicator.rules import month_of, problems, read_rows, value_of, with_values


@pytest.mark.parametrize(
    "text", ["2026-04", "04/2026", "4/2026", "Apr 2026", "April 2026", "1/4/2026", "Apr-26", "2026-04-30"]
)  # fmt: skip
def test_a_month_is_read_as_it_is_written(text: str) -> None:
    """Every usual way of writing a month means its first day."""
    assert month_of(text) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [("81.5", 81.5), ("81.5%", 81.5), (" 81 % ", 81), ("1,204", 1204), ("81,5", 81.5), ("0", 0),
     ("1,204.5", 1204.5), ("-3", -3)],
)  # fmt: skip
def test_a_value_is_read_as_it_is_written(text: str, value: float) -> None:
    """With a percent sign, with thousands, with a decimal comma."""
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["", "-", "n/a", "[x]", "c"])
def test_what_the_source_does_not_have_is_a_gap(text: str) -> None:
    """A suppressed or missing month is no zero."""
    assert value_of(text) is None


@pytest.mark.parametrize("text", ["about 80", "nan", "inf", "8 0 %%"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r".*"):
        value_of(text)


def test_a_list_is_read_in_one_pass_with_every_fault() -> None:
    """Headings pass; a wrong month, a wrong number and a month that is there twice are all told."""
    values, wrong = read_rows([
        ["Month", "Visits in time"], ["2026-04", "81"], ["2026-05", ""], ["soon", "80"],
        ["2026-06", "many"], ["04/2026", "82"], [], ["2026-03", "79%"],
    ])  # fmt: skip
    assert [(v.month.month, v.value) for v in values] == [(3, 79), (4, 81), (5, None)]
    assert [(p.where, p.code) for p in wrong] == [
        ("Line 4", "no_month"), ("Line 5", "no_number"), ("Line 6", "twice"),
    ]  # fmt: skip
    assert read_rows([["Month", "Value"]])[1][0].code == "empty"


def test_faults_of_an_indicator_are_told_together() -> None:
    """No name, no source, a percentage beyond 100."""
    wrong = list(problems(Indicator("i", "", " ", values=(Value(date(2026, 4, 1), 120),))))
    assert len(wrong) == 3
    assert all(cure for _what, cure in wrong)
    fine = Indicator(
        "i", "Calls", "Telephone", unit="number", values=(Value(date(2026, 4, 1), 120),)
    )
    assert list(problems(fine)) == []


def test_a_month_that_is_typed_again_is_written_over_and_kept_in_order() -> None:
    """The months stand in order whatever order they came in."""
    one = Indicator("i", "n", "s", values=(Value(date(2026, 4, 1), 1),))
    more = with_values(one, [Value(date(2026, 4, 1), 2), Value(date(2026, 2, 1), 3)])
    assert [(v.month.month, v.value) for v in more.values] == [(2, 3), (4, 2)]


def _months(*values: float | None) -> tuple[Value, ...]:
    return tuple(
        Value(date(2025 + n // 12, n % 12 + 1, 1), value) for n, value in enumerate(values)
    )


STEADY = (70.0, 72, 71, 70, 73, 71, 72, 70, 71, 72)


def test_before_and_after_are_the_months_around_the_round() -> None:
    """Months in which it ran are neither; the chart, not the means, says whether it changed."""
    one = Indicator("i", "n", "s", values=_months(*STEADY, 80, 85, 90, 91, 92, 91, 93, 92, 91))
    found = around(one, date(2025, 11, 5), date(2025, 12, 20))
    assert (found.before.n, found.during.n, found.after.n) == (10, 2, 7)
    assert found.before.mean == pytest.approx(71.2)
    assert found.during.mean == pytest.approx(82.5)
    assert found.turn == "improvement"


def test_a_higher_mean_within_chance_is_no_improvement() -> None:
    """Two months a little higher say nothing."""
    one = Indicator("i", "n", "s", values=_months(*STEADY, 71, 73, 73))
    found = around(one, date(2025, 10, 1), date(2025, 11, 30))
    assert found.after.mean is not None
    assert found.before.mean is not None
    assert found.after.mean > found.before.mean
    assert found.turn == "chance"


def test_without_a_month_after_it_nothing_is_said() -> None:
    """A round that has just ended has no after."""
    one = Indicator("i", "n", "s", values=_months(*STEADY))
    assert around(one, date(2025, 10, 1), date(2025, 10, 31)).turn == "none_yet"


def test_lower_can_be_better() -> None:
    """The direction is the indicator's own."""
    rising = _months(*STEADY, 90, 91, 92, 93, 92, 91)
    worse = around(
        Indicator("i", "n", "s", "decrease", values=rising), date(2025, 9, 1), date(2025, 10, 3)
    )
    assert worse.turn == "concern"


def test_a_round_without_a_value_in_its_month_still_has_its_line() -> None:
    """The month stands on the chart as a gap, and the limits do not move for it."""
    one = Indicator("i", "n", "s", values=_months(*STEADY))
    with_line = chart_of(one, [date(2026, 1, 1)])
    assert with_line.gaps == (date(2026, 1, 1),)
    assert with_line.groups == chart_of(one).groups


def test_months_before_are_no_concern_because_it_became_better_later() -> None:
    """Limits come from before the round; without that the better months make the old ones look worse."""
    one = Indicator("i", "n", "s", target=95.0, values=_months(*STEADY, 80, 85, 90, 91, 92))
    held = chart_of(one, before=date(2025, 11, 1))
    early = [point.kind for point in held.points if point.when < date(2025, 11, 1)]
    assert set(early) == {"common"}
    assert {point.kind for point in held.points[10:]} == {"improvement"}
    assert held.groups[0].centre == pytest.approx(sum(STEADY) / 1000)
    assert held.assurance is None
    control = chart_of(one)
    assert "concern" in {point.kind for point in control.points[:10]}


def test_with_too_few_months_before_the_limits_are_of_all() -> None:
    """Four months have no limits of their own."""
    one = Indicator("i", "n", "s", values=_months(*STEADY))
    assert chart_of(one, before=date(2025, 5, 1)) == chart_of(one)
