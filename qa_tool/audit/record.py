"""One audit as the rest of the program keeps it: who, what, when, and the grades that were given."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

State = Literal[
    "draft", "handed_in", "in_moderation", "agreed", "disputed", "signed_off", "closed",
]  # fmt: skip
Chosen = Literal[
    "", "inadequate", "safety", "random", "evidence", "picked", "reopened", "override", "consistency",
    "new_auditor",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit; team, worker and line are copied in at its start and never follow later moves.

    `line` holds the ids of the worker's managers upward. `parent` is the audit that this one
    reopens. `overall` and `grades` are the auditor's own and are kept for ever; `final_*` is what
    counts after moderation.
    """

    id: str
    allocation: str
    round: str
    case: str
    template: str
    version: str
    fingerprint: str
    auditor: str
    team: str
    area: str
    service: str
    worker: str
    line: tuple[str, ...]
    selection: str
    started: datetime
    handed_in: datetime | None = None
    signed_off: datetime | None = None
    state: State = "draft"
    overall: str = ""
    grades: dict[str, str] = field(default_factory=dict)
    implied: str = ""
    differs: bool = False
    mode: str = ""
    parent: str = ""
    chosen: Chosen = ""
    final_overall: str = ""
    final_grades: dict[str, str] = field(default_factory=dict)
