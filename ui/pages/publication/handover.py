"""A question from the worker to the window, which alone may write in the ledger: asked, waited for, answered."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from qa_tool.errors import Cancelled

PATIENCE = 60.0


class _Asked:
    """One question under way."""

    def __init__(self, function: Callable[[], object]) -> None:
        self.function = function
        self.error: BaseException | None = None
        self.answered, self.given_up = threading.Event(), threading.Event()

    def answer(self) -> None:
        """Do it, unless whoever asked has gone."""
        if self.given_up.is_set():
            return
        try:
            self.function()
        except Exception as error:  # noqa: BLE001  raised again where it was asked
            self.error = error
        finally:
            self.answered.set()


class Handover(QObject):
    """Does something in the window's thread for work on another: `.ask(function)`; its errors are raised there."""

    _asked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._home = threading.get_ident()
        self._asked.connect(lambda one: one.answer(), Qt.ConnectionType.QueuedConnection)

    def ask(self, function: Callable[[], object]) -> None:
        """Have it done, and wait until it is."""
        one = _Asked(function)
        if threading.get_ident() == self._home:
            one.answer()
        else:
            self._asked.emit(one)
            if not one.answered.wait(PATIENCE):
                one.given_up.set()
                raise Cancelled
        if one.error is not None:
            raise one.error
