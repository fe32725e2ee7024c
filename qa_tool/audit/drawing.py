"""One question as it stands now, drawn from its slot and what the form knows of it."""

from dataclasses import dataclass

from qa_tool.audit.slots import Slot
from qa_tool.audit.values import Value, copied, is_answered, is_na
from qa_tool.audit.views import ChoiceView, QuestionView


@dataclass(frozen=True, slots=True)
class Standing:
    """What a form knows of one slot at this moment."""

    choices: tuple[ChoiceView, ...]
    later: bool
    asked: bool
    required: bool
    read_only: bool
    problem: str
    fresh: str
    acts: bool
    acted: bool
    theme: str


def drawn(slot: Slot, value: Value | None, now: Standing) -> QuestionView:
    """The view of one question."""
    return QuestionView(
        key=slot.key,
        kind=slot.kind,
        text=slot.text,
        help=slot.help,
        look_at=slot.look_at,
        descriptors=slot.descriptors,
        boundaries=slot.boundaries,
        choices=now.choices,
        value=None if value is None else copied(value),
        na=is_na(slot, value),
        later=now.later,
        asked=now.asked,
        required=now.required,
        read_only=now.read_only,
        problem=now.problem,
        companions=slot.companions,
        unit=slot.unit,
        least=slot.least,
        most=slot.most,
        allow_na=slot.allow_na,
        domain=slot.domain,
        answered=is_answered(slot, value),
        whole=slot.whole,
        appearance=slot.appearance,
        standard=slot.standard,
        rows=slot.rows,
        columns=slot.columns,
        each=slot.each,
        group=slot.group,
        within=slot.within,
        fresh=now.fresh,
        acts=now.acts,
        acted=now.acted,
        theme=now.theme,
    )
