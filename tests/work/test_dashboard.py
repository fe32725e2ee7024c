"""The dashboard's questions: what a report would count, for whom, and nothing that is out of sight."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from qa_tool.errors import Refused
from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.basis import basis
from qa_tool.figures.distribution import by_domain, overall
from qa_tool.store import action as action_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import action_list, dashboard, dashboard_loop, dashboard_trend, report
from qa_tool.work.dashboard import Desk, Filter
from qa_tool.work.workspace import Workspace

Sit = Callable[[str], Workspace]


def test_grades_are_those_that_a_report_counts(desk: Sit) -> None:
    """Every group of the report's basis, overall and by domain: the kept sums say the same."""
    lead = desk("qa lead")
    data = report.dataset(lead, None)
    found = basis(data)
    assert found.groups
    choices = dashboard.choices(lead)
    assert {(g.template, g.kind, g.n) for g in choices.groups} == {
        (g.template.key, g.kind_of_case, g.n) for g in found.groups
    }
    for group in found.groups:
        wanted = Filter(template=group.template.key, kind=group.kind_of_case)
        seen = dashboard.grades(lead, wanted)
        assert seen.overall == overall(group)
        assert [(d.key, s) for d, s in seen.domains] == [(d.key, s) for d, s in by_domain(group)]
        if seen.overall is not None and seen.good is not None and seen.worst is not None:
            assert (seen.good.k, seen.good.n) == (seen.overall.good, seen.overall.n)
            assert seen.worst.k == seen.overall.worst


def test_a_filter_parts_the_whole(desk: Sit) -> None:
    """Areas, teams, services, rounds, months, ages: the parts add up to the whole, each by itself too."""
    lead = desk("qa lead")
    whole = dashboard.grades(lead, Filter())
    assert whole.overall is not None
    for place in ("area", "team", "service", "round"):
        parts = dashboard.by_place(lead, Filter(), place)
        assert sum(part.found.n for part in parts) == whole.overall.n
        assert list(parts) == sorted(parts, key=lambda p: (p.name.casefold(), p.key))
        for part in parts:
            one = Filter(rounds=(part.key,)) if place == "round" else Filter(**{place: part.key})  # type: ignore[arg-type]
            one = replace(one, template=whole.group.template, kind=whole.group.kind)  # type: ignore[union-attr]
            assert dashboard.grades(lead, one).overall == part.found
    for column in ("age", "ethnicity", "mode"):
        assert sum(p.found.n for p in dashboard.by_child(lead, Filter(), column)) == whole.overall.n
    months = dashboard.choices(lead)
    assert months.first is not None
    assert months.last is not None
    none = dashboard.grades(lead, Filter(until=date(2000, 1, 1)))
    assert (none.group, none.n, none.overall) == (None, 0, None)
    every = dashboard.grades(lead, Filter(since=months.first, until=months.last))
    assert every.overall == whole.overall
    heat = dashboard.heat(lead, Filter(), "team")
    for (domain, spread), (row, cells) in zip(whole.domains, heat.rows, strict=True):
        assert domain == row
        assert sum(cell.n for cell in cells) == spread.n


def test_re_reads_are_those_of_the_reliability_page(desk: Sit) -> None:
    """Same, raised and lowered, and how many for a reason, over every kind of case."""
    lead = desk("qa lead")
    data = report.dataset(lead, None)
    read = rereads(data)
    wanted = Counter[str]()
    for found in of_overall(read.random, data):
        wanted.update(n=found.n - found.apart, same=found.same, up=found.up, down=found.down)
    told = Counter[str]()
    for group in _groups_of_re_reads(lead):
        seen = dashboard_loop.read_again(lead, group)
        told.update(n=seen.n, same=seen.same, up=seen.up, down=seen.down, targeted=seen.targeted)
    assert told["n"] > 0
    assert {k: told[k] for k in wanted} == dict(wanted)


def _groups_of_re_reads(lead: Workspace) -> list[Filter]:
    return [Filter(template=g.template, kind=g.kind) for g in dashboard.choices(lead).groups]


def test_teams_beside_each_other_are_for_two_roles(desk: Sit) -> None:
    """The QA lead and the CSWO see the funnel; a team manager sees their own team and no other."""
    for name in ("qa lead", "cswo"):
        who = desk(name)
        assert dashboard_trend.teams(who, Filter()).funnel is not None
        assert dashboard.choices(who).teams
    manager = desk("team manager")
    own = Filter(team=manager.person.team)
    assert dashboard.grades(manager, own).n >= 0
    assert {key for key, _name in dashboard.choices(manager).teams} <= {manager.person.team}
    other = next(key for key in manager.teams if key != manager.person.team)
    for ask in (
        lambda: dashboard.grades(manager, Filter(team=other)),
        lambda: dashboard.by_place(manager, Filter(), "team"),
        lambda: dashboard.heat(manager, Filter(), "team"),
        lambda: dashboard_trend.teams(manager, Filter()),
        lambda: dashboard_loop.coverage(manager, Filter(team=other)),
        lambda: dashboard_loop.ageing(manager, Filter(team=other)),
    ):
        with pytest.raises(Refused):
            ask()
    for name in ("auditor", "iro", "partner"):
        who = desk(name)
        assert not dashboard.may_look(who)
        with pytest.raises(Refused):
            dashboard.grades(who, Filter())


def test_what_waits_to_be_read_blind_is_in_no_figure(
    desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One counted audit put out of sight leaves every count, and comes back without the shield."""
    mira = desk("moderator")
    whole = dashboard.grades(mira, Filter())
    number = mira.store.raw.execute(
        "SELECT audit FROM counted c JOIN term t ON t.id = c.kind JOIN term p ON p.id = c.template"
        " WHERE t.text = ? AND p.text = ? LIMIT 1",
        [whole.group.kind, whole.group.template],  # type: ignore[union-attr]
    ).fetchone()[0]
    audit = mira.store.raw.execute("SELECT id FROM audit WHERE row = ?", [number]).fetchone()[0]
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset({audit}))
    less = dashboard.grades(mira, Filter())
    assert (less.n, less.withheld) == (whole.n - 1, 1)
    for (_domain, before), (_same, after) in zip(whole.domains, less.domains, strict=True):
        assert sum(n for _g, n in after.counts) + after.unranked + after.blank == (
            sum(n for _g, n in before.counts) + before.unranked + before.blank - 1
        )
    areas = dashboard.by_place(mira, Filter(), "area")
    assert sum(p.found.n + p.found.unranked + p.found.blank for p in areas) == less.n
    ages = dashboard.by_child(mira, Filter(), "age")
    assert sum(p.found.n + p.found.unranked + p.found.blank for p in ages) == less.n
    time = dashboard_trend.over_time(mira, Filter(), step="year")
    assert less.overall is not None
    assert sum(count.n for count in time.trend.counts) == less.overall.n
    covered = dashboard_loop.coverage(mira, Filter())
    assert sum(row.counted for row in covered.rounds) == sum(
        g.n for g in dashboard.choices(mira).groups
    )
    reread = mira.store.raw.execute(
        "SELECT a.id, p.text, k.text FROM reread r JOIN audit a ON a.row = r.audit"
        " JOIN term p ON p.id = r.template JOIN term k ON k.id = r.kind LIMIT 1"
    ).fetchone()
    group = Filter(template=reread[1], kind=reread[2])
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset())
    seen = dashboard_loop.read_again(mira, group)
    monkeypatch.setattr(reading_shelf, "hidden_from", lambda *_a, **_k: frozenset({reread[0]}))
    now = dashboard_loop.read_again(mira, group)
    assert now.n + now.apart + now.targeted == seen.n + seen.apart + seen.targeted - 1


def test_time_and_years_say_what_they_can(desk: Sit) -> None:
    """Months, quarters or years by what there is; every audit stands in one point."""
    lead = desk("qa lead")
    whole = dashboard.grades(lead, Filter())
    for step in ("month", "quarter", "year"):
        found = dashboard_trend.over_time(lead, Filter(), step=step)
        assert found.step == step
        assert sum(count.n for count in found.trend.counts) + found.left == whole.overall.n  # type: ignore[union-attr]
        assert len(found.names) == len(found.trend.counts)
    years = dashboard_trend.years(lead, Filter())
    assert sum(year.share.n for year in years.good) == whole.overall.n  # type: ignore[union-attr]
    assert years.sentence.startswith("Good or better")
    empty = Filter(until=date(2000, 1, 1))
    assert dashboard_trend.over_time(lead, empty).sentence == "Good or better: no audits."
    assert dashboard_trend.years(lead, empty).good == ()
    assert dashboard_trend.teams(lead, empty).sentence == "No audits."
    assert dashboard_loop.read_again(lead, empty).n == 0


def test_coverage_and_actions(desk: Sit) -> None:
    """Handed in are all that stand in the lists; the ageing is that of the page Actions."""
    lead = desk("qa lead")
    covered = dashboard_loop.coverage(lead, Filter())
    every = lead.store.raw.execute("SELECT count(*) FROM audit WHERE superseded = 0").fetchone()[0]
    assert sum(row.handed_in for row in covered.rounds) == every
    for row in covered.rounds:
        assert row.counted <= row.signed_off <= row.handed_in
        assert row.given is not None
    areas = [dashboard_loop.coverage(lead, Filter(area=key)) for key in lead.areas]
    assert sum(row.handed_in for one in areas for row in one.rounds) == every
    assert {row.given for one in areas for row in one.rounds} == {None}
    assert str(every) in covered.sentence
    aged = dashboard_loop.ageing(lead, Filter())
    assert sum(n for _band, n in aged.bands) == aged.open
    rows = action_list.rows(lead, states=("open",))
    assert aged.open == len(rows)
    assert sum(n for band, n in aged.bands if band.startswith("Overdue")) == sum(
        row.overdue for row in rows
    )


def test_several_questions_share_one_desk(desk: Sit) -> None:
    """A desk made once answers as the filter does."""
    lead = desk("qa lead")
    once = Desk(lead, Filter())
    assert dashboard.grades(lead, once) == dashboard.grades(lead, Filter())
    assert dashboard_loop.ageing(lead, once) == dashboard_loop.ageing(lead, Filter())
    assert dashboard.heat(lead, once) == dashboard.heat(lead, Filter())


def test_the_ageing_is_that_of_the_list_of_actions(desk: Sit) -> None:
    """Bands, the oldest, one team: as the list counts them for the same person."""
    lead = desk("qa lead")
    today = lead.clock.today()
    reader = action_list.reader(lead)
    for team in ("", *lead.teams):
        wanted = action_list.Wanted(team=team)
        found = action_shelf.counted(lead.store, reader, wanted, today)
        aged = dashboard_loop.ageing(lead, Filter(team=team))
        assert (aged.open, aged.oldest) == (found.open, found.oldest)
        assert tuple(n for _band, n in aged.bands[1:]) == found.late
