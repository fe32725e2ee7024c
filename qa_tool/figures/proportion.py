"""Percentages and their intervals, rounded as people round."""

from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from statistics import NormalDist

TOO_FEW = 10


def wilson(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for k of n, as shares between 0 and 1; 0 of 0 tells nothing: 0 to 1."""
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(1 - (1 - level) / 2)
    share = k / n
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if k == 0 else (middle - spread) / scale
    high = 1.0 if k == n else (middle + spread) / scale
    return max(0.0, low), min(1.0, high)


def difference(
    k1: int, n1: int, k2: int, n2: int, level: float = 0.95
) -> tuple[float, float, float]:
    """First share minus second with Newcombe's interval: (difference, low, high)."""
    one, two = k1 / n1, k2 / n2
    low1, high1 = wilson(k1, n1, level)
    low2, high2 = wilson(k2, n2, level)
    gap = one - two
    low = gap - sqrt((one - low1) ** 2 + (high2 - two) ** 2)
    high = gap + sqrt((high1 - one) ** 2 + (two - low2) ** 2)
    return gap, low, high


def rounded(share: float | Decimal) -> int:
    """A share between 0 and 1 as whole percent, halves up: 0.225 is 23, not 22."""
    return int((Decimal(str(share)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percent(k: int, n: int) -> int | None:
    """Give k of n as whole percent, halves up; nothing below ten, because it would say more than is known."""
    if n < TOO_FEW:
        return None
    return int((Decimal(100 * k) / Decimal(n)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percent_words(k: int, n: int) -> str:
    """`62%`, or `5 of 8` where a percentage would say too much, or `no audits`."""
    if n == 0:
        return "no audits"
    whole = percent(k, n)
    return f"{k} of {n}" if whole is None else f"{whole}%"


def interval_words(k: int, n: int) -> str:
    """`46 to 76`: the interval in whole percent; empty below ten."""
    if n < TOO_FEW:
        return ""
    low, high = wilson(k, n)
    return f"{rounded(low)} to {rounded(high)}"
