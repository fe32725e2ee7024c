"""What the inspection drawer shows of a case: parts of lines. Another noun adds its part in one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Literal

from qa_tool.audit.record import Audit
from qa_tool.council.model import Case
from qa_tool.work.workspace import Workspace

Tone = Literal["", "success", "warning", "danger", "info"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, what, in whose words, how it stands, and where it opens."""

    on: date | None
    title: str
    detail: str = ""
    state: str = ""
    tone: Tone = ""
    page: str = ""
    place: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the drawer with its lines; `empty` is said where there is none."""

    key: str
    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What every part is handed: the case, and its audits that this person may see into now.

    What is withheld by the blind is not among `audits`: a part that goes by these shows nothing of it.
    """

    case: Case
    audits: tuple[Audit, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the audits that may be seen."""
        return frozenset(audit.id for audit in self.audits)


PARTS: tuple[str, ...] = (
    "qa_tool.work.inspection_case:audits",
    "qa_tool.work.inspection_case:readings",
    "qa_tool.work.inspection_case:replies",
    "qa_tool.work.inspection_case:actions",
    "qa_tool.work.inspection_case:stops",
)
"""Each "module:function" is called with (workspace, Looked) and gives a Part; shown in this order."""


def parts(workspace: Workspace, looked: Looked, names: Sequence[str] = PARTS) -> tuple[Part, ...]:
    """Every part of the drawer."""
    return tuple(_load(name)(workspace, looked) for name in names)


def _load(name: str) -> Callable[[Workspace, Looked], Part]:
    module, function = name.split(":")
    found: Callable[[Workspace, Looked], Part] = getattr(import_module(module), function)
    return found
