"""Re-audits beside the audits they follow: better, same, worse, domain by domain."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Way = Literal["better", "same", "worse", "apart"]
WAYS: dict[Way, str] = {
    "better": "Better",
    "same": "Same",
    "worse": "Worse",
    "apart": "Not comparable",
}


@dataclass(frozen=True, slots=True)
class DomainPair:
    """One domain before and after, by the names of its grades."""

    title: str
    before: str
    after: str
    way: Way


@dataclass(frozen=True, slots=True)
class Pair:
    """One re-audit beside what it follows: the overall grades, and each domain."""

    reference: str
    template: str
    team: str
    before: str
    after: str
    way: Way
    domains: tuple[DomainPair, ...] = ()


def way(order: Sequence[str], before: str, after: str) -> Way:
    """Which way a grade went on a scale whose best comes first; without two grades, not comparable."""
    if before not in order or after not in order:
        return "apart"
    step = order.index(after) - order.index(before)
    if not step:
        return "same"
    return "worse" if step > 0 else "better"


def counted(found: Iterable[Way]) -> dict[Way, int]:
    """How many went each way; every way stands in it."""
    n = Counter(found)
    return {way_: n[way_] for way_ in WAYS}


def by_domain(found: Iterable[Pair]) -> tuple[tuple[str, dict[Way, int]], ...]:
    """Each domain by title, in the order of the templates, with how many pairs went each way."""
    ways: dict[str, list[Way]] = {}
    for pair in found:
        for domain in pair.domains:
            ways.setdefault(domain.title, []).append(domain.way)
    return tuple((title, counted(each)) for title, each in ways.items())
