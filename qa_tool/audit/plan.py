"""What a template means for the engine, worked out once: its slots, their order, who depends on whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from qa_tool.audit import asking
from qa_tool.audit.slots import OVERALL, DomainPlan, Slot
from qa_tool.template.conditions import parse
from qa_tool.template.model import Template


@dataclass(frozen=True)
class Plan:
    """One template ready to be asked; `order` lists every slot so that what it asks about comes first."""

    template: Template
    domains: tuple[DomainPlan, ...]
    slots: Mapping[str, Slot]
    order: Mapping[str, int]
    dependents: Mapping[str, frozenset[str]]
    _touched: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def touched(self, key: str) -> tuple[str, ...]:
        """This slot and all that an answer to it may change, in order of evaluation."""
        found = self._touched.get(key)
        if found is None:
            found = self._touched[key] = self._closure(key)
        return found

    def _closure(self, key: str) -> tuple[str, ...]:
        reached, waiting = {key}, [key]
        while waiting:
            fresh = self.dependents.get(waiting.pop(), frozenset()) - reached
            reached |= fresh
            waiting.extend(fresh)
        return tuple(sorted(reached, key=self.order.__getitem__))


@lru_cache(maxsize=32)
def plan_of(template: Template) -> Plan:
    """The plan of a template; the same object as long as the template is the same."""
    parts = tuple(asking.domain_parts(template))
    slots = {slot.key: slot for _, own in parts for slot in own}
    asks = {key: _asks_about(template, slot, slots) for key, slot in slots.items()}
    return Plan(
        template=template,
        domains=tuple(domain for domain, _ in parts),
        slots=slots,
        order={key: place for place, key in enumerate(_ordered(asks))},
        dependents=_dependents(slots, asks),
    )


def _asks_about(template: Template, slot: Slot, slots: Mapping[str, Slot]) -> frozenset[str]:
    """The slots on which it depends whether this one is asked."""
    names: set[str] = set(slot.ask.names()) if slot.ask else set()
    if slot.owner:
        names.add(slot.owner)
    if slot.part == "differs":
        names.add(f"{OVERALL}.grade")
        names.update(f"{domain.key}.grade" for domain in template.graded)
        for rule in template.rules:
            names.update(parse(rule.when).names() if rule.when else ())
    return frozenset(names & slots.keys())


def _dependents(
    slots: Mapping[str, Slot], asks: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, slot in slots.items():
        needed = slot.require.names() if slot.require else frozenset()
        for name in asks[key] | needed:
            found[name].add(key)
    return {key: frozenset(keys) for key, keys in found.items() if key in slots}


def _ordered(asks: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Every key after those it asks about; a circle is cut where it is first met, always alike."""
    seen: set[str] = set()
    for start in asks:
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, finished = stack.pop()
            if finished:
                yield key
            elif key not in seen:
                seen.add(key)
                stack.append((key, True))
                stack.extend((name, False) for name in _unseen(asks[key], seen))


def _unseen(names: Iterable[str], seen: set[str]) -> Iterator[str]:
    return (name for name in sorted(names, reverse=True) if name not in seen)
