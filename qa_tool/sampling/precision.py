"""How much a sample says about the list it was drawn from: exact for small lists, plain for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, exp, lgamma, sqrt

Z = 1.96
DIP = 10  # up to so many cases: counts only, no percentage


@dataclass(frozen=True, slots=True)
class Counted:
    """One stratum with its size, how many were drawn, and how many of those had the property."""

    size: int
    drawn: int
    found: int


def sample_size(population: int, margin: float, *, share: float = 0.5, z: float = Z) -> int:
    """How many cases give a result within this margin: n0/(1+(n0-1)/N), rounded up."""
    return ceil(unrounded(population, margin, share=share, z=z))


def unrounded(population: int, margin: float, *, share: float = 0.5, z: float = Z) -> float:
    """The same before it is rounded up."""
    endless = z * z * share * (1 - share) / (margin * margin)
    return endless / (1 + (endless - 1) / population)


def half_width(strata: Sequence[tuple[int, int]], *, z: float = Z) -> float | None:
    """The widest that "plus or minus" can be, as a share: half the cases good, half not.

    Strata are (size, drawn); those from which nothing was drawn say nothing and make it None.
    """
    whole = sum(size for size, _ in strata)
    if not whole or any(size and not drawn for size, drawn in strata):
        return None
    variance = sum(
        (size / whole) ** 2 * 0.25 * (size - drawn) / ((size - 1) * drawn)
        for size, drawn in strata
        if size > 1
    )
    return z * sqrt(variance)


def words(strata: Sequence[tuple[int, int]]) -> str:
    """How far a result will carry, in one or two sentences; strata are (size, drawn)."""
    whole, drawn = sum(size for size, _ in strata), sum(taken for _, taken in strata)
    if not drawn:
        return "Nothing is drawn."
    if drawn == whole:
        return f"All {whole:,} cases are looked at: there is no sampling error."
    if drawn <= DIP:
        allowed = zero_found_upper(drawn) * 100
        return (
            f"{drawn} of {whole:,}: counts only, no percentages. A fault found in none of them may "
            f"still be in up to {allowed:.1f}% of the cases."
        )
    width = half_width(strata)
    if width is None:
        empty = sum(1 for size, taken in strata if size and not taken)
        return (
            f"{drawn:,} of {whole:,}, but {empty} {'stratum gives' if empty == 1 else 'strata give'} "
            "nothing: the result does not speak for them, and no margin can be given for the whole."
        )
    return (
        f"{drawn:,} of {whole:,}: a percentage is right to within {width * 100:.1f} points, 19 times "
        "in 20, at the widest (when half the cases are good)."
    )


def weighted(strata: Sequence[Counted]) -> tuple[float, float]:
    """Share and standard error of a stratified sample, each stratum weighted by its size.

    sqrt(sum W_h^2 (1-n_h/N_h) p_h(1-p_h)/(n_h-1)); a stratum drawn whole adds no error.
    """
    whole = sum(one.size for one in strata)
    share = sum(one.size / whole * one.found / one.drawn for one in strata)
    variance = 0.0
    for one in strata:
        if one.drawn < 2 or one.drawn == one.size:
            continue
        good = one.found / one.drawn
        variance += (
            (one.size / whole) ** 2
            * (1 - one.drawn / one.size)
            * good
            * (1 - good)
            / (one.drawn - 1)
        )
    return share, sqrt(variance)


def in_population(found: int, drawn: int, population: int, level: float = 0.95) -> tuple[int, int]:
    """How many in the whole list may have the property, given how many in the sample do: exact.

    The fewest and the most for which what was found would not be surprising (hypergeometric, each
    tail at half of what is left of the level).
    """
    tail = (1 - level) / 2
    low, high = found, population - (drawn - found)
    fewest = _first(low, high, lambda k: _at_least(found, drawn, k, population) > tail)
    beyond = _first(low, high + 1, lambda k: _at_most(found, drawn, k, population) <= tail)
    return fewest, beyond - 1


def zero_found_upper(drawn: int, level: float = 0.95) -> float:
    """Nothing found in so many: up to this share of the whole may still have it."""
    return 1 - float((1 - level) ** (1 / drawn))


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first number from low to high for which it holds; high where none before does."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _chance(x: int, n: int, k: int, population: int) -> float:
    if x < max(0, n - (population - k)) or x > min(n, k):
        return 0.0
    return exp(_choose(k, x) + _choose(population - k, n - x) - _choose(population, n))


def _at_least(x: int, n: int, k: int, population: int) -> float:
    return sum(_chance(i, n, k, population) for i in range(x, min(n, k) + 1))


def _at_most(x: int, n: int, k: int, population: int) -> float:
    if k > population:
        return 0.0
    return sum(_chance(i, n, k, population) for i in range(x + 1))
