"""The diagnostic workbook out and back in: nothing lost, nothing overwritten unasked, each fault by its cell."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qa_tool.council.model import Person
from qa_tool.diagnostic.model import Came, Commitment, Indicator
from qa_tool.errors import QAError, Refused
from qa_tool.store import diagnostic as shelf
from qa_tool.store.verify import verify
from qa_tool.work import diagnostic, diagnostic_after, diagnostic_book, diagnostic_room
from qa_tool.work.diagnostic import Wanted
from qa_tool.work.diagnostic_book import Looked
from qa_tool.work.workspace import Workspace
from tests.ui.pages.made_up import Council, found
from tests.work.filled import fill, place

DAY = date(2026, 11, 12)
PEOPLE = ("per-ada", "per-mia", "per-tom", "per-mo")
SITS = {"partner": "per-par", "auditor": "per-ada", "cswo": "per-vera", "other": "per-oth"}
TEAM_GRADE, PARTNER_GRADE = "Team's agreed grade", "Partner's grade"
GOOD_HERE = "What would good look like here"
Desk = Callable[[str], Workspace]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council with two of the partner's people; its rows stay as the ledger says."""
    made = found(tmp_path)
    with made.lead.store.together():
        for id_, name in (("per-par", "Yusuf Ottershaw"), ("per-oth", "Wren Hollowby")):
            made.lead.write("person", id_, Person(id_, name, ("partner",)))
    made.lead.forget()
    yield made
    assert verify(made.lead.store) == ()
    made.lead.store.close()


@pytest.fixture
def desk(council: Council) -> Desk:
    """Somebody's desk."""
    return lambda name: council.lead if name == "qa lead" else council.desk(SITS[name])


def begun(space: Workspace) -> str:
    """A session that is being held, with something in every part."""
    frame = Wanted(
        min(space.teams), DAY, people=PEOPLE, partner="Essex (made up)",
        came=(Came("Social worker", 5), Came("Team manager", 1)), chosen=("recording", "oversight"),
        lines=("Does the record show the work?",),
        scorecard=(Indicator("Visits in time", "71%", "95%", "Scorecard"),),
    )  # fmt: skip
    session = diagnostic.start(space, frame).ids[0]
    diagnostic_room.agree(space, session, "recording", "good")
    diagnostic_room.say(space, session, "recording", "evidence", "Four of six.\nTwo chronologies stop.")  # fmt: skip
    promise = Commitment("", "", "Ten minutes after each visit", "Team manager", date(2027, 1, 15), "recording")  # fmt: skip
    diagnostic_after.commit(space, session, promise)
    diagnostic_after.choose_themes(space, session, ("work_not_recorded",))
    return session


def out(space: Workspace, session: str, folder: Path, name: str = "session") -> Path:
    """The workbook of a session."""
    return diagnostic_book.export(space, session, folder / f"{name}.xlsx")


def kinds(looked: Looked) -> dict[str, str]:
    """What each difference is."""
    return {one.place: one.kind for one in looked.differences}


def codes(looked: Looked) -> list[str]:
    """What is wrong, by code."""
    return [one.code for one in looked.problems]


def everything_of(looked: Looked) -> dict[str, str]:
    """Take the first offer of each place."""
    return {one.place: one.offers[0].source for one in looked.differences}


def test_an_untouched_workbook_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """Written and read back at once: no difference, nothing wrong."""
    space = desk("partner")
    session = begun(space)
    looked = diagnostic_book.look(space, [out(space, session, tmp_path)])
    assert (looked.session, looked.differences, looked.problems) == (session, (), ())


def test_the_first_sheet_is_for_a_child_in_danger(desk: Desk, tmp_path: Path) -> None:
    """It stands before all others; only cells to fill in are open, and the sheets cannot be moved."""
    space = desk("partner")
    book = load_workbook(out(space, begun(space), tmp_path))
    assert book.sheetnames == [
        "If a child may be in danger", "Session", "Standards", "Evidence", "Cases", "Commitments", "Themes", "Key",
    ]  # fmt: skip
    first = " ".join(str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value)
    assert "999" in first
    assert "notifies nobody" in first
    assert book.security is not None
    assert book.security.lockStructure
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert not any(c.protection.locked is False for row in book.worksheets[0].iter_rows() for c in row)  # fmt: skip
    standards: Any = book["Standards"]
    assert standards[place(standards, "recording", TEAM_GRADE)].protection.locked is False
    assert standards[place(standards, "recording", "Good")].protection.locked is True
    hands = place(standards, "recording", "Hands: Outstanding").rstrip("0123456789")
    assert (
        standards.column_dimensions[hands].width > len("Outstanding") + 2
    )  # no head breaks inside a word
    assert all(sheet.tables for sheet in book.worksheets)


def test_what_the_team_filled_in_comes_back(desk: Desk, tmp_path: Path) -> None:
    """Every part of the workbook is taken over by the verbs of the session; a second reading changes nothing."""
    space = desk("partner")
    session = begun(space)
    commitment = shelf.commitments(space.store, session)[0].id
    path = fill(
        out(space, session, tmp_path),
        {
            ("Session", "came-3", "Role"): "Senior practitioner", ("Session", "came-3", "How many"): 2,
            ("Session", "line-2", "What the team wants to know"): "Who decides?",
            ("Session", "revisit", "Entry"): date(2027, 3, 1), ("Session", "seminar_who", "Entry"): "Both teams",
            ("Session", "seminar_day", "Entry"): "3 December 2026", ("Session", "message-1", "Message"): "Reasons count.",
            ("Standards", "oversight", TEAM_GRADE): "requires improvement",
            ("Standards", "oversight", PARTNER_GRADE): "Inadequate",
            ("Standards", "oversight", "Hands: Good"): 3, ("Standards", "oversight", "Hands: Inadequate"): "1",
            ("Evidence", "oversight", "Evidence"): "=Supervision in four of six", ("Evidence", "recording", GOOD_HERE): "A duty worker finds it.",
            ("Commitments", "fresh-1", "What the team will do"): "Supervision begins with the last direction",
            ("Commitments", "fresh-1", "Who sees to it"): "Team manager", ("Commitments", "fresh-1", "By when"): "31/01/2027",
            ("Themes", "oversight_thin", "Chosen"): "Yes", ("Themes", "work_not_recorded", "Chosen"): "no",
        },
    )  # fmt: skip
    book = load_workbook(path)
    cell: Any = book["Evidence"][place(book["Evidence"], "oversight", "Evidence")]
    cell.data_type = "s"  # somebody's words that begin with a sign, no formula
    book.save(path)
    looked = diagnostic_book.look(space, [path])
    assert looked.problems == ()
    assert kinds(looked)["theme/work_not_recorded"] == "empties"
    assert set(kinds(looked).values()) == {"fills", "changes", "empties"}
    diagnostic_book.take(space, looked, everything_of(looked))
    one, by = diagnostic.one(space, session), {f.standard: f for f in shelf.findings(space.store, session)}  # fmt: skip
    assert [(c.role, c.n) for c in one.came][2] == ("Senior practitioner", 2)
    assert (one.lines[1], one.revisit, one.themes) == ("Who decides?", date(2027, 3, 1), ("oversight_thin",))  # fmt: skip
    assert (one.seminar.day, one.seminar.who, one.seminar.messages) == (date(2026, 12, 3), "Both teams", ("Reasons count.",))  # fmt: skip
    found_ = by["oversight"]
    assert (found_.agreed, found_.partner_grade, found_.counts) == ("requires_improvement", "inadequate", {"good": 3, "inadequate": 1})  # fmt: skip
    assert (found_.evidence, by["recording"].good_here) == ("=Supervision in four of six", "A duty worker finds it.")  # fmt: skip
    kept = shelf.commitments(space.store, session)
    assert {(c.text, c.due) for c in kept if c.id != commitment} == {("Supervision begins with the last direction", date(2027, 1, 31))}  # fmt: skip
    assert diagnostic_book.look(space, [path]).differences == ()


def test_nothing_here_is_overwritten_by_an_old_copy(desk: Desk, tmp_path: Path) -> None:
    """What changed here since stays where the workbook did not touch it; where it did, a person chooses."""
    space = desk("partner")
    session = begun(space)
    path = out(space, session, tmp_path)
    diagnostic_room.agree(space, session, "recording", "inadequate")
    diagnostic_room.say(space, session, "oversight", "evidence", "Said here.")
    assert diagnostic_book.look(space, [path]).differences == ()
    fill(path, {("Evidence", "oversight", "Evidence"): "Said there."})
    looked = diagnostic_book.look(space, [path])
    (one,) = looked.conflicts
    assert (one.now, one.offers[0].value, one.proposed, one.joins) == ("Said here.", "Said there.", "", True)  # fmt: skip
    with pytest.raises(QAError, match="Nothing was chosen"):
        diagnostic_book.take(space, looked, {})
    diagnostic_book.take(space, looked, {one.place: "both"})
    kept = {f.standard: f.evidence for f in shelf.findings(space.store, session)}
    assert kept["oversight"] == "Said here.\n\nSaid there."


def test_two_copies_filled_in_differently_are_both_kept(desk: Desk, tmp_path: Path) -> None:
    """Laid beside each other: equal answers are one, different ones a conflict with both cells named."""
    space = desk("partner")
    session = begun(space)
    path = out(space, session, tmp_path)
    row = ("Commitments", "fresh-1")
    one = fill(
        path,
        {("Standards", "oversight", TEAM_GRADE): "Good", ("Evidence", "oversight", "Evidence"): "Hare",
         (*row, "What the team will do"): "Plum", (*row, "Who sees to it"): "A", (*row, "By when"): date(2027, 1, 2),
         ("Evidence", "recording", GOOD_HERE): "The same"},
        tmp_path / "one.xlsx",
    )  # fmt: skip
    two = fill(
        path,
        {("Standards", "oversight", TEAM_GRADE): "Inadequate", ("Evidence", "oversight", "Evidence"): "Tortoise",
         (*row, "What the team will do"): "Pear", (*row, "Who sees to it"): "B", (*row, "By when"): date(2027, 1, 3),
         ("Evidence", "recording", GOOD_HERE): "The same", ("Themes", "direct_work_thin", "Chosen"): "Yes"},
        tmp_path / "two.xlsx",
    )  # fmt: skip
    looked = diagnostic_book.look(space, [one, two])
    found_ = kinds(looked)
    assert (
        found_["standard/oversight/agreed"] == found_["standard/oversight/evidence"] == "conflict"
    )
    assert (found_["standard/recording/good_here"], found_["theme/direct_work_thin"]) == ("fills", "fills")  # fmt: skip
    grade = next(d for d in looked.conflicts if d.place.endswith("agreed"))
    assert [(o.source, o.words) for o in grade.offers] == [("one.xlsx", "Good"), ("two.xlsx", "Inadequate")]  # fmt: skip
    assert all("Sheet “Standards”, cell" in o.where for o in grade.offers)
    assert not grade.joins
    chosen = {d.place: "both" if d.joins else "two.xlsx" for d in looked.differences}
    diagnostic_book.take(space, looked, chosen | {"standard/recording/good_here": "one.xlsx"})
    by = {f.standard: f for f in shelf.findings(space.store, session)}
    assert (by["oversight"].agreed, by["oversight"].evidence) == ("inadequate", "Hare\n\nTortoise")
    assert {"Plum", "Pear"} <= {c.text for c in shelf.commitments(space.store, session)}
    again = kinds(diagnostic_book.look(space, [one, two]))
    assert not [place_ for place_ in again if place_.startswith("commitment/")]


def test_what_changed_while_one_looked_is_looked_at_again(desk: Desk, tmp_path: Path) -> None:
    """Between preview and taking somebody entered something: nothing is written over it."""
    space = desk("partner")
    session = begun(space)
    path = fill(out(space, session, tmp_path), {("Evidence", "oversight", "Evidence"): "There"})
    looked = diagnostic_book.look(space, [path])
    diagnostic_room.say(space, session, "oversight", "evidence", "Here")
    with pytest.raises(QAError, match="changed here in the meantime"):
        diagnostic_book.take(space, looked, everything_of(looked))


def test_every_fault_is_told_by_its_cell(desk: Desk, tmp_path: Path) -> None:
    """Formula, merged cells, a word beside the list, no day, half a commitment: each cell, and the rest comes in."""
    space = desk("partner")
    session = begun(space)
    path = fill(
        out(space, session, tmp_path),
        {
            ("Standards", "recording", TEAM_GRADE): "Gooood", ("Standards", "oversight", TEAM_GRADE): "=B2",
            ("Standards", "oversight", "Hands: Good"): "three", ("Session", "revisit", "Entry"): date(2027, 12, 1),
            ("Session", "seminar_day", "Entry"): "soon", ("Session", "score-2", "Indicator"): "Only a name",
            ("Commitments", "fresh-1", "What the team will do"): "No owner", ("Commitments", "fresh-2", "Who sees to it"): "No words",
            ("Cases", "case-1", "Reference"): "Jemima", ("Evidence", "recording", GOOD_HERE): "This one is fine",
        },
    )  # fmt: skip
    book = load_workbook(path)
    evidence: Any = book["Evidence"]
    first, last = (place(evidence, key, "Evidence") for key in ("recording", "oversight"))
    evidence.merge_cells(f"{first}:{last}")
    book.save(path)
    looked = diagnostic_book.look(space, [path])
    assert sorted(set(codes(looked))) == sorted(
        {"not_on_list", "formula", "number", "revisit", "day", "indicator", "commitment", "not_allowed", "merged"}
    )  # fmt: skip
    said = {p.code: p for p in looked.problems}
    standards: Any = book["Standards"]
    at = place(standards, "recording", TEAM_GRADE)
    assert said["not_on_list"].where == f"Sheet “Standards”, cell {at}"
    assert "Did you mean “Good”?" in said["not_on_list"].what
    cases: Any = book["Cases"]
    cell = place(cases, "case-1", "Reference")
    assert said["not_allowed"].where == f"Sheet “Cases”, cell {cell}"
    assert said["not_allowed"].what.startswith("“Jemima”: There is no case")
    assert codes(looked).count("merged") == 2
    assert codes(looked).count("commitment") == 2
    assert all(p.cure for p in looked.problems)
    assert kinds(looked) == {"standard/recording/good_here": "fills"}


def test_moved_doubled_and_lost_rows_and_renamed_sheets(desk: Desk, tmp_path: Path) -> None:
    """Rows are known by their keys wherever they stand; a sheet is known by its heading."""
    space = desk("partner")
    session = begun(space)
    path = fill(out(space, session, tmp_path), {("Standards", "oversight", TEAM_GRADE): "Good"})
    book = load_workbook(path)
    standards, themes, evidence = (book[n] for n in ("Standards", "Themes", "Evidence"))
    rows: list[Any] = [
        standards[place(standards, key, "Row")] for key in ("recording", "oversight")
    ]
    for column in range(1, standards.max_column + 1):  # the two rows change places
        upper, lower = (standards.cell(row.row, column) for row in rows)
        upper.value, lower.value = lower.value, upper.value
    themes[place(themes, "oversight_thin", "Row")].value = "drift"  # type: ignore[union-attr]
    evidence[place(evidence, "oversight", "Row")].value = "made_up"  # type: ignore[union-attr]
    standards.title = "Grades"
    del book["Cases"]
    book.save(path)
    looked = diagnostic_book.look(space, [path])
    assert kinds(looked) == {"standard/oversight/agreed": "fills"}
    assert sorted(codes(looked)) == ["row_missing", "row_twice", "row_unknown", "sheet_missing", "sheet_renamed"]  # fmt: skip


def test_workbooks_of_others_are_refused(desk: Desk, tmp_path: Path) -> None:
    """Another council, another session, another edition, a changed block, another kind of workbook."""
    space = desk("partner")
    session = begun(space)
    path = out(space, session, tmp_path)

    def changed_to(name: str, **told: str) -> Path:
        book = load_workbook(path)
        key: Any = book["Key"]
        for row in key.iter_rows(max_col=2):
            if row[0].value in told:
                row[1].value = told[row[0].value]
        properties: Any = book.custom_doc_props  # type: ignore[attr-defined]
        for word, value in told.items():
            if name != "half":
                properties[f"diagnostic {word}"].value = value
        book.save(tmp_path / f"{name}.xlsx")
        return tmp_path / f"{name}.xlsx"

    for made, words in (
        (changed_to("council", council="f" * 64), "another council"),
        (changed_to("elsewhere", session="dia-other"), "not here"),
        (changed_to("edition", standards="set-other"), "another edition"),
        (changed_to("half", session="dia-other"), "says two things about its session"),
    ):
        with pytest.raises(QAError, match=words):
            diagnostic_book.look(space, [made])
    with pytest.raises(QAError, match="another session"):
        diagnostic_book.look(space, [changed_to("elsewhere", session="dia-other")], session)
    (tmp_path / "text.xlsx").write_text("Row,Grade", "utf-8")
    with pytest.raises(QAError, match=r"text\.xlsx: This file is not a workbook"):
        diagnostic_book.look(space, [tmp_path / "text.xlsx"])
    with pytest.raises(QAError, match="no name of a workbook"):
        diagnostic_book.export(space, session, tmp_path / "x.pdf")


def test_hands_take_no_private_grade_away(desk: Desk, tmp_path: Path) -> None:
    """Where somebody graded in private, a show of hands in a workbook is told and left out."""
    space = desk("partner")
    session = begun(space)
    path = fill(out(space, session, tmp_path), {("Standards", "oversight", "Hands: Good"): 3})
    diagnostic_room.give(desk("auditor"), session, "oversight", "good")
    looked = diagnostic_book.look(desk("partner"), [path])
    assert (kinds(looked), codes(looked)) == ({}, ["not_allowed"])
    assert "1 has graded this in private" in looked.problems[0].what


def test_who_may_write_and_take(desk: Desk, tmp_path: Path) -> None:
    """Only those in the room get the workbook; only who leads takes it in; a held session keeps its grades."""
    space = desk("partner")
    session = begun(space)
    path = fill(
        out(space, session, tmp_path),
        {("Standards", "oversight", TEAM_GRADE): "Good", ("Evidence", "oversight", "Evidence"): "Seen",
         ("Session", "seminar_who", "Entry"): "Everybody"},
    )  # fmt: skip
    for name in ("cswo", "qa lead", "other"):
        with pytest.raises(Refused):
            out(desk(name), session, tmp_path, name)
        with pytest.raises(Refused):
            diagnostic_book.look(desk(name), [path])
    ada = diagnostic_book.look(desk("auditor"), [path])
    assert ada.differences == ()
    assert set(codes(ada)) == {"not_allowed"}
    space = desk("partner")
    looked = diagnostic_book.look(space, [path])
    diagnostic_book.take(space, looked, {d.place: "session.xlsx" for d in looked.differences if "standard" in d.place})  # fmt: skip
    diagnostic_after.close(space, session)
    fill(path, {("Standards", "oversight", TEAM_GRADE): "Inadequate"})
    late = diagnostic_book.look(space, [path])
    assert kinds(late) == {"seminar/who": "fills"}
    assert codes(late) == ["not_allowed"]


@pytest.mark.outside("soffice")
def test_libreoffice_saves_it_and_it_still_comes_back(desk: Desk, tmp_path: Path) -> None:
    """Opened, recalculated and saved by another program: untouched it changes nothing, filled in it comes back whole."""
    space = desk("partner")
    session = begun(space)
    cells: dict[tuple[str, str, str], Any] = {
        ("Standards", "oversight", TEAM_GRADE): "Good", ("Evidence", "oversight", "Evidence"): "Four of six.\n  In two a reason.",
        ("Standards", "oversight", "Hands: Good"): 3, ("Session", "revisit", "Entry"): date(2027, 3, 1),
        ("Session", "seminar_who", "Entry"): "_x0041_ & <b>",
    }  # fmt: skip
    plain_, filled = out(space, session, tmp_path, "plain"), out(space, session, tmp_path, "filled")
    fill(filled, cells | {("Standards", "recording", PARTNER_GRADE): '=IF(1=1,"Good","")'})
    away = tmp_path / "away"
    subprocess.run(  # as a person would open and save it
        ["soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", away, plain_, filled],
        check=True, capture_output=True, timeout=150,
    )  # fmt: skip
    untouched = diagnostic_book.look(space, [away / "plain.xlsx"])
    assert (untouched.differences, untouched.problems) == ((), ())
    looked = diagnostic_book.look(space, [away / "filled.xlsx"])
    assert codes(looked) == ["formula"]
    assert "It last showed “Good”" in looked.problems[0].what
    found_ = {d.place: d.offers[0].value for d in looked.differences}
    assert found_ == {
        "standard/oversight/agreed": "good", "standard/oversight/hands": "good\t3",
        "standard/oversight/evidence": "Four of six.\n  In two a reason.",
        "session/revisit": "2027-03-01", "seminar/who": "_x0041_ & <b>",
    }  # fmt: skip


def test_a_workbook_never_touches_an_audit(desk: Desk, tmp_path: Path) -> None:
    """Every row outside the diagnostic tables and the ledger is the same after a workbook was taken over."""
    space = desk("partner")
    session = begun(space)

    def everything() -> dict[str, list[object]]:
        names = [
            row[0] for row in space.store.raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'diagnostic%'"
                " AND name NOT LIKE 'entry%' AND name NOT LIKE 'writer%' AND name NOT LIKE 'sqlite%'"
            )
        ]  # fmt: skip
        assert {"audit", "audit_grade", "action"} & set(names)
        return {n: [tuple(r) for r in space.store.raw.execute(f"SELECT * FROM {n}")] for n in names}

    before = everything()
    path = fill(
        out(space, session, tmp_path),
        {("Standards", "oversight", TEAM_GRADE): "Inadequate", ("Standards", "oversight", PARTNER_GRADE): "Good",
         ("Themes", "drift", "Chosen"): "Yes", ("Evidence", "oversight", "Evidence"): "Seen"},
    )  # fmt: skip
    looked = diagnostic_book.look(space, [path])
    diagnostic_book.take(space, looked, everything_of(looked))
    assert everything() == before
