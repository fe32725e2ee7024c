"""Lists of actions: what this person may see, the most urgent first; shielded audits left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.action.model import STATES, Action
from qa_tool.errors import QAError
from qa_tool.store import action as shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store.action import Counted, Wanted
from qa_tool.work import template as templates
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace

__all__ = ["Counted", "Wanted"]
AGES: tuple[tuple[str, str, tuple[int, int | None]], ...] = (
    ("week", "Overdue 1 to 7 days", (1, 7)),
    ("month", "Overdue 8 to 28 days", (8, 28)),
    ("more", "Overdue 29 days or more", (29, None)),
)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in a list."""

    id: str
    audit: str
    reference: str
    domain: str
    what: str
    owner: str
    team: str
    due: date | None
    overdue: bool
    days_late: int
    state: str
    state_words: str
    priority: str
    needs_verifying: bool
    mine: bool
    can_verify: bool
    action: Action


def rows(
    workspace: Workspace, *, states: Sequence[str] = (), audit: str = "", only_mine: bool = False
) -> tuple[ActionRow, ...]:
    """The actions that this person may see, the most urgent first; shielded audits left out."""
    me = workspace.person.id
    found = shelf.actions(
        workspace.store, audit=audit, owner=me if only_mine else "", states=tuple(states)
    )
    blind = hidden(workspace)
    linked = shelf.unseen(workspace.store, blind)
    everything, team = workspace.is_a("qa_lead", "cswo"), workspace.person.team
    seen = [
        a for a in found
        if a.audit not in blind and a.id not in linked
        and (
            everything or me in {a.owner, a.raised_by}
            or bool(team and team in {a.team, a.owner_team})
        )
    ]  # fmt: skip
    return _rows(workspace, seen)


def _rows(workspace: Workspace, seen: Sequence[Action]) -> tuple[ActionRow, ...]:
    """The lines of these actions; what they need of cases and audits is read at once."""
    cases = council_shelf.cases(workspace.store, [a.case for a in seen])
    marks = audit_shelf.fingerprints(workspace.store, [a.audit for a in seen])
    return tuple(
        _row(workspace, a, cases[a.case].reference if a.case else "", marks.get(a.audit, ""))
        for a in seen
        if not a.case or a.case in cases
    )


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How many actions are open or wait for their proof to be seen; `proofs` are one's own to see."""

    n: int
    overdue: int
    proofs: int


def unfinished(workspace: Workspace) -> Unfinished:
    """The unfinished actions that this person may see, counted; shielded audits left out."""
    return Unfinished(
        *shelf.unfinished(workspace.store, reader(workspace), workspace.clock.today())
    )


def to_verify(workspace: Workspace, most: int) -> tuple[ActionRow, ...]:
    """The first few actions whose proof this person may look at."""
    return _rows(workspace, shelf.to_verify(workspace.store, reader(workspace), most))


def reader(workspace: Workspace) -> shelf.Reader:
    """Whose actions this person may see, for the store."""
    me = workspace.person
    return shelf.Reader(
        me.id, me.team, workspace.is_a("qa_lead", "cswo"), workspace.is_a("moderator")
    )


def _row(workspace: Workspace, a: Action, reference: str, mark: str) -> ActionRow:
    today, me = workspace.clock.today(), workspace.person.id
    late = a.overdue(today)
    return ActionRow(
        a.id, a.audit, reference, _domain_title(workspace, a, mark), a.what,
        owner_name(workspace, a), workspace.team_name(a.team), a.due,
        late, (today - a.due).days if late and a.due else 0, a.state, STATES[a.state], a.priority,
        a.needs_verifying, me == a.owner,
        a.state == "done" and a.needs_verifying and me not in {a.done_by, a.owner}, a,
    )  # fmt: skip


def owner_name(workspace: Workspace, action: Action) -> str:
    """Who owns an action: a person, a team, or a partner agency."""
    if action.owner:
        return workspace.name(action.owner)
    return workspace.team_name(action.owner_team) if action.owner_team else action.owner_words


def _domain_title(workspace: Workspace, action: Action, mark: str) -> str:
    if not action.audit:
        return ""
    try:
        template = templates.by_fingerprint(workspace, mark)
    except QAError:
        return ""
    domain = template.domain(action.key.partition(".")[0])
    return domain.title if domain else "Overall"


# --- long lists: numbers first, lines when they are shown ----------------------------------------


def numbers(
    workspace: Workspace, wanted: Wanted, *, sort: str = "", down: bool = False, text: str = ""
) -> list[int]:
    """The row numbers of the actions that this person may list, in order.

    `text` is what somebody typed to filter: words of the action, its owner, its team, its case.
    """
    found = shelf.numbers(
        workspace.store, reader(workspace), _worded(workspace, wanted, text.strip()),
        workspace.clock.today(), sort=sort, down=down,
    )  # fmt: skip
    named = _named(workspace, sort)
    if named is None:
        return [number for number, _value in found]
    dealt: dict[str, list[int]] = {}
    for number, value in found:
        dealt.setdefault(value, []).append(number)
    order = sorted(dealt, key=lambda value: (named(value).casefold(), value), reverse=down)
    return [number for value in (*filter(None, order), "") for number in dealt.get(value, ())]


def _named(workspace: Workspace, sort: str) -> Callable[[str], str] | None:
    """What people read in the column that a list is sorted by; None where its own order stands."""
    places: dict[str, str] = {state: str(place) for place, state in enumerate(STATES)}
    known: dict[str, Callable[[str], str]] = {
        "owner": workspace.name, "team": workspace.team_name,
        "state": lambda state: places.get(state, state),
    }  # fmt: skip
    return known.get(sort)


def _worded(workspace: Workspace, wanted: Wanted, text: str) -> Wanted:
    if not text:
        return wanted
    needle = text.casefold()
    return replace(
        wanted, text=text,
        or_people=tuple(p.id for p in workspace.people.values() if needle in p.name.casefold()),
        or_teams=tuple(t.id for t in workspace.teams.values() if needle in t.name.casefold()),
    )  # fmt: skip


def lines(workspace: Workspace, wanted: Sequence[int]) -> tuple[ActionRow, ...]:
    """The lines of these row numbers; what came out of sight in the meantime is left out."""
    blind = hidden(workspace)
    linked = shelf.unseen(workspace.store, blind)
    found = shelf.by_number(workspace.store, wanted)
    return _rows(workspace, [a for a in found if a.audit not in blind and a.id not in linked])


def counted(workspace: Workspace, wanted: Wanted | None = None) -> Counted:
    """The actions of a filter counted: by state and age, the oldest, the reopened."""
    return shelf.counted(
        workspace.store, reader(workspace), wanted or Wanted(), workspace.clock.today()
    )


def chosen(workspace: Workspace, wanted: Wanted) -> tuple[ActionRow, ...]:
    """Every line of a filter, by due date: for short lists and scripts."""
    found = shelf.visible(workspace.store, reader(workspace), wanted, workspace.clock.today())
    return _rows(workspace, found)


def number_of(workspace: Workspace, action_id: str) -> int | None:
    """The row number of an action; whether this person may see it, the list says."""
    return shelf.number_of(workspace.store, action_id)


def as_rows(workspace: Workspace, found: Sequence[Action]) -> tuple[ActionRow, ...]:
    """The lines of actions that were read by a question which withholds what it must."""
    return _rows(workspace, found)


def asked(workspace: Workspace, view: str, team: str = "") -> tuple[ActionRow, ...]:
    """The actions of a view (unfinished, overdue, proof, finished, withdrawn, all), of one team by name."""
    found = [t.id for t in workspace.teams.values() if t.name.casefold() == team.strip().casefold()]
    if team.strip() and not found:
        raise QAError(
            f"There is no team called '{team}'.", "Write its name as the page People has it."
        )
    known = {"all": "", "withdrawn": "is_withdrawn"}
    return chosen(workspace, Wanted(view=known.get(view, view), team=found[0] if found else ""))
