"""What these tests stand on: the made-up council with a session that is being held, and one that was."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_tool.diagnostic.model import Came, Commitment, Indicator, Judged, Outcome
from qa_tool.work import diagnostic, diagnostic_after, diagnostic_outcome, diagnostic_room
from qa_tool.work.diagnostic import Wanted
from tests.ui.pages.conftest import heard, shown
from tests.ui.pages.made_up import Council, found

__all__ = ["council", "heard", "shown"]
CHOSEN = ("recording", "oversight", "voice")
WORDS = "Made-up evidence that takes a few more words than fit on one line of a narrow card."


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council, closed afterwards."""
    made = found(tmp_path)
    yield made
    made.lead.store.close()


def frame(day: date, before: str = "", cases: tuple[str, ...] = ()) -> Wanted:
    """The frame of a session with the team of Mia, Tom and Ada."""
    return Wanted(
        "team-1", day, "safeguarding", "Essex (made up)", ("per-mia", "per-tom", "per-ada"), (),
        (Came("Social worker", 4),), ("Does the record show the work?",),
        (Indicator("Visits in time", "84%", "95%", "Scorecard"),), cases, CHOSEN, before,
    )  # fmt: skip


def held(made: Council) -> str:
    """A session of July that was held to its end."""
    lead = made.lead
    session = diagnostic.start(lead, frame(date(2026, 7, 1))).ids[0]
    for key, grade in zip(CHOSEN, ("inadequate", "good", "requires_improvement"), strict=True):
        diagnostic_room.hands(lead, session, key, {grade: 3, "good": 1})
        diagnostic_room.agree(lead, session, key, grade)
        diagnostic_room.say(lead, session, key, "evidence", WORDS)
        diagnostic_room.partner_says(
            lead, session, key, grade="requires_improvement", view="Owl-view"
        )
    promise = Commitment("", "", "Write up each visit within two days", "Manager", date(2026, 9, 1))
    diagnostic_after.commit(lead, session, promise)
    diagnostic_after.choose_themes(lead, session, ("work_not_recorded",))
    diagnostic_after.close(lead, session)
    return session


def begun(made: Council, before: str = "") -> str:
    """A session of today."""
    return diagnostic.start(made.lead, frame(date(2026, 11, 9), before)).ids[0]


def inspected(made: Council) -> str:
    """A made-up inspection on the scale of 2012."""
    judged = (Judged("overall", "adequate"), Judged("leadership", "inadequate", WORDS))
    one = Outcome("", "inspection", "ofsted_2012", "Ofsted (made up)", date(2012, 9, 3), judged)
    return diagnostic_outcome.record_outcome(made.lead, one).ids[0]
