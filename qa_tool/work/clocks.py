"""Statutory clocks beside an audit: which there are, their dates on a file, and how they were kept.

What is kept here lifts and lowers no grade: grading, consistency and the form know nothing of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from qa_tool.audit import timeliness
from qa_tool.audit.record import Audit
from qa_tool.audit.timeliness import Dates, Judged
from qa_tool.council.clocks import Clocks, StatutoryClock, on, read
from qa_tool.errors import QAError, Refused
from qa_tool.figures.dataset import ClockFact
from qa_tool.paths import RESOURCES
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import timeliness as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import Shielded, hidden, may_read
from qa_tool.work.workspace import Workspace

BESIDE = (
    "Timeliness stands beside quality: it lifts and lowers no grade. What was in time may have changed "
    "nothing for the child, and good work may have been late."
)
_SETTLED = frozenset({"signed_off", "closed"})


@lru_cache(maxsize=4)
def _read(protection_visit_days: int) -> Clocks:
    text = (RESOURCES / "clocks" / "england.toml").read_text("utf-8")
    return read(text, {"protection_visit_days": protection_visit_days})


def clocks(workspace: Workspace) -> Clocks:
    """Every statutory clock, with the council's own number where it is local."""
    return _read(workspace.policy.clocks.protection_visit_days)


@dataclass(frozen=True, slots=True)
class Asked:
    """The dates of one clock as somebody types them from the file."""

    clock: str
    begins: date
    done: tuple[date, ...] = ()
    midway: bool = False
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What the block Timeliness shows of one audit: the clocks judged, those on offer, who may write."""

    allocation: str
    judged: tuple[Judged, ...]
    offered: tuple[StatutoryClock, ...]
    check: str
    reviewed: date
    may_write: bool
    why_not: str = ""


# --- verbs -----------------------------------------------------------------------------------------


def keep(workspace: Workspace, allocation: str, asked: Asked) -> Change:
    """Keep the dates of one clock on the file of an audit; those kept before are replaced."""
    _need_write(workspace, allocation)
    clock = on(clocks(workspace).clocks, asked.clock, asked.begins)
    before = _kept(workspace, allocation, asked.clock)
    today = workspace.clock.today()
    dates = Dates(
        before.id if before else workspace.ids.new_id("tim"), allocation, asked.clock, asked.begins,
        today, tuple(sorted(asked.done)), asked.midway and bool(clock and clock.repeats), asked.ended,
        clock.steps[-1].n if clock and clock.local else 0, by=workspace.person.id,
    )  # fmt: skip
    wrong = list(timeliness.problems(clock, dates, today))
    if wrong:
        raise QAError(
            " ".join(what for what, _cure in wrong), " ".join(cure for _what, cure in wrong)
        )
    with workspace.store.together():
        workspace.write("timeliness", dates.id, dates)
    return changed("timeliness", ids=(allocation,))


def take_back(workspace: Workspace, allocation: str, clock: str) -> Change:
    """Take the dates of one clock away again; the ledger keeps that they were there."""
    _need_write(workspace, allocation)
    before = _kept(workspace, allocation, clock)
    if before is None:
        raise QAError("No dates of this clock are kept here.", "Look at the audit again.")
    with workspace.store.together():
        workspace.write(
            "timeliness", before.id, replace(before, withdrawn=True, by=workspace.person.id)
        )
    return changed("timeliness", ids=(allocation,))


def _kept(workspace: Workspace, allocation: str, clock: str) -> Dates | None:
    found = shelf.of_allocations(workspace.store, [allocation])
    return next((one for one in found if one.clock == clock), None)


# --- who may ---------------------------------------------------------------------------------------


def _audit_of(workspace: Workspace, allocation: str) -> Audit | None:
    """The newest audit of an allocation; nothing while it is not handed in."""
    for name in shelf.versions(workspace.store, allocation):
        if not audit_shelf.superseded(workspace.store, name):
            return audit_shelf.audit(workspace.store, name)
    return None


def _auditor(workspace: Workspace, allocation: str) -> str:
    found = council_shelf.allocation(workspace.store, allocation)
    if found is None:
        raise QAError("There is no such audit here.", "Look at the list of audits again.")
    return found.auditor


def _need_read(workspace: Workspace, allocation: str) -> None:
    auditor = _auditor(workspace, allocation)
    if hidden(workspace) & set(shelf.versions(workspace.store, allocation)):
        raise Shielded
    audit = _audit_of(workspace, allocation)
    if audit is not None and may_read(workspace, audit):
        return
    if auditor != workspace.person.id and not workspace.is_a("qa_lead"):
        raise Refused(
            "The dates of this audit are not yours to read.",
            "Its auditor, the team's manager and the QA lead can open them.",
        )


def _why_not(workspace: Workspace, allocation: str) -> str:
    """Why this person may not write the dates, in one sentence; empty where they may."""
    if _auditor(workspace, allocation) != workspace.person.id and not workspace.is_a("qa_lead"):
        return "The dates are written down by the auditor, or by the QA lead."
    audit = _audit_of(workspace, allocation)
    if audit is not None and audit.state in _SETTLED:
        return "This audit is signed off, so its dates stand."
    return ""


def _need_write(workspace: Workspace, allocation: str) -> None:
    _need_read(workspace, allocation)
    why = _why_not(workspace, allocation)
    if why:
        raise Refused(why, "Ask them, or let the auditor reopen the audit with a reason.")


# --- questions -------------------------------------------------------------------------------------


def _judged(workspace: Workspace, found: Iterable[Dates]) -> Iterable[Judged]:
    every = clocks(workspace).clocks
    order = {clock.key: place for place, clock in enumerate(every)}
    for dates in sorted(found, key=lambda one: (order.get(one.clock, len(order)), one.id)):
        clock = on(every, dates.clock, dates.begins)
        if clock is not None:
            yield timeliness.judge(clock, dates)


def block(workspace: Workspace, allocation: str) -> Block:
    """The block Timeliness of one audit: refuses what is shielded or not this person's to read."""
    _need_read(workspace, allocation)
    given = council_shelf.allocation(workspace.store, allocation)
    case = council_shelf.case(workspace.store, given.case) if given else None
    kind, known = case.kind if case else "", clocks(workspace)
    now = [one for one in known.clocks if one.holds_on(workspace.clock.today())]
    offered = sorted(now, key=lambda one: kind not in one.kinds)
    why = _why_not(workspace, allocation)
    found = shelf.of_allocations(workspace.store, [allocation])
    return Block(
        allocation, tuple(_judged(workspace, found)), tuple(offered), known.check, known.reviewed,
        not why, why,
    )  # fmt: skip


def facts(workspace: Workspace, audits: Iterable[str]) -> tuple[ClockFact, ...]:
    """What the clocks of these audits say, for reports; whoever asks leaves out what is shielded."""
    made_of: Mapping[str, str] = shelf.allocations_of(workspace.store, audits)
    audit_of = {allocation: audit for audit, allocation in made_of.items()}
    found = shelf.of_allocations(workspace.store, sorted(audit_of))
    return tuple(
        ClockFact(
            audit_of[one.dates.allocation], one.clock.key, one.clock.title, one.clock.lengths,
            one.clock.standing == "local", one.counted, one.met,
        )
        for one in _judged(workspace, found)
    )  # fmt: skip
