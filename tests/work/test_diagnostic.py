"""Diagnostic sessions: private until shown together, no names with grades, and never in an audit figure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_tool.council.model import Case, Person
from qa_tool.diagnostic.model import Came, Commitment, Improve, Indicator, Judged, Outcome, Seminar
from qa_tool.errors import QAError, Refused
from qa_tool.report.diagnostic import build
from qa_tool.store import council as council_shelf
from qa_tool.store import diagnostic as shelf
from qa_tool.store.apply import projections
from qa_tool.store.verify import verify
from qa_tool.work import (
    action,
    diagnostic,
    diagnostic_across,
    diagnostic_after,
    diagnostic_outcome,
    diagnostic_room,
    diagnostic_view,
    home,
    report_diagnostic,
    safety,
)
from qa_tool.work.audit import NotReady
from qa_tool.work.diagnostic import Wanted
from qa_tool.work.workspace import Workspace
from tests.ui.pages.made_up import Council, found

DAY = date(2026, 11, 12)
ADA, JONAH, PETRA, MIRA = "Ada Merrow", "Mia Fernley", "Tom Larkhill", "Mo Thistlewood"
SITS = {
    "partner": "per-par", "auditor": "per-ada", "team manager": "per-mia", "iro": "per-tom",
    "moderator": "per-mo", "cswo": "per-vera",
}  # fmt: skip
Desk = Callable[[str], Workspace]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council with an improvement partner; afterwards its rows are as the ledger says."""
    made = found(tmp_path)
    partner = Person("per-par", "Yusuf Ottershaw", ("partner",))
    with made.lead.store.together():
        made.lead.write("person", partner.id, partner)
    made.lead.forget()
    yield made
    assert verify(made.lead.store) == ()
    made.lead.store.close()


@pytest.fixture
def desk(council: Council) -> Desk:
    """Somebody's desk by the name they sign in with."""
    return lambda name: council.lead if name == "qa lead" else council.desk(SITS[name])


def _id(space: Workspace, name: str) -> str:
    """The id of somebody by name."""
    return next(p.id for p in space.people.values() if p.name == name)


def wanted(space: Workspace, **more: object) -> Wanted:
    """The frame of a session with a team that the tale has not told of, on two standards."""
    taken = {s.team for s in shelf.sessions(space.store)}
    team = next(t for t in sorted(space.teams) if t not in taken)
    people = tuple(_id(space, name) for name in (ADA, JONAH, PETRA, MIRA))
    frame = Wanted(
        team, DAY, people=people, came=(Came("Social worker", 5), Came("Team manager", 1)),
        chosen=("recording", "oversight"), partner="Essex (made up)", lines=("Plum-and-lantern",),
        scorecard=(Indicator("Visits in time", "71%", "95%", "Scorecard"),),
    )  # fmt: skip
    return replace(frame, **more)  # type: ignore[arg-type]


def begun(space: Workspace, **more: object) -> str:
    """A session that is being held."""
    return diagnostic.start(space, wanted(space, **more)).ids[0]


def finish(
    space: Workspace, session: str, agreed: str = "good", evidence: str = "Zebra-lamp"
) -> None:
    """Grade, evidence, a commitment, closed."""
    for key in diagnostic.one(space, session).chosen:
        diagnostic_room.agree(space, session, key, agreed)
        diagnostic_room.say(space, session, key, "evidence", evidence)
    diagnostic_after.commit(
        space, session, Commitment("", "", "Ibis-promise", "Team manager", date(2027, 1, 15))
    )
    diagnostic_after.close(space, session)


def test_private_grades_are_seen_by_nobody_and_leave_counts_without_names(desk: Desk) -> None:
    """Three grade on their own; nobody sees more than how many; after the reveal no grade has an owner."""
    partner = desk("partner")
    session = begun(partner)
    for name, grade in (("auditor", "good"), ("team manager", "inadequate")):
        diagnostic_room.give(desk(name), session, "recording", grade)
    ada = desk("auditor")
    seen = diagnostic_view.view(ada, session).standard("recording")
    assert seen is not None
    assert (seen.graded, seen.mine, seen.spread, seen.finding.counts) == (2, "good", None, {})
    partner = desk("partner")
    with pytest.raises(Refused, match="below 3 a count would tell"):
        diagnostic_room.reveal(partner, session, "recording")
    diagnostic_room.give(desk("iro"), session, "recording", "good")
    partner = desk("partner")
    seen = diagnostic_view.view(partner, session).standard("recording")
    assert seen is not None
    assert (seen.graded, seen.spread) == (3, None)
    diagnostic_room.reveal(partner, session, "recording")
    seen = diagnostic_view.view(partner, session).standard("recording")
    assert seen is not None
    assert seen.spread is not None
    assert seen.finding.counts == {"good": 2, "inadequate": 1}
    assert seen.finding.how == "private"
    assert shelf.how_many(partner.store, session) == {}
    team, roster = (
        {_id(partner, name) for name in (ADA, JONAH, PETRA)},
        partner.store.ledger.roster(),
    )
    entries = list(partner.store.ledger.entries(kind="diagnostic", object=f"{session}/recording"))
    assert len(entries) == 1
    assert roster.person_of(entries[0].writer) == partner.person.id
    assert not any(person in repr(entries[0].body) for person in team)
    for entry in partner.store.ledger.entries():
        if roster.person_of(entry.writer) in team:
            assert session not in repr((entry.object, entry.body))
    with pytest.raises(Refused, match="no longer be private"):
        diagnostic_room.give(desk("auditor"), session, "recording", "good")


def test_grades_of_other_laptops_come_under_a_random_word(desk: Desk) -> None:
    """The same word again replaces, another adds; what was revealed is passed over."""
    partner = desk("partner")
    session = begun(partner)
    for slip, grade in (("w1", "good"), ("w2", "good"), ("w2", "inadequate"), ("w3", "good")):
        diagnostic_room.take_private(partner, session, slip, {"recording": grade})
    diagnostic_room.reveal(partner, session, "recording")
    found = shelf.findings(partner.store, session)[0]
    assert found.counts == {"good": 2, "inadequate": 1}
    diagnostic_room.take_private(partner, session, "w4", {"recording": "good", "oversight": "good"})
    assert shelf.how_many(partner.store, session) == {"oversight": 1}


def test_a_show_of_hands_or_none_at_all(desk: Desk) -> None:
    """Hands are counts from the start; skipping keeps no grade of anybody."""
    partner = desk("partner")
    session = begun(partner)
    diagnostic_room.hands(
        partner, session, "recording", {"good": 4, "inadequate": 1, "outstanding": 0}
    )
    diagnostic_room.skip(partner, session, "oversight")
    by = {f.standard: f for f in shelf.findings(partner.store, session)}
    assert (by["recording"].how, by["recording"].counts) == ("hands", {"good": 4, "inadequate": 1})
    assert (by["oversight"].how, by["oversight"].counts) == ("skipped", {})
    with pytest.raises(QAError, match="not on the scale"):
        diagnostic_room.hands(partner, session, "oversight", {"brilliant": 2})
    with pytest.raises(Refused, match="Only whoever leads"):
        diagnostic_room.hands(desk("auditor"), session, "oversight", {"good": 2})


def test_who_was_in_it_sees_all_others_grades_and_themes_or_nothing(desk: Desk) -> None:
    """Planted words reach those in the room; the CSWO gets grades and themes once it is held; the QA lead nothing."""
    partner = desk("partner")
    session = begun(partner)
    diagnostic_room.hands(partner, session, "recording", {"good": 4, "inadequate": 1})
    diagnostic_room.partner_says(
        partner, session, "recording", grade="requires_improvement", view="Moth-view"
    )
    diagnostic_room.say(partner, session, "recording", "good_here", "Harp-good")
    diagnostic_after.choose_themes(partner, session, ("work_not_recorded",))
    diagnostic_after.seminar(partner, session, Seminar(DAY, "Two teams", ("Kite-message",)))
    for name in ("cswo", "qa lead", "auditor"):
        space = desk(name)
        there = session in {row.id for row in diagnostic.rows(space)}
        assert there == (name == "auditor"), name
    finish(desk("partner"), session)
    planted = ("Zebra-lamp", "Moth-view", "Harp-good", "Kite-message", "Ibis-promise",
               "Plum-and-lantern", "71%", ADA, JONAH)  # fmt: skip
    ada = repr(diagnostic_view.view(desk("auditor"), session))
    assert all(word in ada for word in planted[:6])
    cswo = desk("cswo")
    seen = diagnostic_view.view(cswo, session)
    people = [_id(cswo, name) for name in (ADA, JONAH, PETRA)]
    for word in (*planted, *people):
        assert word not in repr(seen), word
    one = seen.standard("recording")
    assert one is not None
    assert (one.finding.agreed, one.finding.partner_grade, one.gap) == (
        "good",
        "requires_improvement",
        1,
    )
    assert (one.spread, one.finding.counts) == (None, {})
    assert seen.themes[0][0] == "work_not_recorded"
    assert (seen.whole, seen.commitments, seen.missing) == (False, (), ())
    assert "Zebra-lamp" not in repr(diagnostic_across.view(cswo))
    paper = repr(build(report_diagnostic.facts(cswo, session)).blocks)
    assert not [word for word in planted if word in paper]
    assert "Zebra-lamp" in repr(build(report_diagnostic.facts(desk("auditor"), session)).blocks)
    for verb in (diagnostic.whole, diagnostic.led, diagnostic_after.reopen):
        with pytest.raises(Refused):
            verb(cswo, session)
    lead = desk("qa lead")
    for verb in (diagnostic.one, diagnostic_view.view, report_diagnostic.facts):
        with pytest.raises(Refused, match="seen by those who were in it"):
            verb(lead, session)
    assert session not in {row.session.id for row in diagnostic_across.view(lead).matrix.rows}


def test_sessions_never_touch_an_audit_figure(desk: Desk) -> None:
    """Every row and count that figures rest on is the same before and after a whole session."""
    space = desk("partner")

    def everything() -> dict[str, list[object]]:
        names = [
            row[0] for row in space.store.raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'diagnostic%'"
                " AND name NOT LIKE 'entry%' AND name NOT LIKE 'writer%' AND name NOT LIKE 'sqlite%'"
            )
        ]  # fmt: skip
        assert {"audit", "audit_grade", "action"} & set(names)
        return {
            name: [tuple(row) for row in space.store.raw.execute(f"SELECT * FROM {name}")]
            for name in names
        }

    before = everything()
    session = begun(space)
    diagnostic_room.give(desk("auditor"), session, "oversight", "inadequate")
    space = desk("partner")
    diagnostic_room.hands(space, session, "recording", {"inadequate": 5})
    finish(space, session, "inadequate")
    after = everything()
    assert before == after
    assert all(name.startswith("diagnostic") for name in projections() if "diagnostic" in name)
    assert verify(space.store) == ()


def test_a_session_closes_with_grade_evidence_and_commitments_alone(desk: Desk) -> None:
    """It names everything that holds it up; private grades that nobody asked for go with the close."""
    partner = desk("partner")
    session = begun(partner)
    with pytest.raises(NotReady) as held:
        diagnostic_after.close(partner, session)
    assert len(held.value.reasons) == 3
    diagnostic_room.give(desk("auditor"), session, "oversight", "good")
    partner = desk("partner")
    finish(partner, session)
    assert shelf.how_many(partner.store, session) == {}
    assert shelf.slip_of(partner.store, session, _id(partner, ADA)) == ""
    with pytest.raises(Refused, match="held to its end"):
        diagnostic_room.agree(partner, session, "oversight", "good")
    diagnostic_after.reopen(partner, session)
    diagnostic_room.agree(partner, session, "oversight", "inadequate")


def test_only_partner_and_lead_begin_and_nobody_writes_about_a_child(desk: Desk) -> None:
    """Roles are asked in the verb; a case is a reference that is known here, and nothing else."""
    with pytest.raises(Refused, match="needs the role"):
        begun(desk("cswo"))
    partner = desk("partner")
    with pytest.raises(QAError, match="no case with this reference"):
        begun(partner, cases=("Jemima, aged 7",))
    case = _any_case(partner)
    session = begun(partner, cases=(case.reference,))
    assert diagnostic_view.view(partner, session).cases == (case.reference,)
    kept = diagnostic.one(partner, session)
    assert kept.cases == (case.id,)


def _any_case(space: Workspace) -> Case:
    """A case that does not wait for a second reading."""
    waiting = {
        row[0]
        for row in space.store.raw.execute("SELECT \"case\" FROM reading WHERE state = 'waiting'")
    }
    ids = [row[0] for row in space.store.raw.execute("SELECT id FROM child_case ORDER BY id")]
    found = council_shelf.case(space.store, next(id_ for id_ in ids if id_ not in waiting))
    assert found is not None
    return found


def test_a_partner_sees_no_audit_data(council: Council, desk: Desk) -> None:
    """Not on Home, where the round's numbers stand for others, nor in the list of actions."""
    council.hand_in(0)
    assert home.overview(council.lead).round is not None
    seen = home.overview(desk("partner"))
    assert (seen.round, seen.grades, seen.open_actions, seen.last_touched) == (None, None, 0, None)
    assert action.rows(desk("partner")) == ()


def test_the_safety_stop_works_in_a_session(desk: Desk) -> None:
    """A partner raises one on a case that was looked at, with no audit; the QA lead has it in the register."""
    partner = desk("partner")
    case = _any_case(partner)
    begun(partner, cases=(case.reference,))
    stop = safety.raise_stop(
        partner, "", case.id, "danger", "practice", "Made up: nobody has seen."
    )
    assert stop in {row.id for row in safety.register(partner, only_open=True)}
    assert stop in {row.id for row in safety.register(desk("qa lead"), only_open=True)}


def test_a_revisit_shows_before_and_after(desk: Desk) -> None:
    """Three to six months on: another day is refused; the earlier grade stands beside the new one."""
    partner = desk("partner")
    session = begun(partner, day=date(2026, 6, 1))
    with pytest.raises(QAError, match="three to six months"):
        diagnostic_after.plan_revisit(partner, session, date(2026, 6, 20))
    diagnostic_after.plan_revisit(partner, session, date(2026, 10, 1))
    finish(partner, session, "inadequate")
    frame = wanted(partner)
    team = diagnostic.one(partner, session).team
    assert any("again" in line.title for line in diagnostic_after.waiting(partner))
    with pytest.raises(QAError, match="same team"):
        diagnostic.start(partner, replace(frame, before=session))
    again = diagnostic.start(partner, replace(frame, team=team, before=session)).ids[0]
    finish(partner, again, "requires_improvement")
    seen = diagnostic_view.view(partner, again).standard("oversight")
    assert seen is not None
    assert (seen.before, seen.finding.agreed, seen.move) == (
        "inadequate", "requires_improvement", "better",
    )  # fmt: skip
    assert diagnostic_view.view(partner, session).revisit == "done"
    row = next(r for r in diagnostic_across.view(partner).matrix.rows if r.session.team == team)
    place = row.place("oversight")
    assert place is not None
    assert place.move == "better"
    assert diagnostic_across.view(partner, area="none").matrix.rows == ()


def test_commitments_are_followed_and_home_says_when_they_are_late(desk: Desk) -> None:
    """Owner and date are needed; done needs what came of it; anybody in the room may say so."""
    partner = desk("partner")
    session = begun(partner, day=date(2026, 9, 1))
    late = Commitment("", "", "Look at ten records", "Team manager", date(2026, 10, 1))
    with pytest.raises(QAError, match="Nobody is named"):
        diagnostic_after.commit(partner, session, replace(late, owner=" "))
    diagnostic_after.commit(partner, session, late)
    finish(partner, session)
    assert any("past the day" in line.title for line in diagnostic_after.waiting(partner))
    one = shelf.commitments(partner.store, session)[0]
    manager = desk("team manager")
    with pytest.raises(QAError, match="what came of it"):
        diagnostic_after.done(manager, session, one.id, date(2026, 10, 9))
    diagnostic_after.done(manager, session, one.id, date(2026, 10, 9), "Records reach to today.")
    assert not any(
        "past the day" in line.title for line in diagnostic_after.waiting(desk("partner"))
    )
    mine = diagnostic_after.waiting(desk("auditor"))
    assert not any(
        "Grade for yourself" in line.title and session in str(line.place) for line in mine
    )


OFSTED_2012 = (
    ("overall", "inadequate"), ("help_and_protection", "inadequate"),
    ("quality_of_practice", "inadequate"), ("leadership", "inadequate"),
)  # fmt: skip


def test_an_inspection_of_2012_is_entered_on_its_own_scale(desk: Desk) -> None:
    """Four judgements, "adequate" is a grade of that day and of no other; peer challenges are told apart."""
    lead = desk("qa lead")
    judged = tuple(Judged(key, grade) for key, grade in OFSTED_2012)
    report = Outcome(
        "", "inspection", "ofsted_2012", "Ofsted", date(2012, 10, 26), judged,
        (Improve("Made-up area for improvement", "immediately"), Improve(" ")),
    )  # fmt: skip
    made = diagnostic_outcome.record_outcome(lead, report).ids[0]
    row = next(r for r in diagnostic_outcome.outcomes(lead) if r.outcome.id == made)
    assert (row.kind, row.summary, len(row.judged)) == ("Inspection", "Inadequate 4", 4)
    assert [i.within for i in row.outcome.improve] == ["immediately"]
    fair = replace(report, judged=(Judged("quality_of_practice", "adequate"),))
    diagnostic_outcome.record_outcome(lead, fair)
    for wrong, words in (
        (replace(report, day=date(2014, 5, 1)), "was not in force"),
        (replace(report, judged=(Judged("overall", "requires_improvement"),)), "not on the scale"),
        (replace(report, kind="peer"), "which list"),
        (replace(report, judged=()), "No judgement"),
    ):
        with pytest.raises(QAError, match=words):
            diagnostic_outcome.record_outcome(lead, wrong)
    diagnostic_outcome.take_back(lead, made, "Entered twice")
    assert made not in {r.outcome.id for r in diagnostic_outcome.outcomes(lead)}
    with pytest.raises(Refused):
        diagnostic_outcome.outcomes(desk("auditor"))
