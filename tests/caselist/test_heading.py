"""Headings: every spelling that councils use finds its field, and what does not is left alone."""

import pytest

from qa_tool.caselist.annex import book
from qa_tool.caselist.heading import find_header, match_columns, rivals
from qa_tool.caselist.words import bare

LISTS = book().lists.values()


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.key)
def test_every_heading_of_annex_a_finds_its_own_field(kind):
    """The official headings of each list match without doubt, each its own field."""
    fields = book().fields_of(kind.key)[: len(kind.fields)]
    columns = match_columns([field.title for field in fields], fields)
    assert [c.field for c in columns] == list(kind.fields)
    assert all(c.sure == 1.0 for c in columns)


@pytest.mark.parametrize("kind", [k for k in LISTS if k.number], ids=lambda kind: kind.key)
@pytest.mark.parametrize(
    "dirty",
    [str.upper, lambda t: f"  {t}  ", lambda t: t.replace(" ", "_"), lambda t: t.replace(" ", "\n"),
     lambda t: f"{t} (as at 31/10/2026)", lambda t: f"“{t}”", lambda t: t.replace("'", "’"), lambda t: f"[{t}]" if "(" not in t else t],
    ids=["capitals", "spaces", "underscores", "lines", "brackets", "quotes", "curly", "square"],
)  # fmt: skip
def test_dirty_headings_are_the_same_headings(kind, dirty):
    """Capitals, spaces, brackets, quotes and line breaks change nothing."""
    fields = book().fields_of(kind.key)[: len(kind.fields)]
    columns = match_columns([dirty(field.title) for field in fields], fields)
    assert [c.field for c in columns] == list(kind.fields)


def test_order_and_typing_slips_are_forgiven():
    """Words in another order and a slip of typing match, and say that they are less sure."""
    columns = match_columns(
        ["Team Allocated", "Allocated Wroker", "Chid Unique ID"], book().fields_of("annex_a.6")
    )
    assert [c.field for c in columns] == ["team", "worker", "number"]
    assert all(c.sure < 1 for c in columns)


@pytest.mark.parametrize(
    "heading",
    ["Notes", "Colour", "Id card seen?", "Teamwork score", "", "Comments by the local authority"],
)
def test_strange_headings_are_left_alone(heading):
    """A heading that only looks a little like a field is taken for none."""
    columns = match_columns([heading], book().fields_of("annex_a.6"))
    assert not columns[0].field


def test_names_and_addresses_are_known_to_be_dropped():
    """Forename, surname and postcode are each recognised, so that nobody asks what they are for."""
    columns = match_columns(
        ["Forename", "Surname", "Postcode", "DOB", "NHS Number"], book().fields_of("annex_a.6")
    )
    assert [c.field for c in columns] == ["name", "name", "address", "birth", "other_number"]


def test_what_people_said_counts_more_than_likeness():
    """A heading that was corrected is taken as it was told, also for "leave it out"."""
    told = {bare("Ref"): "number", bare("Team"): ""}
    columns = match_columns(["Ref", "ID", "Team"], book().fields_of("annex_a.6"), told)
    assert [c.field for c in columns] == ["number", "", ""]
    assert columns[0].how == "remembered"


def test_two_headings_for_one_field_are_rivals():
    """The second of two equal headings is left out and told."""
    fields = book().fields_of("annex_a.6")
    columns = match_columns(["Child Unique ID", "Allocated Team", "Allocated Team"], fields)
    assert [c.field for c in columns] == ["number", "team", ""]
    assert [(a.at, b.at) for a, b in rivals(columns, fields)] == [(1, 2)]


def test_header_is_found_under_titles_and_notes():
    """The header may stand under a title, a date of the run and empty rows."""
    rows = [
        ["List of children"],
        ["Run on", "1 November"],
        [],
        ["", "Case ID", "Team name", "Social worker", "Last visit"],
        ["", 1, "A", "B", ""],
    ]
    found = find_header(rows, LISTS, book())
    assert found is not None
    assert (found[0], found[1].key) == (3, "own_list")


def test_no_header_is_none():
    """Rows of children without headings, and guidance in words, are no header."""
    assert (
        find_header([[1, "North 1", "A. Worker"], [2, "North 2", "B. Worker"]], LISTS, book())
        is None
    )
    assert (
        find_header(
            [["Please read this before you fill in the lists.", "Thank you"]], LISTS, book()
        )
        is None
    )


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("6", "annex_a.6"),
        ("List 6", "annex_a.6"),
        ("list_6", "annex_a.6"),
        ("annex_a.6", "annex_a.6"),
        ("children in need", "annex_a.6"),
        ("a list of our own", "own_list"),
        ("99", None),
    ],
)
def test_lists_are_known_by_their_names(said, key):
    """People name a list by its number, its name or its key."""
    found = book().list_named(said)
    assert (found.key if found else None) == key
