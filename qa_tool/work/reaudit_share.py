"""Re-audits given out in one act: to somebody who has not read the file, within the time for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.calendar import add_working_days
from qa_tool.council.independence import Barred, Job
from qa_tool.council.model import Round
from qa_tool.council.share import share
from qa_tool.errors import QAError, Refused
from qa_tool.store import round as round_shelf
from qa_tool.work import council
from qa_tool.work.change import Change, changed
from qa_tool.work.reaudit import ReAudit, rows
from qa_tool.work.round_desk import Asked, Desk, Offer
from qa_tool.work.workspace import Workspace

LATE_DAYS = 20  # working days for a re-audit whose time is over already


@dataclass(frozen=True, slots=True)
class Given:
    """One re-audit and who would do it, by when."""

    row: ReAudit
    auditor: str
    name: str
    round: str
    round_name: str
    due: date


@dataclass(frozen=True, slots=True)
class Offers:
    """Who would get which re-audit, and which stay with nobody, each with the reason."""

    given: tuple[Given, ...]
    left: tuple[tuple[ReAudit, str], ...]


def preview(workspace: Workspace, only: Sequence[str] = ()) -> Offers:
    """Share out every re-audit that nobody has (or those of these audits), without writing anything."""
    workspace.need("qa_lead", "cswo")
    waiting = [row for row in rows(workspace) if row.state == "nobody"]
    wanted = [row for row in waiting if not only or row.audit in only]
    given, left = list[Given](), list[tuple[ReAudit, str]]()
    by_round: dict[str, list[ReAudit]] = {}
    open_ = _rounds(workspace)
    known = {round_.id: round_ for round_ in open_}
    for row in _once_a_case(wanted):
        fits = next((r for r in open_ if row.template in r.templates), None)
        if fits is None:
            left.append((row, "No round that is under way has this template."))
        else:
            by_round.setdefault(fits.id, []).append(row)
    for round_id, part in by_round.items():
        _in_round(workspace, known[round_id], part, given, left)
    given.sort(key=lambda one: (one.due, one.row.reference))
    return Offers(tuple(given), tuple(left))


def _once_a_case(wanted: Sequence[ReAudit]) -> list[ReAudit]:
    """A child who asks twice is audited again once; the earliest due counts."""
    found: dict[str, ReAudit] = {}
    for row in wanted:
        found.setdefault(row.case, row)
    return list(found.values())


def _rounds(workspace: Workspace) -> list[Round]:
    """The rounds under way, the latest first."""
    today = workspace.clock.today()
    found = [r for r in council.rounds(workspace) if (last := r.due or r.ends) is None or last >= today]  # fmt: skip
    return [r for r in found if r.starts is None or r.starts <= today]


def _in_round(
    workspace: Workspace, round_: Round, part: Sequence[ReAudit], given: list[Given],
    left: list[tuple[ReAudit, str]],
) -> None:  # fmt: skip
    desk = Desk(workspace, round_, [Asked(r.case, r.template, "re_audit") for r in part])
    desk.taken = set()  # the first audit may be of the same round
    known = round_shelf.readers_since(workspace.store, [row.case for row in part], date.min)
    for row in part:
        who_read = {*row.never, *(who for case, who in known if case == row.case)}
        read = tuple(Barred(who, "has read this file before") for who in sorted(who_read))
        desk.barred[row.case] = (*read, *desk.barred.get(row.case, ()))
    jobs: list[Job] = []
    of_case = {row.case: row for row in part}
    for row in part:
        case, template, trouble = desk.fitting(Asked(row.case, row.template, "re_audit"))
        if trouble:
            left.append((row, trouble))
        else:
            jobs.append(desk.job(case, template))
    found = share(jobs, desk.candidates().values(), rules=round_.independence, seed=round_.seed)
    given.extend(
        _given(workspace, of_case[one.job.case], desk.offer(one.job, one.auditor), round_)
        for one in found.given
    )
    for stays in found.left:
        told = desk.stays(stays.job, "Nobody can have it.", stays.why)
        left.append((of_case[stays.job.case], " ".join(("Nobody can have it.", *told.grouped))))


def _given(workspace: Workspace, row: ReAudit, offer: Offer, round_: Round) -> Given:
    today = workspace.clock.today()
    due = row.due if row.due >= today else add_working_days(today, LATE_DAYS)
    return Given(row, offer.auditor, offer.name, round_.id, round_.name, due)


def share_out(workspace: Workspace, offers: Offers) -> Change:
    """Give every re-audit of a preview to its auditor; all of them, or none."""
    workspace.need("qa_lead")
    if not offers.given:
        raise QAError(
            "Nobody would get a re-audit, so there is nothing to keep.",
            "Open a round with these templates, or give auditors more time in it.",
        )
    now = {row.audit for row in rows(workspace) if row.state == "nobody"}
    if any(one.row.audit not in now for one in offers.given):
        raise Refused(
            "Some of these re-audits have been given to somebody in the meantime.",
            "Share out again: what is left is worked out anew.",
        )
    wishes = [
        council.Wish(one.round, one.row.case, one.row.template, one.auditor, one.due, "re_audit")
        for one in offers.given
    ]
    return council.allocate(workspace, wishes)


def after_sign_off(workspace: Workspace, audit_id: str) -> Change:
    """Where the council wants it, the re-audit of a worst grade is given out with its sign-off.

    What cannot be given out stays on Home and on the page Cases: a sign-off never waits for it.
    """
    if not (workspace.policy.re_audit_at_sign_off and workspace.is_a("qa_lead")):
        return changed()
    try:
        return share_out(workspace, preview(workspace, [audit_id]))
    except QAError:
        return changed()
