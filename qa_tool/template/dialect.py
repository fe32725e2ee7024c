"""A template as the tables of the TOML dialect: what the writers of TOML, workbooks and Markdown start from."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Any

from qa_tool.template.library import known_scales
from qa_tool.template.model import Domain, Question, Scale, Template, Voice

Tables = dict[str, Any]
_OUTSIDE = frozenset({"domains", "rules", "safety", "voices", "scales", "overall", "grading"})


def tables_of_template(template: Template) -> Tables:
    """The tables that read back to this template; its own scales are not among them."""
    found = plain(template, _OUTSIDE)
    found["overall"] = plain(template.overall, always=frozenset({"kind"}))
    if template.overall.kind == "graded":
        found["grading"] = plain(template.grading, always=frozenset({"base"}))
    parts = {
        "rule": [plain(rule) for rule in template.rules],
        "safety": [plain(question) for question in template.safety],
        "domain": [_domain(domain, template) for domain in template.domains],
        "voice": [_voice(voice) for voice in template.voices],
    }
    return {**found, **{key: part for key, part in parts.items() if part}}


def own_scales(template: Template) -> tuple[Scale, ...]:
    """The scales of a template that are not (or no longer) those that come with the program."""
    known = known_scales()
    return tuple(scale for scale in template.scales if known.get(scale.key) != scale)


def plain(
    record: Any, leave: frozenset[str] = frozenset(), always: frozenset[str] = frozenset()
) -> Tables:
    """The fields of a record that do not have their default, as TOML holds them."""
    return {
        each.name: _value(getattr(record, each.name))
        for each in fields(record)
        if each.name not in leave
        and (each.name in always or not _is_default(each, getattr(record, each.name)))
    }


def _is_default(each: "Field[Any]", value: object) -> bool:
    if each.default is not MISSING:
        return bool(value == each.default)
    if each.default_factory is not MISSING:
        return bool(value == each.default_factory())
    return value in ("", ())


def _value(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, str | bool | int | float | date):
        return value
    return plain(value)


def _domain(domain: Domain, template: Template) -> Tables:
    found = plain(domain, frozenset({"descriptors", "boundaries", "questions"}))
    if domain.descriptors:
        found["descriptors"] = dict(domain.descriptors)
    if domain.boundaries:
        found["boundaries"] = [
            {"between": [one.better, one.worse], "text": one.text} for one in domain.boundaries
        ]
    scale = domain.scale or template.scale
    questions = list(_questions(domain.questions, domain.key, scale))
    return {**found, "question": questions} if questions else found


def _questions(questions: tuple[Question, ...], parent: str, scale: str) -> Iterator[Tables]:
    for question in questions:
        leave = {"key", "questions"}
        if question.kind == "yes_no":
            leave.add("choices")  # the kind brings them
        if question.scale == scale:
            leave.add("scale")
        inner = list(_questions(question.questions, question.key, scale))
        yield {
            "key": question.key.removeprefix(f"{parent}."),
            **plain(question, frozenset(leave)),
            **({"question": inner} if inner else {}),
        }


def _voice(voice: Voice) -> Tables:
    return {
        **plain(voice, frozenset({"questions"})),
        "question": [plain(one) for one in voice.questions],
    }
