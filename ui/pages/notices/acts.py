"""The small forms of a notice: answer, take higher, Cafcass, add words, end, say what changed."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.notice import rules
from qa_tool.notice.model import CHANGED, HOW, WORDS, Notice
from qa_tool.work import notice, notice_form
from qa_tool.work.change import Change
from qa_tool.work.notice import Given, Higher
from qa_tool.work.notice_list import people_above
from qa_tool.work.workspace import Workspace
from ui.dialogs import Field, ask_fields

Verb = Callable[[Mapping[str, Any]], Change]


def _ask(
    parent: QWidget, title: str, fields: list[Field], yes: str, verb: Verb, *, text: str = ""
) -> Change | None:
    """Ask, and do it; where it may not be done the form stays, with what was typed and why."""
    kept: list[Change] = []

    def check(given: Mapping[str, Any]) -> str:
        try:
            kept.append(verb(given))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    given = ask_fields(parent, title, fields, yes, text=text, check=check)
    return kept[-1] if given is not None and kept else None


def _absence(space: Workspace, found: Notice) -> list[Field]:
    """Why somebody else than the raiser does it."""
    if found.raised.raised_by == space.person.id:
        return []
    name = space.name(found.raised.raised_by)
    return [
        Field("absence", f"Why {name} cannot do this", needed=True, help="It is kept with the act.")
    ]


def answer(parent: QWidget, space: Workspace, found: Notice) -> Change | None:
    """Write down the answer to the stage it stands on, or a further one."""
    step = found.now
    further = step.answer is not None
    mine = step.to == space.person.id
    who = space.name(step.to) if step.to else step.who
    fields = [
        Field("text", "What changes for this child, who does it, by when", "long", needed=True)
    ]
    if not mine:
        fields.append(Field("who", "Who answered", value=who, needed=True))
    fields.append(Field("day", "On which day", "date", space.clock.today(), needed=True))
    title = f"{'A further answer' if further else 'Answer'}: {step.stage.name}"
    text = (
        "The first answer stands as it is; this one is kept beside it."
        if further
        else found.raised.what
    )
    return _ask(
        parent, title, fields, "Keep the answer",
        lambda g: notice.answer(
            space, found.raised.id,
            Given(step.stage.key, g["text"], g.get("who", ""), g["day"], further),
        ),
        text=text,
    )  # fmt: skip


def escalate(parent: QWidget, space: Workspace, found: Notice) -> Change | None:
    """Take it to a higher stage; any of them."""
    above = rules.above(found)
    stages = [(s.key, f"{s.name}: {s.who}, {s.days} working days") for s in above]
    why = notice_form.stage_note(space, found.raised.id, above[0].key)
    people = [("", "Whoever holds that post"), *people_above(space, found.raised.worker)]
    fields = [
        Field("stage", "To which stage", "choice", above[0].key, stages),
        Field("to", "Who is asked", "choice", "", people),
        Field("note", "Note", "long", needed=bool(why),
              help="Needed where a stage is left out, or its time is not over; nobody's permission is asked."),
        Field("day", "On which day", "date", space.clock.today(), needed=True),
        *_absence(space, found),
    ]  # fmt: skip
    return _ask(
        parent, "Take it higher", fields, "Take it higher",
        lambda g: notice.escalate(
            space, found.raised.id,
            Higher(g["stage"], g["note"], g["to"], g["day"], g.get("absence", "")),
        ),
        text=why or "The clock of the new stage begins on that day. Send the letter yourself.",
    )  # fmt: skip


def refer(parent: QWidget, space: Workspace, found: Notice) -> Change | None:
    """Refer to Cafcass."""
    fields = [
        Field("why", "Why, and what is asked", "long", needed=True),
        Field("day", "On which day", "date", space.clock.today(), needed=True),
        *_absence(space, found),
    ]
    return _ask(
        parent, "Refer to Cafcass", fields, "Keep the referral",
        lambda g: notice.refer(
            space, found.raised.id, g["why"], day=g["day"], absence=g.get("absence", "")
        ),
        text="At any point, also while a stage runs. The program sends nothing: ring and write to "
        "Cafcass yourself. Think of legal advice first.",
    )  # fmt: skip


def referral_answered(parent: QWidget, space: Workspace, found: Notice) -> Change | None:
    """What Cafcass answered."""
    fields = [
        Field("text", "What Cafcass answered", "long", needed=True),
        Field("day", "On which day", "date", space.clock.today(), needed=True),
    ]
    return _ask(
        parent, "Cafcass answered", fields, "Keep",
        lambda g: notice.referral_answered(space, found.raised.id, g["text"], day=g["day"]),
    )  # fmt: skip


def add_words(parent: QWidget, space: Workspace, found: Notice) -> Change | None:
    """The child's view or legal advice, now that it is there."""
    fields = [
        Field("which", "What is it", "choice", "child_view", list(WORDS.items())),
        Field("text", "In words", "long", needed=True, help="With its date; no names."),
    ]
    return _ask(
        parent, "Add the child's view or legal advice", fields, "Keep",
        lambda g: notice.add_words(space, found.raised.id, g["which"], g["text"]),
        text="What was written before stays.",
    )  # fmt: skip


def close(parent: QWidget, space: Workspace, found: Notice) -> Change | None:
    """End it: satisfied, withdrawn or overtaken."""
    fields = [
        Field("how", "How does it end", "choice", "satisfied", list(HOW.items())),
        Field("text", "What changed, or why", "long",
              help="Needed unless an answer that satisfies you is written down."),
        *_absence(space, found),
    ]  # fmt: skip
    text = (
        "A formal notice is asked again after 90 days whether practice changed, and after 30 where "
        "safety was the reason."
    )
    return _ask(
        parent, "End this notice", fields, "End it",
        lambda g: notice.close(
            space, found.raised.id, g["how"], g["text"], absence=g.get("absence", "")
        ),
        text=text if found.formal else "",
    )  # fmt: skip


def effect(parent: QWidget, space: Workspace, found: Notice) -> Change | None:
    """Ask whether practice changed for this child."""
    asks = found.effect
    if asks is None:
        return None
    fields = [
        Field("changed", "Did practice change for this child?", "choice", "",
              [("", "Choose one"), *CHANGED.items()], needed=True),
        Field("evidence", "Evidence", "long", needed=True,
              help="Which record, of which date, and what it shows. “Nothing can be seen” is an answer."),
    ]  # fmt: skip
    return _ask(
        parent, f"After {asks.after} days", fields, "Keep",
        lambda g: notice.say_effect(space, found.raised.id, asks.after, g["changed"], g["evidence"]),
        text=found.raised.what,
    )  # fmt: skip
