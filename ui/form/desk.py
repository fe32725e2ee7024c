"""The form's only way to the world: whose answers these are, and what may be done with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from qa_tool.audit.consistency import Finding
from qa_tool.audit.form import Form
from ui.form.safety_panel import SafetyDesk

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """One step taken back or given again: this key now has this value (None: no answer)."""

    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Ready:
    """What stands between a draft and its end; each gap is the key to jump to, and a sentence."""

    gaps: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    unsettled: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many lines the list of what is missing has."""
        return len(self.gaps) + len(self.findings) + len(self.unsettled)


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action as the form asks for it, before it is raised."""

    key: str
    what: str
    owner: str
    owner_words: str
    priority: str
    due: date | None


class Desk(Protocol):
    """What the form asks for: an audit, a blind second reading, or a handed-in audit to look at.

    `verb` is what ends the work ("Hand in"); `afterwards` says in plain words what happens next.
    `keep` returns once the answer is on the disk, or raises known trouble.
    """

    form: Form
    title: str
    subtitle: str
    place: str
    verb: str
    afterwards: str
    may_act: bool
    modes: Sequence[tuple[str, str]]

    def facts(self) -> Sequence[Fact]:
        """The case in a few lines."""

    def history(self) -> Sequence[Fact]:
        """What happened so far: when, and what."""

    def clock(self) -> str:
        """The time now, as the foot says it: 14:32."""

    def keep(self, key: str, value: Any, *, merge: bool = False) -> None:
        """Keep one answer (None clears it)."""

    def undo(self) -> Moved | None:
        """Take the last answer back."""

    def redo(self) -> Moved | None:
        """Give it again."""

    def can_undo(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and something to redo."""

    def remember(self, key: str) -> None:
        """Remember where the person is."""

    def readiness(self) -> Ready:
        """What is missing."""

    def finish(self, overruled: Mapping[str, str], mode: str = "") -> None:
        """Hand in, or save the grades."""

    def owners(self) -> Sequence[tuple[str, str]]:
        """Who may own an action: ids and names."""

    def due_choices(self) -> Sequence[tuple[str, date]]:
        """By when an action may be due, in words and as dates."""

    def raise_action(self, action: NewAction) -> None:
        """Raise an action from a question."""

    def safety(self) -> SafetyDesk | None:
        """The safety stops of this case; None where none can be raised."""
