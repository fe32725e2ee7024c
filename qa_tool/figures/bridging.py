"""Figures over several versions of a template, where a person has said which grade became which.

A line goes on from one version to the next only over a confirmed crosswalk, and only where the graded
domain has exactly one predecessor whose scale is the same or mapped. Two domains that became one are
never joined: no rule makes one grade of two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qa_tool.template.crosswalk import Crosswalk, parts, predecessors, scale_of
from qa_tool.template.model import Template

Counts = Mapping[str, int]
Ruling = Literal["joined", "apart", "anew"]
"""`joined`: the line goes on. `apart`: it breaks. `anew`: it breaks, and what was before is not shown."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """What of an older version is one domain of a newer one: its key there, and its grades' new names."""

    domain: str
    ruling: Ruling
    grades: Mapping[str, str]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Versions in one line, the oldest first; of each the domain's key and its grades under the last one.

    `ruling` says how it stands to the stretch before it.
    """

    forms: tuple[str, ...]
    domains: Mapping[str, str]
    grades: Mapping[str, Mapping[str, str]]
    ruling: Ruling = "apart"
    why: str = ""

    @property
    def last(self) -> str:
        """The version whose scale the whole stretch is told on."""
        return self.forms[-1]


def bridged(counts: Counts, grades: Mapping[str, str]) -> dict[str, int] | None:
    """The same audits under the new grades; None where one that occurs was left without a successor.

    A grade never given needs none: nothing is guessed, and nothing is lost.
    """
    found: dict[str, int] = {}
    for grade, n in counts.items():
        if not n:
            continue
        if grade and grade not in grades:
            return None
        after = grades[grade] if grade else ""
        found[after] = found.get(after, 0) + n
    return found


def bridge(crosswalk: Crosswalk | None, before: Template, after: Template, domain: str) -> Bridge:
    """How one domain (or the overall grade) of the newer version stands to the older version."""
    if crosswalk is None:
        return Bridge(domain, "apart", {}, "Nobody has said what of the older version this is.")
    older = predecessors(crosswalk.domains, domain)
    if not older:
        return Bridge("", "anew", {}, "Nothing of the older version is this.")
    if len(older) > 1:
        return Bridge("", "anew", {}, f"{len(older)} domains of the older version became this one.")
    if older[0] not in parts(before) or domain not in parts(after):
        return Bridge(domain, "apart", {}, "It is not graded in both versions.")
    return _over(crosswalk, before, after, (older[0], domain))


def _over(crosswalk: Crosswalk, before: Template, after: Template, pair: tuple[str, str]) -> Bridge:
    old, new = scale_of(before, pair[0]), scale_of(after, pair[1])
    move = next((m for m in crosswalk.scales if (m.before, m.after) == (old.key, new.key)), None)
    if move is None:
        same = {grade.key: grade.key for grade in old.grades}
        return Bridge(pair[0], "joined", same, "The same scale.")
    if move.answer == "map":
        mapped = {link.before: link.after for link in move.steps}
        return Bridge(pair[0], "joined", mapped, "The scale changed; its grades are mapped.")
    if move.answer == "reset":
        return Bridge(pair[0], "anew", {}, "The scale changed, and the line begins anew.")
    return Bridge(pair[0], "apart", {}, "The scale changed, and the versions are kept apart.")


def stretches(
    forms: Sequence[tuple[str, Template]],
    crosswalks: Mapping[tuple[str, str], Crosswalk],
    domain: str,
    given: Mapping[tuple[str, str], Counts] | None = None,
) -> tuple[Stretch, ...]:
    """The versions of a template, the oldest first, put together as far as crosswalks carry a domain.

    `domain` is a key of the newest version; `given` (by version and domain) the grades that occur: one
    that has no successor breaks the line.
    """
    if not forms:
        return ()
    mark, after = forms[-1]
    scale = scale_of(after, domain) if domain in parts(after) else None
    whole = {grade.key: grade.key for grade in scale.grades} if scale else {}
    made = [Stretch((mark,), {mark: domain}, {mark: whole})]
    key = domain
    for (old, before), (new, later) in zip(forms[-2::-1], forms[:0:-1], strict=True):
        found = bridge(crosswalks.get((old, new)), before, later, key)
        # What the next version has no name for is left out, so that a grade which occurs breaks the line.
        onward = {**made[0].grades[new], "": ""}
        through = {grade: onward[to] for grade, to in found.grades.items() if to in onward}
        if found.ruling == "joined" and _carries(through, (given or {}).get((old, found.domain))):
            held = made[0]
            made[0] = Stretch(
                (old, *held.forms), {**held.domains, old: found.domain}, {**held.grades, old: through},
            )  # fmt: skip
            key = found.domain
            continue
        ruling: Ruling = "anew" if found.ruling == "anew" else "apart"
        why = found.why if found.ruling != "joined" else "A grade that occurs has no successor."
        made[0] = Stretch(made[0].forms, made[0].domains, made[0].grades, ruling, why)
        key = found.domain or key
        own = scale_of(before, key) if key in parts(before) else None
        same = {grade.key: grade.key for grade in own.grades} if own else {}
        made.insert(0, Stretch((old,), {old: key}, {old: same}))
    return tuple(made)


def _carries(grades: Mapping[str, str], counts: Counts | None) -> bool:
    """Whether every grade that was given has a successor (a mapped one may stand for nothing)."""
    return counts is None or bridged(counts, grades) is not None
