"""Gap, movement, spread, what is missing, the revisit and the matrix, on values made up here."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.across import across
from qa_tool.diagnostic.model import Commitment, Finding, Session, Standard, Standards
from qa_tool.template.library import known_scales

SCALE = known_scales()["ofsted"]
KEYS = [grade.key for grade in SCALE.ranked]
SET = Standards(
    "s", "S", "1", "ofsted",
    tuple(Standard(k, k.title(), "", {}) for k in ("recording", "oversight")),
)  # fmt: skip


def session(id_: str, team: str = "t1", day: date = date(2026, 3, 2), **more: object) -> Session:
    """A session that was held."""
    given_ = {"state": "closed", **more}
    return Session(
        id_, team, "a", "safeguarding", day, "p", "set", ("recording", "oversight"),
        datetime(2026, 3, 1, tzinfo=UTC), **given_,  # type: ignore[arg-type]
    )  # fmt: skip


def found(session_id: str, standard: str, agreed: str, partner: str = "") -> Finding:
    """One finding."""
    return Finding(
        f"{session_id}/{standard}", session_id, standard, agreed=agreed, partner_grade=partner,
        evidence="Made up",
    )  # fmt: skip


@given(st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_gap_and_movement_follow_the_ranks(one: str, two: str) -> None:
    """A lower partner's grade is a gap above nought; a better grade than before is better."""
    gap = rules.gap(SCALE, one, two)
    assert gap == KEYS.index(two) - KEYS.index(one)
    assert gap == -(rules.gap(SCALE, two, one) or 0)
    moved = rules.moved(SCALE, one, two)
    assert moved == ("same" if one == two else "better" if gap < 0 else "worse")


def test_without_both_grades_there_is_no_gap_and_no_movement() -> None:
    """Nothing is said about what was not graded, nor of what stands outside the ranks."""
    assert rules.gap(SCALE, "good", "") is None
    assert rules.gap_words(None) == ""
    assert rules.moved(SCALE, "", "good") == ""
    assert rules.moved(SCALE, "not_enough_evidence", "good") == ""
    assert rules.gap_words(1) == "Partner 1 grade lower"
    assert rules.gap_words(-2) == "Partner 2 grades higher"


@given(st.dictionaries(st.sampled_from(KEYS), st.integers(0, 30)))
def test_a_spread_counts_every_grade_once(counts: dict[str, int]) -> None:
    """All hands are in it, grades without hands too, and steps lie between the ends."""
    spread = rules.spread(SCALE, counts)
    assert spread.n == sum(counts.values())
    assert [grade.key for grade, _n in spread.counts] == KEYS
    ends = [KEYS.index(key) for key, n in counts.items() if n]
    assert spread.steps == (max(ends) - min(ends) if ends else 0)


def test_only_grade_evidence_and_commitments_hold_the_close_up() -> None:
    """Private grades, cases, themes, the partner's grade and a revisit may all be missing."""
    bare = session("s1", state="open")
    said = rules.missing(bare, (), (), SET)
    assert [m.what for m in said if m.needed] == [
        "Recording: no grade is agreed yet.",
        "Oversight: no grade is agreed yet.",
        "There is no commitment yet.",
    ]
    findings = (found("s1", "recording", "good"), Finding("x", "s1", "oversight", agreed="good"))
    kept = [Commitment("c", "s1", "Do", "Manager", date(2026, 5, 1))]
    said = rules.missing(bare, findings, kept, SET)
    assert [m.what for m in said if m.needed] == ["Oversight: what is the evidence?"]
    hints = " ".join(m.what for m in said if not m.needed)
    assert "there is 1" in hints
    assert "No theme" in hints


@pytest.mark.parametrize(
    ("today", "again", "state"),
    [
        (date(2026, 5, 1), False, "set"),
        (date(2026, 7, 1), False, "due"),
        (date(2026, 9, 3), False, "overdue"),
        (date(2026, 9, 3), True, "done"),
    ],
)
def test_a_revisit_is_due_from_its_day_and_overdue_after_six_months(
    today: date, again: bool, state: str
) -> None:
    """Three to six months after 2 March are 2 June to 2 September."""
    one = session("s", revisit=date(2026, 6, 20))
    assert rules.revisit_window(one.day) == (date(2026, 6, 2), date(2026, 9, 2))
    assert rules.revisit_state(one, today, again=again) == state


def test_the_matrix_has_each_teams_newest_session_and_its_movement() -> None:
    """Self against partner, movement since last time, and themes by teams; an open session is not in it."""
    sessions = [
        session("old", day=date(2026, 1, 5), themes=("a",)),
        session("new", day=date(2026, 6, 5), themes=("a", "b")),
        session("other", team="t2", themes=("a",)),
        session("going", team="t2", day=date(2026, 8, 1), state="open", themes=("c",)),
    ]
    findings = {
        "old": [found("old", "recording", "inadequate")],
        "new": [found("new", "recording", "good", "requires_improvement")],
        "other": [found("other", "recording", "requires_improvement", "good")],
        "going": [found("going", "recording", "outstanding")],
    }
    seen = across(sessions, findings, ("recording", "oversight"), SCALE)
    assert seen.standards == ("recording",)
    row = next(r for r in seen.rows if r.session.team == "t1")
    place = row.place("recording")
    assert place is not None
    assert (place.agreed, place.partner, place.gap, place.move) == (
        "good", "requires_improvement", 1, "better",
    )  # fmt: skip
    count = seen.counts[0]
    assert dict(count.grades) == {
        "outstanding": 0, "good": 1, "requires_improvement": 1, "inadequate": 0,
    }  # fmt: skip
    assert (count.n, count.compared, count.partner_lower, count.partner_higher) == (2, 2, 1, 1)
    assert (count.better, count.worse) == (1, 0)
    assert seen.themes == (("a", 2), ("b", 1))
