"""Rules of public forms that can never hold, or look at what no form here has; all made up."""

from qa_tool.problems import Problem, errors
from qa_tool.template.model import Question, Template
from qa_tool.template.plain import fingerprint
from qa_tool.template.sheet.markdown import from_markdown
from qa_tool.template.sheet.notes import MOST, Notes, Spot
from qa_tool.template.sheet.plan import plan_of
from qa_tool.template.sheet.read import Sheet, read_sheets

FORM = """
| survey |
| | type | name | label | relevant | constraint | required | calculation |
| | select_one colours | hue | Hue | | | | |
| | select_one steps | step | Step | | | | |
%s
| choices |
| | list_name | name | label |
| | colours | red | Red |
| | colours | blue | Blue |
| | steps | 1 | One |
| | steps | 2 | Two |
| | steps | 6 | Six |
"""


def _read(*rows: str) -> tuple[Template | None, tuple[Problem, ...]]:
    return read_sheets(from_markdown(FORM % "\n".join(f"| | {row} |" for row in rows)), "form.md")


def _whole(*rows: str) -> tuple[dict[str, Question], tuple[Problem, ...]]:
    """The questions of a form that comes in, and goes out and in again as the same."""
    template, problems = _read(*rows)
    assert template is not None, [str(p) for p in errors(problems)]
    sheets = [Sheet(s.name, [s.headings, *s.rows]) for s in plan_of(template)]
    again, _ = read_sheets(sheets, "again")
    assert again is not None
    assert fingerprint(again) == fingerprint(template)
    return {q.key.rpartition(".")[2]: q for d in template.domains for q in d.questions}, problems


def test_a_word_that_is_no_answer_beside_others_decides_nothing() -> None:
    """It goes, and that is told at its cell with the nearest word; the rest of the rule stands."""
    asked, problems = _whole(
        "text | a | A | ${hue} = 'red' or selected(${hue}, 'bleu') | | |",
        "text | b | B | ${hue} != 'green' and ${step} = 2 | | |",
        "text | c | C | | | ${hue} = 'red' or ${hue} = 'green' |",
    )
    assert asked["a"].ask_when == "questions.hue == 'red'"
    assert asked["b"].ask_when == "questions.step == '2'"
    assert asked["c"].required_when == "questions.hue == 'red'"
    told = [(p.where, p.what, p.cure) for p in problems if p.code == "answer_never_given"]
    assert [where for where, _what, _cure in told] == [
        "form.md, sheet survey, row 4, column D", "form.md, sheet survey, row 5, column D",
        "form.md, sheet survey, row 6, column F",
    ]  # fmt: skip
    assert told[0][1].startswith("'bleu' is no answer of 'questions.hue'.")
    assert told[0][2] == "Did you mean 'blue'?"


def test_a_question_that_could_never_be_asked_is_a_fault() -> None:
    """Where nothing else is left of the rule somebody has to look: once a cell, with the nearest word."""
    template, problems = _read(
        "text | a | A | ${hue} = 'bleu' and ${step} = 2 | | |",
        "begin group | g | G | ${hue} = 'green' | | |",
        "text | b | B | | | |",
        "text | c | C | | | |",
        "end group | | | | | |",
    )
    assert template is None
    assert [(p.where, p.code, p.cure) for p in errors(problems)] == [
        ("form.md, sheet survey, row 4, column D", "unknown_answer", "Did you mean 'blue'?"),
        ("form.md, sheet survey, row 5, column D", "unknown_answer", "Use one of: blue, red."),
    ]


def test_a_choice_held_against_a_number_is_one_of_some_choices() -> None:
    """The names of choices are compared as the numbers that they are."""
    asked, _ = _whole(
        "text | a | A | ${step} > 1 | | |",
        "text | b | B | ${step} <= 1 | | |",
        "text | c | C | ${step} > 7 or ${hue} = 'red' | | |",
    )
    assert asked["a"].ask_when == "questions.step in ['2', '6']"
    assert asked["b"].ask_when == "questions.step == '1'"
    assert asked["c"].ask_when == "questions.hue == 'red'"
    template, problems = _read("text | a | A | ${step} > 7 | | |")
    assert template is None
    assert errors(problems)[0].what == "'> 7' is no answer of 'questions.step'."


def test_what_comes_from_elsewhere_is_named_and_left() -> None:
    """Functions of one program, and values that only their own calculation knows, are no faults."""
    asked, problems = _whole(
        "calculate | took | | | | | duration()",
        "calculate | lib | | | | | cht:extension-lib('x', ${hue})",
        "calculate | doc | | | | | .",
        "calculate | parent | | | | | coalesce(${hue}, ${parent})",
        "calculate_here | when | | | | | once(now())",
        "text audit | audit | | | | |",
        "sensor_stream talk | sound | | | | |",
        "text | why | Why | ${hue} != null | | |",
    )
    assert {key: q.kind for key, q in asked.items()} == {
        "hue": "one_of", "step": "one_of", "took": "hidden", "lib": "hidden", "doc": "hidden",
        "parent": "hidden", "when": "hidden", "why": "text",
    }  # fmt: skip
    assert asked["why"].ask_when == "answered(questions.hue)"
    told = {p.where for p in problems if p.code == "not_carried_over"}
    assert len(told) == 7


def test_a_group_has_no_answer_of_its_own() -> None:
    """What looks at a whole group is named as that, not as a question that is missing."""
    asked, problems = _whole(
        "begin group | part | Part | | | |",
        "text | a | A | | | |",
        "end group | | | | | |",
        "text | b | B | ${part} != '' | | |",
    )
    assert asked["b"].ask_when == ""
    (told,) = [p for p in problems if p.code == "not_carried_over"]
    assert told.where == "form.md, sheet survey, row 7, column D"
    assert "'part', which is a group" in told.what
    template, problems = _read("text | b | B | ${pert} != '' | | |")
    assert template is None
    assert errors(problems)[0].code == "unknown_question"


def test_a_path_means_the_group_that_it_goes_through() -> None:
    """A question of the same name elsewhere is not meant, and so there is no circle of calculations."""
    asked, problems = _whole(
        "calculate | born | | | | | ../inputs/contact/birth",
        "calculate | birth | | | | | ../born",
        "calculate | seen | | | | | ../part/day",
        "begin group | part | Part | | | |",
        "date | day | Day | | | |",
        "end group | | | | | |",
    )
    assert asked["seen"].calculation == "part.day"
    assert asked["born"].kind == "hidden"
    assert [p.where for p in problems if "path into other data" in p.what] == [
        "form.md, sheet survey, row 4, column G"
    ]


def test_no_crowd_of_notes_hides_a_fault() -> None:
    """Faults and notes are counted apart."""
    notes = Notes("form")
    for row in range(MOST + 5):
        notes.left(Spot("survey", row + 1, 1), "something small.")
    notes.error(Spot("survey", 900, 1), "Something is wrong.", "Mend it.", "wrong")
    found = notes.problems()
    assert [p.code for p in errors(found)] == ["wrong"]
    assert (found[-1].code, found[-1].what) == ("many_more", "There are 5 notes more.")
