"""One template with many faults: all of them in one pass, each with its line, place and cure."""

from qa_tool.template.read import template_from

FAULTY = """\
key = "Faulty Audit"
version = 1.0
title = "Faulty audit"
publisher = "Made-up council"
language = "en-GB"
licence = "OGL-UK-3.0"
about = "A made-up template with faults."
subjekt = "child"
subject = "chld"
kinds_of_case = ["child_in_ned"]
frame = ["annex_a.60"]
months_read = 6
months_judged = 12
scale = "ofsted"

[overall]
kind = "graded"
text = "Overall?"

[[rule]]
key = "nothing"
overall_no_better_than = "inadequate"
why = "No test."

[[rule]]
key = "elsewhere"
domains = ["rsik"]
at_or_below = "inadequat"
overall_no_better_than = "bad"
why = "Wrong names."

[[rule]]
key = "elsewhere"
when = "risk.gapp == 'yes'"
flag = "A gap."
why = "Wrong question."

[[safety]]
key = "seen"
text = "Seen?"
worry = ["never"]

[[domain]]
key = "risk"
title = "Risk"
purpose = "Is the child safe?"
scale = "ofstead"
boundaries = [
  { between = ["outstanding", "good"], text = "Effect." },
  { between = ["outstanding", "inadequate"], text = "Far apart." },
]

[domain.descriptors]
outstanding = "The worry was named early, tested from several sides, and the child is now safe and says so in words that are their own."
good = "The worry was named early - tested from several sides - and the child is now safe, and says so in words that are their own!"
requires_improvement = "Too short."
excellent = "There is no such grade."

[[domain.question]]
key = "gap"
kind = "yes_no"
text = "A gap?"
least = 3

[[domain.question]]
key = "first"
kind = "text"
text = "First?"
ask_when = "risk.second == 'x'"

[[domain.question]]
key = "second"
kind = "text"
text = "Second?"
ask_when = "risk.first == 'x'"

[[domain.question]]
key = "early"
kind = "text"
text = "Early?"
ask_when = "answered(risk.late)"
required = "yes"

[[domain.question]]
key = "late"
kind = "one_off"
text = "Late?"

[[domain.question]]
key = "late"
kind = "one_of"
text = "Late?"
choices = "yes_or_no"
required_when = "risk.gap = 'maybe'"
ask_when = "risk.gap == 'maybe'"
"""

EXPECTED = [
    (1, "bad_key"),
    (1, "missing_key"),
    (1, "no_mode"),
    (2, "wrong_type"),
    (8, "unknown_key"),
    (9, "unknown_word"),
    (10, "unknown_word"),
    (11, "unknown_word"),
    (13, "judged_longer_than_read"),
    (20, "rule_without_test"),
    (27, "unknown_domain"),
    (28, "unknown_grade"),
    (29, "unknown_word"),
    (33, "duplicate_key"),
    (34, "unknown_question"),
    (41, "unknown_word"),
    (47, "unknown_word"),
    (50, "not_neighbours"),
    (53, "descriptor_missing"),
    (55, "descriptors_alike"),
    (56, "descriptor_short"),
    (57, "unknown_grade"),
    (63, "key_does_not_fit"),
    (69, "circular_condition"),
    (81, "asked_too_early"),
    (82, "wrong_type"),
    (86, "unknown_word"),
    (90, "duplicate_key"),
    (93, "unknown_choices"),
    (94, "bad_condition"),
    (95, "unknown_answer"),
]


def _line(where: str) -> int:
    return int(where.partition("line ")[2].partition(",")[0])


def test_every_fault_in_one_pass() -> None:
    """Thirty-one faults give exactly thirty-one problems, on their lines, and no template."""
    template, problems = template_from(FAULTY, "faulty.toml")
    assert template is None
    assert sorted((_line(p.where), p.code) for p in problems) == EXPECTED


def test_every_problem_says_where_what_and_what_to_do() -> None:
    """Each problem names the file and line, speaks whole sentences, and offers a cure."""
    _, problems = template_from(FAULTY, "faulty.toml")
    for problem in problems:
        assert problem.where.startswith("faulty.toml, line ")
        assert problem.what.endswith(".")
        assert problem.cure
        assert "Traceback" not in str(problem)


def test_near_words_and_places() -> None:
    """Slips of the pen are answered with the word that was meant, in the place where they stand."""
    _, problems = template_from(FAULTY, "faulty.toml")
    cures = {(problem.code, problem.cure): problem.where for problem in problems}
    for code, word in [
        ("unknown_key", "subject"),
        ("unknown_word", "child"),
        ("unknown_word", "child_in_need"),
        ("unknown_domain", "risk"),
        ("unknown_question", "risk.gap"),
        ("unknown_word", "ofsted"),
        ("unknown_word", "one_of"),
        ("unknown_choices", "yes_no"),
    ]:
        assert (code, f"Did you mean '{word}'?") in cures
    place = cures["unknown_choices", "Did you mean 'yes_no'?"]
    assert place == "faulty.toml, line 93, domain 'risk', question 'late'"
