"""Audits filled in through the form engine, as a person would: the moulds of the demonstration."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qa_tool.audit import consistency
from qa_tool.audit.form import Form
from qa_tool.audit.views import QuestionView
from qa_tool.demo import words
from qa_tool.template.conditions import parse
from qa_tool.template.model import Template
from qa_tool.work.audit_entry import split_words

BASE = date(2026, 6, 30)  # the day every mould is made for; audits move its dates to their own
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SENTENCES = re.compile(r"(?<=[.;]) ")


@dataclass(frozen=True, slots=True)
class Mould:
    """One whole audit: answers, grades, and what the auditor overrules."""

    template: Template
    answers: Mapping[str, Any]
    grades: Mapping[str, str]
    overall: str
    implied: str
    differs: bool
    overruled: Mapping[str, str]
    typed: frozenset[str]  # the answers that are words


def make(template: Template, target: int, rng: random.Random, *, depart: bool = False) -> Mould:
    """Fill in one audit whose overall has this rank, through the engine."""
    form = Form(template, {}, today=BASE)
    for domain, grade in _grades(template, target, rng).items():
        form.answer(f"{domain}.grade", grade)
    _fill(form, rng)
    wanted = _key_of_rank(template, target)
    _avoid_caps(form, wanted)
    overall = form.implied().grade or wanted
    if depart and form.implied().grade:
        overall = _next_to(template, overall, rng)
    if template.overall.kind == "graded":
        form.answer("overall.grade", overall)
    _fill(form, rng)
    found: dict[str, str] = {
        f.code: "Looked at again, and it stands." for f in consistency.check(form)
    }
    return Mould(
        template, form.answers, form.grades(), form.overall() or "", form.implied().grade or "",
        form.overall() not in {None, form.implied().grade}, found,
        frozenset(split_words(form, form.answers)[1]),
    )  # fmt: skip


def moved(value: Any, days: int) -> Any:
    """The same answer with every date moved by so many days."""
    if isinstance(value, str):
        if len(value) != 10 or not _DATE.fullmatch(value):
            return value
        return (date.fromisoformat(value) + timedelta(days=days)).isoformat()
    if isinstance(value, list):
        return [moved(item, days) for item in value]
    if isinstance(value, Mapping):
        return {key: moved(item, days) for key, item in value.items()}
    return value


def _key_of_rank(template: Template, rank: int) -> str:
    ranked = template.scale_of().ranked
    return ranked[min(rank, len(ranked)) - 1].key


def _next_to(template: Template, grade: str, rng: random.Random) -> str:
    keys = [g.key for g in template.scale_of().ranked]
    at = keys.index(grade)
    options = [k for k in (at - 1, at + 1) if 0 <= k < len(keys)]
    return keys[rng.choice(options)]


_SPREAD = {
    1: ((1, 0.78), (2, 0.22)),
    2: ((1, 0.1), (2, 0.66), (3, 0.24)),
    3: ((2, 0.34), (3, 0.6), (4, 0.06)),
    4: ((2, 0.12), (3, 0.48), (4, 0.4)),
}


def _grades(template: Template, target: int, rng: random.Random) -> dict[str, str]:
    """Domain grades that imply the target, drawn until they do."""
    from qa_tool.audit.grading import implied

    graded: dict[str, str] = {}
    for _ in range(400):
        graded = {}
        for domain in template.graded:
            ranked = template.scale_of(domain).ranked
            ranks, weights = zip(*_SPREAD[min(target, 4)], strict=True)
            rank = min(rng.choices(ranks, weights)[0], len(ranked))
            graded[domain.key] = ranked[rank - 1].key
        if template.overall.kind != "graded":
            return graded
        if implied(template, graded).grade == _key_of_rank(template, target):
            return graded
    return graded


def _fill(form: Form, rng: random.Random) -> None:
    """Answer everything that is asked, until nothing new is asked."""
    for _ in range(6):
        open_ = [
            key
            for domain in form.domains()
            for key in domain.questions
            if not form.view(key).answered and form.view(key).kind != "note"
            and key != "overall.grade"
        ]  # fmt: skip
        if not open_:
            return
        for key in open_:
            if form.asked(key) and not form.view(key).answered:
                value = _answer(form, form.view(key), rng)
                if value is not None:
                    form.answer(key, value)
                    # dice of its own: what a form asks for beside an answer changes nothing else
                    _beside(form, key, random.Random(f"{key} {value}"))  # noqa: S311


def _beside(form: Form, key: str, rng: random.Random) -> None:
    """What an answer asks for beside itself: evidence, or why no action is needed."""
    for companion in form.view(key).companions:
        view = form.view(companion)
        if view.required and not view.answered:
            form.answer(companion, _evidence(rng) if view.kind == "evidence" else words.SEEN_TO)


def _rank_of(form: Form, domain: str) -> int:
    found = form.template.domain(domain)
    grade = form.grade(domain)
    if found is None or grade is None:
        return 2
    return (
        form.template.scale_of(found).grade(grade) or form.template.scale_of(found).ranked[0]
    ).rank or 2


def _answer(form: Form, view: QuestionView, rng: random.Random) -> Any:  # noqa: PLR0911
    rank = _rank_of(form, view.domain)
    match view.kind:
        case "text":
            return _text(form, view, rank, rng)
        case "date":
            return (BASE - timedelta(days=rng.randint(12, 160))).isoformat()
        case "number":
            least = view.least if view.least is not None else 0
            most = view.most if view.most is not None else least + 6
            return int(least + rng.random() * min(most - least, 6))
        case "evidence":
            return _evidence(rng)
        case "yes_no":
            return _yes_no(form, view, rank, rng)
        case "some_of":
            return [view.choices[rng.randrange(len(view.choices))].key] if view.choices else None
        case "one_of" | "grade":
            return view.choices[min(rng.choice((0, 0, 0, 1)), len(view.choices) - 1)].key
        case _:
            return _of_new_kinds(view, rng)


def _of_new_kinds(view: QuestionView, rng: random.Random) -> Any:
    """A grid rated cell by cell, a group of two, an order, points, a confirmation."""
    match view.kind:
        case "rating_grid":
            columns = [f".{column.key}" for column in view.columns] or [""]
            spread = (0, 1, 1, 1, 2, 2, 3)
            return {
                f"{one.key}{column}": view.choices[min(rng.choice(spread), len(view.choices) - 1)].key
                for one in view.rows for column in columns
            }  # fmt: skip
        case "group":
            return ["1", "2"]
        case "rank":
            return rng.sample([choice.key for choice in view.choices], len(view.choices))
        case "score":
            most = view.most if view.most is not None else 10
            return int(most * rng.choice((0.5, 0.6, 0.7, 0.8)))
        case "acknowledge":
            return view.choices[0].key
        case _:
            return None


def _yes_no(form: Form, view: QuestionView, rank: int, rng: random.Random) -> str:
    keys = [choice.key for choice in view.choices]
    if view.domain == "safety":
        worry = next(
            (q.worry for q in form.template.safety if view.key == f"safety.{q.key}"), ("yes",)
        )
        return next(key for key in ("no", "yes", *keys) if key not in worry)
    good = rank <= 2 or rng.random() < 0.35
    return "yes" if good else "no"


def _text(form: Form, view: QuestionView, rank: int, rng: random.Random) -> str:
    last = view.key.rpartition(".")[2]
    if last == "reason" and view.domain != "overall":
        domain = form.template.domain(view.domain)
        grade = form.grade(view.domain)
        told = domain.descriptor(grade) if domain and grade else ""
        sentences = _SENTENCES.split(told)
        return " ".join(sentences[: rng.choice((1, 2))]) or "See the evidence."
    if last == "differs":
        return rng.choice(words.DIFFERS)
    if view.domain == "reflection":
        return rng.choice(words.REFLECTIONS)
    if view.domain == "family_view":
        return rng.choice(words.FAMILY)
    if view.domain == "strength":
        return rng.choice(words.STRENGTHS)
    return rng.choice(words.STRENGTHS if rank <= 2 else words.WORRIES)


def _evidence(rng: random.Random) -> list[dict[str, str]]:
    found = rng.sample(range(len(words.EVIDENCE)), rng.choice((1, 1, 2)))
    return [
        {
            "what": words.EVIDENCE[i][0],
            "date": (BASE - timedelta(days=rng.randint(12, 170))).isoformat(),
            "shows": words.EVIDENCE[i][1],
        }
        for i in found
    ]


def _avoid_caps(form: Form, wanted: str) -> None:
    """Change answers that cap the overall away from what this mould is meant to be."""
    for rule in form.template.rules:
        if not rule.when or form.implied().grade == wanted:
            continue
        for name in sorted(parse(rule.when).names()):
            if name.endswith(".grade") or not form.asked(name):
                continue
            for choice in form.view(name).choices:
                form.answer(name, choice.key)
                if form.implied().grade == wanted:
                    break
