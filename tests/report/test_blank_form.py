"""The printed blank form says in plain words when a question is asked, and what limits its answer."""

import re
from datetime import date

import pytest

from qa_tool.paths import FORMS
from qa_tool.report.blank_form import Asked, build
from qa_tool.report.blocks import Note, Paragraph, TableBlock
from qa_tool.template.model import Choice, Domain, Question, Template
from qa_tool.template.read import read_template

AB = (Choice("a", "Apple"), Choice("b", "Birch", when="q.many > 1"))
QUESTIONS = (
    Question("q.many", "number", "How many children?", whole=True, least=0, most=9, unit="children",
             constraint="q.many != 7", constraint_message="Seven is never right"),
    Question("q.which", "one_of", "Which?", choices=AB, required_when="q.many > 2",
             evidence_when="q.which == 'a'", action_when="q.which == 'b'"),
    Question("q.why", "text", "Why?", ask_when="q.which == 'b'", required_when="q.which == 'b'"),
    Question("q.day", "date", "When?", not_future=True, constraint="q.day > '2020-01-01'"),
    Question("q.kids", "group", "Each child", each="Child", times="q.many", questions=(
        Question("q.kids.age", "number", "Age?", ask_when="q.many > 1"),
    )),
)  # fmt: skip


def _shipped(name: str) -> Template:
    template, _problems = read_template(FORMS / name)
    assert template is not None
    return template


def _made() -> Template:
    from dataclasses import replace

    domain = Domain("q", "Questions", "Why?", graded=False, questions=QUESTIONS)
    return replace(_shipped("core_case_audit.toml"), domains=(domain,), rules=())


def _words(template: Template) -> list[str]:
    blocks = build(template, Asked((), "Made-up council", "", date(2026, 11, 20))).blocks
    return [one.text for one in blocks if isinstance(one, Note | Paragraph)]


def test_conditions_and_limits_stand_there_in_plain_words() -> None:
    """When it is asked, when it is needed, what it may be, and what it asks for beside it."""
    said = _words(_made())
    for words in (
        "A whole number from 0 to 9, in children.",
        "Seven is never right.",
        "Needed where “How many children?” is more than 2.",
        "“Birch” only where “How many children?” is more than 1.",
        "Where “Which?” is “Apple”: name the evidence.",
        "Where “Which?” is “Birch”: an action is asked for. Where none is needed, say why.",
        "Only where “Which?” is “Birch”; then it is needed.",
        "Not a day to come.",
        "It must hold that “When?” is after 2020-01-01.",
        "As many as “How many children?”.",
        "Only where “How many children?” is more than 1.",
    ):
        assert words in said, words


def test_what_an_answer_asks_for_has_room() -> None:
    """A table for evidence under the question, and one for all actions at the end."""
    blocks = build(_made(), Asked((), "Made-up council", "", date(2026, 11, 20))).blocks
    headers = [one.header for one in blocks if isinstance(one, TableBlock)]
    assert headers.count(("About", "Action", "Who", "By when")) == 1
    assert any(header[0].startswith("Evidence") for header in headers)


@pytest.mark.parametrize("name", sorted(path.name for path in FORMS.glob("*.toml")))
def test_no_shipped_form_prints_the_rules_language(name: str) -> None:
    """No sign, no function and no key of a question."""
    template = _shipped(name)
    asked = [q for domain in template.domains for q in domain.questions]
    keys = {one.key for q in asked for one in (q, *q.questions)}
    text = "\n".join(_words(template))
    assert not re.search(r"==|!=|answered\(|count\(", text)
    assert not [key for key in keys if re.search(rf"\b{re.escape(key)}\b", text)]
