"""Whole files: dirty workbooks and text files become children, rejects with reasons, and nothing that names anybody."""

import dataclasses
import pickle
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from qa_tool.caselist.annex import book as known
from qa_tool.caselist.door import NotReadable

HEAD_6 = [known().fields[key].title for key in known().lists["annex_a.6"].fields]
SECRETS = (
    "Zephyrine",
    "Quillfeather",
    "Nowhere Lane",
    "AB1 2CD",
    "2014-03-12",
    "12/03/2014",
    "485 777 3456",
)


def row_6(number, **more):
    """One made-up row of List 6."""
    told = {
        "number": number, "gender": "a) Male", "ethnicity": "a) WBRI", "birth": date(2016, 5, 1), "age": 10,
        "disability": "b) No", "cin_start": date(2026, 1, 5), "need": "N1 - Abuse or neglect",
        "last_seen": date(2026, 11, 1), "status": "c) Child in need plan", "team": "North 1", "worker": "Amira Khan",
    } | more  # fmt: skip
    return [told.get(key) for key in known().lists["annex_a.6"].fields]


def test_a_clean_list_is_read_whole(book, reads):
    """Each column of List 6 lands where it belongs."""
    found = reads(book({"List 6": [HEAD_6, row_6(1001)]}))
    (child,) = found.children
    assert dataclasses.asdict(child) | {"row": 0} == {
        "number": "1001", "subject": "child", "lists": ("annex_a.6",), "kind": "child_in_need",
        "age_band": "10_15", "ethnicity": "white", "team": "North 1", "worker": "Amira Khan", "manager": "",
        "family": "", "opened": date(2026, 1, 5), "closed": None, "last_seen": date(2026, 11, 1), "row": 0,
    }  # fmt: skip
    assert (found.rows, found.rejects, found.problems, found.lists) == (1, (), (), ("annex_a.6",))


@pytest.mark.parametrize("title", ["List_6", "list 6 ", "LIST 6 - CIN", "6", "Sheet1"])
def test_sheet_names_of_every_kind(title, book, reads):
    """The list is known by its sheet's name, and by its headings where the name says nothing."""
    assert reads(book({title: [HEAD_6, row_6(1)]})).lists == ("annex_a.6",)


def test_a_title_above_the_header(book, reads):
    """A title row above the headings is no header, and row numbers stay those of the spreadsheet."""
    found = reads(
        book({"Sheet1": [["List 6: Children in Need"], [], HEAD_6, row_6(1), row_6(None)]})
    )
    assert found.sheets[0].header_row == 3
    assert [(r.row, r.reason) for r in found.rejects] == [(5, "it has no number for the child")]


def test_guidance_sheets_are_passed_over(book, reads):
    """Front sheet, guidance and codes are not lists."""
    codes = [
        ["Gender", "Ethnicity", "Case status"],
        ["a) Male", "a) WBRI", "a) Looked after child"],
    ]
    found = reads(book({"Front_Sheet": [["Annex A"]], "Guidance": [["List", "Field Heading"], ["List 1: Contacts", "Child Unique ID"]],
                        "Codes_used": codes, "List 6": [HEAD_6, row_6(1)]}))  # fmt: skip
    assert [sheet.sheet for sheet in found.sheets] == ["List 6"]


def test_the_same_child_on_several_lists_is_one_case(book, reads):
    """In care and in need is one child, of the list that is closest to its plan now."""
    head_8 = [
        "Child Unique ID",
        "Date Started to be Looked After",
        "Date Ceased to be Looked After",
        "Allocated Team",
        "Allocated Worker",
    ]
    head_3 = ["Child Unique ID", "Date of referral", "Allocated Team", "Allocated Worker"]
    found = reads(book({
        "List_3": [head_3, [7, date(2025, 1, 1), "Front door", "Bo Screen"], [7, date(2025, 6, 1), "Front door", "Bo Screen"]],
        "List_6": [HEAD_6, row_6(7)], "List_8": [head_8, ["7 ", date(2026, 2, 1), None, "Care 1", "Cy Carer"]],
    }))  # fmt: skip
    (child,) = found.children
    assert child.lists == ("annex_a.3", "annex_a.6", "annex_a.8")
    assert (child.kind, child.team, child.worker, child.opened) == (
        "child_in_care",
        "Care 1",
        "Cy Carer",
        date(2026, 2, 1),
    )
    assert (found.rows, found.repeated, found.on_several) == (4, 1, 1)


def test_a_plan_that_ended_does_not_close_a_child_in_need(book, reads):
    """An ended protection plan beside an open need leaves the case open, as a child in need."""
    head_7 = [
        "Child Unique ID",
        "Child Protection Plan Start Date",
        "Child Protection Plan End Date",
        "Allocated Team",
    ]
    found = reads(
        book(
            {
                "List 7": [head_7, [7, date(2025, 1, 1), date(2026, 1, 1), "North 2"]],
                "List 6": [HEAD_6, row_6(7)],
            }
        )
    )
    assert [(c.kind, c.closed, c.team) for c in found.children] == [
        ("child_in_need", None, "North 1")
    ]


def test_everything_ended_is_closed_on_the_last_day(book, reads):
    """Where every list says that it is over, the case is closed."""
    found = reads(book({"List 6": [HEAD_6, row_6(7, cin_end=date(2026, 3, 1))]}))
    assert found.children[0].closed == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"birth": date(1990, 1, 1), "age": 36}, "older than 25"),
        ({"birth": date(2008, 1, 1), "age": 18}, "18 or older"),
        ({"age": 3}, "does not fit the date of birth"),
        ({"birth": None, "age": "old"}, "not an age"),
        ({"birth": "12/13/2014"}, "no such day"),
        ({"cin_end": date(2025, 1, 1)}, "end is before the start"),
        ({"cin_start": date(2027, 1, 1)}, "has not come yet"),
        ({"cin_start": date(2014, 1, 1)}, "long before the birth"),
        ({"ethnicity": "Tuesday"}, "no code"),
        ({"gender": "Q"}, "no code"),
        ({"last_seen": "soon"}, "not a date"),
    ],
)
def test_odd_cells_are_told_with_their_row(more, says, book, reads):
    """What cannot be read is said, with list, column and row; the row itself stays."""
    found = reads(book({"List 6": [HEAD_6, row_6(1), row_6(2, **more)]}))
    assert len(found.children) == 2
    told = [p for p in found.problems if says in p.what]
    assert told, [str(p) for p in found.problems]
    assert "Row 3" in told[0].what


def test_the_unborn_and_their_early_plans_are_read(book, reads):
    """A plan that starts before birth is ordinary: an unborn child, nothing told."""
    rows = [
        row_6(1, birth=date(2027, 2, 1), age=-1, cin_start=date(2026, 9, 1)),
        row_6(2, birth=None, age=-1),
        row_6(3, birth=date(2026, 10, 1), age=0.1, cin_start=date(2026, 6, 1)),
    ]
    found = reads(book({"List 6": [HEAD_6, *rows]}))
    assert [c.age_band for c in found.children] == ["unborn", "unborn", "0_4"]
    assert found.problems == ()


def test_case_status_decides_the_kind(book, reads):
    """List 6 holds children of every plan: its own status says which."""
    states = ["a) Looked after child", "Child protection plan", "CIN", "d) Open assessment"]
    found = reads(
        book({"List 6": [HEAD_6, *(row_6(n, status=s) for n, s in enumerate(states, 1))]})
    )
    assert [c.kind for c in found.children] == [
        "child_in_care",
        "child_protection",
        "child_in_need",
        "child_in_need",
    ]


def test_initials_with_birthdays_are_refused_with_the_reason(book, reads):
    """The reason is given, the row is named, and the number is not repeated in it."""
    found = reads(book({"List 6": [HEAD_6, row_6("JS010516"), row_6("4711")]}))
    assert [c.number for c in found.children] == ["4711"]
    (reject,) = found.rejects
    assert reject.row == 2
    assert "initials with a date of birth" in reject.reason
    assert "JS" not in reject.reason


def test_no_name_address_or_birthday_leaves_the_door(book, reads):
    """Everything that was read, its preview included, holds no name, address, NHS number or birthday."""
    head = [
        "Child Unique ID",
        "Forename",
        "Surname",
        "Address",
        "Postcode",
        "NHS Number",
        "DOB",
        "Allocated Team",
        "Comments",
    ]
    row = [
        31,
        "Zephyrine",
        "Quillfeather",
        "1 Nowhere Lane",
        "AB1 2CD",
        "485 777 3456",
        date(2014, 3, 12),
        "North 1",
        "Zephyrine was seen",
    ]
    found = reads(book({"Export": [head, row, [None, *row[1:]], ["Quillfeather", *row[1:]]]}))
    assert found.children[0].age_band == "10_15"
    held = repr(found) + repr(pickle.dumps(found))
    assert [secret for secret in SECRETS if secret in held] == []
    assert "datetime.date(2014, 3, 12)" not in held
    assert len(found.rejects) == 2


def test_samples_show_shapes_and_mask_what_identifies(book, reads):
    """The preview helps to see that columns fit, without showing whose they are."""
    found = reads(
        book({"List 6": [[*HEAD_6, "Remarks"], [*row_6(482913), "Zephyrine likes horses"]]})
    )
    shown = found.sheets[0].sample[0]
    assert "••••••" in shown
    assert "North 1" in shown
    assert "a date" in shown
    assert not any("482913" in cell or "Zeph" in cell for cell in shown)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_files_of_every_kind(sign, encoding, text, reads):
    """Separators and encodings of case systems are found by themselves."""
    lines = [["Case ID", "Status", "Team", "Worker", "Start date", "Last visit"],
             ["0042", "CIN", "Équipe – Süd", "O’Brien, Zoë", "05/01/2026", "01/11/2026"]]  # fmt: skip
    words = "\r\n".join(sign.join(f'"{cell}"' for cell in line) for line in lines)
    found = reads(text(words, encoding))
    assert found.lists == ("own_list",)
    (child,) = found.children
    assert (child.number, child.team, child.worker) == ("0042", "Équipe – Süd", "O’Brien, Zoë")
    assert (child.opened, child.last_seen) == (date(2026, 1, 5), date(2026, 11, 1))


def test_two_headings_for_one_field_are_told(book, reads):
    """The first is taken, the second is named, and what to do stands beside it."""
    found = reads(
        book({"List 6": [["Child Unique ID", "Allocated Team", "Team"], [1, "North 1", "South 1"]]})
    )
    assert found.children[0].team == "North 1"
    (problem,) = found.problems
    assert problem.code == "two_headings"
    assert "“Team”" in problem.where


def test_what_the_person_says_of_a_heading_is_done(book, reads):
    """A heading nobody could guess is taken as told, now and when it is remembered."""
    path = book({"Sheet1": [["Ref", "Wo", "Team"], [5, "Amira Khan", "North 1"]]})
    told = {"own_list": {"ref": "number", "wo": "worker"}}
    for how in ("match", "remembered"):
        (child,) = reads(path, list_name="own_list", **{how: told}).children
        assert (child.number, child.worker) == ("5", "Amira Khan")


def test_only_the_list_that_is_asked_for(book, reads):
    """With a list named, the others of the workbook are left."""
    path = book(
        {
            "List 3": [["Child Unique ID", "Date of referral"], [1, date(2026, 1, 1)]],
            "List 6": [HEAD_6, row_6(2)],
        }
    )
    assert reads(path, list_name="6").lists == ("annex_a.6",)
    with pytest.raises(NotReadable, match="List 8: Children in care"):
        reads(path, list_name="8")
    with pytest.raises(NotReadable, match="no list called"):
        reads(path, list_name="Shopping")


def test_lists_without_teams_carry_the_deciding_manager(book, reads):
    """List 1 has no worker; where a column names the manager who decided, it is read."""
    found = reads(
        book(
            {
                "List 1": [
                    ["Child Unique ID", "Date of Contact", "Decision maker"],
                    [1, date(2026, 10, 1), "Mo Manager"],
                ]
            }
        )
    )
    assert (found.children[0].manager, found.children[0].worker) == ("Mo Manager", "")


def test_adopters_are_carers(book, reads):
    """List 11 is of adults who adopt: carers, with no age band."""
    found = reads(
        book(
            {
                "List 11": [
                    ["Individual adopter identifier", "Family identifier", "Date enquiry received"],
                    [9, 3, date(2026, 1, 1)],
                ]
            }
        )
    )
    assert [(c.subject, c.age_band, c.family) for c in found.children] == [("carer", "", "3")]


def test_empty_lists_are_said_and_are_no_list(book, reads):
    """Headings with nothing under them change nothing: the list does not count as read."""
    found = reads(
        book({"List 6": [HEAD_6, row_6(1)], "List 3": [["Child Unique ID", "Date of referral"]]})
    )
    assert found.lists == ("annex_a.6",)
    assert [p.code for p in found.problems] == ["list_empty"]


def test_dates_with_times_and_decimal_numbers(book, reads):
    """Excel's date-times and 1001.0 are a day and a number."""
    start = datetime(2026, 1, 5, 13, 45)  # noqa: DTZ001  as spreadsheets have it
    found = reads(book({"List 6": [HEAD_6, row_6(1001.0, cin_start=start)]}))
    assert (found.children[0].number, found.children[0].opened) == ("1001", date(2026, 1, 5))


@pytest.mark.outside("soffice")
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks(kind, book, reads, tmp_path: Path):
    """The same list as .xls and as .ods gives the same children."""
    path = book(
        {
            "List 6": [
                ["List 6: Children in Need"],
                HEAD_6,
                row_6(1001),
                row_6(1002, age=-1, birth=None),
            ]
        }
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", kind, "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    whole, again = reads(path), reads(tmp_path / f"list.{kind}")
    assert again.children == whole.children
    assert len(again.children) == 2


def test_errors_of_look_ups_are_told(book, text, reads):
    """#N/A in a workbook and in a text file is empty, and that is said."""
    found = reads(book({"List 6": [HEAD_6, row_6(1, team="#N/A")]}))
    assert (found.children[0].team, [p.code for p in found.problems]) == ("", ["cell_errors"])
    found = reads(text("Case ID,Team,Worker\n1,#N/A,Amira Khan\n"))
    assert found.children[0].team == ""
    assert "#N/A" in found.problems[0].what


def test_a_shifted_column_gives_no_name_away(book, reads):
    """Where a name stands in a coded column, the problem says so without repeating it."""
    found = reads(
        book(
            {
                "List 6": [
                    HEAD_6,
                    row_6(
                        1,
                        gender="Zephyrine",
                        ethnicity="Zephyrine",
                        birth="Zephyrine",
                        age="Zephyrine",
                    ),
                ]
            }
        )
    )
    assert len(found.problems) == 4
    assert "Zephyrine" not in repr(found.problems)


@pytest.mark.slow
def test_twelve_thousand_rows_are_read_within_two_seconds(reads, tmp_path):
    """A large council's list of children in need is understood in less than two seconds, best of three."""
    import time

    import openpyxl

    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("List 6")
    sheet.append(HEAD_6)
    for number in range(12_000):
        sheet.append(
            row_6(100_000 + number, team=f"Team {number % 80}", worker=f"Worker {number % 700}")
        )
    made.save(tmp_path / "large.xlsx")
    times = []
    for _ in range(3):
        began = time.perf_counter()
        assert len(reads(tmp_path / "large.xlsx").children) == 12_000
        times.append(time.perf_counter() - began)
    assert min(times) < 2.0
