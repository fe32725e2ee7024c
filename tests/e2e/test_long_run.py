"""A long day at the window: nothing piles up."""

import gc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from qa_tool.work import audit_list
from tests.e2e.steps import sign_in
from ui.app.program import Program
from ui.pages.audit_form import AuditFormPage
from ui.window import MainWindow

STATM = Path("/proc/self/statm")
PAGE = 4096
MOST_GROWN = 40 * 1024 * 1024


def memory() -> int:
    """What the process holds in memory, in bytes."""
    gc.collect()
    return int(STATM.read_text(encoding="ascii").split()[1]) * PAGE


def settle(app: QApplication) -> None:
    """Let everything that waits happen, and what is let go be gone."""
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def windows(app: QApplication) -> Counter[str]:
    """Every window there is, seen or not, by its class."""
    settle(app)
    return Counter(type(one).__name__ for one in app.topLevelWidgets())


def around(window: MainWindow, app: QApplication, times: int) -> None:
    """Through all pages of the list, so many times."""
    keys = [button.entry.key for button in window.navigation.buttons()]
    for _ in range(times):
        for key in keys:
            assert window.go(key)
            settle(app)


@pytest.mark.slow
@pytest.mark.skipif(not STATM.exists(), reason="memory is read from /proc")
def test_nothing_piles_up_over_a_long_day(start: Callable[[], Program], qapp: QApplication):
    """All pages sixty times, the form opened and closed twenty times: no window more, no pile of widgets, little memory."""
    program = start()
    window = sign_in(program, "auditor")
    draft = next(
        row.id for row in audit_list.mine(window.context.workspace) if row.state == "draft"
    )

    def open_and_close(times: int) -> None:
        for _ in range(times):
            window.go("audit_form", audit=draft)
            settle(qapp)
            page = cast("AuditFormPage", window.pages.current())
            assert page.answering is not None
            page._close()
            window.go("home")
            settle(qapp)

    around(window, qapp, 4)
    open_and_close(3)
    before, held, parts = windows(qapp), memory(), len(window.findChildren(QObject))
    around(window, qapp, 56)
    open_and_close(17)
    after = windows(qapp)
    grown = memory() - held
    assert after == before
    assert len(window.findChildren(QObject)) < parts * 1.1
    assert grown < MOST_GROWN, f"{grown / 1024 / 1024:.0f} MB more"
