"""A pasted list becomes requirements with their days; judgements are checked against their scale."""

from datetime import date

import pytest

from qa_tool.action.requirement import (
    Requirement,
    Source,
    checked,
    checked_source,
    read_judgements,
    read_list,
    settled,
)
from qa_tool.calendar import add_working_days, months_on
from qa_tool.errors import Refused

SAID = date(2012, 9, 21)  # a Friday
AREAS = """Immediately:

- make sure that every made-up child has a plan
- make sure that visits are made in time, and that
a reason is written where they are not

Within three months:
- one strategy for early help
Within six months:
2. look at the thresholds together
Within 10 working days:
• tell the board
"""


def read(text: str) -> list[tuple[str, str, date | None]]:
    """What a list becomes, as plain parts."""
    found = read_list(text, SAID, add_working_days, months_on)
    return [(one.text, one.within, one.due) for one in found]


def test_the_headings_of_an_inspection_become_due_dates() -> None:
    """Immediately is one working day; months and working days are counted from the day it was said."""
    assert read(AREAS) == [
        ("Make sure that every made-up child has a plan", "Immediately", date(2012, 9, 24)),
        ("Make sure that visits are made in time, and that a reason is written where they are not",
         "Immediately", date(2012, 9, 24)),
        ("One strategy for early help", "Within three months", date(2012, 12, 21)),
        ("Look at the thresholds together", "Within six months", date(2013, 3, 21)),
        ("Tell the board", "Within 10 working days", date(2012, 10, 5)),
    ]  # fmt: skip


def test_a_list_without_bullets_is_one_requirement_a_line_and_without_headings_has_no_day() -> None:
    """Lines that begin like a time but are sentences stay requirements."""
    assert read("Hear children\nWithin teams, talk about what was heard") == [
        ("Hear children", "", None),
        ("Within teams, talk about what was heard", "", None),
    ]
    assert read("Immediately tell the police when a child is missing")[0][2] is None
    assert read("\n \n") == []


def test_judgements_are_read_line_by_line_and_held_against_their_scale() -> None:
    """Capitals do not matter; a judgement that the scale has not is refused with those it has."""
    grades = ("Outstanding", "Good", "Adequate", "Inadequate")
    found = read_judgements("Overall effectiveness: inadequate\n\nLeadership: Adequate", grades)
    assert [(j.area, j.grade) for j in found] == [
        ("Overall effectiveness", "Inadequate"), ("Leadership", "Adequate"),
    ]  # fmt: skip
    with pytest.raises(
        Refused, match=r"Line 1: this scale has no judgement “Requires improvement”"
    ):
        read_judgements("Leadership: Requires improvement", grades)
    with pytest.raises(Refused, match="Line 2 of the judgements"):
        read_judgements("Leadership: Good\nGood", grades)
    assert read_judgements("Leadership: Strong", ())[0].grade == "Strong"


def test_what_says_nothing_is_refused_in_words() -> None:
    """A source needs a title and a day, a requirement its words, a settlement its reason."""
    with pytest.raises(Refused, match="no title"):
        checked_source(Source("s", "inspection", " ", SAID))
    with pytest.raises(Refused, match="when this was"):
        checked_source(Source("s", "inspection", "Made up"))
    with pytest.raises(Refused, match="says nothing"):
        checked(Requirement("r", "s", "  "))
    one = Requirement("r", "s", "Hear children", date(2026, 1, 1))
    with pytest.raises(Refused, match="no reason"):
        settled(one, "met", " ", "per-1", SAID)
    met = settled(one, "met", "Seen in ten files", "per-1", SAID)
    assert (met.state, met.settled, met.overdue(date(2026, 2, 1))) == ("met", SAID, False)
    assert one.overdue(date(2026, 2, 1))
    assert settled(met, "open", "Slipped back", "per-1", SAID).settled is None
