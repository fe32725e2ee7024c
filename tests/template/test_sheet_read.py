"""Public XLSForms in all their spellings come in; what is wrong is told by sheet, row and column."""

import pytest

from qa_tool.problems import Problem, errors
from qa_tool.template.model import Question, Template
from qa_tool.template.sheet.markdown import from_markdown
from qa_tool.template.sheet.read import Sheet, read_sheets

OLD = """
| survey |
| | notes for me | type | name | label:english | label:français | bind:relevant | bind:constraint | bind:jr:constraintMsg | caption |
| | a remark | | | | | | | | |
| | | begin repeat | member | Everybody at home | Chacun | | | | |
| | | text | name | What are they called? | | | | | |
| | | select one from sexes | sex | Sex | | | | | |
| | | integer | age | How old? | | ${sex}='female' | . >= 5 and . <= 72 | Between 5 and 72 | |
| | | end repeat | | | | | | | |
| choices |
| | list name | name | label |
| | sexes | male | Male |
| | | | |
| | sexes | female | Female |
"""
MODERN = """
| survey |
| | type | name | label | hint | guidance_hint | required | required_message | relevant | constraint | calculation | default | read_only | appearance | choice_filter | parameters |
| | start | began | | | | | | | | | | | | | |
| | # a remark | | | | | | | | | | | | | | |
| | begin_group | homeLife | Home life | How is home? | | | | | | | | | field-list | | |
| | select_one region | region | Region | | | true | Needed | | | | north | | minimal | | |
| | select_one town or_other | town | Town | | | | | | | | | | | region=${region} | |
| | select_multiple town | towns | Towns | | In the file | | | | count-selected(.)<=2 | | | | | | |
| | range | score | Score | | | | | | | | | | | | start=1 end=10 step=1 |
| | integer | n | Number | | | yes | | ${towns} != '' | . > 0 and . < 20 | | | | | | |
| | decimal | half | Half | | | ${n} > 3 | | | | | | | | | |
| | date | seen | Seen | | | | | not(selected(${towns}, 'T 2')) | . <= today() | | | | | | |
| | calculate | both | | | | | | | | round(${n} div 2, 1) | | | | | |
| | calculate | beyond | | | | | | | | pulldata('x', 'y') | | | | | |
| | note | told | You said ${n}. | | | | | ${both} > 2 | | | | | | | |
| | begin group | inner | Inside | | | | | ${n} >= 4 | | | | | | | |
| | text | why | Why? | | | | | ${region} = 'north' or ${region} = 'south' | regex(., '[A-Z]+') | | | | multiline | | |
| | end_group | | | | | | | | | | | | | | |
| | acknowledge | ok | Read and understood | | | | | | | | | | | | |
| | geopoint | place | Where | | | | | | | | | | | | |
| | end group | homeLife | | | | | | | | | | | | | |
| | text | last | Anything else? | | | | | ${place} != '' | | | | | | | |
| choices |
| | list_name | name | label | region | image |
| | region | north | North | | n.png |
| | region | south | South | | |
| | town | T 1 | One | north | |
| | town | T 2 | Two | south | |
| | town | t3 | Three | | |
| settings |
| | form_title | form_id | version |
| | A made-up form | made-up form | 3 |
"""


def _read(text: str) -> tuple[Template | None, tuple[Problem, ...]]:
    return read_sheets(from_markdown(text), "form.md")


def _whole(text: str) -> tuple[Template, dict[str, Question], list[str]]:
    template, problems = _read(text)
    assert template is not None, [str(problem) for problem in errors(problems)]
    asked = {
        q.key: q
        for d in template.domains
        for q in (*d.questions, *(i for g in d.questions for i in g.questions))
    }
    return template, asked, [str(p) for p in problems if p.code == "not_carried_over"]


def test_old_spellings() -> None:
    """Headings and types as they were written years ago mean the same."""
    template, asked, left = _whole(OLD)
    assert [(d.key, d.graded) for d in template.domains] == [("member", False)]
    group = template.domains[0].questions[0]
    assert (group.kind, [q.key.rpartition(".")[2] for q in group.questions]) == (
        "group",
        ["name", "sex", "age"],
    )
    age = asked["member.member.age"]
    assert (age.least, age.most, age.whole) == (5.0, 72.0, True)
    assert age.ask_when == "member.member.sex == 'female'"
    assert len(left) == 2
    assert "row 1, column A" in left[0]
    assert "notes for me" in left[0]
    assert "label:français" in left[1]


def test_modern_form() -> None:
    """Everything that an audit has comes over; conditions are understood."""
    template, asked, _ = _whole(MODERN)
    assert (template.title, template.key, template.version) == (
        "A made-up form",
        "made_up_form",
        "3",
    )
    assert [domain.key for domain in template.domains] == ["home_life", "questions"]
    assert template.overall.kind == "absent"
    region, town = asked["home_life.region"], asked["home_life.town"]
    assert (region.required, region.required_message, region.default, region.appearance) == (
        True,
        "Needed",
        "north",
        "minimal",
    )
    assert town.or_other
    assert [choice.when for choice in town.choices] == [
        "home_life.region == 'north'", "home_life.region == 'south'", "not answered(home_life.region)",
    ]  # fmt: skip
    assert asked["home_life.towns"].look_at == "In the file"
    assert (
        asked["home_life.towns"].constraint
        == "count(home_life.towns) < 2 or count(home_life.towns) == 2"
    )
    assert (asked["home_life.score"].least, asked["home_life.score"].most) == (1.0, 10.0)
    number = asked["home_life.n"]
    assert (number.least, number.most, number.ask_when) == (1.0, 19.0, "answered(home_life.towns)")
    assert asked["home_life.half"].required_when == "home_life.n > 3"
    seen = asked["home_life.seen"]
    assert seen.not_future
    assert seen.ask_when == "not 't_2' in home_life.towns"
    assert asked["home_life.both"].calculation == "round(home_life.n / 2, 1)"
    why = asked["home_life.why"]
    assert (
        why.ask_when
        == "(home_life.n > 4 or home_life.n == 4) and home_life.region in ['north', 'south']"
    )
    assert (why.constraint, why.appearance) == ("matches(home_life.why, '[A-Z]+')", "multiline")
    assert asked["home_life.ok"].kind == "acknowledge"
    assert (asked["home_life.inner"].kind, asked["home_life.inner"].text) == ("note", "Inside")


def test_nothing_is_lost_without_a_word() -> None:
    """What is not carried over is listed with sheet and row, and what looks at it too."""
    _, asked, left = _whole(MODERN)
    told = "\n".join(left)
    for where, what in (
        ("survey, row 2, column A", "'began' of the type 'start'"),
        ("survey, row 13, column J", "pulldata()"),
        ("survey, row 14, column C", "inside the label"),
        ("survey, row 19, column A", "'place' of the type 'geopoint'"),
        ("survey, row 21, column H", "'place', which is not carried over"),
        ("choices, row 1, column E", "'image'"),
    ):
        assert any(where in line and what in line for line in left), (where, told)
    assert asked["questions.last"].ask_when == ""
    assert asked["home_life.beyond"].kind == "hidden"
    assert asked["home_life.beyond"].default == "pulldata('x', 'y')"


FAULTS = """
| survey |
| | type | name | label | label | relevant | kind | required |
| | txt | a | A | A again | | | |
| | select_one colurs | b | B | | ${aa} = 'x' | | |
| | text | c | C | | ${b} = | | |
| | text | c | C | | | grad | |
| | text | | No name | | | | |
| | select_one colours | e | E | | ${b} = 'red | | |
| | select_one colours | f | F | | ${e} = 'rd' | | slected(${e}, 'red') |
| | end_group | | | | | | |
| | | g | No type | | | | |
| | begin_repeat | h | H | | | | |
| | text | i | I | | | | |
| | end_group | | | | | | |
| | begin_group | j | J | | | | |
| | text | k | K | | | | |
| choices |
| | list_name | name | label | colour |
| | colours | red | Red | |
| | colours | blue | Blue | purpel |
| | colours | red | Red again | |
| | | stray | Stray | |
| settings |
| | form_title | form_id | minutes | reviewed |
| | Faults | faults | many | 31.12.2026 |
| descriptors |
| | domain | grade | next_grade | text |
| | jj | good | | Text |
"""


@pytest.mark.parametrize(
    ("where", "what", "cure"),
    [
        ("survey, row 1, column D", "'label' means the same as the one of column C", "Keep one"),
        ("survey, row 2, column A", "The type 'txt' is not known.", "'text'"),
        ("survey, row 3, column A", "There is no list 'colurs'", "Did you mean 'colours'?"),
        ("survey, row 3, column E", "There is no question 'aa'.", ""),
        ("survey, row 4, column E", "Letter 7: Something is missing before the end.", "${question}"),
        ("survey, row 5, column B", "The name 'c' stands in row 4 already.", "own name"),
        ("survey, row 5, column F", "'grad' is no kind", "Did you mean 'grade'?"),
        ("survey, row 6, column B", "The question has no name.", "short name"),
        ("survey, row 7, column E", "' is not understood here.", "Close the text"),
        ("survey, row 8, column E", "'rd' is no answer of 'questions.e'.", "Did you mean 'red'?"),
        ("survey, row 8, column G", "There is no function slected( ).", "selected( )"),
        ("survey, row 9, column A", "'end_group' ends nothing.", "Take the row out"),
        ("survey, row 10, column A", "The row has a name and no type.", "text"),
        ("survey, row 13, column A", "'end_group' ends 'h', which is begun as a repeat.", "end_repeat"),
        ("survey, row 14, column A", "The group 'j' is begun and never ended.", "end_group"),
        ("choices, row 3, column D", "'purpel' is no colour of grades.", "outstanding"),
        ("choices, row 4, column B", "The list 'colours' has the choice 'red' twice.", "own name"),
        ("choices, row 5, column A", "The choice has no list.", "name of the list"),
        ("settings, row 2, column C", "'many' is not a number.", "number"),
        ("settings, row 2, column D", "'31.12.2026' is not a date.", "2026-11-21"),
        ("descriptors, row 2, column A", "There is no domain 'jj'", "'j'"),
    ],
)  # fmt: skip
def test_every_fault_in_one_pass(where: str, what: str, cure: str) -> None:
    """All faults of a workbook are told at once, each with its cell, what is wrong and a cure."""
    template, problems = _read(FAULTS)
    assert template is None
    found = [p for p in errors(problems) if where in p.where and what in p.what]
    assert found, "\n".join(str(problem) for problem in problems)
    assert cure in found[0].cure


def test_headings_need_not_be_first() -> None:
    """A title above the headings is passed over, and rows keep the numbers of the spreadsheet."""
    rows = [["Our form, 2026"], [], ["type", "name", "label"], ["nonsense", "a", "A"]]
    template, problems = read_sheets([Sheet("SURVEY ", rows)], "form.xlsx")
    assert template is None
    assert problems[0].where == "form.xlsx, sheet SURVEY , row 4, column A"


def test_no_survey() -> None:
    """A workbook of something else is told what is missing, and which sheets it has."""
    template, problems = read_sheets(
        [Sheet("Sheet1", [["a"]]), Sheet("surveys", [["type"]])], "x.xlsx"
    )
    assert template is None
    assert "'Sheet1', 'surveys'" in "".join(problem.what for problem in problems)
    assert "Did you mean 'survey'?" in "".join(problem.cure for problem in problems)


def test_a_graded_domain_needs_its_parts() -> None:
    """What a graded domain lacks is told with a cure for somebody in front of a workbook."""
    text = """
| survey |
| | type | name | label | graded |
| | begin_group | risk | Risk | yes |
| | text | a | A | |
| | end_group | | | |
"""
    _, problems = _read(text)
    cures = {problem.code: problem.cure for problem in errors(problems)}
    assert cures["missing_key"] == "Fill that cell in."
    assert (
        cures["descriptors_missing"]
        == "Write them on the sheet 'descriptors', one row for each grade."
    )


def test_a_rating_grid() -> None:
    """A table-list that is marked as a grid becomes one; uneven rows are refused."""
    text = """
| survey |
| | type | name | label | kind | appearance |
| | begin_group | part | Part | | |
| | begin_group | grid | How well? | rating_grid | table-list |
| | select_one met | one | First | | |
| | select_one {} | two | Second | | |
| | end_group | | | | |
| | text | why | Why? | | |
| | end_group | | | | |
| choices |
| | list_name | name | label |
| | met | yes | Yes |
| | met | no | No |
"""
    _, asked, _ = _whole(text.format("met"))
    grid = asked["part.grid"]
    assert ([row.key for row in grid.rows], [c.key for c in grid.choices]) == (
        ["one", "two"],
        ["yes", "no"],
    )
    _, problems = _read(text.format("other"))
    assert "uneven_grid" in {problem.code for problem in errors(problems)}
