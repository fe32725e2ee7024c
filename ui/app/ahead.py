"""Loads what the window will need while somebody types their passphrase: a module a moment."""

import importlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

FIRST, PAUSE = 250, 40  # milliseconds until the screen is surely drawn, and between two modules
MODULES = (
    "qa_tool.store.core",
    "qa_tool.keys.unlock",
    "qa_tool.audit.form",
    "qa_tool.work.session",
    "ui.navigation",
    "ui.window",
    "qa_tool.work.home",
    "ui.pages.home",
    "ui.app.finding",
    "qa_tool.work.home_lines",
    "qa_tool.work.notice_list",
    "qa_tool.work.voice",
    "qa_tool.work.diagnostic_after",
    "qa_tool.work.quotation",
    "qa_tool.work.framework",
    "qa_tool.work.publication_waiting",
    "qa_tool.work.crosswalk_waiting",
)


class Ahead(QObject):
    """`Ahead(busy)`, `.begin()`: loads the modules one by one, and waits while the worker is at work."""

    def __init__(
        self, busy: Callable[[], bool], modules: Sequence[str] = MODULES,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._busy, self.left = busy, list(modules)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def begin(self) -> None:
        """From the next moment on."""
        self._timer.start(FIRST)

    def end(self) -> None:
        """No more: the window is there, and has loaded what it needs."""
        self._timer.stop()
        self.left.clear()

    def _next(self) -> None:
        """The next module; never while the worker loads the same ones."""
        if self._busy():
            return
        self._timer.setInterval(PAUSE)
        if self.left:
            importlib.import_module(self.left.pop(0))
        if not self.left:
            self._timer.stop()
