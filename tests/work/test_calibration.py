"""Calibration: private until all have saved, then a spread without names; never in an audit figure."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import calibration as shelf
from qa_tool.store.apply import projections
from qa_tool.store.verify import verify
from qa_tool.work import audit, calibration, calibration_talk, home, safety
from qa_tool.work.calibration import Wanted
from tests.ui.pages.made_up import TEMPLATE, Council
from tests.work.moderated import found

PLANTED = "walrus-ladder-nineteen"
WORDS = "Made up: a child of seven, a visit after four days, a man nobody asked about."
PEOPLE = ("per-ada", "per-bo", "per-mo")


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    """A small made-up council."""
    made = found(tmp_path)
    yield made
    made.lead.store.close()


def _session(council: Council, *, case: str = "", people: tuple[str, ...] = PEOPLE) -> str:
    example = ("A case", case, "") if case else ("R, seven", "", WORDS)
    wanted = Wanted("Winter", TEMPLATE, (example,), people)
    return calibration.make(council.lead, wanted).ids[0]


def _grade(
    council: Council, session: str, who: str, grade: str, *, named: bool = False, **grades: str
) -> None:
    """Somebody grades everything alike, with a reason, and saves."""
    desk = council.desk(who)
    opened = calibration.open_example(desk, session, "ex1")
    for domain in opened.template.graded:
        given = grades.get(domain.key, grade)
        calibration.keep_answer(desk, opened, f"{domain.key}.grade", given)
        calibration.keep_answer(desk, opened, f"{domain.key}.reason", f"Because {who[4:]}.")
    calibration.keep_answer(desk, opened, "overall.grade", grade)
    calibration.save(desk, session, "ex1", named=named)


def test_nobody_sees_a_grade_before_all_have_saved(council: Council) -> None:
    """Not the others, not the QA lead; progress is seen; then everybody sees the spread."""
    session = _session(council)
    _grade(council, session, "per-ada", "good")
    _grade(council, session, "per-bo", "good", risk="inadequate")
    for who in ("per-ada", "per-mo", "per-lead"):
        desk = council.lead if who == "per-lead" else council.desk(who)
        seen = calibration_talk.view(desk, session)
        assert (seen.spreads, seen.hardest, seen.alpha) == ((), (), "")
        assert seen.waits_for == ("Mo Thistlewood",)
        assert "Because" not in repr(seen)
        assert (seen.row.saved, seen.row.shown) == (2, False)
    _grade(council, session, "per-mo", "good", risk="requires_improvement")
    seen = calibration_talk.view(council.desk("per-ada"), session)
    assert seen.hardest[0].domain == "risk"
    assert (seen.hardest[0].steps, seen.hardest[0].n) == (2, 3)
    assert {g.key for g in seen.hardest[0].neighbours} < {
        "good", "requires_improvement", "inadequate",
    }  # fmt: skip


def test_the_spread_bears_no_names_but_of_those_who_agree(council: Council) -> None:
    """One's own grade is marked for oneself; a name stands where its owner said yes, until taken back."""
    session = _session(council)
    _grade(council, session, "per-ada", "good", named=True)
    _grade(council, session, "per-bo", "requires_improvement")
    _grade(council, session, "per-mo", "good")
    seen = calibration_talk.view(council.desk("per-bo"), session)
    assert "Ada Merrow" in repr(seen.spreads)
    assert "Mo Thistlewood" not in repr(seen.spreads)
    assert "per-mo" not in repr(seen.spreads)
    assert {one.own for one in seen.spreads} == {"requires_improvement"}
    calibration_talk.name_me(council.desk("per-ada"), session, on=False)
    again = calibration_talk.view(council.desk("per-bo"), session)
    assert "Ada Merrow" not in repr(again.spreads)
    assert {one.own for one in calibration_talk.view(council.lead, session).spreads} == {""}


def test_the_lead_reveals_early_with_a_reason_and_late_grades_are_refused(council: Council) -> None:
    """Private grading ends there: what is not saved stays a draft and is refused in words."""
    session = _session(council)
    with pytest.raises(QAError, match="Nobody has saved"):
        calibration_talk.reveal(council.lead, session)
    _grade(council, session, "per-ada", "good")
    with pytest.raises(QAError, match="no reason"):
        calibration_talk.reveal(council.lead, session)
    with pytest.raises(Refused):
        calibration_talk.reveal(council.desk("per-ada"), session, "Now.")
    calibration_talk.reveal(council.lead, session, "The day has come.")
    assert calibration_talk.view(council.desk("per-bo"), session).row.shown
    with pytest.raises(Refused, match="no longer be private"):
        calibration.save(council.desk("per-bo"), session, "ex1")


def test_what_is_missing_is_named_and_saved_grades_stay(council: Council) -> None:
    """A grade and a reason for every domain; one save each; answers come back from the disk."""
    session = _session(council)
    ada = council.desk("per-ada")
    opened = calibration.open_example(ada, session, "ex1")
    calibration.keep_answer(ada, opened, "risk.grade", "good")
    with pytest.raises(audit.NotReady) as told:
        calibration.save(ada, session, "ex1")
    assert ("risk.reason") in {key for key, _ in told.value.reasons}
    assert calibration.open_example(ada, session, "ex1").form.grade("risk") == "good"
    calibration.undo(ada, opened)
    assert calibration.open_example(ada, session, "ex1").form.grade("risk") is None
    _grade(council, session, "per-ada", "good")
    with pytest.raises(QAError, match="saved already"):
        calibration.save(ada, session, "ex1")
    with pytest.raises(Refused, match="do not grade"):
        calibration.open_example(council.lead, session, "ex1")
    with pytest.raises(Refused, match="take part"):
        calibration.open_example(council.desk("per-kim"), session, "ex1")


def test_the_talk_is_the_leads_and_only_after_revealing(council: Council) -> None:
    """Notes and an agreed grade on the template's scale are kept by domain; then it is closed."""
    session = _session(council)
    with pytest.raises(Refused, match="private"):
        calibration_talk.note(council.lead, session, "ex1", "risk", "Too early.")
    for who in PEOPLE:
        _grade(council, session, who, "good")
    with pytest.raises(Refused):
        calibration_talk.note(council.desk("per-ada"), session, "ex1", "risk", "Mine.")
    calibration_talk.note(council.lead, session, "ex1", "risk", "We read it differently.")
    with pytest.raises(QAError, match="another version"):
        calibration_talk.agree(council.lead, session, "ex1", "risk", "met")
    calibration_talk.agree(council.lead, session, "ex1", "risk", "good")
    seen = calibration_talk.view(council.desk("per-bo"), session)
    risk = next(one for one in seen.spreads if one.domain == "risk")
    assert (risk.note, risk.agreed) == ("We read it differently.", "good")
    assert seen.alpha == "not computable: everybody gave one and the same grade"
    calibration_talk.close(council.lead, session)
    with pytest.raises(QAError, match="closed"):
        calibration_talk.agree(council.lead, session, "ex1", "risk", "")
    assert verify(council.lead.store) == ()


def test_calibration_never_enters_an_audit_figure(council: Council) -> None:
    """At the store: a whole session changes no row of any other table that is made from the ledger."""
    council.hand_in(0, grade="inadequate")
    store = council.lead.store
    for who in PEOPLE:
        council.desk(who)
    others = [t for t in projections() if not t.startswith("calibration")]
    assert {"audit", "grade", "tally", "reading", "answer"} <= set(others)

    def rows() -> dict[str, list[object]]:
        return {t: store.raw.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in others}

    before = rows()
    session = _session(council, case="case-3", people=("per-ada", "per-bo"))
    _grade(council, session, "per-ada", "inadequate")
    _grade(council, session, "per-bo", "good")
    assert len(shelf.grades(store, session)) == 2
    assert rows() == before


def test_a_safety_stop_works_in_it(council: Council) -> None:
    """A worry about the case is raised as ever, and is answered before the grades can be saved."""
    session = _session(council, case="case-2", people=("per-ada", "per-bo"))
    ada = council.desk("per-ada")
    stop = safety.raise_stop(ada, "", "case-2", "serious", "child", PLANTED)
    assert any("MADE-002" in w.title for w in home.overview(council.lead).waiting)
    assert [row.what for row in safety.register(council.lead)] == [PLANTED]
    with pytest.raises(Refused, match="no answer yet"):
        _grade(council, session, "per-ada", "good")
    assert stop


@pytest.mark.parametrize(
    ("people", "case", "said"),
    [
        (("per-ada",), "case-2", "At least two"),
        (("per-ada", "per-tom"), "case-2", "Tom Larkhill holds case MADE-002"),
        (("per-ada", "per-mia"), "case-2", "Mia Fernley"),
        (("per-ada", "per-bo"), "case-9", "not known"),
    ],
)
def test_who_may_not_judge_a_case_is_refused_by_name(
    council: Council, people: tuple[str, ...], case: str, said: str
) -> None:
    """Nothing is made, and the sentence says who or what."""
    with pytest.raises(QAError, match=said):
        _session(council, case=case, people=people)
    assert shelf.sessions(council.lead.store) == ()


def test_a_case_that_waits_for_its_second_reading_is_refused(council: Council) -> None:
    """A talk about it would spoil the blind; only the QA lead makes sessions."""
    council.hand_in(2, grade="inadequate")
    with pytest.raises(Refused, match="spoil"):
        _session(council, case="case-2", people=("per-bo", "per-lia"))
    wanted = Wanted("Mine", TEMPLATE, (("R", "", WORDS),), PEOPLE)
    with pytest.raises(Refused, match="QA lead"):
        calibration.make(council.desk("per-ada"), wanted)


def test_home_asks_those_who_take_part_and_then_the_lead(council: Council) -> None:
    """A line until one has saved; when all have, the QA lead is told to talk it over."""
    session = _session(council)
    ada = council.desk("per-ada")
    line = "Grade for the calibration “Winter”"
    assert line in [w.title for w in home.overview(ada).waiting]
    assert line not in [w.title for w in home.overview(council.desk("per-kim")).waiting]
    for who in PEOPLE:
        _grade(council, session, who, "good")
    assert line not in [w.title for w in home.overview(ada).waiting]
    told = [w.title for w in home.overview(council.lead).waiting]
    assert "Everybody has graded for “Winter”" in told
