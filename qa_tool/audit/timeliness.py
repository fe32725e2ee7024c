"""Timeliness beside an audit: the dates of one clock on a child's file, and whether each was in time.

Nothing here knows a grade, and no grade knows it: what was late may have been good work, and what was
in time may have changed nothing for the child.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from qa_tool.calendar import working_days_between
from qa_tool.council.clocks import StatutoryClock

State = Literal["in_time", "late", "missing", "running", "nothing"]

STATES: dict[State, str] = {
    "in_time": "in time",
    "late": "late",
    "missing": "not done in time, and not done when the file was read",
    "running": "not due yet",
    "nothing": "nothing was due",
}
MOST_DATES = 40


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of one clock as the file showed them on the day it was `seen`; no words in it.

    `allocation` is the audit's, so that a reopened audit keeps them. `midway` says that the first
    date is itself a visit or review, so that only the last, repeating step counts. The clock stopped
    on `ended`. `local_days` freezes the council's own number, where the clock is local.
    """

    id: str
    allocation: str
    clock: str
    begins: date
    seen: date
    done: tuple[date, ...] = ()
    midway: bool = False
    ended: date | None = None
    local_days: int = 0
    withdrawn: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One time that something had to happen by: when, when it happened, and how many days late."""

    number: int
    allowed: str
    due: date
    done: date | None
    state: State
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A clock of one file with everything that was due."""

    clock: StatutoryClock
    dates: Dates
    dues: tuple[Due, ...]

    @property
    def state(self) -> State:
        """The file as a whole: one late time makes it late, also where later ones were in time."""
        every = {due.state for due in self.dues}
        order: tuple[State, ...] = ("missing", "late", "in_time", "running")
        return next((state for state in order if state in every), "nothing")

    @property
    def met(self) -> int:
        """How many were in time."""
        return sum(due.state == "in_time" for due in self.dues)

    @property
    def counted(self) -> int:
        """How many have been due so far."""
        return sum(due.state != "running" for due in self.dues)


def fixed(clock: StatutoryClock, dates: Dates) -> StatutoryClock:
    """The clock with the council's number as it was when the dates were written down."""
    if not clock.local or not dates.local_days:
        return clock
    steps = tuple(
        replace(step, n=dates.local_days) if step.setting else step for step in clock.steps
    )
    return replace(clock, steps=steps)


def judge(clock: StatutoryClock, dates: Dates) -> Judged:
    """Every time that was due, against the day it happened; only what the file showed counts."""
    told = fixed(clock, dates)
    return Judged(told, dates, tuple(_dues(told, dates)))


def _dues(clock: StatutoryClock, dates: Dates) -> Iterator[Due]:
    steps = clock.steps[-1:] if dates.midway and clock.repeats else clock.steps
    at, happened = dates.begins, sorted(dates.done)
    for place, day in enumerate(happened):
        if place >= len(steps) and not clock.repeats:
            return
        step = steps[min(place, len(steps) - 1)]
        due = step.after(at)
        late = _late(due, day, working=step.unit == "working_days")
        yield Due(place + 1, step.words, due, day, "late" if late else "in_time", late)
        at = day
    place = len(happened)
    if place >= len(steps) and not clock.repeats:
        return
    step = steps[min(place, len(steps) - 1)]
    open_ = _open(step.after(at), dates, working=step.unit == "working_days")
    if open_ is not None:
        due, state, late = open_
        yield Due(place + 1, step.words, due, None, state, late)


def _open(due: date, dates: Dates, *, working: bool) -> tuple[date, State, int] | None:
    """The time that has not been met: missing, running, or nothing where the clock stopped first."""
    if dates.ended is not None and dates.ended <= due:
        return None
    last = dates.seen if dates.ended is None else min(dates.ended, dates.seen)
    late = _late(due, last, working=working)
    return due, "missing" if late else "running", late


def _late(due: date, day: date, *, working: bool) -> int:
    """How many days after the due day: working days where the clock counts those."""
    if day <= due:
        return 0
    # A Saturday after a Friday that was due is late too, although no working day has passed.
    return max(1, working_days_between(due, day)) if working else (day - due).days


def problems(clock: StatutoryClock | None, dates: Dates, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with dates before they are kept: each with its cure."""
    if clock is None:
        yield "No clock of this name held on that day.", "Check the first date, or choose another."
        return
    if dates.begins > today:
        yield f"{clock.begins}: the day lies in the future.", "Type the day that the file shows."
    if dates.ended is not None and not dates.begins <= dates.ended <= today:
        yield "The day on which the clock stopped cannot be right.", "Correct it, or leave it out."
    faults = (
        (len(dates.done) > MOST_DATES, f"there are more than {MOST_DATES} dates.",
         "Type those of the period that is judged."),
        (any(day > today for day in dates.done), "a day lies in the future.",
         "Leave out what has not happened yet."),
        (any(day < dates.begins for day in dates.done), f"a day lies before “{clock.begins}”.",
         "Correct one of the two."),
        (len(set(dates.done)) < len(dates.done), "a day is there twice.", "Type each once."),
        (len(dates.done) > len(clock.steps) and not clock.repeats, "this happens once.",
         "Type the first day on which it was done."),
    )  # fmt: skip
    for wrong, what, cure in faults:
        if wrong:
            yield f"{clock.done}: {what}", cure
