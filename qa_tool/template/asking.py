"""Whether the conditions of a template can be understood, name known questions, and come in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from qa_tool.template.conditions import BadCondition, Condition, Mention, parse
from qa_tool.template.draft import Draft, Known
from qa_tool.template.findings import Findings, Place, shown
from qa_tool.template.model import Question, Scale
from qa_tool.template.rules import SAFETY_ANSWERS

_MOST_CIRCLES = 20
_NUMBERS = frozenset({"number", "score"})
_COMPANION_VALUES = {"priority": ("high", "medium", "low"), "yes_no": ("yes", "no")}


@dataclass(frozen=True, slots=True)
class _Askable:
    """What a condition may know of one key: its kind, and its possible values where these are few."""

    kind: str
    values: tuple[str, ...] = ()


def check_conditions(draft: Draft, known: Known, findings: Findings) -> None:
    """Report every condition that cannot be read, or that looks at something it should not."""
    askable = dict(_askable(draft, known.scales))
    asked: dict[str, frozenset[str]] = {}
    for question, place in draft.questions:
        for field in ("ask_when", "required_when"):
            condition = _read(getattr(question, field), place.at(field), findings)
            if condition is None:
                continue
            _check_names(condition, place.at(field), askable, findings)
            _check_not_itself(question, condition, place.at(field), findings)
            if field == "ask_when":
                asked[question.key] = _bases(condition) - {question.key}
    for rule, place in draft.rules:
        condition = _read(rule.when, place.at("when"), findings)
        if condition is not None:
            _check_names(condition, place.at("when"), askable, findings)
    circular = _check_circles(asked, draft, findings)
    _check_order(asked, circular, draft, findings)


def _read(text: str, place: Place, findings: Findings) -> Condition | None:
    if not text:
        return None
    try:
        return parse(text)
    except BadCondition as trouble:
        findings.error(place, str(trouble), trouble.cure, "bad_condition")
        return None


def _bases(condition: Condition) -> frozenset[str]:
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
    for question, _ in draft.questions:
        yield from _askable_of(question, scales)
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
    if question.kind in {"note", "group"}:
        return
    values = tuple(choice.key for choice in question.choices)
    if question.kind == "grade":
        values = _grades(scales.get(question.scale))
    yield question.key, _Askable(question.kind, values)
    for companion in question.companions:
        possible = _COMPANION_VALUES.get(companion, ())
        kind = "one_of" if possible else "text"
        yield f"{question.key}#{companion}", _Askable(kind, possible)


def _grades(scale: Scale | None) -> tuple[str, ...]:
    return tuple(grade.key for grade in scale.grades) if scale is not None else ()


def _check_names(
    condition: Condition, place: Place, askable: Mapping[str, _Askable], findings: Findings
) -> None:
    for name in sorted(condition.names()):
        if name not in askable:
            what = f"There is no question {shown(name)}."
            findings.error(place, what, findings.near(name, askable), "unknown_question")
    for mention in condition.mentions():
        if mention.key in askable:
            _check_value(mention, askable[mention.key], place, findings)


def _check_value(mention: Mention, askable: _Askable, place: Place, findings: Findings) -> None:
    """A value that can never be the answer makes a condition that never holds."""
    value = mention.value
    if askable.kind == "some_of" and mention.sign != "in":
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


def _check_not_itself(
    question: Question, condition: Condition, place: Place, findings: Findings
) -> None:
    if question.key in condition.names():
        what = "The question looks at its own answer."
        cure = "Name another question, or take the condition out."
        findings.error(place, what, cure, "asks_about_itself")


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
            findings.error(places[circle[0]].at("ask_when"), what, cure, "circular_condition")
            circular.update(circle)
            graph = {key: names - set(circle) for key, names in graph.items() if key not in circle}
        else:
            break
    return frozenset(circular)


def _check_order(
    asked: Mapping[str, frozenset[str]],
    circular: frozenset[str],
    draft: Draft,
    findings: Findings,
) -> None:
    """A question should be asked after the ones that decide whether it is asked."""
    position = {question.key: n for n, (question, _) in enumerate(draft.questions)}
    for question, place in draft.questions:
        if question.key in circular:
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
