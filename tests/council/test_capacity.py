"""How much somebody can do, and by when: load, leave, exemptions, training, working days."""

from datetime import date

import pytest

from qa_tool.council.capacity import audits_of, due_of, minutes_of, why_none, window
from qa_tool.council.model import Auditor, Away, Exemption, Person, Planned, Round

ADA = Person("ada", "Ada Fenwright", ("auditor",))
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
TODAY = date(2026, 11, 20)


def test_a_load_by_the_month_covers_the_months_of_the_round() -> None:
    """Two a month for a quarter are six; a week still counts as a month's load."""
    assert audits_of(ADA, Auditor("ada"), FIRST, LAST) == 6
    assert audits_of(ADA, Auditor("ada", per_month=3), FIRST, LAST) == 9
    assert audits_of(ADA, Auditor("ada", per_month=0), FIRST, LAST) == 0
    assert audits_of(ADA, Auditor("ada"), date(2026, 11, 2), date(2026, 11, 6)) == 2


def test_leave_takes_its_share() -> None:
    """Half of the working days away leave half of the audits; all of them leave none."""
    half = Auditor("ada", leave=(Away(date(2026, 10, 1), date(2026, 11, 15)),))
    assert audits_of(ADA, half, FIRST, LAST) == 3
    gone = Auditor("ada", leave=(Away(FIRST, LAST),))
    assert audits_of(ADA, gone, FIRST, LAST) == 0
    late = Person("ada", "Ada Fenwright", ("auditor",), starts=date(2026, 11, 16))
    assert audits_of(late, Auditor("ada"), FIRST, LAST) == 3
    assert audits_of(ADA, Auditor("ada"), date(2026, 12, 25), date(2026, 12, 28)) == 0


def test_a_number_planned_for_somebody_stands_before_their_load() -> None:
    """What the round plans for an auditor is their time; an audit counts as its longest template."""
    plain = Round("r", "R", starts=FIRST, ends=LAST)
    planned = Round("r", "R", starts=FIRST, ends=LAST, planned_auditors=(Planned("ada", 4),))
    assert minutes_of(ADA, Auditor("ada"), plain, 300, TODAY) == 6 * 300
    assert minutes_of(ADA, Auditor("ada"), plain, 15, TODAY) == 6 * 240
    assert minutes_of(ADA, Auditor("ada"), planned, 15, TODAY) == 4 * 15


def test_why_somebody_gets_nothing() -> None:
    """Exempt, gone, not trained: each in words; and an exemption that is over does not count."""
    exempt = Auditor(
        "ada", exemptions=(Exemption("tom", date(2026, 11, 1), date(2027, 1, 31), "New post"),)
    )
    assert why_none(ADA, exempt, (), TODAY) == "is exempt until 31 January 2027"
    assert why_none(ADA, exempt, (), date(2027, 2, 1)) == ""
    gone = Person("ada", "Ada Fenwright", ends=date(2026, 11, 1))
    assert "not work here" in why_none(gone, Auditor("ada"), (), TODAY)
    trained = Auditor("ada", trained=date(2026, 1, 5), accredited=date(2026, 12, 1))
    assert why_none(ADA, trained, ("trained",), TODAY) == ""
    assert "accredited" in why_none(ADA, trained, ("accredited",), TODAY)
    assert "trained" in why_none(ADA, Auditor("ada"), ("trained",), TODAY)


@pytest.mark.parametrize(
    ("given", "due"),
    [(date(2026, 11, 20), date(2026, 12, 4)), (date(2026, 12, 22), date(2026, 12, 31))],
)
def test_due_after_working_days_but_never_after_the_last_day(given: date, due: date) -> None:
    """Ten working days, without weekends and bank holidays; the round's last day is the last."""
    ten = Round("r", "R", starts=FIRST, ends=LAST, due_days=10)
    assert due_of(ADA, Auditor("ada"), ten, given) == due


def test_leave_moves_what_is_due() -> None:
    """Days on which the auditor is away are not counted; without a number, the last day stands."""
    ten = Round("r", "R", starts=FIRST, ends=LAST, due_days=10)
    away = Auditor("ada", leave=(Away(date(2026, 11, 23), date(2026, 11, 27)),))
    assert due_of(ADA, away, ten, TODAY) == date(2026, 12, 11)
    assert due_of(ADA, away, Round("r", "R", ends=LAST), TODAY) == LAST
    assert due_of(ADA, away, Round("r", "R"), TODAY) is None
    assert window(Round("r", "R"), TODAY) == (TODAY, date(2026, 12, 20))
