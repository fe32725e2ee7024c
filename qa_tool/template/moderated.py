"""What a second reader is asked: all of a template, or the part that it says is read again."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from qa_tool.template.conditions import BadCondition, calculation, parse
from qa_tool.template.model import Domain, Question, Template


def says_what_is_moderated(template: Template) -> bool:
    """Whether a template picks out what is read again, instead of leaving something out."""
    return any(
        domain.moderated or any(question.moderated for question in _all(domain))
        for domain in template.domains
    )


@lru_cache(maxsize=32)
def moderated_part(template: Template) -> Template:
    """The template as a second reader answers it; the same object where everything is read again.

    Where something is marked to be moderated, only that is; otherwise all but what is marked not to
    be. A domain's mark stands for its questions. What decides whether one of these is asked comes
    along. Safety and the overall always do; no action is asked of a second reader.
    """
    picked = says_what_is_moderated(template)
    wanted = {
        question.key
        for domain in template.domains
        for question in _all(domain)
        if _question_in(question, domain, picked=picked)
    }
    wanted |= _deciders(template, wanted)
    whole = {domain.key for domain in template.domains if _domain_in(domain, picked=picked)}
    whole |= {key.removesuffix(".grade") for key in wanted if key.endswith(".grade")}
    domains = tuple(
        _cut(domain, wanted, graded=domain.key in whole)
        for domain in template.domains
        if domain.key in whole or any(q.key in wanted for q in _all(domain))
    )
    return template if domains == template.domains else replace(template, domains=domains)


def is_moderated(template: Template, domain: str) -> bool:
    """Whether a second reader grades this domain (or the overall)."""
    found = moderated_part(template).domain(domain)
    return domain == "overall" or (found is not None and found.graded)


def _all(domain: Domain) -> Iterator[Question]:
    for question in domain.questions:
        yield question
        yield from question.questions


def _domain_in(domain: Domain, *, picked: bool) -> bool:
    if domain.moderated is not None:
        return domain.moderated
    return not picked or any(question.moderated for question in _all(domain))


def _question_in(question: Question, domain: Domain, *, picked: bool) -> bool:
    """A question's own mark, that of the group around it, that of its domain."""
    around = next((q for q in domain.questions if question in q.questions), None)
    for mark in (question.moderated, around.moderated if around else None, domain.moderated):
        if mark is not None:
            return mark
    return not picked


def _deciders(template: Template, wanted: set[str]) -> set[str]:
    """The questions and grades on which it depends whether those are asked, and so on."""
    questions = {q.key: q for domain in template.domains for q in _all(domain)}
    found: set[str] = set()
    grades = {f"{domain.key}.grade" for domain in template.graded}
    waiting = [key for key in wanted if key in questions]
    while waiting:
        for name in _looked_at(questions[waiting.pop()]):
            bare = name.partition("#")[0]
            found |= {bare} & grades
            while bare and bare not in questions:  # a cell of a grid is under its grid
                bare = bare.rpartition(".")[0]
            if bare and bare not in found and bare not in wanted:
                found.add(bare)
                waiting.append(bare)
    return found


def _looked_at(question: Question) -> frozenset[str]:
    """The keys that decide whether a question is asked, what it offers, and what it works out."""
    names: set[str] = set()
    try:
        for text in (question.ask_when, *(choice.when for choice in question.choices)):
            names |= parse(text).names() if text.strip() else set()
        if question.calculation:
            names |= calculation(question.calculation).names()
    except BadCondition:  # the checker has told; here it decides nothing
        return frozenset()
    return frozenset(names)


def _cut(domain: Domain, wanted: set[str], *, graded: bool) -> Domain:
    """The domain with the questions that are wanted, or that hold one that is."""
    kept = []
    for question in domain.questions:
        inner = tuple(_quiet(q) for q in question.questions if q.key in wanted)
        if inner or (question.key in wanted and not question.questions):
            kept.append(_quiet(replace(question, questions=inner)))
    domain = replace(domain, questions=tuple(kept))
    if graded or not domain.graded:
        return domain
    return replace(
        domain, graded=False, limiting=False, scale="", descriptors=(), boundaries=(), caps=""
    )


def _quiet(question: Question) -> Question:
    return replace(question, action_when="", theme="", theme_when="")
