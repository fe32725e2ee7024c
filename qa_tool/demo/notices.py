"""The made-up council's QA notices: some twenty over a year, at believable stages."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa_tool.calendar import add_working_days
from qa_tool.council.model import Case
from qa_tool.demo.story import Teller
from qa_tool.notice.model import Changed, How
from qa_tool.store import council as council_shelf
from qa_tool.work import notice
from qa_tool.work.notice import Given, Higher, Wanted
from qa_tool.work.workspace import Workspace

_STAGES = ("informal", "stage_1", "stage_2", "stage_3", "stage_4")


@dataclass(frozen=True, slots=True)
class Tale:
    """One notice: how long ago, which words, and how each stage was answered (d days on, late or not at all).

    `answers` has a number of working days a stage, None where none came and it went higher; `how` ends
    it. `effect` is what was said at 90 days, and at 30 where safety was the reason.
    """

    ago: int
    words: int
    answers: tuple[int | None, ...]
    how: How | None = None
    themes: tuple[str, ...] = ()
    effect: Changed | None = None
    kind: str = "child_in_care"
    safety: bool = False
    cafcass: bool = False
    start: int = 0
    jonah: bool = False
    again: bool = False


_TALES = (
    Tale(345, 0, (4,), "satisfied", ("drift",)),
    Tale(330, 1, (None, 4), "satisfied", ("voice_thin",), "yes"),
    Tale(310, 2, (None, 7), "satisfied", ("oversight_thin",), "partly"),
    Tale(295, 3, (3,), "satisfied", ("challenge_missing",), kind="child_protection"),
    Tale(280, 4, (None, None, 5), "satisfied", ("drift", "oversight_thin"), "no", safety=True),
    Tale(262, 5, (None, 4), "satisfied", ("handover_weak",), "yes"),
    Tale(241, 6, (None, None, None, None, 3), "satisfied", ("drift",), "yes", cafcass=True),
    Tale(225, 0, (5,), "withdrawn", ("drift",)),
    Tale(210, 7, (None, 5), "satisfied", ("voice_thin",), "yes", kind="child_protection"),
    Tale(190, 1, (None, 8), "overtaken", ("voice_thin",), "cannot_tell"),
    Tale(172, 2, (2,), "satisfied", ("oversight_thin",), again=True),
    Tale(150, 3, (None, 3), "satisfied", ("challenge_missing",), "partly", "child_in_need"),
    Tale(133, 5, (None, None, 4), "satisfied", ("handover_weak", "drift"), "yes", safety=True, start=1),
    Tale(118, 4, (4,), "satisfied", ("drift",), kind="child_protection"),
    Tale(97, 6, (None, 6), "satisfied", ("drift",)),
    Tale(44, 7, (None, 3), "satisfied", ("voice_thin",), safety=True),
    Tale(24, 2, (None, None), None, ("oversight_thin",), again=True),
    Tale(13, 1, (None, 4), None, ("voice_thin",)),
    Tale(9, 0, (None,), None, ("drift",), jonah=True),
    Tale(3, 3, (None,), None, ("challenge_missing",), kind="child_protection"),
)  # fmt: skip
_GOOD = 120

WHAT = (
    "The permanence plan agreed at the review has not begun, and nobody has told the child why.",
    "The child asked twice to see their brother. No date has been set.",
    "Three supervision records in a row list tasks; none returns to the plan for this child.",
    "The decision of the last conference was changed without its chair being told.",
    "The last two visits were not made, and the placement was said to be shaky in June.",
    "The third worker since spring has not met the child. The life story work has stopped.",
    "The care plan is not being carried out: school and health do not know which parts still hold.",
    "The child's words from the visit stand on the record, and the plan says nothing about them.",
)
VIEWS = (
    "“I want to know where I will live at Christmas.”",
    "The child would rather talk to the worker on a walk than in the meeting.",
    "Not asked yet: the child is on a school trip this week.",
)
ANSWERS = (
    "The plan was gone through with the worker today; the first step is booked for next week.",
    "A visit is arranged for Thursday, with time alone. The team manager looks at the record on Friday.",
    "We agree. The senior worker takes the case over, and the review is brought forward.",
    "The family time was set with the carers: every second Saturday, beginning this one.",
)
NOTES = (
    "Not answered in the time agreed with the child; the next review is near.",
    "The answer does not say what changes for the child.",
)
EVIDENCE = (
    "Visit records of the last two months and the review minutes: the child says that it is done.",
    "The plan has dates now; half of them were kept.",
    "Records of the last three months show no change.",
    "The child moved to another council's care; its records are not open to us.",
)
GOOD_WORDS = "The worker walked the new way to school with the child, twice, before the move. The child said so."


def tell(teller: Teller) -> None:
    """Tell every notice in the order of its days."""
    rng = random.Random(2512)  # noqa: S311  made-up data, no secret
    petra = teller.desk(teller.made.signing["iro"])
    cases = _cases(teller)
    before: list[str] = []
    for tale in _TALES:
        case = _case(tale, cases, before)
        if case is not None:
            before.append(case.id)
            _one(teller, petra, tale, case, rng)
    good = _take(cases, "child_in_care")
    if good is not None:
        teller.at(_workday(teller, _GOOD), 15)
        wanted = Wanted(good.id, GOOD_WORDS, "good_practice", themes=("relationship",))
        name = notice.raise_(petra, wanted).ids[0]
        notice.answer(petra, name, Given("shared", "Shared in the team meeting. Thank you."))


def _cases(teller: Teller) -> dict[str, list[Case]]:
    """Cases by kind, in an order that does not change; those of the signed-in manager's team first."""
    every = council_shelf.cases(teller.desk("").store).values()
    own = teller.made.teams[0].id
    found: dict[str, list[Case]] = {}
    for case in sorted(every, key=lambda c: (c.team != own, c.id)):
        found.setdefault(case.kind, []).append(case)
    for (
        same
    ) in found.values():  # the manager's own first one stays for the notice that waits for him
        same[1:] = sorted(same[1:], key=lambda c: c.id)
    return found


def _case(tale: Tale, cases: dict[str, list[Case]], before: Sequence[str]) -> Case | None:
    if tale.again and before:
        return next((c for same in cases.values() for c in same if c.id == before[0]), None)
    if tale.jonah:
        return next(iter(cases.get(tale.kind, [])), None)
    fresh = [c for c in cases.get(tale.kind, [])[1:] if c.id not in before]
    return fresh[0] if fresh else None


def _take(cases: dict[str, list[Case]], kind: str) -> Case | None:
    return next(iter(cases.get(kind, [])[-1:]), None)


def _workday(teller: Teller, ago: int) -> date:
    return add_working_days(teller.today - timedelta(days=ago), 0)


def _one(teller: Teller, petra: Workspace, tale: Tale, case: Case, rng: random.Random) -> None:
    day = min(_workday(teller, tale.ago), teller.today)
    teller.at(day, 10)
    manager = teller.made.signing["team manager"] if tale.jonah else ""
    name = notice.raise_(petra, _wanted(tale, case, manager, rng)).ids[0]
    for place, days in enumerate(tale.answers):
        stage = _STAGES[min(tale.start + place, 4)]
        if days is None and place == len(tale.answers) - 1:
            return  # it still waits
        after = add_working_days(day, days if days is not None else 5)
        if after > teller.today:
            return
        teller.at(after, 14)
        day = after
        if days is None:
            higher = _STAGES[tale.start + place + 1]
            notice.escalate(petra, name, Higher(higher, rng.choice(NOTES)))
        else:
            notice.answer(petra, name, Given(stage, rng.choice(ANSWERS)))
    _end(teller, petra, tale, name, day)


def _wanted(tale: Tale, case: Case, manager: str, rng: random.Random) -> Wanted:
    ladder = "" if case.kind == "child_in_care" else "other_child"
    return Wanted(
        case.id, WHAT[tale.words], ladder=ladder, stage=_STAGES[tale.start] if tale.start else "",
        note="A child's safety cannot wait for the informal stage." if tale.start else "", to=manager,
        themes=tale.themes, child_view=rng.choice(VIEWS), safety=tale.safety,
        legal_advice="Asked for; the legal team answers within the week." if tale.cafcass else "",
    )  # fmt: skip


def _end(teller: Teller, petra: Workspace, tale: Tale, name: str, day: date) -> None:
    """Cafcass, the ending, and what was said about the effect once its day had come."""
    if tale.cafcass:
        notice.refer(
            petra, name, "The care plan is not carried out, and four stages have not moved it."
        )
    if tale.how is None:
        return
    ended = add_working_days(day, 1)
    if ended > teller.today:
        return
    teller.at(ended, 11)
    if tale.cafcass:
        notice.referral_answered(
            petra, name, "Cafcass wrote to the council; no step at court is needed."
        )
    notice.close(petra, name, tale.how, "" if tale.how == "satisfied" else _WHY[tale.how])
    found = notice.one(petra, name)
    for effect in found.effects:
        said = add_working_days(effect.due + timedelta(days=4), 0)
        if tale.effect is None or said > teller.today:
            continue
        teller.at(said, 12)
        word = EVIDENCE[("yes", "partly", "no", "cannot_tell").index(tale.effect)]
        notice.say_effect(petra, name, effect.after, tale.effect, word)


_WHY = {
    "withdrawn": "Raised twice for the same worry; the other notice stands.",
    "overtaken": "The child has gone to live with an aunt in another council.",
}
