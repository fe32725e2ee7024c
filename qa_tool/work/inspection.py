"""The inspection drawer: a case number typed, and everything stands there; the last months' audits, printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from qa_tool.audit.record import Audit
from qa_tool.calendar import months_on
from qa_tool.council.model import Case, Role
from qa_tool.errors import QAError, Refused
from qa_tool.progress import SILENT, Progress
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import inspection as shelf
from qa_tool.work import audit_list
from qa_tool.work import template as templates
from qa_tool.work.council import may_see_number
from qa_tool.work.inspection_part import Looked, Part, parts
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")
MONTHS = 6
_FINAL = {"signed_off", "closed"}


@dataclass(frozen=True, slots=True)
class Drawer:
    """Everything of one case; `withheld` audits wait for this person's own blind second reading."""

    case: str
    reference: str
    number: str
    kind: str
    team: str
    worker: str
    parts: tuple[Part, ...]
    withheld: int
    audits: tuple[str, ...]


def open_case(workspace: Workspace, text: str) -> Drawer:
    """The drawer of the case with this council number or reference, as it is typed."""
    workspace.need(*ROLES)
    case = _found(workspace, text)
    blind = hidden(workspace)
    every = _audits(workspace, case)
    withheld = [audit for audit in every if audit.id in blind]
    # The versions before one that waits would tell what it was graded.
    unseen = blind | {v.id for a in withheld for v in audit_shelf.chain(workspace.store, a.id)}
    seen = tuple(audit for audit in every if audit.id not in unseen)
    looked = Looked(case, seen)
    return Drawer(
        case.id, case.reference, case.council_number if may_see_number(workspace, case.id) else "",
        case.kind, workspace.team_name(case.team), workspace.name(case.worker),
        parts(workspace, looked), len(withheld),
        tuple(a.id for a in seen if not audit_shelf.superseded(workspace.store, a.id)),
    )  # fmt: skip


def _found(workspace: Workspace, text: str) -> Case:
    """By the reference or the council's number; spaces and small letters do not matter."""
    typed = text.strip()
    if not typed:
        raise QAError("No case number is typed.", "Type the council's number or the reference.")
    for attempt in dict.fromkeys((typed, typed.upper(), "".join(typed.split()).upper())):
        case = council_shelf.case_by_number(workspace.store, attempt)
        if case is not None:
            return case
    kept = workspace.policy.keep_council_number
    cure = "Look at the number again, or type the random reference, such as K7Q3-MD9."
    if not kept:
        cure = "This council keeps no case numbers here: type the random reference."
    raise QAError("There is no case with this number here.", cure)


def _audits(workspace: Workspace, case: Case) -> list[Audit]:
    """Every handed-in audit of the case with its grades, the latest first, also those replaced."""
    numbers: list[int] = []
    for replaced in (False, True):
        wanted = audit_shelf.Wanted(case=case.id, superseded=replaced)
        numbers += audit_shelf.rows_of(workspace.store, wanted)
    heads = audit_shelf.heads(workspace.store, numbers)
    whole = (audit_shelf.audit(workspace.store, one.id) for one in heads)
    found = [audit for audit in whole if audit is not None]
    return sorted(found, key=lambda a: a.handed_in or a.started, reverse=True)


@dataclass(frozen=True, slots=True)
class Listed:
    """One audit of the last months: first and final grade by name, and how far its actions are."""

    id: str
    reference: str
    title: str
    team: str
    handed_in: datetime | None
    first: str
    final: str
    state: str
    actions: int
    unfinished: int
    overdue: int
    withheld: bool

    @property
    def action_words(self) -> str:
        """The state of its actions in words."""
        if self.withheld:
            return ""
        if not self.actions:
            return "No action"
        if self.overdue:
            return f"{self.overdue} of {self.actions} overdue"
        left = self.unfinished
        return f"{left} of {self.actions} open" if left else f"All {self.actions} finished"


def since(workspace: Workspace, months: int = MONTHS) -> date:
    """The first day of the last so many months."""
    if not 1 <= months <= 120:
        raise QAError(f"{months} months cannot be listed.", "Type a number from 1 to 120.")
    return months_on(workspace.clock.today(), -months)


def numbers(
    workspace: Workspace, months: int = MONTHS, *, sort: str = "handed_in", down: bool = True,
    text: str = "",
) -> list[int]:  # fmt: skip
    """The row numbers of the audits handed in during the last months, in order."""
    workspace.need(*ROLES)
    wanted = audit_shelf.Wanted(since=since(workspace, months).isoformat())
    return audit_list.numbers(workspace, wanted, sort=sort, down=down, text=text)


def rows(workspace: Workspace, wanted: Sequence[int]) -> list[Listed]:
    """The lines of these row numbers, blind where they must be."""
    workspace.need(*ROLES)
    audits = {a.id: a for a in audit_shelf.heads(workspace.store, wanted)}
    counted = shelf.action_counts(workspace.store, audits, workspace.clock.today())
    out = []
    for row in audit_list.rows(workspace, list(wanted)):
        template = templates.by_fingerprint(workspace, audits[row.id].fingerprint)
        scale = template.scale_of()
        names = {grade.key: grade.name for grade in scale.grades}
        n, open_, late = (0, 0, 0) if row.shielded else counted.get(row.id, (0, 0, 0))
        out.append(
            Listed(
                row.id, row.reference, row.title, row.team, row.handed_in,
                names.get(row.first, row.first), _final(row, names), row.state_words,
                n, open_, late, row.shielded,
            )
        )  # fmt: skip
    return out


def _final(row: audit_list.AuditRow, names: Mapping[str, str]) -> str:
    """The grade that counts, once somebody has signed it off; an inspector is told no other."""
    if row.state not in _FINAL or row.shielded:
        return ""
    return names.get(row.final, row.final)


def recent(workspace: Workspace, months: int = MONTHS) -> tuple[Listed, ...]:
    """The audits of the last months, the latest first."""
    found = numbers(workspace, months)
    return tuple(
        row for at in range(0, len(found), 500) for row in rows(workspace, found[at : at + 500])
    )


# --- printing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Release:
    """Data that left the program: what, why, to whom, and which audits."""

    id: str
    what: str
    why: str
    to: str
    audits: tuple[str, ...]
    by: str
    at: datetime


def release(workspace: Workspace, audits: Sequence[str], why: str, to: str = "Inspection") -> str:
    """Record that these audits are printed for somebody outside; returns the id of the record."""
    workspace.need(*ROLES)
    if not why.strip():
        raise QAError(
            "It is not said why they leave the program.",
            "Say in a few words who asked for them, and for what.",
        )
    if not audits:
        raise QAError("No audit is chosen.", "Choose the audits to print.")
    if hidden(workspace).intersection(audits):
        raise Refused(
            "One of these audits waits for your own blind second reading.",
            "Leave it out, or save your own grades first.",
        )
    kept = Release(
        workspace.ids.new_id("rel"), "Audit feedback as PDF", why.strip(), to.strip(),
        tuple(audits), workspace.person.id, workspace.clock.now(),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("release", kept.id, kept)
    return kept.id


def audits_of(workspace: Workspace, cases: Sequence[str], months: int = MONTHS) -> tuple[str, ...]:
    """The audits to print: those of these cases, or all of the last months; none that is withheld."""
    if not cases:
        return tuple(row.id for row in recent(workspace, months) if not row.withheld)
    return tuple(one for text in cases for one in open_case(workspace, text).audits)


def print_audits(
    workspace: Workspace, audits: Sequence[str], folder: Path, progress: Progress = SILENT
) -> tuple[Path, ...]:
    """Write the feedback report of each audit as PDF into a folder; call `release` first."""
    from qa_tool.work import report

    workspace.need(*ROLES)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for done, audit_id in enumerate(audits):
        progress.step(done, len(audits), "Printing the audits")
        view = audit_list.view(workspace, audit_id)
        day = f" {view.audit.handed_in:%Y-%m-%d}" if view.audit.handed_in else ""
        target = _free(folder, f"Audit {view.case.reference}{day}", written)
        written.append(report.write(workspace, "audit", target, report.Scope(audit=audit_id)))
    progress.step(len(audits), len(audits), "Printed")
    return tuple(written)


def _free(folder: Path, name: str, written: Sequence[Path]) -> Path:
    """Two audits of one case on one day get two files; a file of an earlier print is written over."""
    target, number = folder / f"{name}.pdf", 2
    while target in written:
        target, number = folder / f"{name} ({number}).pdf", number + 1
    return target
