"""The made-up council's QA framework: two versions that came into effect, one out for comments."""

from datetime import date, timedelta

from qa_tool.demo.story import Teller
from qa_tool.framework.model import Planned
from qa_tool.store import framework as shelf
from qa_tool.work import framework, framework_comment, framework_effect

NAME = "Quality assurance framework"
_FIRST, _SECOND, _OUT = 430, 236, 9  # days ago
YEAR = (
    Planned("spring_core", "Spring: core audits", 4, 3, ("core_case_audit", "child_protection_plan"),
            "Risk and management oversight", 150, 15),
    Planned("summer_care", "Summer: children in care and care leavers", 7, 2,
            ("child_in_care", "care_leaver"), "Permanence and pathways", 80, 15),
    Planned("autumn_core", "Autumn: core audits", 9, 3, ("core_case_audit", "child_protection_plan"),
            "", 150, 15),
    Planned("winter_door", "Winter: front-door dip sample", 1, 1, ("front_door_dip_sample",),
            "Repeat contacts", 60, 5, "dip"),
)  # fmt: skip
COMMENTS = (
    ("auditor", "setting/clocks.feedback_days",
     "Three days are right, but in a part-time week I cannot keep them. Five where a worker is on leave?"),
    ("iro", "ladder/looked_after",
     "Please say in the ladder that the child is asked before a formal stage begins."),
    ("team manager", "round/autumn_core",
     "Autumn half-term falls into this round; a later start would help us to give the time it needs."),
    ("moderator", "whole", "Shorter than the last one, and I can find everything. Thank you."),
)  # fmt: skip
_ANSWERS = (
    ("accepted", "Changed: the days count from when the worker is back."),
    ("not_accepted", "It is part of the informal stage already; the guidance now says so first."),
)  # fmt: skip


def tell(teller: Teller) -> None:
    """Tell the framework: written by the QA lead, put into effect by the CSWO, and out again."""
    today = teller.today
    lead = teller.desk("")
    share = lead.policy.moderation_share
    _into_effect(
        teller, "1", today - timedelta(days=_FIRST), share - 5, "The first that says it all in one."
    )
    _into_effect(teller, "2", today - timedelta(days=_SECOND), share,
                 "More is read again at random, so that the figures stand on firmer ground.")  # fmt: skip
    teller.at(today - timedelta(days=_OUT + 6), 10)
    planned = date(today.year + (today.month > 3), 4, 1)
    made = framework.begin(
        lead, NAME, "3", "Feedback comes sooner, and the year has a fixed calendar.", planned
    ).ids[0]
    framework.set_value(lead, made, "clocks.feedback_days", (3,))
    framework.set_value(lead, made, "new_auditor_audits", (4,))
    teller.at(today - timedelta(days=_OUT), 9)
    framework.send_out(lead, made, today + timedelta(days=12))
    for place, (who, clause, text) in enumerate(COMMENTS):
        teller.at(today - timedelta(days=_OUT - 2 - place), 13)
        framework_comment.say(teller.desk(teller.made.signing[who]), made, clause, text)
    teller.at(today - timedelta(days=1), 11)
    said = {one.clause: one.id for one in shelf.comments(lead.store, made)}
    for (_who, clause, _text), (decision, why) in zip(COMMENTS, _ANSWERS, strict=False):
        framework_comment.answer(lead, said[clause], decision, why)  # type: ignore[arg-type]


def _into_effect(teller: Teller, version: str, day: date, share: int, note: str) -> None:
    """A version is written, proposed, and put into effect a fortnight later."""
    lead, chief = teller.desk(""), teller.desk(teller.made.signing["cswo"])
    teller.at(day - timedelta(days=14), 10)
    made = framework.begin(lead, NAME, version, note).ids[0]
    kept = {planned.key for planned in YEAR}
    for planned in framework.whole(lead, made).content.rounds:
        if planned.key not in kept:
            framework.leave_out(lead, made, f"round/{planned.key}")
    for planned in YEAR:
        framework.keep_round(lead, made, planned)
    framework.set_value(lead, made, "moderation_share", (share,))
    framework.propose(lead, made)
    teller.at(day, 9)
    framework_effect.put_into_effect(chief, made)
    lead.forget()
