"""Choosing what is read again and by whom, at the moment an audit is handed in."""

from dataclasses import dataclass

from qa_tool.audit import safety
from qa_tool.audit.record import Audit
from qa_tool.calendar import add_working_days
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Case
from qa_tool.errors import Refused
from qa_tool.moderation.choose import chosen_for, moderator_for
from qa_tool.moderation.model import WHY_CHOSEN, Chosen, Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.template.model import NOT_ENOUGH_EVIDENCE
from qa_tool.work import template as templates
from qa_tool.work.shield import BROUGHT_IN_BY
from qa_tool.work.workspace import Workspace


def not_independent(workspace: Workspace, audit: Audit, case: Case) -> frozenset[str]:
    """Everybody who may neither read an audit again, nor sign it off, nor verify its actions.

    Its auditor; who held the case then and who holds it now; and the managers above both.
    """
    return frozenset(
        {audit.auditor, audit.worker, case.worker, *audit.line, *workspace.line(case.worker)} - {""}
    )


def eligible(workspace: Workspace, audit: Audit, case: Case) -> tuple[str, ...]:
    """Who may read this audit again: a moderator who is independent of it, and has not seen it."""
    typed_in = audit_shelf.answers(workspace.store, audit.id).get(BROUGHT_IN_BY, "")
    never = not_independent(workspace, audit, case) | {typed_in}
    today = workspace.clock.today()
    return tuple(
        person.id
        for person in workspace.people.values()
        if "moderator" in person.roles
        and person.id not in never
        and (person.ends is None or person.ends >= today)
        and not why_not_independent(person.id, case, audit.line, reading="moderate")
    )


def stopped(workspace: Workspace, audit: Audit) -> bool:
    """Whether a safety stop was raised on this audit, or on its case since it began."""
    return any(
        stop.audit == audit.id or stop.raised >= audit.started
        for stop in safety_shelf.stops(workspace.store, case=audit.case)
    )


def unanswered(workspace: Workspace, case: str) -> bool:
    """Whether a safety stop on this case still waits for who was told and what they answered."""
    return any(
        not safety.answered(stop)
        for stop in safety_shelf.stops(workspace.store, case=case, only_open=True)
    )


def refuse_unanswered(workspace: Workspace, case: str) -> None:
    """Refuse while a safety stop on this case has no answer."""
    if unanswered(workspace, case):
        raise Refused(
            "A safety stop on this case has no answer yet.",
            "Record on the page Safety who was told and what they answered.",
        )


def choose(workspace: Workspace, audit: Audit, case: Case, entry: str) -> str:
    """Put the audit in the queue when the rule or its ticket says so; returns the reading's id.

    A reopened audit keeps the ticket of its first version, and one that was chosen before is read
    again: nobody can draw another lot by opening an audit again.
    """
    before = audit_shelf.chain(workspace.store, audit.id)
    read_before = any(shelf.of_audit(workspace.store, old.id) is not None for old in before)
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    round_ = next((r for r in council_shelf.rounds(workspace.store) if r.id == audit.round), None)
    seed = round_.seed if round_ else audit.round
    own = round_.moderation_share if round_ else None
    worst = ""
    if template.overall.kind == "graded":
        worst = template.scale_of().ranked[-1].key
    thin = any(
        d.limiting and audit.grades.get(d.key) == NOT_ENOUGH_EVIDENCE for d in template.graded
    )
    why = chosen_for(
        before[0].id if before else audit.id,
        overall_is_worst=bool(worst) and audit.overall == worst,
        safety_stop=stopped(workspace, audit),
        thin_evidence=thin,
        share_percent=workspace.policy.moderation_share if own is None else own,
        seed=seed,
    )
    if read_before and why not in {"safety", "inadequate"}:
        why = "reopened"
    if why is None:
        return ""
    share = workspace.policy.moderation_share if own is None else own
    return put_in_queue(workspace, audit, case, Placed(why, _rule(why, seed, share), seed, entry))


@dataclass(frozen=True, slots=True)
class Placed:
    """Why and how an audit comes into the queue, the seed of its lot, and the entry it comes after."""

    why: Chosen
    rule: str
    seed: str
    entry: str
    days: int = 0
    dispute: str = ""


def put_in_queue(
    workspace: Workspace, audit: Audit, case: Case, placed: Placed, reader: str = ""
) -> str:
    """A reading that waits for the independent moderator with the fewest; returns its id.

    Called inside a transaction. Where nobody may read it, it waits for nobody and the QA lead is told.
    """
    who = reader or moderator_for(
        eligible(workspace, audit, case), shelf.load(workspace.store), seed=placed.seed,
        audit=audit.id,
    )  # fmt: skip
    now = workspace.clock.now()
    days = placed.days or workspace.policy.clocks.reading_days
    reading = Reading(
        workspace.ids.new_id("rdg"), audit.id, audit.template, audit.case, who or "", placed.why,
        due=add_working_days(now.date(), days), made=now, rule=placed.rule, dispute=placed.dispute,
    )  # fmt: skip
    workspace.write("moderation", reading.id, reading, parents=(placed.entry,))
    return reading.id


def _rule(why: Chosen, seed: str, share: int) -> str:
    """How it came to that, for the history: the lot with its seed and share, or the rule."""
    if why == "random":
        return f"{WHY_CHOSEN[why]}: {share} % of the rest, seed {seed}"
    return WHY_CHOSEN[why]


def refuse_disputed(workspace: Workspace, audit_id: str) -> None:
    """Refuse a sign-off while a dispute about the second reading is not settled."""
    if any(one.state != "settled" for one in shelf.disputes(workspace.store, audit=audit_id)):
        raise Refused(
            "The auditor disputes the outcome of the second reading, and it is not settled yet.",
            "A third reader decides, or the QA lead settles it, on the page Moderation.",
        )


def refuse_third_reading(workspace: Workspace, audit_id: str) -> None:
    """Refuse to take an audit up again while a third reader reads its case."""
    if any(one.state == "reading" for one in shelf.disputes(workspace.store, audit=audit_id)):
        raise Refused(
            "A third reader reads this case, so the audit cannot change now.",
            "Wait for the third reading.",
        )


def dispute_heads(workspace: Workspace, audit_id: str) -> list[str]:
    """The entries that ended the disputes about an audit; a sign-off names them."""
    found = []
    for one in shelf.disputes(workspace.store, audit=audit_id):
        said = workspace.store.ledger.entries(kind="dispute", object=one.id)
        found += [entry.id for entry in said][-1:]
    return found
