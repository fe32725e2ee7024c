"""One change for many actions at once, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.action import rules
from qa_tool.action.model import Action
from qa_tool.errors import QAError, Refused
from qa_tool.store import action as shelf
from qa_tool.work.action import keep, visible_one
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace

MOST = 2_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to change for all of them: an owner, a due date, or that they are withdrawn."""

    owner: str = ""
    owner_team: str = ""
    owner_words: str = ""
    due: date | None = None
    withdraw: bool = False
    reason: str = ""

    @property
    def owned(self) -> bool:
        """Whether an owner was given."""
        return bool(self.owner or self.owner_team or self.owner_words.strip())


@dataclass(frozen=True, slots=True)
class Done:
    """What was changed, as it was before and as it is now, and what stayed as it is with the reason."""

    change: Change
    before: tuple[Action, ...]
    after: tuple[Action, ...]
    left: tuple[tuple[str, str], ...]


def apply(workspace: Workspace, ids: Sequence[str], wish: Wish) -> Done:
    """Change what can be changed, in one act; what cannot stays, and says why."""
    if len(ids) > MOST:
        raise QAError(f"These are more than {MOST:,} actions.", "Filter the list further first.")
    if not (wish.owned or wish.due or wish.withdraw):
        raise QAError("Nothing is to be changed.", "Choose an owner or a date, or withdraw them.")
    if (wish.due or wish.withdraw) and not wish.reason.strip():
        raise Refused(
            "There is no reason.", "Say in one sentence why; it stands with each of them."
        )
    before, after, left = list[Action](), list[Action](), list[tuple[str, str]]()
    for id_ in dict.fromkeys(ids):
        try:
            action = visible_one(workspace, id_)
            made = _changed(workspace, action, wish)
        except QAError as refusal:
            left.append((id_, f"{refusal} {refusal.cure}".strip()))
            continue
        before.append(action)
        after.append(made)
    if not after:
        raise Refused(
            "None of these actions can be changed so.",
            left[0][1] if left else "Choose actions in the list first.",
        )
    return Done(keep(workspace, *after), tuple(before), tuple(after), tuple(left))


def _changed(workspace: Workspace, action: Action, wish: Wish) -> Action:
    me, today = workspace.person, workspace.clock.today()
    managed = workspace.is_a("team_manager") and me.team == action.team
    if me.id != action.raised_by and not managed:
        workspace.need("qa_lead")
    made = action
    if wish.owned:
        made = rules.handed_over(made, wish.owner, wish.owner_team, wish.owner_words)
    if wish.due is not None:
        made = rules.moved(made, wish.due, wish.reason, today)
    if wish.withdraw:
        made = rules.withdrawn(made, wish.reason)
    return made


def take_back(workspace: Workspace, done: Done) -> Done:
    """Put everything back as it was, but for what somebody has changed since: that stays."""
    now = {a.id: shelf.action(workspace.store, a.id) for a in done.after}
    fits = [
        (was, is_)
        for was, is_ in zip(done.before, done.after, strict=True)
        if now[is_.id] == is_
    ]  # fmt: skip
    if not fits:
        raise Refused(
            "All of these actions have been changed again since.", "Look at them one by one."
        )
    left = tuple(
        (a.id, "It has been changed again since, and stays as it is now.")
        for a in done.after
        if now[a.id] != a
    )
    before, after = zip(*((replace(is_), was) for was, is_ in fits), strict=True)
    return Done(keep(workspace, *after), before, after, left)
