"""The banner over the lists: what a restored backup lacks, and the verb that does it again."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.work import restored
from qa_tool.work.change import Change
from ui.context import Context
from ui.dialogs import ask
from ui.widgets import Banner

VERB, BY_HAND = "Do again what the backup lacks", "It is done by hand…"


def show(banner: Banner, context: Context, act: Callable[[], object]) -> None:
    """Say what is left to do again; nothing left hides the banner."""
    left = restored.left(context.workspace)
    verb = VERB if left.holds or left.erasures else BY_HAND
    words = f"{left.words()}." if left else ""
    if left.holds or left.unread:
        words += " Until the holds are back, nothing else is erased."
    banner.show_message(words, "danger", verb if left else "", act if left else None)


def do(parent: QWidget, context: Context) -> Change | None:
    """Do it again, or note after a question that it was done by hand; None where that was not wanted."""
    left = restored.left(context.workspace)
    by_hand = not (left.holds or left.erasures)
    if by_hand and not ask(
        parent, "Was it all done by hand?",
        "The store that was moved aside cannot be read, so the program cannot know which legal holds, "
        "erasures and disposals were made after the backup. Say yes only when each was made again here.",
        "Yes, it is done", danger=True,
    ):  # fmt: skip
        return None
    try:
        return restored.do_again(context.workspace, by_hand=by_hand)
    except QAError as error:
        context.fault(error)
        return None


def told(context: Context) -> str:
    """What is said afterwards: done, or that a hold stands in the way of the rest."""
    if restored.left(context.workspace).erasures:
        return "Done again, but for what a legal hold covers here: lift the hold first."
    return "Done again."
