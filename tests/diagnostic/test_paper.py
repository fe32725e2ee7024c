"""The paper for the seminar: whole for who was there, grades and themes for others."""

from dataclasses import replace
from datetime import date

from qa_tool.report.blocks import Report
from qa_tool.report.diagnostic import DiagnosticFacts, StandardFacts, build

STANDARD = StandardFacts(
    "Recording", "Can it be seen?", "Good", "", "Inadequate", "Partner 2 grades lower", "Inadequate",
    "Better", (("Good", 4), ("Inadequate", 1)), "Show of hands", "Fox-evidence", "Elk-view",
    "Yew-good", ("What would a colleague miss?",),
)  # fmt: skip
FACTS = DiagnosticFacts(
    "Team A", "East", "Safeguarding", date(2026, 3, 2), "A partner", "A council", date(2026, 3, 9), True,
    (STANDARD, StandardFacts("Voice", "Whose?", "")), ("Too little direct work",), (("Good", "good"),),
    came=(("Social worker", 4),), lines=("Oak-line",), scorecard=(("Visits", "84%", "95%", "S"),),
    commitments=(("Ash-promise", "Manager", date(2026, 5, 1), ""),), messages=("Elm-message",),
    before=date(2025, 9, 1), edition="2026-11",
)  # fmt: skip
WHOLE = ("Fox-evidence", "Elk-view", "Yew-good", "Oak-line", "Ash-promise", "Elm-message", "84%")


def _said(report: Report) -> str:
    return repr(report.blocks)


def test_who_was_there_reads_everything() -> None:
    """Evidence, views, commitments and messages; both grades, the gap, before and after."""
    said = _said(build(FACTS))
    for word in (*WHOLE, "Partner 2 grades lower", "Better", "Too little direct work", "Good 4"):
        assert word in said
    assert "the same view 0, lower 1, higher 0" in said


def test_others_read_grades_and_themes_only() -> None:
    """Not a word of the talk, and no count of single grades."""
    said = _said(build(replace(FACTS, whole=False)))
    for word in (*WHOLE, "Good 4", "Social worker"):
        assert word not in said
    for word in ("Recording", "Good", "Too little direct work", "Partner 2 grades lower"):
        assert word in said


def test_without_a_session_before_there_is_no_column_for_it() -> None:
    """The table at a glance has four columns then, six otherwise; it says that nothing here is an audit."""
    one, two = build(FACTS), build(replace(FACTS, before=None))
    widths = [
        len(b.header) for r in (one, two) for b in r.blocks if getattr(b, "caption", "") == "Standards of practice"
    ]  # fmt: skip
    assert widths == [6, 4]
    assert "No grade in it enters an audit figure" in _said(one).replace("No \\n", "No ")
