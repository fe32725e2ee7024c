"""The rules language: what it means, what it refuses, and that it never surprises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.template.conditions import BadCondition, Condition, blank, parse
from qa_tool.template.nodes import And, Answered, Compare, Name, Node, Not, Or, Within

NA = {"na": True}


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("a.x == 'yes'", {"a.x": "yes"}, True),
        ("a.x == 'yes'", {"a.x": "no"}, False),
        ("a.x == 'yes'", {}, False),
        ("a.x != 'yes'", {"a.x": "no"}, True),
        ("a.x != 'yes'", {}, False),
        ("not a.x == 'yes'", {}, True),
        ("answered(a.x)", {"a.x": "  "}, False),
        ("answered(a.x)", {"a.x": 0}, True),
        ("answered(a.x)", {"a.x": NA}, True),
        ("not answered(a.x)", {"a.x": []}, True),
        ("a.x == 'not_applicable'", {"a.x": NA}, True),
        ("a.n > 3", {"a.n": 3.5}, True),
        ("a.n > 3", {"a.n": NA}, False),
        ("a.n < -1.5", {"a.n": -2}, True),
        ("a.n == 1", {"a.n": True}, False),
        ("a.d < '2026-11-21'", {"a.d": "2026-02-01"}, True),
        ("a.d > '2026-11-21'", {"a.d": "soon"}, False),
        ("a.d < b.d", {"a.d": "2026-01-01", "b.d": "2026-01-02"}, True),
        ("a.x in ['p', 'q']", {"a.x": "q"}, True),
        ("a.x in ['p', 'q']", {}, False),
        ("'p' in a.s", {"a.s": ["p", "r"]}, True),
        ("'q' in a.s", {"a.s": ["p", "r"]}, False),
        ("a.s in ['q', 'r']", {"a.s": ["p", "r"]}, True),
        ("a.s == 'p'", {"a.s": ["p"]}, False),
        ("a.x in b.s", {"a.x": "p", "b.s": ["p"]}, True),
        ("a.x == b.x", {"a.x": "p", "b.x": "p"}, True),
        ("a.n > 0", {"a.n": True}, False),
        ("a.x == 'y' or b.x == 'y' and c.x == 'y'", {"a.x": "y"}, True),
        ("(a.x == 'y' or b.x == 'y') and c.x == 'y'", {"a.x": "y"}, False),
        ("not (a.x == 'y' and b.x == 'y')", {"a.x": "y"}, True),
        ("a.x == 'it''s'", {"a.x": "it's"}, True),
        ("a.x#priority == 'high'", {"a.x#priority": "high"}, True),
    ],
)
def test_meaning(text: str, answers: dict[str, object], expected: bool) -> None:
    """Each construct of the language means what the contract says, blanks above all."""
    assert parse(text).holds(answers) is expected


@pytest.mark.parametrize(
    ("text", "column", "words", "cure"),
    [
        ("", 1, "missing before the end", "question's key"),
        ("a.x = 'y'", 5, "= is not known", "=="),
        ("a.x <= 3", 5, "<= is not known", "not (a > b)"),
        ("a.x >= 3", 5, ">= is not known", "not (a < b)"),
        ("a.x", 4, "comparison is missing", "answered(a.x)"),
        ("a.x == ‘y’", 8, "is not known", "straight quotes"),
        ('a.x == "y"', 8, "is not known", "single straight quotes"),
        ("a.x == 'y", 8, "never ends", "second single quote"),
        ("a.x == 'y' AND b.x == 'y'", 12, "'AND' is not known", "small letters"),
        ("(a.x == 'y'", 12, "')' is missing", "Put ')'"),
        ("a.x == 'y')", 11, "one too many", "parenthesis"),
        ("a.x == 'y' b.x == 'y'", 12, "one too many", "'and' or 'or'"),
        ("a.x not in ['y']", 5, "comparison is missing", "not (domain.question in"),
        ("a.x in 'y'", 8, "list is missing", "['a', 'b']"),
        ("a.x in []", 9, "missing before ']'", "question's key"),
        ("a.x in [b.x]", 9, "is not a value", "quotes"),
        ("a.x < 'good'", 5, "numbers and dates", "in [...]"),
        ("answered 'x'", 10, "'(' is missing", "Put '('"),
        ("answered('x')", 10, "not a question's key", "answered(domain.question)"),
        ("1 == 1", 1, "No question", "domain.question == 'yes'"),
        ("a.x == 1234567890123456", 8, "too long", "shorter"),
        ("a.x == 'y' ; b", 12, "; is not known", "and or not"),
        ("a.x == 'y'\x07", 11, "character number 7", "and or not"),
        ("import os", 8, "comparison is missing", "import == 'yes'"),
        ("__import__('os')", 1, "_ is not known", "question keys"),
    ],
)
def test_trouble_names_column_and_cure(text: str, column: int, words: str, cure: str) -> None:
    """What cannot be read is told with its column, in plain words, with what to write instead."""
    with pytest.raises(BadCondition) as caught:
        parse(text)
    assert caught.value.column == column
    assert f"Column {column}: " in str(caught.value)
    assert words in str(caught.value)
    assert cure in caught.value.cure


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5_000 + "answered(a.x)",
        "not " * 900 + "answered(a.x)",
        "(" * 41 + "answered(a.x)" + ")" * 41,
        "answered(a.x)" + " " * 4_000,
    ],
)
def test_depth_and_length_are_limited(text: str) -> None:
    """Nesting and length have bounds, so that no template can exhaust the program."""
    with pytest.raises(BadCondition):
        parse(text)


def test_long_chains_are_flat() -> None:
    """Hundreds of terms side by side are no nesting."""
    condition = parse(" or ".join("a.x == 'y'" for _ in range(250)))
    assert condition.holds({"a.x": "y"})


def test_names_and_mentions() -> None:
    """A condition tells which questions it looks at, and which values it expects of them."""
    condition = parse("a.x == 'y' and not answered(b.x) or 'p' in c.x and 3 < d.x")
    assert condition.names() == {"a.x", "b.x", "c.x", "d.x"}
    found = {(mention.key, mention.sign, mention.value) for mention in condition.mentions()}
    assert found == {("a.x", "==", "y"), ("c.x", "in", "p"), ("d.x", "<", 3)}


def test_blank() -> None:
    """Nothing, spaces and empty lists are blank; zero, no and not applicable are answers."""
    assert all(blank(value) for value in (None, "", " \n", [], {}))
    assert not any(blank(value) for value in (0, False, "no", NA, ["a"]))


_KEYS = st.sampled_from(["a.x", "a.y", "risk.grade", "b.z#priority", "safety.seen"])
_NUMBERS = st.integers(-9_999, 9_999) | st.decimals(-99, 99, places=3).map(float)
_TEXTS = st.text(max_size=8)
_VALUES = _TEXTS | _NUMBERS
_DATES = st.dates().map(lambda day: day.isoformat())


def _leaves() -> st.SearchStrategy[Node]:
    names = _KEYS.map(Name)
    equal = st.builds(Compare, names, st.sampled_from(["==", "!="]), _VALUES | names)
    order = st.builds(Compare, _NUMBERS | _DATES, st.sampled_from(["<", ">"]), names)
    listed = st.builds(Within, names, st.lists(_VALUES, min_size=1, max_size=3).map(tuple))
    among = st.builds(Within, _VALUES | names, names)
    return equal | order | listed | among | st.builds(Answered, _KEYS)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, inner) | st.builds(And, several) | st.builds(Or, several)


_TREES = st.recursive(_leaves(), _grown, max_leaves=10)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS | _DATES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("na") | _TEXTS, inner),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(tree=_TREES)
def test_round_trip(tree: Node) -> None:
    """A condition written down reads back to the same tree."""
    condition = Condition(tree)
    assert parse(str(condition)) == condition


@settings(max_examples=200, deadline=None)
@given(tree=_TREES, answers=st.dictionaries(_KEYS, _JSON))
def test_evaluation_is_total(tree: Node, answers: dict[str, object]) -> None:
    """Whatever the answers are, a condition is true or false and never raises; `not` turns it."""
    holds = Condition(tree).holds(answers)
    assert holds in {True, False}
    assert Condition(Not(tree)).holds(answers) is not holds


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60) | st.text("ab.x#_ '()[],<>=!0123-notrdi", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text at all either reads as a condition or is refused with a column."""
    column = _refused_at(text)
    if column is None:
        condition = parse(text)
        assert parse(str(condition)) == condition
    else:
        assert 1 <= column <= len(text) + 1


def _refused_at(text: str) -> int | None:
    """The column at which a text is refused, or nothing when it reads."""
    try:
        parse(text)
    except BadCondition as trouble:
        return trouble.column
    return None
