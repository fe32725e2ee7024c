"""What every page promises, held for each part of the page of the QA framework."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from qa_tool.work import framework
from tests.ui.pages.conftest import Shown
from tests.ui.pages.made_up import found
from tests.ui.pages.test_every_page import (
    test_every_control_has_a_name_and_is_large_enough,
    test_nothing_goes_out_at_the_side,
    test_tab_reaches_every_control_and_comes_round,
)
from tests.ui.pages_framework.conftest import out, stands
from ui.look import apply
from ui.pages.framework import FrameworkPage

__all__ = [
    "test_every_control_has_a_name_and_is_large_enough",
    "test_nothing_goes_out_at_the_side",
    "test_tab_reaches_every_control_and_comes_round",
]
PLACES = ("list", "glance", "clocks", "templates", "in effect", "auditor", "proposed")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One council for all these tests: they only look."""
    made = found(tmp_path_factory.mktemp("council"))
    old, now = stands(made), out(made)
    third = framework.begin(made.lead, "Made-up framework", "3").ids[0]
    framework.propose(made.lead, third)
    yield {
        "list": (made.lead, {}), "glance": (made.lead, {"framework": now}),
        "clocks": (made.lead, {"framework": now, "part": "clocks"}),
        "templates": (made.lead, {"framework": now, "part": "templates"}),
        "in effect": (made.lead, {"framework": old}),
        "auditor": (made.desk("per-ada"), {"framework": now, "part": "clocks"}),
        "proposed": (made.desk("per-vera"), {"framework": third}),
    }  # fmt: skip
    made.lead.store.close()


@pytest.fixture(params=PLACES)
def page(request: pytest.FixtureRequest, filled: dict[str, Any], shown: Shown) -> Iterator[Any]:
    """Each part in turn."""
    desk, place = filled[request.param]
    yield shown(FrameworkPage, desk, **place)
    apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
