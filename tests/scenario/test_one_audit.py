"""One whole audit of a template made up here, from the first answer to nothing missing."""

import pytest

from qa_tool.template.model import Template
from qa_tool.template.read import template_from
from tests.scenario.story import Story

TEXT = """\
key = "made_up_audit"
version = "1.0"
title = "Made-up audit"
publisher = "A made-up council"
language = "en-GB"
licence = "OGL-UK-3.0"
about = "For a story; nobody's practice."
sources = "None."
reviewed = 2026-11-01
subject = "child"
kinds_of_case = ["child_in_need"]
frame = ["annex_a.6"]
months_read = 12
months_judged = 6
minutes = 60
scale = "ofsted"
[overall]
kind = "graded"
text = "How good is the work with this child?"
[grading]
base = "worse_median"
not_enough_evidence_cap = "requires_improvement"
[[rule]]
key = "risk_inadequate"
domains = ["risk"]
at_or_below = "inadequate"
overall_no_better_than = "inadequate"
why = "A child was left at risk."
[[rule]]
key = "unseen"
when = "visits.gap == 'yes' and visits.weeks > 6"
overall_no_better_than = "requires_improvement"
flag = "The child was not seen for more than six weeks."
safety = "serious"
why = "Nobody can say how this child is."
[[safety]]
key = "seen"
text = "Has the child been seen since the last worry?"
worry = ["no", "not_known"]
[[domain]]
key = "about"
title = "About this audit"
purpose = "How was it done?"
graded = false
[[domain.question]]
key = "mode"
kind = "one_of"
text = "How was this audit done?"
choices = [{ key = "record_only", text = "Record only" }, { key = "with_family", text = "With the family" }]
required = true
[[domain.question]]
key = "family"
kind = "text"
text = "What did the family say?"
ask_when = "about.mode == 'with_family'"
required_when = "about.mode == 'with_family'"
""" + "".join(
    f"""
[[domain]]
key = "{key}"
title = "{title}"
purpose = "Is it good for the child?"
limiting = {limiting}
boundaries = [
  {{ between = ["outstanding", "good"], text = "The child's course changed." }},
  {{ between = ["good", "requires_improvement"], text = "Somebody steers." }},
  {{ between = ["requires_improvement", "inadequate"], text = "The child was not left at risk." }},
]
[domain.descriptors]
outstanding = "{title}: the child's life has changed and somebody can show how."
good = "{title}: the child is safe and help comes when it is needed."
requires_improvement = "{title}: help comes, but slowly, and the child waits."
inadequate = "{title}: the child was left where harm was likely."
{questions}"""
    for key, title, limiting, questions in (
        ("risk", "Risk", "true", ""),
        ("visits", "Visits", "false", """
[[domain.question]]
key = "gap"
kind = "yes_no"
text = "Was there a gap between visits?"
required = true
companions = ["comment"]
[[domain.question]]
key = "weeks"
kind = "number"
text = "How many weeks was the longest gap?"
least = 0
most = 520
ask_when = "visits.gap == 'yes'"
required_when = "visits.gap == 'yes'"
"""),
        ("voice", "Voice of the child", "false", ""),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def made_up() -> Template:
    """The made-up template, read as any council's template is read."""
    template, problems = template_from(TEXT, "made_up.toml")
    assert template is not None, [str(problem) for problem in problems]
    return template


def test_a_good_audit_from_first_answer_to_hand_in(made_up: Template) -> None:
    """Answers, grades, the own overall, what is implied, and then nothing is missing."""
    story = Story(made_up).state("risk", "empty").hides("visits.weeks", "about.family")
    story.answer("about.mode", "record_only").state("about", "done")
    story.grade("risk", "good").grade("voice", "requires_improvement")
    story.grade("visits", "good").misses("visits.gap")
    story.finds("good_with_required_prompt_unanswered")
    story.answer("visits.gap", "no").finds()
    story.gaps("safety.seen", "overall.grade").answer("safety.seen", "yes")
    story.overall("good").implies("good").gaps().finds()
    story.reopened().gaps()


def test_the_child_was_not_seen(made_up: Template) -> None:
    """An answer opens a question, a cap and a flag; taking it back takes them all back."""
    story = Story(made_up).answer("visits.gap", "no").fill("good").implies("good")
    story.answer("visits.gap", "yes").gaps("visits.weeks").answer("visits.weeks", 8)
    story.implies("requires_improvement", "unseen").asks("overall.differs")
    assert story.form.implied().flags == ("The child was not seen for more than six weeks.",)
    assert story.form.implied().safety == (("serious", "Nobody can say how this child is."),)
    story.gaps("overall.differs").reopened().gaps("overall.differs")
    story.overall("requires_improvement").gaps()
    story.answer("visits.gap", "no").implies("good").asks("overall.differs")
    story.overall("good").hides("overall.differs", "visits.weeks").gaps()
    assert story.form.answers["visits.weeks"] == 8


def test_a_child_left_at_risk_and_an_auditor_too_kind(made_up: Template) -> None:
    """The limit is named, the objection stands until the overall follows or a reason is given."""
    story = (
        Story(made_up)
        .answer("visits.gap", "no")
        .fill("good")
        .grade("visits", "good")
        .grade("voice", "good")
    )
    story.grade("risk", "inadequate").implies("inadequate", "risk_inadequate")
    story.finds("limiting_domain_ignored").gaps("overall.differs")
    story.finds("limiting_domain_ignored", "immediate_action_with_good_or_better", immediate=True)
    story.answer("overall.differs", "The risk ended before the period judged.").gaps()
    story.finds("limiting_domain_ignored")
    story.overall("inadequate").finds().gaps().hides("overall.differs")
    story.finds(immediate=True)


def test_records_that_were_not_there(made_up: Template) -> None:
    """Not enough evidence in a limiting domain is a grade, wants its reason, and caps."""
    story = (
        Story(made_up)
        .answer("visits.gap", "no")
        .fill("good")
        .grade("visits", "good")
        .grade("voice", "good")
    )
    story.answer("risk.grade", "not_enough_evidence").clear_reason("risk")
    story.gaps("risk.reason", "overall.differs").implies(
        "requires_improvement", "not_enough_evidence"
    )
    story.answer("risk.reason", "The file was locked.").overall("requires_improvement").gaps()


def test_over_days_with_flags_and_a_worry(made_up: Template) -> None:
    """An audit taken up again, a question to come back to, and a worry that needs its word."""
    story = Story(made_up).fill("good").later("voice.grade").gaps("voice.grade").reopened()
    story.answer("about.mode", "with_family").asks("about.family")
    story.gaps("about.family", "voice.grade").fill().gaps("voice.grade")
    story.answer("safety.seen", "not_known").gaps("voice.grade", "safety.seen#comment")
    story.later("voice.grade", on=False).fill().gaps().state("safety", "done")
