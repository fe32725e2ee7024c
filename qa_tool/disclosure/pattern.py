"""Which further cells must be hidden: added until every hidden cell is safe, then taken back where not needed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from qa_tool.disclosure.circle import Sums, circle, sums_of
from qa_tool.disclosure.flow import FAR, cheapest, reach
from qa_tool.disclosure.system import System

# What a reader is taken to know: that counts are not below nought, or also which cells are small and
# that these lie from 1 to the threshold.
PLAIN, KNOWING = 0, 1
_TURNS = 12


@dataclass(slots=True)
class Pattern:
    """The hidden cells of a system, and for each the cells that let it move."""

    system: System
    linked: Sums | None
    flat: bool = False
    hidden: set[int] = field(default_factory=set)
    proofs: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)

    def hide(self, cells: Iterable[int]) -> None:
        """Hide these cells, in every table where they stand."""
        for cell in cells:
            self.hidden.add(cell)
            for home in self.system.homes[cell]:
                self.system.nets[home].open((cell,))

    def show(self, cell: int) -> None:
        """Publish this cell again."""
        self.hidden.discard(cell)
        for home in self.system.homes[cell]:
            self.system.nets[home].close(cell)

    def bounds(self, mode: int, *, frozen: bool) -> Callable[[int], tuple[int, int]]:
        """Between what a reader takes each cell to lie; cells that others share stay where they are."""
        system = self.system

        def of(cell: int) -> tuple[int, int]:
            if frozen and cell in system.shared:
                return system.value[cell], system.value[cell]
            return system.prior[cell] if mode == KNOWING else (0, FAR)

        return of

    def target(self, mode: int) -> int:
        """How wide a hidden cell must be."""
        return self.system.preset.small if mode == PLAIN else 1

    def prove(self, cell: int, mode: int) -> frozenset[int] | None:
        """The cells that make this one safe; None where nothing shows that it is."""
        target = self.target(mode)
        if cell not in self.system.shared:
            net = self.system.nets[self.system.homes[cell][0]]
            bounds = self.bounds(mode, frozen=True)
            up, by = reach(net, cell, 1, bounds, target)
            down, also = reach(net, cell, -1, bounds, target - up)
            if up + down >= target:
                return by | also
        if self.linked is None:
            return None

        def price(other: int) -> int | None:
            return 0 if other in self.hidden else None

        found = circle(self.linked, cell, target, self.bounds(mode, frozen=False), price)
        return found[1] if found else None

    def price(self, cell: int) -> int | None:
        """What hiding this cell costs; nothing where it is hidden."""
        if cell in self.hidden:
            return 0
        weight = self.system.weight[cell]
        return 1_000 if self.flat and weight is not None and weight < 2_000 else weight

    def proposal(self, cell: int, mode: int) -> frozenset[int]:
        """The cheapest further cells that would make this one safer; none where there are none."""
        if cell not in self.system.shared:
            net = self.system.nets[self.system.homes[cell][0]]
            bounds = self.bounds(mode, frozen=True)
            for need in range(self.target(mode), 0, -1):
                ways = (cheapest(net, cell, way, need, bounds, self.price) for way in (1, -1))
                found = sorted((cost, more) for cost, more in filter(None, ways) if cost)
                if found:
                    return frozenset(found[0][1]) - self.hidden
        if self.linked is None:
            return frozenset()
        whole = circle(
            self.linked, cell, self.target(mode), self.bounds(mode, frozen=False), self.price
        )
        return whole[1] - self.hidden if whole else frozenset()


def _make_safe(pattern: Pattern, cell: int, mode: int) -> None:
    for _ in range(_TURNS):
        proof = pattern.prove(cell, mode)
        if proof is not None:
            pattern.proofs[cell, mode] = proof
            return
        more = pattern.proposal(cell, mode)
        if not more:
            break
        pattern.hide(more)
    pattern.failed.add(cell)


def _cover(pattern: Pattern) -> None:
    free = pattern.system.free
    while not pattern.failed:
        open_ = [
            (cell, mode)
            for mode in (PLAIN, KNOWING)
            for cell in sorted(pattern.hidden - free, key=lambda c: (pattern.system.value[c], c))
            if (cell, mode) not in pattern.proofs
        ]
        if not open_:
            return
        for cell, mode in open_:
            _make_safe(pattern, cell, mode)
            if pattern.failed:
                return


def _prune(pattern: Pattern) -> None:
    system = pattern.system
    spare = pattern.hidden - set(system.must) - system.free
    for cell in sorted(spare, key=lambda c: (-(system.weight[c] or 0), c)):
        leaning = [known for known, by in pattern.proofs.items() if cell in by and known[0] != cell]
        pattern.show(cell)
        fresh: dict[tuple[int, int], frozenset[int]] = {}
        for other, mode in leaning:
            proof = pattern.prove(other, mode)
            if proof is None:
                break
            fresh[other, mode] = proof
        if len(fresh) < len(leaning):
            pattern.hide((cell,))
            continue
        pattern.proofs.update(fresh)
        for mode in (PLAIN, KNOWING):
            pattern.proofs.pop((cell, mode), None)


def pattern_of(system: System, *, flat: bool = False) -> Pattern:
    """Everything that must be hidden; `failed` names a cell that cannot be made safe."""
    linked = sums_of(system.sums, system.value) if system.shared else None
    pattern = Pattern(system, linked, flat)
    pattern.hide({*system.must, *system.free})
    _cover(pattern)
    if not pattern.failed:
        _prune(pattern)
    return pattern
