"""What the QA lead does about second readings: panels, outside peers, filling places, what was not read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa_tool.council.model import Round
from qa_tool.errors import QAError, Refused
from qa_tool.moderation import choose
from qa_tool.moderation.choose import Candidate, ticket
from qa_tool.moderation.model import WHY_CHOSEN, Chosen, Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.council import case as case_of
from qa_tool.work.moderation import waiting_reading
from qa_tool.work.moderation_desk import audit_of, write_step
from qa_tool.work.moderation_queue import Placed, not_independent, put_in_queue
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace

# ---- who reads ------------------------------------------------------------------------------------


def may_sit(workspace: Workspace, reading_id: str) -> tuple[tuple[str, str], ...]:
    """Who may sit on a panel for this case: everybody here who is independent of it."""
    reading = waiting_reading(workspace, reading_id)
    never = not_independent(
        workspace, audit_of(workspace, reading), case_of(workspace, reading.case)
    )
    today = workspace.clock.today()
    return tuple(
        (p.id, p.name)
        for p in workspace.people.values()
        if p.id not in never
        and p.id != reading.moderator
        and {"auditor", "moderator", "qa_lead", "iro"} & set(p.roles)
        and (p.ends is None or p.ends >= today)
    )


def by_panel(workspace: Workspace, reading_id: str, people: Sequence[str]) -> Change:
    """Several people read this case together; its moderator writes down what they come to.

    They are behind the shield like the moderator; nobody of the case may be among them.
    """
    reading = waiting_reading(workspace, reading_id)
    chosen = tuple(dict.fromkeys(people))
    if not chosen:
        raise QAError("A panel has at least one person beside its lead.", "Choose who sits on it.")
    able = dict(may_sit(workspace, reading_id))
    for person in chosen:
        if person not in able:
            raise Refused(
                f"{workspace.name(person)} may not sit on this panel: they audited the case, hold it, "
                "stand above who does, or lead it already.",
                "Choose somebody else.",
            )
    return _given(workspace, replace(reading, panel=chosen, outside="", organisation=""))


def by_outside_peer(workspace: Workspace, reading_id: str, name: str, organisation: str) -> Change:
    """Somebody from outside the council reads this case; its moderator types in what they grade."""
    reading = waiting_reading(workspace, reading_id)
    if not name.strip() or not organisation.strip():
        raise QAError(
            "An outside peer has a name and an organisation.",
            "Type both: they stand in the history of the audit.",
        )
    given = replace(reading, outside=name.strip(), organisation=organisation.strip(), panel=())
    return _given(workspace, given)


def by_second_reader(workspace: Workspace, reading_id: str) -> Change:
    """One moderator alone reads it: no panel, no outside peer."""
    reading = waiting_reading(workspace, reading_id)
    return _given(workspace, replace(reading, panel=(), outside="", organisation=""))


def _given(workspace: Workspace, reading: Reading) -> Change:
    if workspace.store.drafts.answers(reading.id):
        raise Refused(
            "Grades have been typed in for this case already.",
            "Let the reader finish, or pass the case on first: what was typed then goes.",
        )
    with workspace.store.together():
        write_step(workspace, reading)
    return changed("reading", ids=(reading.id,))


# ---- filling the places that are left -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Places:
    """How many second readings a round has room for, how many are taken, and who waits for one."""

    round: Round
    room: int
    taken: int
    left: int
    candidates: tuple[Candidate, ...]

    @property
    def to_fill(self) -> int:
        """How many would be put in the queue now."""
        return min(self.left, len(self.candidates))


def places(workspace: Workspace, round_: Round) -> Places:
    """What room is left after the worst grades, the safety stops and the lot."""
    workspace.need("qa_lead", "cswo")
    taken = len(shelf.of_round(workspace.store, round_.id))
    percent = workspace.policy.moderation_capacity
    found = [one for one in _candidates(workspace, round_.id) if one.why is not None]
    total = choose.room(round_.planned, percent, 0)
    return Places(round_, total, taken, choose.room(round_.planned, percent, taken), tuple(found))


def _candidates(workspace: Workspace, round_: str) -> list[Candidate]:
    """Handed-in audits of a round that nobody reads again, with what speaks for reading them."""
    rows = [row for row in shelf.unread(workspace.store, round_) if row[4] == "handed_in"]
    n = workspace.policy.new_auditor_audits
    firsts = {who: shelf.first_audits(workspace.store, who, n) for who in {row[3] for row in rows}}
    return [
        Candidate(audit, departs, overruled, audit in firsts[who])
        for audit, departs, overruled, who, _state in rows
    ]


_SPREAD = 5  # days over which the filled places fall due, so that no date betrays them


def fill_places(workspace: Workspace, round_: Round) -> Change:
    """Put departing overalls, overruled consistency problems and new auditors in the places left."""
    workspace.need("qa_lead")
    found = places(workspace, round_)
    chosen = choose.fill(found.candidates, found.left, seed=round_.seed)
    if not chosen:
        raise QAError(
            "There is nothing to put in the queue: no place is left, or nobody waits for one.",
            "The policy says how many of every 100 planned audits can be read again.",
        )
    ids = []
    with workspace.store.together():
        for place, one in enumerate(chosen, 1):
            audit = audit_shelf.audit(workspace.store, one.audit)
            if audit is None or one.why is None:
                continue
            rule = (
                f"{WHY_CHOSEN[one.why]}: place {place} of {len(chosen)}, of {len(found.candidates)} "
                f"that waited; {found.taken} of {found.room} places were taken; seed {round_.seed}"
            )
            days = workspace.policy.clocks.reading_days
            days += int(ticket("due", one.audit)[2:4]) % _SPREAD
            head = audit_shelf.head_entry(workspace.store, audit.id)
            placed = Placed(one.why, rule, round_.seed, head, days)
            ids.append(put_in_queue(workspace, audit, case_of(workspace, audit.case), placed))
    return changed("reading", "audit", ids=tuple(ids))


# ---- what was read, and what was not --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotRead:
    """One audit that was to be read again, or could have been, and why it was not."""

    audit: str
    reference: str
    chosen: Chosen | None
    why: str


@dataclass(frozen=True, slots=True)
class ReadingCoverage:
    """What second reading covered in a round, for its report.

    `chosen` and `read` count by reason; `withheld` are left out because they wait for this person's
    own blind reading, so the counts are then not the whole round's.
    """

    round: Round
    handed_in: int
    room: int
    chosen: dict[Chosen, int]
    read: dict[Chosen, int]
    not_drawn: int
    not_read: tuple[NotRead, ...]
    withheld: int


def coverage(workspace: Workspace, round_: Round) -> ReadingCoverage:
    """Second readings of a round: chosen and read by reason, and one line for each that was not read."""
    workspace.need("qa_lead", "cswo")
    blind = hidden(workspace)
    readings = [r for r in shelf.of_round(workspace.store, round_.id) if r.audit not in blind]
    unread = shelf.unread(workspace.store, round_.id)
    candidates = {c.audit: c for c in _candidates(workspace, round_.id)}
    waiting = [(c.audit, c.why, "No place was left") for c in candidates.values() if c.why]
    open_ = [
        (r.audit, r.chosen, _why_waiting(workspace, r)) for r in readings if r.state == "waiting"
    ]
    lines = tuple(_not_read(workspace, *one) for one in [*open_, *waiting])
    done = [r for r in readings if r.state != "waiting"]
    everything = len(unread) + len(shelf.of_round(workspace.store, round_.id))
    return ReadingCoverage(
        round_, everything, choose.room(round_.planned, workspace.policy.moderation_capacity, 0),
        dict(Counter(r.chosen for r in readings)), dict(Counter(r.chosen for r in done)),
        len(unread) - len(waiting), lines,
        sum(1 for r in shelf.of_round(workspace.store, round_.id) if r.audit in blind),
    )  # fmt: skip


def _why_waiting(workspace: Workspace, reading: Reading) -> str:
    if not reading.moderator:
        return "Nobody who may read it is free of the case"
    late = reading.due is not None and reading.due < workspace.clock.today()
    day = f"{reading.due.day} {reading.due:%B %Y}" if reading.due else "no date"
    return f"Not read yet; it was due {day}" if late else f"Not read yet; due {day}"


def _not_read(workspace: Workspace, audit: str, chosen: Chosen | None, why: str) -> NotRead:
    found = audit_shelf.audit(workspace.store, audit)
    case = council_shelf.case(workspace.store, found.case) if found else None
    return NotRead(audit, case.reference if case else "", chosen, why)
