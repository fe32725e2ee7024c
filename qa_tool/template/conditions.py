"""The rules language of templates ("ask when", "required when", answer rules): parsed to a tree.

`and or not == != < > in answered(x)`, parentheses, question keys, 'texts', numbers, ['lists'].
Comparing something unanswered is false, and so is `!=`; only `not answered(x)` sees blanks.
An answer marked not applicable counts as answered and equals the text 'not_applicable'.
`in` asks whether anything on its left is among what is on its right, so it serves several choices.
`<` and `>` compare two numbers, or two dates written as '2026-11-21'; anything else is false.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from qa_tool.template.grammar import Parser
from qa_tool.template.nodes import Mention, Node, mentions, names, written
from qa_tool.template.tokens import BadCondition, tokens_of
from qa_tool.template.truth import blank, holds

__all__ = ["BadCondition", "Condition", "Mention", "blank", "parse"]


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

    def __str__(self) -> str:
        return written(self.tree)


@lru_cache(maxsize=4_096)
def parse(text: str) -> Condition:
    """Read a condition; raises BadCondition with the column, what is wrong, and what to do."""
    parser = Parser(tokens_of(text))
    tree = parser.either(0)
    parser.finish()
    return Condition(tree)
