"""Who is to be reminded of which audits: as e-mails to copy, and as a workbook. References only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa_tool.report.naming import day, plural
from qa_tool.report.workbook import Sheet, SheetColumn, Workbook

Progress = Literal["not_begun", "begun"]
PROGRESS: dict[Progress, str] = {"not_begun": "Not begun", "begun": "Being written"}
BETWEEN = "\n\n" + "-" * 60 + "\n\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One audit that is late or soon due; `late` counts working days, below zero until it is due."""

    auditor: str
    name: str
    reference: str
    title: str
    due: date
    late: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Count:
    """How far an auditor or a team is; counts only. `planned` is None where nothing was planned."""

    id: str
    name: str
    planned: int | None
    allocated: int
    begun: int
    handed_in: int
    read: int
    overdue: int
    oldest: date | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Chase:
    """Everything of one round that is to be chased, on the day it was worked out."""

    council: str
    round: str
    made: date
    ask: str
    lines: tuple[Line, ...]
    auditors: tuple[Count, ...] = ()
    teams: tuple[Count, ...] = ()
    marking: str = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail to copy: to whom, what about, and its text."""

    auditor: str
    name: str
    subject: str
    text: str

    def __str__(self) -> str:
        return f"To: {self.name}\nSubject: {self.subject}\n\n{self.text}"


def letters(chase: Chase) -> tuple[Letter, ...]:
    """An e-mail for everybody who has something late or soon due, by name."""
    found: dict[str, list[Line]] = {}
    for line in sorted(chase.lines, key=lambda line: (line.due, line.reference)):
        found.setdefault(line.auditor, []).append(line)
    made = [
        Letter(who, lines[0].name, f"Case audits: {chase.round}", _text(chase, lines))
        for who, lines in found.items()
    ]
    return tuple(sorted(made, key=lambda letter: (letter.name, letter.auditor)))


def text(chase: Chase) -> str:
    """Every e-mail, one under the other."""
    return BETWEEN.join(str(letter) for letter in letters(chase))


def _text(chase: Chase, lines: list[Line]) -> str:
    late = [line for line in lines if line.late > 0]
    soon = [line for line in lines if line.late <= 0]
    parts = [f"Hello {lines[0].name},"]
    if late:
        parts += [_these(len(late), "past its due date", "past their due dates"), _list(late)]
    if soon:
        parts += [_these(len(soon), "soon due", "soon due"), _list(soon)]
    parts += [
        _ask(chase.ask),
        "Please name no child and no family in your answer: the reference is enough.",
        f"{chase.round}, as of {day(chase.made)}",
    ]
    return "\n\n".join(parts)


def _ask(whom: str) -> str:
    return (
        "If something stands in the way (leave, illness, too little time, or you know the family), "
        f"please tell {whom}, so that somebody else can take the case."
    )


def _these(n: int, one: str, many: str) -> str:
    return f"This audit is {one}:" if n == 1 else f"These {n} audits are {many}:"


def _list(lines: list[Line]) -> str:
    return "\n".join(f"- Case {line.reference}, {line.title}: {_when(line)}" for line in lines)


def _when(line: Line) -> str:
    doing = PROGRESS[line.progress].lower()
    if line.late > 0:
        return f"was due on {day(line.due)}, {plural(line.late, 'working day')} ago; {doing}"
    if line.late == 0:
        return f"is due today; {doing}"
    return f"is due on {day(line.due)}; {doing}"


def workbook(chase: Chase) -> Workbook:
    """The chase list, and how far everybody is."""
    return Workbook(
        title=f"Chase list, {chase.round}",
        council=chase.council,
        marking=chase.marking,
        made=chase.made,
        sheets=(
            Sheet(
                "Chase list", "Audits that are late or soon due",
                (
                    SheetColumn("Auditor", width=26), SheetColumn("Case", width=14),
                    SheetColumn("Template", width=30), SheetColumn("Due", "date", 14),
                    SheetColumn("Working days late", "number", 18), SheetColumn("State", width=16),
                ),
                tuple(
                    (line.name, line.reference, line.title, line.due, max(0, line.late),
                     PROGRESS[line.progress])
                    for line in sorted(chase.lines, key=lambda one: (one.name, one.due))
                ),
                ("Cases stand by their random reference: no child is named here.",),
            ),
            _counts("By auditor", "Auditor", chase.auditors),
            _counts("By team", "Team", chase.teams),
        ),
    )  # fmt: skip


_NUMBERS = ("Planned", "Allocated", "Begun", "Handed in", "Read again", "Overdue")


def _counts(name: str, first: str, counts: tuple[Count, ...]) -> Sheet:
    return Sheet(
        name,
        f"How far the round is, {name[0].lower()}{name[1:]}",
        (
            SheetColumn(first, width=26),
            *(SheetColumn(title, "number", 12) for title in _NUMBERS),
            SheetColumn("Oldest due", "date", 14),
        ),
        tuple(_row(count) for count in counts),
        ("Begun counts what is handed in too. In the order of names: nothing here ranks people.",),
    )


def _row(count: Count) -> tuple[str | int | date | None, ...]:
    return (count.name, *_numbers(count), count.oldest)


def _numbers(count: Count) -> Iterator[int | None]:
    yield from (count.planned, count.allocated, count.begun, count.handed_in, count.read)
    yield count.overdue
