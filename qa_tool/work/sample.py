"""Samples: the seed recorded, the list frozen and drawn, extended, dropped, chosen by hand, set aside."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qa_tool.council.model import Round
from qa_tool.disclosure.small import names_in
from qa_tool.errors import QAError, Refused
from qa_tool.sampling.draw import Drawn, draw, quotas
from qa_tool.sampling.frame import digest, freeze
from qa_tool.sampling.model import Dropped, Frame, Picked, Rules, Sample
from qa_tool.store import council as council_shelf
from qa_tool.store import sample as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.sample_coverage import coverage
from qa_tool.work.sample_frame import complete, frame_cases
from qa_tool.work.sample_kept import current, need_drawn, number_of, template_of
from qa_tool.work.sample_list import DrawnCase, drawn, selection_of
from qa_tool.work.workspace import Workspace

__all__ = [
    "DrawnCase",
    "coverage",
    "current",
    "dice",
    "draw_sample",
    "drawn",
    "drop",
    "extend",
    "need_drawn",
    "pick",
    "plain_reason",
    "record_seed",
    "replace_returned",
    "selection_of",
    "set_aside",
    "template_of",
    "told",
]

SOFTWARE = "Case Audit, sampling edition 1"
KNOWN_FAMILY = "The auditor knows the family, or has worked on the case."


# --- verbs -----------------------------------------------------------------------------------------


def dice(workspace: Workspace) -> str:
    """Twenty random digits for a seed, as from dice."""
    raw = hashlib.sha256(workspace.ids.new_id("seed").encode()).digest()
    return f"{int.from_bytes(raw, 'big') % 10**20:020}"


def record_seed(workspace: Workspace, round_: Round, template: str, seed: str = "") -> Change:
    """Record the seed, before the list is frozen; until then it may be replaced, and that is kept."""
    workspace.need("qa_lead")
    template = template_of(round_, template)
    now = workspace.clock.now()
    before = current(workspace, round_.id, template)
    if before is not None and before.state == "drawn":
        raise Refused(
            "The list is frozen and the sample is drawn, so its seed cannot be changed any more.",
            "Extend the sample, or set it aside with a reason and record a new seed.",
        )
    typed = " ".join(seed.split()) or dice(workspace)
    if len(typed) > 200:
        raise QAError("The seed is too long.", "Type 200 letters or fewer.")
    made = Sample(
        before.id if before else workspace.ids.new_id("draw"), round_.id, template, typed, now,
        workspace.person.id, earlier_seeds=before.earlier_seeds + 1 if before else 0,
    )  # fmt: skip
    return _keep(workspace, "seed", made)


def draw_sample(
    workspace: Workspace, round_: Round, template: str, rules: Rules,
    own: Mapping[str, str] | None = None,
) -> Change:  # fmt: skip
    """Freeze the list and draw; `own` are cases that the QA lead leaves out, with the reasons."""
    workspace.need("qa_lead")
    template = template_of(round_, template)
    before = current(workspace, round_.id, template)
    if before is None:
        raise Refused(
            "No seed is recorded for this round yet, so nothing can be drawn.",
            "Record the seed first: it must stand before the list is frozen.",
        )
    if before.state == "drawn":
        raise Refused(
            "This sample is drawn already; a second draw would replace it silently.",
            "Extend it, or set it aside with a reason and record a new seed.",
        )
    for reason in (own or {}).values():
        plain_reason(workspace, reason)
    now = workspace.clock.now()
    whole = complete(workspace, round_, template, rules)
    cases = frame_cases(workspace, round_, template, whole, own or {})
    frame = freeze(cases, whole, before.seed, workspace.clock.today())
    totals = (whole.each if whole.method == "fixed" else whole.size,)
    strata = quotas(frame.strata, whole, totals)
    found = draw(frame, strata)
    if not found.cases:
        raise QAError(
            f"None of the {len(frame.places):,} cases of the list can be drawn: all are left out.",
            "Look at the reasons, and change the rules or bring in a newer list.",
        )
    named = {case.id: case for case in cases}
    in_frame = {place.case for place in frame.places}
    made = replace(
        before, state="drawn", rules=whole, frozen=now, frozen_by=workspace.person.id,
        frame=len(frame.places), fingerprint=frame.fingerprint, repeated=frame.repeated,
        unnumbered=sum(1 for c in in_frame if not named[c].numbered), recent=frame.recent,
        strata=strata, totals=totals, drawn=found.cases,
        digest=digest(named[case].number for case in found.cases), software=SOFTWARE,
    )  # fmt: skip
    return _keep(workspace, "draw", made, frame)


def extend(workspace: Workspace, sample_id: str, total: int, reason: str) -> Change:
    """A larger sample: the first cases stay. `total` is the new size (or number from each)."""
    workspace.need("qa_lead")
    sample = need_drawn(workspace, sample_id)
    plain_reason(workspace, reason)
    if sample.rules.method == "cohort":
        raise QAError("This is the whole cohort: there is nothing to add.")
    if total <= sample.totals[-1]:
        raise QAError(
            f"The sample has {sample.totals[-1]:,} already.", "Type a larger number, or drop cases."
        )
    totals = (*sample.totals, total)
    strata = quotas(sample.strata, sample.rules, totals)
    grown = replace(
        sample, strata=strata, totals=totals, extended=(*sample.extended, reason.strip())
    )
    return _keep(workspace, "extend", _redrawn(workspace, grown)[0])


def drop(workspace: Workspace, sample_id: str, case_id: str, reason: str) -> Change:
    """Take a drawn case out, with the reason; the next reserve of its stratum takes its place."""
    workspace.need("qa_lead")
    sample = need_drawn(workspace, sample_id)
    plain_reason(workspace, reason, case_id)
    if case_id in shelf.in_round(workspace.store, sample.round, sample.template):
        raise Refused(
            "This case is allocated already.", "Take it back from the auditor first, then drop it."
        )
    return _drop(workspace, sample, case_id, reason.strip())


def replace_returned(workspace: Workspace, allocation_id: str) -> Change | None:
    """An auditor has given a case back because they know the family: the next reserve comes in.

    None where the case was not drawn. Called in the transaction that gives it back.
    """
    given = council_shelf.allocation(workspace.store, allocation_id)
    if given is None or given.state != "returned":
        return None
    sample = current(workspace, given.round, given.template)
    if sample is None or given.case not in sample.drawn:
        return None
    return _drop(workspace, sample, given.case, KNOWN_FAMILY)


def pick(workspace: Workspace, round_: Round, template: str, case_id: str, reason: str) -> Change:
    """Add a case by hand, with the reason; it is marked for ever and enters no rate."""
    workspace.need("qa_lead")
    if not workspace.policy.allow_hand_picking:
        raise Refused(
            "This council forbids choosing cases by hand.",
            "Draw the sample, or change the policy under Settings.",
        )
    sample = current(workspace, round_.id, template_of(round_, template))
    if sample is None:
        raise Refused("No seed is recorded for this round yet.", "Record the seed first.")
    plain_reason(workspace, reason, case_id)
    if council_shelf.case(workspace.store, case_id) is None:
        raise QAError("This case is not known here.", "Add the case first.")
    if case_id in sample.drawn or case_id in {one.case for one in sample.picked}:
        raise QAError("This case is in the sample already.")
    chosen = Picked(case_id, reason.strip(), workspace.clock.now(), workspace.person.id)
    return _keep(workspace, "pick", replace(sample, picked=(*sample.picked, chosen)))


def set_aside(workspace: Workspace, sample_id: str, reason: str) -> Change:
    """Give a drawn sample up; it stays in the record and on every later certificate of the round."""
    workspace.need("qa_lead")
    sample = need_drawn(workspace, sample_id)
    plain_reason(workspace, reason)
    if shelf.in_round(workspace.store, sample.round, sample.template).intersection(sample.drawn):
        raise Refused(
            "Cases of this sample are allocated already, so it cannot be set aside.",
            "Extend it, or drop single cases with a reason.",
        )
    return _keep(workspace, "set_aside", replace(sample, state="set_aside", reason=reason.strip()))


def told(sample: Sample) -> tuple[Any, ...]:
    """A drawn sample for a terminal: its facts for scripts, then lines for people."""
    facts = {
        "sample": sample.id, "seed": sample.seed, "frame": sample.frame, "could": sample.could,
        "drawn": len(sample.drawn), "fingerprint": sample.fingerprint,
        "strata": [{"stratum": s.name, "could": s.size, "gives": s.quota} for s in sample.strata],
    }  # fmt: skip
    return (
        facts,
        f"List frozen: {sample.frame:,} cases, {sample.could:,} could be drawn.",
        f"Fingerprint of the list: {sample.fingerprint}",
        *(f"  {s.name}: {s.quota} of {s.size:,}" for s in sample.strata),
        f"Drawn: {len(sample.drawn):,} cases.",
    )


# --- what verbs share ------------------------------------------------------------------------------


def plain_reason(workspace: Workspace, reason: str, case_id: str = "") -> None:
    """Refuse a reason that is empty or names somebody: certificates print it."""
    if not reason.strip():
        raise QAError("There is no reason.", "Say in one sentence why.")
    if len(reason) > 500:
        raise QAError("The reason is too long.", "Say it in 500 letters or fewer.")
    case = council_shelf.case(workspace.store, case_id) if case_id else None
    names = [person.name for person in workspace.people.values()]
    if case is not None:
        names += [case.reference, case.council_number]
    if names_in([reason], names):
        raise QAError(
            "The reason names a person or a case, and certificates print it.",
            "Say it without names and numbers.",
        )


def _drop(workspace: Workspace, sample: Sample, case_id: str, reason: str) -> Change:
    if case_id not in sample.drawn:
        raise QAError("This case is not in the sample.", "Look at the list again.")
    gone = Dropped(case_id, reason, workspace.clock.now(), workspace.person.id)
    smaller, found = _redrawn(workspace, replace(sample, dropped=(*sample.dropped, gone)))
    new = set(found.cases) - set(sample.drawn)
    named = replace(gone, promoted=next(iter(new), ""))
    return _keep(workspace, "drop", replace(smaller, dropped=(*sample.dropped, named)))


def _redrawn(workspace: Workspace, sample: Sample) -> tuple[Sample, Drawn]:
    """Draw again from the frozen list: the same rules, another size or one case fewer."""
    frame = shelf.frame(workspace.store, sample)
    found = draw(frame, sample.strata, {one.case for one in sample.dropped})
    cases = council_shelf.cases(workspace.store, found.cases)
    numbers = digest(number_of(cases[case]) for case in found.cases)
    return replace(sample, drawn=found.cases, digest=numbers), found


def _keep(workspace: Workspace, act: str, sample: Sample, frame: Frame | None = None) -> Change:
    with workspace.store.together():
        workspace.write("draw", sample.id, shelf.body(act, sample, frame))
    return changed("sample", ids=(sample.id,))
