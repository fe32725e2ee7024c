"""What the annual report says about the children who have an open case, and about whom it did not look at."""

from dataclasses import replace

from qa_tool.disclosure.preset import DFE
from qa_tool.report import annual_words
from qa_tool.report.annual_edition import Edition, edition
from tests.report import annual_made_up


def _public(**open_cases: int) -> Edition:
    return edition(replace(annual_made_up.made_up(), open_cases=open_cases), DFE, public=True)


def test_a_case_whose_kind_is_not_recorded_is_no_kind_that_was_not_looked_at() -> None:
    """No sentence ends with an empty list; the control names the kind that is missing."""
    none = _public(child_in_need=2471)
    assert annual_words.not_covered(none) == "Every kind of case with open cases was looked at."
    blank = edition(
        replace(annual_made_up.made_up(), open_cases={"child_in_need": 2471, "": 12}),
        DFE,
        public=True,
    )
    assert annual_words.not_covered(blank) == "Every kind of case with open cases was looked at."
    assert "care leaver" in annual_words.not_covered(_public(child_in_need=2471, care_leaver=300))


def test_children_are_listed_first_and_what_is_hidden_afterwards() -> None:
    """Numbers that may be shown stand together; a kind whose number is hidden is only named."""
    said = annual_words.children(
        _public(child_in_need=2471, child_protection=800, care_leaver=3, in_care=2)
    )
    assert "2,471" in said
    assert "a number that is not shown" not in said
    assert "Not shown" in said
    assert "3" not in said.split("Not shown")[1]
    assert "Not shown" not in annual_words.children(
        _public(child_in_need=2471, child_protection=800)
    )
