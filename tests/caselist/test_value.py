"""Cells as councils write them: read, or told, never silently wrong."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.caselist.annex import book
from qa_tool.caselist.number import not_anonymous
from qa_tool.caselist.value import (
    Bands,
    Odd,
    age_of,
    code_of,
    day_of,
    number_of,
    years_between,
)

BANDS = Bands(
    (("0_4", 0, 4), ("5_9", 5, 9), ("10_15", 10, 15), ("16_17", 16, 17), ("18_25", 18, 25))
)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("15/03/2015", date(2015, 3, 15)),
        ("2015-03-15", date(2015, 3, 15)),
        ("15.3.15", date(2015, 3, 15)),
        ("15 March 2015", date(2015, 3, 15)),
        ("15-Mar-15", date(2015, 3, 15)),
        ("15/03/2015 00:00", date(2015, 3, 15)),
        ("2015-03-15T00:00:00", date(2015, 3, 15)),
        ("20150315", date(2015, 3, 15)),
        (42078.0, date(2015, 3, 15)),
        ("42078", date(2015, 3, 15)),
        (date(2015, 3, 15), date(2015, 3, 15)),
        (datetime(2015, 3, 15, 9, 30), date(2015, 3, 15)),  # noqa: DTZ001  as spreadsheets have it
        ("#N/A", None),
        ("n/a", None),
        ("", None),
        (None, None),
        (0.0, None),
    ],
)
def test_dates_in_every_dress(cell, day):
    """Excel's own dates, its numbers and dates as text are the same day; empty is empty."""
    assert day_of(cell) == day


@pytest.mark.parametrize(
    "cell", ["03/25/2015", "soon", 7.0, True, "31/02/2020", "1/1/0001", date(1850, 1, 1)]
)
def test_what_is_no_date_is_told(cell):
    """A month before the day, a word and a day that never was are refused, not guessed."""
    with pytest.raises(Odd):
        day_of(cell)


@pytest.mark.parametrize(
    ("cell", "band"),
    [(-1, "unborn"), ("-1", "unborn"), ("unborn", "unborn"), (0.25, "0_4"), (4.99, "0_4"), ("5", "5_9"),
     ("18 months", "0_4"), ("3 weeks", "0_4"), (15.9, "10_15"), (17, "16_17"), (18.0, "18_25"), (26, ""), (43, "")],
)  # fmt: skip
def test_ages_become_bands(cell, band):
    """Decimal ages, the unborn, months and adults find their band, or none."""
    assert BANDS.of(age_of(cell)) == band


@pytest.mark.parametrize("cell", ["old", 400, -7, date(2020, 1, 1), True])
def test_what_is_no_age_is_told(cell):
    """Nobody is 400, and a date is no age."""
    with pytest.raises(Odd):
        age_of(cell)


def test_years_count_whole_birthdays():
    """The day before a birthday is still a year less; before birth is minus one."""
    assert years_between(date(2016, 11, 21), date(2026, 11, 20)) == 9
    assert years_between(date(2016, 11, 20), date(2026, 11, 20)) == 10
    assert years_between(date(2027, 2, 1), date(2026, 11, 20)) == -1


@pytest.mark.parametrize(
    ("cell", "number"),
    [(1001.0, "1001"), (1001, "1001"), (" 00123 ", "00123"), ("LC1234567", "LC1234567"), ("1001.0", "1001"), ("", ""), ("#N/A", "")],
)  # fmt: skip
def test_numbers_stay_as_they_are_known(cell, number):
    """A spreadsheet's 1001.0 is the number 1001, and leading noughts stay."""
    assert number_of(cell) == number


@pytest.mark.parametrize(
    "cell", ["1.23457E+11", 1e16, 12.5, -4.0, "Smith, Jo", date(2020, 1, 1), True, "9" * 90]
)
def test_numbers_that_are_lost_are_told(cell):
    """A shortened or rounded number would match the wrong child, and a name is none."""
    with pytest.raises(Odd) as told:
        number_of(cell)
    assert "Smith" not in str(told.value)


@pytest.mark.parametrize(
    ("words", "table", "means"),
    [("a) WBRI", "ethnicity", "white"), ("WBRI", "ethnicity", "white"), ("White British", "ethnicity", "white"),
     ("white  british", "ethnicity", "white"), ("q) CHNE", "ethnicity", "asian"), ("s) NOBT", "ethnicity", "not_recorded"),
     ("c) Child in need plan", "status", "child_in_need"), ("b) Child Protection plan", "status", "child_protection"),
     ("Closed", "status", "closed")],
)  # fmt: skip
def test_codes_and_labels_mean_the_same(words, table, means):
    """A code, its label, and both with a letter before them are one thing."""
    assert code_of(words, book().codes[table]).means == means


@pytest.mark.parametrize(
    "words",
    [
        "N1 - Abuse or neglect",
        "N1",
        "Abuse or neglect",
        "N1: Abuse or neglect",
        "N1 – abuse or neglect",
    ],
)
def test_needs_are_read_with_and_without_their_code(words):
    """Primary need comes as N1, as its label, or as both."""
    assert code_of(words, book().codes["need"]).key == "N1"


def test_unknown_codes_are_told():
    """A word that is no code shows a shifted column."""
    with pytest.raises(Odd, match="no code"):
        code_of("Tuesday", book().codes["gender"])


def test_initials_with_birthday_are_refused():
    """Letters with the child's own birthday, or with a written date, name the child."""
    born = date(2014, 3, 12)
    pairs = [
        ("JS120314", born),
        ("ab 12/03/2014", None),
        ("12-03-2014 KL", None),
        ("4711", born),
        ("LC100312", born),
        ("4712", born),
        ("4713", None),
        ("4714", None),
    ]
    assert not_anonymous(pairs) == {"JS120314", "ab 12/03/2014", "12-03-2014 KL"}


def test_running_numbers_are_no_birthdays():
    """A system's own prefix with a running number is kept, though some of them look like days."""
    pairs = [(f"LC{number}", None) for number in range(100310, 100330)]
    assert not_anonymous(pairs) == frozenset()


def test_a_list_full_of_initials_is_refused():
    """Where most numbers are differing letters and a day, the list uses initials and birthdays."""
    pairs = [
        (f"{a}{b}{day:02}0613", None)
        for day, (a, b) in enumerate(["JS", "AB", "KL", "MN", "OP", "QR"], 1)
    ]
    assert not_anonymous(pairs) == {number for number, _ in pairs}


@given(
    st.one_of(
        st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes()
    )
)
def test_no_cell_breaks_the_reader(cell):
    """Whatever stands in a cell, each reader gives a value or says what is odd."""
    for reader in (day_of, age_of, number_of, lambda c: code_of(c, book().codes["need"])):
        try:
            reader(cell)
        except Odd as odd:
            assert str(odd)  # noqa: PT017
