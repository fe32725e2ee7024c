"""The rules language of templates ("ask when", "required when", answer rules): parsed to a tree.

`and or not == != < > in answered(x)`, parentheses, question keys, 'texts', numbers, ['lists'].
Comparing something unanswered is false, and so is `!=`; only `not answered(x)` sees blanks.
An answer marked not applicable counts as answered and equals the text 'not_applicable'.
`in` asks whether anything on its left is among what is on its right, so it serves several choices.
`<` and `>` compare two numbers, or two dates written as '2026-11-21'; anything else is false.
Numbers may be reckoned with `+ - * /`, parentheses and the functions of functions.py; `matches(x,
'pattern')` tests a text. A calculation is the same without a comparison: `round(a.x * 100 / a.y)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from qa_tool.template.grammar import Parser
from qa_tool.template.nodes import (
    Mention,
    Node,
    Operand,
    mentions,
    names,
    renamed,
    shown,
    written,
)
from qa_tool.template.tokens import BadCondition, tokens_of
from qa_tool.template.truth import TODAY, blank, holds, worth

__all__ = [
    "TODAY", "BadCondition", "Calculation", "Condition", "Mention", "blank", "calculation", "parse",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that was understood; `str` writes it so that it reads back to the same tree."""

    tree: Node

    def names(self) -> frozenset[str]:
        """The keys of the questions that it looks at."""
        return frozenset(names(self.tree))

    def holds(self, answers: Mapping[str, object]) -> bool:
        """Whether it is true of these answers; it never raises, whatever the answers are."""
        return holds(self.tree, answers)

    def mentions(self) -> tuple[Mention, ...]:
        """Each written value with the question that it is compared with, for checking choices."""
        return tuple(mentions(self.tree))

    def about(self, rename: Callable[[str], str]) -> "Condition":
        """The same condition about other questions."""
        return Condition(renamed(self.tree, rename))

    def __str__(self) -> str:
        return written(self.tree)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation that was understood; `str` writes it so that it reads back to the same tree."""

    tree: Operand

    def names(self) -> frozenset[str]:
        """The keys of the questions that it looks at."""
        return frozenset(names(self.tree))

    def mentions(self) -> tuple[Mention, ...]:
        """Each written value with the question that it is compared with, for checking choices."""
        return tuple(mentions(self.tree))

    def worth(self, answers: Mapping[str, object]) -> object:
        """What comes out, None where it cannot be worked out; it never raises."""
        found = worth(self.tree, answers)
        return None if blank(found) else found

    def about(self, rename: Callable[[str], str]) -> "Calculation":
        """The same calculation about other questions."""
        return Calculation(renamed(self.tree, rename))

    def __str__(self) -> str:
        return shown(self.tree)


@lru_cache(maxsize=4_096)
def parse(text: str) -> Condition:
    """Read a condition; raises BadCondition with the column, what is wrong, and what to do."""
    parser = Parser(tokens_of(text))
    tree = parser.either(0)
    parser.finish()
    return Condition(tree)


@lru_cache(maxsize=1_024)
def calculation(text: str) -> Calculation:
    """Read a calculation; raises BadCondition with the column, what is wrong, and what to do."""
    parser = Parser(tokens_of(text))
    tree = parser.reckoned(0)
    parser.finish()
    return Calculation(tree)
