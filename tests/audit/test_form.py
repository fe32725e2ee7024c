"""The form engine: what is asked, what counts, what is missing, and how fast it says so."""

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.audit.form import BadAnswer, Form
from qa_tool.template.model import Choice, Grade, Question, Rule, SafetyQuestion, Scale, Template
from tests.audit.made_up import TODAY, graded, rows, template, ungraded

MODE = Question(
    "about.mode",
    "one_of",
    "How was it done?",
    choices=(Choice("record_only", "Record only"), Choice("with_family", "With the family")),
    required=True,
)
GAP = Question("visits.gap", "yes_no", "Was there a gap?", required=True, companions=("comment",))
LONG = Question(
    "visits.long", "number", "How many weeks?", ask_when="visits.gap == 'yes'", required=True
)
WHY = Question("visits.why", "text", "Why so long?", ask_when="visits.long > 6")
SAID = Question("visits.said", "text", "Who said so?", required_when="about.mode == 'with_family'")
SEEN = SafetyQuestion("seen", "Has the child been seen?", worry=("no", "not_known"))
LIMIT = Rule(
    "gap_unexplained",
    "A long gap with no reason.",
    when="visits.long > 6",
    overall_no_better_than="requires_improvement",
)
MADE = template(
    [ungraded("about", MODE), graded("visits", GAP, LONG, WHY, SAID), graded("plan")],
    safety=[SEEN],
    rules=[LIMIT],
)


def _form(answers: dict[str, Any] | None = None, made: Template = MADE, **how: bool) -> Form:
    return Form(made, answers, today=TODAY, **how)


def _filled() -> Form:
    """An audit in which nothing is missing."""
    form = _form()
    for key, value in {
        "about.mode": "record_only",
        "visits.gap": "no",
        "visits.grade": "good",
        "visits.reason": "Seen every week.",
        "plan.grade": "good",
        "plan.reason": "The plan is being carried out.",
        "safety.seen": "yes",
        "overall.grade": "good",
        "overall.reason": "The child is doing well.",
    }.items():
        form.answer(key, value)
    return form


def test_domains_come_in_form_order_with_safety_before_the_overall() -> None:
    """The template's domains, then safety, then the overall; each with the keys asked now."""
    form = _form()
    assert [domain.key for domain in form.domains()] == [
        "about", "visits", "plan", "safety", "overall",
    ]  # fmt: skip
    assert form.domain("visits").questions == (
        "visits.gap", "visits.said", "visits.grade", "visits.reason", "visits.evidence",
    )  # fmt: skip
    assert form.domain("overall").questions == ("overall.grade", "overall.reason")


def test_a_hidden_answer_is_kept_but_counts_nowhere_and_returns() -> None:
    """Down a chain of conditions: what is not asked is not counted, not missed, and not graded."""
    form = _filled()
    form.answer("visits.gap", "yes")
    form.answer("visits.long", 9)
    form.answer("visits.why", "The worker was ill.")
    assert form.implied().grade == "requires_improvement"
    assert form.asked("overall.differs")

    changed = form.answer("visits.gap", "no")
    assert changed == {"visits.gap", "visits.long", "visits.why", "overall.differs"}
    assert not form.asked("visits.long")
    assert not form.asked("visits.why")
    assert form.answers["visits.long"] == 9
    assert "visits.long" not in form.counted
    assert "visits.long" not in form.domain("visits").questions
    assert form.implied().grade == "good"
    assert form.gaps() == ()

    form.answer("visits.gap", "yes")
    assert form.view("visits.long").value == 9
    assert form.view("visits.why").asked
    assert form.implied().grade == "requires_improvement"


def test_required_when_follows_the_answer_it_names() -> None:
    """A condition turns a question into a required one, and the view tells."""
    form = _form()
    assert not form.view("visits.said").required
    assert form.answer("about.mode", "with_family") == {"about.mode", "visits.said"}
    assert form.view("visits.said").required


def test_answering_the_same_again_changes_nothing() -> None:
    """No key is told to be redrawn when nothing changed."""
    form = _form()
    assert form.answer("plan.grade", "good")
    assert form.answer("plan.grade", "good") == frozenset()


def test_gaps_name_domain_and_question_in_form_order() -> None:
    """An empty audit lists everything once, in sentences, from top to bottom."""
    gaps = _form().gaps()
    assert [(gap.key, gap.why) for gap in gaps] == [
        ("about.mode", "required"),
        ("visits.gap", "required"),
        ("visits.grade", "grade"),
        ("plan.grade", "grade"),
        ("safety.seen", "safety"),
        ("overall.grade", "overall"),
    ]
    assert gaps[0].text == "About: “How was it done?” has no answer yet."
    assert all(gap.text.endswith(".") for gap in gaps)


def test_a_grade_needs_its_reason_also_when_it_is_not_enough_evidence() -> None:
    """Once graded, the reason is what is missing; 'not enough evidence' counts as a grade."""
    form = _form()
    form.answer("plan.grade", "not_enough_evidence")
    assert [gap.why for gap in form.gaps() if gap.domain == "plan"] == ["reason"]
    form.answer("plan.reason", "   ")
    assert [gap.why for gap in form.gaps() if gap.domain == "plan"] == ["reason"]
    form.answer("plan.reason", "The plan was locked away.")
    assert not [gap for gap in form.gaps() if gap.domain == "plan"]
    assert "not available" in form.view("plan.reason").help


def test_come_back_later_is_a_flag_and_a_gap() -> None:
    """A flag stands beside the answer, is kept with it, and must be gone before hand-in."""
    form = _filled()
    assert form.later("visits.gap", on=True) == {"visits.gap"}
    assert form.later("visits.gap", on=True) == frozenset()
    assert form.view("visits.gap").later
    assert [(gap.key, gap.why) for gap in form.gaps()] == [("visits.gap", "later")]
    assert form.domain("visits").state == "begun"
    again = _form(form.answers)
    assert again.view("visits.gap").later
    again.answer("visits.gap#later", None)
    assert again.gaps() == ()
    assert "visits.gap#later" not in again.answers


def test_an_overall_that_departs_asks_for_its_reason() -> None:
    """The question appears with the departure and goes with it; its words are kept."""
    form = _filled()
    assert form.answer("overall.grade", "outstanding") == {"overall.grade", "overall.differs"}
    assert [(gap.key, gap.why) for gap in form.gaps()] == [("overall.differs", "differs")]
    form.answer("overall.differs", "The change for this child was exceptional.")
    assert form.gaps() == ()
    assert form.answer("overall.grade", "good") >= {"overall.differs"}
    assert not form.asked("overall.differs")
    assert form.answers["overall.differs"]


def test_a_worrying_safety_answer_needs_a_comment_or_a_stop() -> None:
    """The comment says why no stop is needed; a stop makes it unnecessary."""
    form = _filled()
    changed = form.answer("safety.seen", "not_known")
    assert changed == {"safety.seen", "safety.seen#comment"}
    assert [(gap.key, gap.why) for gap in form.gaps()] == [("safety.seen#comment", "safety")]
    assert form.safety_stop(raised=True) == {"safety.seen#comment"}
    assert form.gaps() == ()
    assert form.domain("safety").state == "done"
    form.safety_stop(raised=False)
    form.answer("safety.seen#comment", "Seen at school this morning.")
    assert form.gaps() == ()


def test_a_written_overall_and_none_at_all() -> None:
    """Written asks for words and no grade; absent has no such domain."""
    written = _form(made=template([graded("plan")], overall="written"))
    assert written.domain("overall").questions == ("overall.written",)
    assert [gap.why for gap in written.gaps()] == ["grade", "overall"]
    assert written.overall() is None
    absent = _form(made=template([graded("plan")], overall="absent"))
    assert [domain.key for domain in absent.domains()] == ["plan"]
    with pytest.raises(BadAnswer, match="no question"):
        absent.view("overall.grade")
    with pytest.raises(BadAnswer, match="no domain"):
        absent.domain("overall")


def test_domain_states_and_counts() -> None:
    """Empty, begun and done; done means that nothing is missing, evidence may still be open."""
    form = _form()
    assert form.domain("plan").state == "empty"
    form.answer("plan.grade", "requires_improvement")
    plan = form.domain("plan")
    assert (plan.state, plan.answered, plan.asked) == ("begun", 1, 3)
    assert (plan.grade, plan.grade_name) == ("requires_improvement", "Requires improvement")
    assert plan.tone == "requires_improvement"
    form.answer("plan.reason", "Slow.")
    assert form.domain("plan").state == "done"


def test_a_view_tells_all_that_a_client_may_know() -> None:
    """Choices in display order with their keys, descriptors, boundaries, companions."""
    view = _form().view("visits.grade")
    assert [(c.position, c.key) for c in view.choices][:2] == [(1, "outstanding"), (2, "good")]
    assert view.choices[1].tone == "good"
    gap = _form().view("visits.gap")
    assert [choice.key for choice in gap.choices] == ["yes", "no", "not_applicable", "not_known"]
    assert gap.companions == ("visits.gap#comment",)
    assert _form().view("visits.gap#comment").kind == "text"


def test_yes_no_answers_come_from_the_templates_own_scale_where_it_has_one() -> None:
    """A council's own wording and order of yes and no is shown as the template brings it."""
    own = Scale(
        "yes_no", "Own words", (Grade("no", "Never", None, 1), Grade("yes", "Ever", None, 2))
    )
    made = replace(MADE, scales=(*MADE.scales, own))
    assert [choice.text for choice in _form(made=made).view("visits.gap").choices] == [
        "Never", "Ever",
    ]  # fmt: skip


def test_an_audit_that_was_handed_in_is_only_shown() -> None:
    """Every way of changing it is refused, with the cure."""
    form = _form(_filled().answers, read_only=True)
    assert form.view("plan.grade").read_only
    for attempt in (
        lambda: form.answer("plan.grade", "good"),
        lambda: form.clear("plan.grade"),
        lambda: form.not_applicable("visits.gap"),
        lambda: form.later("plan.grade", on=True),
    ):
        with pytest.raises(BadAnswer, match="handed in") as trouble:
            attempt()
        assert "Reopen" in trouble.value.cure


def test_what_does_not_fit_is_kept_said_and_replaced() -> None:
    """An answer from elsewhere that this template cannot hold is a gap until it is answered."""
    form = _form({"plan.grade": "adequate", "plan.other": "kept"})
    assert form.view("plan.grade").problem
    assert form.grade("plan") is None
    assert [gap.why for gap in form.gaps() if gap.key == "plan.grade"] == ["problem"]
    assert form.answers == {"plan.grade": "adequate", "plan.other": "kept"}
    form.answer("plan.grade", "good")
    assert form.view("plan.grade").problem == ""
    assert form.answers == {"plan.grade": "good", "plan.other": "kept"}


CIRCLE = template(
    [
        ungraded(
            "c",
            Question("c.a", "yes_no", "A?", ask_when="not answered(c.b)"),
            Question("c.b", "yes_no", "B?", ask_when="not answered(c.a)"),
            Question("c.self", "yes_no", "Self?", ask_when="answered(c.self)"),
        )
    ],
    overall="absent",
)


@pytest.mark.parametrize("made", [MADE, CIRCLE], ids=["chain", "circle"])
@given(data=st.data())
def test_step_by_step_equals_all_at_once_and_clearing_goes_back(
    made: Template, data: st.DataObject
) -> None:
    """Any road of answers gives the form that opening with the result gives; clear undoes answer.

    Also: only keys that were told have changed, and hidden answers never touch what is implied.
    """
    form = _form(made=made)
    keys = sorted(key for domain in form.domains() for key in _all_keys(form, domain.key))
    keys += [key for key in ("visits.long", "visits.why", "c.self") if _known(form, key)]
    for _ in range(data.draw(st.integers(1, 8))):
        key = data.draw(st.sampled_from(keys))
        before = {name: form.view(name) for name in keys}
        value, old = _some_value(form, key, data), form.view(key).value
        changed = form.answer(key, value)
        after = {name: form.view(name) for name in keys}
        assert {name for name in keys if before[name] != after[name]} <= changed
        form.answer(key, old)
        assert {name: form.view(name) for name in keys} == before
        form.answer(key, value)
        assert {name: form.view(name) for name in keys} == after
    fresh = _form(json.loads(json.dumps(form.answers)), made=made)
    assert [fresh.view(key) for key in keys] == [form.view(key) for key in keys]
    assert fresh.domains() == form.domains()
    assert fresh.gaps() == form.gaps()
    without_hidden = {k: v for k, v in form.answers.items() if k in form.counted}
    assert _form(without_hidden, made=made).implied() == form.implied()


def _all_keys(form: Form, domain: str) -> list[str]:
    keys = list(form.domain(domain).questions)
    return keys + [name for key in keys for name in form.view(key).companions]


def _known(form: Form, key: str) -> bool:
    try:
        return bool(form.view(key).key)
    except BadAnswer:
        return False


def _some_value(form: Form, key: str, data: st.DataObject) -> object:
    view = form.view(key)
    if view.choices:
        return data.draw(st.sampled_from([choice.key for choice in view.choices]))
    if view.kind == "number":
        return data.draw(st.integers(0, 12))
    if view.kind == "evidence":
        return rows("2026-01-02")
    return data.draw(st.sampled_from(["Because.", "  ", ""]))


def big(questions: int) -> Template:
    """A template of this many questions in ten domains, a third of them asked on a condition."""
    return template(
        [
            graded(
                f"d{d}",
                *(
                    Question(
                        f"d{d}.q{n}",
                        "yes_no",
                        "Is it so?",
                        required=True,
                        ask_when=f"d{d}.q{n - 1} != 'no'" if n % 3 == 1 else "",
                        companions=("comment",),
                    )
                    for n in range(questions // 10)
                ),
                limiting=d == 0,
            )
            for d in range(10)
        ],
        rules=[LIMIT_BIG],
    )


LIMIT_BIG = Rule(
    "limit", "It limits.", domains=("d0",), at_or_below="inadequate",
    overall_no_better_than="inadequate",
)  # fmt: skip


@pytest.mark.parametrize(("questions", "most_ms"), [(60, 16), (590, 50)])
def test_an_answer_is_quick_with_gaps_and_domains_worked_out(questions: int, most_ms: int) -> None:
    """The middle time of one answer, with every gap and domain asked for again, is far below."""
    form = Form(big(questions), today=TODAY)
    keys = [key for domain in form.domains() for key in domain.questions]
    chosen = [key for key in keys if form.view(key).choices]
    times = []
    for key in chosen:
        for choice in form.view(key).choices[:2]:
            start = time.perf_counter()
            form.answer(key, choice.key)
            form.gaps()
            form.domains()
            times.append((time.perf_counter() - start) * 1000)
    assert sorted(times)[len(times) // 2] < most_ms / 10
    assert sorted(times)[int(len(times) * 0.98)] < most_ms
