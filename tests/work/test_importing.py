"""Bringing records in from CSV: every problem in one pass, and all of it or nothing. All names are made up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qa_tool.council.model import Case, Person
from qa_tool.errors import QAError, Refused
from qa_tool.work import council, import_plan, importing, round_progress
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def _file(folder: Path, text: str, name: str = "given.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_keep_the_number_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    """Blank lines count, so that the person finds the row."""
    rows, problems = importing.read_areas(_file(tmp_path, "Name\nEast\n\n  \nSouth\n"))
    assert problems == ()
    assert [(row.number, row["name"]) for row in rows] == [(2, "East"), (5, "South")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name;area\nTeam Ä;East\n", "cp1252"),
        ("\ufeffname,area\r\nTeam Ä,East\r\n", "utf-8"),
        ("name\tarea\nTeam Ä\tEast\n", "utf-16"),
    ],
)
def test_files_as_spreadsheet_programs_write_them(tmp_path: Path, text: str, encoding: str) -> None:
    """Semicolons, tabs, byte order marks and the old Windows letters are read."""
    rows, problems = importing.read_teams(_file(tmp_path, text, encoding=encoding))
    assert problems == ()
    assert rows[0].cells == {"name": "Team Ä", "area": "East"}


def test_every_problem_comes_in_one_pass_with_row_and_cure(tmp_path: Path) -> None:
    """Nobody has to try ten times."""
    text = (
        "name,rolls,from,to\n"
        ",Auditor,1/2/2026,\n"
        "Wanda Birchfield,Auditor,soon,31/2/2026\n"
        "Olive Marchbank,Auditor,,,more\n"
        f"{'x' * 301},,,\n"
    )
    _rows, problems = importing.read_people(_file(tmp_path, text))
    assert [(p.where, p.code) for p in problems] == [
        ("Row 1, column 2", "heading_unknown"),
        ("Row 2, name", "empty"),
        ("Row 3, from", "not_a_date"),
        ("Row 3, to", "not_a_date"),
        ("Row 4", "too_many_cells"),
        ("Row 5, name", "too_long"),
    ]
    assert "roles" in problems[0].cure
    assert all(p.cure for p in problems)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04rest", "file_not_readable"),
        (b"a\x00b", "file_not_readable"),
        (b"", "file_empty"),
        (b"name\n", "file_empty"),
        (b"surname\nBirch\n", "heading_missing"),
        (b"name,Name\nBirch,Oak\n", "heading_twice"),
    ],
)
def test_a_file_that_is_something_else(tmp_path: Path, raw: bytes, code: str) -> None:
    """A workbook, an empty file, other headings: one sentence says what to do."""
    path = tmp_path / "given.csv"
    path.write_bytes(raw)
    rows, problems = importing.read_areas(path)
    assert code in {p.code for p in problems}
    assert rows == ()


def test_a_missing_file_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    """The file may be gone by the time it is read."""
    _rows, problems = importing.read_areas(tmp_path / "gone.csv")
    assert [p.code for p in problems] == ["file_not_readable"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/10/2026", date(2026, 10, 3)),
        ("3.10.26", date(2026, 10, 3)),
        ("2026-10-03", date(2026, 10, 3)),
        ("31/2/2026", None),
        ("3/10/0000", None),
        ("October", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    """Days are day first, as they are written here."""
    assert importing.day_of(text) == day


@pytest.mark.parametrize("kind", importing.KINDS)
def test_the_file_with_headings_is_read_back(tmp_path: Path, kind: str) -> None:
    """What the program writes, it also reads: only the rows are missing."""
    path = importing.write_template(importing.KINDS[kind], tmp_path / "headings.csv")
    _rows, problems = importing.READERS[kind](path)
    assert [p.code for p in problems] == ["file_empty"]


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is not there gives a sentence."""
    with pytest.raises(QAError, match="could not be written"):
        importing.write_template(importing.KINDS["areas"], tmp_path / "none" / "x.csv")


def test_people_with_managers_in_the_same_file(desk: Desk, tmp_path: Path) -> None:
    """New people, in any order, with roles in words; a second time nothing is left to do."""
    space = desk("qa lead")
    team = next(iter(space.teams.values()))
    text = (
        "name,roles,team,line manager,from\n"
        f"Wanda Birchfield,Auditor; social worker,{team.name},Olive Marchbank,3/10/2026\n"
        "Olive Marchbank,Team manager,,,\n"
    )
    path = _file(tmp_path, text)
    plan = import_plan.plan(space, "people", path)
    assert plan.problems == ()
    assert (plan.count("new"), plan.count("corrected")) == (2, 0)
    change = import_plan.keep(space, plan)
    assert change.touches("council")
    by_name = {p.name: p for p in space.people.values()}
    wanda = by_name["Wanda Birchfield"]
    assert wanda.roles == ("auditor", "social_worker")
    assert wanda.line_manager == by_name["Olive Marchbank"].id
    assert (wanda.team, wanda.starts) == (team.id, date(2026, 10, 3))
    again = import_plan.plan(space, "people", path)
    assert again.count("same") == 2
    assert import_plan.keep(space, again).ids == ()


def test_what_the_file_does_not_say_stays(desk: Desk, tmp_path: Path) -> None:
    """A file with names and roles takes nobody's team or manager away."""
    space = desk("qa lead")
    before = next(p for p in space.people.values() if p.team and p.line_manager)
    path = _file(tmp_path, f"name,roles\n{before.name},Auditor\n")
    plan = import_plan.plan(space, "people", path)
    import_plan.keep(space, plan)
    after = space.people[before.id]
    assert after.roles == ("auditor",)
    assert (after.team, after.line_manager) == (before.team, before.line_manager)


def test_what_the_council_does_not_know_is_told_with_a_near_word(
    desk: Desk, tmp_path: Path
) -> None:
    """Teams, roles and managers that are not known, a circle, and the same person twice."""
    space = desk("qa lead")
    team = next(iter(space.teams.values())).name
    text = (
        "name,roles,team,line manager\n"
        f"Wanda Birchfield,Auditer,{team}x,Nobody Knownhere\n"
        "Olive Marchbank,,,Piers Quillon\n"
        "Piers Quillon,,,Olive Marchbank\n"
        "Piers Quillon,,,\n"
    )
    problems = import_plan.plan(space, "people", _file(tmp_path, text)).problems
    told = {(p.where, p.code) for p in problems}
    assert ("Row 2, roles", "not_on_the_list") in told
    assert ("Row 2, team", "not_known") in told
    assert ("Row 2, line manager", "not_known") in told
    assert ("Row 4", "twice") in told
    assert any(team in p.cure for p in problems if p.where == "Row 2, team")
    assert any("Auditor" in p.cure for p in problems if p.where == "Row 2, roles")


def test_a_line_that_goes_in_a_circle(desk: Desk, tmp_path: Path) -> None:
    """Two people of one file cannot be above each other."""
    text = "name,line manager\nOlive Marchbank,Piers Quillon\nPiers Quillon,Olive Marchbank\n"
    problems = import_plan.plan(desk("qa lead"), "people", _file(tmp_path, text)).problems
    assert {p.code for p in problems} == {"line_circle"}


def test_nothing_is_written_while_anything_is_wrong(desk: Desk, tmp_path: Path) -> None:
    """One bad row keeps all rows out."""
    space = desk("qa lead")
    before = dict(space.areas)
    plan = import_plan.plan(space, "areas", _file(tmp_path, "name\nNew Area\nNew area\n"))
    with pytest.raises(QAError, match="Nothing was written"):
        import_plan.keep(space, plan)
    space.forget()
    assert space.areas == before


def test_a_write_that_breaks_off_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All rows stand in one transaction."""
    space = desk("qa lead")
    before = set(space.areas)
    plan = import_plan.plan(space, "areas", _file(tmp_path, "name\nFirst Area\nSecond Area\n"))
    write, calls = space.write, list[str]()

    def breaks(kind: str, object_: str, body: object) -> object:
        calls.append(object_)
        if len(calls) == 2:
            raise OSError("disk")
        return write(kind, object_, body)

    monkeypatch.setattr(space, "write", breaks)
    with pytest.raises(OSError, match="disk"):
        import_plan.keep(space, plan)
    assert set(space.areas) == before


def test_teams_and_areas(desk: Desk, tmp_path: Path) -> None:
    """Areas first, then their teams; a team is corrected by its name."""
    space = desk("qa lead")
    areas = import_plan.plan(space, "areas", _file(tmp_path, "name\nHarbour\n"))
    import_plan.keep(space, areas)
    team = next(iter(space.teams.values()))
    text = f"name,area,service\nQuayside,Harbour,Assessment\n{team.name},Harbour,{team.service}\n"
    plan = import_plan.plan(space, "teams", _file(tmp_path, text))
    assert (plan.count("new"), plan.count("corrected")) == (1, 1)
    import_plan.keep(space, plan)
    assert space.areas[space.teams[team.id].area].name == "Harbour"


def test_cases_by_the_councils_number(desk: Desk, tmp_path: Path) -> None:
    """A new case gets a random reference; the same number again corrects it."""
    space = desk("qa lead")
    team = next(iter(space.teams.values()))
    head = "council number,team,kind of case,age band,opened\n"
    first = _file(tmp_path, f"{head}MADE-UP-1,{team.name},Child protection,5 to 9,1/9/2026\n")
    plan = import_plan.plan(space, "cases", first)
    assert plan.problems == ()
    made = council.case(space, import_plan.keep(space, plan).ids[0])
    assert (made.kind, made.age_band, made.council_number) == (
        "child_protection", "5_9", "MADE-UP-1",
    )  # fmt: skip
    assert made.reference
    second = _file(tmp_path, f"council number,team,closed\nMADE-UP-1,{team.name},2/11/2026\n")
    plan = import_plan.plan(space, "cases", second)
    assert plan.count("corrected") == 1
    import_plan.keep(space, plan)
    after = council.case(space, made.id)
    assert isinstance(after, Case)
    assert (after.reference, after.kind, after.closed) == (
        made.reference, "child_protection", date(2026, 11, 2),
    )  # fmt: skip


def test_a_case_closed_before_it_was_opened(desk: Desk, tmp_path: Path) -> None:
    """The council's own rules hold for files too, at their row."""
    space = desk("qa lead")
    team = next(iter(space.teams.values()))
    text = f"team,opened,closed\n{team.name},2/9/2026,1/9/2026\n"
    problems = import_plan.plan(space, "cases", _file(tmp_path, text)).problems
    assert [(p.where, p.code) for p in problems] == [("Row 2", "dates_swapped")]


def test_only_the_qa_lead_brings_records_in(desk: Desk, tmp_path: Path) -> None:
    """Anybody else gets the verb's own refusal."""
    space = desk("auditor")
    plan = import_plan.plan(space, "areas", _file(tmp_path, "name\nHarbour\n"))
    with pytest.raises(Refused, match="QA lead"):
        import_plan.keep(space, plan)


def test_the_round_by_auditor_adds_up(desk: Desk) -> None:
    """The QA lead sees everybody in order of names; the counts are the round's own."""
    space = desk("qa lead")
    for round_ in council.rounds(space):
        shares = round_progress.by_auditor(space, round_.id)
        state = council.round_state(space, round_)
        assert [s.name for s in shares] == sorted(s.name for s in shares)
        assert sum(s.given for s in shares) == state.allocated
        assert sum(s.late for s in shares) == state.overdue
        assert all(s.not_started + s.being_written + s.handed_in == s.given for s in shares)
        assert all(bool(s.oldest_due) == bool(s.late) for s in shares)
    assert sum(s.late for r in council.rounds(space)
               for s in round_progress.by_auditor(space, r.id)) > 0  # fmt: skip


def test_an_auditor_sees_only_the_own_part(desk: Desk) -> None:
    """Nobody compares people who need not."""
    space = desk("auditor")
    seen = {s.auditor for r in council.rounds(space)
            for s in round_progress.by_auditor(space, r.id)}  # fmt: skip
    assert seen == {space.person.id}
    assert isinstance(space.people[space.person.id], Person)


def test_the_organisation_of_a_partner_comes_in(desk: Desk, tmp_path: Path) -> None:
    """The column is read; a file without it leaves what was known."""
    space = desk("qa lead")
    text = "name,roles,organisation\nOlive Marchbank,Improvement partner,  Northholm   Council \n"
    import_plan.keep(space, import_plan.plan(space, "people", _file(tmp_path, text)))
    olive = next(p for p in space.people.values() if p.name == "Olive Marchbank")
    assert olive.organisation == "Northholm Council"
    text = "name,roles\nOlive Marchbank,Improvement partner; Auditor\n"
    import_plan.keep(space, import_plan.plan(space, "people", _file(tmp_path, text)))
    assert space.people[olive.id].organisation == "Northholm Council"
    assert space.people[olive.id].roles == ("partner", "auditor")
