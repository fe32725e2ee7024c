"""How an answer lies flat: grids, orders, lists, evidence; in rows and in one cell."""

import pytest

from qa_tool.report.data_sheets import distinct, in_one_cell, pieces


@pytest.mark.parametrize(
    ("value", "rows", "cell"),
    [
        ("good", [("", "good")], "good"),
        (7, [("", 7)], 7),
        (["b", "a"], [("1", "b"), ("2", "a")], "b; a"),
        (["only"], [("1", "only")], "only"),
        ({"row.one": "yes", "row.two": "no"}, [("row.one", "yes"), ("row.two", "no")],
         "row.one: yes; row.two: no"),
        ({"na": True}, [("", "not_applicable")], "not_applicable"),
        ([{"what": "Visit", "date": "2026-01-02", "shows": ""}],
         [("1.what", "Visit"), ("1.date", "2026-01-02")], "Visit | 2026-01-02"),
    ],
)  # fmt: skip
def test_an_answer_lies_flat(value: object, rows: list[object], cell: object) -> None:
    """Each part is a row with its place; in the wide form all of them share a cell."""
    assert pieces(value) == rows
    assert in_one_cell(value) == cell


def test_no_answer_is_an_empty_cell() -> None:
    """Nothing was said: nothing stands there."""
    assert in_one_cell(None) is None


def test_names_are_told_apart_without_capitals() -> None:
    """SQLite and Excel take Q1 and q1 for the same column."""
    assert distinct(["q1", "Q1", "q1_2", "q2"]) == ["q1", "Q1_2", "q1_2_2", "q2"]
