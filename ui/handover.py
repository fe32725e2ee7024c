"""A question from the worker to the window, which alone may write in the ledger: asked, waited for, answered."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from qa_tool.errors import Cancelled

PATIENCE = 60.0
_LOOK = 0.2  # seconds between looks whether the work is to stop


class _Asked:
    """One question under way."""

    def __init__(self, function: Callable[[], object]) -> None:
        self.function = function
        self.error: BaseException | None = None
        self.answered = threading.Event()
        self._given_up = False
        self._turn = threading.Lock()

    def answer(self) -> None:
        """Do it, unless whoever asked has gone."""
        with self._turn:
            if self._given_up:
                return
            try:
                self.function()
            except Exception as error:  # noqa: BLE001  raised again where it was asked
                self.error = error
            finally:
                self.answered.set()

    def give_up(self) -> bool:
        """Want it no more; false where it is done already."""
        with self._turn:
            self._given_up = not self.answered.is_set()
            return self._given_up

    def wait(self, alive: Callable[[], object]) -> None:
        """Wait until it is done; Cancelled where nobody answers, or the work is to stop."""
        try:
            done = self._in_time(alive)
        except Cancelled:
            done = False
        if not done and self.give_up():
            raise Cancelled

    def _in_time(self, alive: Callable[[], object]) -> bool:
        """Whether it was done before patience ended."""
        for _turn in range(max(1, round(PATIENCE / _LOOK))):
            if self.answered.wait(min(_LOOK, PATIENCE)):
                return True
            alive()
        return False


class Handover(QObject):
    """Does something in the window's thread for work on another: `.ask(function)`; its errors are raised there."""

    _asked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._home = threading.get_ident()
        self._asked.connect(lambda one: one.answer(), Qt.ConnectionType.QueuedConnection)

    def ask(
        self, function: Callable[[], object], alive: Callable[[], object] = lambda: None
    ) -> None:
        """Have it done, and wait until it is; `alive` raises Cancelled where the work is to stop."""
        one = _Asked(function)
        if threading.get_ident() == self._home:
            one.answer()
        else:
            self._asked.emit(one)
            one.wait(alive)
        if one.error is not None:
            raise one.error
