"""The subject-access bundle: gathered, written for the reviewer and as a working copy, recorded as a release.

The blind holds: what waits for this person's own second reading is not in it, and the bundle says so.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from qa_tool.audit.record import Audit
from qa_tool.council.model import Case, Person
from qa_tool.errors import QAError
from qa_tool.ledger.entry import Entry
from qa_tool.progress import SILENT, Progress
from qa_tool.report import subject_access as paper
from qa_tool.report.subject_access import Bundle, Item, Section
from qa_tool.retention.model import Hold
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import retention as shelf
from qa_tool.theme.blanks import Known
from qa_tool.work import template as templates
from qa_tool.work.erasing import case_named, person_named
from qa_tool.work.inspection import Release
from qa_tool.work.retention import ON_REQUEST, ROLES
from qa_tool.work.shield import hidden
from qa_tool.work.style import dressed
from qa_tool.work.subject_access_facts import Marker, audit_item, by_object, item, vocabulary
from qa_tool.work.workspace import Workspace

Whose = Literal["child", "worker"]
FILES = ("subject-access-review.pdf", "subject-access-working-copy.docx")
_TITLES = {
    "case": "The case's own record",
    "person": "The person's own record",
    "allocation": "Given out to be audited",
    "moderation": "Second readings",
    "dispute": "Disputes",
    "feedback": "Feedback given",
    "reply": "Replies",
    "supervision": "Taken to supervision",
    "voice": "Voices",
    "quotation": "Quotations",
    "action": "Actions",
    "safety": "Safety stops",
    "notice": "QA notices",
    "sign_off": "Sign-offs",
    "reopen": "Reopenings",
    "tag": "Themes found",
    "note": "Own answers of a second reader",
    "release": "What has left the program",
}
_SINGLE = {
    "moderation": "Second reading", "dispute": "Dispute or remark", "reply": "Reply", "voice": "Voice",
    "quotation": "Quotation", "action": "Action", "safety": "Safety stop", "notice": "Notice or step of one",
    "sign_off": "Sign-off", "reopen": "Reopening", "tag": "Theme", "release": "Release",
}  # fmt: skip
_WORKERS = frozenset({
    "person", "moderation", "dispute", "feedback", "reply", "supervision", "voice", "action", "notice",
    "sign_off", "reopen", "note",
})  # fmt: skip
_THEIR_OWN = frozenset({"person", "reply", "supervision", "voice"})
# About many children at once, or about none: a sample, a session, what is published.
_APART = frozenset({
    "draw", "caselist", "enrol", "revoke", "policy", "diagnostic", "publication", "template", "erase",
    "disposal", "hold", "round", "audit", "calibration",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose bundle, for whom and why; `personnel` takes observations and supervision audits in."""

    whose: Whose
    of: str
    why: str
    to: str
    personnel: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, how many places are marked, and the record of it."""

    files: tuple[Path, ...]
    marks: int
    release: str


Keep = Callable[[Release, Callable[[], None]], None]
"""Records a release and gives the folder its name in one act; a window does that in its own thread."""


def gather(workspace: Workspace, asked: Asked) -> tuple[Bundle, tuple[str, ...]]:
    """Everything held, marked, and the audits among it; nothing is written."""
    with workspace.store.snapshot():
        found = find(workspace, asked)
        if isinstance(found, Case):
            return _child(workspace, asked, found)
        return _worker(workspace, asked, found)


def find(workspace: Workspace, asked: Asked) -> Case | Person:
    """Whom it is about; refuses where that, the reason or the reviewer is missing."""
    workspace.need(*ROLES)
    if not asked.why.strip() or not asked.to.strip():
        raise QAError(
            "It is not said who asked for it, and who reviews it.",
            "Name the request and its date, and the reviewer.",
        )
    if asked.whose == "worker":
        return workspace.people[person_named(workspace, asked.of)]
    case = case_named(workspace, asked.of)
    if case.subject == "worker":
        raise QAError(
            "This record is about a practitioner.", "Make the practitioner's bundle, by their name."
        )
    return case


def _child(workspace: Workspace, asked: Asked, case: Case) -> tuple[Bundle, tuple[str, ...]]:
    hold = Hold("", "case", case.id, "", "", workspace.clock.now())
    ids = shelf.covered(workspace.store, hold)
    seen, blind = _audits(workspace, ids)
    marker = _marker(workspace, case, (), seen)
    mine = [a for a in seen if _subject(workspace, a) != "worker"]
    apart = {a.id for a in seen} - {a.id for a in mine}
    skip = blind | {n for one in apart for n in _covered_audit(workspace, one)}
    sections = [
        Section("Audits", tuple(audit_item(workspace, a, marker, third=False) for a in mine))
    ]
    wanted = frozenset({case.id, *(a.id for a in mine), *(a.allocation for a in mine)} - {""})
    sections += _others(workspace, marker, (ids, wanted, skip), frozenset(_TITLES) - {"person"})
    left = [*_withheld(blind), *_apart(len(apart)), *_erased(workspace, ids)]
    about = f"Child, case {case.reference}"
    return _bundle(workspace, asked, about, (sections, left, marker)), tuple(a.id for a in mine)


def _worker(workspace: Workspace, asked: Asked, person: Person) -> tuple[Bundle, tuple[str, ...]]:
    hold = Hold("", "worker", person.id, "", "", workspace.clock.now())
    ids = shelf.covered(workspace.store, hold) | {person.id}
    every, blind = _audits(workspace, ids)
    own = [a for a in every if a.worker == person.id]
    seen = [a for a in own if asked.personnel or _subject(workspace, a) != "worker"]
    marker = _marker(workspace, None, (person.name,), seen)
    items = tuple(
        audit_item(workspace, a, marker, third=_subject(workspace, a) != "worker") for a in seen
    )
    apart = {a.id for a in own} - {a.id for a in seen}
    skip = blind | {n for one in apart for n in _covered_audit(workspace, one)}
    sections = [Section("Audits of their work", items)]
    sections += _others(workspace, marker, (ids, frozenset({person.id}), skip), _WORKERS)
    left = [
        *_withheld(blind), *_apart(len(apart)), *_erased(workspace, ids),
        "What is kept under Voices of children and families: it is theirs.",
    ]  # fmt: skip
    about = f"Practitioner, {person.name}"
    return _bundle(workspace, asked, about, (sections, left, marker)), tuple(a.id for a in seen)


def _audits(workspace: Workspace, ids: frozenset[str]) -> tuple[list[Audit], frozenset[str]]:
    """The audits among these ids that this person may see, and the ids of all that is withheld."""
    found = [a for one in sorted(ids) if (a := audit_shelf.audit(workspace.store, one)) is not None]
    waits = hidden(workspace) & {a.id for a in found}
    blind = frozenset(n for one in waits for n in _covered_audit(workspace, one))
    seen = [a for a in found if a.id not in blind]
    return sorted(seen, key=lambda a: (a.handed_in or a.started, a.id)), blind


def _covered_audit(workspace: Workspace, audit: str) -> frozenset[str]:
    return shelf.covered(workspace.store, Hold("", "audit", audit, "", "", workspace.clock.now()))


def _subject(workspace: Workspace, audit: Audit) -> str:
    return templates.by_fingerprint(workspace, audit.fingerprint).subject


def _marker(
    workspace: Workspace, case: Case | None, own: tuple[str, ...], audits: Sequence[Audit]
) -> Marker:
    """Everybody whom the council knows; of a child's brothers and sisters the references."""
    cases = council_shelf.cases(workspace.store)
    others = {one.id: one.reference for one in cases.values() if case is None or one.id != case.id}
    family = [
        text for one in cases.values()
        if case is not None and case.family and one.family == case.family and one.id != case.id
        for text in (one.reference, one.council_number) if text
    ]  # fmt: skip
    people = {p.id: p.name for p in workspace.people.values()}
    places = (
        *(t.name for t in workspace.teams.values()),
        *(a.name for a in workspace.areas.values()),
    )
    known = Known(tuple(name for name in people.values() if name not in own), places, tuple(family))
    names = {team.id: team.name for team in workspace.teams.values()}
    names |= {area.id: area.name for area in workspace.areas.values()}
    names |= {one.id: one.name for one in council_shelf.rounds(workspace.store)}
    return Marker(known, own, people, others, names, vocabulary(workspace, audits))


def _others(
    workspace: Workspace, marker: Marker,
    reach: tuple[frozenset[str], frozenset[str], frozenset[str]], kinds: frozenset[str],
) -> Iterator[Section]:  # fmt: skip
    """Every other record that is of these ids or names one of them, sort by sort."""
    ids, wanted, blind = reach
    told = by_object(shelf.naming(workspace.store, ids, wanted, blind))
    workers, own = "person" in kinds, _own_voices(told)
    found: dict[str, list[Item]] = {}
    for (kind, object_), several in sorted(told.items()):
        if kind in _APART or (
            kind == "note" and object_ in ids and audit_shelf.audit(workspace.store, object_)
        ):
            continue
        if workers and kind == "voice" and object_.removesuffix(".words") not in own:
            continue
        if kind in kinds or (kind not in _TITLES and not workers):
            title = _SINGLE.get(kind) or _TITLES.get(kind, kind.replace("_", " ").capitalize())
            third = workers and kind not in _THEIR_OWN
            found.setdefault(kind, []).append(item(title, several, marker, third=third))
    for kind in [*_TITLES, *sorted(found.keys() - _TITLES.keys())]:
        if kind in found:
            yield Section(
                _TITLES.get(kind, kind.capitalize()),
                tuple(sorted(found[kind], key=lambda one: (one.written or date.min, one.title))),
            )


def _own_voices(several: Mapping[tuple[str, str], Sequence[Entry]]) -> frozenset[str]:
    """The attempts at which the practitioner was asked; the words of one stand beside it."""
    return frozenset(
        object_
        for (kind, object_), entries in several.items()
        if kind == "voice" and ((entries[-1].body or {}).get("is") or {}).get("who") == "worker"
    )


def _withheld(blind: frozenset[str]) -> list[str]:
    if not blind:
        return []
    return [
        (
            "An audit that waits for your own blind second reading, and all that hangs on it: let somebody "
            "else make the bundle, or make it again afterwards."
        )
    ]


def _apart(n: int) -> list[str]:
    """What is told of every bundle: what the program does not look through."""
    left = [
        "Drafts that somebody is still writing: ask their authors.",
        "Samples, case lists and diagnostic sessions, which hold a random reference only.",
        "Calibration sessions, in which several people graded a case or a worked example: ask the QA lead.",
        "Published reports, and quotations without a name that they print.",
        "Backups, and reports that were printed or sent before.",
    ]
    if n:
        left.insert(0, f"{n} observation{'' if n == 1 else 's'} or supervision audits: personnel records have access of their own.")  # fmt: skip
    return left


def _erased(workspace: Workspace, ids: frozenset[str]) -> list[str]:
    """One line for each day on which words of these records were erased or disposed of."""
    return [
        f"Words that were {'erased on request' if one.record_class == ON_REQUEST else 'disposed of by rule'} on "
        f"{one.at:%d/%m/%Y}."
        for one in shelf.disposals(workspace.store)
        if ids.intersection(name.removesuffix(".words") for name in one.of)
    ]


def _bundle(
    workspace: Workspace, asked: Asked, about: str, made: tuple[list[Section], list[str], Marker]
) -> Bundle:
    sections, left, marker = made
    return Bundle(
        about, workspace.policy.council_name, workspace.clock.today(), asked.why.strip(),
        asked.to.strip(), tuple(sections), tuple(left), marker.n, workspace.demonstration,
    )  # fmt: skip


# --- writing -------------------------------------------------------------------------------------


def write(
    workspace: Workspace, asked: Asked, folder: Path, progress: Progress = SILENT,
    keep: Keep | None = None,
) -> Written:  # fmt: skip
    """Write both files into a new folder and record that they left; neither is there without the other."""
    from qa_tool.export.file import sentence

    bundle, audits = gather(workspace, asked)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QAError(f"{folder.name} is not an empty folder.", "Name a new folder.")
    record = Release(
        workspace.ids.new_id("rel"),
        "Subject-access bundle for one child" if asked.whose == "child" else "Subject-access bundle for one practitioner",
        asked.why.strip(), asked.to.strip(), audits, workspace.person.id, workspace.clock.now(),
    )  # fmt: skip
    try:
        made = Path(tempfile.mkdtemp(prefix=".case-audit-", dir=folder.absolute().parent))
    except OSError as error:
        raise sentence(error, folder) from error
    try:
        _fill(workspace, bundle, made, progress)
        (keep or (lambda one, name: let_out(workspace, one, name)))(
            record, lambda: _name(made, folder)
        )
    except OSError as error:
        raise sentence(error, folder) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Written(tuple(folder / name for name in FILES), bundle.marks, record.id)


def let_out(workspace: Workspace, record: Release, name: Callable[[], None]) -> None:
    """Record that the bundle leaves, and give it its name: where one fails, neither is there."""
    workspace.need(*ROLES)
    with workspace.store.together():
        workspace.write("release", record.id, record)
        name()


def _fill(workspace: Workspace, bundle: Bundle, folder: Path, progress: Progress) -> None:
    from qa_tool.export import docx, pdf

    progress.step(0, 2, "Writing the bundle for the reviewer")
    pdf.write(dressed(workspace.policy, paper.build(bundle)), folder / FILES[0], SILENT)
    progress.step(1, 2, "Writing the working copy")
    docx.write(
        dressed(workspace.policy, paper.build(bundle, working=True)), folder / FILES[1], SILENT
    )
    progress.step(2, 2, "The bundle is written")


def _name(made: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()
    made.rename(folder)
