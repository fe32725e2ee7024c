"""The safety stop: two levels, who must be told, by when, and whether they were.

The program notifies nobody. It says whom to call, keeps who was told, when and what they answered,
and holds the audit back until that is there. Afterwards it keeps what followed, and is settled by
somebody else, who says what is different for the child.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from qa_tool.errors import Refused
from qa_tool.policy import Numbers
from qa_tool.template.model import Rule, SafetyLevel

if (
    TYPE_CHECKING
):  # a stop is read wherever it is shown, the engine of the form is not needed for that
    from qa_tool.audit.form import Form

Level = SafetyLevel
About = Literal["child", "manager", "worker_with_children", "care_leaver"]
When = Literal["always", "out_of_hours", "life_at_risk"]
Limit = Literal["hour", "same_day", "working_day"]
Followed = Literal["strategy", "visit", "enquiry", "action", "outcome", "other"]
StopState = Literal["overdue", "waiting", "answered", "settled"]

NOTIFIES_NOBODY = "This program notifies nobody."

LEVELS: dict[SafetyLevel, str] = {
    "danger": "May be in danger now",
    "serious": "Serious practice concern",
}
ABOUT: dict[About, str] = {
    "child": "A child's safety",
    "manager": "A manager's own decision",
    "worker_with_children": "Somebody who works with children",
    "care_leaver": "A care leaver over 18",
}
WITHIN: dict[Limit, str] = {
    "hour": "At once, within 1 hour at most",
    "same_day": "The same day",
    "working_day": "Within 1 working day",
}
FOLLOWED: dict[Followed, str] = {
    "strategy": "Strategy discussion",
    "visit": "Visit: the child was seen",
    "enquiry": "Enquiry or referral",
    "action": "Action raised",
    "outcome": "Outcome for the child",
    "other": "Something else",
}
STATES: dict[StopState, str] = {
    "overdue": "Overdue: somebody was not told, or the plan is not there",
    "waiting": "Waits for an answer",
    "answered": "Answered; what followed is open",
    "settled": "Settled",
}
PLAN = "written_plan"


@dataclass(frozen=True, slots=True)
class Route:
    """One person or service to turn to; routes with the same `step` stand in for each other.

    `needed` routes must be told before the audit can be handed in; `number` is what this council
    typed in its policy, and is empty where it has not.
    """

    key: str
    level: SafetyLevel
    who: str
    within: str
    limit: Limit
    step: str
    needed: bool = True
    when: When = "always"
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who was told: `route` is the key of the route that this answers."""

    who: str
    when: datetime
    how: str
    answer: str
    route: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing that followed, and on which day; `by` kept it here, `action` is an action's id."""

    kind: Followed
    on: date
    what: str
    by: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class SafetyStop:
    """One safety stop, signed when made; it does not wait for hand-in.

    `audit` is empty where it came up outside an audit (calibration, a diagnostic session, an
    observation). `plan` is when the written plan was there, which only a serious concern asks for.
    `settled` is when somebody else said what is different for the child, in `difference`.
    """

    id: str
    audit: str
    case: str
    level: SafetyLevel
    raised_by: str
    raised: datetime
    about: About
    what: str
    told: tuple[Told, ...] = ()
    settled: datetime | None = None
    plan: datetime | None = None
    followed: tuple[FollowUp, ...] = ()
    settled_by: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing that is due; `due` is a moment for hours, a day for working days.

    `met` is done in time, `late` is done too late or not done in time; `done` tells these two apart.
    """

    what: str
    due: datetime | date
    met: bool
    late: bool
    step: str = ""
    done: bool = False

    @property
    def overdue(self) -> bool:
        """Not done, and the time is over."""
        return self.late and not self.done


@dataclass(frozen=True, slots=True)
class StopDue:
    """Something in the answers that asks for a safety stop; `key` is where it stands."""

    level: SafetyLevel
    key: str
    why: str


def routes(level: SafetyLevel, about: About, numbers: Numbers) -> tuple[Route, ...]:
    """Whom to tell, in order; alternatives follow what they stand in for."""
    first = _danger(about, numbers) if level == "danger" else _serious(about, numbers)
    return (*first, *_also(level, about, numbers))


def _danger(about: About, numbers: Numbers) -> Iterator[Route]:
    """Somebody who can act now, within the hour."""
    if about == "manager":
        yield Route(
            "head_of_service", "danger", "Head of service", WITHIN["hour"], "hour", "speak",
            number=numbers.head_of_service,
            note="Not the manager whose decision this is about.",
        )  # fmt: skip
    else:
        yield Route(
            "team_manager", "danger", "Team manager or duty manager", WITHIN["hour"], "hour",
            "speak", number=numbers.danger, note="Speak to them; a message is not enough.",
        )  # fmt: skip
    yield Route(
        "out_of_hours", "danger", "Emergency duty team", WITHIN["hour"], "hour", "speak",
        when="out_of_hours", number=numbers.out_of_hours, note="When the office is closed.",
    )  # fmt: skip
    yield Route(
        "emergency", "danger", "Police or ambulance", "At once", "hour", "emergency",
        needed=False, when="life_at_risk", number="999", note="Where life is at risk, first of all.",
    )  # fmt: skip


def _serious(about: About, numbers: Numbers) -> Iterator[Route]:
    """The manager who can put the practice right, and the one above."""
    if about == "manager":
        yield Route(
            "head_of_service", "serious", "Head of service", WITHIN["same_day"], "same_day",
            "speak", number=numbers.head_of_service,
            note="Not the manager whose decision this is about.",
        )  # fmt: skip
        return
    yield Route(
        "team_manager", "serious", "Team manager", WITHIN["same_day"], "same_day", "speak",
        number=numbers.danger, note="They write a plan within 1 working day.",
    )  # fmt: skip
    yield Route(
        "head_of_service", "serious", "Head of service", WITHIN["working_day"], "working_day",
        "head_of_service", number=numbers.head_of_service,
    )  # fmt: skip


def _also(level: SafetyLevel, about: About, numbers: Numbers) -> Iterator[Route]:
    """Who must hear besides, because of whom it is about."""
    if about == "worker_with_children":
        yield Route(
            "lado", level, "Local authority designated officer (LADO)", WITHIN["working_day"],
            "working_day", "lado", number=numbers.lado,
            note="Do not speak to the person whom it is about before the LADO has advised.",
        )  # fmt: skip
    if about == "care_leaver":
        limit: Limit = "hour" if level == "danger" else "working_day"
        yield Route(
            "adult_safeguarding", level, "Adult safeguarding", WITHIN[limit], limit,
            "adult_safeguarding", number=numbers.adult_safeguarding,
        )  # fmt: skip


def clocks(
    stop: SafetyStop, now: datetime, add_working_days: Callable[[date, int], date]
) -> tuple[Clock, ...]:
    """What is due and by when; `met` is in time or not, `late` is told late or not told in time."""
    found = []
    for step, limit, who in _steps(stop):
        told = [t.when for t in stop.told if _is_complete(t) and _step_of(stop, t) == step]
        done = min(told, default=None)
        due = _due(stop.raised, limit, add_working_days)
        found.append(_clock(f"Told: {who}", due, done, now, step))
    if stop.level == "serious":
        due = _due(stop.raised, "working_day", add_working_days)
        found.append(_clock("Written plan", due, stop.plan, now, PLAN))
    return tuple(found)


def _steps(stop: SafetyStop) -> Iterator[tuple[str, Limit, str]]:
    """The obligatory steps, each once, with the names of all who may be told for it."""
    needed = [route for route in routes(stop.level, stop.about, Numbers()) if route.needed]
    for step in dict.fromkeys(route.step for route in needed):
        same = [route for route in needed if route.step == step]
        yield step, same[0].limit, " or ".join(route.who for route in same)


def _step_of(stop: SafetyStop, told: Told) -> str:
    """The step that somebody told belongs to; by the route's key, also where it stands as `who`."""
    wanted = told.route or told.who
    known = routes(stop.level, stop.about, Numbers())
    return next((route.step for route in known if route.key == wanted), "")


def _due(
    raised: datetime, limit: Limit, add_working_days: Callable[[date, int], date]
) -> datetime | date:
    if limit == "hour":
        return raised + timedelta(hours=1)
    return raised.date() if limit == "same_day" else add_working_days(raised.date(), 1)


def _clock(
    what: str, due: datetime | date, done: datetime | None, now: datetime, step: str
) -> Clock:
    """A day's clock ends with the day, a moment's at the moment."""
    at = done or now
    over = at > due if isinstance(due, datetime) else at.date() > due
    return Clock(what, due, done is not None and not over, over, step, done is not None)


def answered(stop: SafetyStop) -> bool:
    """Whether who was told, when, and their answer are recorded for every obligatory step."""
    return not still_to_tell(stop)


def still_to_tell(stop: SafetyStop) -> tuple[str, ...]:
    """Who has not been told yet, or has not answered: a line for each, empty when all is there."""
    complete = {_step_of(stop, told) for told in stop.told if _is_complete(told)}
    return tuple(
        f"{who}: record who was told, when, and what they answered."
        for step, _, who in _steps(stop)
        if step not in complete
    )


def _is_complete(told: Told) -> bool:
    return bool(told.who.strip()) and bool(told.answer.strip())


def checked(stop: SafetyStop) -> SafetyStop:
    """A stop that can be signed: it says what is feared, and is settled only once all answered.

    Somebody may well have been told before it was raised here: people ring first and write then.
    """
    if not stop.what.strip():
        raise Refused(
            "The safety stop does not say what the worry is.",
            "Write in a sentence or two what you saw and what you fear.",
        )
    if stop.settled is not None and not answered(stop):
        raise Refused(
            "The safety stop cannot be settled yet. " + still_to_tell(stop)[0],
            "Record the answer first.",
        )
    return stop


def state_of(stop: SafetyStop, found: tuple[Clock, ...]) -> StopState:
    """Where a stop stands, by itself and its clocks."""
    if stop.settled is not None:
        return "settled"
    if any(clock.overdue for clock in found):
        return "overdue"
    return "answered" if answered(stop) and not _plan_missing(stop) else "waiting"


def _plan_missing(stop: SafetyStop) -> bool:
    return stop.level == "serious" and stop.plan is None


def followed_by(stop: SafetyStop, what: FollowUp, today: date) -> SafetyStop:
    """The stop with one more thing that followed; refuses what cannot have happened."""
    if not what.what.strip():
        raise Refused("It is not said what followed.", "Write in a sentence what was done.")
    if what.on > today:
        raise Refused(
            "The day lies in the future.", "Record what has happened; plan it as an action."
        )
    if what.on < stop.raised.date():
        raise Refused(
            "That is before the safety stop was raised.", "Type the day on which it happened."
        )
    return replace(stop, followed=(*stop.followed, what))


def settled(stop: SafetyStop, by: str, when: datetime, difference: str) -> SafetyStop:
    """The stop, settled: everybody was told, something followed, and it says what is different."""
    if stop.settled is not None:
        raise Refused("This safety stop is settled already.", "Look at the register again.")
    if _plan_missing(stop):
        raise Refused(
            "The safety stop cannot be settled yet: there is no written plan.",
            "Record the day on which the plan was there.",
        )
    if by == stop.raised_by:
        raise Refused(
            "Whoever raised a safety stop does not settle it.",
            "Somebody else looks at what followed: the QA lead or the Chief Social Work Officer.",
        )
    if not stop.followed:
        raise Refused(
            "Nothing is recorded that followed.",
            "Record what was done first: a strategy discussion, a visit, an action, an outcome.",
        )
    if not difference.strip():
        raise Refused(
            "It is not said what is different for the child.",
            "Write in a sentence what changed, or that nothing can be seen yet and why that is safe.",
        )
    return checked(replace(stop, settled=when, settled_by=by, difference=difference.strip()))


def due(form: "Form") -> tuple[StopDue, ...]:
    """What in the answers asks for a stop: worrying safety answers, and rules that say so."""
    return (*_worries(form), *_rules(form))


def _worries(form: "Form") -> Iterator[StopDue]:
    """A worry with no reason why it is none asks for a stop."""
    from qa_tool.audit.slots import SAFETY  # whoever has a form has loaded it

    for question in form.template.safety:
        view = form.view(f"{SAFETY}.{question.key}")
        reason = form.view(f"{view.key}#comment")
        if view.value in question.worry and not reason.answered:
            yield StopDue("serious", view.key, view.text)


def _rules(form: "Form") -> Iterator[StopDue]:
    for level, why in form.implied().safety:
        rule = next(r for r in form.template.rules if r.why == why and r.safety == level)
        yield StopDue(level, _place(form, rule), why)


def _place(form: "Form", rule: Rule) -> str:
    """Where to jump to: the first question that the rule looks at, or the first domain's grade."""
    if rule.when:
        from qa_tool.template.conditions import parse  # whoever has a form has loaded it

        return min(parse(rule.when).names(), default="")
    domains = rule.domains or tuple(domain.key for domain in form.template.graded)
    return f"{domains[0]}.grade"
