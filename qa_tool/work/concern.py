"""Concerns that the Chief Social Work Officer takes higher: kept, chased, answered, counted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.concern import rules
from qa_tool.concern.model import STATES, Concern, Recipient, Reminder, State
from qa_tool.concern.rules import Counts
from qa_tool.council.model import Role
from qa_tool.errors import QAError, Refused
from qa_tool.store import concern as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("cswo", "qa_lead")


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern with where it stands: `days` is how long it waited, or waits still."""

    concern: Concern
    to: str
    state: State
    state_words: str
    due: date
    days: int
    by: str


# --- verbs ---------------------------------------------------------------------------------------


def take_higher(workspace: Workspace, concern: Concern) -> Change:
    """Keep a concern that was taken higher; the program tells nobody."""
    workspace.need(*ROLES)
    kept = replace(
        rules.checked(concern, workspace.clock.today()),
        id=workspace.ids.new_id("cnc"), by=workspace.person.id, reminders=(), answered=None,
        answer="", withdrawn=None, reason="",
    )  # fmt: skip
    return _keep(workspace, kept)


def correct(workspace: Workspace, concern: Concern) -> Change:
    """Correct to whom, when, what about and what was asked, until there is an answer."""
    before = _held(workspace, concern.id)
    if before.answered is not None or before.withdrawn is not None:
        raise Refused(
            "This concern has ended, so it stays as it was sent.", "Take it higher again instead."
        )
    fresh = rules.checked(concern, workspace.clock.today())
    if any(reminder.on < fresh.taken for reminder in before.reminders):
        raise QAError(
            "A reminder is older than that day.", "Type the day on which it was first taken higher."
        )
    return _keep(
        workspace,
        replace(before, to=fresh.to, taken=fresh.taken, about=fresh.about, asked=fresh.asked,
                links=fresh.links),
    )  # fmt: skip


def remind(workspace: Workspace, concern_id: str, on: date, how: str) -> Change:
    """Record that somebody asked again."""
    held = _held(workspace, concern_id)
    reminder = Reminder(on, how, workspace.person.id)
    return _keep(workspace, rules.reminded(held, reminder, workspace.clock.today()))


def answer(workspace: Workspace, concern_id: str, on: date, words: str) -> Change:
    """Record the answer, with its day."""
    held = _held(workspace, concern_id)
    return _keep(workspace, rules.answered(held, on, words, workspace.clock.today()))


def withdraw(workspace: Workspace, concern_id: str, reason: str) -> Change:
    """Take it back, with the reason."""
    held = _held(workspace, concern_id)
    return _keep(workspace, rules.withdrawn(held, workspace.clock.today(), reason))


def _keep(workspace: Workspace, concern: Concern) -> Change:
    with workspace.store.together():
        workspace.write("concern", concern.id, concern)
    return changed("concern", ids=(concern.id,))


def _held(workspace: Workspace, concern_id: str) -> Concern:
    workspace.need(*ROLES)
    found = shelf.concern(workspace.store, concern_id)
    if found is None:
        raise QAError("This concern is not here.", "Look at the list again.")
    return found


# --- questions -----------------------------------------------------------------------------------


def titles(workspace: Workspace) -> dict[Recipient, str]:
    """To whom a concern may go, as this council calls them."""
    names = workspace.policy.titles
    return {
        "director": names.director,
        "chief_executive": names.chief_executive,
        "members": names.members,
    }


def rows(workspace: Workspace, *, state: str = "") -> tuple[ConcernRow, ...]:
    """The concerns of one state ("waiting": open or overdue), or all: what waits longest first."""
    workspace.need(*ROLES)
    found = [_row(workspace, one) for one in shelf.concerns(workspace.store)]
    wanted = ("open", "overdue") if state == "waiting" else (state,)
    shown = [row for row in found if not state or row.state in wanted]
    return tuple(sorted(shown, key=_place))


def _place(row: ConcernRow) -> tuple[bool, int, str]:
    """Without an answer first, the longest waiting of them; then the latest."""
    waits = row.state in {"open", "overdue"}
    when = row.concern.taken.toordinal()
    return not waits, when if waits else -when, row.concern.id


def one(workspace: Workspace, concern_id: str) -> ConcernRow:
    """One concern with where it stands."""
    return _row(workspace, _held(workspace, concern_id))


def _row(workspace: Workspace, concern: Concern) -> ConcernRow:
    today, days = workspace.clock.today(), workspace.policy.clocks.concern_days
    state = rules.state_of(concern, today, days)
    return ConcernRow(
        concern, titles(workspace)[concern.to], state, STATES[state], rules.due(concern, days),
        rules.open_for(concern, today), workspace.name(concern.by),
    )  # fmt: skip


def counted(
    workspace: Workspace, within: Callable[[date], bool] = lambda _day: True
) -> tuple[Counts, tuple[tuple[str, int], ...]]:
    """For the annual report: the counts of the days that `within` accepts, and to whom, by title."""
    workspace.need(*ROLES)
    found = rules.counts(shelf.concerns(workspace.store), workspace.clock.today(), within)
    names = titles(workspace)
    return found, tuple((names[to], n) for to, n in found.to)


def waiting(workspace: Workspace) -> list[Waiting]:
    """Home, for the CSWO: what has had no answer for longer than the council gives it."""
    if not workspace.is_a("cswo"):
        return []
    late = [
        row
        for row in (_row(workspace, c) for c in shelf.concerns(workspace.store, only_waiting=True))
        if row.state == "overdue"
    ]
    return [
        Waiting(
            "warning", f"No answer from the {row.to}" if row.concern.to != "members"
            else f"No answer from {row.to.lower()}",
            f"Taken higher {row.days} days ago · {_asked_again(row.concern)}", "concerns",
            {"concern": row.concern.id},
        )
        for row in late
    ]  # fmt: skip


def _asked_again(concern: Concern) -> str:
    n = len(concern.reminders)
    return (
        "nobody has asked again" if not n else f"asked again {'once' if n == 1 else f'{n} times'}"
    )
