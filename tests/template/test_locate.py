"""Lines of headings, keys and list entries, where tomllib says nothing."""

from hypothesis import given
from hypothesis import strategies as st

from qa_tool.template.locate import lines_of

TEXT = '''\
# [[domain]] in a comment
title = "one"  # ]
about = """
key = "not a key"
[[domain]]
"""
other = \'\'\'
[overall]\'\'\'
[[domain]]
key = "a"
list = [
  # a comment
  { key = "x", text = "],[" }, { key = "y" },

  { key = "z" },
]
[domain.descriptors]
good = "..."
[[domain.question]]
key = "q1"
[[domain]]
"key" = "b"
[[domain.question]]
key = "q2"
words = ["one",
  "two"]
[[domain.question]]
a . b = 1
'''


def test_lines() -> None:
    """Every heading, key and entry is found on its line, and texts and comments deceive nobody."""
    lines = lines_of(TEXT)
    for path, line in [
        (("title",), 2),
        (("about",), 3),
        (("other",), 7),
        (("domain", 0), 9),
        (("domain", 0, "key"), 10),
        (("domain", 0, "list", 0), 13),
        (("domain", 0, "list", 1), 13),
        (("domain", 0, "list", 2), 15),
        (("domain", 0, "descriptors"), 17),
        (("domain", 0, "descriptors", "good"), 18),
        (("domain", 0, "question", 0, "key"), 20),
        (("domain", 1), 21),
        (("domain", 1, "key"), 22),
        (("domain", 1, "question", 0, "key"), 24),
        (("domain", 1, "question", 0, "words", 1), 26),
        (("domain", 1, "question", 1, "a", "b"), 28),
    ]:
        assert lines.lines.get(path) == line, path


def test_the_nearest_thing_around() -> None:
    """What is not in the file stands on the line of what surrounds it; of nothing, on line 1."""
    lines = lines_of(TEXT)
    assert lines.of(("domain", 1, "question", 0, "missing", 3)) == 23
    assert lines.of(("nowhere", 7)) == 1
    assert lines.of(()) == 1


@given(text=st.text(max_size=80) | st.text("a.=[]{}\"'#\\\n ,1", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever the text is, every line found lies within it."""
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).lines.values())
