"""The made-up council's statutory clocks: dates on the files of its audits; most in time, some late."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from qa_tool.audit.record import Audit
from qa_tool.audit.timeliness import Dates
from qa_tool.calendar import add_working_days
from qa_tool.council.clocks import StatutoryClock
from qa_tool.demo.story import Teller
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import clocks

_SEED = 4545
_ROUNDS, _FILES = 3, 50  # of the latest rounds, so many files each
_LATE = 0.16
_LOOKED = 0.8  # auditors write down what they find; on some files nothing can be dated
_BACK = {"protection_visit": 70, "care_visit": 150}
_USUAL = 300
_OF_KIND = {
    "child_in_need": ("referral_decision", "assessment"),
    "child_protection": (
        "initial_conference",
        "core_group",
        "protection_review",
        "protection_visit",
    ),
    "child_in_care": ("care_visit", "care_review"),
}


def tell(teller: Teller) -> None:
    """Write the dates down with the hand-in; nothing here is anybody's file."""
    rng = random.Random(_SEED)  # noqa: S311  made-up content must repeat
    store, known = teller.desk("").store, clocks.clocks(teller.desk("")).clocks
    by_key = {clock.key: clock for clock in known}
    for round_ in council_shelf.rounds(store)[:_ROUNDS]:
        numbers = audit_shelf.rows_of(store, audit_shelf.Wanted(round=round_.id))
        audits = sorted(audit_shelf.heads(store, numbers), key=lambda one: one.id)
        cases = council_shelf.cases(store, [one.case for one in audits])
        for audit in audits[:_FILES]:
            keys = _OF_KIND.get(cases[audit.case].kind, ())
            if audit.handed_in and keys and rng.random() < _LOOKED:
                _file(teller, rng, audit, [by_key[key] for key in keys])


def _file(
    teller: Teller, rng: random.Random, audit: Audit, every: Sequence[StatutoryClock]
) -> None:
    """The clocks of one file, as its auditor read them on the day of the hand-in."""
    assert audit.handed_in is not None  # noqa: S101  asked before
    seen, desk = audit.handed_in.date(), teller.desk(audit.auditor)
    teller.clock.set(audit.handed_in)
    conference: date | None = None
    for clock in every:
        midway = clock.key in _BACK
        back = _BACK.get(clock.key, _USUAL) + rng.randrange(40)
        begins = add_working_days(seen - timedelta(days=back), 0)
        if conference is not None and clock.begins == "Initial conference":
            begins = conference
        done = _happened(rng, clock, begins, seen, midway=midway)
        if clock.key == "initial_conference" and done:
            conference = done[0]
        dates = Dates(
            desk.ids.new_id("tim"), audit.allocation, clock.key, begins, seen,
            done, midway,
            local_days=clock.steps[-1].n if clock.local else 0, by=desk.person.id,
        )  # fmt: skip
        desk.write("timeliness", dates.id, dates)


def _happened(
    rng: random.Random, clock: StatutoryClock, begins: date, seen: date, *, midway: bool
) -> tuple[date, ...]:
    """Each time a little before it was due, or now and then some days after."""
    steps = list(clock.steps[-1:] if midway else clock.steps)
    found, at = list[date](), begins
    while steps or clock.repeats:
        step = steps.pop(0) if steps else clock.steps[-1]
        due = step.after(at)
        room = max(1, (due - at).days // 4)
        early = due - timedelta(days=rng.randrange(min(room, 12)))
        day = due + timedelta(days=rng.randint(1, 9)) if rng.random() < _LATE else early
        day = add_working_days(max(day, at + timedelta(days=1)) + timedelta(days=1), -1)
        day = max(day, add_working_days(at, 1))
        if day > seen:
            break
        found.append(day)
        at = day
    return tuple(found)
