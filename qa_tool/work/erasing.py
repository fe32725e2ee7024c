"""Erasing one person's words on request: a look first at what goes and what stays, then an entry that says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.retention.classes import BACKUPS
from qa_tool.retention.model import Disposal
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import publication as publication_shelf
from qa_tool.store import reply as reply_shelf
from qa_tool.store import retention as shelf
from qa_tool.store import theme as theme_shelf
from qa_tool.store import voice as voice_shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.retention import ON_REQUEST, ROLES
from qa_tool.work.retention_plan import Plan, carry_out, plan
from qa_tool.work.shield import Shielded, hidden
from qa_tool.work.workspace import Workspace

Whose = Literal["child", "family", "worker"]

WHOSE: dict[Whose, str] = {
    "child": "What the child said",
    "family": "What family and carers said",
    "worker": "What a practitioner said",
}
_VOICES: dict[Whose, frozenset[str]] = {
    "child": frozenset({"child"}),
    "family": frozenset({"family", "carer"}),
    "worker": frozenset({"worker"}),
}
# An answer to a reply is somebody else's words.
_ONLY = {"reply": ("words",)}
_COUNTS = "That they were asked, when, and how good they find the help stays: counts rest on it."
_AUDITORS = (
    "What the auditor and others wrote about them stays: it is not their own words. It goes with its "
    "record class, or for an audit at once where that is asked for."
)


_BY_CLASS = (
    "Words about this case stay here, and go with their own record class in Records, or once they are "
    "finished:"
)
_MANY = {
    "action, not finished": "actions, not finished",
    "action on findings elsewhere too": "actions on findings elsewhere too",
    "source of requirements": "sources of requirements",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of words that goes: what it is, how many, and where it stands in the ledger."""

    title: str
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What would go and what would stay; `held` says which hold forbids it."""

    title: str
    parts: tuple[Part, ...]
    entries: int
    stays: tuple[str, ...]
    held: str = ""


def look(workspace: Workspace, whose: Whose, of: str, *, audits: bool = False) -> Look:
    """What erasing these words would do: of a case's child or family, or of a practitioner by name.

    `audits` takes every typed word of the case's finished audits with them.
    """
    return _looked(workspace, whose, of, audits=audits)[0]


def erase(
    workspace: Workspace, whose: Whose, of: str, reason: str, *, audits: bool = False
) -> Change:
    """Erase these words for good; that it was done, by whom and why is an entry itself."""
    found, made = _looked(workspace, whose, of, audits=audits)
    if found.held:
        raise Refused(f"A legal hold covers this. {found.held}", "Lift the hold first.")
    if not made.blanks:
        raise QAError(
            "There are no words of theirs here.", "Look whether the name or reference is right."
        )
    if not reason.strip():
        raise QAError(
            "It is not said why they are erased.", "Say that they asked for it, and on which day."
        )
    objects = tuple(dict.fromkeys(name for part in found.parts for name in part.objects))
    kept = Disposal(
        workspace.ids.new_id("dsp"), ON_REQUEST, objects, reason.strip(), workspace.person.id,
        workspace.clock.now(), len(made.blanks),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("disposal", kept.id, kept)
        carry_out(workspace, made, kept.id, reason.strip())
        _drop_begun(workspace, objects)
    return changed("disposal", "voice", "audit", "quotation", "reply", ids=(kept.id,))


def _looked(workspace: Workspace, whose: Whose, of: str, *, audits: bool) -> tuple[Look, Plan]:
    workspace.need(*ROLES)
    if whose == "worker":
        if audits:
            raise QAError(
                "Audits are erased for a case's child or family, not for a practitioner.",
                "Leave that out: their own words go all the same.",
            )
        parts = tuple(_of_worker(workspace, person_named(workspace, of)))
        stays: tuple[str, ...] = (
            _COUNTS,
            _AUDITORS,
            "What others answered to them stays.",
            BACKUPS,
        )
    else:
        case = case_named(workspace, of)
        parts = tuple(_of_case(workspace, case, whose, audits=audits))
        left = _beside(workspace, case) if audits else _AUDITORS
        stays = (_COUNTS, *([left] if left else []), BACKUPS)
    parts = tuple(part for part in parts if part.objects)
    sets = shelf.printed(workspace.store, (name for part in parts for name in part.objects))
    if sets:
        parts = (*parts, Part("Reports that quote them", tuple(sets)))
        stays = (*_published(workspace, sets), *stays)
    made = plan(
        workspace, (name for part in parts for name in part.objects), None if audits else _ONLY
    )
    hold = next(iter(shelf.held(workspace.store, made.blanks).values()), None)
    held = f"Held since {hold.at.day} {hold.at:%b %Y}: {hold.reason}" if hold else ""
    return Look(WHOSE[whose], parts, len(made.blanks), stays, held), made


def _beside(workspace: Workspace, case: Case) -> str:
    """What about a case is kept by a record class of its own, with how many of each; empty where nothing is."""
    found = shelf.beside(workspace.store, case.id).items()
    told = ", ".join(f"{n} {_MANY.get(name, f'{name}s') if n > 1 else name}" for name, n in found)
    return f"{_BY_CLASS} {told}." if told else ""


def _published(workspace: Workspace, sets: Iterable[str]) -> Iterator[str]:
    """One sentence for each report that is out with their words in it."""
    for name in sets:
        found = publication_shelf.publication(workspace.store, name.removesuffix("/set"))
        steps = publication_shelf.steps(workspace.store, name.removesuffix("/set"))
        if found is not None and any(step.act == "published" for step in steps):
            yield (
                f"The published report of {found.year} quotes them and is out: copies of it keep the "
                "words; the quotation goes from what is stored here."
            )


def case_named(workspace: Workspace, of: str) -> Case:
    """The case with this reference or number, as it is typed."""
    case = council_shelf.case_by_number(workspace.store, of.strip()) if of.strip() else None
    if case is None:
        raise QAError(
            "There is no case with this number here.", "Type the council's number or the reference."
        )
    return case


def person_named(workspace: Workspace, of: str) -> str:
    """The id of the one person with this name or id."""
    found = [p.id for p in workspace.people.values() if of.strip() in {p.id, p.name}]
    if len(found) != 1:
        what = "Several people are" if found else "Nobody here is"
        raise QAError(f"{what} called this.", "Type the whole name, or the person's id.")
    return found[0]


def _of_case(workspace: Workspace, case: Case, whose: Whose, *, audits: bool) -> Iterator[Part]:
    numbers = audit_shelf.rows_of(workspace.store, audit_shelf.Wanted(case=case.id))
    found = audit_shelf.heads(workspace.store, numbers)
    versions = frozenset(shelf.versions(workspace.store, case.id))
    if hidden(workspace) & versions:
        raise Shielded
    given = shelf.given_out(workspace.store, case.id)
    yield Part("Voices", _voices(workspace, given, whose))
    quoted = [
        q.id
        for q in theme_shelf.quotations(workspace.store)
        if q.family and ({q.version, q.audit} & versions)
    ]
    # A quotation says that it is a family's, not whose of them: it goes with either.
    yield Part("Quotations of the family", tuple(quoted))
    if audits:
        open_ = [a for a in found if a.state not in {"signed_off", "closed"}]
        if open_ or shelf.being_written(workspace.store, case.id):
            raise Refused(
                "An audit of this case is not finished, so its words are still needed.",
                "Sign it off first, or erase only their own words.",
            )
        names = [n for a in sorted(versions) for n in shelf.objects(workspace.store, "audit", a)]
        yield Part("Every typed word of the audits", tuple(dict.fromkeys(names)))
        yield Part("Finished actions", shelf.finished_actions(workspace.store, case.id))


def _voices(workspace: Workspace, allocations: list[str], whose: Whose) -> tuple[str, ...]:
    tried = voice_shelf.attempts(workspace.store, allocations)
    held = voice_shelf.words(workspace.store, allocations)
    return tuple(f"{a.id}.words" for a in tried if a.who in _VOICES[whose] and a.id in held)


def _of_worker(workspace: Workspace, person: str) -> Iterator[Part]:
    found = shelf.about_worker(workspace.store, person)
    if hidden(workspace).intersection(found):
        raise Shielded
    given = sorted({given for given in found.values() if given})
    yield Part("Voices", _voices(workspace, given, "worker"))
    said = [r.id for r in reply_shelf.replies(workspace.store) if r.who == person]
    yield Part("Replies to audits", tuple(said))


def _drop_begun(workspace: Workspace, objects: tuple[str, ...]) -> None:
    """Words of a voice that somebody began to type and did not sign."""
    for name in objects:
        begun = f"voice.{name.removesuffix('.words')}"
        if workspace.store.drafts.has(begun):
            workspace.store.drafts.finish(begun)
