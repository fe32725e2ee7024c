"""The draw itself: how many from each stratum, which cases, and who comes next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from qa_tool.sampling.allocate import allocate, fixed
from qa_tool.sampling.model import Frame, Place, Rules, Stratum


@dataclass(frozen=True, slots=True)
class Drawn:
    """The cases of a sample in their order, the reserves in theirs, and where reserves ran out."""

    cases: tuple[str, ...]
    reserves: tuple[tuple[str, str], ...]  # case, name of its stratum
    short: tuple[tuple[str, int], ...] = ()  # name of the stratum, how many are missing

    def reserve_in(self, stratum: str) -> str:
        """The next case of a stratum; empty where there is none."""
        return next((case for case, name in self.reserves if name == stratum), "")


def quotas(strata: Sequence[Stratum], rules: Rules, totals: Sequence[int]) -> tuple[Stratum, ...]:
    """How many each stratum gives after the first draw and every extension, in that order.

    No extension takes a case from a stratum that gave it before.
    """
    sizes = {one.name: one.size for one in strata}
    given: dict[str, int] = {}
    for total in totals or (0,):
        given = _one(sizes, rules, total, given)
    return tuple(replace(one, quota=given[one.name]) for one in strata)


def _one(
    sizes: Mapping[str, int], rules: Rules, total: int, before: Mapping[str, int]
) -> dict[str, int]:
    if rules.method == "cohort":
        return dict(sizes)
    if rules.method == "fixed":
        return fixed(sizes, total, minimum=before)
    least = {
        name: max(min(size, rules.minimum), before.get(name, 0)) for name, size in sizes.items()
    }
    return allocate(sizes, total, minimum=least, cap=rules.cap)


def draw(frame: Frame, strata: Sequence[Stratum], dropped: Collection[str] = ()) -> Drawn:
    """Take the first cases of each stratum that are not dropped; the rest are its reserves.

    Within a stratum the order is the order of tickets; where cases are spread over workers, each
    worker's first case comes before anybody's second.
    """
    out = frozenset(dropped)
    ranked: list[tuple[int, int, Place]] = sorted(
        (
            (place.turn, number, place)
            for number, place in enumerate(frame.places)
            if not place.left and place.case not in out
        ),
        key=lambda one: one[:2],
    )
    wanted = [one.quota for one in strata]
    taken: list[str] = []
    reserves: list[tuple[str, str]] = []
    for _turn, _number, place in ranked:
        if wanted[place.stratum]:
            wanted[place.stratum] -= 1
            taken.append(place.case)
        else:
            reserves.append((place.case, strata[place.stratum].name))
    short = tuple((one.name, n) for one, n in zip(strata, wanted, strict=True) if n)
    return Drawn(tuple(taken), tuple(reserves), short)
