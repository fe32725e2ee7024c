"""A small template that is right in every way, for tests to spoil; every word in it is made up."""

import pytest

SMALL = """\
key = "small_audit"
version = "1.0"
title = "Small audit"
publisher = "Made-up council"
language = "en-GB"
licence = "OGL-UK-3.0"
about = "A made-up template for tests."
subject = "child"
kinds_of_case = ["child_in_need"]
frame = ["annex_a.6"]
months_read = 12
months_judged = 6
minutes = 120
scale = "ofsted"

[overall]
kind = "graded"
text = "What is the overall grade?"

[grading]
base = "worse_median"
not_enough_evidence_cap = "requires_improvement"

[[rule]]
key = "risk_inadequate"
domains = ["risk"]
at_or_below = "inadequate"
overall_no_better_than = "inadequate"
why = "A child at risk outweighs everything else."

[[rule]]
key = "visit_gap"
when = "risk.gap == 'yes'"
flag = "A gap in visits."
why = "Nobody has seen the child."

[[safety]]
key = "seen"
text = "Has the child been seen?"
worry = ["no", "not_known"]

[[domain]]
key = "about"
title = "About this audit"
graded = false

[[domain.question]]
key = "mode"
kind = "one_of"
text = "How was it done?"
choices = [{ key = "record_only", text = "Record only" }, { key = "with_family", text = "Together" }]
required = true

[[domain]]
key = "risk"
title = "Risk"
purpose = "Is the child safe?"
limiting = true
boundaries = [
  { between = ["outstanding", "good"], text = "Reasons and effect." },
  { between = ["good", "requires_improvement"], text = "Timely or late." },
]

[domain.descriptors]
outstanding = "The worry was named early, tested from several sides and changed when facts changed, so that the child is now safe and says so in their own words."
good = "The worry is written down with its reasons, decisions came in time after each change, and the child was protected while the work went on at home."
requires_improvement = "The worry is known but its reasons are thin, one decision came late, and the child had to wait for a plan although no harm followed from it."
inadequate = "A clear sign of harm was missed or explained away, nobody decided anything, and the child was left with the danger that the record itself describes."

[[domain.question]]
key = "gap"
kind = "yes_no"
text = "Is there a gap in visits?"
companions = ["comment"]

[[domain.question]]
key = "why"
kind = "text"
text = "Why was there a gap?"
ask_when = "risk.gap == 'yes'"
required_when = "risk.gap == 'yes'"
"""


@pytest.fixture(scope="session")
def small() -> str:
    """The text of the small template."""
    return SMALL
