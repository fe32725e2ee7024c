"""What every page promises, held for each part of the diagnostics page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from qa_tool.work import diagnostic_book
from qa_tool.work.workspace import Workspace
from tests.ui.pages.conftest import Shown
from tests.ui.pages.made_up import found
from tests.ui.pages.test_every_page import (
    test_every_control_has_a_name_and_is_large_enough,
    test_nothing_goes_out_at_the_side,
    test_tab_reaches_every_control_and_comes_round,
)
from tests.ui.pages_diagnostics.conftest import begun, held, inspected
from tests.work.filled import fill
from ui.look import apply
from ui.pages.diagnostics import DiagnosticsPage

__all__ = [
    "test_every_control_has_a_name_and_is_large_enough",
    "test_nothing_goes_out_at_the_side",
    "test_tab_reaches_every_control_and_comes_round",
]
PLACES = (
    "list",
    "across",
    "outcomes",
    "entering",
    "new",
    "leading",
    "grading",
    "follows",
    "about",
    "book",
    "preview",
)


def _came_back(desk: Workspace, session: str, path: Path) -> Path:
    """A workbook of the session that somebody filled in."""
    diagnostic_book.export(desk, session, path)
    long = "Made-up evidence of a word that is longthatnobodycanwrapitatanyplaceatall. " * 3
    return fill(path, {("Evidence", "voice", "Evidence"): long, ("Standards", "voice", "Partner's grade"): "Fair"})  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One council for all these tests: they only look."""
    made = found(tmp_path_factory.mktemp("council"))
    old = held(made)
    now = begun(made, old)
    inspected(made)
    yield {
        "list": (made.lead, {}), "across": (made.lead, {"view": "across"}),
        "outcomes": (made.lead, {"view": "outcomes"}),
        "entering": (made.lead, {"view": "outcomes"}), "new": (made.lead, {}),
        "leading": (made.lead, {"session": now}),
        "grading": (made.desk("per-ada"), {"session": now}),
        "follows": (made.lead, {"session": now, "show": "commitments"}),
        "about": (made.lead, {"session": now, "show": "about"}),
        "book": (made.lead, {"session": now, "show": "book"}),
        "preview": (made.lead, {"session": now, "show": "book"}),
        "file": _came_back(made.lead, now, tmp_path_factory.mktemp("files") / "team.xlsx"),
    }  # fmt: skip
    made.lead.store.close()


@pytest.fixture(params=PLACES)
def page(request: pytest.FixtureRequest, filled: dict[str, Any], shown: Shown) -> Iterator[Any]:
    """Each part in turn."""
    desk, place = filled[request.param]
    made = shown(DiagnosticsPage, desk, **place)
    if request.param == "new":
        made.new.click()
    if request.param == "entering":
        made.outcomes.add.click()
    if request.param == "preview":
        made.session.book.look((filled["file"],))
    yield made
    apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
