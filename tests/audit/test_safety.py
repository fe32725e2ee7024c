"""The safety stop: the right people at both levels, the clocks, and what must be there at hand-in."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.audit.form import Form
from qa_tool.audit.safety import (
    ABOUT,
    LEVELS,
    NOTIFIES_NOBODY,
    About,
    SafetyStop,
    Told,
    answered,
    checked,
    clocks,
    due,
    routes,
    still_to_tell,
)
from qa_tool.calendar import add_working_days
from qa_tool.errors import Refused
from qa_tool.policy import Numbers
from qa_tool.template.model import Rule, SafetyLevel, SafetyQuestion
from tests.audit.made_up import TODAY, graded, template

NUMBERS = Numbers("0100 1", "0100 2", "0100 3", "0100 4", "0100 5")
# The Thursday before Christmas 2015: the next working day is Tuesday 29 December.
RAISED = datetime(2015, 12, 24, 15, 30)  # noqa: DTZ001 - made-up local time


def _stop(level: SafetyLevel = "danger", about: About = "child", *told: Told) -> SafetyStop:
    return SafetyStop(
        "s1", "a1", "c1", level, "p1", RAISED, about, "Left alone at night.", told=told
    )


def _told(route: str, day: int = 24, hour: int = 16, answer: str = "Going there now.") -> Told:
    when = datetime(2015, 12, day, hour, 0)  # noqa: DTZ001 - made-up local time
    return Told("The person on duty", when, "telephone", answer, route)


def _keys(level: SafetyLevel, about: About) -> list[tuple[str, str, bool]]:
    return [(r.key, r.limit, r.needed) for r in routes(level, about, NUMBERS)]


def test_the_words_that_stand_everywhere() -> None:
    """Nobody may believe that the program has called somebody."""
    assert NOTIFIES_NOBODY == "This program notifies nobody."


def test_danger_goes_to_the_manager_out_of_hours_and_999() -> None:
    """Within the hour to the team or duty manager, or the emergency duty team; 999 for life."""
    assert _keys("danger", "child") == [
        ("team_manager", "hour", True),
        ("out_of_hours", "hour", True),
        ("emergency", "hour", False),
    ]
    found = routes("danger", "child", NUMBERS)
    assert [route.number for route in found] == ["0100 1", "0100 2", "999"]
    assert found[0].step == found[1].step


def test_serious_goes_to_the_manager_the_same_day_and_above_by_the_next() -> None:
    """Team manager the same day, head of service within one working day."""
    assert _keys("serious", "child") == [
        ("team_manager", "same_day", True),
        ("head_of_service", "working_day", True),
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_a_managers_own_decision_never_goes_to_that_manager(level: SafetyLevel) -> None:
    """It goes to the head of service instead, in both levels."""
    keys = [key for key, _, _ in _keys(level, "manager")]
    assert "team_manager" not in keys
    assert keys[0] == "head_of_service"


@pytest.mark.parametrize("level", LEVELS)
def test_somebody_who_works_with_children_goes_to_the_lado_as_well(level: SafetyLevel) -> None:
    """The LADO hears within one working day, besides those who act now."""
    assert _keys(level, "worker_with_children")[-1] == ("lado", "working_day", True)
    assert _keys(level, "worker_with_children")[0][0] == "team_manager"


def test_a_care_leaver_over_18_goes_to_adult_safeguarding() -> None:
    """Within the hour in danger, otherwise by the next working day."""
    assert _keys("danger", "care_leaver")[-1] == ("adult_safeguarding", "hour", True)
    assert _keys("serious", "care_leaver")[-1] == ("adult_safeguarding", "working_day", True)


def test_the_hour_runs_from_the_stop() -> None:
    """Met in time, met late, late while nobody was told, and still running are told apart."""
    before = datetime(2015, 12, 24, 16, 29)  # noqa: DTZ001
    past = datetime(2015, 12, 24, 16, 31)  # noqa: DTZ001
    (running,) = clocks(_stop(), before, add_working_days)
    assert (running.due, running.met, running.late) == (
        datetime(2015, 12, 24, 16, 30), False, False,  # noqa: DTZ001
    )  # fmt: skip
    assert clocks(_stop(), past, add_working_days)[0].late
    met = clocks(_stop("danger", "child", _told("out_of_hours")), past, add_working_days)[0]
    assert (met.met, met.late) == (True, False)
    late = clocks(_stop("danger", "child", _told("team_manager", hour=17)), past, add_working_days)
    assert (late[0].met, late[0].late) == (False, True)


def test_working_days_run_over_christmas() -> None:
    """Raised on 24 December 2015: the same day, then head of service and plan by the 29th."""
    now = datetime(2015, 12, 29, 23, 0)  # noqa: DTZ001
    stop = _stop("serious", "child", _told("team_manager"))
    same_day, head, plan = clocks(stop, now, add_working_days)
    assert (same_day.due, same_day.met) == (date(2015, 12, 24), True)
    assert (head.due, head.met, head.late) == (date(2015, 12, 29), False, False)
    assert (plan.what, plan.due, plan.late) == ("Written plan", date(2015, 12, 29), False)
    written = clocks(replace(stop, plan=now), datetime(2016, 1, 4), add_working_days)  # noqa: DTZ001
    assert written[2].met
    assert written[1].late


def test_hand_in_waits_for_every_answer() -> None:
    """Told without an answer is not told; one of the alternatives is enough."""
    assert not answered(_stop())
    assert not answered(_stop("danger", "child", _told("team_manager", answer=" ")))
    assert answered(_stop("danger", "child", _told("team_manager")))
    assert answered(_stop("danger", "child", _told("out_of_hours")))
    assert not answered(_stop("danger", "child", _told("emergency")))
    partly = _stop("serious", "worker_with_children", _told("team_manager"), _told("lado"))
    assert [line.split(":")[0] for line in still_to_tell(partly)] == ["Head of service"]
    whole = replace(partly, told=(*partly.told, _told("head_of_service")))
    assert answered(whole)


def test_telling_the_manager_does_not_settle_a_concern_about_them() -> None:
    """Whoever it is about does not count as told."""
    assert not answered(_stop("danger", "manager", _told("team_manager")))
    assert answered(_stop("danger", "manager", _told("head_of_service")))


def test_a_stop_must_say_something_and_is_settled_last() -> None:
    """An empty worry is refused; settling waits for the answers; ringing first is right."""
    with pytest.raises(Refused, match="what the worry is"):
        checked(replace(_stop(), what=" "))
    with pytest.raises(Refused, match="cannot be settled"):
        checked(replace(_stop(), settled=RAISED))
    rung_before = _stop("danger", "child", _told("team_manager", hour=15))
    assert checked(replace(rung_before, settled=RAISED)).settled == RAISED


@given(
    st.sampled_from(list(LEVELS)),
    st.sampled_from(list(ABOUT)),
    st.lists(
        st.sampled_from(
            [
                "team_manager",
                "out_of_hours",
                "emergency",
                "head_of_service",
                "lado",
                "adult_safeguarding",
                "x",
            ]
        )
    ),
)
def test_more_told_is_never_less_answered(
    level: SafetyLevel, about: About, told: list[str]
) -> None:
    """Each further record only shortens the list of who is still to be told."""
    open_before = len(still_to_tell(_stop(level, about)))
    for count in range(len(told) + 1):
        stop = _stop(level, about, *(_told(route) for route in told[:count]))
        open_now = len(still_to_tell(stop))
        assert open_now <= open_before
        assert answered(stop) == (open_now == 0)
        open_before = open_now
    everybody = _stop(level, about, *(_told(r.key) for r in routes(level, about, NUMBERS)))
    assert answered(everybody)


def test_answers_that_ask_for_a_stop() -> None:
    """A worrying safety answer without a reason, and a rule that says so, each with its place."""
    made = template(
        [graded("risk")],
        safety=[SafetyQuestion("seen", "Has the child been seen?", worry=("no",))],
        rules=[
            Rule("harm", "Left at risk.", domains=("risk",), at_or_below="inadequate",
                 safety="danger"),
            Rule("unseen", "Nobody knows.", when="safety.seen == 'not_known'", safety="serious"),
        ],
    )  # fmt: skip
    form = Form(made, today=TODAY)
    assert due(form) == ()
    form.answer("safety.seen", "no")
    form.answer("risk.grade", "inadequate")
    assert [(stop.level, stop.key) for stop in due(form)] == [
        ("serious", "safety.seen"), ("danger", "risk.grade"),
    ]  # fmt: skip
    form.answer("safety.seen#comment", "Seen this morning at school.")
    form.answer("risk.grade", "good")
    assert due(form) == ()
    form.answer("safety.seen", "not_known")
    assert [(stop.level, stop.key, stop.why) for stop in due(form)] == [
        ("serious", "safety.seen", "Nobody knows."),
    ]
