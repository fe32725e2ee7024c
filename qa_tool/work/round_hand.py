"""Changes by hand, each with a reason: before a share is kept, and after, while nobody has begun."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qa_tool.council.independence import Candidate, Job, never, why_not
from qa_tool.council.model import Allocation, Round, Selection
from qa_tool.council.share import NO_TIME
from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import round as rounds
from qa_tool.work.change import Change, changed
from qa_tool.work.round_desk import Asked, Desk, Preview
from qa_tool.work.round_sharing import loads
from qa_tool.work.workspace import Workspace

_MOST_REASON = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """One person who might take a case instead; `never` means that no reason lifts the bar."""

    auditor: str
    name: str
    why_not: str
    never: bool


def _choices(
    workspace: Workspace, job: Job, round_: Round, who: Mapping[str, Candidate],
    load: Mapping[str, int],
) -> tuple[Choice, ...]:  # fmt: skip
    found = []
    for one in who.values():
        why = why_not(job, one, round_.independence)
        if not why and load.get(one.id, one.had) + job.minutes > one.capacity:
            why = NO_TIME
        found.append(Choice(one.id, workspace.name(one.id), why, bool(never(job, one))))
    return tuple(sorted(found, key=lambda choice: (bool(choice.why_not), choice.name)))


def choices(workspace: Workspace, found: Preview, job: Job) -> tuple[Choice, ...]:
    """Everybody who might take a case of a preview instead, those without a bar first."""
    load = {row.auditor: row.had + row.given for row in loads(workspace, found)}
    return _choices(workspace, job, found.round, found.candidates, load)


def by_hand(
    workspace: Workspace, found: Preview, job: Job, auditor: str, reason: str
) -> Preview:  # fmt: skip
    """The preview with one case given to somebody else, with the reason that is kept with it."""
    kept = _reason(reason)
    choice = next((c for c in choices(workspace, found, job) if c.auditor == auditor), None)
    against = _may(choice)
    desk = Desk(workspace, found.round, [Asked(job.case, job.template, _how(found, job))])
    made = replace(desk.offer(job, auditor), reason=kept, against=against)
    offers = [made if one.job == job else one for one in found.offers]
    if made not in offers:
        offers.append(made)
    return replace(
        found, offers=tuple(offers), left=tuple(one for one in found.left if one.job != job)
    )


def _how(found: Preview, job: Job) -> Selection | None:
    for offer in found.offers:
        if offer.job == job:
            return offer.selection
    for stays in found.left:
        if stays.job == job:
            return stays.selection
    raise QAError("This case is not among those to be shared out.", "Look at the list again.")


def _reason(reason: str) -> str:
    kept = " ".join(reason.split())
    if not kept:
        raise QAError(
            "There is no reason.",
            "Say in one sentence why it goes to somebody else, without names.",
        )
    if len(kept) > _MOST_REASON:
        raise QAError(
            f"The reason is longer than {_MOST_REASON} characters.", "Say it in a sentence or two."
        )
    return kept


def _may(choice: Choice | None) -> str:
    if choice is None:
        raise QAError("This person is not an auditor here.", "Give them the role auditor first.")
    if choice.never:
        raise Refused(
            f"{choice.name} {choice.why_not}, and no reason can change that.",
            "Choose another auditor.",
        )
    return choice.why_not


def takers(workspace: Workspace, allocation_id: str) -> tuple[Choice, ...]:
    """Everybody who might take over a case that somebody has already, those without a bar first."""
    workspace.need("qa_lead")
    allocation = _movable(workspace, allocation_id)
    round_ = rounds.by_id(workspace, allocation.round)
    desk = Desk(workspace, round_, [Asked(allocation.case, allocation.template)])
    job = desk.job(desk.cases[allocation.case], allocation.template)
    who = {id_: one for id_, one in desk.candidates().items() if id_ != allocation.auditor}
    return _choices(workspace, job, round_, who, {})


def _movable(workspace: Workspace, allocation_id: str) -> Allocation:
    allocation = council_shelf.allocation(workspace.store, allocation_id)
    if allocation is None or allocation.state != "allocated":
        raise QAError("This case is not waiting for an audit.", "Look at the list again.")
    begun = audit_shelf.drafts(workspace.store, allocation.auditor)
    if any(draft.audit.allocation == allocation_id for draft in begun):
        raise Refused(
            f"{workspace.name(allocation.auditor)} has begun this audit.",
            "Ask them to hand it in, or to give the case back.",
        )
    return allocation


def move(workspace: Workspace, allocation_id: str, auditor: str, reason: str) -> Change:
    """Give a case that nobody has begun to somebody else; the reason is kept with it."""
    workspace.need("qa_lead")
    kept = _reason(reason)
    allocation = _movable(workspace, allocation_id)
    if auditor == allocation.auditor:
        raise QAError("This person has the case already.", "Choose another auditor.")
    offered = takers(workspace, allocation_id)
    _may(next((one for one in offered if one.auditor == auditor), None))
    round_ = rounds.by_id(workspace, allocation.round)
    due = Desk(workspace, round_, [Asked(allocation.case, allocation.template)]).due(auditor)
    today = workspace.clock.today()
    if due is None or due < today:
        due = allocation.due
    with workspace.store.together():
        workspace.write(
            "allocation", allocation.id,
            replace(allocation, auditor=auditor, reason=kept, due=due),
        )  # fmt: skip
    return changed("allocation", ids=(allocation.id,))
