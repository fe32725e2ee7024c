"""The register: what followed, who settles it, who sees it, from which mode it came, and its report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qa_tool.audit.safety import FollowUp, Told
from qa_tool.errors import QAError, Refused
from qa_tool.store import council as council_shelf
from qa_tool.work import home, report, safety, safety_follow, session
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
PLANTED = "zebra-umbrella-eighteen"


def _unaudited(space: Workspace) -> str:
    """A case without a draft of anybody."""
    return min(council_shelf.cases(space.store))


def _told(space: Workspace, stop: str) -> None:
    told = Told("Duty", space.clock.now(), "telephone", "Goes there.", "team_manager")
    safety.tell(space, stop, told)


def test_a_stop_from_calibration_needs_a_case_and_no_audit(desk: Desk) -> None:
    """A moderator in a calibration session raises it: signed, in the register, first on Home."""
    mira = desk("moderator")
    stop = safety.raise_stop(mira, "", _unaudited(mira), "danger", "child", "A made-up worry.")
    row = safety.one(mira, stop)
    assert (row.audit, row.state) == ("", "waiting")
    mira.clock.advance(3601)  # type: ignore[attr-defined]
    assert safety.one(mira, stop).state == "overdue"
    lines = home.overview(mira).waiting
    first = next(line for line in lines if line.place == {"stop": stop})
    assert lines[0].tone == first.tone == "danger"
    assert all(line.page == "safety" for line in lines[: lines.index(first)])
    assert first.detail.startswith("Overdue: not told yet")


def test_told_late_is_not_told_again_as_missing(desk: Desk) -> None:
    """Late and done differs from late and not done, in the state and on Home."""
    lead = desk("qa lead")
    stop = safety.raise_stop(lead, "", _unaudited(lead), "danger", "child", "A made-up worry.")
    lead.clock.advance(7200)  # type: ignore[attr-defined]
    _told(lead, stop)
    row = safety.one(lead, stop)
    assert (row.state, row.late) == ("answered", True)
    assert all(line.place != {"stop": stop} or line.tone == "warning"
               for line in home.overview(lead).waiting)  # fmt: skip


def test_it_is_settled_by_somebody_else_once_something_followed(desk: Desk) -> None:
    """Every step that is missing is a sentence; then it says what is different, and is over."""
    lead = desk("qa lead")
    stop = safety.raise_stop(lead, "", _unaudited(lead), "danger", "child", "A made-up worry.")
    today = lead.clock.today()
    with pytest.raises(Refused, match="Whoever raised"):
        safety_follow.settle(lead, stop, "Safer.")
    with pytest.raises(Refused, match="future"):
        safety_follow.follow(lead, stop, FollowUp("visit", today + timedelta(days=1), "Seen."))
    with pytest.raises(Refused, match="before the safety stop"):
        safety_follow.follow(lead, stop, FollowUp("visit", today - timedelta(days=1), "Seen."))
    with pytest.raises(Refused, match="not said what followed"):
        safety_follow.follow(lead, stop, FollowUp("visit", today, " "))
    cswo = desk("cswo")
    with pytest.raises(Refused, match="Nothing is recorded"):
        safety_follow.settle(cswo, stop, "Safer.")
    safety_follow.follow(cswo, stop, FollowUp("strategy", today, "A made-up discussion."))
    with pytest.raises(Refused, match="cannot be settled"):
        safety_follow.settle(cswo, stop, "Safer.")
    _told(cswo, stop)
    with pytest.raises(Refused, match="what is different"):
        safety_follow.settle(cswo, stop, " ")
    safety_follow.settle(cswo, stop, "The adult moved out.")
    row = safety.one(cswo, stop)
    assert (row.state, row.difference, row.settled_by) == (
        "settled", "The adult moved out.", cswo.person.name,
    )  # fmt: skip
    with pytest.raises(Refused, match="is settled"):
        safety_follow.follow(cswo, stop, FollowUp("visit", today, "Seen."))
    assert session.verify(cswo) == ()


def test_an_auditor_does_not_settle(desk: Desk) -> None:
    """The role is held in the verb, not in the window."""
    ada = desk("auditor")
    stop = safety.raise_stop(ada, "", _unaudited(ada), "danger", "child", "A made-up worry.")
    with pytest.raises(Refused, match="needs the role"):
        safety_follow.settle(ada, stop, "Safer.")
    assert safety_follow.why_not_settle(ada, stop).startswith("The QA lead")


def test_a_managers_own_decision_is_not_for_that_manager(desk: Desk) -> None:
    """The team's manager sees the stops of the team, and not the one about their own decision."""
    manager = desk("team manager")
    cases = council_shelf.cases(manager.store).values()
    case = next(c.id for c in cases if c.team == manager.person.team)
    lead = desk("qa lead")
    seen = safety.raise_stop(lead, "", case, "danger", "child", "A made-up worry.")
    kept = safety.raise_stop(lead, "", case, "serious", "manager", PLANTED)
    manager = desk("team manager")
    assert seen in {row.id for row in safety.register(manager)}
    assert PLANTED not in repr(safety.register(manager))
    with pytest.raises(Refused, match="not yours"):
        safety.one(manager, kept)


def test_what_two_people_recorded_at_the_same_time_is_not_lost(desk: Desk) -> None:
    """Two laptops record a call and a visit on the same head: both stand, whatever the order."""
    lead = desk("qa lead")
    stop = safety.raise_stop(lead, "", _unaudited(lead), "danger", "child", "A made-up worry.")
    before = safety.held(lead, stop)
    call = Told("Duty", lead.clock.now(), "telephone", "Goes there.", "team_manager")
    visit = FollowUp("visit", lead.clock.today(), "Seen.", lead.person.id)
    first = lead.store.ledger.entries(object=stop)
    head = [entry.id for entry in first][-1]
    from qa_tool.store.record import plain

    for change in (replace(before, told=(call,)), replace(before, followed=(visit,))):
        with lead.store.together():
            assert lead.signer is not None
            lead.store.append("safety", stop, plain(change), signer=lead.signer, parents=(head,),
                              claimed=lead.clock.now())  # fmt: skip
    row = safety.one(lead, stop)
    assert (len(row.told), len(row.followed)) == (1, 1)
    assert session.verify(lead) == ()


def test_the_register_is_filtered(desk: Desk) -> None:
    """By state, level, about and day; overdue first, then the oldest."""
    lead = desk("qa lead")
    fresh = safety.raise_stop(lead, "", _unaudited(lead), "danger", "care_leaver", "Made up.")
    every = safety.register(lead)
    assert {row.state for row in every} >= {"overdue", "waiting", "answered"}
    assert [row.state for row in every] == sorted(
        (row.state for row in every), key=["overdue", "waiting", "answered", "settled"].index
    )
    for wanted in (
        safety.Wanted(state="waiting", level="danger", about="care_leaver"),
        safety.Wanted(since=lead.clock.today(), level="danger"),
    ):
        assert [row.id for row in safety.register(lead, wanted)] == [fresh]
    assert all(row.state != "settled" for row in safety.register(lead, safety.Wanted("open")))


def test_the_report_counts_and_never_tells_the_words(desk: Desk, tmp_path: Path) -> None:
    """PDF and workbook: levels, clocks, what followed, the oldest; nothing that anybody typed."""
    from pypdf import PdfReader

    from qa_tool.caselist.door import open_file

    lead = desk("qa lead")
    stop = safety.raise_stop(lead, "", _unaudited(lead), "danger", "child", PLANTED)
    told = Told(PLANTED, lead.clock.now(), "telephone", PLANTED, "team_manager")
    safety.tell(lead, stop, told)
    safety_follow.follow(lead, stop, FollowUp("visit", lead.clock.today(), PLANTED))
    pdf = report.write(lead, "safety", tmp_path / "register.pdf")
    said = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    book = report.write(lead, "safety", tmp_path / "register.xlsx")
    sheets = {sheet.name: sheet.rows for sheet in open_file(book).sheets}
    assert PLANTED not in said
    assert PLANTED not in repr(sheets)
    assert safety.one(lead, stop).reference in said
    assert set(sheets) == {"Counts", "Register", "Clocks", "What followed"}
    n = len(safety.register(lead))
    assert f"{n} safety stops" in said
    with pytest.raises(QAError, match="no team called"):
        report.write(lead, "safety", tmp_path / "no.pdf", report.Scope(team="Nowhere"))
    with pytest.raises(QAError, match="needs the role"):
        report.write(desk("auditor"), "safety", tmp_path / "no.pdf")


def test_a_round_has_its_own_stops_also_those_without_an_audit(desk: Desk) -> None:
    """One from calibration counts in the round of its day, and in no round before it began."""
    from qa_tool.work import council, report_safety

    lead = desk("qa lead")
    now, before = council.rounds(lead)[:2]
    stop = safety.raise_stop(
        lead, "", _unaudited(lead), "danger", "worker_with_children", "Made up."
    )
    reference = safety.one(lead, stop).reference
    found = {
        one.name: {
            (s.reference, s.about)
            for s in report_safety.register(lead, report.Scope(round=one.name)).stops
        }
        for one in (now, before)
    }
    mine = (reference, "worker_with_children")
    assert before.ends is not None
    assert before.ends < lead.clock.today()
    assert mine in found[now.name]
    assert mine not in found[before.name]
