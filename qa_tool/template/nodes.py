"""The tree of a condition: its kinds of node, the questions it names, and how it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Sign = Literal["==", "!=", "<", ">"]


@dataclass(frozen=True, slots=True)
class Name:
    """A question's full key, standing for its answer."""

    key: str


Value = str | int | float
Operand = Name | Value


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


Node = Compare | Within | Answered | Not | And | Or


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a condition holds a question's answer against a written value."""

    key: str
    sign: str
    value: Value


def names(node: Node) -> Iterator[str]:
    """Every question key in the tree, from left to right."""
    match node:
        case And(terms) | Or(terms):
            for term in terms:
                yield from names(term)
        case Not(term):
            yield from names(term)
        case Answered(key):
            yield key
        case Compare(left, _, right) | Within(left, right):
            yield from (side.key for side in (left, right) if isinstance(side, Name))


def mentions(node: Node) -> Iterator[Mention]:
    """Every written value with the question that it is compared with."""
    match node:
        case And(terms) | Or(terms):
            for term in terms:
                yield from mentions(term)
        case Not(term):
            yield from mentions(term)
        case Compare(left, sign, right):
            yield from _mentioned(left, sign, right)
            yield from _mentioned(right, sign, left)
        case Within(left, right):
            for item in right if isinstance(right, tuple) else ():
                yield from _mentioned(left, "in", item)
            yield from _mentioned(right, "in", left)
        case Answered():
            return


def _mentioned(name: Operand | tuple[Value, ...], sign: str, value: Operand) -> Iterator[Mention]:
    if isinstance(name, Name) and not isinstance(value, Name):
        yield Mention(name.key, sign, value)


def written(node: Node) -> str:
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
        case Compare(left, sign, right):
            return f"{_shown(left)} {sign} {_shown(right)}"
        case Within(left, right):
            return f"{_shown(left)} in {_shown(right)}"


def _inside(term: Node, *looser: type) -> str:
    return f"({written(term)})" if isinstance(term, looser) else written(term)


def _shown(operand: Operand | tuple[Value, ...]) -> str:
    match operand:
        case Name(key):
            return key
        case str():
            return "'" + operand.replace("'", "''") + "'"
        case tuple():
            return "[" + ", ".join(_shown(item) for item in operand) + "]"
        case float():
            return f"{Decimal(repr(operand)):f}"
        case _:
            return str(operand)
