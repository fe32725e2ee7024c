"""Case lists over a real store: brought in once, brought up to date after, and nothing that names a child is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import council as shelf
from qa_tool.work import caselist, caselist_words, session
from qa_tool.work.caselist import Wishes
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
HEAD = ["Child Unique ID", "Forename", "Surname", "Date of Birth", "Ethnicity", "CIN Start Date", "Date Child Was Last Seen",
        "Case status", "Allocated Team", "Allocated Worker"]  # fmt: skip
SECRETS = ("Zephyrine", "Nightlantern", "2014-03-12", "12/03/2014")


@pytest.fixture
def lead(desk: Desk) -> Workspace:
    """The QA lead of the made-up council."""
    return desk("qa lead")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook of made-up lists."""

    def make(rows: list[list[Any]], sheet: str = "List 6", head: list[str] = HEAD) -> Path:
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in (head, *rows):
            book.active.append(row)
        path = tmp_path / "list.xlsx"
        book.save(path)
        return path

    return make


def child(number: str, team: str, worker: str, **more: Any) -> list[Any]:
    """One made-up row of List 6."""
    told = {
        "start": date(2026, 3, 2),
        "seen": date(2026, 11, 2),
        "status": "c) Child in need plan",
    } | more
    return [
        number,
        "Zephyrine",
        "Nightlantern",
        date(2014, 3, 12),
        "WBRI",
        told["start"],
        told["seen"],
        told["status"],
        team,
        worker,
    ]


def somebody(space: Workspace) -> tuple[str, str]:
    """The names of a team and of a worker in it."""
    person = next(p for p in space.people.values() if "social_worker" in p.roles and p.team)
    return space.team_name(person.team), person.name


def bring(space: Workspace, path: Path, **wishes: Any) -> caselist.Plan:
    """Look at a file and bring it in."""
    plan = caselist.look(space, path, Wishes(**wishes))
    caselist.bring_in(space, plan)
    return plan


def numbered(space: Workspace, number: str) -> Any:
    """The case with this number."""
    return next(c for c in shelf.cases(space.store).values() if c.council_number == number)


def test_a_list_becomes_cases(lead: Workspace, write):
    """A child of the list is a case with a random reference, its team, worker, band and lists."""
    team, worker = somebody(lead)
    bring(lead, write([child("900001", team, worker)]))
    case = numbered(lead, "900001")
    assert len(case.reference) == 8
    assert "9000" not in case.reference
    assert (lead.team_name(case.team), lead.name(case.worker)) == (team, worker)
    assert (case.kind, case.age_band, case.ethnicity, case.lists) == (
        "child_in_need",
        "10_15",
        "white",
        ("annex_a.6",),
    )
    assert (case.opened, case.closed, case.last_seen) == (date(2026, 3, 2), None, date(2026, 11, 2))


def test_no_name_or_birthday_is_written(lead: Workspace, write):
    """Nothing that the store holds, row or ledger, knows the child's name or date of birth."""
    team, worker = somebody(lead)
    bring(lead, write([child("900001", team, worker), child("", team, worker)]))
    held = "\n".join(lead.store.raw.iterdump()) if hasattr(lead.store.raw, "iterdump") else ""
    held += "".join(str(row) for row in lead.store.raw.execute("SELECT * FROM entry"))
    held += "".join(str(row) for row in lead.store.raw.execute("SELECT * FROM child_case"))
    assert "900001" in held  # the control: the number is there, inside the encrypted store
    assert [secret for secret in SECRETS if secret in held] == []
    assert "list.xlsx" not in held


def test_next_months_list_brings_up_to_date_and_adds_nobody_twice(lead: Workspace, write):
    """The same child in another month is the same case; who left is said and not closed."""
    team, worker = somebody(lead)
    bring(lead, write([child(str(n), team, worker) for n in (900001, 900002, 900003)]))
    before = {c.council_number: c for c in shelf.cases(lead.store).values()}
    again = bring(
        lead,
        write(
            [
                child("900001", team, worker),
                child("900002", team, worker, seen=date(2026, 11, 19)),
                child("900004", team, worker),
            ]
        ),
    )
    after = {c.council_number: c for c in shelf.cases(lead.store).values()}
    assert (len(again.new), len(again.updated), again.same, again.gone) == (1, 1, 1, 1)
    assert after["900001"] == before["900001"]
    assert after["900002"] == replace(before["900002"], last_seen=date(2026, 11, 19))
    assert after["900003"] == replace(before["900003"], lists=())
    assert after["900003"].closed is None
    assert any("Nothing is closed" in note for note in again.notes)


def test_a_part_of_a_list_takes_nobody_off_it(lead: Workspace, write):
    """With the wish that the file is a part, cases that are not in it stay on the list."""
    team, worker = somebody(lead)
    bring(lead, write([child("900001", team, worker), child("900002", team, worker)]))
    bring(lead, write([child("900001", team, worker)]), whole=False)
    assert numbered(lead, "900002").lists == ("annex_a.6",)


def test_a_list_of_contacts_does_not_overrule_the_plan(lead: Workspace, write):
    """A contact about a child in need adds the list, and leaves team, worker and kind."""
    team, worker = somebody(lead)
    bring(lead, write([child("900001", team, worker)]))
    before = numbered(lead, "900001")
    bring(
        lead,
        write([["900001", date(2026, 11, 1)]], "List 1", ["Child Unique ID", "Date of Contact"]),
    )
    assert numbered(lead, "900001") == replace(before, lists=("annex_a.1", "annex_a.6"))


def test_names_of_teams_and_workers_are_met_tolerantly(lead: Workspace, write):
    """'TEAM North 1' and 'KHAN, Amira (Agency)' are who they are."""
    team, worker = somebody(lead)
    first, _, last = worker.partition(" ")
    plan = caselist.look(
        lead,
        write([child("900001", f"  {team.upper()} team", f"{last.upper()}, {first} (Agency)")]),
    )
    assert not plan.unknown_teams
    assert not plan.unknown_workers
    assert lead.name(plan.new[0].worker) == worker


def test_the_unknown_are_listed_and_added_only_when_wished(lead: Workspace, write):
    """Unknown teams and workers are named with their children; they are added where the person says so."""
    path = write(
        [child("900001", "Far Away", "Nova Newcomer"), child("900002", "Far Away", "Nova Newcomer")]
    )
    plan = caselist.look(lead, path)
    assert [(u.name, u.children) for u in plan.unknown_teams] == [("Far Away", 2)]
    assert [(u.name, u.children) for u in plan.unknown_workers] == [("Nova Newcomer", 2)]
    assert (plan.teams, plan.people, plan.new[0].team, plan.new[0].worker) == ((), (), "", "")
    area = next(iter(lead.areas))
    bring(lead, path, area=area, add_workers=True)
    case = numbered(lead, "900001")
    person = lead.people[case.worker]
    assert (lead.teams[case.team].name, lead.teams[case.team].area) == ("Far Away", area)
    assert (person.name, person.roles, person.team) == (
        "Nova Newcomer",
        ("social_worker",),
        case.team,
    )


def test_lists_without_workers_say_that_independence_is_not_provable(lead: Workspace, write):
    """List 1 without a deciding manager is said; with one, the manager stands for the worker."""
    plan = caselist.look(
        lead,
        write([["900001", date(2026, 11, 1)]], "List 1", ["Child Unique ID", "Date of Contact"]),
    )
    assert any("not provable" in note for note in plan.notes)
    manager = next(p for p in lead.people.values() if "team_manager" in p.roles)
    plan = caselist.look(
        lead, write([["900001", date(2026, 11, 1), manager.name]], "List 1", ["Child Unique ID", "Date of Contact", "Decision maker"])
    )  # fmt: skip
    assert plan.new[0].worker == manager.id
    assert not any("not provable" in note for note in plan.notes)


def test_brothers_and_sisters_share_a_random_family(lead: Workspace, write):
    """The family's number becomes a random name that joins siblings, and stays next month."""
    head = ["Child Unique ID", "Family ID", "Team"]
    bring(
        lead,
        write(
            [["900001", "F77123", "x"], ["900002", "F77123", "x"], ["900003", "F88", "x"]],
            "Export",
            head,
        ),
    )
    one, two, three = (numbered(lead, str(n)) for n in (900001, 900002, 900003))
    assert one.family == two.family != three.family
    assert "77123" not in one.family
    plan = bring(
        lead, write([["900002", "F77123", "x"], ["900004", "F77123", "x"]], "Export", head)
    )
    assert {c.family for c in plan.new} == {one.family}


def test_a_council_that_keeps_no_numbers_is_told_what_it_cannot_have(
    lead: Workspace, write, monkeypatch
):
    """Without numbers nothing is matched: that is said, and no number is written."""
    lead.policy  # noqa: B018  read once, so that it can be replaced
    lead.__dict__["policy"] = replace(lead.policy, keep_council_number=False)
    monkeypatch.setattr(lead, "forget", lambda: None)
    team, worker = somebody(lead)
    found = caselist.read(lead, write([child("900001", team, worker)]))
    plan = caselist.plan(lead, found)
    caselist.bring_in(lead, plan)
    assert any("keeps no case numbers" in note for note in plan.notes)
    assert not any(c.council_number == "900001" for c in shelf.cases(lead.store).values())
    assert len(caselist.plan(lead, found).new) == 1


def test_corrected_headings_are_remembered(lead: Workspace, write):
    """What the person said of a heading this month is known next month, without saying it again."""
    path = write([["900001", "x", "y"]], "Export", ["Child ID", "Area desk", "Team"])
    sheet = caselist.look(lead, path).found.sheets[0]
    told = caselist.corrected(sheet, 1, "team")
    assert told == {"area desk": "team", "team": ""}
    bring(lead, path, match={sheet.list_key: told})
    again = caselist.look(lead, path).found.sheets[0]
    assert [(c.field, c.how) for c in again.columns] == [
        ("number", "other_name"),
        ("team", "remembered"),
        ("", "remembered"),
    ]


def test_what_was_brought_in_is_kept_as_counts(lead: Workspace, write):
    """The list of lists: when, by whom, which, how many; a fingerprint, no path and no number."""
    team, worker = somebody(lead)
    bring(lead, write([child("900001", team, worker), child("", team, worker)]))
    (row,) = caselist.brought_in(lead)
    assert (row.by, row.lists) == (lead.person.id, ("annex_a.6",))
    assert (row.counts["rows"], row.counts["new"], row.counts["rejected"]) == (2, 1, 1)
    assert len(row.fingerprint) == 64
    (entry,) = lead.store.ledger.entries("caselist")
    assert "900001" not in str(entry.body)


def test_all_of_it_or_nothing(lead: Workspace, write, monkeypatch):
    """Where one entry cannot be written, not one case of the list is there."""
    team, worker = somebody(lead)
    plan = caselist.look(lead, write([child(str(n), team, worker) for n in range(900001, 900020)]))
    before, calls, real = lead.store.ledger.count(), [], lead.write

    def breaks(*given: Any, **more: Any) -> Any:
        calls.append(given)
        if len(calls) > 10:
            raise QAError("The disk is full.", "Make room.")
        return real(*given, **more)

    monkeypatch.setattr(lead, "write", breaks)
    with pytest.raises(QAError, match="disk is full"):
        caselist.bring_in(lead, plan)
    assert lead.store.ledger.count() == before


def test_on_its_own_connection_the_window_sees_it_after(lead: Workspace, write):
    """Brought in on another connection, the desk that asked for it goes on writing after it."""
    team, worker = somebody(lead)
    change = caselist.bring_in_apart(
        lead, caselist.look(lead, write([child("900001", team, worker)]))
    )
    caselist.taken_in(lead)
    assert change.touches("case")
    bring(lead, write([child("900002", team, worker)]))
    assert session.verify(lead) == ()


def test_only_the_qa_lead_brings_lists_in(desk: Desk, write):
    """Anybody else is refused, and nothing is written."""
    auditor = desk("auditor")
    plan = caselist.look(auditor, write([child("900001", "x", "y")]))
    with pytest.raises(Refused):
        caselist.bring_in(auditor, plan)


def test_a_list_without_one_child_is_refused(lead: Workspace, write):
    """Where no row could be taken there is nothing to bring in."""
    plan = caselist.look(lead, write([child("", "x", "y")]))
    with pytest.raises(QAError, match="No child"):
        caselist.bring_in(lead, plan)


def test_the_report_names_no_number(lead: Workspace, write):
    """Report and values for scripts hold rows, reasons and counts, and no child's number."""
    plan = caselist.look(
        lead, write([child("900001", "Far Away", "Nova Newcomer"), child("", "x", "y")])
    )
    told = "\n".join(caselist_words.report(plan)) + str(caselist_words.as_plain(plan))
    assert "row 3: it has no number" in told
    assert "Far Away" in told
    assert "900001" not in told
    assert [secret for secret in SECRETS if secret in told] == []
