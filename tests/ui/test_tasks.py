"""Long work: one after another, told, stopped, and never called back after the end."""

import gc
import threading
import time
import weakref

import pytest
from pytestqt.qtbot import QtBot

from qa_tool.errors import Cancelled, QAError
from qa_tool.progress import Progress
from ui.messages import Message
from ui.tasks import Tasks


def test_the_result_comes_back_in_the_windows_thread(qtbot: QtBot):
    """The work is elsewhere, what follows is here."""
    tasks = Tasks()
    where: list[object] = []

    def work(progress: Progress) -> threading.Thread:
        progress.step(1, 2, "half")
        return threading.current_thread()

    tasks.run("Counting", work, lambda thread: where.extend([thread, threading.current_thread()]))
    qtbot.waitUntil(lambda: len(where) == 2, timeout=3000)
    assert where[0] is not threading.main_thread()
    assert where[1] is threading.main_thread()
    assert not tasks.busy()
    assert tasks.close()


def test_work_is_done_one_after_another(qtbot: QtBot):
    """Two pieces of work never meet."""
    tasks, order, inside = Tasks(), list[str](), list[int]()

    def piece(name: str):
        def work(progress: Progress) -> None:
            inside.append(1)
            assert len(inside) == 1
            time.sleep(0.02)
            inside.pop()
            order.append(name)

        return work

    for name in "abc":
        tasks.run(name, piece(name))
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=3000)
    assert order == ["a", "b", "c"]
    assert tasks.close()


def test_stopping_ends_the_work_at_its_next_step(qtbot: QtBot):
    """Stop is heard at the next step; nothing is done with the rest; the failed call hears why."""
    tasks, failed, begun = Tasks(), list[BaseException](), threading.Event()

    def work(progress: Progress) -> None:
        for number in range(100_000):
            begun.set()
            progress.step(number, 100_000, "on")
            time.sleep(0.001)

    task = tasks.run("Long", work, failed=failed.append)
    assert begun.wait(3)
    task.cancel()
    qtbot.waitUntil(lambda: len(failed) == 1, timeout=3000)
    assert isinstance(failed[0], Cancelled)
    assert tasks.close()


def test_trouble_is_told_where_nobody_asked_to_hear_it(qtbot: QtBot, spoken: list[Message]):
    """Work that fails without a listener of its own speaks through the one voice."""
    tasks = Tasks()

    def work(progress: Progress) -> None:
        raise QAError("The file is open in Excel.", "Close it there and try again.")

    tasks.run("Writing", work)
    qtbot.waitUntil(lambda: bool(spoken), timeout=3000)
    assert spoken[0].cure == "Close it there and try again."
    assert tasks.close()


def test_only_slow_work_shows_a_bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    """What is done in a moment makes no bar flicker."""
    monkeypatch.setattr("ui.tasks.SLOW", 60)
    tasks, slow, go = Tasks(), list[str](), threading.Event()
    tasks.slow.connect(lambda task: slow.append(task.title))
    tasks.run("quick", lambda progress: None)
    tasks.run("slow", lambda progress: go.wait(3))
    qtbot.waitUntil(lambda: slow == ["slow"], timeout=3000)
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=3000)
    assert slow == ["slow"]
    assert tasks.close()


def test_after_the_end_nobody_is_called(qtbot: QtBot):
    """Closing stops the work, lets the thread go, and calls nothing back."""
    tasks, heard, begun = Tasks(), list[object](), threading.Event()

    def work(progress: Progress) -> None:
        while True:
            begun.set()
            progress.step(0, 1, "on")
            time.sleep(0.001)

    before = threading.active_count()
    tasks.run("Endless", work, heard.append, heard.append)
    assert begun.wait(3)
    assert tasks.close()
    qtbot.wait(20)
    assert heard == []
    assert threading.active_count() <= before


def test_finished_work_is_let_go(qtbot: QtBot):
    """Neither the work nor its result is kept once it is handed over."""

    class Large:
        pass

    tasks, kept = Tasks(), list[weakref.ref[Large]]()

    def work(progress: Progress) -> Large:
        large = Large()
        kept.append(weakref.ref(large))
        return large

    tasks.run("Large", work, lambda large: None)
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=3000)
    tasks.run("Small", lambda progress: None)
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=3000)
    gc.collect()
    assert kept[0]() is None
    assert tasks.close()


def test_work_that_holds_answering_says_so(qtbot: QtBot):
    """Import and restore make the pages wait until they are over."""
    tasks, go = Tasks(), threading.Event()
    tasks.run("Restoring", lambda progress: go.wait(3), holds=True)
    assert tasks.holding()
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=3000)
    assert not tasks.holding()
    assert tasks.close()


def test_at_once_for_tests(tasks_now: Tasks):
    """Tests of pages get their results before the next line."""
    got: list[int] = []
    tasks_now.run("Now", lambda progress: 7, got.append)
    assert got == [7]
