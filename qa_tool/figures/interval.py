"""Intervals and tail probabilities that need only the standard library.

Chi-square with whole degrees of freedom and Student's t: Abramowitz and Stegun, 26.4.4, 26.4.5,
26.7.3 and 26.7.4. Bootstrap: Efron and Tibshirani (1993), percentile interval, with a recorded seed.
"""

from collections.abc import Callable, Sequence
from math import atan, ceil, cos, erfc, exp, floor, pi, sqrt
from random import Random
from statistics import NormalDist

LEVEL = 0.95
TIMES = 2000
SEED = "agreement"
SOUND = 0.95  # of the resamples must give a figure; otherwise no interval is told


def normal_tail(z: float) -> float:
    """The two-sided probability of so large a z, either way."""
    return erfc(abs(z) / sqrt(2))


def chi_square_tail(value: float, df: int) -> float:
    """The probability that chi-square with whole degrees of freedom is at least this large."""
    if value <= 0:
        return 1.0
    half = value / 2
    if df % 2 == 0:
        term = total = exp(-half)
        for i in range(1, df // 2):
            term *= half / i
            total += term
        return min(1.0, total)
    total = erfc(sqrt(half))
    term = exp(-half) * sqrt(value) * sqrt(2 / pi)
    for i in range(1, df, 2):
        total += term
        term *= value / (i + 2)
    return min(1.0, total)


def t_within(t: float, df: int) -> float:
    """The probability that Student's t lies between -t and t."""
    angle = atan(t / sqrt(df))
    cosine = cos(angle)
    sine = t / sqrt(df + t * t)
    if df % 2:
        term = total = cosine if df > 1 else 0.0
        for i in range(2, df - 1, 2):
            term *= i / (i + 1) * cosine * cosine
            total += term
        return 2 / pi * (angle + sine * total)
    term = total = 1.0
    for i in range(1, df - 2, 2):
        term *= i / (i + 1) * cosine * cosine
        total += term
    return sine * total


def t_quantile(df: int, level: float = LEVEL) -> float:
    """How many standard errors hold this much of Student's t (2.045 for 29 degrees of freedom)."""
    low, high = 0.0, 1000.0
    for _turn in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if t_within(middle, df) < level else (low, middle)
    return (low + high) / 2


def z_quantile(level: float = LEVEL) -> float:
    """How many standard errors hold this much of the normal curve (1.96 for 95%)."""
    return NormalDist().inv_cdf((1 + level) / 2)


def bootstrap(
    count: int, figure: Callable[[Sequence[int]], float | None], *, times: int = TIMES,
    seed: str = SEED, level: float = LEVEL,
) -> tuple[float, float] | None:  # fmt: skip
    """The percentile interval of a figure of `count` things, drawn again with replacement.

    `figure` gets the numbers of the things that were drawn. The same seed gives the same interval
    on any machine: only `Random.random` is used, which Python promises to keep. None where too
    many of the resamples have no figure.
    """
    draw = Random(seed).random  # noqa: S311  it must repeat, it protects nothing
    values = [
        value
        for _turn in range(times)
        if (value := figure([int(draw() * count) for _each in range(count)])) is not None
    ]
    if not values or len(values) < SOUND * times:
        return None
    values.sort()
    outside = (1 - level) / 2
    last = len(values) - 1
    low = values[max(0, floor(outside * len(values)))]
    return low, values[min(last, ceil((1 - outside) * len(values)) - 1)]
