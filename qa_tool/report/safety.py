"""The safety register as a report: by level, in the clock, unresolved, what followed; no child's words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qa_tool.report.blocks import (
    Block,
    Callout,
    Column,
    Figures,
    Heading,
    Paragraph,
    Report,
    TableBlock,
)
from qa_tool.report.naming import SAFETY, plural
from qa_tool.report.workbook import Sheet, SheetColumn, Workbook

Told = Literal["in_time", "late", "not_yet"]
TOLD: dict[Told, str] = {"in_time": "In time", "late": "Late, or not all", "not_yet": "Not yet"}


@dataclass(frozen=True, slots=True)
class StopClock:
    """One clock of a stop: what was due by when, and how it went."""

    what: str
    due: datetime | date
    done: bool
    late: bool


@dataclass(frozen=True, slots=True)
class StopFact:
    """One stop as the report may tell it: codes, names of teams and dates, never what was feared."""

    reference: str
    level: str
    about: str
    team: str
    raised: datetime
    told: Told
    state: str
    days: int
    settled: date | None
    clocks: tuple[StopClock, ...]
    followed: tuple[tuple[str, date], ...]
    from_audit: bool


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that the report says, gathered on one day; `period` is which stops are in it."""

    council: str
    period: str
    made: date
    stops: tuple[StopFact, ...]
    levels: tuple[tuple[str, str], ...]
    abouts: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    demonstration: bool = False
    marking: str = "OFFICIAL-SENSITIVE"

    @property
    def unresolved(self) -> tuple[StopFact, ...]:
        """Those that nobody settled, the oldest first."""
        found = [stop for stop in self.stops if stop.settled is None]
        return tuple(sorted(found, key=lambda stop: (stop.raised, stop.reference)))


_NOTE = (
    "What was feared, who was told and what they answered stand in the register, not here. "
    "A stop is settled when somebody other than its raiser has seen what followed."
)


def sentence(register: Register) -> str:
    """The whole in two sentences."""
    n = len(register.stops)
    if not n:
        return "No safety stop was raised."
    told = Counter(stop.told for stop in register.stops)
    said = f"{plural(n, 'safety stop')}: {told['in_time']} within the clock, {told['late']} not"
    said += f", {told['not_yet']} whose time is not over. " if told["not_yet"] else ". "
    left = register.unresolved
    if not left:
        return f"{said}All are settled."
    verb = "is" if len(left) == 1 else "are"
    return f"{said}{len(left)} {verb} not settled, the oldest after {plural(left[0].days, 'day')}."


def build(register: Register) -> Report:
    """The report to read and print."""
    told = Counter(stop.told for stop in register.stops)
    left = register.unresolved
    overdue = [stop for stop in left if stop.state == "overdue"]
    blocks: list[Block] = [Paragraph(sentence(register), lead=True)]
    if overdue:
        blocks.append(
            Callout(
                f"{plural(len(overdue), 'stop')} overdue today",
                "Somebody who must hear of it was not told in time, or a written plan is missing: "
                + ", ".join(stop.reference for stop in overdue) + ".",
                "danger",
            )
        )  # fmt: skip
    if register.stops:
        blocks.append(
            Figures(
                (
                    (str(len(register.stops)), "raised", ""),
                    (str(told["in_time"]), "within the clock", f"of {len(register.stops)}"),
                    (str(told["late"]), "late, or not all told", ""),
                    (str(len(left)), "not settled", _oldest(left)),
                )
            )
        )
        blocks += _counted(register)
        blocks += _unresolved(register, left)
        blocks += [Heading("The register"), _list(register)]
    return Report(
        title="Safety register", subtitle=register.period, council=register.council,
        marking=register.marking, made=register.made, blocks=tuple(blocks), cover=False,
        contents=False,
        facts=(
            ("Covers", register.period), ("Safety stops", str(len(register.stops))),
            *((("Data", "Demonstration: made up"),) if register.demonstration else ()),
        ),
    )  # fmt: skip


def _oldest(left: tuple[StopFact, ...]) -> str:
    return f"the oldest {plural(left[0].days, 'day')}" if left else ""


_SIX: tuple[Column, ...] = ("number",) * 6


def _counted(register: Register) -> list[Block]:
    header = ("", "n", "Within the clock", "Late", "Time not over", "Settled", "Not settled")
    kinds: tuple[Column, ...] = ("text", *_SIX)
    return [
        Heading("By level, and what they are about"),
        TableBlock("By level", header, kinds, tuple(_by(register.stops, register.levels, "level"))),
        TableBlock("What they are about", header, kinds,
                   tuple(_by(register.stops, register.abouts, "about"))),
        Heading("What followed"),
        Paragraph(_followed_words(register)),
        TableBlock(
            "What is recorded", ("What followed", "Stops", "Entries"),
            ("text", "number", "number"), tuple(_followed(register)),
            note="One stop may have several; “stops” counts those that have at least one.",
        ),
    ]  # fmt: skip


Counted = tuple[str, int, int, int, int, int, int]


def _by(
    stops: Iterable[StopFact], words: tuple[tuple[str, str], ...], field: str
) -> Iterable[Counted]:
    every = list(stops)
    for key, name in words:
        found = [stop for stop in every if getattr(stop, field) == key]
        told = Counter(stop.told for stop in found)
        done = sum(stop.settled is not None for stop in found)
        yield (name, len(found), told["in_time"], told["late"], told["not_yet"], done,
               len(found) - done)  # fmt: skip


def _followed(register: Register) -> Iterable[tuple[str, int, int]]:
    for key, name in register.kinds:
        each = [sum(kind == key for kind, _ in stop.followed) for stop in register.stops]
        yield name, sum(n > 0 for n in each), sum(each)


def _followed_words(register: Register) -> str:
    none = sum(not stop.followed for stop in register.stops)
    if not none:
        return "For every stop it is recorded what followed."
    return f"For {none} of {plural(len(register.stops), 'stop')} nothing is recorded that followed."


def _unresolved(register: Register, left: tuple[StopFact, ...]) -> list[Block]:
    if not left:
        return []
    states = dict(register.states)
    return [
        Heading("Not settled, the oldest first"),
        TableBlock(
            "", ("Case", "Level", "Team", "Raised", "Days", "Where it stands"),
            ("text", "text", "text", "date", "number", "long"),
            tuple(
                (s.reference, SAFETY.get(s.level, s.level), s.team, s.raised.date(), s.days,
                 states.get(s.state, s.state))
                for s in left
            ),
        ),
    ]  # fmt: skip


def _list(register: Register) -> TableBlock:
    kinds, abouts = dict(register.kinds), dict(register.abouts)
    return TableBlock(
        "Every safety stop, the latest first",
        ("Case", "Level", "About", "Raised", "Told", "What followed", "Settled"),
        ("text", "text", "text", "date", "text", "long", "date"),
        tuple(
            (
                s.reference, SAFETY.get(s.level, s.level), abouts.get(s.about, s.about),
                s.raised.date(), TOLD[s.told],
                "; ".join(f"{kinds.get(k, k)}, {d.day} {d:%b}" for k, d in s.followed) or "Nothing yet",
                s.settled or "Open",
            )
            for s in sorted(register.stops, key=lambda s: (s.raised, s.reference), reverse=True)
        ),
        note=_NOTE,
    )  # fmt: skip


def workbook(register: Register) -> Workbook:
    """The same as sheets: counts, the register, every clock, what followed."""
    return Workbook(
        title="Safety register", council=register.council, marking=register.marking,
        made=register.made,
        sheets=(_counts_sheet(register), _register_sheet(register), _clocks_sheet(register),
                _followed_sheet(register)),
    )  # fmt: skip


_NUMBERS = ("n", "Within the clock", "Late", "Time not over", "Settled", "Not settled")


def _counts_sheet(register: Register) -> Sheet:
    rows = [("Level", *row) for row in _by(register.stops, register.levels, "level")]
    rows += [("About", *row) for row in _by(register.stops, register.abouts, "about")]
    return Sheet(
        "Counts", f"Safety stops, {register.period}",
        (SheetColumn("Counted by", width=14), SheetColumn("Which", width=36),
         *(SheetColumn(title, "number", 16) for title in _NUMBERS)),
        tuple(rows), (sentence(register), _NOTE),
    )  # fmt: skip


def _register_sheet(register: Register) -> Sheet:
    states, abouts = dict(register.states), dict(register.abouts)
    return Sheet(
        "Register", "Every safety stop, the latest first",
        (
            SheetColumn("Case", width=14), SheetColumn("Level", width=26),
            SheetColumn("About", width=34), SheetColumn("Team", width=26),
            SheetColumn("Raised", "date", 14), SheetColumn("Told", width=18),
            SheetColumn("Where it stands", width=40), SheetColumn("Days", "number", 10),
            SheetColumn("Settled", "date", 14), SheetColumn("In an audit", width=14),
        ),
        tuple(
            (s.reference, SAFETY.get(s.level, s.level), abouts.get(s.about, s.about), s.team,
             s.raised.date(), TOLD[s.told], states.get(s.state, s.state), s.days, s.settled,
             "yes" if s.from_audit else "no")
            for s in sorted(register.stops, key=lambda s: (s.raised, s.reference), reverse=True)
        ),
        ("Cases stand by their random reference: no child is named here.",),
    )  # fmt: skip


def _clocks_sheet(register: Register) -> Sheet:
    rows = [
        (s.reference, s.raised.date(), clock.what, _moment(clock.due), _how(clock))
        for s in sorted(register.stops, key=lambda s: (s.raised, s.reference))
        for clock in s.clocks
    ]
    return Sheet(
        "Clocks", "What was due for each stop",
        (SheetColumn("Case", width=14), SheetColumn("Raised", "date", 14),
         SheetColumn("What was due", width=52), SheetColumn("By", width=20),
         SheetColumn("State", width=18)),
        tuple(rows),
    )  # fmt: skip


def _moment(due: datetime | date) -> str:
    day = f"{due.day} {due:%b %Y}"
    return f"{day}, {due:%H:%M}" if isinstance(due, datetime) else day


def _how(clock: StopClock) -> str:
    if clock.late:
        return "Done late" if clock.done else "Overdue"
    return "In time" if clock.done else "Not yet due"


def _followed_sheet(register: Register) -> Sheet:
    kinds = dict(register.kinds)
    return Sheet(
        "What followed", "What followed each stop, by its day",
        (SheetColumn("Case", width=14), SheetColumn("Raised", "date", 14),
         SheetColumn("What followed", width=34), SheetColumn("On", "date", 14)),
        tuple(
            (s.reference, s.raised.date(), kinds.get(kind, kind), on)
            for s in sorted(register.stops, key=lambda s: (s.raised, s.reference))
            for kind, on in s.followed
        ),
    )  # fmt: skip
