"""What may happen to an action, and what must be there first."""

from dataclasses import replace
from datetime import date, datetime

from qa_tool.action.model import Action
from qa_tool.errors import Refused


def checked(action: Action, today: date) -> Action:
    """A new action must say what, who and by when, and its date must not lie in the past."""
    if not action.what.strip():
        raise Refused("The action says nothing yet.", "Type what must change for this child.")
    if not action.owner and not action.owner_words.strip():
        raise Refused("Nobody owns this action.", "Choose a person, or name a team or agency.")
    if action.due is None:
        raise Refused("The action has no due date.", "Choose when it must be done.")
    if action.due < today:
        raise Refused("The due date lies in the past.", "Choose today or a later day.")
    return action


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
    return replace(action, state="open", reason=reason, verified_by="", verified=None)


def withdrawn(action: Action, reason: str) -> Action:
    """No longer needed, with the reason kept."""
    if not reason.strip():
        raise Refused("There is no reason.", "Say in one sentence why it is withdrawn.")
    return replace(action, state="withdrawn", reason=reason)
