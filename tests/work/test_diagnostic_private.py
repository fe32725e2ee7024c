"""Private grades by file: counts without names, each copy once, and no message that tells a grade."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import load_workbook

from qa_tool.council.model import Person
from qa_tool.errors import QAError, Refused
from qa_tool.store import diagnostic as shelf
from qa_tool.store.verify import verify
from qa_tool.work import diagnostic, diagnostic_private, diagnostic_room
from qa_tool.work.diagnostic import Wanted
from qa_tool.work.workspace import Workspace
from tests.ui.pages.made_up import Council, found
from tests.work.filled import fill

SITS = {"partner": "per-par", "auditor": "per-ada", "cswo": "per-vera"}
PEOPLE = ("per-ada", "per-mia", "per-tom")
Desk = Callable[[str], Workspace]


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council with an improvement partner."""
    made = found(tmp_path)
    with made.lead.store.together():
        made.lead.write("person", "per-par", Person("per-par", "Yusuf Ottershaw", ("partner",)))
    made.lead.forget()
    yield made
    assert verify(made.lead.store) == ()
    made.lead.store.close()


@pytest.fixture
def desk(council: Council) -> Desk:
    """Somebody's desk."""
    return lambda name: council.desk(SITS[name])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for the copies."""
    made = tmp_path / "copies"
    made.mkdir()
    return made


def begun(space: Workspace) -> str:
    """A session on two standards that is being held."""
    frame = Wanted(
        min(space.teams), date(2026, 11, 12), people=PEOPLE, chosen=("recording", "oversight")
    )
    return diagnostic.start(space, frame).ids[0]


def graded(path: Path, recording: object = None, oversight: object = None) -> Path:
    """A copy that somebody filled in."""
    given = {"recording": recording, "oversight": oversight}
    return fill(path, {("Your grades", key, "Your grade"): g for key, g in given.items() if g})


def test_several_copies_become_counts_without_names(desk: Desk, folder: Path) -> None:
    """Three copies in one act: how many graded, then counts at the reveal; no name and no copy stays."""
    space = desk("partner")
    session = begun(space)
    paths = diagnostic_private.write_copies(space, session, folder, 3)
    sheet = load_workbook(paths[0])["Your grades"]
    head = (
        str(sheet.print_title_rows).strip("$").split(":")[0]
    )  # every printed page says which grade is which
    assert [c.value for c in sheet[int(head)]][2] == "Outstanding"
    for path, grade in zip(paths, ("Good", "good", "Inadequate"), strict=True):
        graded(path, grade)
    taken = diagnostic_private.take_copies(space, session, paths)
    assert (taken.copies, taken.problems) == (3, ())
    assert [n for _title, n in taken.graded] == [3, 0]
    assert len(taken.enough) == 1
    diagnostic_room.reveal(space, session, "recording")
    assert shelf.findings(space.store, session)[0].counts == {"good": 2, "inadequate": 1}
    assert shelf.how_many(space.store, session) == {}


def test_few_copies_stay_withheld(desk: Desk, folder: Path) -> None:
    """Two grades are taken in, and cannot be shown: a count would tell who."""
    space = desk("partner")
    session = begun(space)
    paths = diagnostic_private.write_copies(space, session, folder, 2)
    taken = diagnostic_private.take_copies(space, session, [graded(p, "Good") for p in paths])
    assert (taken.copies, taken.enough) == (2, ())
    with pytest.raises(Refused, match="would tell"):
        diagnostic_room.reveal(space, session, "recording")


def test_a_copy_counts_once(desk: Desk, folder: Path) -> None:
    """The same copy again, saved under another name, filled in anew, or with another number: refused."""
    space = desk("partner")
    session = begun(space)
    first, other = diagnostic_private.write_copies(space, session, folder, 2)
    graded(first, "Good")
    twin = Path(copyfile(first, folder / "twin.xlsx"))
    together = diagnostic_private.take_copies(space, session, [first, twin])
    assert (together.copies, [p.code for p in together.problems]) == (1, ["copy"])
    again = diagnostic_private.take_copies(space, session, [graded(twin, "Inadequate", "Good")])
    assert again.copies == 0
    assert "taken in already" in again.problems[0].what
    assert shelf.counted(space.store, session, "recording") == {"good": 1}
    book = load_workbook(graded(other, "Good"))
    for row in book["Your grades"].iter_rows(max_col=2):
        if row[0].value == "workbook":
            row[1].value = "slip-mine.000000"
    book.custom_doc_props["diagnostic workbook"].value = "slip-mine.000000"  # type: ignore[attr-defined]
    book.save(other)
    forged = diagnostic_private.take_copies(space, session, [other])
    assert "number of this copy was changed" in forged.problems[0].what


def test_no_message_tells_a_grade(desk: Desk, folder: Path) -> None:
    """A faulty copy is left out whole; what is said of it names the cell and not what stands in it."""
    space = desk("partner")
    session = begun(space)
    paths = diagnostic_private.write_copies(space, session, folder, 3)
    graded(paths[0], "Inadequite", "Good")
    graded(paths[1], '="Inadequate"')
    taken = diagnostic_private.take_copies(space, session, paths)
    assert taken.copies == 0
    assert [p.code for p in taken.problems] == ["not_on_list", "formula", "copy"]
    assert "cell" in taken.problems[0].where
    assert not any("nadequ" in p.what for p in taken.problems)
    assert shelf.how_many(space.store, session) == {}


def test_the_sheet_asks_for_no_name_and_opens_with_the_danger_page(
    desk: Desk, folder: Path
) -> None:
    """Two sheets, one open cell a standard; nobody who takes part is named in it or in its name."""
    space = desk("partner")
    session = begun(space)
    path = diagnostic_private.write_copies(space, session, folder, 1)[0]
    book = load_workbook(path)
    assert book.sheetnames == ["If a child may be in danger", "Your grades"]
    open_ = [c for row in book["Your grades"].iter_rows() for c in row if not c.protection.locked]
    assert len(open_) == 2
    said = " ".join(str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value)  # fmt: skip
    assert not any(space.people[person].name in said for person in (*PEOPLE, "per-par"))
    assert "Row" in said


def test_ones_own_grades_go_out_as_a_small_file(desk: Desk, folder: Path) -> None:
    """Who graded on a laptop writes the file; where the grades are already here, they are not counted twice."""
    space = desk("partner")
    session = begun(space)
    with pytest.raises(Refused, match="no grade of your own"):
        diagnostic_private.write_mine(desk("auditor"), session, folder / "mine.xlsx")
    diagnostic_room.give(desk("auditor"), session, "recording", "good")
    mine = diagnostic_private.write_mine(desk("auditor"), session, folder / "mine.xlsx")
    space = desk("partner")
    assert diagnostic_private.take_copies(space, session, [mine]).copies == 0
    with space.store.together():
        shelf.drop_private(space.store, session)  # as on a laptop that never had them
    assert diagnostic_private.take_copies(space, session, [mine]).copies == 1
    assert shelf.counted(space.store, session, "recording") == {"good": 1}


def test_only_who_leads_writes_and_takes_copies(desk: Desk, folder: Path) -> None:
    """Those who grade and those outside do neither; no copy is written over another."""
    space = desk("partner")
    session = begun(space)
    paths = diagnostic_private.write_copies(space, session, folder, 1)
    for name in ("auditor", "cswo"):
        with pytest.raises(Refused):
            diagnostic_private.write_copies(desk(name), session, folder, 1)
        with pytest.raises(Refused):
            diagnostic_private.take_copies(desk(name), session, paths)
    with pytest.raises(QAError, match="in this folder already"):
        diagnostic_private.write_copies(desk("partner"), session, folder, 1)
    for key in ("recording", "oversight"):
        diagnostic_room.skip(desk("partner"), session, key)
    with pytest.raises(Refused, match="nothing left to grade alone"):
        diagnostic_private.write_copies(desk("partner"), session, folder, 1)
