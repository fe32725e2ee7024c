"""The six findings: each appears where it should, says it in a sentence, and goes when cured."""

import pytest

from qa_tool.audit.consistency import Finding, check
from qa_tool.audit.form import Form
from qa_tool.template.model import OverallKind, Question, Rule, Template
from tests.audit.made_up import TODAY, graded, grades_as_answers, rows, template

RISK = Rule(
    "risk", "A child is at risk.", domains=("risk",), at_or_below="inadequate",
    overall_no_better_than="inadequate",
)  # fmt: skip
GAP = Rule(
    "gap", "Nobody saw the child for weeks.", when="risk.gap == 'yes'",
    overall_no_better_than="requires_improvement",
)  # fmt: skip
ASKED = Question("risk.gap", "yes_no", "Was there a gap?", required=True)
SEEN = Question("plan.seen", "evidence", "What shows it?")
MADE = template(
    [graded("risk", ASKED, limiting=True), graded("plan", SEEN), graded("voice")],
    rules=[RISK, GAP],
)


def _form(overall: str = "", *, made: Template = MADE, gap: str = "no", **grades: str) -> Form:
    form = Form(made, today=TODAY)
    for key, value in grades_as_answers(grades).items():
        form.answer(key, value)
    if "risk" in grades:
        form.answer("risk.gap", gap)
    if overall:
        form.answer("overall.grade", overall)
    return form


def _codes(found: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in found]


def test_a_consistent_audit_has_no_findings() -> None:
    """Grades with dated evidence and a fitting overall raise nothing."""
    assert check(_form("good", risk="good", plan="good", voice="requires_improvement")) == ()


def test_an_overall_better_than_every_domain() -> None:
    """It points at the overall and says what does not fit."""
    found = check(_form("outstanding", risk="good", plan="good", voice="good"))
    assert _codes(found) == ["overall_better_than_every_domain"]
    assert (found[0].key, found[0].domain) == ("overall.grade", "overall")
    assert found[0].sentence == "The overall is Outstanding, and no domain is graded as high."
    assert found[0].cure


def test_an_overall_worse_than_every_domain_unless_a_cap_explains_it() -> None:
    """A worse overall is objected to; where a rule about answers implies it, it is not."""
    worse = _form("requires_improvement", risk="good", plan="good", voice="good")
    assert _codes(check(worse)) == ["overall_worse_than_every_domain"]
    capped = _form("requires_improvement", gap="yes", risk="good", plan="good", voice="good")
    assert check(capped) == ()
    lower = _form("inadequate", gap="yes", risk="good", plan="good", voice="good")
    assert _codes(check(lower)) == ["overall_worse_than_every_domain"]


def test_a_limiting_domain_that_was_ignored() -> None:
    """A cap that the overall breaks is told with its reason, also a cap from an answer."""
    found = check(_form("good", risk="inadequate", plan="good", voice="good"))
    assert _codes(found) == ["limiting_domain_ignored"]
    assert "A child is at risk." in found[0].sentence
    answer = check(_form("good", gap="yes", risk="good", plan="good", voice="good"))
    assert _codes(answer) == ["limiting_domain_ignored"]
    assert "Nobody saw the child" in answer[0].sentence


def test_an_immediate_action_under_a_good_grade() -> None:
    """Only when something cannot wait, and only where the grade says that all is well."""
    good = _form("good", risk="good", plan="good", voice="good")
    assert check(good) == ()
    assert _codes(check(good, immediate=True)) == ["immediate_action_with_good_or_better"]
    poor = _form(
        "requires_improvement", risk="requires_improvement", plan="good",
        voice="requires_improvement",
    )  # fmt: skip
    assert check(poor, immediate=True) == ()


@pytest.mark.parametrize("overall", ["written", "absent"])
def test_an_immediate_action_where_there_is_no_overall_grade(overall: OverallKind) -> None:
    """Without an overall grade, the limiting domains must not all be well."""
    made = template([graded("risk", limiting=True), graded("plan")], overall=overall)
    form = Form(made, grades_as_answers({"risk": "good", "plan": "inadequate"}), today=TODAY)  # type: ignore[arg-type]
    found = check(form, immediate=True)
    assert _codes(found) == ["immediate_action_with_good_or_better"]
    assert found[0].key == "risk.grade"
    form.answer("risk.grade", "requires_improvement")
    assert check(form, immediate=True) == ()


def test_good_over_a_required_question_without_answer() -> None:
    """It jumps to the open question; a lower grade or an answer takes it away."""
    form = _form("good", risk="good", plan="good", voice="good")
    form.clear("risk.gap")
    found = check(form)
    assert _codes(found) == ["good_with_required_prompt_unanswered"]
    assert (found[0].key, found[0].domain) == ("risk.gap", "risk")
    form.answer("risk.gap", "not_known")
    assert check(form) == ()
    form.clear("risk.gap")
    form.answer("risk.grade", "requires_improvement")
    assert check(form) == ()


@pytest.mark.parametrize(
    ("evidence", "enough"),
    [
        ([], False),
        ([{"what": "Many, many words about everything " * 50, "date": "", "shows": "x"}], False),
        (rows("2026-11-21"), False),
        ([{"what": "", "date": "2026-10-01", "shows": ""}], False),
        (rows("", "2026-10-01"), True),
        ([{"what": "", "date": "2026-11-20", "shows": "Seen alone"}], True),
    ],
)
def test_a_grade_rests_on_a_dated_piece_of_evidence(
    evidence: list[dict[str, str]], enough: bool
) -> None:
    """Not on a number of words: something seen, with a date that has been."""
    form = _form("good", risk="good", plan="good", voice="good")
    form.answer("voice.evidence", evidence)
    found = check(form)
    assert _codes(found) == ([] if enough else ["grade_without_evidence"])
    if found:
        assert (found[0].key, found[0].domain) == ("voice.evidence", "voice")
        assert found[0].sentence.startswith("Voice is graded Good")


def test_several_open_questions_are_one_finding() -> None:
    """One objection for a domain, however many questions are open, at the first of them."""
    more = Question("risk.more", "text", "What else?", required=True)
    made = template([graded("risk", ASKED, more)])
    form = Form(made, today=TODAY)
    for key, value in grades_as_answers({"risk": "good"}).items():
        form.answer(key, value)
    found = check(form)
    assert _codes(found) == ["good_with_required_prompt_unanswered"]
    assert found[0].key == "risk.gap"
    assert "2 required questions have no answer" in found[0].sentence


def test_evidence_of_a_question_counts_for_its_domain() -> None:
    """An evidence question of the template is as good as the domain's own list."""
    form = _form("good", risk="good", plan="good", voice="good")
    form.clear("plan.evidence")
    assert _codes(check(form)) == ["grade_without_evidence"]
    form.answer("plan.seen", rows("2026-09-09"))
    assert check(form) == ()


def test_not_enough_evidence_is_not_asked_for_evidence() -> None:
    """A record that was not available cannot be dated."""
    form = _form("good", risk="good", plan="good", voice="not_enough_evidence")
    form.clear("voice.evidence")
    assert check(form) == ()
