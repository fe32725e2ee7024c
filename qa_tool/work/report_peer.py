"""A redacted, read-only pack for a peer reviewer: first a draft to read, then the same pack released.

The rules that blank know the council's people, teams and references; no rule knows a child's name. So a
person reads the draft, and only exactly what they read may leave.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa_tool.audit.record import Audit
from qa_tool.disclosure.small import names_in
from qa_tool.errors import QAError, Refused
from qa_tool.figures.basis import COUNTED_STATES
from qa_tool.progress import SILENT, Progress
from qa_tool.report import peer as paper
from qa_tool.report.peer import PeerPack
from qa_tool.report.text import texts
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.theme import blanks
from qa_tool.theme.blanks import Known
from qa_tool.work import audit_list, inspection
from qa_tool.work import template as templates
from qa_tool.work.audit_list import AuditRow
from qa_tool.work.inspection import Release
from qa_tool.work.report_facts import dataset
from qa_tool.work.shield import hidden
from qa_tool.work.style import dressed
from qa_tool.work.workspace import Workspace

FILES = ("peer-pack.pdf", "peer-grades.xlsx")
_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """Which audits (by id, case number or reference), for whom and why, and the code of the draft that was read."""

    audits: tuple[str, ...]
    why: str
    to: str
    read: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: its code, whether it may leave, and the record of that."""

    files: tuple[Path, ...]
    code: str
    audits: tuple[str, ...]
    release: str = ""


Keep = Callable[[Release, Callable[[], None]], None]
"""Records a release and gives the folder its name in one act; a window does that in its own thread."""


def write(
    workspace: Workspace, asked: Asked, folder: Path, progress: Progress = SILENT,
    keep: Keep | None = None,
) -> Written:  # fmt: skip
    """Write the draft; or, with the code of the draft that was read, the pack itself, and record it."""
    workspace.need("qa_lead")
    if not asked.why.strip() or not asked.to.strip():
        raise QAError(
            "It is not said who gets the pack, and why.",
            "Name the reviewer's council and the review.",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QAError(f"{folder.name} is not an empty folder.", "Name a new folder.")
    audits = _chosen(workspace, asked.audits)
    known = _known(workspace, audits)
    data = tuple(dataset(workspace, None, audit=a.id, progress=progress) for a in audits)

    def pack(*, draft: bool) -> PeerPack:
        return PeerPack(
            data, asked.why.strip(), asked.to.strip(), draft,
            lambda text: blanks.blanked(text, known),
        )  # fmt: skip

    code = _code(pack(draft=False))
    _names_nobody(pack(draft=True), known)
    if asked.read and asked.read != code:
        raise Refused(
            "What you read is not what would leave: the audits, the reason or their words are not the same.",
            f"Write the draft again and read it; its code is {code}.",
        )
    made = pack(draft=not asked.read)
    kept = keep or (lambda record, name: let_out(workspace, record, name))
    release = _written(workspace, made, folder, (_record(workspace, asked, audits, code), kept))
    return Written(
        tuple(folder / name for name in FILES), code, tuple(a.id for a in audits), release
    )


def let_out(workspace: Workspace, record: Release, name: Callable[[], None]) -> None:
    """Record that the pack leaves, and give it its name: where one fails, neither is there."""
    workspace.need("qa_lead")
    with workspace.store.together():
        workspace.write("release", record.id, record)
        name()


def offered(workspace: Workspace) -> tuple[AuditRow, ...]:
    """The audits that a pack may hold, the latest first: signed off, of children, neither restricted nor withheld."""
    workspace.need("qa_lead")
    numbers = audit_list.numbers(workspace, audit_list.signed_off(), sort="handed_in", down=True)
    found = []
    for at in range(0, len(numbers), _AT_ONCE):
        rows = [row for row in audit_list.rows(workspace, list(numbers[at : at + _AT_ONCE])) if not row.shielded]  # fmt: skip
        audits = {a.id: a for a in audit_shelf.heads(workspace.store, numbers[at : at + _AT_ONCE])}
        cases = council_shelf.cases(workspace.store, [audits[row.id].case for row in rows])
        found += [
            row for row in rows
            if not cases[audits[row.id].case].restricted_to
            and not _about_a_worker(workspace, audits[row.id])
        ]  # fmt: skip
    return tuple(found)


def _chosen(workspace: Workspace, names: Sequence[str]) -> tuple[Audit, ...]:
    """The audits in the order they were named, each once; only those that are signed off."""
    if not names:
        raise QAError("No audit is chosen.", "Name audits by their id, or cases by their reference.")  # fmt: skip
    found: dict[str, Audit] = {}
    for name in names:
        one = audit_shelf.audit(workspace.store, name)
        ids = [one.id] if one is not None else inspection.open_case(workspace, name).audits
        whole = [audit_shelf.audit(workspace.store, id_) for id_ in ids]
        fit = {
            a.id: a for a in whole
            if a is not None and a.state in COUNTED_STATES
            and not audit_shelf.superseded(workspace.store, a.id)
        }  # fmt: skip
        if not fit:
            raise QAError(
                f"No audit of '{name}' is signed off.", "Choose audits whose grades are final."
            )
        found |= fit
    if hidden(workspace) & set(found):
        raise Refused(
            "One of these audits waits for your own blind second reading.",
            "Leave it out, or save your own grades first.",
        )
    if any(_about_a_worker(workspace, audit) for audit in found.values()):
        raise Refused(
            "One of these is about a worker: a personnel record does not leave in a pack.",
            "Leave it out.",
        )
    cases = council_shelf.cases(workspace.store, [audit.case for audit in found.values()])
    if any(case.restricted_to for case in cases.values()):
        raise Refused(
            "One of these files is restricted to named people, so it does not leave in a pack.",
            "Leave it out.",
        )
    return tuple(found.values())


def _about_a_worker(workspace: Workspace, audit: Audit) -> bool:
    return templates.by_fingerprint(workspace, audit.fingerprint).subject == "worker"


def _known(workspace: Workspace, audits: Sequence[Audit]) -> Known:
    """Everybody and every place that the council knows by name, and the numbers of these cases."""
    cases = council_shelf.cases(workspace.store, [audit.case for audit in audits]).values()
    places = (
        *(t.name for t in workspace.teams.values()),
        *(a.name for a in workspace.areas.values()),
    )
    numbers = [number for case in cases for number in (case.reference, case.council_number)]
    return Known(
        tuple(person.name for person in workspace.people.values()), places,
        tuple(number for number in numbers if number),
    )  # fmt: skip


def _code(pack: PeerPack) -> str:
    """The same words give the same code: what was read is what leaves."""
    said = "\x1f".join(texts(paper.build(pack).blocks))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _names_nobody(pack: PeerPack, known: Known) -> None:
    """Nothing that the council knows by name may stand in it, wherever it came from."""
    names = (*known.people, *known.references, *(a.audits[0].id for a in pack.audits))
    if names_in(texts(paper.build(pack)), names):
        raise Refused(
            "The pack would still name somebody or a case, so it was not written.",
            "Look at why it is asked for and at the titles of the templates: these are printed as they are.",
        )


def _record(
    workspace: Workspace, asked: Asked, audits: Sequence[Audit], code: str
) -> Release | None:
    if not asked.read:
        return None
    return Release(
        workspace.ids.new_id("rel"), f"Redacted pack for a peer reviewer, code {code}", asked.why.strip(),
        asked.to.strip(), tuple(a.id for a in audits), workspace.person.id, workspace.clock.now(),
    )  # fmt: skip


def _written(
    workspace: Workspace, pack: PeerPack, folder: Path, release: tuple[Release | None, Keep]
) -> str:
    """Both files beside the target first; the folder gets its name in the same act that records it."""
    from qa_tool.export.file import sentence

    record, keep = release
    try:
        made = Path(tempfile.mkdtemp(prefix=".case-audit-", dir=folder.absolute().parent))
    except OSError as error:
        raise sentence(error, folder) from error
    try:
        _fill(workspace, pack, made)
        if record is None:
            _name(made, folder)
        else:
            keep(record, lambda: _name(made, folder))
    except OSError as error:
        raise sentence(error, folder) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return record.id if record else ""


def _fill(workspace: Workspace, pack: PeerPack, folder: Path) -> None:
    from qa_tool.export import pdf, xlsx

    report, sheets = (
        dressed(workspace.policy, paper.build(pack)),
        dressed(workspace.policy, paper.workbook(pack)),
    )
    if pack.draft:
        report = replace(report, marking=paper.DRAFT)
        sheets = replace(sheets, marking=paper.DRAFT)
    pdf.write(report, folder / FILES[0], SILENT)
    xlsx.write(sheets, folder / FILES[1], SILENT)


def _name(made: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()
    made.rename(folder)
