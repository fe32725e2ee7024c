"""QA notices from raising to effect: the ladder, Cafcass, who may do what, and what is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations

import pytest

from qa_tool.clock import FixedClock
from qa_tool.council.model import ROLE_NAMES, Case
from qa_tool.errors import QAError, Refused
from qa_tool.notice.model import Notice
from qa_tool.store import council as council_shelf
from qa_tool.work import council, notice, notice_list, session
from qa_tool.work.notice import Given, Higher, Wanted
from qa_tool.work.notice_sight import acts_for, why_not_for
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
CHRISTMAS = date(2015, 12, 24)


def at(workspace: Workspace, day: date, hour: int = 9) -> Workspace:
    """The same desk on another day."""
    workspace.clock = FixedClock(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    return workspace


def child(workspace: Workspace, kind: str = "child_in_care") -> Case:
    """A case of this kind that has had no notice; the first by its reference."""
    had = {row.notice.raised.case for row in notice_list.register(workspace)}
    found = [
        c for c in council_shelf.cases(workspace.store).values()
        if c.kind == kind and c.id not in had
    ]  # fmt: skip
    return min(found, key=lambda c: c.reference)


def raised(workspace: Workspace, **more: object) -> str:
    """A notice on a looked-after child; its id."""
    asked = replace(Wanted(child(workspace).id, "The plan has not moved since June."), **more)  # type: ignore[arg-type]
    return notice.raise_(workspace, asked).ids[0]


def one(workspace: Workspace, name: str) -> Notice:
    """The notice as it stands."""
    return notice.one(workspace, name)


def test_golden_raised_on_christmas_eve_is_due_on_the_fifth_of_january(desk: Desk) -> None:
    """24 December 2015 plus 5 working days is 5 January 2016, for the stage and for what is due."""
    iro = at(desk("iro"), CHRISTMAS)
    name = raised(iro, stage="stage_1", note="The review asked for it.")
    assert one(iro, name).now.due == date(2016, 1, 5)
    assert one(iro, name).limit == date(2016, 1, 26)

    def late(day: date) -> list[tuple[str, int]]:
        return [(d.what, d.days_late) for d in notice_list.due(iro, day) if d.notice == name]

    assert late(date(2016, 1, 4)) == []
    assert late(date(2016, 1, 5)) == [("stage", 0)]
    assert late(date(2016, 1, 8)) == [("stage", 3)]


def test_a_notice_climbs_to_stage_4_and_goes_to_cafcass(desk: Desk) -> None:
    """Informal, four formal stages within 20 working days, Cafcass, satisfied, effect at 30 and 90 days."""
    iro = at(desk("iro"), date(2026, 3, 2))
    manager = next(p for p in iro.people.values() if "team_manager" in p.roles)
    name = raised(iro, to=manager.id, safety=True, themes=("drift",), answer_by=date(2026, 3, 4))
    assert one(iro, name).now.due == date(2026, 3, 4)
    days = {"stage_1": (3, 5), "stage_2": (3, 12), "stage_3": (3, 19), "stage_4": (3, 26)}
    for key, (month, day) in days.items():
        at(iro, date(2026, month, day))
        notice.escalate(iro, name, Higher(key))
        assert one(iro, name).now.due <= one(iro, name).limit  # type: ignore[operator]
    notice.refer(iro, name, "The care plan is not being carried out.")
    notice.referral_answered(iro, name, "Cafcass will write to the court.")
    at(iro, date(2026, 3, 30))
    notice.answer(iro, name, Given("stage_4", "A worker is named today.", who="Director"))
    notice.close(iro, name, "satisfied", "The plan is moving.")
    found = one(iro, name)
    assert [s.stage.level for s in found.steps] == [0, 1, 2, 3, 4]
    assert found.referrals[0].answer == "Cafcass will write to the court."
    assert [(e.after, e.due) for e in found.effects] == [
        (30, date(2026, 4, 4)), (90, date(2026, 6, 3)),
    ]  # fmt: skip
    with pytest.raises(Refused, match="too early"):
        notice.say_effect(iro, name, 30, "yes", "Visit record of 1 April.")
    at(iro, date(2026, 4, 6))
    assert [d.stage for d in notice_list.due(iro, date(2026, 4, 6)) if d.notice == name] == [
        "Effect after 30 days"
    ]
    assert "Did practice change after a QA notice?" in {w.title for w in notice_list.waiting(iro)}
    notice.say_effect(iro, name, 30, "partly", "Visit record of 1 April: seen twice.")
    with pytest.raises(Refused, match="said already"):
        notice.say_effect(iro, name, 30, "no", "Visit record.")
    assert one(iro, name).effects[0].changed == "partly"
    assert session.verify(iro) == ()


def test_cafcass_at_the_same_time_as_the_first_stage(desk: Desk) -> None:
    """It is raised and referred in one act; a second referral waits for the first's answer."""
    iro = desk("iro")
    name = raised(iro, cafcass="The child is to move on Monday against the plan.")
    assert [r.day for r in one(iro, name).referrals] == [iro.clock.today()]
    assert one(iro, name).now.stage.key == "informal"
    with pytest.raises(Refused, match="already"):
        notice.refer(iro, name, "Again.")


def test_cafcass_is_for_looked_after_children_and_reviewing_officers(desk: Desk) -> None:
    """Other children's ladder knows no Cafcass, and an auditor does not refer."""
    iro = desk("iro")
    other = child(iro, "child_in_need")
    name = notice.raise_(iro, Wanted(other.id, "No core group.", ladder="other_child")).ids[0]
    with pytest.raises(Refused, match="looked-after"):
        notice.refer(iro, name, "It does not move.")
    with pytest.raises(Refused, match="looked-after"):
        notice.raise_(iro, Wanted(other.id, "x", ladder="other_child", cafcass="y"))
    lead = desk("qa lead")
    with pytest.raises(Refused, match="reviewing officer"):
        raised(lead, cafcass="y")


def test_a_looked_after_child_is_not_put_on_the_other_ladder(desk: Desk) -> None:
    """The 20 working days hold for every looked-after child."""
    iro = desk("iro")
    with pytest.raises(Refused, match="looked after"):
        raised(iro, ladder="other_child")


def test_bypassing_wants_a_note_and_no_permission(desk: Desk) -> None:
    """Starting above, leaping and hurrying each want a note; with one, they are done at once."""
    iro = desk("iro")
    with pytest.raises(QAError, match="informal is left out"):
        raised(iro, stage="stage_2")
    name = raised(iro, stage="stage_1", note="The court date is on Friday.")
    with pytest.raises(QAError, match="Stage 2 is left out"):
        notice.escalate(iro, name, Higher("stage_3"))
    with pytest.raises(QAError, match="its time is not over"):
        notice.escalate(iro, name, Higher("stage_2"))
    notice.escalate(iro, name, Higher("stage_3", "The head of service is away."))
    assert [s.note for s in one(iro, name).steps] == [
        "The court date is on Friday.", "The head of service is away.",
    ]  # fmt: skip
    with pytest.raises(Refused, match="does not go backwards"):
        notice.escalate(iro, name, Higher("stage_2", "Back."))


def test_a_stage_is_answered_once_and_nothing_is_lost(desk: Desk) -> None:
    """A second answer is refused with what to do; as a further one it is kept beside the first."""
    iro = desk("iro")
    name = raised(iro)
    notice.answer(iro, name, Given("informal", "We will visit."))
    with pytest.raises(Refused, match="answered already") as said:
        notice.answer(iro, name, Given("informal", "We have visited."))
    assert "further answer" in said.value.cure
    notice.answer(iro, name, Given("informal", "We have visited.", further=True))
    step = one(iro, name).now
    assert [(a.text, a.further) for a in step.answers] == [
        ("We will visit.", False), ("We have visited.", True),
    ]  # fmt: skip
    assert step.answer is not None
    assert step.answer.who == "Social worker and team manager"


def test_an_answer_counts_as_late_by_its_own_day(desk: Desk) -> None:
    """In time or late is worked out from the day of the answer, not from when it is typed."""
    iro = at(desk("iro"), date(2026, 9, 1))
    late, prompt = (raised(iro, stage="stage_1", note="Agreed in the review.") for _ in range(2))
    at(iro, date(2026, 9, 14))
    notice.answer(iro, prompt, Given("stage_1", "Done.", day=date(2026, 9, 8)))
    notice.answer(iro, late, Given("stage_1", "Done.", day=date(2026, 9, 9)))
    assert [a.late for name in (prompt, late) for a in one(iro, name).now.answers] == [False, True]


@pytest.mark.parametrize("who", ["qa lead", "cswo", "team manager", "auditor"])
def test_nobody_but_the_raiser_ends_it(desk: Desk, who: str) -> None:
    """Not the QA lead, not the CSWO, not whoever was asked: only the raiser, whatever the ending."""
    iro = desk("iro")
    jonah = next(p for p in iro.people.values() if p.name == "Jonah Pellow")
    name = raised(iro, to=jonah.id)
    other = desk(who)
    for how in ("satisfied", "withdrawn", "overtaken"):
        with pytest.raises(Refused, match="not yours"):
            notice.close(other, name, how, "Enough.")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="not yours"):
        notice.escalate(other, name, Higher("stage_1", "x"))


def test_property_no_set_of_roles_but_the_iro_managers_ends_anothers_notice(desk: Desk) -> None:
    """Whatever roles somebody has together: without being the raiser only the IRO manager ends it."""
    iro = desk("iro")
    name = raised(iro)
    notice.answer(iro, name, Given("informal", "Done."))
    found, other = one(iro, name), next(p for p in iro.people.values() if p.id != iro.person.id)
    for n in range(len(ROLE_NAMES) + 1):
        for roles in combinations(ROLE_NAMES, n):
            iro.person = replace(other, roles=roles)
            assert bool(why_not_for(iro, found)) == ("iro_manager" not in roles)
            for act in ("close", "escalate"):
                with pytest.raises(QAError):  # not theirs, or the reason of absence is missing
                    acts_for(iro, found, "" if "iro_manager" in roles else act)


def test_the_iro_manager_ends_it_in_the_raisers_absence(desk: Desk) -> None:
    """The IRO manager may, with the reason of absence, which is kept."""
    name = raised(desk("iro"))
    lead = desk("qa lead")
    petra = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    council.keep_person(lead, replace(petra, roles=("iro_manager",)))
    manager = desk("moderator")
    with pytest.raises(QAError, match="raised it, and it is not said why"):
        notice.close(manager, name, "satisfied", "Seen in the plan.")
    notice.close(manager, name, "satisfied", "Seen in the plan.", absence="On leave until May")
    ended = one(manager, name).ended
    assert ended is not None
    assert (ended.how, ended.absence) == ("satisfied", "On leave until May")
    with pytest.raises(Refused, match="has ended"):
        notice.escalate(manager, name, Higher("stage_1", "x", absence="On leave"))


def test_who_was_asked_answers_and_others_do_not_see_it(desk: Desk) -> None:
    """The person asked finds it on Home and answers; somebody else's manager sees nothing of it."""
    iro = desk("iro")
    jonah = next(p for p in iro.people.values() if p.name == "Jonah Pellow")
    elsewhere = next(
        c for c in council_shelf.cases(iro.store).values()
        if c.kind == "child_in_care" and c.team != jonah.team
    )  # fmt: skip
    name = notice.raise_(iro, Wanted(elsewhere.id, "Words of mine.", to=jonah.id)).ids[0]
    hidden = notice.raise_(iro, Wanted(elsewhere.id, "Words for others.")).ids[0]
    manager = desk("team manager")
    before = {w.place["notice"] for w in notice_list.waiting(manager)}
    assert name in before
    assert hidden not in before
    with pytest.raises(Refused, match="not yours to see"):
        notice.one(manager, hidden)
    notice.answer(manager, name, Given("informal", "Seen today."))
    assert {w.place["notice"] for w in notice_list.waiting(manager)} == before - {name}
    assert one(manager, name).now.answers[0].who == "Jonah Pellow"
    assert notice_list.view(manager, name).why_not["effect"]


def test_good_practice_has_no_clock_and_no_effect(desk: Desk) -> None:
    """It is shared, can be answered, is never open, and nothing is asked of it later."""
    iro = desk("iro")
    name = raised(iro, kind="good_practice", stage="stage_1")
    found = one(iro, name)
    assert (found.open, found.now.due, found.effects) == (False, None, ())
    notice.answer(iro, name, Given("shared", "Thank you."))
    with pytest.raises(Refused, match="no concern"):
        notice.close(iro, name, "satisfied", "x")


def test_informal_and_withdrawn_notices_are_not_asked(desk: Desk) -> None:
    """Effect is a question for formal notices that stood."""
    iro = desk("iro")
    name = raised(iro, safety=True)
    assert one(iro, name).effects == ()
    notice.escalate(iro, name, Higher("stage_1", "The weekend is near."))
    assert [e.after for e in one(iro, name).effects] == [30, 90]
    notice.close(iro, name, "withdrawn", "Raised on the wrong child.")
    assert one(iro, name).effects == ()


def test_repeated_notices_on_a_child_are_seen(desk: Desk) -> None:
    """The second concern about a child says that it is the second, and leads to the first."""
    iro = desk("iro")
    case = child(iro).id
    first, second = (notice.raise_(iro, Wanted(case, f"Concern {n}.")).ids[0] for n in (1, 2))
    rows = {row.id: row.earlier for row in notice_list.register(iro)}
    assert sorted((rows[first], rows[second])) == [0, 1]
    assert [row.id for row in notice_list.view(iro, second).same_child] == [first]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"what": "  "}, "not said what"),
        ({"case": "nowhere"}, "which child"),
        ({"ladder": "rope"}, "no such ladder"),
        ({"stage": "stage_9"}, "no such stage"),
        ({"to": "nobody"}, "not known here"),
        ({"day": date(2027, 1, 1)}, "future"),
        ({"answer_by": date(2020, 1, 1)}, "before it is asked"),
        ({"ladder": "partner"}, "which agency"),
        ({"audits": ("aud-of-another",)}, "same child"),
        ({"themes": tuple(str(n) for n in range(13))}, "too many"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_nothing_is_kept(
    desk: Desk, more: dict[str, object], said: str
) -> None:
    """Each wrong field is refused with what to do, and no entry is written."""
    iro = desk("iro")
    before = iro.store.ledger.count()
    with pytest.raises(QAError, match=said) as trouble:
        raised(iro, **more)
    assert trouble.value.cure
    assert iro.store.ledger.count() == before


def test_a_social_worker_or_partner_raises_none(desk: Desk) -> None:
    """Raising needs one of the roles for it."""
    with pytest.raises(Refused, match="role"):
        raised(desk("partner"))
