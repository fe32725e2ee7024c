"""The kinds drawn since: grids, groups, orders, worked-out values, limits, defaults; and reckoning."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.template.conditions import TODAY, BadCondition, calculation, parse
from qa_tool.template.defaults import default_of
from qa_tool.template.functions import pattern_fault
from qa_tool.template.model import Question, Template
from qa_tool.template.nodes import Call, Name, Operand, Sum, shown
from qa_tool.template.plain import from_plain, to_plain
from qa_tool.template.read import template_from

CHOICES = 'choices = [{ key = "a", text = "A" }, { key = "b", text = "B" }]\n'
ROWS = 'rows = [{ key = "x", text = "X" }, { key = "y", text = "Y" }]\n'


def _question(kind: str, more: str = "", key: str = "q") -> str:
    return f'\n[[domain.question]]\nkey = "{key}"\nkind = "{kind}"\ntext = "?"\n{more}'


def _read(small: str, *questions: str) -> tuple[Template | None, set[str]]:
    domain = '\n[[domain]]\nkey = "more"\ntitle = "More"\ngraded = false\n'
    template, problems = template_from(small + domain + "".join(questions), "t.toml")
    return template, {problem.code for problem in problems}


def test_every_new_kind_is_read_and_kept(small: str) -> None:
    """Each says what it can say, and goes through the ledger and back."""
    inner = (
        '[[domain.question.question]]\nkey = "age"\nkind = "number"\ntext = "Age?"\n'
        'constraint = "more.kids.age < 19"\nconstraint_message = "Under 19."\n'
    )
    template, codes = _read(
        small,
        _question("rating_grid", ROWS + CHOICES, "plain"),
        _question("rating_grid", ROWS + 'scale = "met"\n' + ROWS.replace("rows", "columns"), "wide"),
        _question("group", 'each = "Child"\nleast = 1\nmost = 9\n' + inner, "kids"),
        _question("rank", CHOICES, "order"),
        _question("one_of", CHOICES.replace(" },", ', score = 2, when = "more.n > 1" },')
                  + 'or_other = true\nappearance = "likert"\nweight = 2\n', "one"),
        _question("calculate", 'calculation = "sum(more.kids.age) / count(more.kids)"\n', "mean"),
        _question("hidden", 'default = "v2"\n', "mark"),
        _question("today", "", "day"),
        _question("acknowledge", "required = true\n", "yes"),
        _question("number", 'default = "3"\nread_only = true\nrequired_message = "Type it."\n', "n"),
    )  # fmt: skip
    assert codes == set()
    assert template is not None
    assert from_plain(to_plain(template)) == template
    asked = {q.key.removeprefix("more."): q for q in template.domains[-1].questions}
    assert asked["wide"].scale == "met"
    assert "met" in {scale.key for scale in template.scales}
    assert (asked["kids"].each, asked["kids"].least, asked["kids"].most) == ("Child", 1, 9)
    assert asked["one"].choices[0].score == 2
    assert asked["one"].or_other
    assert asked["kids"].questions[0].constraint_message == "Under 19."


FAULTS = [
    (_question("rating_grid", ROWS + CHOICES + 'scale = "met"\n'), "scale_and_choices"),
    (_question("calculate"), "missing_key"),
    (_question("calculate", 'calculation = "more.q + 1"\n'), "asks_about_itself"),
    (_question("calculate", 'calculation = "more.nothing + 1"\n'), "unknown_question"),
    (_question("calculate", 'calculation = "sum("\n'), "bad_condition"),
    (_question("hidden"), "hidden_value"),
    (_question("number", 'constraint_message = "x"\n'), "message_without_constraint"),
    (_question("number", "constraint = \"about.mode == 'record_only'\"\n"), "constraint_elsewhere"),
    (_question("number", "read_only = true\n"), "read_only_without_default"),
    (_question("number", 'default = "many"\n'), "default_no_answer"),
    (_question("one_of", CHOICES + 'default = "z"\n'), "default_no_answer"),
    (_question("date", 'default = "soon"\n'), "default_no_answer"),
    (_question("text", 'appearance = "likert"\n'), "unknown_word"),
    (_question("rank", CHOICES.replace(" },", ", when = \"about.mode == 'x'\" },")), "rank_offered_in_part"),
    (_question("one_of", CHOICES.replace(" },", ", when = \"more.q == 'a'\" },")), "asks_about_itself"),
    (_question("rating_grid", 'choices = "met"\n'), "missing_key"),
    (_question("calculate", 'calculation = "more.r"\n') + _question("calculate", 'calculation = "more.q"\n', "r"),
     "circular_condition"),
    (_question("group", '[[domain.question.question]]\nkey = "i"\nkind = "text"\ntext = "?"\nread_only = true\n'),
     "read_only_without_default"),
    (_question("group", 'times = "count("\n[[domain.question.question]]\nkey = "i"\nkind = "text"\ntext = "?"\n'),
     "bad_condition"),
    (_question("group", '[[domain.question.question]]\nkey = "i"\nkind = "text"\ntext = "?"\n')
     + _question("text", "ask_when = \"more.q.i == 'x'\"\n", "after"), "several_answers"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), FAULTS, ids=[code for _, code in FAULTS])
def test_what_is_wrong_is_told(small: str, text: str, code: str) -> None:
    """Each fault of the new kinds has its own sentence."""
    assert code in _read(small, text)[1]


RECKONED = [
    ("1 + 2 * 3", {}, 7),
    ("(1 + 2) * 3 - -1", {}, 10),
    ("a.x / a.y", {"a.x": 1, "a.y": 4}, 0.25),
    ("a.x / a.y", {"a.x": 1, "a.y": 0}, None),
    ("a.x + 1", {}, None),
    ("a.x + 1", {"a.x": {"na": True}}, None),
    ("a.x + 1", {"a.x": "2"}, 3),
    ("0.1 + 0.2", {}, 0.3),
    ("sum(a.x, a.y, 1)", {"a.x": [1, 2], "a.y": None}, 4),
    ("min(a.x)", {"a.x": [3, 2]}, 2),
    ("max(a.x)", {}, None),
    ("count(a.x)", {"a.x": ["p", "q"]}, 2),
    ("count(a.x)", {}, 0),
    ("round(2.5)", {}, 3),
    ("round(a.x, 1)", {"a.x": 2.25}, 2.3),
    ("if(a.x == 'yes' and a.y > 1, 'both', 'no')", {"a.x": "yes", "a.y": 2}, "both"),
    ("coalesce(a.x, a.y)", {"a.y": "second"}, "second"),
    ("length(a.x)", {"a.x": "four"}, 4),
    ("days(a.x, today())", {"a.x": "2026-11-01", TODAY: "2026-11-21"}, 20),
    ("days(a.x, a.y)", {"a.x": "soon"}, None),
    ("a.x * 1000000000", {"a.x": 10**10}, None),
]


@pytest.mark.parametrize(("text", "answers", "expected"), RECKONED)
def test_reckoning(text: str, answers: dict[str, object], expected: object) -> None:
    """Blanks stay blank, nothing raises, and halves are rounded up."""
    found = calculation(text).worth(answers)
    assert found == expected
    assert type(found) is type(expected)


def test_conditions_may_reckon() -> None:
    """A parenthesis holds numbers or conditions, told apart by what follows it."""
    answers = {"a.x": 2, "a.y": 3, "a.c": "AB12"}
    assert parse("(a.x + a.y) * 2 > 9 and (a.x == 2 or a.y == 9)").holds(answers)
    assert parse("a.x - 1 == 1").holds(answers)
    assert parse("matches(a.c, '[A-Z]{2}[0-9]+')").holds(answers)
    assert not parse("matches(a.c, '[A-Z]+')").holds(answers)


@pytest.mark.parametrize(
    "text", ["sum()", "round(1, 2, 3)", "1 +", "(1", "if(1, 2, 3)", "a.x == 1"]
)
def test_a_calculation_that_cannot_be_read(text: str) -> None:
    """What is no calculation is told with its column and what to do."""
    with pytest.raises(BadCondition) as caught:
        calculation(text)
    assert caught.value.cure


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|b*)*", "(.*)(.*)(.*)(.*)", "(a)\\1", "a(?=b)", "[", "x" * 300]
)
def test_patterns_that_could_be_slow_are_refused(pattern: str) -> None:
    """No template can stop the program with a pattern."""
    assert pattern_fault(pattern)
    with pytest.raises(BadCondition):
        parse(f"matches(a.x, '{pattern}')")


_LEAVES: st.SearchStrategy[Operand] = st.one_of(
    st.integers(-99, 99), st.sampled_from([Name("a.x"), Name("b.y")]), st.sampled_from(["", "it's"])
)
_TREES: st.SearchStrategy[Operand] = st.recursive(
    _LEAVES,
    lambda inner: (
        st.builds(Sum, inner, st.sampled_from(["+", "-", "*", "/"]), inner)
        | st.builds(lambda a, b: Call("sum", (a, b)), inner, inner)
    ),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(tree=_TREES)
def test_a_calculation_reads_back_to_the_same_tree(tree: Operand) -> None:
    """What is written is what was meant, parentheses and all; and it is worked out without a crash."""
    read = calculation(shown(tree))
    assert read.tree == tree
    read.worth({"a.x": 5, "b.y": "words"})


def test_defaults_are_kept_as_their_kind_keeps_them() -> None:
    """Today's date, several choices, a number; a default that fits nothing is none."""
    day = date(2026, 11, 21)
    assert default_of(Question("q.d", "date", "?", default="today"), day) == "2026-11-21"
    assert default_of(Question("q.n", "number", "?", default="2.5"), day) == 2.5
    assert default_of(Question("q.n", "number", "?", default="2.5", most=2), day) is None
    assert default_of(Question("q.t", "text", "?", default="Words"), day) == "Words"
