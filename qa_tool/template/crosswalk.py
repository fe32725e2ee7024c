"""What of an older version of a template is what of a newer one: said by a person, checked, composed.

Every question and every graded domain of the older version has one successor or, said openly, none;
several may have the same. Where linked things are graded on other steps, one answer of three is
given: `map` says which step became which, `keep` leaves both versions apart, `reset` lets the newer
version begin anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from qa_tool.problems import Problem
from qa_tool.template.model import Domain, Question, Scale, Template

Answer = Literal["map", "keep", "reset"]
ANSWERS: tuple[Answer, ...] = ("map", "keep", "reset")
OVERALL = "overall"
_SILENT = frozenset({"note"})  # nobody answers these


@dataclass(frozen=True, slots=True)
class Link:
    """One thing of the older version and what it became; `after` is empty where nothing took its place."""

    before: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """How the steps of one scale (or the choices of one question) became those of another."""

    before: str
    after: str
    answer: Answer
    steps: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """From one version (`before`, a fingerprint) of a template to a newer one (`after`)."""

    template: str
    before: str
    after: str
    domains: tuple[Link, ...] = ()
    questions: tuple[Link, ...] = ()
    scales: tuple[Move, ...] = ()
    choices: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A grade of a scale, or a choice of a question; `rank` 1 is best, None stands outside the order."""

    key: str
    name: str
    rank: int | None = None
    good: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Linked things whose steps differ: scales by their keys, or questions by theirs."""

    noun: Literal["scale", "question"]
    before: str
    after: str
    old: tuple[Step, ...]
    new: tuple[Step, ...]

    @property
    def title(self) -> str:
        """Its place in a sentence."""
        what = "The scale" if self.noun == "scale" else "The answers of"
        return f"{what} {self.before} → {self.after}"

    @property
    def mappable(self) -> bool:
        """Whether steps can be named at all: a range of points has none."""
        return bool(self.old and self.new)


def parts(template: Template) -> dict[str, str]:
    """The title of every graded domain by key; the overall grade is one of them where there is one."""
    found = {domain.key: domain.title for domain in template.graded}
    if template.overall.kind == "graded":
        found[OVERALL] = "Overall grade"
    return found


def asked(template: Template) -> dict[str, Question]:
    """Every question that gets an answer, by key; those of groups too."""
    return {
        each.key: each
        for domain in template.domains
        for question in domain.questions
        for each in (question, *question.questions)
        if each.kind not in _SILENT
    }


def group_of(template: Template) -> dict[str, str]:
    """The group that a question stands in, by the question's key."""
    return {
        inner.key: question.key
        for domain in template.domains
        for question in domain.questions
        for inner in question.questions
    }


def domain_of(template: Template) -> dict[str, Domain]:
    """The domain that a question stands in, by the question's key."""
    return {
        each.key: domain
        for domain in template.domains
        for question in domain.questions
        for each in (question, *question.questions)
    }


def scale_of(template: Template, part: str) -> Scale:
    """The scale of a graded domain, or of the overall grade."""
    return template.scale_of(None if part == OVERALL else template.domain(part))


def steps_of(template: Template, question: Question) -> tuple[Step, ...]:
    """What a question can be answered with, where that is a list."""
    if question.choices:
        return tuple(Step(choice.key, choice.text) for choice in question.choices)
    scale = next((one for one in template.scales if one.key == question.scale), None)
    return graded_steps(scale) if scale else ()


def graded_steps(scale: Scale) -> tuple[Step, ...]:
    """The grades of a scale as steps, in the order of display."""
    grades = sorted(scale.grades, key=lambda grade: grade.position)
    return tuple(Step(g.key, g.name, g.rank, g.good_or_better) for g in grades)


def comparable(old: Question, new: Question) -> bool:
    """Whether answers of the two are of one sort: a text is never joined to a date."""
    return (old.kind, old.unit, bool(old.questions)) == (new.kind, new.unit, bool(new.questions))


def changes(
    before: Template, after: Template, domains: Iterable[Link], questions: Iterable[Link]
) -> tuple[Change, ...]:
    """Where linked things are graded or answered on other steps; each pair of scales once."""
    found: dict[tuple[str, str, str], Change] = {}
    old_parts, new_parts = parts(before), parts(after)
    for link in domains:
        if link.before in old_parts and link.after in new_parts:
            one, two = scale_of(before, link.before), scale_of(after, link.after)
            old, new = graded_steps(one), graded_steps(two)
            if old != new:
                found["scale", one.key, two.key] = Change("scale", one.key, two.key, old, new)
    old_asked, new_asked = asked(before), asked(after)
    for link in questions:
        first, second = old_asked.get(link.before), new_asked.get(link.after)
        if first is not None and second is not None:
            old, new = steps_of(before, first), steps_of(after, second)
            if old != new or ((first.least, first.most) != (second.least, second.most) and _points(first)):  # fmt: skip
                made = Change("question", link.before, link.after, old, new)
                found["question", link.before, link.after] = made
    return tuple(found.values())


def _points(question: Question) -> bool:
    return question.kind in {"score", "rating_grid"}


def check(crosswalk: Crosswalk, before: Template, after: Template) -> tuple[Problem, ...]:
    """Everything that is not decided, not there, or cannot be joined; nothing where it is whole."""
    return (
        *_links("Domain", crosswalk.domains, parts(before), parts(after)),
        *_links("Question", crosswalk.questions, asked(before), asked(after)),
        *_kinds(crosswalk, before, after),
        *_groups(crosswalk, before, after),
        *_moves(crosswalk, before, after),
    )


def _wrong(where: str, what: str, cure: str, code: str) -> Problem:
    return Problem("error", where, what, cure, code)


def _links(
    noun: str, links: Iterable[Link], old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[Problem]:
    said = Counter(link.before for link in links)
    for key in (key for key in old if key not in said):
        yield _wrong(
            f"{noun} {key}", "It is not said what became of it.",
            "Choose what took its place, or “nothing”.", "undecided",
        )  # fmt: skip
    for key, n in said.items():
        if key not in old:
            yield _wrong(f"{noun} {key}", "The older version has none of this key.", "Leave it out.", "unknown")  # fmt: skip
        elif n > 1:
            yield _wrong(f"{noun} {key}", f"It has {n} successors.", "Keep one of them.", "twice")
    for link in links:
        if link.after and link.after not in new:
            yield _wrong(
                f"{noun} {link.before}", f"The newer version has no “{link.after}”.",
                "Choose one of the newer version, or “nothing”.", "unknown",
            )  # fmt: skip


def _kinds(crosswalk: Crosswalk, before: Template, after: Template) -> Iterator[Problem]:
    old, new = asked(before), asked(after)
    for link in crosswalk.questions:
        one, two = old.get(link.before), new.get(link.after)
        if one is not None and two is not None and not comparable(one, two):
            yield _wrong(
                f"Question {link.before}",
                f"“{link.after}” is answered in another way ({_sort(one)}, {_sort(two)}).",
                "Choose another one, or “nothing”.", "other_kind",
            )  # fmt: skip


def _sort(question: Question) -> str:
    return f"{question.kind} in {question.unit}" if question.unit else question.kind


def _groups(crosswalk: Crosswalk, before: Template, after: Template) -> Iterator[Problem]:
    became = {link.before: link.after for link in crosswalk.questions}
    old, new = group_of(before), group_of(after)
    for key, link in became.items():
        if link and became.get(old.get(key, ""), "") != new.get(link, ""):
            yield _wrong(
                f"Question {key}", f"“{link}” is not asked in the same group.",
                "Link the two groups as well, or choose “nothing”.", "other_group",
            )  # fmt: skip


def _moves(crosswalk: Crosswalk, before: Template, after: Template) -> Iterator[Problem]:
    said = {("scale", m.before, m.after): m for m in crosswalk.scales}
    said |= {("question", m.before, m.after): m for m in crosswalk.choices}
    for change in changes(before, after, crosswalk.domains, crosswalk.questions):
        move = said.get((change.noun, change.before, change.after))
        if move is None:
            yield _wrong(
                change.title, "The steps differ, and it is not said what that means.",
                "Choose: map each step, keep both apart, or begin anew.", "scale_undecided",
            )  # fmt: skip
        elif move.answer == "map":
            yield from _mapped(change, move)


def _mapped(change: Change, move: Move) -> Iterator[Problem]:
    if not change.mappable:
        yield _wrong(change.title, "Points on another range have no steps to map.", "Keep both apart.", "no_steps")  # fmt: skip
        return
    became = {link.before: link.after for link in move.steps}
    new = {step.key: step for step in change.new}
    for step in change.old:
        after = became.get(step.key)
        if after is None:
            yield _wrong(f"{change.title}, {step.name}", "It is not said what became of it.", "Choose a step.", "undecided")  # fmt: skip
        elif after and after not in new:
            yield _wrong(f"{change.title}, {step.name}", f"There is no step “{after}”.", "Choose another.", "unknown")  # fmt: skip
        elif step.rank is not None and (not after or new[after].rank is None):
            yield _wrong(
                f"{change.title}, {step.name}", "A grade with a rank would drop out of the figures.",
                "Choose a grade with a rank, or keep both apart.", "loses_rank",
            )  # fmt: skip
        elif step.rank is None and after and new[after].rank is not None:
            yield _wrong(
                f"{change.title}, {step.name}", "What was outside the ranking would become a grade.",
                "Choose one outside the ranking, or “nothing”.", "gains_rank",
            )  # fmt: skip
    yield from _order(change, became, new)


def _order(change: Change, became: Mapping[str, str], new: Mapping[str, Step]) -> Iterator[Problem]:
    """The better grade never becomes the worse one."""
    ranked = [
        (step, new[became[step.key]])
        for step in sorted(change.old, key=lambda step: step.rank or 0)
        if step.rank is not None and became.get(step.key, "") in new
    ]
    worst = 0
    for step, after in ranked:
        if (after.rank or worst) < worst:
            yield _wrong(
                f"{change.title}, {step.name}", "A worse grade would become a better one.",
                "Keep the order of the grades.", "turned_round",
            )  # fmt: skip
        worst = max(worst, after.rank or 0)


def compose(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """From the oldest version to the newest over the one between: what has no successor there has none."""
    return Crosswalk(
        first.template, first.before, second.after, _through(first.domains, second.domains),
        _through(first.questions, second.questions), _moves_through(first.scales, second.scales),
        _questions_through(first, second),
    )  # fmt: skip


def _through(first: Iterable[Link], second: Iterable[Link]) -> tuple[Link, ...]:
    then = {link.before: link.after for link in second}
    return tuple(Link(link.before, then.get(link.after, "")) for link in first)


def _moves_through(first: Iterable[Move], second: Iterable[Move]) -> tuple[Move, ...]:
    """Scales: a move of one crosswalk alone stands too, where the other left that scale as it was."""
    found = {(m.before, m.after): m for m in (*first, *second)}
    for one in first:
        for two in (m for m in second if m.before == one.after):
            found[one.before, two.after] = _joined(one, two)
    return tuple(found[key] for key in sorted(found))


def _questions_through(first: Crosswalk, second: Crosswalk) -> tuple[Move, ...]:
    """Choices: by the questions that are linked all the way."""
    then = {link.before: link.after for link in second.questions}
    one = {(m.before, m.after): m for m in first.choices}
    two = {(m.before, m.after): m for m in second.choices}
    found = []
    for link in first.questions:
        last = then.get(link.after, "")
        a, b = one.get((link.before, link.after)), two.get((link.after, last))
        if last and a and b:
            found.append(_joined(a, b))
        elif last and (a or b):
            held = a or b
            assert held is not None  # noqa: S101  one of the two is there
            found.append(Move(link.before, last, held.answer, held.steps))
    return tuple(found)


def _joined(one: Move, two: Move) -> Move:
    answers = {one.answer, two.answer}
    answer: Answer = "reset" if "reset" in answers else "keep" if "keep" in answers else "map"
    steps = _through(one.steps, two.steps) if answer == "map" else ()
    return Move(one.before, two.after, answer, steps)


def successor(links: Iterable[Link], key: str) -> str:
    """What a thing of the older version became; empty for nothing."""
    return next((link.after for link in links if link.before == key), "")


def predecessors(links: Iterable[Link], key: str) -> tuple[str, ...]:
    """What of the older version became this; several where they were put together."""
    return tuple(link.before for link in links if link.after == key)
