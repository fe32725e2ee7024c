"""The words before the questions: the first sheet of the workbook, and the head of every case's sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.audit.paper import (
    CASE,
    DAY,
    DECLARED,
    I_CANNOT,
    I_DECLARE,
    NAME,
    Field,
    Line,
)
from qa_tool.audit.paper_worry import CASE_HEAD, HEADING, LINES
from qa_tool.audit.safety_sheet import NO_NUMBER, NOBODY, WRITE_DOWN, instructions
from qa_tool.policy import Numbers
from qa_tool.template.model import Template

FIRST_SHEET = "Start here"
_ASK_FIRST = "not entered, ask your QA lead before you begin"

_HOW = """\
Each case has a sheet of its own, named by its random reference. Write no child's or family's name.
Answer in the white cells; everything else is locked. Choose from the list where a cell has one.
What begins with “Only where” is left empty otherwise. What is marked Needed must be answered.
Choose the description that fits best. No sum and no rule makes a grade: you do.
A long answer makes its row higher; drag the row's lower edge where it does not.
Do not move, merge, insert or delete rows and columns, and type no formulas.
Keep this file where the council keeps confidential files. Give it back to your QA lead, or bring it in \
yourself: page Audits, “Bring a workbook back”. Then delete it.""".splitlines()


@dataclass(frozen=True, slots=True)
class Front:
    """One case as it is named in the workbook; `number` is the council's, where it was asked for."""

    sheet: str
    reference: str
    template: Template
    auditor: str
    due: date | None = None
    round: str = ""
    number: str = ""
    allocation: str = ""


def first_sheet(
    cases: Sequence[Front], numbers: Numbers, council: str, made: date
) -> tuple[Line, ...]:
    """What to do when a child may be in danger, how to fill the workbook in, and what is in it."""
    return (
        Line("title", "Case audit on paper", f"{council}   Written {_day(made)}".strip()),
        Line("danger", "A child's safety comes first", NOBODY),
        *_safety(numbers),
        Line("words", "Write down", "On the sheet of the case, under “If a child may be unsafe”: "
             f"{WRITE_DOWN}"),
        Line("heading", "How to fill it in"), *_steps(),
        Line("heading", "In this workbook"),
        *(_listed(case) for case in cases),
    )  # fmt: skip


def _steps() -> Iterator[Line]:
    return (Line("step", str(number), text) for number, text in enumerate(_HOW, start=1))


def _safety(numbers: Numbers) -> Iterator[Line]:
    for one in instructions(numbers):
        yield Line("danger", one.says, "")
        for to in one.directions:
            yield Line("route", to.whom, to.how, needed=to.number)


def _listed(case: Front) -> Line:
    due = f"due {_day(case.due)}" if case.due else ""
    said = [case.template.title, f"version {case.template.version}", case.round, due, case.auditor]
    key = f"{CASE}{case.allocation}" if case.allocation else ""
    return Line("fact", case.sheet, " · ".join(filter(None, said)), key)


def case_head(case: Front, declaration: str, numbers: Numbers) -> tuple[Line, ...]:
    """What stands above the questions of one case."""
    template = case.template
    danger = numbers.danger or _ASK_FIRST
    night = numbers.out_of_hours or _ASK_FIRST
    number = [Line("fact", "Council's number", case.number)] if case.number else []
    due = [Line("fact", "Due", _day(case.due))] if case.due else []
    return (
        Line("title", f"{CASE_HEAD}{case.reference}", f"{template.title}, version {template.version}"),
        Line("danger", "In danger now? Speak to somebody at once.",
             f"Team or duty manager: {danger}. Office closed: {night}. Life at risk: 999. {NOBODY}"),
        Line("fact", "Auditor", case.auditor), *number, *due,
        Line("heading", "Before you begin"),
        Line("question", declaration, "Choose one. Who cannot declare it reads no further.",
             DECLARED, Field("list", None, (I_DECLARE, I_CANNOT)), needed="Needed"),
        Line("question", "Filled in by", "Your own name.", NAME, Field("text"), needed="Needed"),
        Line("question", "On which day did you finish?", "", DAY, Field("date", not_future=True)),
        Line("safety", HEADING, "Only then. First speak to somebody: the first sheet "
             "says to whom. Leave this empty otherwise."),
        *LINES,
    )  # fmt: skip


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


__all__ = ["FIRST_SHEET", "NOBODY", "NO_NUMBER", "Front", "case_head", "first_sheet"]
