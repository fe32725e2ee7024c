"""Sharing a round's cases out: looked at first, then kept, all of it or nothing."""

from collections.abc import Sequence

from qa_tool.council.independence import Candidate, Job, never
from qa_tool.council.model import Allocation, Case, Round
from qa_tool.council.share import share
from qa_tool.errors import QAError, Refused
from qa_tool.progress import SILENT, Progress
from qa_tool.store import council as council_shelf
from qa_tool.store import sample as sample_shelf
from qa_tool.work import round as rounds
from qa_tool.work.change import Change, changed
from qa_tool.work.round_desk import Asked, Desk, LoadRow, Offer, Preview, Stays
from qa_tool.work.sample_list import drawn
from qa_tool.work.workspace import Workspace

_STEP = 50


def waiting(workspace: Workspace, round_: Round) -> tuple[Asked, ...]:
    """The round's cases that nobody has: drawn and not given yet, or given back.

    A case that was dropped from its sample is not among them: a reserve has taken its place.
    """
    found = {
        (one.case, one.template): Asked(one.case, one.template, one.selection)
        for one in drawn(workspace, round_)
    }
    kept = sample_shelf.samples(workspace.store, round_=round_.id, states=("seeded", "drawn"))
    dropped = {(one.case, k.sample.template) for k in kept for one in k.sample.dropped}
    every = council_shelf.allocations(workspace.store, round_=round_.id)
    live = {(a.case, a.template) for a in every if a.state != "returned"}
    for a in every:
        key = (a.case, a.template)
        if key not in live | dropped:
            found.setdefault(key, Asked(a.case, a.template, a.selection))
    return tuple(found.values())


def preview(
    workspace: Workspace, round_id: str, asked: Sequence[Asked] | None = None
) -> Preview:  # fmt: skip
    """Share these cases (otherwise all that wait) fairly, without writing anything."""
    workspace.need("qa_lead")
    round_ = rounds.by_id(workspace, round_id)
    _open(workspace, round_)
    wanted = waiting(workspace, round_) if asked is None else tuple(asked)
    if not wanted:
        raise QAError(
            "There is no case to share out in this round.",
            "Draw a sample first, or choose cases by hand.",
        )
    desk = Desk(workspace, round_, wanted)
    jobs: list[Job] = []
    left: list[Stays] = []
    for one in wanted:
        case, template, trouble = desk.fitting(one)
        job = desk.job(case, template)
        if trouble:
            left.append(desk.stays(job, trouble))
        else:
            jobs.append(job)
    candidates = desk.candidates()
    found = share(jobs, candidates.values(), rules=round_.independence, seed=round_.seed)
    left += [desk.stays(one.job, "Nobody can have it.", one.why) for one in found.left]
    offers = tuple(desk.offer(one.job, one.auditor) for one in found.given)
    return Preview(round_, offers, tuple(left), candidates)


def _open(workspace: Workspace, round_: Round) -> None:
    last = round_.due or round_.ends
    if last is not None and last < workspace.clock.today():
        raise Refused(
            f"The last day of '{round_.name}' for handing in, {last.day} {last:%B %Y}, is past.",
            "Give the round a later date first.",
        )


def loads(workspace: Workspace, found: Preview) -> tuple[LoadRow, ...]:
    """How loaded everybody would be with what this preview gives them, by name."""
    given: dict[str, list[int]] = {who: [] for who in found.candidates}
    for offer in found.offers:
        given[offer.auditor].append(offer.job.minutes)
    rows = [
        LoadRow(who, workspace.name(who), one.had, sum(given[who]), len(given[who]),
                one.capacity, one.why_none)
        for who, one in found.candidates.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row.name))


def share_out(workspace: Workspace, found: Preview, progress: Progress = SILENT) -> Change:
    """Give every case of a preview to its auditor: all of them, or none."""
    workspace.need("qa_lead")
    if not found.offers:
        raise QAError("Nobody would get a case, so there is nothing to keep.")
    ids = [one.job.case for one in found.offers]
    taken = {
        (a.case, a.template)
        for a in council_shelf.allocations(workspace.store, round_=found.round.id)
        if a.state != "returned"
    }
    if any((one.job.case, one.job.template) in taken for one in found.offers):
        raise QAError(
            "Some of these cases have been given to somebody in the meantime.",
            "Share out again: what is left is worked out anew.",
        )
    cases = council_shelf.cases(workspace.store, ids)
    made = []
    for one in found.offers:
        _still_independent(workspace, cases.get(one.job.case), one)
        made.append(
            Allocation(
                workspace.ids.new_id("all"), found.round.id, one.job.case, one.job.template,
                one.auditor, one.due, one.selection, reason=one.reason,
            )
        )  # fmt: skip
    with workspace.store.together():
        for number, allocation in enumerate(made):
            if number % _STEP == 0:
                progress.step(number, len(made), "Giving out the cases")
            workspace.write("allocation", allocation.id, allocation)
    return changed("allocation", ids=tuple(a.id for a in made))


def _still_independent(workspace: Workspace, case: Case | None, one: Offer) -> None:
    line = workspace.line(case.worker) if case else ()
    now = Job(one.job.case, one.job.template, 1, case.worker if case else "", line,
              restricted_to=case.restricted_to if case else ())  # fmt: skip
    why = never(now, Candidate(one.auditor, 0))
    if case is None or why:
        raise Refused(
            f"Case {one.reference} cannot go to {one.name}: {one.name} {why}."
            if case else f"Case {one.reference} is not known here any more.",
            "Share out again: the council's records have changed.",
        )  # fmt: skip
