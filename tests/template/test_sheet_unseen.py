"""What public forms of many years do: old types, loops, names that stand twice, quotes of typesetters; all made up here."""

from qa_tool.problems import errors
from qa_tool.template.model import Question, Template
from qa_tool.template.plain import fingerprint
from qa_tool.template.sheet.markdown import from_markdown
from qa_tool.template.sheet.plan import plan_of
from qa_tool.template.sheet.read import Sheet, read_sheets

ODD = """
| survey |
| | type | name | label | relevant | constraint | constraint_message | calculation | default |
| | imei | phone | | | | | | |
| | add text prompt | who | Who | | | | | |
| | add integer prompt | old | How old | | ${old} > 0 and ${old} < 120 | No such age | | |
| | q date | day | Which day | ${who} = ’Ann’ | | | | |
| | add select one prompt using colours | hue | Hue | ${who} = “Ann” and ${old} > 3 | | | | Fixme: a list |
| | hidden | nothing | | | | | | |
| | calculate | far | | | | | pulldata('x', ${who}) | |
| | begin loop over colours | each | Each colour | | | | | |
| | integer | many | How many %(label)s | | | | | |
| | end loop | | | | | | | |
| | text | why | Why ${who}? | ${many} > 2 | | | | |
| | begin repeat | shots | Shots | | | | | |
| | image | shot | A picture | | | | | |
| | end repeat | | | | | | | |
| | begin group | part | About ${who} | | | | | |
| | select_one one | only | The only one | | | | | |
| | decimal | share | Share | | . >= 0 and . <= 1 | From nought to ${who} | | |
| | end group | | | | | | | |
| choices |
| | list_name | name | label |
| | colours | red | Red |
| | colours | red | Red |
| | colours | blue | Blue ${who} |
| | one | one | One |
"""
TWICE = """
| survey |
| | type | name | label | choice_filter |
| | select_one state | state | State | |
| | select_one town | town | Town | state=${state} |
| | text | why | Why | |
| choices |
| | list_name | name | label | state |
| | state | north | North | |
| | state | south | South | |
| | town | king | King of the north | north |
| | town | king | King of the south | south |
| | town | bay | Bay | south |
| | town | nowhere | Nowhere | west |
| settings |
| | form_title | allow_choice_duplicates |
| | Two of a name | %s |
"""


def _read(text: str) -> tuple[Template | None, list[str], list[str]]:
    template, problems = read_sheets(from_markdown(text), "form.md")
    told = [f"{p.where}: {p.what}" for p in problems if p.code == "not_carried_over"]
    return template, told, [p.what for p in errors(problems)]


def _asked(template: Template) -> dict[str, Question]:
    found = {q.key.rpartition(".")[2]: q for d in template.domains for q in d.questions}
    return found | {i.key.rpartition(".")[2]: i for q in found.values() for i in q.questions}


def test_odd_forms_come_in_and_what_does_not_is_told() -> None:
    """Nothing is refused that a form may say, and nothing is lost without its row."""
    template, told, wrong = _read(ODD)
    assert template is not None, wrong
    asked = _asked(template)
    kinds = {key: q.kind for key, q in asked.items() if not key.startswith("part")}
    assert kinds == {
        "who": "text", "old": "number", "day": "date", "hue": "one_of", "far": "hidden",
        "why": "text", "only": "one_of", "share": "number",
    }  # fmt: skip
    old = asked["old"]
    assert (old.least, old.most, old.whole, old.constraint_message) == (1, 119, True, "No such age")
    assert asked["day"].ask_when == "questions.who == 'Ann'"
    assert asked["hue"].ask_when == "questions.who == 'Ann' and questions.old > 3"
    assert (asked["hue"].default, asked["why"].ask_when) == ("", "")
    assert [c.text for c in asked["hue"].choices] == ["Red", "Blue [who]"]
    assert asked["why"].text == "Why [who]?"
    assert asked["share"].constraint_message == "From nought to [who]"
    assert [d.title for d in template.domains][-1] == "About [who]"
    rows = sorted(int(one.partition("row ")[2].partition(",")[0].partition(":")[0]) for one in told)
    assert set(rows) >= {2, 3, 4, 6, 7, 8, 9, 12, 13, 14, 16, 18}
    assert sum("loop" in one for one in told) == 1


def test_it_goes_out_and_comes_in_again() -> None:
    """What was taken over is written as a form that reads back to the same."""
    template, _told, wrong = _read(ODD)
    assert template is not None, wrong
    sheets = [Sheet(s.name, [s.headings, *s.rows]) for s in plan_of(template)]
    again, problems = read_sheets(sheets, "again")
    assert again is not None, [str(problem) for problem in problems][:5]
    assert fingerprint(again) == fingerprint(template)


def test_choices_that_stand_twice() -> None:
    """Where the form allows it both come in, each offered in its place; otherwise it is a fault."""
    template, told, wrong = _read(TWICE % "yes")
    assert template is not None, wrong
    town = _asked(template)["town"]
    assert [(c.key, c.when) for c in town.choices] == [
        ("king", "questions.state == 'north'"), ("king_2", "questions.state == 'south'"),
        ("bay", "questions.state == 'south'"),
    ]  # fmt: skip
    assert any("'king' is the name of two choices" in one for one in told)
    assert any("'nowhere' of 'town': it is never offered" in one for one in told)
    assert _read(TWICE % "no")[2] == ["The list 'town' has the choice 'king' twice."]


def test_a_filter_that_offers_nothing_is_left_out_whole() -> None:
    """Where no choice could ever be offered all are, and the filter is told."""
    template, told, wrong = _read((TWICE % "yes").replace("state=${state}", "region=${state}"))
    assert template is not None, wrong
    assert all(not choice.when for choice in _asked(template)["town"].choices)
    assert any("the choice filter 'region=${state}'" in one for one in told)


def test_the_only_sheet_needs_no_name() -> None:
    """A workbook of one sheet with the headings of a survey is one; a list of something else is not."""
    rows = [("Type", "Name", "Label"), ("text", "who", "Who")]
    template, problems = read_sheets([Sheet("Tabelle1", rows), Sheet("Tabelle2", [])], "f.xlsx")
    assert template is not None, problems
    template, problems = read_sheets([Sheet("Tabelle1", [("Name", "Label"), ("a", "b")])], "f.xlsx")
    assert template is None
    assert "no_survey" in {problem.code for problem in problems}


TIMES = """
| survey |
| | type | name | label | repeat_count | relevant | default |
| | integer | many | How many | | | |
| | begin repeat | child | Child | ${many} | | |
| | text | name | Name | | | Unknown |
| | end repeat | | | | | |
| | begin repeat | visit | Visit | 3 | | |
| | date | day | Day | | | today() |
| | end repeat | | | | | |
| | begin repeat | room | Room | count(${child}) + 1 | | |
| | text | which | Which | | | |
| | end repeat | | | | | |
| | note | lots | So many! | | count(${child}) > 2 | |
"""


def test_counted_groups_come_in_and_go_out() -> None:
    """repeat_count, count( ) and defaults inside a repeat are carried over, both ways."""
    template, told, wrong = _read(TIMES)
    assert template is not None, wrong
    assert told == []
    asked = _asked(template)
    assert asked["child"].times == "questions.many"
    assert (asked["visit"].least, asked["visit"].most, asked["visit"].times) == (3, 3, "")
    assert asked["room"].times == "count(child.child) + 1"
    assert (asked["name"].default, asked["day"].default) == ("Unknown", "today")
    assert asked["lots"].ask_when == "count(child.child) > 2"
    sheets = plan_of(template)
    rows = [dict(zip(sheets[0].headings, row, strict=True)) for row in sheets[0].rows]
    assert [row["repeat_count"] for row in rows if row["repeat_count"]] == [
        "${questions.many}", "3", "count(${child.child}) + 1",
    ]  # fmt: skip
    again, problems = read_sheets([Sheet(s.name, [s.headings, *s.rows]) for s in sheets], "again")
    assert again is not None, problems
    assert fingerprint(again) == fingerprint(template)


PATHS = """
| survey |
| | type | name | label | relevant | constraint | calculation |
| | begin group | inputs | Inputs | FALSE | | |
| | hidden | source | | | | |
| | begin group | contact | Contact | | | |
| | db:person | id | Id | | | |
| | text | phone | Phone of before | | | |
| | end group | | | | | |
| | end group | | | | | |
| | tel | phone | Phone | | true | |
| | calculate | months | | | | difference-in-months(${day}, today()) |
| | date | day | Day | true | | |
| | calculate | id | | | | ../inputs/contact/id |
| | text | last | Last | ${source} = 'user' | | |
"""


def test_what_a_form_is_handed_from_outside_is_left_out() -> None:
    """A group that is never asked goes with all that is in it, told once; paths into it are no circle."""
    template, told, wrong = _read(PATHS)
    assert template is not None, wrong
    asked = _asked(template)
    assert {key: q.kind for key, q in asked.items()} == {
        "phone": "text", "months": "hidden", "day": "date", "id": "hidden", "last": "text",
    }  # fmt: skip
    assert (asked["day"].ask_when, asked["last"].ask_when, asked["phone"].constraint) == (
        "",
        "",
        "",
    )
    assert sum("never asked" in one for one in told) == 1
    assert any("'source', which is not carried over" in one for one in told)
    assert any("row 12" in one and "path" in one for one in told)


def test_a_column_without_a_heading_is_told() -> None:
    """Merged headings have words in their first cell only: what stands below the others is not lost in silence."""
    rows = [
        ("type", "name", "label", "", ""), ("text", "who", "Who", "", ""),
        ("text", "why", "Why", "${who} = 'a'", ""),
    ]  # fmt: skip
    template, problems = read_sheets([Sheet("survey", rows)], "f.xlsx")
    assert template is not None
    told = [f"{p.where}: {p.what}" for p in problems if p.code == "not_carried_over"]
    assert told == [
        "f.xlsx, sheet survey, row 1, column D: Not carried over: the column D, which has no heading."
    ]


def test_a_form_without_the_sheet_choices_says_what_to_add() -> None:
    """There is nothing near the name to be offered, so the sheet is."""
    rows = [("type", "name", "label"), ("select_one yn", "seen", "Seen?")]
    _template, problems = read_sheets([Sheet("survey", rows)], "f.xlsx")
    found = next(p for p in problems if p.code == "unknown_list")
    assert found.cure == "Add the sheet 'choices' with the columns list_name, name and label."
