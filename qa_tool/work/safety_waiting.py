"""What Home says of safety stops: the overdue ones first of all, then those that wait."""

from qa_tool.work import safety
from qa_tool.work.safety_follow import MAY_SETTLE
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace


def waiting(workspace: Workspace) -> list[Waiting]:
    """A line for each stop without its answers; those that wait for what followed are one line."""
    rows = safety.register(workspace, only_open=True)
    found = [_line(row) for row in rows if row.state != "answered"]
    ended = [row for row in rows if row.state == "answered"]
    if ended and workspace.is_a(*MAY_SETTLE):
        found.append(_to_settle(ended))
    return found


def _line(row: safety.StopRow) -> Waiting:
    late = [_still(clock.what) for clock in row.clocks if clock.overdue]
    ahead = [_still(clock.what) for clock in row.clocks if not clock.done]
    detail = f"Overdue: {late[0]}" if late else "Who was told, and what did they answer?"
    if not late and ahead and row.answered:
        detail = f"Answered; {ahead[0]}"
    title = f"Case {row.reference}: {row.level_words.lower()}"
    return Waiting("danger", title, detail, "safety", {"stop": row.id})


def _still(what: str) -> str:
    """`not told yet: team manager` for a clock that is called `Told: Team manager`."""
    head, colon, who = what.partition(": ")
    return (
        f"not told yet: {who}"
        if colon and head == "Told"
        else f"the {what.lower()} is not there yet"
    )


def _to_settle(rows: list[safety.StopRow]) -> Waiting:
    """Answered, but nobody has said what is different for the child."""
    n, oldest = len(rows), max(row.days for row in rows)
    words = f"{n} safety stop{'s are' if n > 1 else ' is'} answered and not settled"
    days = f"{oldest} day{'' if oldest == 1 else 's'}"
    detail = f"What followed, and what is different for the child? The oldest: {days}"
    return Waiting("warning", words, detail, "safety", {"stop": rows[0].id})
