"""Reading a template that is right, and each single fault with its code, line and place."""

from datetime import date
from pathlib import Path

import pytest

from qa_tool.template.findings import near
from qa_tool.template.model import Boundary, Choice
from qa_tool.template.read import check_files, read_template, template_from

QUESTION = '\n[[domain.question]]\nkey = "q"\ntext = "Q?"\n'


def codes(text: str) -> list[tuple[str, str]]:
    """Severity and code of every problem of a text."""
    _, problems = template_from(text, "t.toml")
    return [(problem.severity, problem.code) for problem in problems]


def test_a_right_template_has_no_problem(small: str) -> None:
    """The small template is read whole: everything written in it is in the records."""
    template, problems = template_from(small, "small.toml")
    assert problems == ()
    assert template is not None
    assert (template.key, template.version, template.minutes) == ("small_audit", "1.0", 120)
    assert template.kinds_of_case == ("child_in_need",)
    assert template.grading.not_enough_evidence_cap == "requires_improvement"
    assert [rule.key for rule in template.rules] == ["risk_inadequate", "visit_gap"]
    assert template.rules[0].at_least == 1
    assert template.safety[0].worry == ("no", "not_known")
    assert [scale.key for scale in template.scales] == ["ofsted"]
    about, risk = template.domains
    assert not about.graded
    assert about.questions[0].choices[0] == Choice("record_only", "Record only")
    assert risk.limiting
    assert [grade for grade, _ in risk.descriptors] == [
        "outstanding",
        "good",
        "requires_improvement",
        "inadequate",
    ]
    assert risk.boundaries[0] == Boundary("outstanding", "good", "Reasons and effect.")
    gap, why = risk.questions
    assert [choice.key for choice in gap.choices] == ["yes", "no", "not_applicable", "not_known"]
    assert gap.companions == ("comment",)
    assert why.ask_when == why.required_when == "risk.gap == 'yes'"


def test_every_kind_of_question(small: str) -> None:
    """Each kind keeps what only it says; the kinds not drawn yet are read with a warning."""
    kinds = """
[[domain.question]]
key = "grade"
kind = "grade"
text = "G?"
scale = "met"
[[domain.question]]
key = "some"
kind = "some_of"
text = "S?"
choices = "rag"
[[domain.question]]
key = "number"
kind = "number"
text = "N?"
least = 0
most = 10.5
whole = true
unit = "visits"
allow_na = true
[[domain.question]]
key = "date"
kind = "date"
text = "D?"
not_future = true
[[domain.question]]
key = "proof"
kind = "evidence"
text = "E?"
[[domain.question]]
key = "note"
kind = "note"
text = "Only words."
[[domain.question]]
key = "grid"
kind = "rating_grid"
text = "R?"
rows = [{ key = "a", text = "A" }, { key = "b", text = "B" }]
choices = "met"
[[domain.question]]
key = "score"
kind = "score"
text = "S?"
least = 0
most = 10
weight = 2
[[domain.question]]
key = "group"
kind = "group"
text = "Each adult"
[[domain.question.question]]
key = "name"
kind = "text"
text = "Who?"
"""
    ungraded = small + '\n[[domain]]\nkey = "more"\ntitle = "More"\ngraded = false\n' + kinds
    template, problems = template_from(ungraded, "t.toml")
    assert problems == ()
    assert template is not None
    asked = {question.key: question for question in template.domains[-1].questions}
    assert asked["more.grade"].scale == "met"
    assert [scale.key for scale in template.scales] == ["ofsted", "met"]
    assert [choice.key for choice in asked["more.some"].choices] == ["green", "amber", "red"]
    number = asked["more.number"]
    assert (number.least, number.most, number.whole, number.unit) == (0.0, 10.5, True, "visits")
    assert number.allow_na
    assert asked["more.date"].not_future
    assert [row.key for row in asked["more.grid"].rows] == ["a", "b"]
    assert asked["more.score"].weight == 2.0
    assert [inner.key for inner in asked["more.group"].questions] == ["more.group.name"]


SPOILT = [
    # (what is replaced, by what, the codes that follow)
    ('title = "Small audit"', "", ["missing_key"]),
    ('title = "Small audit"', 'title = "  "', ["empty"]),
    ('title = "Small audit"', 'title = "a\\u0000b"', ["control_character"]),
    ('title = "Small audit"', 'title = "Small audit"\ncolour = "red"', ["unknown_key"]),
    ("minutes = 120", "minutes = 0", ["out_of_bounds"]),
    ("minutes = 120", "minutes = 1.5", ["wrong_type"]),
    ("minutes = 120", "minutes = true", ["wrong_type"]),
    ("minutes = 120", "minutes = 120\nreviewed = 2026-11-01T10:00:00", ["wrong_type"]),
    ('frame = ["annex_a.6"]', 'frame = "annex_a.6"', ["wrong_type"]),
    ('frame = ["annex_a.6"]', 'frame = ["annex_a.6", "annex_a.6"]', ["duplicate"]),
    ('scale = "ofsted"', 'scale = "yes_no"', ["unknown_word"]),
    ('scale = "ofsted"', "", ["missing_key"]),
    ('kind = "graded"', 'kind = "absent"', ["grading_without_overall", "cap_without_overall"]),
    ('[overall]\nkind = "graded"\ntext = "What is the overall grade?"', "", ["missing_key"]),
    ('text = "What is the overall grade?"', "", ["missing_key"]),
    ('base = "worse_median"', 'base = "mean"', ["unknown_word"]),
    ("[grading]", "[[grading]]", ["wrong_type"]),
    ('at_or_below = "inadequate"', "", ["rule_without_test"]),
    ('at_or_below = "inadequate"', 'at_or_below = "inadequat"', ["unknown_grade"]),
    (
        'at_or_below = "inadequate"',
        'at_or_below = "inadequate"\nworse_than = "good"',
        ["rule_about_two"],
    ),
    ('at_or_below = "inadequate"', 'at_or_below = "inadequate"\nat_least = 2', ["out_of_bounds"]),
    ("when = \"risk.gap == 'yes'\"", "", ["rule_without_test"]),
    ('domains = ["risk"]', "when = \"risk.gap == 'yes'\"", ["rule_about_two"]),
    ('domains = ["risk"]', 'domains = ["about"]', ["unknown_domain"]),
    ('flag = "A gap in visits."', "", ["rule_without_effect"]),
    ('flag = "A gap in visits."', 'safety = "danger"', []),
    ('flag = "A gap in visits."', 'safety = "dangr"', ["unknown_word"]),
    ('worry = ["no", "not_known"]', "worry = []", ["empty"]),
    ('key = "about"\ntitle', 'key = "safety"\ntitle', ["no_mode", "reserved_key"]),
    ('purpose = "Is the child safe?"', "", ["missing_key"]),
    ("graded = false", "graded = false\nlimiting = true", ["key_does_not_fit"]),
    ("[domain.descriptors]", "[[domain.descriptors]]", ["wrong_type"]),
    ("[overall]", "[[overall]]", ["wrong_type"]),
    ("[domain.descriptors]", "[domain.descriptor]", ["unknown_key", "descriptors_missing"]),
    ('text = "Timely or late."', 'text = " "', ["empty"]),
    ('{ between = ["good", "requires_improvement"],', "{", ["missing_key"]),
    (
        'between = ["good", "requires_improvement"]',
        'between = ["outstanding", "good"]',
        ["duplicate_boundary"],
    ),
    (
        'between = ["good", "requires_improvement"]',
        'between = ["requires_improvement", "good"]',
        ["not_neighbours"],
    ),
    ('{ key = "with_family"', '{ key = "record_only"', ["duplicate_key"]),
    ("choices = [{", 'choices = [{ colour = "red",', ["unknown_key"]),
    ('kind = "text"', 'kind = "one_of"', ["missing_key"]),
    ('kind = "text"', 'kind = "note"', ["key_does_not_fit"]),
    ('kind = "text"', 'kind = "number"\nleast = 3\nmost = 2', ["bounds_crossed"]),
    ('kind = "text"', 'kind = "score"\nweight = 0', ["out_of_bounds"]),
    ('{ key = "with_family"', '{ key = "With"', ["bad_key"]),
    ('kind = "text"', 'kind = "number"\nleast = nan', ["out_of_bounds"]),
    ('kind = "text"', f'kind = "number"\nleast = 1{"0" * 400}', ["out_of_bounds"]),
    ('kind = "text"', 'kind = "number"\nleast = "one"', ["wrong_type"]),
    ('key = "why"', 'key = "reason"', ["reserved_key"]),
    ('key = "why"', 'key = "Why"', ["bad_key"]),
    ('key = "why"', 'key = "gap"', ["duplicate_key", "asks_about_itself", "asks_about_itself"]),
    ('key = "why"', 'key = "why"\nrequired = true', ["required_twice"]),
    ('companions = ["comment"]', 'companions = ["coment"]', ["unknown_word"]),
    ("ask_when = \"risk.gap == 'yes'\"", "ask_when = \"risk.why == 'x'\"", ["asks_about_itself"]),
    (
        "ask_when = \"risk.gap == 'yes'\"",
        "ask_when = \"about.mode == 'record'\"",
        ["unknown_answer"],
    ),
    ("ask_when = \"risk.gap == 'yes'\"", 'ask_when = "answered(risk.gap#comment)"', []),
    (
        "ask_when = \"risk.gap == 'yes'\"",
        'ask_when = "answered(risk.gap#date)"',
        ["unknown_question"],
    ),
    (
        "ask_when = \"risk.gap == 'yes'\"",
        "ask_when = \"risk.grade == 'adequate'\"",
        ["unknown_answer"],
    ),
    ("ask_when = \"risk.gap == 'yes'\"", "ask_when = \"safety.seen == 'no'\"", []),
    ("ask_when = \"risk.gap == 'yes'\"", 'ask_when = "answered(overall.reason)"', []),
    (
        "ask_when = \"risk.gap == 'yes'\"",
        'ask_when = "answered(overall.written)"',
        ["unknown_question"],
    ),
]


def test_a_single_answer_is_told_and_works(small: str) -> None:
    """One answer to choose is odd and not wrong; a template with it can be used."""
    old = 'choices = [{ key = "record_only", text = "Record only" }, {'
    assert old in small
    template, problems = template_from(small.replace(old, "choices = [{", 1), "t.toml")
    assert [(p.code, p.severity) for p in problems] == [("one_choice", "warning")]
    assert template is not None


@pytest.mark.parametrize(("old", "new", "expected"), SPOILT)
def test_one_fault(small: str, old: str, new: str, expected: list[str]) -> None:
    """Each single fault gives its own problem and nothing that merely follows from it."""
    assert old in small
    spoilt = small.replace(old, new, 1)
    template, problems = template_from(spoilt, "t.toml")
    assert sorted(problem.code for problem in problems) == sorted(expected)
    assert (template is None) == bool(expected)


@pytest.mark.parametrize(
    ("kind", "condition", "expected"),
    [
        ("some_of", "risk.q == 'green'", ["several_answers"]),
        ("some_of", "'green' in risk.q", []),
        ("some_of", "'blue' in risk.q", ["unknown_answer"]),
        ("number", "risk.q == 'three'", ["unknown_answer"]),
        ("number", "risk.q > 3 or risk.q == 'not_applicable'", []),
        ("note", "answered(risk.q)", ["unknown_question"]),
    ],
)
def test_conditions_fit_the_kind(
    small: str, kind: str, condition: str, expected: list[str]
) -> None:
    """A condition that compares an answer with something it can never be is a fault."""
    choices = 'choices = "rag"\n' if kind == "some_of" else ""
    rule = f'[[rule]]\nkey = "r"\nwhen = "{condition}"\nflag = "F."\nwhy = "W."\n'
    text = small + QUESTION + f'kind = "{kind}"\n' + choices + rule
    assert [code for _, code in codes(text)] == expected


def test_an_overall_in_words(small: str) -> None:
    """A written overall has no grade, so nothing caps it, and conditions may look at its words."""
    text = small.replace('kind = "graded"', 'kind = "written"')
    text = text.replace(
        text[text.index("[grading]") : text.index('[[rule]]\nkey = "visit_gap"')], ""
    )
    assert codes(text) == []
    asks = text.replace("when = \"risk.gap == 'yes'\"", 'when = "answered(overall.written)"', 1)
    assert codes(asks) == []
    assert codes(asks.replace("overall.written", "overall.grade", 1)) == [
        ("error", "unknown_question")
    ]


def test_what_a_template_tells_about_itself(small: str) -> None:
    """Domains, descriptors and scales are found by key, and the graded domains in order."""
    template, _ = template_from(small, "t.toml")
    assert template is not None
    risk = template.domain("risk")
    assert risk is not None
    assert template.domain("none") is None
    assert risk.descriptor("good").startswith("The worry is written down")
    assert risk.descriptor("not_enough_evidence") == ""
    assert template.scale_of().key == template.scale_of(risk).key == "ofsted"
    assert template.graded == (risk,)
    met, _ = template_from(
        small.replace('key = "why"\nkind = "text"', 'key = "why"\nkind = "grade"\nscale = "met"'),
        "t.toml",
    )
    assert met is not None
    assert [scale.key for scale in met.scales] == ["ofsted", "met"]


def test_near_words_among_very_many() -> None:
    """Among thousands of words only those that begin alike are compared."""
    many = [f"d{number}.question" for number in range(1_500)]
    assert near("zz.question", many) == "Check how it is spelt where it belongs."
    assert near("zz.question", ()) == "Take it out: there is nothing that could stand here."
    assert near("d77.questoin", many) == "Did you mean 'd77.question'?"


def test_a_group_inside_a_group_is_refused(small: str) -> None:
    """Groups do not nest, and a group without questions is a fault."""
    group = QUESTION + 'kind = "group"\n'
    inner = '[[domain.question.question]]\nkey = "i"\nkind = "group"\ntext = "I"\n'
    assert ("error", "no_questions") in codes(small + group)
    assert ("error", "group_in_group") in codes(small + group + inner)


def test_questions_inside_a_group_are_checked(small: str) -> None:
    """Conditions and keys inside a group are held to the same rules, on their own lines."""
    inner = '[[domain.question.question]]\nkey = "i"\nkind = "text"\ntext = "I"\n'
    text = small + QUESTION + 'kind = "group"\n' + inner + "ask_when = 'risk.gap ='\n" + inner
    _, problems = template_from(text, "t.toml")
    first = text[: text.index("ask_when = 'risk.gap ='")].count("\n") + 1
    found = {problem.code: problem.where for problem in problems}
    assert set(found) == {"bad_condition", "duplicate_key"}
    where = f"t.toml, line {first}, domain 'risk', question 'q', question 'i'"
    assert found["bad_condition"] == where


def test_two_circles_are_both_told(small: str) -> None:
    """Every circle of conditions is told once, and what hangs on a circle is not."""
    extra = "".join(
        f'\n[[domain.question]]\nkey = "{key}"\nkind = "text"\ntext = "?"\n'
        f'ask_when = "answered(risk.{other})"\n'
        for key, other in [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("e", "d")]
    )
    assert codes(small + extra) == [("error", "circular_condition")] * 2


def test_wrong_brackets_are_told_as_such(small: str) -> None:
    """[rule] instead of [[rule]] is told with the brackets that are missing."""
    first = small.replace("[[safety]]", "[safety]")
    _, problems = template_from(first, "t.toml")
    assert [problem.code for problem in problems if problem.severity == "error"] == ["wrong_type"]
    assert "[[safety]]" in problems[0].cure


def test_guidance_is_only_warned_about(small: str) -> None:
    """Size, an audit of a child without safety questions or mode: warnings, and a template."""
    many = "".join(
        f'\n[[domain.question]]\nkey = "q{n}"\nkind = "text"\ntext = "?"\n' for n in range(38)
    )
    assert codes(small + many) == [("warning", "many_questions")]
    fewer = many[: many.index('\n[[domain.question]]\nkey = "q10"')]
    assert codes(small + fewer) == []
    dip = (small + fewer).replace("minutes = 120", "minutes = 15")
    assert codes(dip) == [("warning", "many_questions")]
    assert codes(small.replace('"small_audit"', '"dip_sample"') + fewer) == [
        ("warning", "many_questions")
    ]
    assert codes(small.replace('key = "mode"', 'key = "manner"')) == [("warning", "no_mode")]
    unsafe = small.replace("[[safety]]", "[[rule]]").replace(
        'text = "Has the child been seen?"\nworry = ["no", "not_known"]',
        'when = "risk.gap == \'no\'"\nflag = "F."\nwhy = "W."',
    )
    assert codes(unsafe) == [("warning", "no_safety_question")]


@pytest.mark.parametrize(("key", "most"), [("small_audit", 11), ("core_audit", 10)])
def test_graded_domains_are_counted(small: str, key: str, most: int) -> None:
    """The core audit grades ten domains at most, another one eleven."""
    risk = small[small.index('[[domain]]\nkey = "risk"') :]
    text = small.replace('"small_audit"', f'"{key}"')
    for number in range(most):
        copy = risk.replace('"risk"', f'"d{number}"').replace("risk.", f"d{number}.")
        text += "\n" + copy.replace("The worry", f"Number {number}: the worry").replace(
            "A clear", f"Number {number}: a clear"
        )
    assert codes(text) == [("warning", "many_domains")]


def test_the_same_descriptor_in_two_domains(small: str) -> None:
    """No two descriptors are alike, not even in different domains or with other punctuation."""
    risk = small[small.index('[[domain]]\nkey = "risk"') :]
    copy = risk.replace('"risk"', '"again"').replace("risk.", "again.").replace(", ", "; ")
    text = small + copy.replace('["outstanding"; ', '["outstanding", ').replace("; text", ", text")
    text = text.replace('["good"; ', '["good", ')
    assert codes(text) == [("error", "descriptors_alike")] * 4


def test_after_many_problems_it_counts(small: str) -> None:
    """A file with thousands of faults gives the first hundreds and the number of the rest."""
    text = "".join(f"wrong_{n} = {n}\n" for n in range(1_000)) + small
    template, problems = template_from(text, "t.toml")
    assert template is None
    assert len(problems) == 301
    assert problems[-1].code == "many_more"
    assert "700" in problems[-1].what


def test_files_are_checked_together(small: str, tmp_path: Path) -> None:
    """Two files with one key are told apart from two good ones."""
    for name, text in [
        ("a.toml", small),
        ("b.toml", small),
        ("c.toml", small.replace("small_audit", "other_audit")),
        ("d.toml", "key ="),
    ]:
        (tmp_path / name).write_text(text, "utf-8")
    results = check_files(sorted(tmp_path.iterdir()))
    assert [template is not None for _, template, _ in results] == [True, False, True, False]
    assert [[problem.code for problem in problems] for _, _, problems in results] == [
        [],
        ["duplicate_key"],
        [],
        ["not_toml"],
    ]


def test_reviewed_is_a_date(small: str, tmp_path: Path) -> None:
    """The date of review is read from a file, with a mark of byte order and Windows line ends."""
    path = tmp_path / "t.toml"
    text = small.replace("minutes = 120", "minutes = 120\nreviewed = 2026-11-01")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    template, problems = read_template(path)
    assert problems == ()
    assert template is not None
    assert template.reviewed == date(2026, 11, 1)
