"""Undo and redo for the window's buttons: a stack that mirrors what the desk can do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QUndoCommand, QUndoStack


class _Back(QUndoCommand):
    """One step: which one, the desk knows; it also knows those of before a restart."""

    def __init__(self, steps: "Steps") -> None:
        super().__init__()
        self._steps = steps

    def undo(self) -> None:
        """Take the last answer back."""
        self._steps.move(back=True)

    def redo(self) -> None:
        """Give it again."""
        self._steps.move(back=False)


class Steps(QObject):
    """`.stack` for the window; `show_desk(can, move)` begins with a desk, `mirror()` after each answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._quiet, self._moving = False, False
        self._can: Callable[[], tuple[bool, bool]] = lambda: (False, False)
        self._move: Callable[[bool], object] = lambda _back: None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.mirror)

    def show_desk(
        self, can: Callable[[], tuple[bool, bool]], move: Callable[[bool], object]
    ) -> None:
        """Mirror this desk from now on."""
        self._can, self._move = can, move
        self.mirror()

    def let_go(self) -> None:
        """There is no desk any more: nothing to undo."""
        self._later.stop()
        self._can, self._move = lambda: (False, False), lambda _back: None
        self.mirror()

    def mirror(self) -> None:
        """Hold one step back and one step on, where the desk has them; the rest comes as it is needed."""
        if self._moving:  # the stack cannot be changed from inside its own step
            self._later.start()
            return
        back, on = self._can()
        if (back, on) == (self.stack.canUndo(), self.stack.canRedo()):
            return
        self._quiet = True
        self.stack.clear()
        for there in (back, on):
            if there:
                self.stack.push(_Back(self))
        if on:
            self.stack.undo()
        self._quiet = False

    def move(self, *, back: bool) -> None:
        """Do the step, then look again what there is."""
        if self._quiet:
            return
        self._moving = True
        try:
            self._move(back)
        finally:
            self._moving = False
        self._later.start()
