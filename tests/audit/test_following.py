"""What follows from an answer: evidence beside it, an action or a reason, a theme; all made up."""

from dataclasses import replace

import pytest

from qa_tool.audit import consistency, entries
from qa_tool.audit.form import Form
from qa_tool.template.model import Domain, Question
from tests.audit.made_up import TODAY, graded, rows, template, ungraded

SEEN = Question(
    "risk.seen", "yes_no", "Was the child seen?", theme="oversight_thin",
    evidence_when="risk.seen == 'yes'", action_when="risk.seen == 'no'",
)  # fmt: skip


def _form(*questions: Question, **answers: object) -> Form:
    """A form with one graded domain; answers by the last part of their key."""
    given = {f"risk.{key}": value for key, value in answers.items()}
    return Form(template([graded("risk", *questions)]), given, today=TODAY)  # type: ignore[arg-type]


def _gaps(form: Form) -> dict[str, str]:
    return {gap.key: gap.why for gap in form.gaps()}


def test_evidence_is_asked_for_where_its_rule_holds() -> None:
    """It stands beside the answer, is missed in a sentence, and is kept when the rule holds no more."""
    form = _form(SEEN)
    beside = "risk.seen#evidence"
    assert not form.asked(beside)
    assert beside in form.answer("risk.seen", "yes")
    assert form.view(beside).required
    text = next(gap.text for gap in form.gaps() if gap.key == beside)
    assert text.startswith("Risk: “Was the child seen?” is answered so that evidence is asked for.")
    form.answer(beside, rows("2026-10-01"))
    assert beside not in _gaps(form)
    form.answer("risk.seen", "no")
    assert not form.asked(beside)
    assert beside not in form.counted
    assert form.answers[beside] == rows("2026-10-01")


def test_evidence_beside_an_answer_is_evidence_of_its_domain() -> None:
    """A grade that rests on a dated record beside an answer is not called a grade without evidence."""
    form = _form(SEEN, seen="yes", grade="good", reason="It shows.")
    codes = {finding.code for finding in consistency.check(form)}
    assert "grade_without_evidence" in codes
    form.answer("risk.seen#evidence", rows("2026-10-01"))
    assert "grade_without_evidence" not in {f.code for f in consistency.check(form)}


def test_words_of_evidence_beside_an_answer_are_words() -> None:
    """They can be erased like all that was typed: they are no codes."""
    asked = template([graded("risk", SEEN)])
    assert entries.typed(asked, "risk.seen#evidence", rows("2026-10-01"))
    assert not entries.typed(asked, "risk.seen", "yes")


def test_an_action_or_a_reason_why_none() -> None:
    """The gap goes when an action is raised at the question, or the comment says why not; and comes back."""
    form = _form(SEEN, seen="no")
    comment = "risk.seen#comment"
    assert form.view("risk.seen").acts
    assert _gaps(form)[comment] == "action"
    assert {"risk.seen", comment} <= form.actions(["risk.seen", "elsewhere.q"])
    assert comment not in _gaps(form)
    assert form.view("risk.seen").acted
    form.actions([])
    assert _gaps(form)[comment] == "action"
    form.answer(comment, "The manager did it the same day.")
    assert comment not in _gaps(form)
    form.answer("risk.seen", "yes")
    assert not form.view("risk.seen").acts


def test_the_theme_of_an_answer_is_suggested() -> None:
    """By its own rule, otherwise by that of the action, otherwise by any answer but 'not applicable'."""
    by_action = _form(SEEN, seen="yes")
    assert by_action.view("risk.seen").theme == ""
    by_action.answer("risk.seen", "no")
    assert by_action.view("risk.seen").theme == "oversight_thin"
    own = replace(SEEN, theme_when="risk.seen == 'yes'")
    assert _form(own, seen="no").view("risk.seen").theme == ""
    assert _form(own, seen="yes").view("risk.seen").theme == "oversight_thin"
    plain = Question("risk.why", "text", "Why?", theme="drift", allow_na=True)
    form = _form(plain)
    assert form.view("risk.why").theme == ""
    form.answer("risk.why", "Nobody decided.")
    assert form.view("risk.why").theme == "drift"
    form.not_applicable("risk.why")
    assert form.view("risk.why").theme == ""


@pytest.mark.parametrize("count", [1, 2])
def test_each_entry_of_a_group_has_its_own(count: int) -> None:
    """What is asked of one child says nothing about the next."""
    inner = Question(
        "home.child.seen", "yes_no", "Seen?", theme="drift",
        evidence_when="home.child.seen == 'yes'", action_when="home.child.seen == 'no'",
    )  # fmt: skip
    group = Question("home.child", "group", "Each child", each="Child", questions=(inner,))
    domain: Domain = ungraded("home", group)
    given = {"home.child": [str(n + 1) for n in range(count)], "home.child[1].seen": "no"}
    form = Form(template([domain], overall="absent"), given, today=TODAY)  # type: ignore[arg-type]
    assert _gaps(form) == {"home.child[1].seen#comment": "action"}
    assert form.view("home.child[1].seen").theme == "drift"
    form.actions(["home.child[1].seen"])
    assert form.gaps() == ()
    if count > 1:
        form.answer("home.child[2].seen", "yes")
        assert _gaps(form) == {"home.child[2].seen#evidence": "evidence"}
