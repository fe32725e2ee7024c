"""Answers on their way: engine first, disk at once, and word of what changed to whoever shows it."""

import time
from typing import Any

from PySide6.QtCore import QObject, Signal

from qa_tool.audit.form import BadAnswer
from qa_tool.errors import QAError
from ui.form.desk import Desk

MERGE_SECONDS = 20.0
_TYPED = frozenset({"text", "number", "date", "evidence"})


class Answering(QObject):
    """One desk at work: `give(key, value)`, `undo()`, `redo()`.

    `changed(keys)` after each answer; `refused(key, sentence)` where the engine cannot hold it;
    `told(words, state)` is what the foot says; `trouble(error)` where the disk did not take it.
    """

    changed = Signal(object)
    refused = Signal(str, str)
    told = Signal(str, str)
    trouble = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._waiting: dict[str, Any] = {}
        self._last, self._when = "", 0.0

    def give(self, key: str, value: object) -> bool:
        """Answer one question (None clears it); true where the engine took it."""
        form = self.desk.form
        before = form.answers.get(key)
        try:
            keys = form.answer(key, value)
        except BadAnswer as wrong:
            self.refused.emit(key, f"{wrong} {wrong.cure}".strip())
            return False
        after = form.answers.get(key)
        if after != before or key in self._waiting:
            self._keep(key, after, merge=self._joins(key, before, after))
        for name, brought in form.brought.items():
            self._keep(name, brought, merge=False)
        self.changed.emit(keys | {key})
        return True

    def undo(self) -> bool:
        """Take the last answer back."""
        return self._move(back=True)

    def redo(self) -> bool:
        """Give again what was taken back."""
        return self._move(back=False)

    def unkept(self) -> tuple[str, ...]:
        """Answers that the disk has not taken yet; they are tried again with the next one."""
        return tuple(self._waiting)

    def try_again(self) -> None:
        """Try to keep what the disk has not taken."""
        for key in list(self._waiting):
            self._keep(key, self._waiting[key], merge=False)

    def _keep(self, key: str, value: Any, *, merge: bool) -> None:
        """Put it on the disk, with all that is still waiting from before."""
        self._waiting[key] = value
        try:
            for name in list(self._waiting):
                self.desk.keep(name, self._waiting[name], merge=merge and name == key)
                del self._waiting[name]
        except QAError as error:
            self._last = ""
            self.told.emit("Not saved yet", "danger")
            self.trouble.emit(error)
            return
        self._last, self._when = key, time.monotonic()
        self.told.emit(f"Saved {self.desk.clock()}", "saved")

    def _joins(self, key: str, before: Any, after: Any) -> bool:
        """Typing on in one field is one step; ticking, adding and removing are steps of their own."""
        kind = "text" if key.endswith("#comment") else self.desk.form.view(_own(key)).kind
        if kind not in _TYPED or key != self._last or before is None or after is None:
            return False
        if isinstance(after, list) and len(after) != len(before):
            return False
        return time.monotonic() - self._when < MERGE_SECONDS

    def _move(self, *, back: bool) -> bool:
        """One step, back or forth: the desk knows which."""
        try:
            step = self.desk.undo() if back else self.desk.redo()
        except QAError as error:
            self.trouble.emit(error)
            return False
        self._last = ""
        if step is None:
            return False
        keys = self.desk.form.answer(step.key, step.value)
        self.changed.emit(keys | {step.key})
        self.told.emit(f"Saved {self.desk.clock()}", "saved")
        return True


def _own(key: str) -> str:
    """The question that a flag belongs to; any other key as it is."""
    return key.removesuffix("#later")
