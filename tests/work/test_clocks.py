"""The dates of statutory clocks beside an audit: kept, judged, shown to whom they belong, and no grade."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_tool.audit.record import Audit
from qa_tool.errors import QAError, Refused
from qa_tool.figures.basis import basis
from qa_tool.figures.dataset import ClockFact
from qa_tool.figures.timeliness import beside, clock_lines
from qa_tool.progress import SILENT
from qa_tool.report import learning, summary
from qa_tool.report.blocks import Report
from qa_tool.report.text import texts
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import audit, clocks, report, report_round, session
from qa_tool.work.clocks import Asked
from qa_tool.work.shield import Shielded
from qa_tool.work.workspace import Workspace
from tests.work.steps import draft, hand_in

Desk = Callable[[str], Workspace]
LATE = Asked("assessment", date(2026, 6, 1), (date(2026, 10, 30),))


def _ada(desk: Desk) -> tuple[Workspace, str, str]:
    """Ada at a filled draft: her desk, the audit, its allocation."""
    ada = desk("auditor")
    name = draft(ada, 2)
    return ada, name, audit.open_draft(ada, name).audit.allocation


def _some(workspace: Workspace, *states: str) -> Audit:
    number = audit_shelf.rows_of(workspace.store, Wanted(states=states))[0]
    return audit_shelf.heads(workspace.store, [number])[0]


def test_dates_are_kept_with_the_draft_and_judged_beside_the_audit(desk: Desk) -> None:
    """What the auditor writes down while reading stands beside the audit after the hand-in."""
    ada, name, allocation = _ada(desk)
    clocks.keep(ada, allocation, LATE)
    hand_in(ada, name)
    found = clocks.block(desk("qa lead"), allocation)
    assert [(one.clock.key, one.state) for one in found.judged] == [("assessment", "late")]
    assert found.judged[0].dues[0].due == date(2026, 8, 3)
    assert found.check.startswith("Council to check")


def test_typing_again_replaces_and_taking_back_leaves_nothing(desk: Desk) -> None:
    """One record a clock and audit; what is taken back is shown no more."""
    ada, _name, allocation = _ada(desk)
    clocks.keep(ada, allocation, LATE)
    clocks.keep(ada, allocation, replace(LATE, done=(date(2026, 7, 1),)))
    assert [one.state for one in clocks.block(ada, allocation).judged] == ["in_time"]
    clocks.take_back(ada, allocation, "assessment")
    assert clocks.block(ada, allocation).judged == ()
    with pytest.raises(QAError, match="No dates"):
        clocks.take_back(ada, allocation, "assessment")


def test_wrong_dates_are_refused_with_a_cure(desk: Desk) -> None:
    """Nothing is kept of dates that cannot be."""
    ada, _name, allocation = _ada(desk)
    with pytest.raises(QAError, match="lies before") as refusal:
        clocks.keep(ada, allocation, replace(LATE, done=(date(2026, 5, 1),)))
    assert refusal.value.cure
    with pytest.raises(QAError, match="No clock"):
        clocks.keep(ada, allocation, Asked("assessment", date(1999, 1, 1)))
    assert clocks.block(ada, allocation).judged == ()


def test_the_clocks_of_the_cases_own_kind_are_offered_first(desk: Desk) -> None:
    """All can be chosen; those that belong to this kind of case stand at the top."""
    ada, _name, allocation = _ada(desk)
    offered = clocks.block(ada, allocation).offered
    given = council_shelf.allocation(ada.store, allocation)
    assert given is not None
    case = council_shelf.case(ada.store, given.case)
    assert case is not None
    own = [case.kind in one.kinds for one in offered]
    assert own[0]
    assert own == sorted(own, reverse=True)
    assert len(own) == 10


def test_only_the_auditor_and_the_qa_lead_write_and_not_after_the_sign_off(desk: Desk) -> None:
    """A manager reads; what is signed off stands."""
    lead = desk("qa lead")
    signed = _some(lead, "signed_off")
    with pytest.raises(Refused, match="signed off"):
        clocks.keep(lead, signed.allocation, LATE)
    open_ = _some(lead, "handed_in")
    clocks.keep(lead, open_.allocation, LATE)
    cswo = desk("cswo")
    assert clocks.block(cswo, open_.allocation).why_not
    with pytest.raises(Refused, match="written down by the auditor"):
        clocks.keep(cswo, open_.allocation, LATE)
    with pytest.raises(Refused, match="not yours to read"):
        clocks.block(desk("iro"), open_.allocation)


def test_the_blind_covers_the_dates_and_every_figure_of_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before one's own grades are saved, dates of that audit are neither shown nor counted."""
    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    waiting = next(
        one for one in reading_shelf.all_of(lead.store, states=("waiting",))
        if one.moderator == mira.id
    )  # fmt: skip
    blind = audit_shelf.audit(lead.store, waiting.audit)
    assert blind is not None
    clocks.keep(lead, blind.allocation, LATE)
    moderator = desk("moderator")
    moderator.person = replace(moderator.person, roles=("moderator", "qa_lead"))
    with pytest.raises(Shielded):
        clocks.block(moderator, blind.allocation)
    with pytest.raises(Shielded):
        clocks.keep(moderator, blind.allocation, LATE)
    assert blind.id not in {fact.audit for fact in report.dataset(moderator, None).timeliness}
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset())
    assert blind.id in {fact.audit for fact in report.dataset(moderator, None).timeliness}
    assert clocks.block(moderator, blind.allocation).judged


@pytest.mark.parametrize("asked", [LATE, replace(LATE, done=(date(2026, 6, 2),))])
def test_timeliness_lifts_and_lowers_no_grade(desk: Desk, asked: Asked) -> None:
    """Late or in time: what is implied, found, handed in and counted is the same to the letter."""
    ada, name, allocation = _ada(desk)
    opened = audit.open_draft(ada, name)
    before = audit.readiness(ada, name, opened.form)
    clocks.keep(ada, allocation, asked)
    after = audit.readiness(ada, name, audit.open_draft(ada, name).form)
    assert after == before
    hand_in(ada, name)
    without = audit_shelf.audit(ada.store, name)
    assert without is not None
    clocks.keep(ada, allocation, Asked("core_group", date(2026, 1, 5), (date(2026, 5, 5),)))
    assert audit_shelf.audit(ada.store, name) == without
    assert not any("timeliness" in key for key in audit_shelf.answers(ada.store, name))


def test_the_rooms_that_grade_know_nothing_of_timeliness(checkout: Path) -> None:
    """Grading, consistency, form and the counting of grades import no clock."""
    room = checkout / "qa_tool"
    graded = ["audit/grading.py", "audit/consistency.py", "audit/form.py", "figures/distribution.py",
              "figures/basis.py", "work/audit.py", "work/audit_entry.py"]  # fmt: skip
    for name in graded:
        text = (room / name).read_text("utf-8")
        assert "timeliness" not in text, name
        assert "council.clocks" not in text, name


def test_the_local_number_is_the_councils_own(desk: Desk) -> None:
    """Changing the setting changes the clock on offer, and leaves what is written down as it was."""
    ada, _name, allocation = _ada(desk)
    visits = Asked("protection_visit", date(2026, 11, 2), (date(2026, 11, 13),))
    clocks.keep(ada, allocation, visits)
    lead = desk("qa lead")
    session.keep_policy(
        lead, replace(lead.policy, clocks=replace(lead.policy.clocks, protection_visit_days=5))
    )
    found = clocks.block(lead, allocation)
    assert found.judged[0].state == "in_time"
    assert next(o for o in found.offered if o.local).lengths == "every 5 working days"


def test_rebuilt_from_the_ledger_the_dates_are_the_same(desk: Desk) -> None:
    """The rows are made of entries alone."""
    ada, _name, allocation = _ada(desk)
    clocks.keep(ada, allocation, LATE)
    before = clocks.block(ada, allocation)
    assert session.verify(ada) == ()
    assert clocks.block(ada, allocation) == before


def test_report_shows_timeliness_beside_the_grades(desk: Desk) -> None:
    """Counts by clock, grades of files in time and late, and the sentence that neither makes the other."""
    lead = desk("qa lead")
    data = report.dataset(lead, None)
    counted = basis(data).counted
    facts = tuple(
        ClockFact(one.id, "assessment", "Assessment", "45 working days", local=False, due=2,
                  in_time=2 if place % 2 else 1)
        for place, one in enumerate(counted)
    )  # fmt: skip
    timed = replace(data, timeliness=facts)
    line = clock_lines(timed, counted)[0]
    assert (len(line.audits), line.due) == (len(counted), 2 * len(counted))
    assert line.late_files == len([f for f in facts if f.late]) == line.due - line.in_time
    for one in beside(timed, basis(timed).groups):
        assert one.in_time.n + one.late.n <= one.group.n
    for made in (summary.build(timed), learning.build(timed)):
        said = "\n".join(texts(made))
        assert "Timeliness, beside quality" in said
        assert "lifts and lowers no grade" in said
        bare = "\n".join(texts(summary.build(replace(data, timeliness=()))))
        assert "Timeliness" not in bare
    assert basis(timed) == basis(data)


def test_audits_that_do_not_count_and_small_numbers_stay_out(desk: Desk) -> None:
    """A re-audit's clock is not counted; in the learning report few files are not shown by themselves."""
    lead = desk("qa lead")
    data = report.dataset(lead, None)
    counted = basis(data).counted
    outside = next(one for one in data.audits if one not in counted)
    fact = ClockFact(outside.id, "core_group", "First core group", "10 working days", local=False,
                     due=1, in_time=0)  # fmt: skip
    assert clock_lines(replace(data, timeliness=(fact,)), counted) == ()
    few = replace(fact, audit=counted[0].id)
    said = "\n".join(texts(learning.build(replace(data, timeliness=(few,)))))
    assert "On too few files" in said
    assert "How the clocks were kept" not in said


def test_the_made_up_council_has_dates_and_its_summary_shows_them(desk: Desk) -> None:
    """The demonstration tells believable dates: most in time, some late, one clock local."""
    lead = desk("qa lead")
    data = report.dataset(lead, None)
    assert data.timeliness
    assert any(one.late for one in data.timeliness)
    assert any(not one.late for one in data.timeliness)
    made = report_round.summary(lead, ".pdf", report.Scope(), SILENT)
    assert isinstance(made, Report)
    assert "Timeliness, beside quality" in "\n".join(texts(made))
