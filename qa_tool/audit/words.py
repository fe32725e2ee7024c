"""Answers of several parts in words: the rows of a grid, an order, a score; one line each."""

from collections.abc import Mapping

from qa_tool.audit.entries import plain_key
from qa_tool.template.model import ACKNOWLEDGED, Question, Template

SAID_IN_PARTS = frozenset({"rating_grid", "rank", "score", "calculate", "acknowledge"})


def questions_of(template: Template) -> dict[str, Question]:
    """Every question of a template by its key, those of groups too."""
    found = {q.key: q for domain in template.domains for q in domain.questions}
    return found | {inner.key: inner for q in found.values() for inner in q.questions}


def entry_of(question: Question, key: str, answers: Mapping[str, object]) -> str:
    """In which entry of its group a key stands, as the form names it ("Child 2"); empty outside."""
    group, _, rest = key.partition("[")
    order = answers.get(group)
    number = rest.partition("]")[0]
    if not rest or not isinstance(order, list) or number not in order:
        return ""
    return f"{question.each or 'Entry'} {order.index(number) + 1}"


def in_words(template: Template, question: Question, value: object) -> str:
    """An answer of several parts as people read it; empty for other kinds."""
    names = _names(template, question)
    if question.kind == "rating_grid" and isinstance(value, Mapping):
        return grid_words(
            [(row.key, row.text) for row in question.rows],
            [(column.key, column.text) for column in question.columns], names, value,
        )  # fmt: skip
    if question.kind == "rank" and isinstance(value, list):
        return rank_words([names.get(str(key), str(key)) for key in value])
    if question.kind == "acknowledge" and value == ACKNOWLEDGED:
        return "Confirmed"
    if question.kind in {"score", "calculate"} and isinstance(value, int | float):
        of = f" of {question.most:g}" if question.kind == "score" and question.most else ""
        return f"{value:g}{of} {question.unit}".strip()
    return ""


def grid_words(
    rows: list[tuple[str, str]], columns: list[tuple[str, str]], names: Mapping[str, str],
    value: Mapping[str, object],
) -> str:  # fmt: skip
    """Each row on a line of its own, with what was said in it."""
    lines = []
    for key, text in rows:
        if not columns:
            said = names.get(str(value.get(key)), "")
        else:
            cells = ((name, value.get(f"{key}.{column}")) for column, name in columns)
            said = ", ".join(f"{name} {names.get(str(v), v)}" for name, v in cells if v)
        if said:
            lines.append(f"{text}: {said}")
    return "\n".join(lines)


def rank_words(names: list[str]) -> str:
    """`1. this; 2. that`."""
    return "; ".join(f"{place}. {name}" for place, name in enumerate(names, start=1))


def _names(template: Template, question: Question) -> dict[str, str]:
    if question.choices:
        return {choice.key: choice.text for choice in question.choices}
    scale = next((s for s in template.scales if s.key == question.scale), None)
    return {grade.key: grade.name for grade in scale.grades} if scale else {}


def asked_in(template: Template, key: str) -> Question | None:
    """The question behind a key of an answer, its companions and entries included."""
    return questions_of(template).get(plain_key(key.partition("#")[0]))
