"""Improvement partners of two organisations: neither sees the sessions that the other held."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_tool.council.model import Person
from qa_tool.diagnostic.model import Came, Commitment
from qa_tool.errors import Refused
from qa_tool.progress import SILENT
from qa_tool.store.verify import verify
from qa_tool.work import (
    council as councils,
)
from qa_tool.work import (
    diagnostic,
    diagnostic_across,
    diagnostic_after,
    diagnostic_room,
    diagnostic_view,
    report_diagnostic,
    report_diagnostics,
)
from qa_tool.work.diagnostic import Wanted
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace
from tests.ui.pages.made_up import Council, found

DAY = date(2026, 11, 12)
PEOPLE = {
    "north": ("per-n1", "Yusuf Ottershaw", "Northholm (made up)"),
    "north too": ("per-n2", "Wren Larkfield", "northholm  (Made up)"),
    "west": ("per-w1", "Idris Calloway", "Westbeck (made up)"),
    "own": ("per-o1", "Hester Pennfold", ""),
}
Desk = Callable[[str], Workspace]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council with partners of two organisations and one of its own."""
    made = found(tmp_path)
    with made.lead.store.together():
        for id_, name, organisation in PEOPLE.values():
            person = Person(id_, name, ("partner",), organisation=organisation)
            made.lead.write("person", id_, person)
    made.lead.forget()
    yield made
    assert verify(made.lead.store) == ()
    made.lead.store.close()


@pytest.fixture
def desk(council: Council) -> Desk:
    """Somebody's desk."""
    return lambda name: council.desk({"cswo": "per-vera"}.get(name) or PEOPLE[name][0])


def held(space: Workspace, **more: object) -> str:
    """A session held to its end, with a theme and a grade that stand nowhere else."""
    frame = Wanted(
        min(space.teams), DAY, came=(Came("Social worker", 5),), chosen=("recording",),
        partner="Typed by hand",
    )  # fmt: skip
    session = diagnostic.start(space, replace(frame, **more)).ids[0]  # type: ignore[arg-type]
    diagnostic_room.agree(space, session, "recording", "outstanding")
    diagnostic_room.say(space, session, "recording", "evidence", "Zebra-lamp")
    diagnostic_after.commit(
        space, session, Commitment("", "", "Ibis-promise", "Team manager", date(2027, 1, 15))
    )
    diagnostic_after.choose_themes(space, session, ("work_not_recorded",))
    diagnostic_after.close(space, session)
    return session


def told(space: Workspace) -> str:
    """Everything that somebody is told of sessions without naming one."""
    seen = [repr(diagnostic.rows(space)), repr(diagnostic_across.view(space))]
    seen.append(repr(diagnostic_after.waiting(space)))
    try:
        seen.append(repr(report_diagnostics.across(space, ".xlsx", Scope(), SILENT)))
    except Refused as nothing:
        seen.append(str(nothing))
    return " ".join(seen)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("north too", True), ("cswo", True), ("west", False), ("own", False)],
)
def test_a_held_session_is_its_own_organisations(desk: Desk, who: str, sees: bool) -> None:
    """The same organisation, however spelt, and the CSWO see grades and themes; another sees nothing."""
    session = held(desk("north"))
    space = desk(who)
    assert (session in told(space)) == sees
    assert ("work_not_recorded" in repr(diagnostic_across.view(space).matrix.themes)) == sees
    for ask in (diagnostic.one, diagnostic_view.view, report_diagnostic.facts):
        if sees:
            assert "Zebra-lamp" not in repr(ask(space, session))
        else:
            with pytest.raises(Refused, match="seen by those who were in it"):
                ask(space, session)


def test_a_partner_who_moves_takes_no_session_along(council: Council, desk: Desk) -> None:
    """New colleagues see nothing of what was held for the old organisation; the old ones still do."""
    session = held(desk("north"))
    mover = council.lead.people["per-n1"]
    councils.keep_person(council.lead, replace(mover, organisation="Westbeck (made up)"))
    council.desks.clear()
    assert session not in told(desk("west"))
    assert session in told(desk("north too"))
    assert "Zebra-lamp" in repr(diagnostic_view.view(desk("north"), session))  # was in the room


def test_a_session_of_partners_and_the_qa_lead(council: Council, desk: Desk) -> None:
    """Led by the QA lead: whose people sat there; nobody from outside: the council's own partner."""
    own = held(council.lead, partner="")
    joint = held(council.lead, partner="", partner_people=("per-n1",))
    for name, sees in (("own", own), ("north too", joint)):
        listed = {row.id for row in diagnostic.rows(desk(name))}
        assert listed == {sees}, name
    assert diagnostic.rows(desk("west")) == ()


def test_what_another_organisation_found_before_stays_theirs(desk: Desk) -> None:
    """A partner beginning with the same team is shown no earlier grade, and cannot look back at it."""
    first = held(desk("north"))
    west = desk("west")
    frame = Wanted(min(west.teams), date(2027, 1, 20), chosen=("recording",))
    with pytest.raises(Refused):
        diagnostic.start(west, replace(frame, before=first))
    for name, before in (("west", None), ("north too", first)):
        space = desk(name)
        seen = diagnostic_view.view(space, diagnostic.start(space, frame).ids[0])
        assert (seen.before.id if seen.before else None) == before
        assert ("outstanding" in {one.before for one in seen.standards}) == (before is not None)
