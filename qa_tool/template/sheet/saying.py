"""Conditions and calculations of ours written as expressions of XLSForm, where XLSForm has them."""

import re

from qa_tool.errors import QAError
from qa_tool.template.conditions import BadCondition, calculation, parse
from qa_tool.template.expression import BadExpression, NotCarried
from qa_tool.template.nodes import (
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
    Within,
    shown,
)
from qa_tool.template.sheet.asking import Asking
from qa_tool.template.sheet.names import Names

_COUNTED = re.compile(r"count-selected\(\$\{([^{}]*)\}\)")


class Unsaid(QAError):
    """Something of ours that no expression of XLSForm says."""

    def __init__(self) -> None:
        super().__init__("XLSForm has no words for it.")


def condition_said(text: str, names: Names, own: str) -> tuple[str, bool]:
    """The expression for a condition, and whether reading it gives the same text; '' where there is none."""
    try:
        said = _counting(truth(parse(text).tree, own), names)
        return said, Asking(names, own).condition(said) == text
    except (Unsaid, BadCondition, BadExpression, NotCarried):
        return "", False


def calculation_said(text: str, names: Names, own: str) -> tuple[str, bool]:
    """The expression for a calculation, and whether reading it gives the same text."""
    try:
        said = _counting(value(calculation(text).tree, own), names)
        return said, Asking(names, own).calculation(said) == text
    except (Unsaid, BadCondition, BadExpression, NotCarried):
        return "", False


def _counting(said: str, names: Names) -> str:
    """Entries of a group are counted by count( ), choices of a question by count-selected( )."""

    def one(found: re.Match[str]) -> str:
        meant = names.own(found[1])
        many = meant is not None and (meant.kind == "group" or bool(meant.group))
        return f"count(${{{found[1]}}})" if many else found[0]

    return _COUNTED.sub(one, said)


def truth(node: Node, own: str = "") -> str:  # noqa: PLR0911 - one for each kind of node
    """One condition as an expression."""
    match node:
        case And(terms):
            return " and ".join(_inside(term, own, Or) for term in terms)
        case Or((Compare(left, "<" | ">" as sign, right), Compare(same, "==", other))) if (
            left == same and right == other
        ):
            return f"{value(left, own)} {sign}= {value(right, own)}"
        case Or(terms):
            return " or ".join(_inside(term, own, And) for term in terms)
        case Not(Answered(key)):
            return f"{_ref(key, own)} = ''"
        case Not(term):
            return f"not({truth(term, own)})"
        case Answered(key):
            return f"{_ref(key, own)} != ''"
        case _:
            return _compared(node, own)


def _inside(term: Node, own: str, *looser: type) -> str:
    said = truth(term, own)
    joined = isinstance(term, looser) or (
        isinstance(term, Within | Compare) and (" or " in said or " and " in said)
    )
    return f"({said})" if joined else said


def _compared(node: Node, own: str) -> str:
    match node:
        case Compare(Name(key), "!=", right):
            ref = _ref(key, own)
            return f"{ref} != '' and not({ref} = {value(right, own)})"
        case Compare(left, "==", right):
            return f"{value(left, own)} = {value(right, own)}"
        case Compare(left, "<" | ">" as sign, right):
            return f"{value(left, own)} {sign} {value(right, own)}"
        case Within(Name(key), tuple() as values):
            ref = _ref(key, own)
            return " or ".join(f"{ref} = {value(one, own)}" for one in values)
        case Within(str() | int() | float() | Name() as what, Name(key)):
            return f"selected({_ref(key, own)}, {value(what, own)})"
        case Matches(text, pattern):
            return f"regex({value(text, own)}, {_quoted(pattern)})"
    raise Unsaid


def value(operand: Operand | Node, own: str = "") -> str:
    """Something that has a value as an expression."""
    match operand:
        case Name(key):
            return _ref(key, own)
        case str():
            return _quoted(operand)
        case int() | float():
            return shown(operand)
        case Sum(left, sign, right):
            sides = (
                f"({value(s, own)})" if isinstance(s, Sum) else value(s, own) for s in (left, right)
            )
            return f" {'div' if sign == '/' else sign} ".join(sides)
        case Call():
            return _called(operand, own)
    return truth(operand, own)


def _called(call: Call, own: str) -> str:
    parts = [value(part, own) for part in call.parts]
    match call.name, parts:
        case "days", [since, until]:
            return f"{until} - {since}"
        case "round", [number]:
            return f"round({number}, 0)"
        case "length", [text]:
            return f"string-length({text})"
        case "count", [one] if isinstance(call.parts[0], Name):
            return f"count-selected({one})"
        case (("if" | "coalesce" | "sum" | "min" | "max" | "round" | "today"), _):
            return f"{call.name}({', '.join(parts)})"
    raise Unsaid


def _ref(key: str, own: str) -> str:
    if "#" in key:
        raise Unsaid  # what stands beside an answer is no question of the form
    return "." if key == own else f"${{{key}}}"


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    if '"' in text:
        raise Unsaid
    return f'"{text}"'
