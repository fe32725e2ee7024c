"""Whatever cells a workbook has, reading it gives problems or a template, never an exception."""

import contextlib
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_tool.problems import Problem, errors
from qa_tool.template.expression import BadExpression, NotCarried, parse
from qa_tool.template.model import Template
from qa_tool.template.plain import from_plain, to_plain
from qa_tool.template.sheet.asking import Asking
from qa_tool.template.sheet.grid import text_of
from qa_tool.template.sheet.headings import (
    CHOICES,
    DESCRIPTORS,
    OWN,
    RULES,
    SETTINGS,
    SURVEY,
    VOICES,
)
from qa_tool.template.sheet.markdown import from_markdown
from qa_tool.template.sheet.names import Meant, Names
from qa_tool.template.sheet.read import Sheet, read_sheets

_TEXTS = st.sampled_from([
    "begin_group", "end group", "begin repeat", "end_repeat", "text", "integer", "select_one l",
    "select_multiple l or_other", "rank l", "calculate", "hidden", "note", "today", "acknowledge",
    "select one from nowhere", "range", "image", "a", "b", "l", "yes", "no", "overall", "safety",
    "rating_grid", "grade", "evidence", "score", "yes_no", "${a} = 'x'", "${a} > ${b} + 1", "regex(., '(a+)+')",
    "true", "ofsted", "good", "inadequate", "start=1 end=x", "today()", "child", "a.grade", "overall.grade",
    "-1", "1e9", "9" * 30, "2026-02-30", "risk", "danger", "#", "x" * 70, "selected(${a}, 'a')", "l=${a}",
])  # fmt: skip
_CELLS = (
    _TEXTS | st.text(max_size=12) | st.none() | st.booleans() | st.integers() | st.floats()
    | st.dates() | st.datetimes() | st.times()
)  # fmt: skip
_HEADS = {"survey": (*SURVEY, *OWN), "choices": CHOICES, "settings": SETTINGS, "descriptors": DESCRIPTORS,
          "rules": RULES, "voices": VOICES}  # fmt: skip


def _sound(result: tuple[Template | None, tuple[Problem, ...]]) -> None:
    template, problems = result
    assert (template is None) == bool(errors(problems))
    assert all(problem.where and problem.what and problem.code for problem in problems)
    if template is not None:
        assert from_plain(to_plain(template)) == template


@st.composite
def _books(draw: st.DrawFn) -> list[Sheet]:
    sheets = []
    for name in draw(
        st.lists(st.sampled_from([*_HEADS, "Survey", "other"]), min_size=1, max_size=6)
    ):
        known = _HEADS.get(name.casefold(), SURVEY)
        first = ["type", "name"] if name == "survey" and draw(st.booleans()) else []
        head = [*first, *draw(st.lists(st.sampled_from(known) | st.text(max_size=6), max_size=8))]
        rows = draw(st.lists(st.lists(_CELLS, max_size=len(head) + 1), max_size=10))
        sheets.append(Sheet(name, [head, *rows]))
    return sheets


@settings(max_examples=100, deadline=None)
@given(sheets=_books())
def test_any_cells(sheets: list[Sheet]) -> None:
    """Cells of every sort under headings of every sort."""
    _sound(read_sheets(sheets, "odd.xlsx"))


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS), max_size=12))
def test_any_survey(rows: list[tuple[str, ...]]) -> None:
    """Rows of the dialect in any order, mostly in the wrong place."""
    head = ["type", "name", "label", "relevant", "constraint", "kind"]
    choices = Sheet("choices", [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]])
    _sound(read_sheets([Sheet("survey", [head, *rows]), choices], "odd.xlsx"))


@settings(max_examples=80, deadline=None)
@given(text=st.text(alphabet="| \\\n-#abst:_eypnmruvchoil", max_size=200))
def test_any_markdown(text: str) -> None:
    """Text that looks like tables."""
    _sound(read_sheets(from_markdown(text), "odd.md"))


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(max_size=40)
    | st.lists(
        st.sampled_from(["${a}", "${n}", ".", "'x'", "1", "=", "!=", "<=", "and", "or", "not(", "(", ")", "if(", ",", "+", "div", "selected(", "today()", "sum(", "regex("]),
        max_size=14,
    ).map(" ".join)
)  # fmt: skip
def test_any_expression(text: str) -> None:
    """An expression is understood, named as beyond us, or wrong with a place."""
    names = Names()
    names.add("a", Meant("d.a", "some_of", {"x": "x"}))
    names.add("n", Meant("d.n", "number"))
    for work in (Asking(names, "d.n").condition, Asking(names, "d.n").calculation):
        with contextlib.suppress(BadExpression, NotCarried):
            work(text)


@pytest.mark.parametrize(
    "text", ["(" * 2_000, "not(" * 500 + "1" + ")" * 500, "1" + "+1" * 1_900, "-" * 3_000 + "1"]
)
def test_deep_expression(text: str) -> None:
    """Nesting beyond measure is told with a place, not fallen over."""
    with pytest.raises(BadExpression) as told:
        parse(text)
    assert told.value.cure
    assert told.value.column > 1


def test_cells_as_texts() -> None:
    """Numbers, dates and truths are written as people wrote them."""
    told = [
        text_of(cell)
        for cell in (
            1.0,
            0.5,
            True,
            None,
            date(2026, 11, 21),
            datetime(2026, 11, 21),  # noqa: DTZ001  as spreadsheets have it
            time(9, 30),
            " a\r\nb\x07 ",
        )
    ]
    assert told == ["1", "0.5", "true", "", "2026-11-21", "2026-11-21", "09:30:00", "a\nb"]
    assert text_of(float("nan")) == text_of(float("inf")) == ""
