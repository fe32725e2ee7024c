"""What may happen to an action, and what must be there first."""

from dataclasses import replace
from datetime import date, datetime

from qa_tool.action.model import Action, Learned
from qa_tool.errors import Refused


def checked(action: Action, today: date) -> Action:
    """A new action must say what, who and by when, and its date must not lie in the past."""
    if not action.what.strip():
        whom = "for this child" if action.level == "child" else "in the service"
        raise Refused("The action says nothing yet.", f"Type what must change {whom}.")
    _owned(action)
    _dated(action.due, today)
    if action.level == "child" and not action.audit:
        raise Refused(
            "An action for a child comes from an audit of that child.",
            "Raise it from the audit, or choose that it is for the service.",
        )
    return action


def _owned(action: Action) -> None:
    if not (action.owner or action.owner_team or action.owner_words.strip()):
        raise Refused("Nobody owns this action.", "Choose a person, or name a team or agency.")


def _dated(due: date | None, today: date) -> None:
    if due is None:
        raise Refused("The action has no due date.", "Choose when it must be done.")
    if due < today:
        raise Refused("The due date lies in the past.", "Choose today or a later day.")


def done(action: Action, by: str, at: datetime, proof: str, difference: str = "") -> Action:
    """The owner says that it is done, and where the proof is."""
    if action.state != "open":
        raise Refused("This action is not open.", "Open it again first, with a reason.")
    if not proof.strip():
        raise Refused(
            "There is no proof yet.", "Say which record shows that it was done, and its date."
        )
    return replace(action, state="done", done_by=by, done=at, proof=proof, difference=difference)


def verified(action: Action, by: str, at: datetime, difference: str) -> Action:
    """Somebody else has seen the proof, and says what changed for the child."""
    if action.state != "done":
        raise Refused("This action is not done yet.", "Its owner gives the proof first.")
    if not by:
        raise Refused(
            "There is proof, but nobody has seen it.", "Somebody else signs in and looks at it."
        )
    if by in {action.done_by, action.owner}:
        raise Refused(
            "Whoever did the action cannot verify it.", "Ask somebody else to look at the proof."
        )
    if not difference.strip() and action.level == "child":
        raise Refused(
            "It is not said what changed for this child.",
            "Write it in one sentence; 'nothing can be seen' is an allowed answer.",
        )
    return replace(
        action, state="verified", verified_by=by, verified=at,
        difference=difference or action.difference,
    )  # fmt: skip


def reopened(action: Action, reason: str) -> Action:
    """Not done after all: back to open, with the reason kept."""
    if action.state == "open":
        raise Refused("This action is open already.")
    if not reason.strip():
        raise Refused("There is no reason.", "Say in one sentence why it is open again.")
    return replace(
        action, state="open", reason=reason, verified_by="", verified=None,
        reopened=action.reopened + 1,
    )  # fmt: skip


def moved(action: Action, due: date, reason: str, today: date) -> Action:
    """Due on another day; the first date is kept, because what is on time is counted by it."""
    if action.state != "open":
        raise Refused("This action is not open, so its date stays.", "Open it again first.")
    _dated(due, today)
    if not reason.strip():
        raise Refused("There is no reason.", "Say in one sentence why the date moves.")
    first = action.first_due or (action.due if action.due != due else None)
    return replace(action, due=due, first_due=first, reason=reason)


def handed_over(action: Action, owner: str, owner_team: str = "", owner_words: str = "") -> Action:
    """Somebody else sees to it."""
    if action.state != "open":
        raise Refused("This action is not open, so its owner stays.", "Open it again first.")
    made = replace(action, owner=owner, owner_team=owner_team, owner_words=owner_words.strip())
    _owned(made)
    return made


def learned(action: Action, what: Learned) -> Action:
    """A learning offer was held, and who took part; later what was seen when it was measured again."""
    if action.kind != "learning":
        raise Refused("This action is no learning offer.", "Raise a learning offer for it.")
    if action.state == "withdrawn":
        raise Refused("This learning offer is withdrawn.", "Open it again first, with a reason.")
    if any(n < 0 for n in what.took_part.values()):
        raise Refused("A number of people is below nothing.", "Type 0 or more.")
    return replace(action, learned=what)


def withdrawn(action: Action, reason: str) -> Action:
    """No longer needed, with the reason kept."""
    if action.state == "withdrawn":
        raise Refused("This action is withdrawn already.")
    if not reason.strip():
        raise Refused("There is no reason.", "Say in one sentence why it is withdrawn.")
    return replace(action, state="withdrawn", reason=reason)
