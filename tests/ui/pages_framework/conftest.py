"""What these tests stand on: the made-up council with a framework in effect and a draft that is out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_tool.work import framework, framework_comment, framework_effect
from tests.ui.pages.conftest import heard, shown
from tests.ui.pages.made_up import Council, found

__all__ = ["council", "heard", "shown"]
LONG = "A made-up comment that takes a few more words than fit on one line of a narrow card of the page."


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council, closed afterwards."""
    made = found(tmp_path)
    yield made
    made.lead.store.close()


def stands(made: Council) -> str:
    """A framework in effect; its id."""
    name = framework.begin(made.lead, "Made-up framework", "1", "The first.").ids[0]
    framework.propose(made.lead, name)
    framework_effect.put_into_effect(made.desk("per-vera"), name)
    return name


def out(made: Council) -> str:
    """A draft with a change and two comments, out; its id."""
    name = framework.begin(
        made.lead, "Made-up framework", "2", "New clocks.", date(2027, 4, 1)
    ).ids[0]
    framework.set_value(made.lead, name, "clocks.feedback_days", (3,))
    framework.send_out(made.lead, name, date(2026, 12, 1))
    framework_comment.say(made.desk("per-ada"), name, "setting/clocks.feedback_days", LONG)
    framework_comment.say(made.desk("per-mia"), name, "whole", "Clear.")
    return name
