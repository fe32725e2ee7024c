"""An audit on paper: every kind of question goes out and comes back, and every fault is said by its cell."""

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_tool.audit import paper_back
from qa_tool.audit.paper import Line, Mark, read_mark, written_mark
from qa_tool.audit.paper_answers import Row
from qa_tool.audit.paper_back import Read
from qa_tool.audit.paper_cells import Found, NotRead, day_of
from qa_tool.audit.paper_lines import BLOCKS, LONGEST, NotOnPaper, lines
from qa_tool.audit.paper_same import EMPTIED, compared
from qa_tool.audit.paper_when import in_words, names_of
from qa_tool.audit.plan import plan_of
from qa_tool.template.conditions import parse
from qa_tool.template.model import Choice, Question, SafetyQuestion, Template
from tests.audit.made_paper import TODAY, answers, rows_of
from tests.audit.made_up import graded, template, ungraded


def _made_sheet() -> ModuleType:
    """The maker of templates of the template room: tests have no package to import it from."""
    path = Path(__file__).parents[1] / "template" / "made_sheet.py"
    spec = importlib.util.spec_from_file_location("made_sheet_for_paper", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


AB = (Choice("a", "Apple"), Choice("b", "Birch"))
KIDS = Question(
    "q.kids", "group", "Each child", each="Child",
    questions=(
        Question("q.kids.age", "number", "Age?", whole=True, least=0, most=18),
        Question("q.kids.school", "one_of", "School?", choices=AB, or_other=True, ask_when="q.kids.age > 4"),
    ),
)  # fmt: skip
ASKED = (
    KIDS,
    Question("q.seen", "yes_no", "Was the child seen?", companions=("comment", "date", "priority")),
    Question("q.why", "text", "Why not?", ask_when="q.seen == 'no'", required_when="q.seen == 'no'"),
    Question("q.some", "some_of", "Which?", choices=AB),
    Question("q.order", "rank", "Order", choices=(*AB, Choice("c", "Cedar"))),
    Question("q.grid", "rating_grid", "Rate", choices=AB, rows=(Choice("x", "X"), Choice("y", "Y"))),
    Question("q.when", "date", "When?", not_future=True),
    Question("q.score", "score", "How sure?", least=0, most=10, allow_na=True),
    Question("q.ok", "acknowledge", "Read it"),
    Question("q.oldest", "calculate", "Oldest", calculation="max(q.kids.age)"),
    Question("q.mark", "hidden", "", default="v2"),
    Question("q.fixed", "text", "Fixed", default="As agreed", read_only=True),
)  # fmt: skip
MADE = template(
    [ungraded("q", *ASKED), graded("risk")],
    safety=[SafetyQuestion("safe", "Is the child unsafe?", worry=("yes",))],
)


def _read(
    changes: dict[str, Any], made: Template = MADE, before: dict[str, Any] | None = None
) -> Read:
    sheet = lines(made, before or {}, TODAY)
    return paper_back.read(made, rows_of(sheet, changes), "Sheet “X”", TODAY)


def _codes(read: Read) -> list[str]:
    return [problem.code for problem in read.problems]


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_kind_of_answer_comes_back(data: st.DataObject) -> None:
    """A draft that goes out and comes back is the same draft: nothing new, nothing different."""
    made = data.draw(_MAKER.templates())
    before = answers(data.draw, made)
    read = paper_back.read(made, rows_of(lines(made, before, TODAY)), "Sheet", TODAY)
    merged, fresh, _same, differences = compared(made, before, read)
    assert read.problems == ()
    assert (fresh, differences) == ((), ())
    assert merged == before


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_paper_fills_an_empty_draft(data: st.DataObject) -> None:
    """What stands on paper becomes the same draft in a program that knows nothing of it."""
    made = data.draw(_MAKER.templates())
    before = answers(data.draw, made)
    read = paper_back.read(made, rows_of(lines(made, before, TODAY)), "Sheet", TODAY)
    merged, _fresh, _same, _differences = compared(made, {}, read)
    there = {key: value for key, value in before.items() if key in read.answers}
    empty = {key for key in before if key not in read.answers}
    assert all(compared(made, there, read)[3] == () for _ in (1,))
    assert set(merged) == set(read.answers)
    assert all(_says_nothing(made, before, key) for key in empty)


def _says_nothing(made: Template, before: dict[str, Any], key: str) -> bool:
    """A group without answers in its entries, or an answer of spaces."""
    value = before[key]
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, list) and (
        not any(other.startswith(f"{key}[") for other in before)
        or all(isinstance(row, str) for row in value)
        or not any(text.strip() for row in value for text in row.values())
    )


def test_what_paper_shows_of_each_kind() -> None:
    """Help, limits and when it is asked stand beside the question; what is hidden stands nowhere."""
    sheet = lines(MADE, {}, TODAY)
    by_key = {line.key: line for line in sheet if line.key}
    assert by_key["q.why"].note.startswith(
        "Only where “Was the child seen?” is “No”; then it is needed."
    )
    assert "from 0 to 10" in by_key["q.score"].note
    assert [key for key in by_key if key.startswith("q.mark") or key == "q.oldest"] == []
    fixed = next(line for line in sheet if line.label == "Fixed")
    assert fixed.field is None
    assert sum(line.look == "entry" for line in sheet) == BLOCKS
    assert "tell the QA lead" in next(line for line in sheet if line.label == "Each child").note


def test_a_formula_is_no_answer() -> None:
    """A cell that is worked out is refused by its place, and the other answers stand."""
    read = _read({"q.seen": Found("cell C9", "yes", formula=True), "q.when": "2026-10-01"})
    assert [(p.where, p.code) for p in read.problems] == [("cell C9", "formula")]
    assert read.answers == {"q.when": "2026-10-01"}


def test_merged_cells_are_not_certain() -> None:
    """An answer in merged cells could belong to any of them."""
    read = _read({"q.seen": Found("cell C9", "Yes", merged="C9:C12")})
    assert _codes(read) == ["merged"]
    assert read.answers == {}


def test_a_list_overwritten_by_hand_names_the_near_word() -> None:
    """A word that is not in the list is refused with the nearest that is."""
    read = _read({"q.seen": "Yess"})
    assert _codes(read) == ["not_in_list"]
    assert "Did you mean “Yes”?" in read.problems[0].what


@pytest.mark.parametrize(("key", "value", "code"), [
    ("q.when", "soon", "bad_date"), ("q.when", "31/02/2026", "bad_answer"), ("q.when", "2027-01-01", "bad_answer"),
    ("q.score", 11, "bad_answer"), ("q.score", "many", "bad_answer"), ("q.some|=a", "perhaps", "not_in_list"),
    ("q.order|=a", 2, "bad_order"), ("q.grid|=x", "Ash", "not_in_list"),
    ("risk.evidence|1", Found("cell C1", None, error="#REF!"), "error"),
])  # fmt: skip
def test_each_fault_is_said(key: str, value: object, code: str) -> None:
    """Whatever is typed over a cell is refused with its own reason."""
    assert _codes(_read({key: value})) == [code]


def test_a_fault_in_one_line_leaves_the_others() -> None:
    """One bad line of a grid or of evidence does not lose the rest."""
    read = _read({"q.grid|=x": "Ash", "q.grid|=y": "Birch", "q.some|=a": "?", "q.some|=b": "x"})
    assert read.answers == {"q.grid": {"y": "b"}, "q.some": ["b"]}
    assert len(read.problems) == 2


def test_days_are_read_as_they_are_written_here() -> None:
    """21/11/2026 is a day in November, whatever the spreadsheet thinks."""
    assert day_of(Found("C1", "03/04/2026")) == "2026-04-03"
    for said in ("6 December 2026", "6th dec 2026", "06 DEC. 2026"):
        assert day_of(Found("C1", said)) == "2026-12-06"
    with pytest.raises(NotRead, match="which year is meant by 26"):
        day_of(Found("C1", "3/5/26"))
    with pytest.raises(NotRead, match="not a date"):
        day_of(Found("C1", "3 Foo 2026"))
    with pytest.raises(NotRead):
        day_of(Found("C1", 46000))


def test_answered_and_not_applicable_at_once() -> None:
    """An answer beside a cross at not applicable is asked about; the cross alone is an answer."""
    assert _codes(_read({"q.score": 4, "q.score|na": "x"})) == ["both"]
    assert _read({"q.score|na": "x"}).answers == {"q.score": {"na": True}}


def test_a_row_that_moved_is_found_by_its_key() -> None:
    """The order of the rows means nothing."""
    sheet = rows_of(lines(MADE, {}, TODAY), {"q.seen": "Yes", "q.when": "2026-10-01"})
    upside = paper_back.read(MADE, sheet[::-1], "Sheet", TODAY)
    assert upside.answers == {"q.seen": "yes", "q.when": "2026-10-01"}


def test_rows_that_are_gone_copied_or_strange() -> None:
    """A deleted row is named, a copied one with another answer too, and one of no question of ours."""
    sheet = rows_of(lines(MADE, {}, TODAY), {"q.seen": "Yes"})
    without = [row for row in sheet if row.key != "q.why"]
    extra = Row("q.seen", (Found("cell C90", "No"), Found("D"), Found("E")))
    strange = Row("q.other", (Found("cell C91", "No"), Found("D"), Found("E")))
    read = paper_back.read(MADE, [*without, extra, strange], "Sheet “X”", TODAY)
    assert sorted(_codes(read)) == ["row_gone", "row_twice", "unknown_row"]
    assert read.answers == {"q.seen": "yes"}


def test_entries_of_a_group_are_those_that_were_used() -> None:
    """Empty blocks make no entry, and a draft's own entries stay."""
    read = _read({"q.kids[3].age": 7})
    assert read.answers == {"q.kids": ["3"], "q.kids[3].age": 7}
    merged, fresh, _same, _differences = compared(MADE, {"q.kids": ["1"], "q.kids[1].age": 5}, read)
    assert merged["q.kids"] == ["1", "3"]
    assert set(fresh) == {"q.kids", "q.kids[3].age"}


def test_two_answers_are_shown_side_by_side() -> None:
    """Where the program has another answer, both are said in words, and the draft's stands."""
    read = _read({"q.seen": "No", "q.score": 3})
    merged, fresh, same, differences = compared(MADE, {"q.seen": "yes", "q.score": 3}, read)
    assert (differences[0].in_program, differences[0].in_workbook) == ("Yes", "No")
    assert (merged["q.seen"], fresh, same) == ("yes", (), 1)


def test_an_empty_cell_takes_nothing_away() -> None:
    """A cell that came out blank and came back blank never clears an answer."""
    merged, fresh, _same, differences = compared(MADE, {"q.seen": "yes"}, _read({}))
    assert (merged, fresh, differences) == ({"q.seen": "yes"}, (), ())


def test_an_emptied_cell_is_asked_about() -> None:
    """A cell that came out with an answer and came back without one is a difference of its own."""
    before = {"q.seen": "yes", "q.score": {"na": True}, "q.some": ["a"]}
    read = _read({"q.seen": None, "q.score|na": None, "q.some|=a": ""}, before=before)
    merged, fresh, _same, differences = compared(MADE, before, read)
    assert (merged, fresh, read.problems) == (before, (), ())
    assert {(d.key, d.in_program, d.in_workbook, d.clears) for d in differences} == {
        ("q.seen", "Yes", EMPTIED, True), ("q.score", "Not applicable", EMPTIED, True),
        ("q.some", "Apple", EMPTIED, True),
    }  # fmt: skip
    assert all(d.where.startswith("cell C") for d in differences)
    assert compared(MADE, {}, read)[3] == ()


def test_an_emptied_default_is_asked_about_before_there_is_a_draft() -> None:
    """What a fresh audit begins with, and was taken away on paper, does not come back unasked."""
    read = _read({"q.seen": None}, before={"q.seen": "yes"})
    (difference,) = compared(MADE, {}, read, {"q.seen": "yes"})[3]
    assert (difference.key, difference.clears) == ("q.seen", True)


def test_a_fault_is_no_emptied_cell() -> None:
    """A formula in the place of an answer is a fault, and nothing is offered to be cleared."""
    wrong = Found("cell C9", "yes", formula=True)
    read = _read({"q.seen": wrong}, before={"q.seen": "yes"})
    assert (_codes(read), read.emptied) == (["formula"], {})


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_emptied_is_asked_about_and_nothing_else(data: st.DataObject) -> None:
    """Of every kind of question: the one that was emptied is the one difference."""
    made = data.draw(_MAKER.templates())
    before = answers(data.draw, made)
    sheet = rows_of(lines(made, before, TODAY))
    keys = sorted({row.key.partition("|")[0] for row in sheet if row.given} & before.keys())
    key = data.draw(st.sampled_from(keys)) if keys else ""
    blank = Found("cell C1")
    back = [
        replace(row, cells=(blank, blank, blank)) if row.key.partition("|")[0] == key else row
        for row in sheet
    ]
    read = paper_back.read(made, back, "Sheet", TODAY)
    merged, fresh, _same, differences = compared(made, before, read)
    assert (merged, fresh, read.problems) == (before, (), ())
    asked = {d.key for d in differences}
    assert asked == ({key} if key and _says_something(before[key]) else set())


def _says_something(value: Any) -> bool:
    """Whether an answer is more than spaces."""
    if isinstance(value, str):
        return bool(value.strip())
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return not rows or any(text.strip() for row in rows for text in row.values())


def test_what_an_answer_asks_for_stands_beside_it() -> None:
    """Evidence and the reason why no action is needed say where they are wanted, and come back."""
    rule = {"evidence_when": "q.met == 'a'", "action_when": "q.met == 'b'"}
    asked = Question("q.met", "one_of", "Met?", choices=AB, **rule)
    many = Question("q.n", "number", "How many children?", whole=True, least=0, most=9)
    made = replace(MADE, domains=(ungraded("q", many, asked, replace(KIDS, times="q.n")),))
    sheet = lines(made, {}, TODAY)
    notes = {line.key or line.label: (line.note, line.needed) for line in sheet}
    assert notes["Evidence for this answer"] == (
        "Only where “Met?” is “Apple”; then it is needed.", "",
    )  # fmt: skip
    assert notes["q.met#comment"][0].startswith("Where “Met?” is “Birch”, an action is asked for")
    assert notes["Each child"][0].startswith("As many as “How many children?”.")
    found = {"q.n": 2, "q.met": "b", "q.met#comment": "It was done on 3 May.", "q.kids": ["1", "2"],
             "q.kids[1].age": 3, "q.kids[2].age": 7,
             "q.met#evidence": [{"what": "Plan", "date": "2026-05-03", "shows": "Done"}]}  # fmt: skip
    read = paper_back.read(made, rows_of(lines(made, found, TODAY)), "Sheet", TODAY)
    assert compared(made, {}, read)[0] == found
    assert compared(made, found, read)[1:] == ((), 6, ())


def test_a_long_text_goes_on_in_the_next_row() -> None:
    """A text longer than a cell is not cut."""
    long = "word " * LONGEST
    sheet = lines(MADE, {"q.why": long}, TODAY)
    read = paper_back.read(MADE, rows_of(sheet), "Sheet", TODAY)
    assert read.answers["q.why"] == long
    with pytest.raises(NotOnPaper):
        lines(MADE, {"risk.evidence": [{"what": long, "date": "", "shows": ""}]}, TODAY)


def test_the_declaration_is_read() -> None:
    """Yes, no and nothing are three things."""
    row = lambda text: [Row("@declared", (Found("C7", text), Found("D7"), Found("E7")))]  # noqa: E731
    said = [paper_back.read(MADE, row(t), "S", TODAY).declared
            for t in ("I declare this", "I cannot declare this: the case goes back", None)]  # fmt: skip
    assert said == [True, False, None]


def test_a_declaration_in_other_words_is_none_and_nothing_near_is_proposed() -> None:
    """“I cannot declare this” is not taken for “I declare this”, nor is that offered."""
    cells = (Found("C7", "I cannot declare this"), Found("D7"), Found("E7"))
    read = paper_back.read(MADE, [Row("@declared", cells)], "S", TODAY)
    assert read.declared is None
    said = [p for p in read.problems if p.where == "C7"]
    assert said
    assert "mean" not in said[0].what


def test_conditions_in_plain_words() -> None:
    """Every kind of condition is said so that no key of a question shows."""
    names = names_of(plan_of(MADE, {"q.kids": ("1",)}).slots)
    words = {
        "q.seen in ['yes', 'no']": "“Was the child seen?” is “Yes” or “No”",
        "not answered(q.why)": "“Why not?” has no answer",
        "not q.score < 3 and q.score < 5": "“How sure?” is at least 3 and “How sure?” is less than 5",
        "'a' in q.some or q.when < '2026-01-01'": "“Apple” is among the answers to “Which?” or “When?” is before 2026-01-01",
        "count(q.some) > 1": "the number of answers to “Which?” is more than 1",
        "q.grid.x == 'a'": "“X” is “Apple”",
    }  # fmt: skip
    assert {text: in_words(parse(text), names) for text in words} == words


def test_the_mark_of_a_sheet_comes_back() -> None:
    """What a sheet belongs to is read from its first cell, and nothing else is taken for it."""
    mark = Mark("c1", "all-1", "f" * 64, "1.0", filled=True)
    assert read_mark(written_mark(mark)) == mark
    assert read_mark("anything") is None
    assert read_mark(written_mark(mark).replace("paper 2", "paper 1")) == mark
    assert read_mark(written_mark(mark).replace("paper 2", "paper 9")) is None


def test_no_two_choices_read_alike() -> None:
    """Two choices with one text are told apart by their keys."""
    asked = Question("q.x", "one_of", "Which?", choices=(Choice("a", "Same"), Choice("b", "Same")))
    made = replace(MADE, domains=(ungraded("q", asked),))
    field = next(line for line in lines(made, {"q.x": "b"}, TODAY) if line.key == "q.x").field
    assert field is not None
    assert field.choices == ("Same (a)", "Same (b)")
    assert _read({}, made, {"q.x": "b"}).answers == {"q.x": "b"}


def test_descriptors_stand_under_their_grade() -> None:
    """What each grade looks like is read where it is chosen."""
    domain = replace(graded("risk"), descriptors=(("good", "Good looks like this."),))
    sheet = lines(replace(MADE, domains=(domain,)), {}, TODAY)
    place = next(n for n, line in enumerate(sheet) if line.key == "risk.grade")
    assert sheet[place + 1] == Line("descriptor", "Good", "Good looks like this.", tone="good")


_MAKER = _made_sheet()
