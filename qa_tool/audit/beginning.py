"""The answers with which an audit begins: defaults, and the entries that a group must have."""

from datetime import date

from qa_tool.audit.growing import begun
from qa_tool.audit.values import Value
from qa_tool.template.defaults import default_of
from qa_tool.template.model import Template


def first_answers(template: Template, today: date) -> dict[str, Value]:
    """What stands in a fresh form before anybody has answered anything."""
    found: dict[str, Value] = {}
    for domain in template.domains:
        for question in domain.questions:
            value = default_of(question, today)
            if value is not None:
                found[question.key] = value
            elif question.kind == "group" and question.least:
                numbers = [str(n) for n in range(1, int(question.least) + 1)]
                found[question.key] = [*numbers]
                found |= begun(question, numbers, today)
    return found
