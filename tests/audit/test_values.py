"""What each kind of answer may be, and that nothing is altered without a word."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.audit.form import Form
from qa_tool.audit.values import LONGEST_TEXT, BadAnswer
from qa_tool.template.model import Choice, Question
from tests.audit.made_up import TODAY, graded, rows, template, ungraded

CHOICES = tuple(Choice(key, key.upper()) for key in "abc")
KINDS = (
    Question("q.text", "text", "Words?", allow_na=True),
    Question("q.number", "number", "How many?", least=0, most=100, allow_na=True),
    Question("q.whole", "number", "How many whole ones?", whole=True),
    Question("q.date", "date", "When?"),
    Question("q.past", "date", "When was it?", not_future=True),
    Question("q.one", "one_of", "Which?", choices=CHOICES),
    Question("q.some", "some_of", "Which ones?", choices=CHOICES),
    Question("q.yes", "yes_no", "Is it so?", companions=("comment", "date", "priority", "yes_no")),
    Question("q.grade", "grade", "How good?"),
    Question("q.met", "grade", "Is it met?", scale="met"),
    Question("q.evidence", "evidence", "What did you see?"),
    Question("q.score", "score", "How much?", least=0, most=10),
    Question("q.note", "note", "Read this."),
    Question("q.grid", "rating_grid", "A grid.", required=True),
)
MADE = template([ungraded("q", *KINDS), graded("d")])
# Accents, an emoji of several parts, a right-to-left mark and Arabic letters.
MIXED = "Rée’s café \U0001f469\u200d\U0001f467 \u200f\u0639\u0631\u0628\u064a"
KEYS = [question.key for question in KINDS] + ["d.grade", "d.reason", "d.evidence", "q.yes#comment"]


def _form() -> Form:
    return Form(MADE, today=TODAY)


GOOD: list[tuple[str, Any, Any]] = [
    ("q.text", MIXED, MIXED),
    ("q.text", "one\r\ntwo\rthree\tfour\x07\x00", "one\ntwo\nthree\tfour"),
    ("q.text", " =1+1 ", " =1+1 "),
    ("q.text", "not_applicable", "not_applicable"),
    ("q.text", {"na": True}, {"na": True}),
    ("q.number", 2.5, 2.5),
    ("q.number", " 12 ", 12),
    ("q.number", 0, 0),
    ("q.whole", 3.0, 3),
    ("q.date", "1999-12-31", "1999-12-31"),
    ("q.date", TODAY, "2026-11-20"),
    ("q.past", "2026-11-20", "2026-11-20"),
    ("q.one", "b", "b"),
    ("q.some", ["c", "a", "c"], ["a", "c"]),
    ("q.yes", "not_known", "not_known"),
    ("q.yes#priority", "high", "high"),
    ("q.yes#yes_no", "no", "no"),
    ("q.yes#date", "2027-01-01", "2027-01-01"),
    ("q.grade", "inadequate", "inadequate"),
    ("q.met", "not_applicable", "not_applicable"),
    ("q.score", 10, 10),
]


@pytest.mark.parametrize(("key", "given", "kept"), GOOD)
def test_kept_as_given(key: str, given: Any, kept: Any) -> None:
    """What a question can hold is kept, in the one shape of its kind."""
    form = _form()
    form.answer(key, given)
    assert form.answers[key] == kept
    assert type(form.answers[key]) is type(kept)


def test_evidence_rows_get_all_three_parts_and_empty_rows_go() -> None:
    """A row may lack a date; a row that holds nothing at all is no evidence."""
    form = _form()
    form.answer("q.evidence", [{"what": "Visit"}, {"what": " ", "date": "", "shows": ""}])
    assert form.answers["q.evidence"] == [{"what": "Visit", "date": "", "shows": ""}]
    form.answer("q.evidence", [{"what": ""}])
    assert "q.evidence" not in form.answers


BAD: list[tuple[str, Any, str]] = [
    ("q.text", 5, "must be words"),
    ("q.text", "a" * (LONGEST_TEXT + 1), "200,001 characters"),
    ("q.text", "half \ud83d", "half of a character"),
    ("q.text", {"na": False}, "cannot be read"),
    ("q.number", True, "not a number"),
    ("q.number", "twelve", "not a number"),
    ("q.number", float("nan"), "cannot be kept"),
    ("q.number", float("inf"), "cannot be kept"),
    ("q.number", 101, "too large"),
    ("q.number", -1, "too small"),
    ("q.whole", 10**400, "cannot be kept"),
    ("q.whole", 2.5, "whole number"),
    ("q.whole", {"na": True}, "not applicable"),
    ("q.date", "0000-01-01", "no day"),
    ("q.date", "1899-12-31", "1899"),
    ("q.date", "2201-01-01", "2201"),
    ("q.date", "2026-02-30", "no day"),
    ("q.date", "20 November", "not a date"),
    ("q.date", "２０２６-11-20", "not a date"),
    ("q.past", "2026-11-21", "future"),
    ("q.one", "z", "choose from"),
    ("q.one", ["a"], "choose from"),
    ("q.some", "a", "several answers"),
    ("q.some", ["a", ["b"]], "choose from"),
    ("q.yes", True, "choose from"),
    ("d.grade", "excellent", "choose from"),
    ("q.evidence", "a visit", "list of records"),
    ("q.evidence", [{"what": "x", "who": "y"}], "three parts"),
    ("q.evidence", [{"what": "x", "date": "yesterday"}], "not a date"),
    ("q.evidence", [{"what": "x"}] * 501, "too many"),
    ("q.note", "x", "reading only"),
    ("q.grid", {"a": "b"}, "cannot be read"),
    ("q.unknown", "x", "no question"),
    ("q.text#comment", "x", "no question"),
    ("q.yes#later", "yes", "on or off"),
    ("q.yes#comment#later", True, "no flag"),
]


@pytest.mark.parametrize(("key", "given", "said"), BAD)
def test_refused_with_a_sentence_and_nothing_changed(key: str, given: Any, said: str) -> None:
    """What a question cannot hold is refused in words, and the earlier answer stands."""
    form = _form()
    form.answer("q.text", "before")
    before = form.answers
    with pytest.raises(BadAnswer, match=said) as trouble:
        form.answer(key, given)
    assert trouble.value.cure
    assert form.answers == before


def test_the_longest_text_is_kept_whole() -> None:
    """200,000 characters go in and come out."""
    form = _form()
    form.answer("q.text", "å" * LONGEST_TEXT)
    assert form.answers["q.text"] == "å" * LONGEST_TEXT


def test_not_applicable_is_an_answer() -> None:
    """It is the choice of that name where there is one, a mark where allowed, else refused."""
    form = _form()
    form.not_applicable("q.yes")
    form.not_applicable("q.number")
    assert form.answers == {"q.yes": "not_applicable", "q.number": {"na": True}}
    assert form.view("q.yes").na
    assert form.view("q.number").na
    assert form.view("q.number").answered
    with pytest.raises(BadAnswer, match="not applicable"):
        form.not_applicable("q.one")


def test_a_client_cannot_change_a_kept_answer_from_outside() -> None:
    """Lists that go in or come out are copies."""
    form, mine = _form(), rows("2026-01-01")
    form.answer("q.evidence", mine)
    mine[0]["what"] = "Changed"
    form.answers["q.evidence"][0]["what"] = "Changed"  # type: ignore[index]
    form.view("q.evidence").value[0]["what"] = "Changed"  # type: ignore[index]
    form.counted["q.evidence"][0]["what"] = "Changed"  # type: ignore[index]
    assert form.answers["q.evidence"] == rows("2026-01-01")


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary(max_size=3)
    | st.dates()
    | st.datetimes()
    | st.sampled_from(["a", "yes", "good", "met", "2026-01-01", "not_applicable"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["na", "what", "date", "shows", "x"]), inner, max_size=3)
        | st.tuples(inner)
    ),
    max_leaves=6,
)


@given(st.sampled_from(KEYS), ANYTHING)
def test_any_value_is_kept_or_refused_and_round_trips(key: str, value: object) -> None:
    """Nothing but BadAnswer ever comes out; what is kept is JSON, and keeps the same again."""
    form = _form()
    refused = ""
    try:
        form.answer(key, value)
    except BadAnswer as trouble:
        refused = str(trouble)
    assert not refused or (refused.endswith(".") and not form.answers)
    kept = json.loads(json.dumps(form.answers, allow_nan=False))
    assert kept == form.answers
    again = Form(MADE, kept, today=TODAY)
    assert again.answers == kept
    assert [again.view(name) for name in KEYS] == [form.view(name) for name in KEYS]


@given(st.dictionaries(st.sampled_from([*KEYS, "gone.q", "q.one#later", "#later"]), ANYTHING))
def test_opening_never_fails_and_never_loses_anything(answers: dict[str, Any]) -> None:
    """Whatever was kept by another version opens; what does not fit stays, with a problem said."""
    form = Form(MADE, answers, today=TODAY)
    form.gaps()
    form.domains()
    for key in KEYS:
        view = form.view(key)
        assert not (view.problem and view.answered)
        if view.problem:
            assert key in form.answers
    if "gone.q" in answers:
        assert "gone.q" in form.answers
