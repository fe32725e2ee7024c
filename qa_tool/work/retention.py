"""Retention: what is due for review, legal holds, and disposal, which is itself an entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.council.model import Role
from qa_tool.errors import QAError, Refused
from qa_tool.retention.classes import AUDITS, BACKUPS, CLASSES, SINGLE, class_of_audit
from qa_tool.retention.model import HELD, Disposal, HeldWhat, Hold, RecordClass, due_before
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import retention as shelf
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.retention_plan import Plan, carry_out, plan
from qa_tool.work.shield import hidden
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")
ON_REQUEST = "on_request"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One record that has been kept as long as its class says; `hold` says why it stays all the same."""

    key: str
    id: str
    title: str
    what: str
    reference: str
    began: date
    since: date
    hold: str = ""

    @property
    def held(self) -> bool:
        """A legal hold covers it."""
        return bool(self.hold)


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class as the page shows it: its period, and how many records are due for review."""

    one: RecordClass
    years: int
    due: int
    held: int

    @property
    def period(self) -> str:
        """The period in words."""
        if self.one.kept:
            return "Kept"
        return f"{self.years} year{'' if self.years == 1 else 's'} after {self.one.begins}"


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold with names for its ids, and how much it covers."""

    hold: Hold
    of: str
    by: str
    lifted_by: str
    covers: int


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A disposal with names for its ids."""

    disposal: Disposal
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a disposal would do, before anybody says yes."""

    rows: tuple[DueRow, ...]
    entries: int
    goes: tuple[str, ...]
    stays: tuple[str, ...]


def years(workspace: Workspace, key: str) -> int:
    """For how many years a class is kept; 0 where it is never disposed of."""
    return int(getattr(workspace.policy.retention, key, 0))


def due(workspace: Workspace, key: str = "") -> tuple[DueRow, ...]:
    """The review list: of one class or of all, what began first first."""
    workspace.need(*ROLES)
    if key and key not in CLASSES:
        raise QAError(f"There is no record class '{key}'.", f"Choose one of: {', '.join(CLASSES)}.")
    found = [*_audits(workspace, key), *_others(workspace, key)]
    held = shelf.held_ids(workspace.store) if found else {}
    cases = council_shelf.cases(workspace.store, [one.case for _key, one in found])
    out = []
    for name, one in found:
        case = cases.get(one.case)
        hold = held.get(one.id) or (held.get(one.case) if one.case else None)
        out.append(
            DueRow(
                name, one.id, CLASSES[name].title, _what(workspace, name, one),
                case.reference if case else "", one.began,
                _on(one.began, years(workspace, name)), _hold_words(hold),
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda row: (row.since, row.key, row.id)))


def _audits(workspace: Workspace, key: str) -> Iterable[tuple[str, shelf.Found]]:
    if key and key not in AUDITS:
        return
    blind = hidden(workspace)
    today = workspace.clock.today()
    limits = {name: due_before(today, years(workspace, name)) for name in AUDITS}
    classes: dict[tuple[str, str], str] = {}  # the same few templates, many thousand audits
    for one in shelf.due(workspace.store, "audit", limits[key] if key else max(limits.values())):
        name = classes.get((one.form, one.template), "")
        if not name:
            subject = templates.by_fingerprint(workspace, one.form).subject
            name = classes[one.form, one.template] = class_of_audit(subject, one.template)
        if one.began < limits[name] and key in {"", name} and one.id not in blind:
            yield name, one


def _others(workspace: Workspace, key: str) -> Iterable[tuple[str, shelf.Found]]:
    today = workspace.clock.today()
    for name, one in CLASSES.items():
        if one.kept or name in AUDITS or key not in {"", name}:
            continue
        for found in shelf.due(workspace.store, name, due_before(today, years(workspace, name))):
            yield name, found


def _what(workspace: Workspace, key: str, one: shelf.Found) -> str:
    if key in AUDITS:
        return templates.by_fingerprint(workspace, one.form).title
    return SINGLE[key]


def _on(began: date, years_: int) -> date:
    """The day on which a period ended."""
    try:
        return began.replace(year=began.year + years_)
    except ValueError:
        return date(began.year + years_, 3, 1)


def _hold_words(hold: Hold | None) -> str:
    return "" if hold is None else f"Held since {hold.at.day} {hold.at:%b %Y}: {hold.reason}"


def classes(workspace: Workspace) -> tuple[ClassRow, ...]:
    """Every class with its period, and how many records are due or held."""
    rows = due(workspace)
    return tuple(
        ClassRow(
            one, years(workspace, key),
            sum(row.key == key and not row.held for row in rows),
            sum(row.key == key and row.held for row in rows),
        )
        for key, one in CLASSES.items()
    )  # fmt: skip


# --- holds ------------------------------------------------------------------------------------------


def named(workspace: Workspace, what: HeldWhat, text: str) -> str:
    """The id of what somebody typed: a case's reference or number, a person's name, a round's name."""
    workspace.need(*ROLES)
    typed = text.strip()
    found = ""
    if what == "case":
        case = council_shelf.case_by_number(workspace.store, typed) if typed else None
        found = case.id if case else ""
    elif what == "worker":
        same = [p.id for p in workspace.people.values() if typed in {p.id, p.name}]
        if len(same) > 1:
            raise QAError(f"{len(same)} people are called this.", "Give the person's id instead.")
        found = same[0] if same else ""
    elif what == "round":
        found = next(
            (r.id for r in council_shelf.rounds(workspace.store) if typed in {r.id, r.name}), ""
        )
    elif audit_shelf.audit(workspace.store, typed) is not None:
        found = typed
    if not found:
        raise QAError(
            f"No {HELD[what].lower()} is found under what was typed.",
            "Type a case's reference or number, a person's or round's whole name, or an audit's id.",
        )
    return found


def put_on_hold(workspace: Workspace, what: HeldWhat, of: str, reason: str) -> Change:
    """Hold everything of a case, a practitioner, an audit or a round, until somebody lifts it."""
    of = named(workspace, what, _typed(workspace, what, of))
    if not reason.strip():
        raise QAError(
            "It is not said why this is held.", "Name the claim, inquiry or request, and its date."
        )
    if any(h.what == what and h.of == of for h in shelf.holds(workspace.store, standing=True)):
        raise QAError("This is held already.", "Look at the list of legal holds.")
    kept = Hold(
        workspace.ids.new_id("hld"), what, of, reason.strip(), workspace.person.id,
        workspace.clock.now(),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("hold", kept.id, kept)
    return changed("hold", ids=(kept.id,))


def _typed(workspace: Workspace, what: HeldWhat, of: str) -> str:
    """A case may be given by its id as well."""
    case = council_shelf.case(workspace.store, of) if what == "case" else None
    return case.reference if case is not None else of


def lift(workspace: Workspace, hold_id: str, why: str) -> Change:
    """Lift a hold, with the reason; from then on the period of each record counts again."""
    workspace.need(*ROLES)
    found = shelf.hold(workspace.store, hold_id)
    if found is None:
        raise QAError("There is no such hold here.", "Look at the list of legal holds again.")
    if not found.stands:
        raise QAError("This hold was lifted already.", "Nothing more is to be done.")
    if not why.strip():
        raise QAError("It is not said why it is lifted.", "Say how the claim or inquiry ended.")
    kept = replace(
        found, lifted_by=workspace.person.id, lifted=workspace.clock.now(), lifted_why=why.strip()
    )
    with workspace.store.together():
        workspace.write("hold", kept.id, kept)
    return changed("hold", ids=(kept.id,))


def holds(workspace: Workspace) -> tuple[HoldRow, ...]:
    """Every hold, those that stand first."""
    workspace.need(*ROLES)
    rows = [
        HoldRow(
            one, _name(workspace, one), workspace.name(one.by),
            workspace.name(one.lifted_by) if one.lifted_by else "",
            len(shelf.covered(workspace.store, one)) if one.stands else 0,
        )
        for one in shelf.holds(workspace.store)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: not row.hold.stands))


def _name(workspace: Workspace, one: Hold) -> str:
    if one.what == "worker":
        return workspace.name(one.of)
    if one.what == "round":
        found = next((r.name for r in council_shelf.rounds(workspace.store) if r.id == one.of), "")
        return found or one.of
    audit = audit_shelf.audit(workspace.store, one.of) if one.what == "audit" else None
    case = council_shelf.case(workspace.store, audit.case if audit else one.of)
    return case.reference if case is not None else one.of


# --- disposal --------------------------------------------------------------------------------------


def look(workspace: Workspace, key: str, ids: Sequence[str]) -> Look:
    """What would go and what would stay; refuses where a record is held or not due."""
    rows, made = _ready(workspace, key, ids)
    one = CLASSES[key]
    return Look(rows, len(made.blanks), (one.goes,), (one.stays, BACKUPS))


def _ready(workspace: Workspace, key: str, ids: Sequence[str]) -> tuple[tuple[DueRow, ...], Plan]:
    workspace.need(*ROLES)
    if not ids:
        raise QAError("No record is chosen.", "Choose the records that you have reviewed.")
    listed = {row.id: row for row in due(workspace, key)}
    strange = [one for one in ids if one not in listed]
    if strange:
        raise Refused(
            f"{len(strange)} of these {'is' if len(strange) == 1 else 'are'} not due for review "
            "in this class.",
            "Read the review list again, and choose from it.",
        )
    held = [listed[one] for one in ids if listed[one].held]
    if held:
        raise Refused(
            f"A legal hold covers {len(held)} of these. {held[0].hold}",
            "Leave them out, or lift the hold first.",
        )
    table = "audit" if key in AUDITS else key
    objects = [name for one in ids for name in shelf.objects(workspace.store, table, one)]
    return tuple(listed[one] for one in ids), plan(workspace, objects)


def dispose(workspace: Workspace, key: str, ids: Sequence[str], reason: str) -> Change:
    """Dispose of reviewed records: their words are blanked, and that it was done is an entry itself."""
    rows, made = _ready(workspace, key, ids)
    if not reason.strip():
        raise QAError(
            "It is not said why they go now.", "Name the review, such as “Annual review, no claim open”."
        )  # fmt: skip
    kept = Disposal(
        workspace.ids.new_id("dsp"), key, tuple(row.id for row in rows), reason.strip(),
        workspace.person.id, workspace.clock.now(), len(made.blanks),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("disposal", kept.id, kept)
        carry_out(workspace, made, kept.id, reason.strip())
    workspace.forget()
    return changed("disposal", "audit", "action", "case", "safety", "notice", ids=(kept.id,))


def disposals(workspace: Workspace) -> tuple[GoneRow, ...]:
    """Everything that was disposed of or erased on request, the latest first."""
    workspace.need(*ROLES)
    return tuple(
        GoneRow(
            one,
            CLASSES[one.record_class].title if one.record_class in CLASSES else "Erased on request",
            workspace.name(one.by),
        )
        for one in shelf.disposals(workspace.store)
    )  # fmt: skip


def _free(workspace: Workspace) -> int:
    """How many records are due and under no hold: counted, not worded, since Home asks at every look."""
    found = [*_audits(workspace, ""), *_others(workspace, "")]
    held = shelf.held_ids(workspace.store) if found else {}
    return sum(not (one.id in held or (one.case and one.case in held)) for _name, one in found)


def waiting(workspace: Workspace) -> list[Waiting]:
    """One line for Home: records that have been kept as long as the schedule says."""
    if not workspace.is_a(*ROLES):
        return []
    n = _free(workspace)
    if not n:
        return []
    words = f"{n} record{'s are' if n > 1 else ' is'} due for a retention review"
    return [Waiting("info", words, "Look at each, then dispose of it or hold it", "records", {})]
