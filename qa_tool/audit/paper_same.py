"""What a sheet says, held against the draft in the program: what is new, the same, and different."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa_tool.audit import entries
from qa_tool.audit.paper import labels, one_line, row_labels
from qa_tool.audit.paper_back import Read
from qa_tool.audit.plan import plan_of
from qa_tool.audit.slots import Slot
from qa_tool.audit.words import grid_words, rank_words
from qa_tool.template.model import Template

EMPTIED = "The answer was taken away. Clear it?"
_FIGURES = 1e-13  # a cell holds fifteen figures
_ODD = dict.fromkeys((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that the program and the workbook answer differently; both in words.

    `clears` where the workbook has no answer any more, though it came out with one.
    """

    key: str
    question: str
    where: str
    in_program: str
    in_workbook: str
    clears: bool = False


Compared = tuple[dict[str, Any], tuple[str, ...], int, tuple[Difference, ...]]


def compared(
    template: Template, draft: Mapping[str, Any], read: Read, begun: Mapping[str, Any] | None = None
) -> Compared:
    """All answers with the draft's where the two differ; the keys that are new; how many are the same.

    A cell that is empty says nothing, and a cell that was emptied is asked about: nothing in the
    draft is taken away by itself. `begun` is what a fresh draft would begin with.
    """
    merged, fresh, same = _grown(template, draft, read), [], 0
    fresh += [
        group.key
        for group in entries.groups(template)
        if merged.get(group.key) != draft.get(group.key)
    ]
    plan = plan_of(template, entries.of(template, merged))
    slots, titles = plan.slots, {domain.key: domain.title for domain in plan.domains}
    differences: list[Difference] = []
    for key, value in read.answers.items():
        slot = slots.get(key)
        if slot is None or (slot.kind == "group" and isinstance(value, list)):
            continue
        if draft.get(key) in (None, "", [], {}):
            merged[key] = value
            fresh.append(key)
        elif alike(draft[key], value):
            same += 1
        else:
            differences.append(_difference(slot, _named(slot, slots, titles), draft[key], read))
    was = {**(begun or {}), **draft}
    differences += _cleared(read, was, slots, titles)
    return merged, tuple(fresh), same, tuple(differences)


def _grown(template: Template, draft: Mapping[str, Any], read: Read) -> dict[str, Any]:
    """The draft with the entries of its groups that are used on paper too."""
    there, merged = entries.of(template, draft), dict(draft)
    for group in entries.groups(template):
        listed = read.answers.get(group.key)
        own = there.get(group.key, ())
        fresh = [n for n in map(str, listed) if n not in own] if isinstance(listed, list) else []
        if fresh:
            merged[group.key] = [*own, *fresh]
    return merged


def _cleared(
    read: Read, was: Mapping[str, Any], slots: Mapping[str, Slot], titles: Mapping[str, str]
) -> Iterator[Difference]:
    """The answers that were taken away on paper."""
    for key, where in read.emptied.items():
        slot = slots.get(key)
        if slot is not None and _plain(was.get(key)) not in (None, "", [], {}):
            name = _named(slot, slots, titles)
            yield Difference(key, name, where, said(slot, was[key]), EMPTIED, clears=True)


def alike(kept: Any, found: Any) -> bool:
    """Whether two answers are the same, as far as a cell of a workbook can tell."""
    if isinstance(kept, float) and isinstance(found, int | float):
        return math.isclose(kept, found, rel_tol=_FIGURES)
    return bool(_plain(kept) == _plain(found))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD).strip()
    if isinstance(value, list):
        plain = [_plain(item) for item in value]
        return [item for item in plain if not isinstance(item, dict) or any(item.values())]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _named(slot: Slot, slots: Mapping[str, Slot], titles: Mapping[str, str]) -> str:
    """A question with the domain, the entry and the question that it stands beside."""
    owner = one_line(slots[slot.owner].text) if slot.owner else ""
    said, title = one_line(slot.text), titles[slot.domain]
    return ": ".join(filter(None, ("" if title in said else title, slot.within, owner, said)))


def _difference(slot: Slot, question: str, kept: Any, read: Read) -> Difference:
    return Difference(
        slot.key, question, read.where.get(slot.key, ""),
        said(slot, kept), said(slot, read.answers[slot.key]),
    )  # fmt: skip


def said(slot: Slot, value: Any) -> str:
    """An answer as people read it."""
    words = labels(slot)
    if isinstance(value, dict):
        if value == {"na": True}:
            return "Not applicable"
        return grid_words(list(row_labels(slot).items()), [], words, value)
    if isinstance(value, list) and slot.kind == "evidence":
        return "\n".join(
            " · ".join(filter(None, (r.get("what", ""), r.get("date", ""), r.get("shows", ""))))
            for r in value
        )
    if isinstance(value, list):
        names = [words.get(str(key), str(key)) for key in value]
        return rank_words(names) if slot.kind == "rank" else ", ".join(names)
    if isinstance(value, float):
        return f"{value:.15g}"
    return words.get(str(value), str(value))
