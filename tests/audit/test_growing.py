"""Groups that begin filled, that are as many as a number says, and that rules count; all made up."""

import pytest

from qa_tool.audit.beginning import first_answers
from qa_tool.audit.form import Form
from qa_tool.template.model import Question, Template
from tests.audit.made_up import TODAY, template, ungraded

MANY = Question("home.many", "number", "How many children?", whole=True, least=0, most=9)
NAME = Question("home.child.name", "text", "What is this child called here?")
PLACE = Question("home.child.place", "text", "Where?", default="At home")


def _template(**group: object) -> Template:
    """A number, a group of two questions, and one that is asked when there are more than two."""
    child = Question(
        "home.child", "group", "Each child", each="Child", questions=(NAME, PLACE), **group
    )  # type: ignore[arg-type]
    more = Question("home.more", "text", "Who cares for so many?", ask_when="count(home.child) > 2")
    return template([ungraded("home", MANY, child, more)], overall="absent")


def _form(asked: Template, **answers: object) -> Form:
    return Form(asked, {f"home.{k}": v for k, v in answers.items()}, today=TODAY)  # type: ignore[arg-type]


def test_a_fresh_entry_begins_with_its_defaults() -> None:
    """They stand there once, can be cleared, and do not come back into what was there before."""
    form = _form(_template())
    form.answer("home.child", ["1"])
    assert form.answers["home.child[1].place"] == "At home"
    assert form.brought == {"home.child[1].place": "At home"}
    form.answer("home.child[1].place", None)
    form.answer("home.child", ["1", "2"])
    assert form.view("home.child[1].place").value is None
    assert form.brought == {"home.child[2].place": "At home"}


def test_the_first_entries_begin_with_their_defaults_too() -> None:
    """A group that must have two begins with two, and what stands in them."""
    first = first_answers(_template(least=2.0), TODAY)
    assert first == {
        "home.child": ["1", "2"], "home.child[1].place": "At home",
        "home.child[2].place": "At home",
    }  # fmt: skip


def test_rules_count_entries() -> None:
    """A question may wait for more than two of something."""
    form = _form(_template())
    form.answer("home.child", ["1", "2"])
    assert not form.view("home.more").asked
    assert "home.more" in form.answer("home.child", ["1", "2", "3"])
    assert form.asked("home.more")
    form.answer("home.child", ["2"])
    assert not form.asked("home.more")


def test_as_many_as_the_number_says() -> None:
    """Entries come with the number and go with it, but never one in which something was answered."""
    form = _form(_template(times="home.many"))
    changed = form.answer("home.many", 3)
    assert {"home.child", "home.more"} <= changed
    assert form.view("home.child").value == ["1", "2", "3"]
    assert form.brought["home.child"] == ["1", "2", "3"]
    assert form.gaps() == ()
    form.answer("home.child[2].name", "The one in the middle")
    form.answer("home.many", 1)
    assert form.view("home.child").value == ["2"]
    form.answer("home.many", 0)
    assert form.view("home.child").value == ["2"]
    assert (
        form.view("home.child").problem == "Another answer says that there are 0, and 1 stand here."
    )
    assert [gap.why for gap in form.gaps()] == ["problem"]
    form.answer("home.child", [])
    assert form.gaps() == ()


@pytest.mark.parametrize("given", [None, "soon", 40])
def test_a_number_that_says_nothing_or_too_much(given: object) -> None:
    """Without a number nothing is added; the most of the group holds."""
    asked = _template(times="home.many * 2" if given == 40 else "home.many", most=4.0)
    form = _form(asked, many=9 if given == 40 else given)
    assert form.view("home.child").value == (["1", "2", "3", "4"] if given == 40 else None)


def test_what_was_kept_without_them_is_there_again() -> None:
    """A draft that holds the number and a name shows both, and its entries go along at hand-in."""
    asked = _template(times="home.many")
    form = _form(asked, many=2, **{"child[2].name": "The second"})
    assert form.view("home.child").value == ["1", "2"]
    assert form.view("home.child[2].name").value == "The second"
    assert form.worked["home.child"] == ["1", "2"]
    shown = Form(asked, {**form.answers}, today=TODAY, read_only=True)
    assert shown.view("home.child").value == ["1", "2"]
