"""Whether the conditions of a template can be understood, name known questions, and come in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from qa_tool.template.conditions import (
    BadCondition,
    Calculation,
    Condition,
    Mention,
    calculation,
    parse,
)
from qa_tool.template.draft import Draft, Known
from qa_tool.template.findings import Findings, Place, shown
from qa_tool.template.model import ACKNOWLEDGED, EVIDENCE, OTHER, Question, Scale, cells_of
from qa_tool.template.rules import SAFETY_ANSWERS

_MOST_CIRCLES = 20
_FIELDS = ("ask_when", "required_when", "constraint", "theme_when", "evidence_when", "action_when")
_NUMBERS = frozenset({"number", "score"})
_SEVERAL = frozenset({"some_of", "rank"})
_COMPANION_VALUES = {"priority": ("high", "medium", "low"), "yes_no": ("yes", "no")}


@dataclass(frozen=True, slots=True)
class _Askable:
    """What a condition may know of one key: its kind, its few possible values, the group it is in."""

    kind: str
    values: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Looks:
    """One place where a question looks at others: `decides` whether or how it is asked."""

    found: Condition | Calculation
    place: Place
    decides: bool = True
    itself: bool = False


def check_conditions(draft: Draft, known: Known, findings: Findings) -> None:
    """Report every condition that cannot be read, or that looks at something it should not."""
    askable = dict(_askable(draft, known.scales))
    groups = _groups(draft)
    asked: dict[str, frozenset[str]] = {}
    for question, place in draft.questions:
        needs = _check_question(question, place, groups.get(question.key, ""), askable, findings)
        if needs:
            asked[question.key] = needs
    for rule, place in draft.rules:
        condition = _read(rule.when, place.at("when"), findings)
        if condition is not None:
            _check_names(_Looks(condition, place.at("when")), "", askable, findings)
    circular = _check_circles(asked, draft, findings)
    _check_order(asked, circular, draft, findings)


def _groups(draft: Draft) -> dict[str, str]:
    """The group of every question that stands in one."""
    return {inner.key: q.key for q, _ in draft.questions for inner in q.questions}


def _check_question(
    question: Question, place: Place, group: str, askable: Mapping[str, _Askable], findings: Findings
) -> frozenset[str]:  # fmt: skip
    """Hold all that a question looks at against what there is; the questions that it waits for."""
    needs: frozenset[str] = frozenset()
    for looks in _looks(question, place, findings):
        _check_names(looks, group, askable, findings)
        if not looks.itself:
            _check_not_itself(question, looks, findings)
        if looks.decides:
            needs |= _bases(looks.found) - {question.key}
    return needs


def _looks(question: Question, place: Place, findings: Findings) -> Iterator[_Looks]:
    """Every place where a question looks at others."""
    for field in _FIELDS:
        condition = _read(getattr(question, field), place.at(field), findings)
        if condition is not None:
            itself = field not in {"ask_when", "required_when"}
            yield _Looks(condition, place.at(field), field == "ask_when", itself)
            if field == "constraint":
                _check_constraint(question, condition, place.at(field), findings)
    for number, choice in enumerate(question.choices):
        here = place.at("choices", number, "when", words=f"choice {shown(choice.key)}")
        condition = _read(choice.when, here, findings)
        if condition is not None:
            yield _Looks(condition, here)
    yield from _reckons(question, place, findings)


def _reckons(question: Question, place: Place, findings: Findings) -> Iterator[_Looks]:
    """Where a question works something out: its value, or how many entries it has."""
    for field in ("calculation", "times"):
        here, text = place.at(field), getattr(question, field)
        try:
            if text:
                yield _Looks(calculation(text), here)
        except BadCondition as trouble:
            findings.error(here, str(trouble), trouble.cure, "bad_condition")


def _read(text: str, place: Place, findings: Findings) -> Condition | None:
    if not text:
        return None
    try:
        return parse(text)
    except BadCondition as trouble:
        findings.error(place, str(trouble), trouble.cure, "bad_condition")
        return None


def _check_constraint(
    question: Question, condition: Condition, place: Place, findings: Findings
) -> None:
    if question.key not in condition.names():
        what = "The constraint does not look at the question's own answer."
        cure = f"Name it: {question.key}."
        findings.error(place, what, cure, "constraint_elsewhere")


def _bases(condition: Condition | Calculation) -> frozenset[str]:
    """The questions that it looks at, a companion counting as its question."""
    return frozenset(name.partition("#")[0] for name in condition.names())


def _askable(draft: Draft, scales: Mapping[str, Scale]) -> Iterator[tuple[str, _Askable]]:
    """Every key that a condition may name."""
    for domain, _ in draft.domains:
        if domain.graded:
            scale = scales.get(domain.scale) or draft.scale
            yield f"{domain.key}.grade", _Askable("grade", _grades(scale))
            yield f"{domain.key}.reason", _Askable("text")
            yield f"{domain.key}.evidence", _Askable("evidence")
    groups = _groups(draft)
    for question, _ in draft.questions:
        for key, askable in _askable_of(question, scales):
            yield key, replace(askable, group=groups.get(question.key, ""))
    yield from _askable_alone(draft)


def _askable_alone(draft: Draft) -> Iterator[tuple[str, _Askable]]:
    """The safety questions and the overall."""
    for safety, _ in draft.safety:
        yield f"safety.{safety.key}", _Askable("yes_no", SAFETY_ANSWERS)
        yield f"safety.{safety.key}#comment", _Askable("text")
    if draft.overall.kind == "graded":
        yield "overall.grade", _Askable("grade", _grades(draft.scale))
        yield "overall.reason", _Askable("text")
        yield "overall.differs", _Askable("text")
    elif draft.overall.kind == "written":
        yield "overall.written", _Askable("text")


def _askable_of(question: Question, scales: Mapping[str, Scale]) -> Iterator[tuple[str, _Askable]]:
    if question.kind == "note":
        return
    values = tuple(choice.key for choice in question.choices)
    if question.kind in {"grade", "rating_grid"} and question.scale:
        values = _grades(scales.get(question.scale))
    if question.kind == "rating_grid":
        for cell in cells_of(question):
            yield f"{question.key}.{cell}", _Askable("one_of", values)
    if question.or_other:
        values = (*values, OTHER)
        yield f"{question.key}#{OTHER}", _Askable("text")
    if question.kind == "acknowledge":
        values = (ACKNOWLEDGED,)
    yield question.key, _Askable(question.kind, values)
    yield from _beside(question)


def _beside(question: Question) -> Iterator[tuple[str, _Askable]]:
    """What stands beside an answer: its companions, and evidence where it may be asked for."""
    if question.evidence_when:
        yield f"{question.key}#{EVIDENCE}", _Askable("evidence")
    for companion in question.companions:
        possible = _COMPANION_VALUES.get(companion, ())
        kind = "one_of" if possible else "text"
        yield f"{question.key}#{companion}", _Askable(kind, possible)


def _grades(scale: Scale | None) -> tuple[str, ...]:
    return tuple(grade.key for grade in scale.grades) if scale is not None else ()


def _check_names(
    looks: _Looks, group: str, askable: Mapping[str, _Askable], findings: Findings
) -> None:
    """Every question named is there; seen from outside its group it has several answers."""
    condition, place = looks.found, looks.place
    for name in sorted(condition.names()):
        if name not in askable:
            what = f"There is no question {shown(name)}."
            findings.error(place, what, findings.near(name, askable), "unknown_question")
    for mention in condition.mentions():
        if mention.key in askable:
            there = askable[mention.key]
            many = bool(there.group) and there.group != group
            seen = replace(there, kind="some_of") if many else there
            _check_value(mention, seen, place, findings)


def _check_value(mention: Mention, askable: _Askable, place: Place, findings: Findings) -> None:
    """A value that can never be the answer makes a condition that never holds."""
    value = mention.value
    if askable.kind in _SEVERAL and mention.sign != "in":
        what = f"'{mention.key}' has several answers, so '{mention.sign}' does not fit."
        cure = f"Write '{value}' in {mention.key}."
        findings.error(place, what, cure, "several_answers")
    elif askable.values and value not in askable.values:
        what = f"{shown(str(value))} is no answer of '{mention.key}'."
        findings.error(place, what, findings.near(str(value), askable.values), "unknown_answer")
    elif askable.kind in _NUMBERS and isinstance(value, str) and value != "not_applicable":
        what = f"'{mention.key}' is a number, so {shown(value)} is never its answer."
        cure = "Write the number without quotes."
        findings.error(place, what, cure, "unknown_answer")


def _check_not_itself(question: Question, looks: _Looks, findings: Findings) -> None:
    if question.key in looks.found.names():
        what = "The question looks at its own answer."
        cure = "Name another question, or take the condition out."
        findings.error(looks.place, what, cure, "asks_about_itself")


def _check_circles(
    asked: Mapping[str, frozenset[str]], draft: Draft, findings: Findings
) -> frozenset[str]:
    """Report each circle of questions that wait for each other; the keys that stand in one."""
    places = {question.key: place for question, place in draft.questions}
    graph = {key: set(names & asked.keys()) for key, names in asked.items()}
    circular: set[str] = set()
    for _ in range(_MOST_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as trouble:
            circle = [key for key in places if key in set(trouble.args[1])]
            what = f"These questions wait for each other: {', '.join(circle)}."
            cure = "Ask one of them without a condition."
            findings.error(
                places[circle[0]].at(_decider(circle[0], draft)), what, cure, "circular_condition"
            )
            circular.update(circle)
            graph = {key: names - set(circle) for key, names in graph.items() if key not in circle}
        else:
            break
    return frozenset(circular)


def _decider(key: str, draft: Draft) -> str:
    """Where a question says what it waits for."""
    found = next(question for question, _ in draft.questions if question.key == key)
    return "calculation" if found.calculation and not found.ask_when else "ask_when"


def _check_order(
    asked: Mapping[str, frozenset[str]],
    circular: frozenset[str],
    draft: Draft,
    findings: Findings,
) -> None:
    """A question should be asked after the ones that decide whether it is asked."""
    position = {question.key: n for n, (question, _) in enumerate(draft.questions)}
    for question, place in draft.questions:
        if question.key in circular or not question.ask_when:
            continue
        later = (
            name
            for name in sorted(asked.get(question.key, ()))
            if position.get(name, -1) > position[question.key]
        )
        for name in later:
            what = f"The question is asked depending on '{name}', which comes later."
            cure = f"Move it behind '{name}'."
            findings.warning(place.at("ask_when"), what, cure, "asked_too_early")
