"""Blanking: no name that the council knows survives; people, places, dates, ages and numbers go."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.theme.blanks import Known, blanked, proposed, survivors, tidy

KNOWN = Known(
    ("Tom Larkhill", "Petra Jessop-Vane", "Siân O'Neil", "Will Hope", "İpek Åsgård"),
    ("Safeguarding East", "East"),
    ("K7Q3-MD9",),
)
_PLAIN = (
    "the",
    "child",
    "saw",
    "and",
    "nobody",
    "asked;",
    "Because",
    "plan.",
    "it’s",
    "(late)",
    "We",
)
_NAMES = [
    part for name in KNOWN.people for part in (name, *re.split(r"[ -]", name)) if len(part) > 2
]
_SHAPES = (str, str.upper, str.title, lambda name: f"{name}'s", lambda name: f"“{name},”")


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("Tom Larkhill rang.", "[name] rang."),
        ("Then tom and JESSOP-VANE came", "Then [name] and [name] came"),
        ("Will they hope for help?", "[name] they hope for help?"),
        ("He is aged 7; his seven-year-old sister too", "He is [age]; his [age] sister too"),
        ("On 5 June 2026 and 05/06/2026", "On [date] and [date]"),
        ("She goes to St Mary's Primary School.", "She goes to [place]."),
        ("They live at 12 Oak Lane.", "They live at [number] [place]."),
        ("Please ring 07700 900123.", "Please ring [number]."),
        ("Safeguarding East has K7Q3-MD9", "[team] has [reference]"),
        ("Her brother Jaden Quickwater hit Bo.", "Her brother [name] hit [name]."),
        ("CAMHS and the GP knew. I asked on Friday.", "CAMHS and the GP knew. I asked on Friday."),
        ("Supervision lists tasks; nobody asks.", "Supervision lists tasks; nobody asks."),
        ("They write to a.b@example.org", "They write to [contact]"),
    ],
)  # fmt: skip
def test_what_is_blanked_and_what_stays(words: str, clean: str) -> None:
    """Each kind of thing that points to somebody, and words that point to nobody."""
    assert blanked(words, KNOWN) == clean


@given(
    st.lists(
        st.one_of(
            st.sampled_from(_PLAIN),
            st.builds(lambda name, shape: shape(name), st.sampled_from(_NAMES), st.sampled_from(_SHAPES)),
        ),
        max_size=14,
    ),
    st.sampled_from((" ", "  ", "\n", " - ", ", ", "/")),
)  # fmt: skip
def test_no_known_name_survives(words: list[str], between: str) -> None:
    """Whole or in part, shouted or possessive, at any place: no name of a known person stays."""
    clean = blanked(between.join(words), KNOWN)
    assert survivors(clean, KNOWN) == ()
    for name in (*KNOWN.people, "Larkhill", "Petra", "Jessop", "Vane", "Neil", "Tom"):
        assert not re.search(rf"(?<!\w){re.escape(tidy(name))}(?!\w)", clean, re.IGNORECASE)


@given(st.text(max_size=60))
def test_any_text_can_be_blanked_and_blanking_twice_changes_nothing_more(text: str) -> None:
    """It ends, whatever is typed; blanks never overlap."""
    clean = blanked(text, KNOWN)
    assert blanked(clean, KNOWN) == clean
    found = proposed(tidy(text), KNOWN)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


def test_a_person_called_like_a_blank_does_not_go_on_for_ever() -> None:
    """Somebody whose name is Name is blanked, and the blank stays."""
    known = Known(("Name Place",), (), ())
    assert blanked("Name Place came, and name too", known) == "[name] came, and [name] too"
