"""Two rounds of a made-up year: allocated, audited, read again, acted on, signed off."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from qa_tool.action.model import Action
from qa_tool.audit.record import Audit
from qa_tool.audit.reply import Feedback
from qa_tool.audit.safety import SafetyStop, Told
from qa_tool.calendar import add_working_days
from qa_tool.clock import FixedClock
from qa_tool.council.model import Allocation, Case, Round
from qa_tool.demo import words
from qa_tool.demo.council import MadeUp
from qa_tool.demo.council import case as made_up_case
from qa_tool.demo.mould import BASE, Mould, make, moved
from qa_tool.moderation.model import Reading
from qa_tool.progress import Progress
from qa_tool.sampling.model import Rules
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.template.model import Template
from qa_tool.work import audit as audits
from qa_tool.work import audit_entry, sample
from qa_tool.work.workspace import Workspace

# Believable figures (domain.md): overall grades in percent, and what second readings do.
_OVERALL = ((1, 4), (2, 42), (3, 40), (4, 14))
_TEMPLATES = (
    ("core_case_audit", "child_in_need", 6),
    ("child_protection_plan", "child_protection", 2),
    ("child_in_care", "child_in_care", 2),
)
_DONE_PERCENT = 82
_CHANGED, _LOWER = 0.28, 0.85
_MOULDS = 60  # different fillings of each template and grade
_ADAS = 4  # what the auditor who signs in finds on her desk
_AT_ONCE = 25  # audits in one transaction: each commit waits for the disk


class StoryClock(FixedClock):
    """A clock that the story sets."""

    def set(self, moment: datetime) -> None:
        """Go to this moment, also backwards."""
        self._moment = moment


@dataclass
class Teller:
    """Everything that the story is told with."""

    desks: Mapping[str, Workspace]
    clock: StoryClock
    made: MadeUp
    templates: Mapping[str, tuple[Template, str]]
    rng: random.Random
    today: date
    moulds: dict[tuple[str, int, int], Mould]
    pools: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    again: int = 0  # so many of the audits are re-audits, told with the improvement plan

    def desk(self, person: str) -> Workspace:
        """The desk of somebody; the QA lead's where they sign nothing themselves."""
        return self.desks.get(person) or self.desks[self.made.signing["qa lead"]]

    def at(self, day: date, hour: int = 10) -> datetime:
        """Set the clock to an hour of a day, with some minutes."""
        moment = datetime.combine(day, time(hour, self.rng.randrange(60)), tzinfo=UTC)
        self.clock.set(moment)
        return moment


@dataclass(frozen=True, slots=True)
class Job:
    """One audit that will be told."""

    allocation: Allocation
    case: Case
    rank: int
    handed_in: date


def tell(teller: Teller, rounds: tuple[Round, Round], n: int, progress: Progress) -> None:
    """Tell both rounds: the first nearly finished, the second in full swing."""
    first = max(1, round(n * 0.6))
    done = 0
    store = teller.desk("").store
    for round_, count, whole in ((rounds[0], first, True), (rounds[1], n - first, False)):
        planned = round(count * 100 / (_DONE_PERCENT if whole else 62))
        with store.together():
            _drawn(teller, round_, planned, more=0 if whole else _ADAS)
            jobs = _jobs(teller, round_, count, whole=whole)
        for start in range(0, len(jobs), _AT_ONCE):
            with store.together():
                for number, job in enumerate(jobs[start : start + _AT_ONCE], start):
                    audited(teller, job, whole=whole, number=number)
            done += len(jobs[start : start + _AT_ONCE])
            progress.step(done, n, "Making up audits")
        with store.together():
            _left(teller, round_, planned - count)
    with store.together():
        _on_the_desk(teller, rounds[1])


def _drawn(teller: Teller, round_: Round, n: int, *, more: int) -> None:
    """The cases of a round: a list twice as long, a recorded seed, and a draw, as a QA lead does it."""
    lead = teller.desk("")
    teller.at((round_.starts or teller.today) - timedelta(days=3), 9)
    kept = replace(round_, planned=n)
    lead.write("round", round_.id, kept)
    weights = sum(weight for _, _, weight in _TEMPLATES)
    for key, kind, weight in _TEMPLATES:
        size = -(-(n + more) * weight // weights) + 2
        for number in range(2 * size + len(teller.made.teams)):
            team = teller.made.teams[number % len(teller.made.teams)]
            worker = teller.rng.choice(teller.made.workers[team.id])
            case = made_up_case(lead.ids, teller.rng, team, worker, kind, teller.today)
            lead.write("case", case.id, case)
        sample.record_seed(lead, kept, key, f"{teller.rng.randrange(10**20):020}")
        sample.draw_sample(lead, kept, key, Rules(method="simple", size=size))
        teller.pools[round_.id, key] = [
            found.case for found in sample.drawn(lead, kept) if found.template == key
        ]


def _jobs(teller: Teller, round_: Round, count: int, *, whole: bool) -> list[Job]:
    starts, ends = round_.starts or teller.today, round_.ends or teller.today
    span = (min(ends, teller.today) - starts).days
    jobs = []
    for _ in range(count):
        allocation, case = allocated(teller, round_, "done")
        latest = max(span - (0 if whole else 1), 1)
        day = starts + timedelta(days=teller.rng.randint(min(4, latest), latest))
        rank = teller.rng.choices(*zip(*_OVERALL, strict=True))[0]
        jobs.append(Job(allocation, case, rank, day))
    return sorted(jobs, key=lambda job: job.handed_in)


def allocated(
    teller: Teller, round_: Round, state: str, auditor: str = ""
) -> tuple[Allocation, Case]:
    """The next drawn case and its allocation, written by the QA lead; never to somebody's own team."""
    lead, rng = teller.desk(""), teller.rng
    left = [(key, weight) for key, _, weight in _TEMPLATES if teller.pools[round_.id, key]]
    key = rng.choices([key for key, _ in left], [weight for _, weight in left])[0]
    case = council_shelf.case(lead.store, teller.pools[round_.id, key].pop(0))
    if case is None:
        raise LookupError("a drawn case is in the store")
    choices = [p for p in teller.made.with_role("auditor") if p.team != case.team]
    who = auditor or rng.choice(choices).id
    teller.at(round_.starts or teller.today, 9)
    allocation = Allocation(
        lead.ids.new_id("all"), round_.id, case.id, key, who, round_.due, "random"
    )
    lead.write("allocation", allocation.id, allocation)
    return (replace(allocation, state="done") if state == "done" else allocation), case


def _mould(teller: Teller, key: str, rank: int, number: int) -> Mould:
    at = (key, rank, number % _MOULDS)
    if at not in teller.moulds:
        depart = teller.rng.random() < 0.06
        teller.moulds[at] = make(teller.templates[key][0], rank, teller.rng, depart=depart)
    return teller.moulds[at]


def _audit(teller: Teller, job: Job, mould: Mould) -> tuple[Audit, dict[str, Any]]:
    a, desk = job.allocation, teller.desk(job.allocation.auditor)
    team = desk.teams[job.case.team]
    started = teller.at(job.handed_in - timedelta(days=teller.rng.randint(1, 4)))
    answers = moved(mould.answers, (job.handed_in - BASE).days)
    answers["independence.declared"] = started.isoformat(timespec="seconds")
    handed = teller.at(job.handed_in, 15)
    audit = Audit(
        id=desk.ids.new_id("aud"), allocation=a.id, round=a.round, case=job.case.id,
        template=a.template, version=mould.template.version,
        fingerprint=teller.templates[a.template][1], auditor=a.auditor, team=team.id,
        area=team.area, service=team.service, worker=job.case.worker,
        line=desk.line(job.case.worker), selection=a.selection, started=started, handed_in=handed,
        state="handed_in", overall=mould.overall, grades=dict(mould.grades),
        implied=mould.implied, differs=mould.differs, mode=str(answers.get("about.mode", "")),
        final_overall=mould.overall, final_grades=dict(mould.grades),
    )  # fmt: skip
    return audit, answers


def audited(teller: Teller, job: Job, *, whole: bool, number: int) -> None:
    """One audit: handed in, perhaps read again, acted on, signed off."""
    mould = _mould(teller, job.allocation.template, job.rank, number)
    audit, answers = _audit(teller, job, mould)
    desk = teller.desk(audit.auditor)
    if teller.rng.random() < 0.02:
        _stop(teller, audit, job.case, job.handed_in)
        teller.at(job.handed_in, 16)
    codes, typed = split(mould, answers)
    typed |= {f"consistency.{code}": text for code, text in mould.overruled.items()}
    reading = audit_entry.enter(desk, audit, job.case, codes, typed, sorted(mould.overruled))
    after = job.handed_in
    if reading:
        after = _read_again(teller, reading, audit, mould.template, after)
    if after > teller.today:
        return
    _actions(teller, audit, mould.template, job.handed_in)
    _told(teller, audit, after)
    signed = after + timedelta(days=teller.rng.randint(1, 6))
    late = teller.rng.random() < (0.06 if whole else 0.4)
    if signed <= teller.today and not late:
        _sign(teller, audit, signed)


def _told(teller: Teller, audit: Audit, after: date) -> None:
    """Nine in ten practitioners hear of it within some days."""
    day = after + timedelta(days=teller.rng.randint(1, 6))
    if day > teller.today or teller.rng.random() < 0.1:
        return
    desk = teller.desk(audit.auditor)
    told = Feedback(
        desk.ids.new_id("fbk"), audit.id, "Practitioner and manager", day, audit.auditor
    )
    teller.at(day, 12)
    head = audit_shelf.head_entry(desk.store, audit.id)
    desk.write("feedback", told.id, told, parents=(head,))


def split(mould: Mould, answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Codes and typed words of a made-up audit, as the hand-in parts them."""
    return (
        {key: value for key, value in answers.items() if key not in mould.typed},
        {key: value for key, value in answers.items() if key in mould.typed},
    )


def _read_again(
    teller: Teller, reading_id: str, audit: Audit, template: Template, handed: date
) -> date:
    """The second reading: waits, is saved, or is closed; returns the day it was over."""
    store = teller.desk("").store
    reading = reading_shelf.reading(store, reading_id)
    day = add_working_days(handed, teller.rng.randint(2, 6))
    if reading is None or not reading.moderator or day > teller.today:
        return teller.today + timedelta(days=1)
    desk = teller.desk(reading.moderator)
    overall, grades = _second(teller, audit, template)
    saved = teller.at(day, 11)
    mode = "desk" if teller.rng.random() < 0.1 else "blind"
    head = audit_shelf.head_entry(store, audit.id)
    own = replace(
        reading, state="saved", saved=saved, overall=overall, grades=grades,
        mode="desk" if mode == "desk" else "blind",
    )  # fmt: skip
    entry = desk.write("moderation", reading.id, own, parents=(head,))
    if day >= teller.today - timedelta(days=1):
        return teller.today + timedelta(days=1)
    closed = _closed(teller, own, audit, teller.at(day, 14))
    desk.write("resolution", reading.id, closed, parents=(head, entry.id))
    return day


def _closed(teller: Teller, own: Reading, audit: Audit, when: datetime) -> Reading:
    same = own.overall == audit.overall
    return replace(
        own, state="closed", closed=when, grade_right=same,
        well_done=teller.rng.choices(("yes", "mostly", "no"), (70, 26, 4))[0],
        final_overall=own.overall, final_grades=dict(own.grades),
        reason="" if own.grades == audit.grades and same else teller.rng.choice(words.CHANGED),
        feedback="Thank you: the reasons are dated. Say more about what changed for the child.",
    )  # fmt: skip


def _second(teller: Teller, audit: Audit, template: Template) -> tuple[str, dict[str, str]]:
    """The second reader's own grades: mostly the same, otherwise mostly lower."""
    rng, scale = teller.rng, template.scale_of()
    keys = [g.key for g in scale.ranked]
    grades = dict(audit.grades)
    if rng.random() >= _CHANGED or audit.overall not in keys:
        for domain in rng.sample(sorted(grades), 1):
            grades[domain] = _step(keys, grades[domain], rng.choice((-1, 0, 0, 1)))
        return audit.overall, grades
    step = 1 if rng.random() < _LOWER else -1
    for domain in rng.sample(sorted(grades), min(3, len(grades))):
        grades[domain] = _step(keys, grades[domain], step)
    return _step(keys, audit.overall, step), grades


def _step(keys: list[str], grade: str, by: int) -> str:
    if grade not in keys:
        return grade
    return keys[max(0, min(len(keys) - 1, keys.index(grade) + by))]


def _actions(teller: Teller, audit: Audit, template: Template, raised: date) -> None:
    rng = teller.rng
    keys = [g.key for g in template.scale_of().ranked]
    rank = keys.index(audit.overall) + 1 if audit.overall in keys else 2
    worst = sorted(
        template.graded,
        key=lambda d: -keys.index(audit.grades[d.key]) if audit.grades.get(d.key) in keys else 0,
    )
    for number in range({1: 0, 2: rng.choice((0, 1)), 3: 2}.get(rank, 3)):
        domain = worst[number]
        _action(teller, audit, domain.key, raised, urgent=rank == 4 and number == 0,
                checked=domain.limiting or rank == 4)  # fmt: skip


def _action(
    teller: Teller, audit: Audit, domain: str, raised: date, *, urgent: bool, checked: bool
) -> None:
    rng, desk = teller.rng, teller.desk(audit.auditor)
    owner = audit.line[0] if audit.line and rng.random() < 0.4 else audit.worker
    due = add_working_days(raised, 5 if urgent else 20)
    action = Action(
        id=desk.ids.new_id("act"), audit=audit.id, case=audit.case, key=f"{domain}.grade",
        what=rng.choice(words.ACTIONS), owner=owner, team=audit.team,
        priority="high" if urgent else "medium", due=due, raised_by=audit.auditor,
        raised=teller.at(raised, 16), needs_verifying=checked or rng.random() < 0.2,
    )  # fmt: skip
    entry = desk.write("action", action.id, action)
    finished = raised + timedelta(days=rng.randint(5, 40))
    if finished > teller.today or rng.random() < 0.12:
        return
    done = replace(
        action, state="done", done_by=owner, done=teller.at(finished, 12),
        proof=rng.choice(words.PROOFS), difference=rng.choice(words.DIFFERENCES),
    )  # fmt: skip
    lead = teller.desk("")
    entry = lead.write("action", action.id, done, parents=(entry.id,))
    seen = finished + timedelta(days=rng.randint(2, 15))
    if action.needs_verifying and seen <= teller.today and rng.random() < 0.85:
        verified = replace(
            done, state="verified", verified_by=lead.person.id, verified=teller.at(seen, 13)
        )
        lead.write("action", action.id, verified, parents=(entry.id,))


def _sign(teller: Teller, audit: Audit, day: date) -> None:
    lead = teller.desk("")
    at = teller.at(day, 17)
    head = audit_shelf.head_entry(lead.store, audit.id)
    state = "signed_off" if audits.open_actions(lead, audit.id) else "closed"
    lead.write(
        "sign_off", audit.id,
        {"by": lead.person.id, "at": at, "state": state, "heads": [head]}, parents=(head,),
    )  # fmt: skip


def _stop(teller: Teller, audit: Audit, case: Case, day: date) -> None:
    """A safety stop that was answered within the hour."""
    desk = teller.desk(audit.auditor)
    raised = teller.at(day, 11)
    told = (
        Told("Duty manager", raised + timedelta(minutes=20), "spoken to",
             "Visit the same afternoon; the child was seen and is safe tonight.", "team_manager"),
    )  # fmt: skip
    stop = SafetyStop(
        desk.ids.new_id("stop"), audit.id, case.id, "danger", audit.auditor, raised, "child",
        "A new adult in the home, not known to anybody, and no visit since.", told,
        raised + timedelta(hours=1),
    )  # fmt: skip
    desk.write("safety", stop.id, stop)


def _left(teller: Teller, round_: Round, n: int) -> None:
    """What was planned and not done: 82 % of the first round is, about 62 % of the second."""
    for _ in range(n):
        allocated(teller, round_, "allocated")


def _on_the_desk(teller: Teller, round_: Round) -> None:
    """What the auditor who signs in finds: two cases to start, two drafts, one with a worry."""
    ada = teller.made.signing["auditor"]
    for _ in range(_ADAS - 2):
        allocated(teller, round_, "allocated", ada)
    for number, share in ((3, 0.55), (5, 0.2)):
        allocation, case = allocated(teller, round_, "allocated", ada)
        job = Job(allocation, case, 3, teller.today)
        mould = _mould(teller, allocation.template, 3, number)
        audit, answers = _audit(teller, job, mould)
        audit = replace(
            audit, state="draft", handed_in=None, overall="", grades={}, implied="",
            differs=False, final_overall="", final_grades={},
        )  # fmt: skip
        _draft(teller, audit, answers, mould, share)
        if number == 5:
            _open_stop(teller, audit, case)


def _draft(
    teller: Teller, audit: Audit, answers: Mapping[str, Any], mould: Mould, share: float
) -> None:
    desk = teller.desk(audit.auditor)
    domains = [d.key for d in mould.template.domains]
    upto = domains[: max(2, round(len(domains) * share))]
    begun = {
        key: value for key, value in answers.items()
        if key.partition(".")[0] in {*upto, "independence"}
    }  # fmt: skip
    now = teller.at(teller.today, 9)
    audit_shelf.begin(desk.store, audit, now)
    desk.store.drafts.begin(audit.id)
    desk.store.drafts.fill(audit.id, begun, now)
    audit_shelf.touch(desk.store, audit.id, f"{upto[-1]}.grade", now)


def _open_stop(teller: Teller, audit: Audit, case: Case) -> None:
    """A safety stop that nobody has answered yet: the first thing on Home."""
    desk = teller.desk(audit.auditor)
    stop = SafetyStop(
        desk.ids.new_id("stop"), audit.id, case.id, "serious", audit.auditor,
        teller.at(teller.today - timedelta(days=1), 9), "child",
        "Three visits were not made, and the reason for the last one is not on the record.",
    )  # fmt: skip
    desk.write("safety", stop.id, stop)
