"""What a template means for the engine, worked out once: its slots, their order, who depends on whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from qa_tool.audit import asking
from qa_tool.audit.questions import Entries
from qa_tool.audit.slots import COMMENT, OVERALL, DomainPlan, Slot
from qa_tool.template.conditions import Condition, parse
from qa_tool.template.model import Template


@dataclass(frozen=True)
class Plan:
    """One template ready to be asked; `order` lists every slot so that what it asks about comes first.

    `sources` are the slots behind a name that is none itself: a question of a group (all of its
    entries), a row of a grid.
    """

    template: Template
    domains: tuple[DomainPlan, ...]
    slots: Mapping[str, Slot]
    order: Mapping[str, int]
    dependents: Mapping[str, frozenset[str]]
    entries: Entries = field(default_factory=dict)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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


def plan_of(template: Template, entries: Entries | None = None) -> Plan:
    """The plan of a template with so many entries in its groups; the same object for the same."""
    return _plan(template, tuple(sorted((entries or {}).items())))


@lru_cache(maxsize=64)
def _plan(template: Template, entries: tuple[tuple[str, tuple[str, ...]], ...]) -> Plan:
    there = dict(entries)
    parts = tuple(asking.domain_parts(template, there))
    slots = {slot.key: slot for _, own in parts for slot in own}
    sources = _sources(slots)
    asks = {key: _asks_about(template, slot, slots, sources) for key, slot in slots.items()}
    return Plan(
        template=template,
        domains=tuple(domain for domain, _ in parts),
        slots=slots,
        order={key: place for place, key in enumerate(_ordered(asks))},
        dependents=_dependents(slots, asks, sources),
        entries=there,
        sources=sources,
    )


def _sources(slots: Mapping[str, Slot]) -> dict[str, tuple[str, ...]]:
    """The slots behind every name that a condition may use and that is no slot."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, slot in slots.items():
        for cell in slot.cells:
            found[f"{key}.{cell}"].append(key)
            if slot.alias:
                found[f"{slot.alias}.{cell}"].append(key)
        if slot.alias:
            found[slot.alias].append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def _seen(
    names: Iterable[str], slots: Mapping[str, Slot], sources: Mapping[str, tuple[str, ...]]
) -> set[str]:
    """The slots behind these names."""
    found: set[str] = set()
    for name in names:
        found.update((name,) if name in slots else sources.get(name, ()))
    return found


def _asks_about(
    template: Template, slot: Slot, slots: Mapping[str, Slot], sources: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:  # fmt: skip
    """The slots on which it depends whether this one is asked, and with what answers."""
    names: set[str] = set(slot.ask.names()) if slot.ask else set()
    names.update(name for name in (slot.owner, slot.group) if name)
    for looks in (slot.calculation, *slot.offered.values()):
        names.update(looks.names() if looks else ())
    if slot.part == "differs":
        names.add(f"{OVERALL}.grade")
        names.update(f"{domain.key}.grade" for domain in template.graded)
        for rule in template.rules:
            names.update(parse(rule.when).names() if rule.when else ())
    return frozenset(_seen(names, slots, sources)) - {slot.key}


def _dependents(
    slots: Mapping[str, Slot], asks: Mapping[str, frozenset[str]],
    sources: Mapping[str, tuple[str, ...]],
) -> dict[str, frozenset[str]]:  # fmt: skip
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, slot in slots.items():
        own = (slot.require, slot.constraint, slot.tag, slot.act, _owners_act(slot, slots))
        looks = [look for look in own if look is not None]
        needed = _seen((name for look in looks for name in look.names()), slots, sources)
        for name in asks[key] | (needed - {key}):
            found[name].add(key)
    return {key: frozenset(keys) for key, keys in found.items() if key in slots}


def _owners_act(slot: Slot, slots: Mapping[str, Slot]) -> Condition | None:
    """A comment is asked for where the question beside it asks for an action."""
    owner = slots.get(slot.owner)
    return owner.act if owner is not None and slot.key == f"{owner.key}{COMMENT}" else None


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
