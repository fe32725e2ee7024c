"""The made-up council's safety stops followed up, concerns taken higher, and surveys by quarter."""

import random
from dataclasses import replace
from datetime import date, timedelta

from qa_tool.audit.safety import About, FollowUp, SafetyStop, Told
from qa_tool.calendar import add_working_days
from qa_tool.concern.model import Concern, Recipient, Reminder
from qa_tool.demo.story import Teller
from qa_tool.store import council as council_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.survey.model import SOURCES, Survey, id_of, quarter_of, quarters_back
from qa_tool.template.model import SafetyLevel

_SEED = 2511
_FOLLOWED: tuple[tuple[FollowUp, int], ...] = (
    (FollowUp("visit", date.min, "Seen alone the same evening; the home was safe that night."), 0),
    (FollowUp("strategy", date.min, "Strategy discussion with police and health; enquiry begun."), 1),
    (FollowUp("action", date.min, "Visits weekly until the next review; the manager reads each."), 2),
    (FollowUp("outcome", date.min, "The plan was changed, and the new adult was assessed."), 14),
)  # fmt: skip
_DIFFERENCE = (
    "The child is seen every week, and says that the adult whom they feared has moved out."
)
_CALLS: tuple[tuple[SafetyLevel, About, int, str], ...] = (
    ("serious", "child", 34, "Came up in calibration: two visits in six months, and no reason on the record."),
    ("danger", "worker_with_children", 61, "A disclosure about an adult who works with children was not passed on."),
    ("serious", "manager", 12, "A decision to step down without the new information having been read."),
)  # fmt: skip
_HIGHER: tuple[tuple[Recipient, int, int | None, str, str, str, str], ...] = (
    ("director", 150, 12,
     "Audits of two quarters show that supervision is missed where a manager covers two teams.",
     "A decision about the vacant manager's post within a month.",
     "The post is filled for a year from next month; the line covers one team until then.",
     "Theme: management oversight"),
    ("director", 41, None,
     "Formal notices about late care plans are answered late, and the same team is named again.",
     "A plan with dates for the team, and who sees to it.", "", "Notices: late care plans"),
    ("chief_executive", 95, 21,
     "Three safety stops in one quarter came from cases that waited for allocation.",
     "Agreement that no case waits for allocation for more than five working days.",
     "Agreed; the count is reported to the leadership team every fortnight.",
     "Safety stops: waiting for allocation"),
)  # fmt: skip


def tell(teller: Teller) -> None:
    """Tell it all; nothing here has a name, and no child is meant."""
    rng = random.Random(_SEED)  # noqa: S311  a story that repeats
    _followed(teller)
    _outside(teller, rng)
    for number, one in enumerate(_HIGHER):
        _higher(teller, number, *one)
    _surveys(teller, rng)


def _followed(teller: Teller) -> None:
    """The answered stops: what followed, as far as the days have come, and how they ended."""
    lead = teller.desk("")
    for stop in sorted(safety_shelf.stops(lead.store), key=lambda one: one.id):
        if stop.told:
            _ended(teller, stop)


def _ended(teller: Teller, stop: SafetyStop) -> None:
    lead, day = teller.desk(""), stop.raised.date()
    followed = tuple(
        replace(one, on=day + timedelta(days=after), by=lead.person.id)
        for one, after in _FOLLOWED
        if day + timedelta(days=after) <= teller.today
    )
    over = add_working_days(day + timedelta(days=14), 2)
    if over > teller.today:
        return _keep(teller, replace(stop, followed=followed, settled=None), followed[-1].on)
    teller.at(over, 15)
    done = replace(
        stop, followed=followed, settled=lead.clock.now(), settled_by=lead.person.id,
        difference=_DIFFERENCE,
    )  # fmt: skip
    return _keep(teller, done, over)


def _keep(teller: Teller, stop: SafetyStop, day: date) -> None:
    teller.at(day, 15)
    teller.desk("").write("safety", stop.id, stop)


def _outside(teller: Teller, rng: random.Random) -> None:
    """Stops that came up outside an audit, in calibration or in a diagnostic session."""
    desk = teller.desks[teller.made.signing["moderator"]]
    ids = sorted(council_shelf.cases(desk.store))
    for (level, about, back, words), case in zip(_CALLS, rng.sample(ids, len(_CALLS)), strict=True):
        day = add_working_days(teller.today - timedelta(days=back), 0)
        raised = teller.at(day, 11)
        soon = timedelta(minutes=35)
        manager = "head_of_service" if about == "manager" else "team_manager"
        told = [Told("Team manager" if about != "manager" else "Head of service", raised + soon,
                     "spoken to", "Looks at the file today and rings back.", manager)]  # fmt: skip
        if about == "worker_with_children":
            told.append(Told("LADO", raised + 4 * soon, "telephone",
                             "Takes it on; a meeting is called.", "lado"))  # fmt: skip
        elif about == "child":
            told.append(Told("Head of service", raised + timedelta(days=4), "telephone",
                             "Asks for the plan.", "head_of_service"))  # fmt: skip
        plan = raised + timedelta(hours=20) if level == "serious" and about == "child" else None
        stop = SafetyStop(
            desk.ids.new_id("stop"), "", case, level, desk.person.id, raised, about, words,
            tuple(told), plan=plan,
        )  # fmt: skip
        desk.write("safety", stop.id, stop)
        if back > 50:
            _ended(teller, stop)


def _higher(  # noqa: PLR0913, PLR0917  one line of the table
    teller: Teller, number: int, to: Recipient, back: int, after: int | None, about: str,
    asked: str, answer: str, link: str,
) -> None:  # fmt: skip
    desk = teller.desks[teller.made.signing["cswo"]]
    day = add_working_days(teller.today - timedelta(days=back), 0)
    teller.at(day, 10)
    concern = Concern(
        desk.ids.new_id("cnc"), to, day, about, asked, (link,), desk.person.id,
    )  # fmt: skip
    desk.write("concern", concern.id, concern)
    if after is None:
        again = add_working_days(day, 10)
        teller.at(again, 9)
        reminded = replace(concern, reminders=(Reminder(again, "By letter", desk.person.id),))
        desk.write("concern", concern.id, reminded)
        return
    answered = add_working_days(day, after)
    teller.at(answered, 14 + number % 2)
    desk.write("concern", concern.id, replace(concern, answered=answered, answer=answer))


_LARGEST = {"children": 240, "families": 310, "complaints": 22, "compliments": 31, "advocacy": 64}
_SHARE = {
    "returned": 0.38,
    "positive": 0.71,
    "in_time": 0.78,
    "upheld": 0.4,
    "higher": 0.1,
    "used": 0.55,
}
_MESSAGES = {
    "children": ("Too many changes of worker.", "My worker comes when they say they will."),
    "families": ("Plans come in words that we do not use.",),
    "complaints": ("Late answers to telephone calls.", "Family time changed without notice."),
    "advocacy": ("Advocates are offered late, most often after the first review.",),
}  # fmt: skip


def _surveys(teller: Teller, rng: random.Random) -> None:
    """Four quarters that are over; the latest advocacy figures have not come yet."""
    desk, now = teller.desk(""), quarter_of(teller.today)
    for back in range(4, 0, -1):
        quarter = quarters_back(now, back)
        teller.at(min(quarters_back(quarter, -1) + timedelta(days=12), teller.today), 13)
        for source in SOURCES:
            if back == 1 and source.key == "advocacy":
                continue
            counts: dict[str, int] = {}
            for measure in source.measures:
                whole = counts.get(measure.part_of, _LARGEST[source.key])
                share = _SHARE.get(measure.key, 1.0) * rng.uniform(0.85, 1.0)
                counts[measure.key] = round(whole * share)
            name = id_of(quarter, source.key)
            said = _MESSAGES.get(source.key, ())
            desk.write("survey", name, Survey(name, quarter, source.key, counts, said))
