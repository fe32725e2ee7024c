"""Disputes about second readings, and calibration sessions, in the made-up council."""

import random
from dataclasses import replace
from datetime import timedelta

from qa_tool.calendar import add_working_days
from qa_tool.demo.story import Teller
from qa_tool.moderation.calibration import Calibration, CalibrationGrades, Example
from qa_tool.moderation.dispute import Dispute, Remark
from qa_tool.moderation.model import WHY_CHOSEN, Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.template.model import Template
from qa_tool.work.moderation_queue import eligible
from qa_tool.work.workspace import Workspace

_TEMPLATE = "core_case_audit"
_SAID = (
    "I do not agree about risk: the strategy discussion and the visit the same evening are on the "
    "record, and the chronology has them."
)
_SETTLED = (
    "Both readings rest on the same visit. The record of it was added after the first reading, so "
    "the second reader's grade counts."
)
_WORKED = (
    "Made up. R is seven and lives with her mother and a baby brother. School rings in March: R has "
    "come without breakfast three times and says that she looks after the baby at night. The worker "
    "visits after four days and sees R at school, alone; R draws who is at home, and draws a man "
    "nobody has asked about. Supervision in April lists tasks and agrees to a parenting course. In "
    "May the manager asks who the man is; the answer is recorded in June. A family meeting in July "
    "finds a grandmother who comes at weekends. R tells the worker that she sleeps now."
)
_REASONS = (
    "The man was noted in March and asked about in May: that is drift at the point that matters.",
    "The worker heard R's own words and came back to them; what she drew changed the plan.",
    "Supervision lists tasks, and nobody asks what the nights are like for R.",
    "The grandmother was found by asking again, and the record says what is different for R.",
)


def tell(teller: Teller) -> None:
    """A dispute with a third reader, one that is settled, one that waits; three calibration sessions."""
    rng = random.Random(41)  # noqa: S311  made-up content must repeat
    _disputes(teller)
    _remark(teller)
    _sessions(teller, rng)


# ---- disputes -------------------------------------------------------------------------------------


def _disputes(teller: Teller) -> None:
    """The latest moderated audits of auditors who sign in themselves: settled, being read, waiting."""
    lead = teller.desk("")
    found = [
        r for r in shelf.all_of(lead.store, states=("closed",))
        if _open_to_it(teller, r) and r.reason
    ]  # fmt: skip
    mira = teller.made.signing["moderator"]
    found.sort(key=lambda r: (r.moderator == mira, r.final_overall == _first(lead, r), r.id))
    for number, reading in enumerate(found[:3]):
        _one(teller, reading, number)


def _first(lead: Workspace, reading: Reading) -> str:
    audit = audit_shelf.audit(lead.store, reading.audit)
    return audit.overall if audit else ""


def _open_to_it(teller: Teller, reading: Reading) -> bool:
    """Whether the audit of a reading is moderated, not signed off, and its auditor writes."""
    audit = audit_shelf.audit(teller.desk("").store, reading.audit)
    return audit is not None and audit.state == "agreed" and audit.auditor in teller.desks


def _one(teller: Teller, reading: Reading, number: int) -> None:
    lead = teller.desk("")
    audit = audit_shelf.audit(lead.store, reading.audit)
    if audit is None or reading.closed is None:
        return
    day = max(reading.closed.date(), teller.today - timedelta(days=3 + number))
    raised = teller.at(day, 10)
    desk = teller.desk(audit.auditor)
    said = Remark(
        lead.ids.new_id("rmk"), reading.id, audit.id, audit.auditor, raised, _SAID, "disagrees"
    )
    ended = [e.id for e in lead.store.ledger.entries(kind="resolution", object=reading.id)][-1:]
    desk.write("dispute", said.id, {"remark": said}, parents=ended)
    dispute = Dispute(
        lead.ids.new_id("dsp"), audit.id, reading.id, audit.auditor, raised, _SAID,
        due=add_working_days(day, 5),
    )  # fmt: skip
    entry = desk.write("dispute", dispute.id, dispute, parents=ended)
    if number == 0:
        _third(teller, dispute, reading, entry.id)
    elif number == 1:
        settled = replace(
            dispute, state="settled", settled=teller.at(teller.today, 9), way="qa_lead",
            settled_by=lead.person.id, final_overall=audit.final_overall,
            final_grades=dict(audit.final_grades), reason=_SETTLED,
        )  # fmt: skip
        lead.write("dispute", dispute.id, settled, parents=ended)


def _third(teller: Teller, dispute: Dispute, second: Reading, after: str) -> None:
    """A third reader has the case, behind the shield."""
    lead = teller.desk("")
    audit = audit_shelf.audit(lead.store, dispute.audit)
    case = council_shelf.case(lead.store, second.case)
    if audit is None or case is None:
        return
    able = [p for p in eligible(lead, audit, case) if p != second.moderator]
    able.sort(key=lambda p: p != teller.made.signing["moderator"])
    if not able:
        return
    now = teller.at(teller.today, 9)
    third = Reading(
        lead.ids.new_id("rdg"), audit.id, audit.template, audit.case, able[0], "dispute",
        due=add_working_days(teller.today, 5), made=now, rule=WHY_CHOSEN["dispute"],
        dispute=dispute.id,
    )  # fmt: skip
    lead.write("moderation", third.id, third, parents=(after,))
    reading = replace(dispute, state="reading", third=third.id)
    lead.write("dispute", dispute.id, reading, parents=(after,))


def _remark(teller: Teller) -> None:
    """A second reader who has saved asks the auditor something before closing."""
    lead = teller.desk("")
    for reading in shelf.all_of(lead.store, states=("saved",))[:1]:
        when = teller.at(teller.today, 8)
        said = Remark(
            lead.ids.new_id("rmk"), reading.id, reading.audit, reading.moderator, when,
            "Which visit do you have in mind for voice? I found two in June and no words of the child.",
        )  # fmt: skip
        newest = [e.id for e in lead.store.ledger.entries(object=reading.id)][-1:]
        teller.desk(reading.moderator).write("dispute", said.id, {"remark": said}, parents=newest)


# ---- calibration ----------------------------------------------------------------------------------


def _sessions(teller: Teller, rng: random.Random) -> None:
    """One revealed and talked over, one that waits for the auditor who signs in."""
    lead, (template, mark) = teller.desk(""), teller.templates[_TEMPLATE]
    people = [p.id for p in teller.made.with_role("auditor") if p.id in teller.desks]
    people += [p.id for p in teller.made.with_role("moderator") if p.id in teller.desks]
    ada = teller.made.signing["auditor"]
    several = tuple(dict.fromkeys([ada, teller.made.signing["moderator"], *people]))[:7]
    made = teller.at(teller.today - timedelta(days=24), 9)
    past = Calibration(
        lead.ids.new_id("cal"), "R and the nights", _TEMPLATE, mark, lead.person.id, made,
        teller.today - timedelta(days=14), several, (Example("ex1", "R, seven (made up)", "", _WORKED),),
    )  # fmt: skip
    entry = lead.write("calibration", past.id, past)
    for person in several:
        _grade(teller, past, person, template, rng)
    talked = replace(
        past, state="revealed", revealed=teller.at(teller.today - timedelta(days=13), 14),
        notes={"ex1/risk": "We read “assessed” differently: noting the man is not assessing him."},
        agreed={"ex1/risk": "requires_improvement"},
    )  # fmt: skip
    lead.write("calibration", past.id, talked, parents=(entry.id,))
    now = teller.at(teller.today - timedelta(days=4), 9)
    fresh = replace(
        past, id=lead.ids.new_id("cal"), title="Winter calibration", made=now,
        due=teller.today + timedelta(days=6),
        examples=(Example("ex1", "R, seven, a second look (made up)", "", _WORKED),),
    )  # fmt: skip
    lead.write("calibration", fresh.id, fresh)
    for person in several[1:4]:
        _grade(teller, fresh, person, template, rng)


_LIKELY = {"risk": (5, 50, 30, 15), "management": (0, 25, 55, 20)}


def _grade(
    teller: Teller, session: Calibration, person: str, template: Template, rng: random.Random
) -> None:
    """One person's private grades: near each other in most domains, apart where it is hard."""
    desk, grades, reasons = teller.desk(person), {}, {}
    for domain in template.graded:
        ranked = template.scale_of(domain).ranked
        weights = _LIKELY.get(domain.key, (3, 62, 33, 2))[: len(ranked)]
        grades[domain.key] = rng.choices([g.key for g in ranked], weights)[0]
        reasons[domain.key] = rng.choice(_REASONS)
    overall = template.scale_of().ranked[1 if rng.random() < 0.5 else 2].key
    example = session.examples[0].id
    kept = CalibrationGrades(
        f"{session.id}/{example}/{person}", session.id, example, person,
        teller.at(session.made.date() + timedelta(days=2), 11), overall, grades, reasons,
        rng.random() < 0.4,
    )  # fmt: skip
    desk.write("calibration", kept.id, kept)
