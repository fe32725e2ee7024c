"""Whether a condition is true of given answers, and what a calculation makes of them."""

from collections.abc import Mapping

from qa_tool.template.functions import called, matches, reckon
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
    Sign,
    Sum,
    Value,
    Within,
)

TODAY = "today()"  # under this key answers may hold the day on which they are looked at


def blank(value: object) -> bool:
    """Whether a value is no answer at all: nothing, empty, or only spaces."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | tuple | dict) and not value)


def holds(node: Node, answers: Mapping[str, object]) -> bool:  # noqa: PLR0911 - one for each kind
    """Whether the tree is true of these answers; total over whatever JSON can hold."""
    match node:
        case And(terms):
            return all(holds(term, answers) for term in terms)
        case Or(terms):
            return any(holds(term, answers) for term in terms)
        case Not(term):
            return not holds(term, answers)
        case Answered(key):
            return not blank(answers.get(key))
        case Matches(text, pattern):
            return matches(worth(text, answers), pattern)
        case Within(left, right):
            return _within(worth(left, answers), worth(right, answers))
        case Compare(left, sign, right):
            return _compared(worth(left, answers), sign, worth(right, answers))


def worth(operand: Operand | tuple[Value, ...], answers: Mapping[str, object]) -> object:
    """What an operand stands for, None where it is blank; not applicable reads 'not_applicable'."""
    match operand:
        case Name(key):
            value = answers.get(key)
            na = isinstance(value, dict) and value.get("na") is True
            return "not_applicable" if na else value
        case Sum(left, sign, right):
            return reckon(worth(left, answers), sign, worth(right, answers))
        case Call("today"):
            return answers.get(TODAY)
        case Call("if", (test, yes, no)):
            return worth(yes if holds(test, answers) else no, answers)  # type: ignore[arg-type]
        case Call(name, parts):
            return called(name, [worth(part, answers) for part in parts])  # type: ignore[arg-type]
        case _:
            return operand


def _compared(left: object, sign: Sign, right: object) -> bool:
    if blank(left) or blank(right):
        return False
    match sign:
        case "==":
            return _same(left, right)
        case "!=":
            return not _same(left, right)
        case "<":
            return _before(left, right)
        case ">":
            return _before(right, left)


def _same(left: object, right: object) -> bool:
    """Equal, and of one sort: True is no number here, and a list equals nothing."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return isinstance(left, int | float) and isinstance(right, int | float) and left == right


def _before(left: object, right: object) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return bool(DATE.fullmatch(left) and DATE.fullmatch(right)) and left < right
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left < right
    return False


def _within(left: object, right: object) -> bool:
    if blank(left) or blank(right):
        return False
    wanted = _several(right)
    return any(_same(item, other) for item in _several(left) for other in wanted)


def _several(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]
