"""What is wrong in material that somebody gave us: where, what, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in given material; `code` is stable, so that tests and help can name it."""

    severity: Severity
    where: str
    what: str
    cure: str
    code: str

    def __str__(self) -> str:
        """One line for a terminal: where, what, cure."""
        return f"{self.where}: {self.what} {self.cure}".rstrip()


def errors(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Only those that stop the work."""
    return tuple(problem for problem in problems if problem.severity == "error")
