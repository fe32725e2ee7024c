"""Steps that the stories of the review share."""

import random
from collections.abc import Callable
from dataclasses import replace

from qa_tool.demo import mould
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import (
    audit,
    audit_list,
    moderation,
    session,
)
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def draft(ada: Workspace, rank: int) -> str:
    """A started audit of Ada's, filled in, with an overall of this rank."""
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    audit_id = audit.start(ada, waiting.allocation, declared=True)
    template = audit.open_draft(ada, audit_id).template
    made = mould.make(template, rank, random.Random(5))
    for key, value in mould.moved(made.answers, 140).items():
        audit.keep_answer(ada, audit_id, key, value)
    return audit_id


def hand_in(ada: Workspace, audit_id: str) -> None:
    """Hand in, standing by every finding."""
    form = audit.open_draft(ada, audit_id).form
    found = audit.readiness(ada, audit_id, form).findings
    audit.hand_in(ada, audit_id, {f.code: "It stands." for f in found})


def read_by_mira(desk: Desk, audit_id: str, grade: str, **verdict: object) -> Workspace:
    """Mira reads it blind with one grade for all, and closes with these verdicts."""
    lead = desk("qa lead")
    reading = reading_shelf.of_audit(lead.store, audit_id)
    assert reading is not None
    mira_id = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    if reading.moderator != mira_id:
        moderation.pass_on(lead, reading.id, mira_id)
    mira = desk("moderator")
    moderation.declare(mira, reading.id)
    opened = moderation.open_blind(mira, reading.id)
    for domain in opened.template.graded:
        moderation.keep_answer(mira, reading.id, f"{domain.key}.grade", grade)
    moderation.keep_answer(mira, reading.id, "overall.grade", grade)
    moderation.keep_answer(mira, reading.id, "overall.reason", "The domains together.")
    moderation.save_grades(mira, reading.id, "blind")
    own = moderation.comparison(mira, reading.id)
    given = moderation.Verdict(
        own.audit.overall == grade, "mostly", grade, own.reading.grades, reason="As the file shows.",
    )  # fmt: skip
    moderation.close(mira, reading.id, replace(given, **verdict))  # type: ignore[arg-type]
    return mira


def session_policy(desk: Desk, **changes: int) -> None:
    """The QA lead changes the policy."""
    lead = desk("qa lead")
    session.keep_policy(lead, replace(lead.policy, **changes))
