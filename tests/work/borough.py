"""A small made-up council for the tests of samples and certificates."""

from datetime import UTC, datetime
from pathlib import Path

from qa_tool.clock import FixedClock
from qa_tool.council.model import Area, Case, Person, Round, Team
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.work import council, session
from qa_tool.work.session import Doors

CORE = "core_case_audit"
DOOR = "a made up pass phrase"


def doors(room: Path) -> Doors:
    """A fixed day, names that repeat, a cheap key."""
    clock = FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    return Doors(clock, SeededIds(5), Cost(1024, 1, 1), room / "here")


def made_borough(room: Path) -> Path:
    """A made-up council with two teams, forty children and one round, in a folder."""
    space, _code = session.found(room / "data", "Made-up Borough", "lead", DOOR, doors=doors(room))
    area = council.keep_area(space, Area("", "North")).ids[0]
    teams = [council.keep_team(space, Team("", n, area)).ids[0] for n in ("Alder", "Beech")]
    workers = [
        council.keep_person(space, Person("", f"Worker Q{n}", ("social_worker",), t)).ids[0]
        for n, t in enumerate((*teams, *teams))
    ]
    council.keep_person(space, Person("", "Ottoline Made-up", ("auditor",)))
    with space.store.together():
        for n in range(40):
            council.keep_case(
                space,
                Case("", "", council_number=f"MU{n:04}", team=teams[n % 2], worker=workers[n % 4],
                     kind="child_in_need", family="fam" if n in (3, 4) else ""),
            )  # fmt: skip
    council.keep_round(space, Round("", "Made-up round", templates=(CORE,)))
    space.store.close()
    return room
