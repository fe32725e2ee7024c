"""How many cases each stratum gives: largest remainder with exact fractions, floors and caps."""

from collections.abc import Mapping
from fractions import Fraction

from qa_tool.errors import QAError


class CannotShare(QAError):
    """The total does not fit between what the strata must give and what they can."""


def allocate(
    sizes: Mapping[str, int],
    total: int,
    *,
    minimum: int | Mapping[str, int] = 0,
    cap: int = 0,
) -> dict[str, int]:
    """Share a total over strata in proportion to their sizes.

    Each stratum gives at least `minimum` (or its size, where that is smaller) and at most `cap`
    (0: its size). Fractions are exact; ties go to the larger stratum, then to the name that comes
    first. One more in total may take one from a stratum: that is a known property of the method.
    """
    least, most = _bounds(sizes, minimum, cap)
    _refuse(total, sum(least.values()), sum(most.values()), sum(sizes.values()))
    shares = _shares(sizes, total, least, most)
    given = {name: share.numerator // share.denominator for name, share in shares.items()}
    ranked = sorted(
        (name for name in sizes if shares[name] != given[name]),
        key=lambda name: (given[name] - shares[name], -sizes[name], name),
    )
    for name in ranked[: total - sum(given.values())]:
        given[name] += 1
    return given


def fixed(
    sizes: Mapping[str, int], each: int, *, minimum: Mapping[str, int] | None = None
) -> dict[str, int]:
    """The same number from every stratum, or all of it where it has fewer."""
    floor = minimum or {}
    return {name: min(size, max(each, floor.get(name, 0))) for name, size in sizes.items()}


def _bounds(
    sizes: Mapping[str, int], minimum: int | Mapping[str, int], cap: int
) -> tuple[dict[str, int], dict[str, int]]:
    least = {
        name: min(size, minimum if isinstance(minimum, int) else minimum.get(name, 0))
        for name, size in sizes.items()
    }
    most = {name: max(min(size, cap or size), least[name]) for name, size in sizes.items()}
    return least, most


def _refuse(total: int, least: int, most: int, whole: int) -> None:
    if total < least:
        raise CannotShare(
            f"The total {total} is fewer than the {least} the minimum requires.",
            f"Ask for {least} or more, or lower the minimum for each stratum.",
        )
    if total > whole:
        raise CannotShare(
            f"A sample of {total:,} is larger than the {whole:,} cases that can be drawn.",
            f"Ask for {whole:,} or fewer, or take the whole cohort.",
        )
    if total > most:
        raise CannotShare(
            f"The cap for each stratum lets {most:,} cases through, and {total:,} are asked for.",
            f"Ask for {most:,} or fewer, or raise the cap.",
        )


def _shares(
    sizes: Mapping[str, int], total: int, least: Mapping[str, int], most: Mapping[str, int]
) -> dict[str, Fraction]:
    """The exact share of each: proportional where neither its floor nor its cap stops it.

    The share of a stratum is its size times one factor, held between floor and cap; the factor is
    the one at which they add up to the total. Between two neighbouring stopping points the sum
    grows evenly, so the factor there is a plain division.
    """
    stops = sorted(
        {
            Fraction(bound[name], size)
            for name, size in sizes.items()
            if size
            for bound in (least, most)
        }
    )

    def held(factor: Fraction) -> dict[str, Fraction]:
        return {
            name: min(Fraction(most[name]), max(Fraction(least[name]), size * factor))
            for name, size in sizes.items()
        }

    low, high = 0, len(stops) - 1
    while low < high:  # the first stopping point at which the sum reaches the total
        middle = (low + high) // 2
        if sum(held(stops[middle]).values()) >= total:
            high = middle
        else:
            low = middle + 1
    if not stops:
        return dict.fromkeys(sizes, Fraction(0))
    upper = held(stops[low])
    most_here = sum(upper.values(), Fraction(0))
    if low == 0 or most_here == total:
        return upper
    lower = held(stops[low - 1])
    least_here = sum(lower.values(), Fraction(0))
    part = (total - least_here) / (most_here - least_here)
    return {name: lower[name] + (upper[name] - lower[name]) * part for name in sizes}
