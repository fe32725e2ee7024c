"""Long work: one worker thread behind the window, with progress and a way to stop it."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from qa_tool.errors import Cancelled
from qa_tool.progress import Progress
from ui import messages

T = TypeVar("T")
SLOW = 500


@dataclass(eq=False)
class Task:
    """One piece of long work: title, how far it is, and whether it holds answering meanwhile."""

    title: str
    function: Callable[[Progress], Any]
    done: Callable[[Any], object] | None = None
    failed: Callable[[BaseException], object] | None = None
    holds: bool = False
    at: int = 0
    total: int = 0
    words: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self.stop.set()


class _Told:
    """The progress that the work is given: hears the wish to stop at each step."""

    def __init__(self, task: Task, tell: Callable[[Task, int, int, str], None]) -> None:
        self._task, self._tell = task, tell

    def step(self, done: int, total: int, words: str) -> None:
        """Tell how far it is; stop where the person asked for it."""
        if self._task.stop.is_set():
            raise Cancelled
        self._tell(self._task, done, total, words)


class Tasks(QObject):
    """Runs long work one after another: `run(title, function(progress) -> T, done(T), failed=None, holds=False)`.

    `done` and `failed` are called in the window's thread; without `failed` trouble is told by `messages`.
    `Tasks(now=True)` does the work at once in the caller's thread: for tests and for work without a screen.
    """

    slow = Signal(object)  # a task that has been running for half a second: show a bar
    moved = Signal(object)  # a task told how far it is
    ended = Signal(object)  # a task is over, however it ended
    _step = Signal(object, int, int, str)
    _over = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, *, now: bool = False) -> None:
        super().__init__(parent)
        self._at_once = now
        self._queue: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting: list[Task] = []
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._step.connect(self._stepped, queued)
        self._over.connect(self._finished, queued)

    def run(
        self,
        title: str,
        function: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        *,
        holds: bool = False,
    ) -> Task:
        """Begin this work, or let it wait for its turn."""
        task = Task(title, function, done, failed, holds)
        self._waiting.append(task)
        if self._at_once:
            self._finished(task, *_work(task, _Told(task, self._stepped)))
            return task
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name="tasks", daemon=True)
            self._thread.start()
        self._queue.put(task)
        QTimer.singleShot(SLOW, self, lambda: self._maybe_slow(task))
        return task

    def current(self) -> Task | None:
        """The task that runs now."""
        return self._waiting[0] if self._waiting else None

    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._waiting)

    def holding(self) -> bool:
        """Whether answering must wait."""
        return any(task.holds for task in self._waiting)

    def close(self, seconds: float = 10.0) -> bool:
        """Stop what runs, let the thread go, call nobody back; false where the work did not stop in time."""
        self._closed = True
        for task in self._waiting:
            task.cancel()
        self._waiting.clear()
        if self._thread is None:
            return True
        self._queue.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _loop(self) -> None:
        """The worker: one task after another."""
        while (task := self._queue.get()) is not None:
            result, error = _work(task, _Told(task, self._step.emit))
            if self._closed:
                continue
            self._over.emit(task, result, error)
            del task, result, error

    def _maybe_slow(self, task: Task) -> None:
        """Half a second has gone: tell where it is still there."""
        if task in self._waiting:
            self.slow.emit(task)

    def _stepped(self, task: Task, at: int, total: int, words: str) -> None:
        """Remember and tell how far it is."""
        task.at, task.total, task.words = at, total, words
        self.moved.emit(task)

    def _finished(self, task: Task, result: object, error: BaseException | None) -> None:
        """Hand over the result, in the window's thread."""
        if self._closed or task not in self._waiting:
            return
        self._waiting.remove(task)
        self.ended.emit(task)
        if error is None:
            if task.done is not None:
                task.done(result)
        elif task.failed is not None:
            task.failed(error)
        else:
            messages.fault(error)


def _work(task: Task, progress: Progress) -> tuple[Any, BaseException | None]:
    """Do the work; what it gave, or what went wrong."""
    try:
        if task.stop.is_set():
            raise Cancelled  # noqa: TRY301
        return task.function(progress), None
    except Exception as error:  # noqa: BLE001  (all of it is told)
        return None, error
