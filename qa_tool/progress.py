"""How long work tells how far it is, and hears that somebody wants it stopped."""

from typing import Protocol


class Progress(Protocol):
    """Told at each step; raises `qa_tool.errors.Cancelled` when the person stopped the work."""

    def step(self, done: int, total: int, words: str) -> None:
        """`done` of `total` steps are finished; `words` say what comes now."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, words: str) -> None:
        """Do nothing."""


SILENT = Silent()
