"""What these tests stand on: the made-up council, whose QA lead writes a template."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.pages.conftest import heard, shown
from tests.ui.pages.made_up import Council, found

__all__ = ["council", "heard", "shown"]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council, closed afterwards."""
    made = found(tmp_path)
    yield made
    made.lead.store.close()
