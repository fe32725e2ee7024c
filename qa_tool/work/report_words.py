"""The typed words of an audit, each with a label that says what it answers."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from qa_tool.audit.entries import plain_key
from qa_tool.audit.words import SAID_IN_PARTS, entry_of, in_words, questions_of
from qa_tool.figures.dataset import Words
from qa_tool.template.model import EVIDENCE, OTHER, Question, Template


def words_of(answers: dict[str, Any], template: Template) -> tuple[Words, ...]:
    """Everything that was typed into an audit, with what it answers and where it stands."""
    questions = questions_of(template)
    titles = {d.key: d.title for d in template.domains} | {"overall": "Overall", "safety": "Safety"}
    found = []
    for key, value in sorted(answers.items(), key=_in_order(template, answers)):
        main, _, part = key.partition("#")
        domain, _, last = main.partition(".")
        question = questions.get(plain_key(main))
        entry = _entry(questions, main, answers) if "[" in main else ""
        own = (
            f"{entry}: {question.text}" if question and entry else question.text if question else ""
        )
        if question is not None and not part and question.kind in SAID_IN_PARTS:
            text, label = in_words(template, question, value), own
        elif isinstance(value, list) and question and EVIDENCE in {question.kind, part}:
            text = "; ".join(_evidence_line(item) for item in value if isinstance(item, dict))
            label = f"{own} (evidence)" if part else own
        elif isinstance(value, list) and last == "evidence":
            text = "; ".join(_evidence_line(item) for item in value if isinstance(item, dict))
            label = f"{titles.get(domain, domain)}: evidence"
        elif isinstance(value, str) and (
            part in {"comment", OTHER} or (question is not None and question.kind == "text")
            or last in {"reason", "differs", "written"} or domain == "consistency"
        ):  # fmt: skip
            text = value
            what = {"reason": "why this grade", "differs": "why it differs from what is implied"}
            label = own or f"{titles.get(domain, domain)}: {what.get(last, last)}"
        else:
            continue
        if text.strip():
            found.append(Words(key, label, text))
    return tuple(found)


def _in_order(
    template: Template, answers: Mapping[str, Any]
) -> Callable[[tuple[str, Any]], tuple[int, int, int, int, str]]:
    """As the form asks: domains and questions in the template's order, entries in their own."""
    domains = {domain.key: n for n, domain in enumerate(template.domains)}
    places = {key: n for n, key in enumerate(_asked(template))}

    def place(item: tuple[str, Any]) -> tuple[int, int, int, int, str]:
        key = item[0]
        main = key.partition("#")[0]
        group, _, rest = main.partition("[")
        order = answers.get(group) if rest else None
        number = rest.partition("]")[0]
        entry = order.index(number) + 1 if isinstance(order, list) and number in order else 0
        plain = plain_key(main)
        own = places.get(plain, len(places))
        first = places.get(group, own) if rest else own
        return domains.get(main.partition(".")[0], len(domains)), first, entry, own, key

    return place


def _asked(template: Template) -> Iterator[str]:
    """Every question's key in the order of the form."""
    for domain in template.domains:
        for question in domain.questions:
            yield question.key
            yield from (inner.key for inner in question.questions)


def _evidence_line(item: Mapping[str, Any]) -> str:
    """`5 June 2026, Review minutes: what changed since the last review`."""
    found = str(item.get("date", ""))
    try:
        day = date.fromisoformat(found)
        found = f"{day.day} {day:%B %Y}"
    except ValueError:
        found = found or "no date"
    told = f"{found}, {item.get('what', '')}".strip(", ")
    shows = str(item.get("shows", "")).strip()
    return f"{told}: {shows}" if shows else told


def _entry(questions: Mapping[str, Question], key: str, answers: Mapping[str, Any]) -> str:
    """In which entry of a group a key stands."""
    group = questions.get(key.partition("[")[0])
    return entry_of(group, key, answers) if group is not None else ""
