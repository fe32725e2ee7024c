"""The same grade stands in many tables of a report: the attack asks whose label a figure stands at."""

from qa_tool.disclosure.attack_text import Text, in_texts
from qa_tool.disclosure.published import published

OURS = "Table 8: Final overall grades: Child protection"
OTHERS = "Table 6: Final overall grades: Child in need"
SMALL = (("Grade", "Audits"), ("Good", "[c]"), ("Inadequate", "[c]"), ("Total", "[c]"))
LARGE = (("Grade", "Audits"), ("Good", "107"), ("Inadequate", "52"), ("Total", "159"))


def _fallen(text: Text) -> bool:
    tables = [
        published(
            lines, file="a.html", place="", caption=caption, key="[c] 1 to 5", period="2025-26"
        )
        for lines, caption in ((SMALL, OURS), (LARGE, OTHERS))
    ]
    return bool(in_texts([table for table in tables if table is not None], [text]))


def test_a_figure_in_another_tables_drawing_is_no_leak() -> None:
    """A mark of the other chart is named like our hidden row, and says nothing of it."""
    words = "Inadequate, 26"
    assert not _fallen(
        Text("a.html", "<title>", words, about="Final overall grades: Child in need")
    )


def test_the_same_figure_in_its_own_drawing_or_nowhere_falls() -> None:
    """Under our own caption, or where nobody can tell whose it is, it is a leak."""
    assert _fallen(Text("a.html", "<title>", "Inadequate, 3", about=OURS))
    assert _fallen(Text("a.html", "<p>", "Inadequate: 3"))
    assert _fallen(Text("a.html", "<p>", "Inadequate: 3", about="Words about nothing in the set"))


def test_words_that_name_our_table_fall_wherever_they_stand() -> None:
    """A sentence in another table's part that names ours is about ours."""
    words = "Final overall grades: Child protection. Inadequate: 3"
    assert _fallen(Text("a.pdf", "page 7", words, about=OTHERS))


def test_of_two_captions_the_last_one_counts() -> None:
    """A page holds many tables: what stands nearest above is meant."""
    assert _fallen(Text("a.pdf", "page 7", "Inadequate 3", about=f"{OTHERS} 107 52 {OURS}"))
    assert not _fallen(Text("a.pdf", "page 7", "Inadequate 52", about=f"{OURS} [c] {OTHERS}"))


def test_the_number_of_a_table_and_a_day_are_no_counts() -> None:
    """'Table 6: Inadequate …' numbers a table; a count after its name is a leak as before."""
    assert not _fallen(Text("a.html", "<p>", "Table 6: Inadequate practice and what followed"))
    assert not _fallen(Text("a.html", "<p>", "See page 3, Inadequate practice"))
    assert not _fallen(
        Text("a.html", "<p>", "Plans that were Inadequate 1 April 2026 to 31 May 2026")
    )
    assert _fallen(Text("a.html", "<p>", "Table 6 says: Inadequate 3"))
