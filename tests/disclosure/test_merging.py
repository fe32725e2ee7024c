"""Merging columns and rows, the offers, and the record that is kept of it all."""

from dataclasses import replace
from datetime import date

import pytest

from qa_tool.disclosure.differences import Difference
from qa_tool.disclosure.merging import merge_columns, merge_rows, offers
from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.protect import protect, protect_all
from qa_tool.disclosure.record import Merge, Yes, record
from qa_tool.disclosure.table import CountsTable
from qa_tool.errors import QAError

GRADES = ("Outstanding", "Good", "RI", "Inadequate")
FEW = CountsTable(
    "t", "Overall grade by area", ("North", "South", "West"), GRADES,
    ((1, 14, 18, 12), (0, 19, 21, 11), (2, 11, 12, 18)),
    workers=(6, 8, 7), groups=(("Good or better", ("Outstanding", "Good")),),
)  # fmt: skip


def test_few_outstanding_are_offered_as_good_or_better() -> None:
    """The column's total is small itself: the offer says why, and what it saves."""
    before = protect(FEW, DFE)
    assert not before.cell("Total", "Outstanding").shown
    assert any("Outstanding" in note for note in before.notes)
    found = offers(FEW, DFE)
    best = found[0]
    assert (best.kind, best.into, best.names) == (
        "columns",
        "Good or better",
        ("Outstanding", "Good"),
    )
    assert (best.before, best.after) == (len(before.hidden()), 0)
    assert "its total is small itself" in best.why
    assert protect(best.merged, DFE).hidden() == ()


def test_nothing_is_offered_where_nothing_is_hidden() -> None:
    """No merge without a need."""
    assert (
        offers(replace(FEW, counts=((9, 14, 18, 12), (8, 19, 21, 11), (7, 11, 12, 18))), DFE) == ()
    )


def test_small_teams_are_offered_together() -> None:
    """Two rows with few audits tell more as one."""
    table = CountsTable(
        "t", "Overall grade by team", ("A", "B", "C", "D"), ("Good", "Not good"),
        ((3, 4), (5, 4), (30, 41), (52, 38)), workers=(3, 4, 9, 9),
    )  # fmt: skip
    best = next(offer for offer in offers(table, DFE) if offer.kind == "rows")
    assert best.names == ("A", "B")
    assert best.after < best.before
    assert best.merged.workers == (4, 9, 9)


def test_merging_counts_once_and_keeps_the_order() -> None:
    """Every total stays; the workers of a merged row may be given."""
    columns = merge_columns(FEW, "Good or better", ("Outstanding", "Good"))
    assert columns.columns == ("Good or better", "RI", "Inadequate")
    assert columns.counts[0] == (15, 18, 12)
    assert columns.groups == ()
    rows = merge_rows(FEW, "North and West", ("North", "West"), workers=11)
    assert rows.rows == ("North and West", "South")
    assert rows.counts[0] == (3, 25, 30, 30)
    assert rows.workers == (11, 8)
    assert rows.true(2, 4) == FEW.true(3, 4)


def test_merging_what_is_not_there_is_refused() -> None:
    """One column, an unknown one, a name that is taken."""
    for into, names in (("X", ("Good",)), ("X", ("Good", "Fair")), ("RI", ("Outstanding", "Good"))):
        with pytest.raises(QAError):
            merge_columns(FEW, into, names)


def test_the_record_tells_what_and_why_and_never_how_many() -> None:
    """Rule, cells by reason, merges, yeses, differences; no hidden count stands in it."""
    table = replace(FEW, counts=((3, 14, 18, 12), (8, 19, 21, 11), (9, 11, 12, 18)))
    result = protect_all((table,), DFE)
    told = record(
        result, publication="Annual report 2025-26", edition="public", fingerprint="ab12",
        decided_by="the QA lead", decided_on=date(2026, 11, 21),
        merges=(Merge("Domains by team", ("A", "B"), "A and B", "Few audits."),),
        yeses=(Yes("Vignette 1", "the CSWO", date(2026, 11, 20)),),
        differences=(Difference("perhaps", "T", "R", "C", 3, "Looks like a small difference."),),
    )  # fmt: skip
    text = told.text()
    for words in (
        "Counts of 1 to 5 are not shown", "Decided by the QA lead on 21 November 2026",
        "row 'North', column 'Outstanding': a small count.", "another count could be worked out",
        "A, B as 'A and B'", "Vignette 1: the CSWO", "Looks like a small difference", "ab12",
        "not part of the report",
    ):  # fmt: skip
        assert words in text
    assert len(told.hidden) == len(result.hidden) > 3
    assert "is 3" not in text


def test_a_withheld_table_is_told_once() -> None:
    """Not cell by cell."""
    small = CountsTable("t", "A made-up list", ("A", "B"), ("N",), ((2,), (1,)))
    told = record(
        protect_all((small,), DFE), publication="P", edition="public", fingerprint="f",
        decided_by="x", decided_on=date(2026, 11, 21),
    )  # fmt: skip
    assert told.withheld == ("A made-up list",)
    assert told.hidden == ()
    assert "A made-up list." in told.text()
