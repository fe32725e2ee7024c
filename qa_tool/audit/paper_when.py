"""When a question is asked, in plain words: on paper nothing can hide it."""

from collections.abc import Mapping
from dataclasses import dataclass

from qa_tool.audit.paper import labels, one_line, row_labels
from qa_tool.audit.slots import Slot
from qa_tool.template.conditions import Calculation, Condition
from qa_tool.template.nodes import (
    DATE,
    And,
    Answered,
    Call,
    Compare,
    Matches,
    Name,
    Node,
    Not,
    Operand,
    Or,
    Sum,
    Value,
    Within,
    shown,
)

LONGEST, ANSWER = 70, 36
_SIGNS = {"==": "is", "!=": "is not", "<": "is less than", ">": "is more than"}
_DAYS = {"==": "is", "!=": "is not", "<": "is before", ">": "is after"}
_NOT = {"==": "is not", "!=": "is", "<": "is at least", ">": "is at most"}
_CALLS = {"count": "the number of answers to", "today": "today", "length": "the length of"}


@dataclass(frozen=True, slots=True)
class Named:
    """A question as conditions speak of it: its words, and those of its answers."""

    text: str
    answers: Mapping[str, str]


def names_of(slots: Mapping[str, Slot]) -> dict[str, Named]:
    """Every name that a condition may use, by slot and by the key in the template."""
    found: dict[str, Named] = {}
    for key, slot in slots.items():
        plain = slot.text.strip() or key.rpartition(".")[2].replace(
            "_", " "
        )  # hidden ones have no words
        words = Named(_short(plain), labels(slot))
        for name in filter(None, (slot.alias, key)):
            found[name] = words
            for cell, text in row_labels(slot).items():
                found[f"{name}.{cell}"] = Named(_short(text), words.answers)
    return found


def in_words(condition: Condition | None, names: Mapping[str, Named]) -> str:
    """The condition as people say it; nothing where there is none."""
    return _said(condition.tree, names) if condition is not None else ""


def amount_in_words(amount: Calculation | None, names: Mapping[str, Named]) -> str:
    """What a calculation says, as people say it; nothing where there is none."""
    return _operand(amount.tree, names) if amount is not None else ""


def _said(node: Node, names: Mapping[str, Named]) -> str:  # noqa: PLR0911 - one for each kind of node
    match node:
        case And(terms):
            return " and ".join(_inside(term, names, Or) for term in terms)
        case Or(terms):
            return " or ".join(_inside(term, names, And) for term in terms)
        case Not(term):
            return _negated(term, names)
        case Answered(key):
            return f"{_operand(Name(key), names)} has an answer"
        case Matches(text, pattern):
            return f"{_operand(text, names)} is written like {pattern}"
        case Within(left, right):
            return _within(left, right, names, "is", "is among the answers to")
        case Compare():
            return _compared(node, names, _SIGNS)


def _inside(node: Node, names: Mapping[str, Named], looser: type) -> str:
    words = _said(node, names)
    return f"({words})" if isinstance(node, looser) else words


def _negated(term: Node, names: Mapping[str, Named]) -> str:
    match term:
        case Answered(key):
            return f"{_operand(Name(key), names)} has no answer"
        case Compare():
            return _compared(term, names, _NOT)
        case Within(left, right):
            return _within(left, right, names, "is not", "is not among the answers to")
        case _:
            return f"it is not so that {_said(term, names)}"


def _compared(node: Compare, names: Mapping[str, Named], signs: Mapping[str, str]) -> str:
    days = isinstance(node.right, str) and DATE.fullmatch(node.right) and signs is _SIGNS
    sign = (_DAYS if days else signs)[node.sign]
    left = _value(node.left, node.right, names)
    return f"{left} {sign} {_value(node.right, node.left, names)}"


def _within(
    left: Operand, right: Name | tuple[Value, ...], names: Mapping[str, Named], is_: str, among: str
) -> str:  # fmt: skip
    if isinstance(right, Name):
        return f"{_value(left, right, names)} {among} {_operand(right, names)}"
    listed = [_value(item, left, names) for item in right]
    return f"{_operand(left, names)} {is_} {' or '.join(listed)}"


def _value(value: Operand, about: Operand, names: Mapping[str, Named]) -> str:
    """A written value in the words of the question that it is held against."""
    if not isinstance(value, str) or DATE.fullmatch(value):
        return _operand(value, names)
    if isinstance(about, Name) and about.key in names:
        return f"“{_short(names[about.key].answers.get(value, value), ANSWER)}”"
    return _operand(value, names)


def _operand(operand: Operand, names: Mapping[str, Named]) -> str:
    match operand:
        case Name(key):
            return f"“{names[key].text}”" if key in names else key
        case Sum(left, sign, right):
            return f"{_operand(left, names)} {sign} {_operand(right, names)}"
        case Call(name, parts):
            inner = ", ".join(
                _operand(part, names) if isinstance(part, Name | Sum | Call) else shown(part)
                for part in parts
            )
            return f"{_CALLS.get(name, name)} {inner}".strip()
        case _:
            return str(operand)


def _short(text: str, longest: int = LONGEST) -> str:
    plain = one_line(text)
    if len(plain) <= longest:
        return plain
    return plain[:longest].rsplit(" ", 1)[0].rstrip(",;:") + "…"
