"""Rounded tables: shown as the rule says, and not undone by the totals."""

from qa_tool.disclosure.attack import attack
from qa_tool.disclosure.preset import ROUND5, own
from qa_tool.disclosure.protect import protect
from qa_tool.disclosure.table import CountsTable, one_way
from tests.disclosure.reader import as_printed


def test_counts_and_totals_are_rounded_from_their_own_values() -> None:
    """7 and 7 are shown as 5 and 5, their total 14 as 15."""
    made = protect(one_way("t", "T", {"A": 7, "B": 7}), ROUND5)
    assert made.lines("csv") == (("A", 5), ("B", 5), ("Total", 15))
    small = protect(one_way("t", "T", {"A": 3, "B": 27, "C": 0, "D": 31}), ROUND5)
    assert small.text("A", "Number", "words") == "fewer than 5"
    assert small.text("A", "Number", "csv") == "low"
    assert small.text("A", "Number") == "[low]"
    assert small.cell("C", "Number").value == 0


def test_a_small_count_is_not_given_back_by_a_rounded_total() -> None:
    """7 and 7 and a small one with a total of 18: at least 4, so exactly 4, unless the total goes."""
    table = one_way("t", "T", {"A": 7, "B": 7, "C": 4})
    made = protect(table, ROUND5)
    assert not made.cell("Total", "Number").shown
    printed = as_printed(made)
    assert printed is not None
    assert printed.round_to == 5
    assert attack([printed]) == ()


def test_the_attack_finds_it_where_the_total_stays() -> None:
    """The control: the same with its total printed falls."""
    from qa_tool.disclosure.published import published

    key = " ".join(ROUND5.key_lines("csv"))
    lines = [["", "Number"], ["A", 5], ["B", 5], ["C", "low"], ["Total", 20]]
    open_ = published(lines, file="t.csv", place="", caption="T", key=key)
    assert open_ is not None
    assert [(f.row, f.low, f.high) for f in attack([open_])] == [("C", 4, 4)]


def test_percentages_are_of_the_rounded_counts() -> None:
    """What a reader could work out with the printed figures, and no more."""
    table = CountsTable("t", "T", ("A", "B"), ("Good", "RI"), ((21, 33), (48, 57)))
    made = protect(table, ROUND5)
    share = made.share("A", "Good")
    assert (share.count, share.base, share.percent) == (20, 55, 36)


def test_a_council_rounds_to_its_own_base() -> None:
    """Small counts hidden with all that follows, the others to the nearest 10."""
    preset = own(5, "As the made-up council decided.", round_to=10)
    made = protect(CountsTable("t", "T", ("A", "B"), ("Good", "RI"), ((21, 3), (48, 57))), preset)
    assert not made.cell("A", "RI").shown
    assert all(cell.value is None or cell.value % 10 == 0 for line in made.cells for cell in line)


def test_a_line_of_one_worker_is_left_out() -> None:
    """Rounding does not hide whose line it is."""
    table = CountsTable("t", "T", ("A", "B"), ("Good", "RI"), ((21, 33), (48, 57)), workers=(1, 9))
    made = protect(table, ROUND5)
    assert {why for row, _, why in made.hidden() if row == "A"} == {"workers"}
