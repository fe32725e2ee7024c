"""The codebook: merges are followed to their end, and what is typed finds its theme."""

from dataclasses import replace

import pytest

from qa_tool.errors import QAError
from qa_tool.theme.codebook import codebook, shipped, wrong_with
from qa_tool.theme.model import Theme

ONE = Theme("one", "Drift and delay", "development", "The child waits.", group="Planning")
TWO = Theme("two", "Plans name services", "development", "No change is named.", group="Planning")
THREE = Theme("three", "Relationship", "strength", "Trust can be seen.")


def test_merges_are_followed_to_their_end_and_a_circle_ends() -> None:
    """One into two into three is three; two laptops that merged each into the other do not hang."""
    one, two = replace(ONE, state="merged", into="two"), replace(TWO, state="merged", into="three")
    book = codebook((one, two, THREE), ())
    assert (book.settled("one"), book.settled("two"), book.settled("three")) == ("three",) * 3
    circle = codebook((one, replace(TWO, state="merged", into="one")), ())
    assert circle.settled("one") in {"one", "two"}
    assert book.in_use == (THREE,)


def test_the_councils_words_stand_over_the_shipped_ones() -> None:
    """The same id is reworded in its place; a new one comes after."""
    book = codebook((ONE, TWO), (replace(ONE, title="Drift"), THREE))
    assert [theme.title for theme in book.themes.values()] == [
        "Drift", "Plans name services", "Relationship",
    ]  # fmt: skip


def test_what_is_typed_finds_its_theme() -> None:
    """Beginnings first, then words inside, then definition and kind; nothing typed shows all, used ones first."""
    book = codebook((ONE, TWO, THREE), ())
    assert [t.id for t in book.find("dr")] == ["one"]
    assert [t.id for t in book.find("del dri")] == ["one"]
    assert [t.id for t in book.find("planning")] == ["one", "two"]
    assert [t.id for t in book.find("strength")] == ["three"]
    assert [t.id for t in book.find("", first=("three", "two"))] == ["three", "two", "one"]
    assert book.find("nothing like it") == ()


def test_what_is_wrong_is_said() -> None:
    """No title, no definition, a title that is there."""
    book = codebook((ONE,), ())
    fresh = replace(ONE, id="new")
    assert wrong_with(fresh, book)
    assert wrong_with(replace(fresh, title=" "), book)
    assert wrong_with(replace(fresh, title="Else", definition=""), book)
    assert wrong_with(replace(fresh, title="Else"), book) is None
    assert wrong_with(ONE, book) is None


def test_a_file_with_an_unknown_kind_is_refused() -> None:
    """A theme is a strength or an area for development."""
    with pytest.raises(QAError, match="which there is not"):
        shipped('[[theme]]\nkey = "x"\ntitle = "X"\ntone = "neutral"\n')
