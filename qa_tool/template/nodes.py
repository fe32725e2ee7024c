"""The tree of a condition or a calculation: its kinds of node, the questions it names, how it is written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Sign = Literal["==", "!=", "<", ">"]
Reckoning = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Name:
    """A question's full key, standing for its answer."""

    key: str


Value = str | int | float


@dataclass(frozen=True, slots=True)
class Sum:
    """Two things reckoned together by one sign."""

    left: "Operand"
    sign: Reckoning
    right: "Operand"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language with what it is given; the first part of `if` is a condition."""

    name: str
    parts: tuple["Operand | Node", ...] = ()


Operand = Name | Value | Sum | Call


@dataclass(frozen=True, slots=True)
class Compare:
    """Two things compared by one sign."""

    left: Operand
    sign: Sign
    right: Operand


@dataclass(frozen=True, slots=True)
class Within:
    """Something that is among a list, or among the answers of a question with several choices."""

    left: Operand
    right: Name | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether a question has an answer."""

    key: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Whether a text as a whole has a pattern."""

    text: Operand
    pattern: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of one term."""

    term: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of the terms."""

    terms: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the terms."""

    terms: tuple["Node", ...]


Node = Compare | Within | Answered | Matches | Not | And | Or
Tree = Operand | Node


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a condition holds a question's answer against a written value."""

    key: str
    sign: str
    value: Value


def names(tree: Tree | tuple[Value, ...]) -> Iterator[str]:
    """Every question key in the tree, from left to right."""
    if isinstance(tree, Name | Answered):
        yield tree.key
    for part in _parts(tree):
        yield from names(part)


def _parts(tree: Tree | tuple[Value, ...]) -> tuple[Tree | tuple[Value, ...], ...]:
    """What a node is made of, from left to right."""
    match tree:
        case And(terms) | Or(terms):
            return terms
        case Not(term):
            return (term,)
        case Compare(left, _, right) | Within(left, right) | Sum(left, _, right):
            return (left, right)
        case Call(_, parts):
            return parts
        case Matches(text):
            return (text,)
        case _:
            return ()


def renamed(tree: Any, rename: Callable[[str], str]) -> Any:  # noqa: PLR0911 - one for each kind of node
    """The same tree about other questions."""
    match tree:
        case Name(key) | Answered(key):
            return replace(tree, key=rename(key))
        case And(terms) | Or(terms):
            return replace(tree, terms=tuple(renamed(term, rename) for term in terms))
        case Not(term):
            return Not(renamed(term, rename))
        case Compare(left, _, right) | Within(left, right) | Sum(left, _, right):
            return replace(tree, left=renamed(left, rename), right=renamed(right, rename))
        case Call(_, parts):
            return replace(tree, parts=tuple(renamed(part, rename) for part in parts))
        case Matches(text):
            return replace(tree, text=renamed(text, rename))
        case _:
            return tree


def mentions(tree: Tree | tuple[Value, ...]) -> Iterator[Mention]:
    """Every written value with the question that it is compared with."""
    match tree:
        case Compare(left, sign, right):
            yield from _mentioned(left, sign, right)
            yield from _mentioned(right, sign, left)
        case Within(left, right):
            for item in right if isinstance(right, tuple) else ():
                yield from _mentioned(left, "in", item)
            yield from _mentioned(right, "in", left)
    for part in _parts(tree):
        yield from mentions(part)


def _mentioned(name: Operand | tuple[Value, ...], sign: str, value: Operand) -> Iterator[Mention]:
    if isinstance(name, Name) and isinstance(value, str | int | float):
        yield Mention(name.key, sign, value)


def written(node: Node) -> str:  # noqa: PLR0911 - one for each kind of node
    """The tree as text that reads back to the same tree."""
    match node:
        case Or(terms):
            return " or ".join(_inside(term, Or) for term in terms)
        case And(terms):
            return " and ".join(_inside(term, And, Or) for term in terms)
        case Not(term):
            return f"not {_inside(term, And, Or)}"
        case Answered(key):
            return f"answered({key})"
        case Matches(text, pattern):
            return f"matches({shown(text)}, {shown(pattern)})"
        case Compare(left, sign, right):
            return f"{shown(left)} {sign} {shown(right)}"
        case Within(left, right):
            return f"{shown(left)} in {shown(right)}"


def _inside(term: Node, *looser: type) -> str:
    return f"({written(term)})" if isinstance(term, looser) else written(term)


def shown(operand: Operand | Node | tuple[Value, ...]) -> str:  # noqa: PLR0911 - one for each kind of node
    """An operand as text that reads back to the same tree."""
    match operand:
        case Name(key):
            return key
        case str():
            return "'" + operand.replace("'", "''") + "'"
        case tuple():
            return "[" + ", ".join(shown(item) for item in operand) + "]"
        case float():
            return f"{Decimal(repr(operand)):f}"
        case int():
            return str(operand)
        case Sum(left, sign, right):
            return f"{_joined(left, sign)} {sign} {_joined(right, sign, right=True)}"
        case Call(name, parts):
            return f"{name}({', '.join(shown(part) for part in parts)})"
        case _:
            return written(operand)


def _joined(side: Operand, sign: str, *, right: bool = False) -> str:
    """One side of a sum, in parentheses where it would be read otherwise."""
    tight = {"*", "/"}
    loose = isinstance(side, Sum) and (
        (sign in tight and side.sign not in tight)
        or (right and (side.sign in tight) == (sign in tight))
    )
    return f"({shown(side)})" if loose else shown(side)
