"""How the page of QA notices says days and states."""

from datetime import date

from qa_tool.notice.model import Answer, Step
from qa_tool.work.notice_list import Row
from ui.tables import Cell

TONES = {
    "Overdue": "danger", "Waits": "accent", "Answered": "warning", "Satisfied": "success",
    "Withdrawn": "plain", "Overtaken": "plain", "Shared": "success",
}  # fmt: skip
_ORDER = ("Overdue", "Waits", "Answered", "Satisfied", "Overtaken", "Withdrawn", "Shared")
_NTH = {1: "2nd", 2: "3rd"}


def day(when: date | None) -> str:
    """A day as people read it."""
    return f"{when.day} {when:%b %Y}" if when else ""


def state_cell(row: Row) -> Cell:
    """Where a notice stands, as a pill."""
    if row.effect_due:
        return Cell("Effect due", "warning")
    return Cell(row.state, TONES.get(row.state, "plain"))


def state_order(row: Row) -> int:
    """The order of the states: what is late first."""
    return _ORDER.index(row.state)


def nth(earlier: int) -> str:
    """`3rd concern about this child`; nothing for the first."""
    return f"{_NTH.get(earlier, f'{earlier + 1}th')} concern about this child" if earlier else ""


def step_state(step: Step, today: date, *, open_: bool) -> tuple[str, str]:
    """How a stage was answered, and the tone of it."""
    answer = step.answer
    if answer is not None:
        if step.due is None:
            return "Answered", "success"
        return ("Answered late", "warning") if answer.late else ("Answered in time", "success")
    if not open_ or step.due is None:
        return "No answer", "plain"
    if step.overdue(today):
        late = (today - step.due).days
        return f"{late} day{'s' if late != 1 else ''} overdue", "danger"
    left = (step.due - today).days
    return {0: "Due today", 1: "Due tomorrow"}.get(left, f"{left} days left"), "accent"


def answer_line(answer: Answer) -> str:
    """Who answered, and when."""
    more = ", a further answer" if answer.further else ""
    return f"{answer.who}, {day(answer.day)}{more}"
