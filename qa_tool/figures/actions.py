"""What became of the actions: open, overdue, done, verified, and how old the oldest is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa_tool.figures.dataset import ActionFact

AGES: tuple[tuple[str, int, int | None], ...] = (
    ("Overdue 1 to 7 days", 1, 7),
    ("Overdue 8 to 28 days", 8, 28),
    ("Overdue 29 days or more", 29, None),
)


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """Actions counted once each: open + to_verify + finished + withdrawn make the total."""

    total: int
    open: int
    overdue: int
    no_date: int
    to_verify: int
    finished: int
    withdrawn: int
    on_time: int
    late: int
    verified: int
    difference_seen: int
    oldest_days: int


def days_overdue(action: ActionFact, today: date) -> int:
    """How many days an open action is past its date; 0 when it is not."""
    if action.state != "open" or action.due is None:
        return 0
    return max(0, (today - action.due).days)


def finished(action: ActionFact) -> bool:
    """Verified where that is asked, otherwise done."""
    return action.state == "verified" or (action.state == "done" and not action.needs_verifying)


def count(actions: Sequence[ActionFact], today: date) -> ActionCounts:
    """Count them as they stand today."""
    still = [action for action in actions if action.state == "open"]
    over = [days for action in still if (days := days_overdue(action, today))]
    over_with = [a for a in actions if finished(a)]
    dated = [a for a in over_with if a.done is not None and a.due is not None]
    on_time = sum(1 for a in dated if a.done is not None and a.due is not None and a.done <= a.due)
    return ActionCounts(
        total=len(actions),
        open=len(still),
        overdue=len(over),
        no_date=sum(1 for action in still if action.due is None),
        to_verify=sum(1 for a in actions if a.state == "done" and a.needs_verifying),
        finished=len(over_with),
        withdrawn=sum(1 for action in actions if action.state == "withdrawn"),
        on_time=on_time,
        late=len(dated) - on_time,
        verified=sum(1 for action in actions if action.state == "verified"),
        difference_seen=sum(1 for a in over_with if a.difference.strip()),
        oldest_days=max(over, default=0),
    )


def ageing(actions: Iterable[ActionFact], today: date) -> tuple[tuple[str, int], ...]:
    """Open actions by age: not due yet, no date, then the three bands of overdue."""
    still = [action for action in actions if action.state == "open"]
    bands = [
        ("Not due yet", sum(1 for a in still if a.due is not None and a.due >= today)),
        ("No due date", sum(1 for a in still if a.due is None)),
    ]
    for name, least, most in AGES:
        days = [days_overdue(action, today) for action in still]
        bands.append((name, sum(1 for d in days if d >= least and (most is None or d <= most))))
    return tuple(band for band in bands if band[0] != "No due date" or band[1])
