"""A handed-in audit as people read it: each answer in words, and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.audit.form import Form
from qa_tool.audit.slots import COMMENT
from qa_tool.audit.views import DomainView, QuestionView
from qa_tool.audit.words import grid_words, rank_words

_OF_THE_GRADE = (".grade", ".reason", ".evidence")  # what every graded domain has by itself


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing beside an answer: a comment, a date, evidence a line each; `label` says which."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """One question with its answer in words; `acts` where an action is asked for and none was raised."""

    key: str
    question: str
    answer: str
    beside: tuple[Beside, ...] = ()
    acts: bool = False
    theme: str = ""
    kind: str = ""


def in_domain(form: Form, domain: DomainView) -> tuple[Said, ...]:
    """Every question of a domain that has an answer, or something beside it, in the form's order."""
    views = (form.view(key) for key in domain.questions if not _of_the_grade(domain, key))
    found = (said_of(form, view) for view in views)
    return tuple(one for one in found if one.answer or one.beside or one.acts)


def said_of(form: Form, view: QuestionView) -> Said:
    """One question with its answer and all that stands beside it."""
    others = [form.view(key) for key in view.companions]
    beside = tuple(
        Beside(_label(one), in_words(one)) for one in others if one.answered and one.asked
    )
    question = f"{view.within}: {view.text}" if view.within else view.text
    acts = view.acts and not view.acted and view.answered
    partly = isinstance(view.value, dict) and bool(view.value)  # a grid with cells left empty
    answer = in_words(view) if view.answered or partly else ""
    return Said(view.key, question, answer, beside, acts, view.theme, view.kind)


def in_words(view: QuestionView) -> str:
    """An answer as people read it; each record of evidence on a line of its own."""
    if view.na:
        return "Not applicable"
    words = {choice.key: choice.text for choice in view.choices}
    value = view.value
    if isinstance(value, dict):
        rows = [(row.key, row.text) for row in view.rows]
        return grid_words(rows, [(one.key, one.text) for one in view.columns], words, value)
    if isinstance(value, list):
        return _listed(view, words, value)
    if isinstance(value, str) and view.kind == "date":
        return day_of(value)
    text = words.get(str(value), str(value))
    return f"{text} {view.unit}".strip()


def _listed(view: QuestionView, words: Mapping[str, str], value: Sequence[object]) -> str:
    if view.kind == "group":
        return f"{len(value)} added"
    if view.kind == "evidence":
        return "\n".join(evidence_line(one) for one in value if isinstance(one, dict))
    names = [words.get(str(one), str(one)) for one in value]
    return rank_words(names) if view.kind == "rank" else "; ".join(names)


def evidence_line(item: Mapping[str, str]) -> str:
    """`Review minutes, 5 Jun 2026: what they show`."""
    head = ", ".join(filter(None, (item.get("what", "").strip(), day_of(item.get("date", "")))))
    shows = item.get("shows", "").strip()
    return ": ".join(filter(None, (head, shows)))


def day_of(text: str) -> str:
    """A kept date as people read it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"


def _label(view: QuestionView) -> str:
    if view.kind == "evidence":
        return "Evidence"
    return "Comment" if view.key.endswith(COMMENT) else view.text


def _of_the_grade(domain: DomainView, key: str) -> bool:
    return any(key == f"{domain.key}{part}" for part in _OF_THE_GRADE)
