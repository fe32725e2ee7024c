"""Changing many actions at once, with undo."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.work import action_bulk
from qa_tool.work.action import ActionRow
from qa_tool.work.action_bulk import Done, Wish
from qa_tool.work.workspace import Workspace
from ui.context import Context
from ui.dialogs import Field, ask_fields
from ui.pages.actions.form import owner_parts, owners

KEEP = "keep"


class Step(QUndoCommand):
    """One bulk change that can be taken back and made again: `Step(context, done, heard)`."""

    def __init__(self, context: Context, done: Done, heard: Callable[[Done], object]) -> None:
        n = len(done.after)
        super().__init__(f"change of {n} action{'s' if n > 1 else ''}")
        self._context, self._done, self._heard = context, done, heard
        self._first = True

    def undo(self) -> None:
        """Put everything back as it was."""
        self._turn("put back")

    def redo(self) -> None:
        """Make the change again; the first time it is made already."""
        if self._first:
            self._first = False
        else:
            self._turn("changed again")

    def _turn(self, word: str) -> None:
        try:
            back = action_bulk.take_back(self._context.workspace, self._done)
        except QAError as error:
            self.setObsolete(True)
            self._context.fault(error)
            return
        self._done = back
        self._heard(back)
        self._context.say(counted(back, word), "success")


def ask_bulk(parent: QWidget, space: Workspace, rows: Sequence[ActionRow]) -> Done | None:
    """Ask what is to change for all of these, and change it; None where nothing is."""
    made: list[Done] = []
    fields = [
        Field("owner", "Who sees to them", "choice", KEEP,
              [(KEEP, "As it is"), *owners(space), ("", "An agency, below")]),
        Field("owner_words", "Agency"),
        Field("due", "Due on", "date", help="Empty: as it is. The first date is kept beside it."),
        Field("withdraw", "Withdraw", "check", help="They are no longer needed"),
        Field("reason", "Reason", "long", help="Asked for a date or a withdrawal; stands with each."),
    ]  # fmt: skip

    def check(given: Mapping[str, Any]) -> str:
        person, team, words = "", "", ""
        if given["owner"] != KEEP:
            person, team, words = owner_parts(given)
        wish = Wish(
            person, team, words, given["due"] or None, bool(given["withdraw"]), str(given["reason"])
        )
        try:
            made.append(action_bulk.apply(space, [row.id for row in rows], wish))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    n = len(rows)
    title = f"Change {n} action{'s' if n > 1 else ''}"
    given = ask_fields(
        parent, title, fields, "Change them", text="It can be undone as long as this page is open.",
        check=check,
    )  # fmt: skip
    return made[-1] if given is not None and made else None


def counted(done: Done, word: str) -> str:
    """What happened, in words, with the first reason why something stayed."""
    n = len(done.after)
    said = f"{n} action{'s' if n > 1 else ''} {word}."
    if done.left:
        said += f" {len(done.left)} stayed as they are: {done.left[0][1]}"
    return said
