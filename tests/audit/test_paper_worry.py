"""A worry about a child that is written on paper is seen, however the sheet was spoilt."""

import pytest

from qa_tool.audit.paper_cells import Found
from qa_tool.audit.paper_worry import LINES, head_reference, is_case_sheet, worry_of
from qa_tool.audit.safety import ABOUT, LEVELS

WORDS = "Alone at night"
Rows = list[list[Found]]


def _sheet(**typed: Found | str) -> Rows:
    """The four rows as they are written, with what somebody put into the white cell of each."""
    rows: Rows = []
    for number, (line, name) in enumerate(
        zip(LINES, ("level", "about", "what", "told"), strict=True), 11
    ):
        cell = typed.get(name, "")
        rows.append([
            Found(f"cell A{number}", line.key), Found(f"cell B{number}", line.label),
            cell if isinstance(cell, Found) else Found(f"cell C{number}", cell or None),
            Found(f"cell E{number}", line.note or None),
        ])  # fmt: skip
    return rows


def test_nothing_written_is_no_worry() -> None:
    """The control: the words that were printed there are none of somebody's."""
    worry, faults = worry_of(_sheet(), "Sheet")
    assert not worry
    assert faults == ()


def test_what_is_written_is_read_whole() -> None:
    """Level and whom it is about by their keys, the words as they stand."""
    typed = {"level": LEVELS["serious"], "about": ABOUT["manager"], "told": "Duty, 10:05"}
    worry, faults = worry_of(_sheet(**typed, what=WORDS), "Sheet")
    assert faults == ()
    assert (worry.level, worry.about) == ("serious", "manager")
    assert (worry.what, worry.told) == (WORDS, "Duty, 10:05")


@pytest.mark.parametrize(
    "cell",
    [
        Found("cell C13", None, True, ""), Found("cell C13", "#NAME?", False, "#NAME?"),
        Found("cell C13", "#NAME?", True, "#NAME?"),
    ],
)  # fmt: skip
def test_a_formula_or_an_error_is_a_worry_that_must_be_read(cell: Found) -> None:
    """“- told of a hit” becomes an error in a spreadsheet: it is danger, and its place is named."""
    worry, faults = worry_of(_sheet(what=cell), "Sheet")
    assert worry
    assert (worry.level, worry.unread) == ("danger", ("cell C13",))
    assert "cell C13" in worry.said
    assert "#NAME" not in worry.said
    assert [fault.where for fault in faults] == ["cell C13"]


def test_a_word_of_no_list_is_danger_and_is_shown() -> None:
    """Only a level was given, by hand."""
    worry, faults = worry_of(_sheet(level="in danger"), "Sheet")
    assert (worry.level, worry.what) == ("danger", "in danger")
    assert len(faults) == 1


def test_merged_cells_keep_their_words() -> None:
    """The words of the row below moved up into the first cell of the range."""
    worry, faults = worry_of(_sheet(level=Found("cell C11", WORDS, merged="C11:C14")), "Sheet")
    assert (worry.level, worry.what) == ("danger", WORDS)
    assert faults[0].where == "cell C11"


@pytest.mark.parametrize("gone", ["keys", "words"])
def test_rows_are_found_by_their_words_or_their_keys(gone: str) -> None:
    """With the hidden column gone, and with the labels typed over."""
    rows = _sheet(what=WORDS)
    for row in rows:
        row[0 if gone == "keys" else 1] = Found("cell", None if gone == "keys" else "typed over")
    worry, _ = worry_of(rows, "Sheet")
    assert WORDS in worry.what
    assert is_case_sheet(rows)


def test_another_column_counts_as_well() -> None:
    """A column was put in before the answers: the words stand one further on."""
    rows = _sheet()
    rows[2].append(Found("cell D13", WORDS))
    assert worry_of(rows, "Sheet")[0].what == WORDS


def test_a_row_that_is_gone_is_an_error() -> None:
    """Nobody takes a missing row for “no worry”."""
    _, faults = worry_of(_sheet()[:2], "Sheet “X”")
    assert {fault.code for fault in faults} == {"stop_row_gone"}
    assert len(faults) == 2


def test_the_head_names_the_case_and_a_stranger_is_none() -> None:
    """The printed head is read near the top only; a sheet without our rows is nobody's."""
    rows = [[Found("cell B2", "Case VK6C-V2S"), Found("cell C2", "Core case audit, version 1.0")]]
    assert head_reference(rows) == "VK6C-V2S"
    assert head_reference([[Found("B2", "My notes")]]) == ""
    assert not is_case_sheet(rows)
