"""A crosswalk as lines that a person reads and changes one at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from qa_tool.template.crosswalk import (
    OVERALL,
    Answer,
    Change,
    Crosswalk,
    Link,
    Move,
    asked,
    changes,
    comparable,
    parts,
)
from qa_tool.template.crosswalk_guess import SURE
from qa_tool.template.model import Template

Noun = Literal["domain", "question", "scale", "choices"]
State = Literal["joined", "nothing", "undecided", "map", "keep", "reset"]
_OF: dict[str, Noun] = {"scale": "scale", "question": "choices"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of the older version and what became of it; `old` and `new` are its words.

    A `change` of scale has steps of its own; `steps` are how they stand now.
    """

    noun: Noun
    before: str
    after: str
    old: str
    new: str
    state: State
    why: str = ""
    change: Change | None = None
    steps: tuple[Link, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person has still to say something about it."""
        if self.state == "map" and self.change is not None:
            return {step.key for step in self.change.old} != {link.before for link in self.steps}
        return self.state == "undecided"


def lines(
    crosswalk: Crosswalk, before: Template, after: Template, why: Mapping[tuple[str, str], str]
) -> tuple[Line, ...]:
    """Every line: changed scales first, since they wait for an answer; what is the same in all words last."""
    links = (
        *_links("domain", crosswalk.domains, parts(before), parts(after), why),
        *_links("question", crosswalk.questions, _texts(before), _texts(after), why),
    )
    return (*_moves(crosswalk, before, after), *sorted(links, key=lambda line: line.why == SURE))


def _texts(template: Template) -> dict[str, str]:
    return {key: question.text for key, question in asked(template).items()}


def _links(
    noun: Noun, links: Iterable[Link], old: Mapping[str, str], new: Mapping[str, str],
    why: Mapping[tuple[str, str], str],
) -> Iterable[Line]:  # fmt: skip
    said = {link.before: link.after for link in links}
    for key, words in old.items():
        after = said.get(key)
        state: State = "undecided" if after is None else "joined" if after else "nothing"
        yield Line(noun, key, after or "", words, new.get(after or "", ""), state, why.get((noun, key), ""))  # fmt: skip


def _moves(crosswalk: Crosswalk, before: Template, after: Template) -> Iterable[Line]:
    said = {("scale", m.before, m.after): m for m in crosswalk.scales}
    said |= {("question", m.before, m.after): m for m in crosswalk.choices}
    for change in changes(before, after, crosswalk.domains, crosswalk.questions):
        move = said.get((change.noun, change.before, change.after))
        old, new = (", ".join(step.name for step in steps) for steps in (change.old, change.new))
        yield Line(
            _OF[change.noun], change.before, change.after, old or "A range of points",
            new or "A range of points", move.answer if move else "undecided",
            "The steps differ.", change, move.steps if move else (),
        )  # fmt: skip


def fitting(noun: Noun, before: Template, after: Template, key: str) -> tuple[tuple[str, str], ...]:
    """What of the newer version may take the place of one thing of the older: (key, words)."""
    if noun == "domain":
        return tuple(
            (one, title) for one, title in parts(after).items() if (one == OVERALL) == (key == OVERALL)
        )  # fmt: skip
    old = asked(before)[key]
    return tuple((one, q.text) for one, q in asked(after).items() if comparable(old, q))


def with_link(crosswalk: Crosswalk, noun: Noun, before: str, after: str) -> Crosswalk:
    """The same with another successor; an empty one is nothing."""
    held = crosswalk.domains if noun == "domain" else crosswalk.questions
    links = (*(link for link in held if link.before != before), Link(before, after))
    order = {link.before: n for n, link in enumerate(held)}
    links = tuple(sorted(links, key=lambda link: order.get(link.before, len(order))))
    return replace(crosswalk, domains=links) if noun == "domain" else replace(crosswalk, questions=links)  # fmt: skip


def with_answer(crosswalk: Crosswalk, change: Change, answer: Answer) -> Crosswalk:
    """The same with another answer for steps that differ; a new map begins with what has the same key."""
    steps: tuple[Link, ...] = ()
    if answer == "map":
        new = {step.key for step in change.new}
        steps = tuple(Link(step.key, step.key) for step in change.old if step.key in new)
    return _with_move(crosswalk, change, Move(change.before, change.after, answer, steps))


def with_step(crosswalk: Crosswalk, change: Change, before: str, after: str | None) -> Crosswalk:
    """The same with one step mapped anew; None takes the answer away, an empty one is nothing."""
    held = _held(crosswalk, change)
    known = {link.before: link.after for link in held.steps} if held else {}
    if after is None:
        known.pop(before, None)
    else:
        known[before] = after
    steps = tuple(Link(step.key, known[step.key]) for step in change.old if step.key in known)
    return _with_move(crosswalk, change, Move(change.before, change.after, "map", steps))


def _held(crosswalk: Crosswalk, change: Change) -> Move | None:
    moves = crosswalk.scales if change.noun == "scale" else crosswalk.choices
    return next((m for m in moves if (m.before, m.after) == (change.before, change.after)), None)


def _with_move(crosswalk: Crosswalk, change: Change, move: Move) -> Crosswalk:
    moves = crosswalk.scales if change.noun == "scale" else crosswalk.choices
    pair = (move.before, move.after)
    kept = (*(m for m in moves if (m.before, m.after) != pair), move)
    made = tuple(sorted(kept, key=lambda m: (m.before, m.after)))
    return replace(crosswalk, scales=made) if change.noun == "scale" else replace(crosswalk, choices=made)  # fmt: skip


def tidied(crosswalk: Crosswalk, before: Template, after: Template) -> Crosswalk:
    """The same without answers about steps that are no longer linked."""
    met = changes(before, after, crosswalk.domains, crosswalk.questions)
    scales = {(c.before, c.after) for c in met if c.noun == "scale"}
    choices = {(c.before, c.after) for c in met if c.noun == "question"}
    return replace(
        crosswalk, scales=tuple(m for m in crosswalk.scales if (m.before, m.after) in scales),
        choices=tuple(m for m in crosswalk.choices if (m.before, m.after) in choices),
    )  # fmt: skip
