"""The page of QA notices stands on the same small council as the other pages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_tool.council.model import Person, Role
from qa_tool.store import council as shelf
from qa_tool.work import council as councils
from tests.ui.pages import made_up
from tests.ui.pages.conftest import heard, shown
from tests.ui.pages.made_up import Council

__all__ = ["council", "heard", "shown"]
NEW: tuple[tuple[str, str, Role], ...] = (
    ("per-iris", "Iris Hazelmere", "iro"), ("per-max", "Max Ashcombe", "iro_manager"),
)  # fmt: skip


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council with a reviewing officer, their manager, and two children in care."""
    made = made_up.found(tmp_path)
    with made.lead.store.together():
        for id_, name, role in NEW:
            councils.keep_person(made.lead, Person(id_, name, (role,)))
        for name in ("case-0", "case-1"):
            case = shelf.case(made.lead.store, name)
            assert case is not None
            councils.keep_case(made.lead, replace(case, kind="child_in_care"))
    yield made
    made.lead.store.close()
