"""Independence, and what is refused in the council's records."""

from datetime import date

import pytest

from qa_tool.council import check
from qa_tool.council.line import line_of, why_not_independent
from qa_tool.council.model import Area, Case, Person, Round, Team

PEOPLE = {
    "w": Person("w", "Worker", line_manager="m"),
    "m": Person("m", "Manager", line_manager="h"),
    "h": Person("h", "Head"),
    "x": Person("x", "Circle one", line_manager="y"),
    "y": Person("y", "Circle two", line_manager="x"),
}
CASE = Case("c", "AB12-CD3", worker="w", team="t")


def test_the_line_goes_up_nearest_first() -> None:
    """The worker's manager comes before the manager's manager."""
    assert line_of("w", PEOPLE) == ("m", "h")


def test_a_circle_in_the_line_ends() -> None:
    """Bad data does not hang the program."""
    assert line_of("x", PEOPLE) == ("y", "x") or len(line_of("x", PEOPLE)) < 13


@pytest.mark.parametrize(
    ("reader", "words"), [("w", "hold this case"), ("m", "own line"), ("h", "own line"), ("z", "")]
)
def test_who_may_not_read_a_file(reader: str, words: str) -> None:
    """The worker and everybody above them are refused with the reason; others are not."""
    reason = why_not_independent(reader, CASE, line_of("w", PEOPLE))
    assert (words in reason) if words else reason == ""


def test_a_restricted_file_is_for_named_auditors() -> None:
    """Only those who are named may read it."""
    case = Case("c", "AB12-CD3", restricted_to=("z",))
    assert "restricted" in why_not_independent("q", case, ())
    assert why_not_independent("z", case, ()) == ""


@pytest.mark.parametrize(
    "reference", ["JS120310", "J.S. 12/03/2010", "ABC-01-02-13", "ab 1.2.2014", "J S 12.03.10"]
)
def test_initials_with_a_date_of_birth_are_no_reference(reference: str) -> None:
    """They name a child, so they are refused; the sentence does not repeat them."""
    found = check.check_case(Case("c", reference), {})
    assert [p.code for p in found] == ["reference_not_anonymous"]
    assert reference not in str(found[0])


def test_a_random_reference_is_accepted() -> None:
    """What the program makes itself passes its own check."""
    assert check.check_case(Case("c", "K7Q3-MD9"), {}) == ()


def test_everything_wrong_is_told_in_one_pass() -> None:
    """A team without name and area gives both problems; so does a round."""
    assert len(check.check_team(Team("t", " ", "nowhere"), {})) == 2
    assert check.check_team(Team("t", "One", "a"), {"a": Area("a", "A")}) == ()
    wrong = Round(
        "r", "", templates=("x",), starts=date(2026, 2, 1), ends=date(2026, 1, 1), planned=-1
    )
    assert len(check.check_round(wrong, ["core"])) == 4


def test_nobody_is_above_themselves() -> None:
    """A line that comes back to the person is refused."""
    person = Person("h", "Head", line_manager="w")
    codes = {p.code for p in check.check_person(person, PEOPLE, {})}
    assert "line_circle" in codes
    fine = Person("n", "New", line_manager="h")
    assert check.check_person(fine, PEOPLE, {}) == ()
