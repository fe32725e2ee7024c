"""A proposal for a crosswalk: by key, by words, by place. A person reads it, corrects it, confirms it.

Words count more than keys: the same key over quite other words asks something else, and words that
differ in a "not" or in a number do too. What is not sure enough is left for the person: nothing.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qa_tool.template.crosswalk import (
    OVERALL,
    Change,
    Crosswalk,
    Link,
    Move,
    asked,
    changes,
    comparable,
    domain_of,
    group_of,
    parts,
)
from qa_tool.template.model import Template

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(
    ["a", "an", "and", "are", "at", "be", "did", "do", "does", "for", "has", "have", "in", "is", "it",
     "its", "of", "on", "or", "that", "the", "their", "there", "this", "to", "was", "were", "with"]
)  # fmt: skip
_TURNS = frozenset(["not", "no", "never", "without", "nobody", "none", "neither", "nor", "cannot"])
SURE = "The same key and words."
_SAME_KEY, _OTHER_KEY, _SAME_PLACE = 0.5, 0.75, 0.6


@dataclass(frozen=True, slots=True)
class Proposal:
    """The crosswalk as it might be, and why, by ("domain" or "question", key of the older version)."""

    crosswalk: Crosswalk
    why: Mapping[tuple[str, str], str]


def propose(before: Template, after: Template, marks: tuple[str, str]) -> Proposal:
    """A whole proposal; scales that differ are left undecided but for what has the same key and name."""
    why: dict[tuple[str, str], str] = {}
    domains = _match(
        {key: _Thing(key, title, n) for n, (key, title) in enumerate(parts(before).items())},
        {key: _Thing(key, title, n) for n, (key, title) in enumerate(parts(after).items())},
        lambda old, new: (old == OVERALL) == (new == OVERALL),
    )
    linked = _note("domain", domains, why)
    questions = _note("question", _questions(before, after, linked), why)
    met = changes(before, after, linked, questions)
    scales, choices = (
        tuple(m for c in met if c.noun == noun and (m := _guessed(c)) is not None)
        for noun in ("scale", "question")
    )
    return Proposal(Crosswalk(after.key, *marks, linked, questions, scales, choices), why)


def _note(
    noun: str, found: Mapping[str, tuple[str, str]], why: dict[tuple[str, str], str]
) -> tuple[Link, ...]:
    for key, (_after, reason) in found.items():
        why[noun, key] = reason
    return tuple(Link(key, after) for key, (after, _reason) in found.items())


@dataclass(frozen=True, slots=True)
class _Thing:
    """What may be linked: its key, its words, its place, what stands around it."""

    key: str
    text: str
    place: int
    around: str = ""


def _questions(
    before: Template, after: Template, domains: Iterable[Link]
) -> dict[str, tuple[str, str]]:
    """Questions; inside a group only with the question of the group that took its place."""
    old, new = asked(before), asked(after)
    old_group, new_group = group_of(before), group_of(after)
    home = {link.before: link.after for link in domains if link.after}

    def things(template: Template, homes: Mapping[str, str] | None) -> dict[str, _Thing]:
        at, place = domain_of(template), defaultdict[str, int](int)
        found = {}
        for key, question in asked(template).items():
            domain = at[key].key
            around = homes.get(domain, domain) if homes is not None else domain
            found[key] = _Thing(key, question.text, place[domain], around)
            place[domain] += 1
        return found

    def fits(one: str, two: str) -> bool:
        return comparable(old[one], new[two]) and (one in old_group) == (two in new_group)

    found = _match(things(before, home), things(after, None), fits)
    for key, (link, _why) in list(found.items()):
        if link and found.get(old_group.get(key, ""), ("", ""))[0] != new_group.get(link, ""):
            found[key] = ("", "The group that it stood in became another one.")
    return found


def _match(
    old: Mapping[str, _Thing], new: Mapping[str, _Thing], fits: Callable[[str, str], bool]
) -> dict[str, tuple[str, str]]:
    """Each older thing with its likeliest successor and why, the likeliest pairs first; each new one once."""
    pairs = sorted(_pairs(old, new, fits), key=lambda p: (-p[0], p[1], p[2]))
    taken, found = set[str](), dict[str, tuple[str, str]]()
    for _sure, one, two, why in pairs:
        if one not in found and two not in taken:
            found[one] = (two, why)
            taken.add(two)
    return {key: found.get(key, ("", _why_not(old[key], new))) for key in old}


def _why_not(thing: _Thing, new: Mapping[str, _Thing]) -> str:
    if thing.key in new:
        return "The key is still there, but it asks something else. Look at the words."
    return "Nothing in the newer version is like it."


def _pairs(
    old: Mapping[str, _Thing], new: Mapping[str, _Thing], fits: Callable[[str, str], bool]
) -> Iterable[tuple[float, str, str, str]]:
    words = {key: words_of(thing.text) for key, thing in new.items()}
    holding = defaultdict[str, set[str]](set)
    for key, held in words.items():
        for word in held:
            holding[word].add(key)
    for key, thing in old.items():
        mine = words_of(thing.text)
        near = set[str]().union(*(holding[word] for word in mine)) | ({key} & new.keys())
        for other in sorted(near):
            sure, why = _likeness(thing, new[other], mine, words[other])
            if why and fits(key, other):
                yield sure, key, other, why


def _likeness(
    one: _Thing, two: _Thing, mine: frozenset[str], theirs: frozenset[str]
) -> tuple[float, str]:
    """How sure it is that these are the same, and why; no words where it is not sure enough."""
    same_key, same_text = one.key == two.key, one.text.split() == two.text.split()
    if same_text:
        return (4.0, SURE) if same_key else (3.0 + _near(one, two), "The same words under another key.")  # fmt: skip
    if turned(mine, theirs):
        return 0.0, ""
    alike = _dice(mine, theirs)
    if same_key and alike >= _SAME_KEY:
        return 2.0 + alike, "The same key, reworded."
    if alike >= _OTHER_KEY:
        return 1.0 + alike, "Nearly the same words under another key."
    if one.around == two.around and one.place == two.place and alike >= _SAME_PLACE:
        return alike, "Similar words in the same place."
    return 0.0, ""


def _near(one: _Thing, two: _Thing) -> float:
    return 0.5 * (one.around == two.around) + 0.25 * (one.place == two.place)


def words_of(text: str) -> frozenset[str]:
    """The words that carry a question's meaning."""
    return frozenset(_WORD.findall(text.casefold().replace("’", "'"))) - _SMALL


def turned(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether they differ in a "not" or in a number: then they ask something else."""
    return any(
        word in _TURNS or word.endswith("n't") or word.isdigit() for word in one ^ two
    )  # fmt: skip


def _dice(one: frozenset[str], two: frozenset[str]) -> float:
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _guessed(change: Change) -> Move | None:
    """A map where every step has its like by key and name and the order holds; otherwise a person says."""
    new = {step.key: step for step in change.new}
    links = [
        Link(s.key, s.key if s.key in new and new[s.key].name == s.name else "") for s in change.old
    ]
    if not change.mappable or not all(link.after for link in links):
        return None
    ranks = [(step.rank, new[step.key].rank) for step in change.old]
    even = all((old is None) == (fresh is None) for old, fresh in ranks)
    order = sorted((old, fresh) for old, fresh in ranks if old is not None and fresh is not None)
    if not even or any(a[1] > b[1] for a, b in pairwise(order)):
        return None
    return Move(change.before, change.after, "map", tuple(links))
