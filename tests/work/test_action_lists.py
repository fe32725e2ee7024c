"""Long lists say what the rows say; many are changed at once and put back; what is blind stays out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from qa_tool.errors import Refused
from qa_tool.store import action as shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import action, action_bulk, action_list, home, requirement, session
from qa_tool.work.action import Wanted
from qa_tool.work.action_bulk import Wish
from qa_tool.work.workspace import Workspace
from tests.work.test_blind import PLANTED, plant
from tests.work.test_requirement import SOURCE, entered, service

Desk = Callable[[str], Workspace]


@pytest.mark.parametrize("name", ["qa lead", "team manager", "auditor", "moderator"])
def test_a_list_by_number_holds_what_the_rows_hold(desk: Desk, name: str) -> None:
    """For every role: the same actions; unfinished first by date, then the rest, the latest first."""
    who = desk(name)
    rows = action.rows(who)
    found = action_list.lines(who, action_list.numbers(who, action_list.Wanted()))
    assert {row.id for row in found} == {row.id for row in rows}
    assert sorted(found, key=lambda r: r.id) == sorted(rows, key=lambda r: r.id)
    flags = [row.action.finished for row in found]
    assert flags == sorted(flags)
    open_ = [row.due for row in found if not row.action.finished]
    assert open_ == sorted(day for day in open_ if day)
    counted = action_list.counted(who)
    late = [row.days_late for row in rows if row.overdue]
    assert counted.n == len(rows)
    assert counted.late == (
        sum(1 for d in late if d <= 7), sum(1 for d in late if 8 <= d <= 28),
        sum(1 for d in late if d >= 29),
    )  # fmt: skip
    oldest = (date(2026, 11, 20) - counted.oldest).days if counted.oldest else 0
    assert oldest == max(late, default=0)


def test_filters_narrow_as_they_say(desk: Desk) -> None:
    """View, age, team, owner, level, words: each against the rows themselves."""
    lead = desk("qa lead")
    rows = action_list.chosen(lead, action_list.Wanted())
    team = next(row.action.team for row in rows if row.action.team)
    owner = next(row.action.owner for row in rows if row.action.owner)
    asked = {
        action_list.Wanted(view="overdue"): lambda r: r.overdue,
        action_list.Wanted(view="proof"): lambda r: r.state == "done" and r.needs_verifying,
        action_list.Wanted(view="finished"): lambda r: r.action.finished and r.state != "withdrawn",
        action_list.Wanted(late=(8, 28)): lambda r: 8 <= r.days_late <= 28,
        action_list.Wanted(late=(29, None)): lambda r: r.days_late >= 29,
        action_list.Wanted(team=team): lambda r: r.action.team == team,
        action_list.Wanted(owner=owner): lambda r: r.action.owner == owner,
        action_list.Wanted(level="service"): lambda r: r.action.level == "service",
    }
    for wanted, fits in asked.items():
        found = action_list.lines(lead, action_list.numbers(lead, wanted))
        assert {row.id for row in found} == {row.id for row in rows if fits(row)}, wanted
    word = lead.name(owner).split()[1]
    typed = action_list.lines(lead, action_list.numbers(lead, action_list.Wanted(), text=word))
    assert owner in {row.action.owner for row in typed}
    assert len(typed) < len(rows)
    names = [row.owner for row in action_list.lines(
        lead, action_list.numbers(lead, action_list.Wanted(), sort="owner"))]  # fmt: skip
    people = [name for name in names if name in {p.name for p in lead.people.values()}]
    assert people == sorted(people, key=str.casefold)


def _open(lead: Workspace, n: int) -> list[str]:
    rows = action_list.chosen(lead, action_list.Wanted(view="is_open"))
    return [row.id for row in rows][:n]


def test_many_are_changed_at_once_and_put_back(desk: Desk) -> None:
    """Owner and date; every action is as it was, and the ledger is whole."""
    lead = desk("qa lead")
    ids = _open(lead, 5)
    before = [shelf.action(lead.store, one) for one in ids]
    wish = Wish(owner=lead.person.id, due=date(2027, 1, 15), reason="A manager has left")
    done = action_bulk.apply(lead, ids, wish)
    now = [shelf.action(lead.store, one) for one in ids]
    assert {(a.owner, a.due) for a in now if a} == {(lead.person.id, date(2027, 1, 15))}
    assert all(a and b and a.first_due == b.due for a, b in zip(now, before, strict=True))
    again = action_bulk.take_back(lead, done)
    assert [shelf.action(lead.store, one) for one in ids] == before
    action_bulk.take_back(lead, again)
    assert [shelf.action(lead.store, one) for one in ids] == now
    assert session.verify(lead) == ()


def test_what_was_changed_since_stays_when_a_bulk_change_is_put_back(desk: Desk) -> None:
    """Nobody's later work is undone by somebody's undo."""
    lead = desk("qa lead")
    ids = _open(lead, 3)
    done = action_bulk.apply(lead, ids, Wish(withdraw=True, reason="The plan has changed"))
    action.reopen(lead, ids[0], "Still needed")
    back = action_bulk.take_back(lead, done)
    assert [one for one, _why in back.left] == [ids[0]]
    kept = shelf.action(lead.store, ids[0])
    assert kept is not None
    assert (kept.state, kept.reopened) == ("open", 1)
    for one in ids[1:]:
        found = shelf.action(lead.store, one)
        assert found is not None
        assert (found.state, found.reason) == ("open", "")


def test_a_withdrawal_that_closed_an_audit_opens_it_again_when_put_back(desk: Desk) -> None:
    """Closed means that no action is open: also after undo."""
    from qa_tool.store import audit as audit_shelf

    lead = desk("qa lead")
    rows = action_list.chosen(lead, action_list.Wanted(view="unfinished"))
    audits = {row.audit for row in rows if row.audit}
    signed = next(
        a for a in sorted(audits)
        if (found := audit_shelf.audit(lead.store, a)) and found.state == "signed_off"
    )  # fmt: skip
    ids = [row.id for row in rows if row.audit == signed]
    done = action_bulk.apply(lead, ids, Wish(withdraw=True, reason="The child has moved"))
    state = audit_shelf.audit(lead.store, signed)
    assert state is not None
    assert state.state == "closed"
    action_bulk.take_back(lead, done)
    state = audit_shelf.audit(lead.store, signed)
    assert state is not None
    assert state.state == "signed_off"


def test_a_bulk_change_says_what_stayed_and_why(desk: Desk) -> None:
    """What is finished keeps its date; without a reason nothing is touched; others' work is refused."""
    lead = desk("qa lead")
    ids = _open(lead, 2)
    closed = action_list.chosen(lead, action_list.Wanted(view="finished"))[0].id
    done = action_bulk.apply(lead, [*ids, closed], Wish(due=date(2027, 1, 15), reason="Illness"))
    assert [one for one, _why in done.left] == [closed]
    assert "not open" in done.left[0][1]
    with pytest.raises(Refused, match="no reason"):
        action_bulk.apply(lead, ids, Wish(withdraw=True))
    before = shelf.action(lead.store, ids[0])
    with pytest.raises(Refused, match="None of these") as refusal:
        action_bulk.apply(lead, ids, Wish(due=date(2026, 1, 1), reason="Late"))
    assert "lies in the past" in refusal.value.cure
    assert shelf.action(lead.store, ids[0]) == before
    ada = desk("auditor")
    others = [
        one for one in ids if (a := shelf.action(ada.store, one)) and a.raised_by != ada.person.id
    ]
    with pytest.raises(Refused):
        action_bulk.apply(ada, others, Wish(withdraw=True, reason="Not mine"))


def test_an_action_with_a_finding_out_of_sight_is_out_of_sight(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An improvement action that answers a blind audit too tells its words nowhere; the control finds it."""
    lead = desk("qa lead")
    moderator = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, moderator.id)
    asked = entered(lead, SOURCE)[0]
    made = service(lead, what=PLANTED, owner=moderator.id, links=(f"{reading.audit}/risk.grade",),
            requirements=(asked,))  # fmt: skip
    mira = desk("moderator")

    def told() -> str:
        number = action_list.numbers(mira, action_list.Wanted())
        every = shelf.numbers(mira.store, replace(action_list.reader(mira), everything=True, moderates=False, person="x"),
                              action_list.Wanted(), mira.clock.today())  # fmt: skip
        return repr((
            action_list.lines(mira, number), action_list.lines(mira, [n for n, _ in every]),
            action_list.chosen(mira, action_list.Wanted()), action.rows(mira), requirement.plan(mira),
            action.to_verify(mira, 9), action_list.asked(mira, "all"),
        ))  # fmt: skip

    assert PLANTED not in told()
    row = next(r for r in requirement.plan(mira).requirements if r.id == asked)
    assert (row.actions, row.lonely) == (0, False)
    with pytest.raises(Refused, match="blind second reading"):
        action.mark_done(mira, made, "x")
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset())
    monkeypatch.setattr(shelf, "HIDDEN", "SELECT ? WHERE 0 AND ? AND ?")
    mira = desk("moderator")
    assert PLANTED in told()


def test_raising_for_the_service_needs_no_audit_and_a_partner_may_own_it(desk: Desk) -> None:
    """A team manager may; the team's people see it; months are offered as dates."""
    manager = desk("team manager")
    due = [day for _words, day in action.due_choices(manager, "service")]
    assert due == [date(2026, 12, 20), date(2027, 2, 20), date(2027, 5, 20)]
    made = action.raise_(
        manager, Wanted("", "", "Agree on a call-back", owner_words="Police", level="service", due=due[0])
    ).ids[0]  # fmt: skip
    row = next(r for r in action_list.chosen(manager, action_list.Wanted()) if r.id == made)
    assert (row.owner, row.reference, row.domain) == ("Police", "", "")
    with pytest.raises(Refused, match="lies in the past"):
        action.raise_(manager, Wanted("", "", "Late", owner_words="Police", level="service",
                                      due=date(2026, 11, 19)))  # fmt: skip


def test_home_says_what_an_action_without_a_case_asks(desk: Desk) -> None:
    """An action for the service has no case: its own words stand there, not an empty reference."""
    lead = desk("qa lead")
    mine = [row for row in action.rows(lead, states=("open",), only_mine=True) if not row.reference]
    assert mine
    titles = [line.title for line in home.overview(lead).waiting]
    assert all(row.what in titles for row in mine)
    assert not [title for title in titles if title.rstrip().endswith("case")]
