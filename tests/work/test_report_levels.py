"""Reports at every level, asked for by those who may, from the made-up council; the blind holds in all."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_tool import export
from qa_tool.errors import QAError, Refused
from qa_tool.report.blocks import Report
from qa_tool.report.text import texts
from qa_tool.store import audit as audit_shelf
from qa_tool.work import (
    report,
    report_briefing,
    report_extract,
    report_learning,
    report_pack,
    report_worker,
)
from qa_tool.work.report_kinds import Scope, report_kind
from qa_tool.work.workspace import Workspace
from tests.work.test_blind import PLANTED, plant

Desk = Callable[[str], Workspace]


class Silent:
    """Progress that nobody looks at."""

    def step(self, done: int, of: int, what: str) -> None:
        """Say nothing."""


def made(workspace: Workspace, kind: str, **scope: str) -> Report:
    """The report as its builder makes it."""
    found = report_kind(kind)
    assert found is not None
    built = found.load()(workspace, ".pdf", Scope(**scope), Silent())
    assert isinstance(built, Report)
    return built


def said(built: Report) -> str:
    """Every word of a report."""
    return "\n".join(texts(built))


def worker_with_audits(lead: Workspace) -> str:
    """Somebody whose work was audited more than once."""
    heads = audit_shelf.heads(
        lead.store, audit_shelf.rows_of(lead.store, audit_shelf.Wanted(states=("signed_off",)))
    )
    workers = [head.worker for head in heads]
    return max(sorted(set(workers)), key=workers.count)


@pytest.mark.parametrize("kind", ["learning", "briefing", "pack", "self_evaluation", "iro_extract", "committee", "worker"])  # fmt: skip
def test_every_one_is_written_as_every_file(desk: Desk, tmp_path: Path, kind: str) -> None:
    """What a kind says it can be written as, it is."""
    lead = desk("qa lead")
    found = report_kind(kind)
    assert found is not None
    area = next(iter(lead.areas.values())).name
    built = made(lead, kind, **({"area": area} if kind in {"learning", "pack"} else {}))
    for suffix in found.suffixes:
        target = export.write(kind, suffix, built, tmp_path / f"{kind}{suffix}")
        assert target.stat().st_size > 2000


def test_a_pack_leaves_no_counted_audit_unsaid_and_reads_each_template_apart(desk: Desk) -> None:
    """The grades on the page and those that have none there make up the audits counted."""
    lead = desk("qa lead")
    left, apart = 0, 0
    for area in lead.areas.values():
        words = said(made(lead, "pack", area=area.name))
        counted = re.search(r"(\d+) audits? drawn by lot", words)
        if counted is None:
            continue
        shown = sum(int(n) for n in re.findall(r"\d+ of (\d+) good or better", words))
        more = re.search(r"No grade here: (.+)", words)
        told = sum(int(n) for n in re.findall(r"(\d+) (?:with|of other)", more[1])) if more else 0
        assert shown + told == int(counted[1]), area.name
        left += told
        apart += "by template (same, lowered, raised)" in words
    assert left, "nothing was left off any page, so the test would say nothing"
    assert apart


def test_who_may_make_the_report_of_a_team(desk: Desk) -> None:
    """A team manager that of their own team; not another's, not an area's; an auditor none."""
    manager = desk("team manager")
    own = manager.team_name(manager.person.team)
    other = next(team.name for team in manager.teams.values() if team.name != own)
    try:
        assert own in made(manager, "learning", team=own).title
    except (
        Refused
    ) as refusal:  # too few workers in so small a council: still not for want of a role
        assert "fewer than" in str(refusal)  # noqa: PT017
    for scope in ({"team": other}, {"area": next(iter(manager.areas.values())).name}, {}):
        with pytest.raises(Refused, match="QA lead"):
            made(manager, "learning", **scope)
    with pytest.raises(Refused):
        made(desk("auditor"), "learning", team=own)


def test_places_that_are_not_there_and_two_at_once_are_refused(desk: Desk) -> None:
    """With the names that there are."""
    lead = desk("qa lead")
    with pytest.raises(QAError, match="no area called 'Nowhere'") as refusal:
        made(lead, "learning", area="Nowhere")
    assert next(iter(lead.areas.values())).name in refusal.value.cure
    with pytest.raises(QAError, match="one team, area, service or theme"):
        made(lead, "learning", area="Nowhere", team="Nobody")
    with pytest.raises(QAError, match="no theme called"):
        made(lead, "learning", theme="Nothing")
    with pytest.raises(QAError, match="one service or one area"):
        made(lead, "pack")


def test_a_theme_tells_where_it_was_found_and_what_answers_it(desk: Desk) -> None:
    """By its title, in any case; grades of those with it stand beside those without, or that they cannot."""
    lead = desk("qa lead")
    built = made(lead, "learning", theme="drift and delay")
    assert built.title == "Learning about: Drift and delay"
    assert "What was done about it" in said(built)


def test_a_workers_page_is_theirs_their_managers_and_the_leads(desk: Desk) -> None:
    """Neither a colleague nor the CSWO prints it; the QA lead does, and it has no grade in it."""
    lead = desk("qa lead")
    worker = worker_with_audits(lead)
    page = made(lead, "worker", worker=worker)
    name = lead.name(worker)
    assert name in said(page)
    assert "%" not in said(page)
    for other in ("cswo", "auditor", "iro"):
        someone = desk(other)
        if worker == someone.person.id or someone.person.id in someone.line(worker):
            continue
        with pytest.raises(Refused, match="own page"):
            made(someone, "worker", worker=worker)
    assert desk("auditor").person.name in said(made(desk("auditor"), "worker"))


def test_extracts_quote_nobody_before_the_annual_report_is_approved(desk: Desk) -> None:
    """The words that the CSWO began to write do not stand in them; that it is a draft does."""
    lead = desk("qa lead")
    for kind in ("self_evaluation", "committee"):
        text = said(made(lead, kind))
        assert "Not approved yet" in text
        assert "did not reach the standard that we set ourselves" not in text
        assert "They stand here once the annual report is approved." in text


def test_the_committee_reads_the_public_edition(desk: Desk) -> None:
    """No marking, no team, and every table hides what the public edition hides."""
    from qa_tool.work.report_annual import annual_of

    lead = desk("qa lead")
    built = made(lead, "committee")
    assert built.marking == ""
    text = said(built)
    assert not [team.name for team in lead.teams.values() if team.name in text]
    public = {line for one in annual_of(lead).public.edition.published for line in map(repr, one.lines())}  # fmt: skip
    from qa_tool.report.blocks import TableBlock

    tables = [block for block in built.blocks if isinstance(block, TableBlock)]
    assert tables
    assert all(repr(row) in public for block in tables for row in block.rows)
    assert made(lead, "self_evaluation").marking


def levels(lead: Workspace, worker: str) -> Iterator[tuple[str, str]]:
    """Every report of this file, as this person would get it."""
    area, team = next(iter(lead.areas.values())).name, next(iter(lead.teams.values())).name
    service = next(iter(lead.teams.values())).service
    asked: dict[str, dict[str, str]] = {
        "learning": {"area": area}, "pack": {"service": service}, "briefing": {}, "worker": {"worker": worker},
        "self_evaluation": {}, "iro_extract": {}, "committee": {},
    }  # fmt: skip
    for kind, scope in (*asked.items(), ("learning", {"team": team}), ("learning", {"theme": "drift and delay"})):  # fmt: skip
        try:
            yield kind, said(made(lead, kind, **scope))
        except QAError as refusal:
            yield kind, f"{refusal} {refusal.cure}"


def test_what_waits_for_ones_own_second_reading_stands_in_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted words stand nowhere; with the shield off the worker's page would tell them."""
    lead = desk("qa lead")
    reading = replace(plant(lead, ""), moderator=lead.person.id)
    with lead.store.together():
        lead.write("moderation", reading.id, reading)
    planted = audit_shelf.audit(lead.store, reading.audit)
    assert planted is not None
    assert [kind for kind, text in levels(lead, planted.worker) if PLANTED in text] == []
    monkeypatch.setattr(report_worker, "hidden", lambda _: frozenset())
    assert PLANTED in said(made(lead, "worker", worker=planted.worker))


def test_what_is_missing_is_told_where_it_is_missing(desk: Desk) -> None:
    """The planted audit is missing in its own team and this year; in no other team and no other year."""
    lead = desk("qa lead")
    reading = replace(plant(lead, ""), moderator=lead.person.id)
    with lead.store.together():
        lead.write("moderation", reading.id, reading)
    planted = audit_shelf.audit(lead.store, reading.audit)
    assert planted is not None
    whole, _ = report_learning.gathered(lead, Scope(), Silent())
    own, other = lead.team_name(planted.team), {t.name for t in lead.teams.values()}
    assert whole.withheld == 1
    missing = {name: report_learning.part(lead, whole, "team", name).withheld for name in other}
    assert [name for name, n in missing.items() if n] == [own]
    assert report_learning.gathered(lead, Scope(year="2020-21"), Silent())[0].withheld == 0


def test_modules_are_loaded_when_they_are_used() -> None:
    """The lines of the registry point at functions that are there."""
    for module in (report_briefing, report_extract, report_learning, report_pack, report_worker):
        lines = [k for k in report.REPORTS if k.builder.startswith(f"{module.__name__}:")]
        assert lines
        assert all(callable(line.load()) for line in lines)
