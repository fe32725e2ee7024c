"""The made-up council's audits of other sorts: of several agencies together, and of organisations."""

import random
from datetime import date, timedelta
from typing import Any

from qa_tool.audit.record import Audit
from qa_tool.council.model import Allocation, Case, Round
from qa_tool.demo.council import case as made_up_case
from qa_tool.demo.mould import BASE, Mould, make, moved
from qa_tool.demo.story import Teller, split
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import template as templates
from qa_tool.work.audit_entry import enter

_SEED = 17
_FROM = 100  # a council with fewer audits than this has none of these
_AFTER, _LASTS = 20, 68  # days: it begins while the first round of case audits goes on
AGENCIES = ("Children's social care", "Police", "School nursing", "Primary school")
PLACES = ("A hall with two age groups", "A house with four young people", "A nursery with a garden")
_TELLS = {
    "agency.each[{n}].name": AGENCIES,
    "about.sites[{n}].what": PLACES,
}


def tell(teller: Teller) -> None:
    """One round of its own, with two multi-agency audits and three of organisations, all signed off."""
    rng = random.Random(_SEED)  # noqa: S311  a story, no secret
    lead = teller.desk("")
    if len(audit_shelf.rows_of(lead.store, audit_shelf.Wanted())) < _FROM:
        return
    before = council_shelf.rounds(lead.store)[-1].starts or teller.today
    began, ends = (before + timedelta(days=days) for days in (_AFTER, _AFTER + _LASTS))
    teller.at(began - timedelta(days=5), 9)
    keys = ("multi_agency_audit", "organisation_safeguarding")
    round_ = Round(
        lead.ids.new_id("rnd"), "With partners and providers", "Neglect; section 11", keys,
        began, ends, ends, 5, "partners-and-providers", moderation_share=0,
    )  # fmt: skip
    lead.write("round", round_.id, round_)
    for number, key in enumerate((keys[0], keys[1], keys[0], keys[1], keys[1])):
        _audited(teller, rng, round_, key, began + timedelta(days=9 + 11 * number))


def _audited(teller: Teller, rng: random.Random, round_: Round, key: str, day: date) -> None:
    """One audit from allocation to sign-off."""
    lead = teller.desk("")
    template, mark = templates.current(lead, key)
    case = _case(teller, rng, template.subject)
    auditor = rng.choice([p for p in teller.made.with_role("auditor") if p.team != case.team])
    given = Allocation(
        lead.ids.new_id("all"), round_.id, case.id, key, auditor.id, round_.due, "picked"
    )
    lead.write("allocation", given.id, given)
    mould = make(template, 2, rng)
    answers = _named(moved(mould.answers, (day - BASE).days), rng)
    audit = _record(teller, given, case, mould, mark, day)
    answers["independence.declared"] = audit.started.isoformat(timespec="seconds")
    codes, typed = split(mould, answers)
    typed |= {f"consistency.{code}": text for code, text in mould.overruled.items()}
    enter(teller.desk(auditor.id), audit, case, codes, typed, sorted(mould.overruled))
    at = teller.at(day + timedelta(days=12), 15)
    head = audit_shelf.head_entry(lead.store, audit.id)
    signed = {"by": lead.person.id, "at": at, "state": "closed", "heads": [head]}
    lead.write("sign_off", audit.id, signed, parents=(head,))


def _case(teller: Teller, rng: random.Random, subject: str) -> Case:
    """A child that several agencies know, or an organisation: made up, with a random reference."""
    lead, team = teller.desk(""), rng.choice(teller.made.teams)
    worker = rng.choice(teller.made.workers[team.id])
    case = made_up_case(lead.ids, rng, team, worker, "child_protection", teller.today)
    if subject != "child":
        case = Case(case.id, case.reference, subject="organisation", team=team.id)
    lead.write("case", case.id, case)
    return case


def _record(
    teller: Teller, given: Allocation, case: Case, mould: Mould, mark: str, day: date
) -> Audit:  # fmt: skip
    desk = teller.desk(given.auditor)
    team = desk.teams[case.team]
    started = teller.at(day - timedelta(days=6), 10)
    return Audit(
        id=desk.ids.new_id("aud"), allocation=given.id, round=given.round, case=case.id,
        template=given.template, version=mould.template.version, fingerprint=mark,
        auditor=given.auditor, team=team.id, area=team.area, service=team.service,
        worker=case.worker, line=desk.line(case.worker) if case.worker else (),
        selection=given.selection, started=started, handed_in=teller.at(day, 15),
        state="handed_in", overall=mould.overall, grades=dict(mould.grades),
        implied=mould.implied, differs=mould.differs, mode=str(mould.answers.get("about.mode", "")),
        final_overall=mould.overall, final_grades=dict(mould.grades),
    )  # fmt: skip


def _named(answers: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Agencies and sites under names of their own instead of a sentence."""
    found = dict(answers)
    for pattern, words in _TELLS.items():
        for number, name in enumerate(rng.sample(words, 2), 1):
            key = pattern.format(n=number)
            if key in found:
                found[key] = name
    for number in (1, 2):  # nobody has more trained people than people
        staff, trained = (f"about.sites[{number}].{what}" for what in ("staff", "trained"))
        if staff in found and trained in found:
            found[trained] = min(found[staff], found[trained])
    return found
