"""Entries of repeated groups: which there are in some answers, and what a key in one of them is."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from qa_tool.audit.questions import Entries
from qa_tool.audit.slots import Slot
from qa_tool.audit.values import BadAnswer, clean_entries
from qa_tool.template.model import EVIDENCE, OTHER, Question, Template

_ENTRY = re.compile(r"\[([1-9][0-9]{0,3})\]")
_OF_GRADED = frozenset({"reason", "evidence", "differs", "written"})
_WORDS = frozenset({"text", "evidence"})
_DAY = date(2000, 1, 1)


def of(template: Template, answers: Mapping[str, object]) -> Entries:
    """The numbers of the entries of every group, as far as these answers hold them soundly."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups(template):
        try:
            slot = Slot(group.key, "", "group", "", most=group.most)
            numbers = clean_entries(answers.get(group.key) or [], slot)
        except BadAnswer:
            continue
        if numbers:
            found[group.key] = tuple(numbers)
    return found


def groups(template: Template) -> Iterable[Question]:
    """The groups of a template."""
    return (q for domain in template.domains for q in domain.questions if q.kind == "group")


def numbers(group: str, keys: Iterable[str]) -> list[int]:
    """The numbers of entries of a group that these keys speak of."""
    rests = (key.removeprefix(group) for key in keys if key.startswith(f"{group}["))
    return [int(match.group(1)) for rest in rests if (match := _ENTRY.match(rest))]


def plain_key(key: str) -> str:
    """The key in the template of a key in an entry: `d.group[2].name` is `d.group.name`."""
    return _ENTRY.sub("", key)


def typed(template: Template, key: str, value: object) -> bool:
    """Whether the answer at this key holds words that somebody typed (and not only codes)."""
    main, _, part = key.partition("#")
    if part:
        return part in {"comment", EVIDENCE, OTHER}
    domain, _, last = main.partition(".")
    question = _questions(template).get(plain_key(main))
    if question is None:
        return bool(last in _OF_GRADED and (domain == "overall" or template.domain(domain)))
    if question.kind in {"calculate", "hidden"}:  # it may repeat what was typed
        return isinstance(value, str)
    return question.kind in _WORDS


def _questions(template: Template) -> Mapping[str, Question]:
    found = {q.key: q for domain in template.domains for q in domain.questions}
    return found | {inner.key: inner for q in found.values() for inner in q.questions}
