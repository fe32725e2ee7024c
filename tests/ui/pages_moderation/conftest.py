"""What these tests stand on: the made-up council with a third moderator, and pages in a recording window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.pages.conftest import heard, shown
from tests.ui.pages.made_up import Council
from tests.work.moderated import found

__all__ = ["council", "heard", "shown"]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council, closed afterwards."""
    made = found(tmp_path)
    yield made
    made.lead.store.close()
