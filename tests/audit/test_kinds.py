"""Grids, repeated groups, orders, points and what is worked out, in the engine."""

from datetime import date
from typing import Any

import pytest

from qa_tool.audit.beginning import first_answers
from qa_tool.audit.form import Form
from qa_tool.audit.points import said
from qa_tool.audit.values import BadAnswer
from qa_tool.audit.words import in_words
from qa_tool.template.model import Choice, Question
from tests.audit.made_up import TODAY, template, ungraded

AB = (Choice("a", "A"), Choice("b", "B"))
SCORED = (
    Choice("all", "All", score=2), Choice("some", "Some", score=1), Choice("none", "None", score=0),
    Choice("na", "Does not apply", na=True),
)  # fmt: skip
KIDS = Question(
    "q.kids", "group", "Each child", each="Child", required=True, most=3,
    questions=(
        Question("q.kids.age", "number", "Age?", required=True, constraint="q.kids.age < 19",
                 constraint_message="A child is under 19."),
        Question("q.kids.school", "one_of", "School?", choices=AB, or_other=True,
                 ask_when="q.kids.age > 4"),
        Question("q.kids.said", "text", "What did the child say?"),
    ),
)  # fmt: skip
ASKED = (
    KIDS,
    Question("q.oldest", "calculate", "Oldest", calculation="max(q.kids.age)"),
    Question("q.more", "text", "Why B?", ask_when="'b' in q.kids.school"),
    Question("q.grid", "rating_grid", "Rate", required=True, choices=SCORED, weight=2,
             rows=(Choice("x", "X"), Choice("y", "Y"))),
    Question("q.worst", "text", "Why none?", ask_when="q.grid.x == 'none'"),
    Question("q.order", "rank", "Order", choices=AB),
    Question("q.when", "one_of", "Which now?",
             choices=(Choice("a", "A", when="q.oldest > 9"), Choice("b", "B", valid_to=date(2025, 1, 1)),
                      Choice("c", "C"))),
    Question("q.score", "score", "How sure?", least=0, most=10, allow_na=True),
    Question("q.fixed", "text", "Fixed", default="As agreed", read_only=True),
    Question("q.day", "today", ""),
    Question("q.mark", "hidden", "", default="v2"),
)  # fmt: skip
MADE = template([ungraded("q", *ASKED)], overall="absent")


def _form(answers: dict[str, Any] | None = None, **more: Any) -> Form:
    return Form(MADE, answers or {}, today=TODAY, **more)


def _two_children() -> Form:
    form = _form()
    form.answer("q.kids", ["1", "2"])
    for key, value in {"q.kids[1].age": 12, "q.kids[1].school": "b", "q.kids[1].said": "I like it.",
                       "q.kids[2].age": 3}.items():  # fmt: skip
        form.answer(key, value)
    return form


def test_each_entry_has_its_own_questions() -> None:
    """A condition inside looks at its own entry; one outside sees all of them together."""
    form = _two_children()
    assert form.asked("q.kids[1].school")
    assert not form.asked("q.kids[2].school")
    assert form.view("q.kids[1].age").within == "Child 1"
    assert form.view("q.oldest").value == 12
    assert form.asked("q.more")
    assert "q.more" in form.answer("q.kids[1].school", "a")
    assert not form.asked("q.more")


def test_an_entry_taken_away_comes_back_whole() -> None:
    """Its answers count nowhere while it is away, and nothing of it is lost."""
    form = _two_children()
    before = form.answers
    changed = form.answer("q.kids", ["2"])
    assert {"q.kids", "q.oldest", "q.kids[2]"} <= changed
    assert form.view("q.oldest").value == 3
    assert form.gone("q.kids[1].said")
    assert not form.gone("q.kids[2].age")
    assert "q.kids[1].age" not in form.counted
    assert form.view("q.kids").fresh == "3"  # a number is never given twice
    form.answer("q.kids", ["1", "2"])
    assert form.answers == before
    form.answer("q.kids", ["2", "1"])
    assert form.view("q.kids[1].age").within == "Child 2"
    assert form.domain("q").questions[:2] == ("q.kids", "q.kids[2]")


def test_opening_again_is_the_same() -> None:
    """A draft closed and opened shows the same entries, gaps and worked-out values."""
    form = _two_children()
    again = _form(form.answers)
    assert again.answers == form.answers
    assert again.domains() == form.domains()
    assert again.gaps() == form.gaps()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("q.kids", ["1", "1"]), ("q.kids", ["0"]), ("q.kids", ["a"]), ("q.kids", "1"),
        ("q.kids", ["1", "2", "3", "4"]), ("q.kids[9].age", 1), ("q.grid", {"z": "all"}),
        ("q.grid", {"x": "z"}), ("q.order", ["a"]), ("q.order", ["a", "a"]), ("q.fixed", "Other"),
        ("q.oldest", 5), ("q.day", "2026-01-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_answer(key: str, value: object) -> None:
    """It is refused with a cure, and nothing has changed."""
    form = _form()
    with pytest.raises(BadAnswer) as caught:
        form.answer(key, value)
    assert caught.value.cure
    assert form.answers == {}


def test_a_grid_is_answered_when_every_row_is() -> None:
    """Half a grid is a gap that says how much is left; its rows are known to conditions."""
    form = _form()
    form.answer("q.grid", {"x": "none"})
    assert not form.view("q.grid").answered
    assert any("1 part without an answer" in gap.text for gap in form.gaps())
    assert form.asked("q.worst")
    form.answer("q.grid", {"y": "na", "x": "some"})
    assert form.view("q.grid").answered
    assert list(form.answers["q.grid"]) == ["x", "y"]  # type: ignore[arg-type]
    form.not_applicable("q.grid")
    assert form.view("q.grid").na


def test_points_stand_both_ways() -> None:
    """Of all there are, and of those that applied; what is open is counted and said."""
    form = _form({"q.grid": {"x": "some", "y": "na"}})
    points = form.domain("q").points
    assert points is not None
    assert (points.given, points.of_all, points.of_applied, points.unanswered) == (2, 18, 14, 1)
    form.answer("q.score", {"na": True})
    points = form.points()
    assert points is not None
    assert said(points) == "2 points: 11% of all 18, 50% of the 4 that applied."


def test_a_limit_speaks_and_blocks_hand_in() -> None:
    """The answer is kept as typed; the template's own words say what is wrong."""
    form = _two_children()
    form.answer("q.kids[1].age", 30)
    assert form.view("q.kids[1].age").problem == "A child is under 19."
    assert form.answers["q.kids[1].age"] == 30
    assert any(gap.why == "problem" for gap in form.gaps())
    form.answer("q.kids[1].age", 3)
    assert form.view("q.kids[1].age").problem == ""


def test_an_answer_that_is_not_offered_any_more() -> None:
    """It stays, counts nowhere, and is told; a choice whose days are over is not offered."""
    form = _two_children()
    assert [choice.key for choice in form.view("q.when").choices] == ["a", "c"]
    form.answer("q.when", "a")
    form.answer("q.kids[1].age", 5)
    view = form.view("q.when")
    assert [choice.key for choice in view.choices] == ["c"]
    assert "not offered any more" in view.problem
    assert "q.when" not in form.counted
    form.answer("q.kids[1].age", 12)
    assert form.view("q.when").problem == ""


def test_another_answer_wants_its_words() -> None:
    """'Other' asks which; the words stand apart, so that they can be erased."""
    form = _two_children()
    form.answer("q.kids[1].school", "other")
    assert any(gap.key == "q.kids[1].school#other" for gap in form.gaps())
    form.answer("q.kids[1].school#other", "Taught at home")
    assert not any(gap.key == "q.kids[1].school#other" for gap in form.gaps())
    assert form.typed("q.kids[1].school#other")
    assert form.typed("q.kids[1].said")
    assert not form.typed("q.kids[1].age")
    assert not form.typed("q.kids")


def test_what_is_worked_out_is_frozen_with_the_audit() -> None:
    """A handed-in audit shows the value of its day, whatever was erased since."""
    form = _two_children()
    assert form.worked == {"q.oldest": 12, "q.day": TODAY.isoformat(), "q.mark": "v2"}
    assert "q.day" not in form.domain("q").questions
    kept = {"q.oldest": 12, "q.day": "2020-01-01"}
    shown = Form(MADE, kept, today=TODAY, read_only=True)
    assert shown.view("q.oldest").value == 12
    assert shown.worked["q.day"] == "2020-01-01"
    assert _form(kept).view("q.oldest").value is None


def test_what_an_audit_begins_with() -> None:
    """Defaults stand there before anybody answers."""
    assert first_answers(MADE, TODAY) == {"q.fixed": "As agreed"}


def test_answers_of_several_parts_in_words() -> None:
    """A grid is read row by row, an order with its numbers."""
    grid, order = ASKED[3], ASKED[5]
    assert in_words(MADE, grid, {"x": "all", "y": "none"}) == "X: All\nY: None"
    assert in_words(MADE, order, ["b", "a"]) == "1. B; 2. A"
