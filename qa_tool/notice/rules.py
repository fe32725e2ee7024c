"""How a notice climbs: never backwards, answered once a stage, ended by its raiser, asked for its effect."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from qa_tool.errors import QAError, Refused
from qa_tool.notice.ladder import Ladder, Stage
from qa_tool.notice.model import (
    EFFECT_AFTER,
    EFFECT_AFTER_SAFETY,
    Added,
    Answer,
    Changed,
    Effect,
    Ended,
    Happened,
    How,
    Notice,
    Raised,
    Referral,
    Step,
)


def in_order(happened: Iterable[Happened]) -> list[Happened]:
    """The steps as they followed on each other; what two people did side by side, by time and id."""
    return sorted(happened, key=lambda one: (one.turn, one.at, one.id))


def fold(raised: Raised, happened: Iterable[Happened]) -> Notice:
    """The notice that these steps make, whatever order they come in.

    Where two people took the same step on two laptops the earlier counts; a second answer to a stage
    stands as a further one.
    """
    order = in_order(happened)
    steps = _steps(raised.ladder, order)
    ended = next((one for one in order if one.what == "ending"), None)
    began = next((one for one in order if one.what == "stage" and one.limit), None)
    made = Notice(
        raised, steps, _referrals(order), (),
        Ended(cast("How", ended.choice), ended.day, ended.by, ended.text, ended.absence) if ended else None,
        tuple(Added(o.choice, o.text, o.day, o.by) for o in order if o.what == "words"),
        began.limit if began else None,
    )  # fmt: skip
    return replace(made, effects=_effects(made, order))


def _steps(ladder: Ladder, order: Sequence[Happened]) -> tuple[Step, ...]:
    found: dict[str, Step] = {}
    levels = {stage.key: stage for stage in ladder.stages}
    top = -1
    for one in order:
        stage = levels.get(one.stage)
        if one.what == "stage" and stage is not None and stage.level > top:
            top = stage.level
            found[stage.key] = Step(
                stage, one.day, one.due, one.by, one.to, one.who or stage.who, one.text, one.absence
            )
    for one in order:
        step = found.get(one.stage)
        if one.what == "answer" and step is not None:
            found[one.stage] = replace(step, answers=(*step.answers, _answer(one, step)))
    return tuple(found.values())


def _answer(one: Happened, step: Step) -> Answer:
    further = one.choice == "further" or step.answer is not None
    late = not further and step.due is not None and one.day > step.due
    return Answer(one.id, one.who, one.by, one.day, one.text, further, late)


def _referrals(order: Sequence[Happened]) -> tuple[Referral, ...]:
    found: list[Referral] = []
    for one in order:
        if one.what == "cafcass":
            found.append(Referral(one.day, one.by, one.text))
        elif one.what == "cafcass_answer" and found and found[-1].answered is None:
            found[-1] = replace(found[-1], answered=one.day, answer=one.text)
    return tuple(found)


def _effects(notice: Notice, order: Sequence[Happened]) -> tuple[Effect, ...]:
    """What is asked of a formal notice, with what was said; a withdrawn one is not asked."""
    if not notice.formal or (notice.ended and notice.ended.how == "withdrawn"):
        return ()
    begun = notice.formal[0].raised
    afters = [EFFECT_AFTER_SAFETY] if notice.raised.safety else []
    said = {one.after: one for one in reversed(order) if one.what == "effect"}
    return tuple(
        Effect(after, begun + timedelta(days=after), one.day, one.by, cast("Changed", one.choice), one.text)
        if (one := said.get(after)) else Effect(after, begun + timedelta(days=after))
        for after in (*afters, EFFECT_AFTER)
    )  # fmt: skip


# ---- what may be done -------------------------------------------------------------------------------


def need_words(text: str, what: str, cure: str) -> str:
    """The words without blanks round them; refused where there are none, or far too many."""
    kept = text.strip()
    if not kept:
        raise QAError(what, cure)
    if len(kept) > LONGEST:
        raise QAError(
            f"This text has {len(kept):,} characters; {LONGEST:,} are the most.",
            "Say the main thing, and name the record where the rest stands.",
        )
    return kept


LONGEST = 10_000


def above(notice: Notice) -> tuple[Stage, ...]:
    """The stages that are still above it."""
    return tuple(s for s in notice.raised.ladder.stages if s.level > notice.now.stage.level)


def start_needs_note(ladder: Ladder, stage: Stage) -> bool:
    """Whether starting here leaves out a stage below: then a note says why; nobody is asked."""
    return stage != ladder.stages[0]


def note_needed(notice: Notice, stage: Stage, today: date) -> str:
    """Why going to this stage wants a note; empty where it wants none. It never wants permission."""
    between = [s for s in above(notice) if s.level < stage.level]
    if between:
        return f"{between[0].name} is left out."
    now = notice.now
    # On its last day it may go up as it is: otherwise four stages of five would take 24 days.
    if now.answer is None and now.due is not None and today < now.due:
        return f"{now.stage.name} has not been answered, and its time is not over."
    return ""


def need_open(notice: Notice) -> None:
    """Refuse what only an open notice takes."""
    if notice.raised.kind == "good_practice":
        raise Refused(
            "A good-practice notice is no concern: there is nothing to climb, refer or end.",
            "Raise a concern of its own where there is one.",
        )
    if notice.ended is not None:
        raise Refused(
            f"This notice has ended ({notice.ended.how}).",
            "Raise a new one; it will show that this child has had one before.",
        )


def climb(notice: Notice, key: str, note: str, today: date) -> Stage:
    """The stage to go to, where the notice may go there; refused with the reason where not."""
    need_open(notice)
    stage = notice.raised.ladder.stage(key)
    if stage is None:
        raise QAError("This ladder has no such stage.", "Choose one of its stages.")
    if stage.level <= notice.now.stage.level:
        raise Refused(
            f"The ladder does not go backwards: the notice stands on {notice.now.stage.name} already.",
            "Choose a stage above it.",
        )
    why = note_needed(notice, stage, today)
    if why and not note.strip():
        raise QAError(why, "Write a note why; nobody's permission is asked.")
    return stage


def may_answer(notice: Notice, key: str, *, further: bool) -> Step:
    """The stage that is answered; a stage is answered once, more is kept as a further answer."""
    if notice.ended is not None and not further:
        need_open(notice)
    step = next((one for one in notice.steps if one.stage.key == key), None)
    if step is None:
        raise QAError(
            "The notice has not stood on this stage.", "Answer the stage that it stands on."
        )
    if step.answer is not None and not further:
        raise Refused(
            f"{step.stage.name} was answered already, by {step.answer.who}.",
            "Keep these words as a further answer; nothing is written over.",
        )
    if step.answer is None and further:
        raise QAError(
            f"{step.stage.name} has no answer yet, so this cannot be a further one.",
            "Keep it as the answer.",
        )
    return step


def may_refer(notice: Notice) -> None:
    """Refuse Cafcass for children who are not looked after, and a second referral beside an open one."""
    need_open(notice)
    if not notice.raised.ladder.cafcass:
        raise Refused(
            "Cafcass can be turned to for looked-after children only.",
            "Go up this ladder, or ask for legal advice.",
        )
    if notice.referrals and notice.referrals[-1].answered is None:
        raise Refused(
            "It has been referred to Cafcass already, and the answer is still to come.",
            "Write down the answer first.",
        )


def to_ask(notice: Notice, after: int, today: date) -> Effect:
    """The question about its effect that is answered now."""
    asked = next((one for one in notice.effects if one.after == after), None)
    if asked is None:
        raise Refused(
            "Nothing is asked about the effect of this notice.",
            "Only formal notices are asked: after 90 days, and after 30 where safety was the reason.",
        )
    if asked.day is not None:
        raise Refused(
            f"What changed after {after} days was said already.", "What was said stays as it is."
        )
    if today < asked.due:
        raise Refused(
            f"It is too early to say: this is asked from {asked.due.day} {asked.due:%B %Y}.",
            "Come back then; it will stand on Home.",
        )
    return asked


def answerers(notice: Notice) -> frozenset[str]:
    """Who was asked, and whose work it is about: they do not judge its effect."""
    raised = notice.raised

    asked = {step.to for step in notice.steps}
    return frozenset((asked | {raised.worker}) - {"", raised.raised_by})
