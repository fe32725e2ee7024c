"""The sentences say what the figures bear and nothing more."""

from datetime import date

from qa_tool.figures import sentence
from qa_tool.figures.change import change, shift
from qa_tool.figures.funnel import funnel
from qa_tool.figures.pchart import Count, trend
from qa_tool.figures.share import share
from qa_tool.figures.spc import Point, xmr
from qa_tool.figures.transition import transition
from qa_tool.figures.weighted import weighted
from qa_tool.figures.years import spans
from qa_tool.sampling.precision import Counted
from tests.report.made_up import OFSTED

MONTHS = spans(date(2025, 4, 1), date(2026, 6, 1), "month")
GOOD = "Good or better"


def test_a_share_in_words() -> None:
    """Counts first, percent and interval only from ten on, and nothing is not 0%."""
    assert sentence.share(GOOD, share(42, 96)) == (
        "Good or better: 42 of 96 (44%, likely between 34 and 54%)."
    )
    assert sentence.share(GOOD, share(0, 0)) == "Good or better: no audits."
    assert sentence.share(GOOD, share(4, 9)) == (
        "Good or better: 4 of 9 (too few for a percentage)."
    )
    assert sentence.share(GOOD, share(9, 40, 40)) == (
        "Good or better: 9 of 40 (23%; all of them were looked at)."
    )


def test_a_weighted_figure_in_words() -> None:
    """It says what it is weighted to, and for whom it does not speak."""
    strata = {"East": Counted(60, 12, 7), "South": Counted(1200, 0, 0)}
    told = sentence.weighted(GOOD, weighted(strata))
    assert "weighted to all 60 cases: 58%" in told
    assert "does not speak for 1,200 cases of which none was audited (South)" in told
    assert "too few" in sentence.weighted(GOOD, weighted({"East": Counted(60, 5, 3)}))
    assert sentence.weighted(GOOD, None) == "Good or better: no audits."


def test_a_change_in_words() -> None:
    """Points with their sign; below ten counts only."""
    assert sentence.change(GOOD, change((48, 80), (56, 70)), "2024-25") == (
        "Good or better since 2024-25: better (60% before, 80% now; the difference is likely "
        "between 5 and 33 points)."
    )
    assert "between minus 11 and 14 points" in sentence.change(
        GOOD, change((60, 120), (62, 120)), "2024-25"
    )
    assert sentence.change(GOOD, change((3, 8), (6, 8)), "round 1") == (
        "Good or better since round 1: too early to say (3 of 8 before, 6 of 8 now)."
    )
    assert "nothing to compare" in sentence.change(GOOD, None, "2024-25")
    assert "nothing to compare" in sentence.change(GOOD, change((0, 0), (1, 2)), "2024-25")


def test_a_shift_in_words() -> None:
    """No move is said as such, a move with how often."""
    assert "63 times in 100" in sentence.shift(shift([6, 14, 18, 2], [3, 10, 22, 7]))
    assert "are better" in sentence.shift(shift([3, 10, 22, 7], [6, 14, 18, 2]))
    assert "no reliable move" in sentence.shift(shift([5, 10], [5, 10]))
    assert "Too few" in sentence.shift(shift([5, 0], [0, 5]))
    assert "nothing to compare" in sentence.shift(None)


def test_a_trend_in_words() -> None:
    """Too early is said where it is; a signal names its rule; limits on trial say so."""
    steady = [Count(month, 20 + i % 2, 40) for i, month in enumerate(MONTHS)]
    assert "usual ups and downs" in sentence.trend(GOOD, trend(steady), "month")
    assert "on trial" in sentence.trend(GOOD, trend(steady[:8]), "month")
    assert "too early for limits" in sentence.trend(GOOD, trend(steady[:3]), "month")
    few = [Count(month, 1, 3) for month in MONTHS]
    assert "no month has ten audits" in sentence.trend(GOOD, trend(few), "month")
    assert sentence.trend(GOOD, trend([]), "month") == "Good or better: no audits."
    risen = [*steady[:-1], Count(MONTHS[-1], 39, 40)]
    assert "sign of improvement" in sentence.trend(GOOD, trend(risen), "month")
    points = [Point(month, 0.5 + i % 2 / 100) for i, month in enumerate(MONTHS)]
    assert "will not be met" in sentence.assurance(xmr(points, target=0.8), "80%")
    assert sentence.assurance(xmr(points), "80%") == ""


def test_transitions_funnels_and_rereads_in_words() -> None:
    """Counts, nobody ranked, and nothing read again said plainly."""
    pairs = [("inadequate", "good"), ("inadequate", "inadequate"), ("good", "good")]
    assert sentence.transition(transition(pairs, OFSTED)) == (
        "Of 3 audited again, 1 improved, 2 stayed, 0 declined. 1 of 2 left the worst grade."
    )
    assert "No case" in sentence.transition(transition([], OFSTED))
    told = sentence.funnel(funnel([("West", 30, 40), ("East", 8, 40), ("South", 20, 40)]))
    assert "East, West" in told
    assert "one in twenty" in told
    assert "No difference" in sentence.funnel(funnel([("West", 20, 40), ("East", 21, 40)]))
    assert "too few" in sentence.funnel(funnel([("West", 2, 4)]))
    assert sentence.funnel(None) == "No audits."
    assert "nobody can say" in sentence.rereads(0, 0, 0, 0)
    assert sentence.rereads(20, 15, 1, 4) == (
        "Of 20 read again blind and at random, 15 kept their grade, 1 were raised and 4 lowered."
    )
