"""The figures of agreement as each person may see them: chance alone speaks, the blind holds, nobody is ranked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from qa_tool.errors import Refused
from qa_tool.figures.agreement import rereads
from qa_tool.figures.dataset import DataSet
from qa_tool.moderation.model import Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import reliability, report
from qa_tool.work.reliability_facts import gather
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def plain(data: DataSet) -> list[tuple[object, ...]]:
    """What the figures rest on, of every re-read audit."""
    return sorted(
        (a.id, a.round, a.team, a.auditor, a.overall, tuple(sorted(a.grades.items())),
         a.reading.overall, tuple(sorted(a.reading.grades.items())), a.reading.random,
         a.reading.mode, a.reading.final_overall, a.selection, a.superseded, a.chain, a.reopened)
        for a in data.audits
        if a.reading is not None
    )  # fmt: skip


def closed(lead: Workspace, *, chosen: str = "random") -> Reading:
    """A concluded reading of one of the audits that were drawn."""
    drawn = {a.id for a in rereads(gather(lead, None).data).random}
    return next(
        r for r in reading_shelf.all_of(lead.store, states=("closed",))
        if r.chosen == chosen and r.mode == "blind" and (r.audit in drawn or chosen != "random")
    )  # fmt: skip


def again(lead: Workspace, reading: Reading, **changes: object) -> None:
    """The reading as it would be with these changes."""
    with lead.store.together():
        entry = list(lead.store.ledger.entries(kind="resolution", object=reading.id))[-1]
        lead.write(
            "resolution",
            reading.id,
            replace(reading, **changes),
            parents=(entry.id,),  # type: ignore[arg-type]
        )


def test_the_lean_facts_are_those_of_the_summary(desk: Desk) -> None:
    """Page, moderation report and summary can never part: both ways of gathering say the same."""
    lead = desk("qa lead")
    for round_ in council_shelf.rounds(lead.store):
        lean, whole = gather(lead, round_).data, report.dataset(lead, round_)
        assert plain(lean) == plain(whole)
        assert [a.id for a in rereads(lean).random] == [a.id for a in rereads(whole).random]
        assert len(lean.audits) == len(whole.audits)


def test_only_random_blind_readings_move_the_figures(desk: Desk) -> None:
    """One reading called targeted, or a desk check, leaves the random column and enters no other sum."""
    lead = desk("qa lead")
    form = next(a.form for a in gather(lead, None).data.audits if a.id == closed(lead).audit)
    before = reliability.look(lead, form=form)
    reading = closed(lead)
    again(lead, reading, mode="panel")
    after = reliability.look(lead, form=form)
    assert before.random is not None
    assert after.random is not None
    assert before.targeted == after.targeted
    assert (after.random.n, after.partial) == (before.random.n - 1, before.partial + 1)
    again(lead, reading, mode="blind", chosen="override")
    moved = reliability.look(lead, form=form)
    assert moved.random is not None
    assert moved.targeted is not None
    assert before.targeted is not None
    assert (moved.random.n, moved.targeted.n) == (before.random.n - 1, before.targeted.n + 1)


def test_lines_add_up_and_stand_by_name(desk: Desk) -> None:
    """Rounds, teams and auditors each hold every pair once; names and dates are the only order."""
    lead = desk("qa lead")
    found = reliability.look(lead)
    assert found.random is not None
    assert found.random.n > 0
    for lines in (found.by_round, found.by_team):
        assert sum(line.found.n for line in lines) == found.random.n
    assert sum(p.leaning.whole.n for p in found.people) == found.random.n
    names = [p.name.casefold() for p in found.people]
    assert names == sorted(names)
    assert [line.key for line in found.by_team] == sorted(line.key for line in found.by_team)
    starts = {r.id: r.starts for r in council_shelf.rounds(lead.store)}
    days = [starts[line.key] for line in found.by_round]
    assert days == sorted(days)  # type: ignore[type-var]
    assert all(p.leaning.mean is None for p in found.people if p.leaning.whole.n < 10)


def test_auditors_figures_are_for_the_qa_lead_and_ones_own_for_oneself(desk: Desk) -> None:
    """An auditor sees no colleague, no team and no single case of anybody else; the CSWO no auditor."""
    lead = desk("qa lead")
    assert reliability.look(lead).people
    cswo = reliability.look(desk("cswo"))
    assert cswo.people == ()
    assert cswo.by_team
    ada = desk("auditor")
    data = gather(ada, None).data
    mine = {a.id for a in rereads(data).random if a.auditor == ada.person.id}
    for form in reliability.look(ada).forms:
        found = reliability.look(ada, form=form.form)
        assert (found.people, found.by_team, found.whole, found.coverage) == ((), (), (), None)
        own = {a.id for a in data.audits if a.id in mine and a.form == form.form}
        assert (found.own is not None) == bool(own)
        if found.own:
            assert (found.own.auditor, found.own.whole.n) == (ada.person.id, len(own))
        by_id = {a.id: a for a in data.audits}
        assert all(by_id[one.audit].auditor == ada.person.id for one in found.apart)


@pytest.mark.parametrize("who", ["iro", "partner"])
def test_who_neither_audits_nor_answers_is_refused(desk: Desk, who: str) -> None:
    """In the verb and not only in the window; the report too."""
    with pytest.raises(Refused):
        reliability.look(desk(who))
    with pytest.raises(Refused):
        report.write(desk(who), "moderation", Path("never.pdf"))


def planted(lead: Workspace, moderator: str) -> str:
    """An audit with two grades, whose newest version waits to be read blind by this moderator."""
    reading = closed(lead)
    first = audit_shelf.audit(lead.store, reading.audit)
    assert first is not None
    newest = replace(first, id="aud-newest", parent=first.id)
    with lead.store.together():
        entry = lead.write(
            "audit", newest.id, {"audit": newest, "answers": {}},
            parents=(audit_shelf.head_entry(lead.store, first.id),),
        )  # fmt: skip
        lead.write(
            "moderation", "rdg-newest",
            Reading("rdg-newest", newest.id, newest.template, newest.case, moderator, "reopened",
                    made=lead.clock.now()),
            parents=(entry.id,),
        )  # fmt: skip
    return first.id


def test_what_waits_to_be_read_blind_is_in_no_figure_of_its_reader(desk: Desk) -> None:
    """Nor are the versions it replaced, whose two grades would betray it; and it is said that it is missing."""
    lead = desk("qa lead")
    mira = next(p.id for p in lead.people.values() if p.name == "Mira Castellane")
    gone = planted(lead, mira)
    whole = gather(lead, None)
    assert gone in {a.id for a in whole.data.audits}
    blind = gather(desk("moderator"), None)
    ids = {a.id for a in blind.data.audits}
    assert not ids & {gone, "aud-newest"}
    assert blind.data.withheld >= 1
    assert blind.coverage.unseen >= 1
    assert whole.coverage.handed_in == blind.coverage.handed_in
    assert "reopened" in {row.chosen for row in whole.coverage.rows}
    assert "reopened" not in {row.chosen for row in blind.coverage.rows}


def test_coverage_adds_up(desk: Desk) -> None:
    """Chosen, not chosen and handed in; every line's parts make the line."""
    lead = desk("qa lead")
    for round_ in council_shelf.rounds(lead.store):
        found = gather(lead, round_).coverage
        assert found.not_chosen >= 0
        heads = audit_shelf.count(lead.store, audit_shelf.Wanted(round=round_.id))
        assert found.handed_in == heads
        assert found.handed_in <= len(found.rows) + found.not_chosen + found.unseen
        drawn, of = found.lots
        assert 0 <= drawn <= of <= found.handed_in


def test_the_report_says_the_same_as_the_page_and_names_no_auditor(
    desk: Desk, tmp_path: Path
) -> None:
    """Both files are written for a round; coefficients are only in the annex; nobody is named."""
    lead = desk("qa lead")
    round_ = council_shelf.rounds(lead.store)[-1]
    found = reliability.look(lead, round_.id)
    assert found.random is not None
    scope = report.Scope(round=round_.name)
    paper = report.write(lead, "moderation", tmp_path / "m.pdf", scope)
    text = " ".join(
        " ".join((page.extract_text() or "").split()) for page in PdfReader(str(paper)).pages
    )
    assert f"{found.random.same} of {found.random.n}" in text
    assert "Method annex" in text
    auditors = {p.name for p in lead.people.values() if "auditor" in p.roles}
    assert not [name for name in auditors if name in text]
    book = load_workbook(report.write(lead, "moderation", tmp_path / "m.xlsx", scope))
    cells = [
        str(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert not [name for name in auditors if any(name in cell for cell in cells)]
    assert {"About", "Coverage", "Random re-reads", "Targeted re-reads", "Method annex"} <= set(
        book.sheetnames
    )
